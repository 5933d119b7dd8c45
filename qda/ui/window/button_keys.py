"""Two keys that the focus must not swallow: the palette's in an editor, and Enter on a button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QTextEdit, QWidget

from qda.ui.actions import Actions

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_WATCHED = (QLineEdit, QPlainTextEdit, QTextEdit, QPushButton)  # what has the focus, for some keys


class KeyWatch(QObject):
    """Looks at what goes to the field or the button that has the focus.

    Ctrl+K deletes to the end of the line in editors on some systems; here it must find from everywhere.
    """

    def __init__(self, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        for widget in (before, now):
            if isinstance(widget, _WATCHED):
                widget.removeEventFilter(self)
        if isinstance(now, _WATCHED):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the key of the palette from the editor that has the focus; Enter presses a button that has it."""
        if isinstance(watched, QPushButton):
            return enter_presses(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination())
            if pressed in self._actions.get("view.palette").shortcuts():
                event.ignore()
                return True
        return False


def enter_presses(button: QPushButton, event: QEvent) -> bool:
    """Press the button if the event is Enter, as the space bar does; True if it was: nobody else is to have it.

    Qt sees to it in dialogs only.
    """
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() not in _PLAIN:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True
