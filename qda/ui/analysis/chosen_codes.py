"""Codes that a table is limited to: a field that finds them, and beneath it each with a way to take it off again."""

from __future__ import annotations

import json
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui import icons
from qda.ui.analysis.choosing import Choice, ChoiceField
from qda.ui.analysis.known_codes import code_choices
from qda.ui.parts.small import ElidedLabel, small_font, soft
from qda.ui.session import Session
from qda.ui.theme import STEP

CODES = "application/x-gerund-codes"
"""What a drag out of the code tree carries: a JSON list of ids."""


def dropped_codes(event: QDropEvent) -> list[int]:
    """The ids of the codes in a drag; none if it carries no codes."""
    data = event.mimeData()
    return [int(code) for code in json.loads(bytes(data.data(CODES).data()))] if data.hasFormat(CODES) else []


class ChosenCodes(QWidget):
    """None chosen means all. Codes can be dropped here from the code tree."""

    altered = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._chosen: dict[int, str] = {}
        self._rows: list[QWidget] = []
        self.setAcceptDrops(True)
        self.field = ChoiceField(session, _("Only these codes"), _("All codes; type to choose"), self._choices)
        self.field.finder.taken.connect(self._on_taken)
        self._note = soft(_("Each with all codes beneath it."), wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(STEP)
        self._column.addWidget(self.field)
        self._column.addWidget(self._note)
        session.ink_changed.connect(lambda _ink: self._refill())
        self._refill()

    def ids(self) -> tuple[int, ...] | None:
        """The codes that are chosen; None for all."""
        return tuple(self._chosen) or None

    def clear(self) -> None:
        """All codes again."""
        self.field.clear()
        self.field.forget()
        self._set({})

    def follow(self) -> None:
        """The code book changed: names may be others, and codes may be gone."""
        self.field.forget()
        if self._chosen:
            names = {choice.value: choice.text for choice in self._choices()}
            self._set({code: names[code] for code in self._chosen if code in names})

    def add(self, code_ids: Iterable[int]) -> None:
        """Choose these codes too."""
        names = {choice.value: choice.text for choice in self._choices()}
        self._set(self._chosen | {code: names[code] for code in code_ids if code in names})

    def remove(self, code_id: int) -> None:
        """Take a code off the list."""
        self._set({code: name for code, name in self._chosen.items() if code != code_id})
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choices(self) -> list[Choice]:
        return code_choices(self._session.project) if self._session.is_open else []

    def _on_taken(self, code_id: object) -> None:
        self.field.clear()
        if isinstance(code_id, int):
            self.add([code_id])

    def _set(self, chosen: dict[int, str]) -> None:
        if chosen != self._chosen:
            self._chosen = chosen
            self._refill()
            self.altered.emit()

    def _refill(self) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(code, name) for code, name in self._chosen.items()]
        for place, row in enumerate(self._rows, start=1):
            self._column.insertWidget(place, row)
        self._note.setVisible(bool(self._chosen))

    def _row(self, code_id: int, name: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(2 * STEP, 0, 0, 0)
        line.setSpacing(STEP)
        label = ElidedLabel(name)
        label.setFont(small_font())
        line.addWidget(label)
        line.addStretch(1)
        off = QToolButton()
        off.setAutoRaise(True)
        off.setIcon(icons.icon("close", self._session.ink.soft))
        off.setAccessibleName(_("Leave out “{name}”").format(name=name))
        off.setToolTip(off.accessibleName())
        off.clicked.connect(lambda _checked=False: self.remove(code_id))
        line.addWidget(off)
        return row

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Codes may be dropped."""
        if event.mimeData().hasFormat(CODES):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Choose what is dropped."""
        self.add(dropped_codes(event))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
