"""A few words side by side, one of them chosen: which page of several is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from qda.ui.theme import CORNER, STEP, Ink, mixed


class Words(QWidget):
    """Words to choose one of; Left and Right go along them."""

    chosen = Signal(int)

    def __init__(self, name: str, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP)
        for number, word in enumerate(words):
            button = QToolButton()
            button.setObjectName("word")
            button.setText(word)
            button.setAccessibleName(word)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(lambda number, on: self.chosen.emit(number) if on else None)

    def choose(self, number: int) -> None:
        """Choose a word."""
        self._group.button(number).setChecked(True)

    def current(self) -> int:
        """Which one is chosen."""
        return self._group.checkedId()

    def say(self, number: int, word: str) -> None:
        """Let a word be another."""
        self._group.button(number).setText(word)
        self._group.button(number).setAccessibleName(word)

    def texts(self) -> list[str]:
        """What the words say, for asking."""
        return [button.text() for button in self._group.buttons()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Along the words."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        number = (self.current() + step) % len(self._group.buttons())
        self.choose(number)
        self._group.button(number).setFocus(Qt.FocusReason.TabFocusReason)


def words_sheet(ink: Ink) -> str:
    """How the words look."""
    return f"""
QToolButton#word {{
    background: transparent; color: {ink.soft}; border: 1px solid transparent; border-radius: {CORNER}px;
    padding: 3px 8px;
}}
QToolButton#word:hover {{ color: {ink.ink}; }}
QToolButton#word:checked {{ background: {mixed(ink.accent, ink.paper, 0.12)}; color: {ink.accent}; font-weight: 600; }}
QToolButton#word:focus {{ border-color: {ink.accent}; }}
"""
