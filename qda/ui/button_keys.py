"""Enter presses the button that has the focus, as the space bar does; Qt sees to it in dialogs only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def enter_presses(button: QPushButton, event: QEvent) -> bool:
    """Press the button if the event is Enter; True if it was, for then nobody else is to have it."""
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() not in _PLAIN:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True
