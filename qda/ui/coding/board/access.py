"""The board for screen readers: each card in words where the keyboard is, and said aloud when it moves."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from qda.ui.coding.board.view import CardsView

_alive: dict[int, QAccessibleInterface] = {}


class _Accessible(QAccessibleWidget):
    """A list that says where the keyboard is in it."""

    def __init__(self, view: CardsView) -> None:
        super().__init__(view, QAccessible.Role.List)
        self._view = view

    def text(self, kind: QAccessible.Text) -> str:
        if kind in (QAccessible.Text.Description, QAccessible.Text.Value):
            return self._view.spoken()
        if kind == QAccessible.Text.Name:
            return self._view.accessibleName()
        return super().text(kind)


def _make(key: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, CardsView):
        return None
    name = id(thing)
    # Qt owns the interface, but Python must not forget it before the view is gone.
    _alive[name] = _Accessible(thing)
    thing.destroyed.connect(lambda: _alive.pop(name, None))
    return _alive[name]


@cache
def install() -> None:
    """Let Qt find the accessible side of the board; once for the program."""
    QAccessible.installFactory(_make)


def moved(view: CardsView, words: str) -> None:
    """Have the card read out where the keyboard is now."""
    if QAccessible.isActive() and words:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, words))
