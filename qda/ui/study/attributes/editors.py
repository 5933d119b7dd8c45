"""The field that fits a type: words that were used before, numbers and dates that step, choices that complete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from qda.i18n import _
from qda.ui.study.tables.choices import ChoiceField

if TYPE_CHECKING:
    from qda.study.attributes import AttributeRow


class SteppedField(QLineEdit):
    """Words that Up and Down make more or less, where they can be read."""

    def __init__(self, name: str, step: Callable[[str, int], str], hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up is one more, Down one less; Page Up and Page Down are ten."""
        ways = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}
        way = ways.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        else:
            self.setText(self._step(self.text(), way))
            self.selectAll()


def field(attribute: AttributeRow, used: Callable[[], Sequence[str]], parent: QWidget | None = None) -> QLineEdit:
    """A field for values of an attribute; `used` are words that other rows have."""
    if attribute.type == "number":
        made: QLineEdit = SteppedField(attribute.name, next_number, "", parent)
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
        return made
    if attribute.type == "date":
        return SteppedField(attribute.name, next_day, _("2012-05-18"), parent)
    offers = (lambda: attribute.choices) if attribute.type == "choice" else used
    return ChoiceField(attribute.name, offers, parent=parent)


def next_number(words: str, way: int) -> str:
    """The number so much higher, with its decimals; as it stands if it is none."""
    from decimal import Decimal

    from qda.study.attribute_values import number

    stored = number(words or "0")
    return words if stored is None else format(Decimal(stored) + way, "f")


def next_day(words: str, way: int) -> str:
    """The day so many days later; today for nothing, as it stands if no day is said."""
    from qda.study.attribute_values import day

    if not words.strip():
        return date.today().isoformat()
    stored = day(words)
    if stored is None or len(stored) < len("2012-05-18"):
        return words
    try:
        return (date.fromisoformat(stored) + timedelta(days=way)).isoformat()
    except OverflowError:
        return words
