"""A page or a list that has nothing to show yet: what will stand here, and what to do for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from qda.ui.parts.small import Link
from qda.ui.theme import STEP


class Empty(QWidget):
    """One sentence a little above the middle, and under it words to click, one below the other."""

    def __init__(
        self,
        sentence: str = "",
        action: str | Link = "",
        act: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.sentence = QLabel(sentence)
        self.sentence.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.between = QVBoxLayout()  # what a page has to say beside
        self.button = action if isinstance(action, Link) else Link(action, act)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4 * STEP, 4 * STEP, 4 * STEP, 4 * STEP)
        self._column.setSpacing(3 * STEP)
        self._column.addStretch(2)
        self._column.addWidget(self.sentence)
        self._column.addLayout(self.between)
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(3)

    def tell(self, sentence: str, action: str = "") -> None:
        """Say something else; with an action, what is clicked is called so."""
        self.sentence.setText(sentence)
        if action:
            self.button.set_words(action)

    def offer_also(self, action: str, act: Callable[[], object] | None = None) -> Link:
        """Offer another action beneath the others."""
        link = Link(action, act)
        self._column.insertWidget(self._column.count() - 1, link, 0, Qt.AlignmentFlag.AlignHCenter)
        return link
