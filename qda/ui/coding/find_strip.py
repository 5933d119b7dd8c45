"""Finding words in the text that is shown: a strip above it, open while it is needed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from qda.i18n import _
from qda.text import Span
from qda.ui.documents.text_view import TextView
from qda.ui.parts.small import small_font
from qda.ui.theme import STEP

_LONG = 400_000  # characters: beyond that a search waits until the typing pauses
_PAUSE = 150


def places(text: str, words: str) -> list[Span]:
    """Where the words stand, without regard to capitals; any white space answers a space."""
    if not words.strip():
        return []
    pattern = r"\s+".join(re.escape(word) for word in words.split(" ") if word)
    return [Span(*match.span()) for match in re.finditer(pattern, text, re.IGNORECASE)]


class FindStrip(QFrame):
    """A field, a count, and steps forth and back."""

    def __init__(self, view: TextView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._found: list[Span] = []
        self._at = -1
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self._find)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Find in this text"))
        self.field.setAccessibleName(_("Find in this text"))
        self.field.setMaximumWidth(360)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self._count = QLabel("", self)
        self._count.setFont(small_font())
        self._count.setObjectName("soft")
        back = self._button(Qt.ArrowType.UpArrow, _("Previous place (Shift+Enter)"), -1)
        forth = self._button(Qt.ArrowType.DownArrow, _("Next place (Enter)"), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * STEP, STEP, 4 * STEP, STEP)
        row.setSpacing(2 * STEP)
        for part in (self.field, back, forth, self._count):
            row.addWidget(part)
        row.addStretch(1)
        self.hide()

    def _button(self, arrow: Qt.ArrowType, name: str, step: int) -> QToolButton:
        button = QToolButton(self)
        button.setArrowType(arrow)
        button.setAutoRaise(True)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self.step(step))
        return button

    def count(self) -> str:
        """How many places there are, and which one is shown."""
        return self._count.text()

    def open(self) -> None:
        """Show the strip; words that are selected are looked for."""
        selected = self.view.selection()
        text = self.view.coded_text().text
        self.show()
        if selected is not None and len(selected) <= 80 and "\n" not in selected.of(text):
            self.field.setText(selected.of(text))
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._find()

    def put_away(self) -> None:
        """Hide it, and give the keyboard back to the text."""
        self.view.set_marks_found(())
        self.hide()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Another text is shown."""
        if self.isVisible():
            self._find()

    def _on_typed(self) -> None:
        if len(self.view.coded_text().text) > _LONG:
            self._later.start()
        else:
            self._find()

    def _find(self) -> None:
        self._later.stop()
        self._found = places(self.view.coded_text().text, self.field.text())
        self.view.set_marks_found(self._found)
        starts = [span.start for span in self._found]
        selected = self.view.selection()
        here = selected.start if selected else self.view.caret()
        self._at = bisect_left(starts, here) - 1  # the next step goes to the first from here on
        if self._found and self.field.text().strip():
            self._go(self._at + 1)
        self._tell()

    def step(self, by: int) -> None:
        """Go to the next place, or the one before; from the ends on at the other end."""
        if self._later.isActive():
            self._find()
            return
        selected = self.view.selection()
        if self._found and (self._at < 0 or selected != self._found[self._at]):
            starts = [span.start for span in self._found]  # the caret was moved meanwhile
            caret = self.view.caret()
            self._go(bisect_right(starts, caret) if by > 0 else bisect_left(starts, caret) - 1)
        elif self._found:
            self._go(self._at + by)

    def _go(self, at: int) -> None:
        self._at = at % len(self._found)
        self.view.select(self._found[self._at])
        self._tell()

    def _tell(self) -> None:
        if not self.field.text().strip():
            words = ""
        elif not self._found:
            words = _("Not in this text.")
        else:
            words = _("{number} of {count}").format(number=self._at + 1, count=len(self._found))
        self._count.setText(words)
        self._count.setAccessibleName(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Shift+Enter step, Esc closes."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if key == Qt.Key.Key_Escape:
                self.put_away()
                return True
        return super().eventFilter(watched, event)
