"""Where the keyboard goes when a page comes up: never to something that is not to be seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTabBar, QWidget
from shiboken6 import isValid


def enter(page: QWidget, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
    """Give a page the keyboard; where what it names is hidden (an empty list), the nearest control that is shown."""
    page.setFocus(reason)
    if not page.isVisible():
        return
    held: QWidget | None = page.window().focusWidget()
    if held is not None and _takes_keys(held):
        return
    near: QWidget | None = held if held is not None and page.isAncestorOf(held) else page
    while near is not None:
        found = _first(near)
        if found is not None:
            found.setFocus(reason)
        near = None if found is not None or near is page else near.parentWidget()


def finish(window: QWidget) -> None:
    """End the writing in the field that has the keyboard, as leaving it does: it keeps what was typed."""
    held: QWidget | None = window.focusWidget()
    if held is not None and held.hasFocus():
        held.clearFocus()
    elif held is not None:  # the window lies behind another: fields wait for it to come back, but it will not
        QApplication.sendEvent(held, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.OtherFocusReason))


def keeper(held: QWidget | None) -> QWidget | None:
    """Who is to have the keyboard back once it was lent: of a field in a cell, which ends as it is left, the list."""
    around = None if held is None else held.parentWidget()
    view = None if around is None else around.parentWidget()
    return view if isinstance(view, QAbstractItemView) and view.viewport() is around else held


def give_back(held: QWidget | None, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> bool:
    """Give the keyboard back to who had it; False where it is gone meanwhile, or out of sight."""
    if held is None or not isValid(held) or not held.isVisible():
        return False
    held.setFocus(reason)
    return True


def close_popups() -> None:
    """Close what has popped up above the window: it is of what is shown, and that is going."""
    while True:
        popup = QApplication.activePopupWidget()
        if popup is None or not popup.close():
            return


def follow_clicks(tabs: QTabBar, shown: Callable[[], QWidget]) -> None:
    """A click on a word of `tabs` gives the keyboard to the page it shows; else it would be left with nobody."""

    def go() -> None:
        if not tabs.hasFocus():
            enter(shown(), Qt.FocusReason.MouseFocusReason)

    tabs.tabBarClicked.connect(lambda number: QTimer.singleShot(0, tabs, go) if number >= 0 else None)


def _takes_keys(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def _first(within: QWidget) -> QWidget | None:
    """The first that Tab reaches, can be seen and used; words to turn pages with come after what is on them.

    Not along `nextInFocusChain`: PySide takes what that returns for a child of the widget it was asked of. When that
    goes, a row that is deleted or the scroll bar of a field, the next one is thought to be gone too, and all that
    hangs on it: the menus of the window, for one.
    """
    found: list[QWidget] = []
    turning: list[QWidget] = []
    for widget in within.findChildren(QWidget):
        by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and _takes_keys(widget)
        if by_tab and not isinstance(widget.focusProxy(), QWidget):
            (turning if isinstance(widget, QTabBar) else found).append(widget)
    return next(iter(found or turning), None)
