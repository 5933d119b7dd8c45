"""The middle of the window: one page at a time, each made when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

_IDLE = 400  # milliseconds


@runtime_checkable
class Grows(Protocol):
    """A page with parts that are made when they are first wanted, or while nothing happens."""

    def make_more(self) -> bool:
        """Make one more of its hidden parts; False where all are there."""


class Stage(QStackedWidget):
    """Pages by key. Pages that are no workspace lie over the work, and `back` leads to it again."""

    turned = Signal(str)  # the key of the page that is shown now

    def __init__(self, makers: Mapping[str, Callable[[], QWidget]], workspaces: frozenset[str]) -> None:
        super().__init__()
        self._makers = dict(makers)
        self._workspaces = workspaces
        self._pages: dict[str, QWidget] = {}
        self._nothing: QWidget | None = None
        self._waiting: tuple[str, ...] = ()
        self._idle = QTimer(self, singleShot=True, interval=_IDLE)
        self._idle.timeout.connect(self._make_next)
        self.key = ""
        self.workspace = ""

    def minimumSizeHint(self) -> QSize:
        """What the page that is shown needs; a stack would ask for the most that any of its pages needs."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()

    def page(self, key: str) -> QWidget:
        """A page, made now if nobody wanted it before. Raises KeyError."""
        if key not in self._pages:
            self._pages[key] = self._makers[key]()
            self.addWidget(self._pages[key])
        return self._pages[key]

    def made(self, key: str) -> QWidget | None:
        """A page if there is one."""
        return self._pages.get(key)

    def make_later(self, keys: Iterable[str]) -> None:
        """Make these pages one by one while nothing happens: menus and keys list what they can do."""
        self._waiting = tuple(keys)
        self._idle.start()

    def _make_next(self) -> None:
        missing = next((key for key in self._waiting if key not in self._pages), None)
        if missing is not None:
            self.page(missing)
            self._idle.start()
        elif any(isinstance(page, Grows) and page.make_more() for page in self._pages.values()):
            self._idle.start()

    @property
    def rests(self) -> bool:
        """True when everything is made that is made while nothing happens."""
        return not self._idle.isActive()

    def turn(self, key: str) -> QWidget:
        """Show a page and give it the focus; gives the page."""
        waiting = self._idle.isActive()
        page = self.page(key)
        page.resize(self.size())  # before it is shown, or it would lay out what it holds twice
        self.setCurrentWidget(page)
        self.updateGeometry()
        if waiting:
            self._idle.start()  # from now on: the page that somebody goes to is painted before another is made
        self.key = key
        if key in self._workspaces:
            self.workspace = key
        self.turned.emit(key)
        return page

    def clear(self) -> None:
        """Show an empty page, where it is not known yet what a page will hold."""
        if self._nothing is None:
            self._nothing = QWidget()
            self.addWidget(self._nothing)
        self.setCurrentWidget(self._nothing)

    def back(self) -> bool:
        """From a page that lies over the work to the work; False where there is nothing to go back from."""
        if not self.workspace or self.key == self.workspace:
            return False
        self.turn(self.workspace)
        return True
