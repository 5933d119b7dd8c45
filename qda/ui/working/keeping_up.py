"""Stale until shown: what the study changed is read anew while somebody looks, else when the page is shown again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class KeepingUp(QObject):
    """Has a page read itself anew when it is out of date: at once while it is seen, once when it is shown again.

    With `pause` milliseconds, changes that come one upon another are read together, when the last of them is so old.
    """

    def __init__(self, page: QWidget, read: Callable[[], object], pause: int | None = None) -> None:
        super().__init__(page)
        self._page = page
        self._read = read
        self._stale = True
        self._later: QTimer | None = None
        if pause is not None:
            self._later = QTimer(self, singleShot=True, interval=pause)
            self._later.timeout.connect(self.catch_up)
        page.installEventFilter(self)

    @property
    def stale(self) -> bool:
        """True where the study has gone on since the page was read; a page begins so."""
        return self._stale

    def outdate(self) -> None:
        """The page is out of date: it is read now or after the pause, or when it is shown."""
        self._stale = True
        if self._later is None:
            self.catch_up()
        elif self._page.isVisible():
            self._later.start()

    def renew(self) -> None:
        """The page shows something else from now on: it is read without a pause, or when it is shown."""
        self._stale = True
        self.catch_up()

    def catch_up(self) -> None:
        """Read now, if there is something to read and somebody looks."""
        if self._stale and self._page.isVisible():
            self.caught_up()
            self._read()

    def caught_up(self) -> None:
        """The page is being read, whoever asked for it."""
        self._stale = False
        if self._later is not None:
            self._later.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Catch up when the page is shown; nothing is read of what nobody sees any more."""
        if event.type() == QEvent.Type.Show:
            self.catch_up()
        elif event.type() == QEvent.Type.Hide and self._later is not None:
            self._later.stop()
        return False
