"""Beside the sorting table: the heap of memos, and the field that asks for a name."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from qda.ui.lists.several import Several
from qda.ui.memos.listed.rows import MemoList


class Heap(Several, MemoList):
    """Memos not yet on the table, to be dragged there."""

    put_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter puts the chosen memos on the table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.put_wanted.emit()
        else:
            super().keyPressEvent(event)


class NameField(QLineEdit):
    """Asks for a name in place: Enter takes it, Esc gives up."""

    given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.returnPressed.connect(self._give)
        self.hide()

    def ask(self, what: str, name: str) -> None:
        """Begin with a name that can be typed over."""
        self.setAccessibleName(what)
        self.setPlaceholderText(what)
        self.setText(name)
        self.show()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        words = self.text().strip()
        self._leave()
        if words:
            self.given.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        """Go, and leave the keyboard to the page that asked, not to what comes next by Tab."""
        had, page = self.hasFocus(), self.parentWidget()
        self.hide()
        if had and page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
