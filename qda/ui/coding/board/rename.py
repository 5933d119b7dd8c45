"""Another name for a card or a cluster, typed where it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from qda.i18n import _

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Delete)


class NameField(QLineEdit):
    """Lies over a name; Enter or leaving takes what is typed, Esc does not."""

    named = Signal(int, str)
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._code = 0
        self.setAccessibleName(_("Name"))
        self.hide()

    def ask(self, code: int, name: str, box: QRect) -> None:
        """Ask for another name of a code, over a rectangle of the parent."""
        self._code = code
        self.setText(name)
        self.selectAll()
        height = self.sizeHint().height()
        self.setGeometry(box.left(), box.top(), box.width(), height)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self, *, take: bool) -> None:
        if self.isHidden():
            return
        code, self._code = self._code, 0
        had_focus = self.hasFocus()
        self.hide()
        if take:
            self.named.emit(code, self.text())
        if had_focus:
            self.ended.emit()

    def event(self, event: QEvent) -> bool:
        """Keys of the board are letters here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            if event.key() in _KEYS or (event.text().isprintable() and event.text() and plain):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc end it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(take=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._end(take=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Going elsewhere takes what is typed."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._end(take=True)
