"""A field of some lines on the pages of claims."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

from qda.ui.theme import STEP


class Lines(QPlainTextEdit):
    """Some lines to write in, as high as the words are, within bounds; leaving or Enter is the end of it."""

    left = Signal()

    def __init__(self, name: str, hint: str, *, least: int = 1, most: int = 4) -> None:
        super().__init__()
        self._least, self._most = least, most
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(1)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def show_words(self, words: str) -> None:
        """Show what is stored, unless somebody writes here."""
        if not self.hasFocus() and self.toPlainText() != words:
            self.setPlainText(words)

    def _fit(self) -> None:
        lines = min(max(self._least, round(self.document().size().height())), self._most)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 3 * STEP + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew."""
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed."""
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the page says where the keyboard goes
        else:
            super().keyPressEvent(event)
