"""What screen readers are told of a view that paints itself: Qt asks for its accessible side, and it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

View = TypeVar("View", bound=QWidget)

_factories: dict[type[QWidget], Callable[[str, QObject], QAccessibleInterface | None]] = {}
_alive: dict[int, QAccessibleInterface] = {}


def install(kind: type[View], make: Callable[[View], QAccessibleInterface]) -> None:
    """Let Qt find the accessible side of all views of this kind, from now on; a second time does nothing."""
    if kind in _factories:
        return

    def made(_key: str, thing: QObject) -> QAccessibleInterface | None:
        if not isinstance(thing, kind):
            return None
        name = id(thing)
        # Qt owns the interface, but Python must not forget it before the view is gone.
        _alive[name] = make(thing)
        thing.destroyed.connect(lambda: _alive.pop(name, None))
        return _alive[name]

    _factories[kind] = made
    QAccessible.installFactory(made)


class Spoken(QAccessibleWidget):
    """A list that says in words where the keyboard is in it."""

    def __init__(self, view: QWidget, words: Callable[[], str]) -> None:
        super().__init__(view, QAccessible.Role.List)
        self._view, self._words = view, words

    def text(self, kind: QAccessible.Text) -> str:
        """The words, or the name of the view."""
        if kind in (QAccessible.Text.Description, QAccessible.Text.Value):
            return self._words()
        if kind == QAccessible.Text.Name:
            return self._view.accessibleName()
        return super().text(kind)


def say(view: QWidget, words: str) -> None:
    """Have these words read out."""
    if QAccessible.isActive() and words:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, words))
