"""A few lines for words that a stop list does not have; two such fields can hold the same words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from qda.i18n import _
from qda.ui.session import Session
from qda.ui.theme import CORNER, STEP, Ink


class OwnWords(QPlainTextEdit):
    """Words between blanks. `entered` by Enter, and when the field is left with other words in it."""

    entered = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._taken = ""
        self.setAccessibleName(_("Words to leave out"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(3 * self.fontMetrics().lineSpacing() + 3 * STEP)
        self._dress(session.ink)
        session.ink_changed.connect(self._dress)

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; }}"
            f"QPlainTextEdit:focus {{ border-color: {ink.accent}; }}"
        )

    def words(self) -> frozenset[str]:
        """The words in the form in which words are counted."""
        from qda.analysis.words.reading import normal

        return frozenset(normal(word) for word in self.toPlainText().split())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is in it now is known."""
        self._taken = self.toPlainText()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes on to something else has said enough."""
        super().focusOutEvent(event)
        if self.toPlainText().split() != self._taken.split():
            self._enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter counts anew."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        self._taken = self.toPlainText()
        self.entered.emit()


def hold_the_same(one: OwnWords, other: OwnWords) -> None:
    """What is written into one field stands in the other too."""

    def follow(follower: OwnWords, leader: OwnWords) -> None:
        if follower.toPlainText() != leader.toPlainText():
            follower.setPlainText(leader.toPlainText())

    one.textChanged.connect(lambda: follow(other, one))
    other.textChanged.connect(lambda: follow(one, other))
