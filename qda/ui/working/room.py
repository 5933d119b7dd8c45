"""The room that a page asks of the sides of the window while it is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from qda.ui.session import Session


class Room(QObject):
    """What a page wishes is told when it is shown, and ends when it is hidden.

    Pages are made, and hidden, while another is looked at: one that has told no wish ends nobody else's.
    """

    def __init__(self, session: Session, page: QWidget, wished: Callable[[], tuple[int, int]]) -> None:
        """`wished` gives pixels: the least that is needed, and what would be best."""
        super().__init__(page)
        self._session = session
        self._page = page
        self._wished = wished
        self._told = False
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the page comes and when it goes."""
        if event.type() == QEvent.Type.Show:
            self.tell()
        elif event.type() == QEvent.Type.Hide and self._told:
            self._told = False
            self._session.room_wanted.emit(0, 0)
        return False

    def tell(self) -> None:
        """Tell what is wished now, if the page is shown: what it is written in may be larger than it was."""
        if self._page.isVisible():
            self._told = True
            self._session.room_wanted.emit(*self._wished())


def by_letters(page: QWidget, count: int) -> Callable[[], tuple[int, int]]:
    """Room for so many mean characters of the page's font, and no more."""

    def wished() -> tuple[int, int]:
        room = page.fontMetrics().averageCharWidth() * count
        return room, room

    return wished
