"""The last studies: in the menu and on the start page, where they shall be remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QMenu

from qda.i18n import _
from qda.ui.window.state import Recent, WindowState

if TYPE_CHECKING:
    from qda.settings import Settings
    from qda.ui.main_window import MainWindow
    from qda.ui.window.start_page import StartPage


class Recents:
    """The last studies of a window, the newest first, with their menu."""

    def __init__(self, window: MainWindow, state: WindowState, settings: Callable[[], Settings]) -> None:
        self.menu = QMenu(_("Open &lately"), window)
        self._window = window
        self._state = state
        self._settings = settings

    def studies(self) -> list[Recent]:
        """Those that are remembered; none where they shall not be."""
        return self._state.recent() if self._settings().remember_recent else []

    def show(self) -> None:
        """List them in the menu and on the start page."""
        recent = self.studies()
        self.menu.clear()
        for each in recent:
            action = self.menu.addAction(each.title.replace("&", "&&"))
            action.setStatusTip(str(each.path))
            action.triggered.connect(lambda _checked=False, path=each.path: self._window.open(path))
        self.menu.menuAction().setVisible(bool(recent))
        page = self._window.stage.made("start")
        if page is not None:
            cast("StartPage", page).show_recent(recent)

    def opened(self, path: Path, title: str) -> None:
        """A study has been opened: it comes first from now on, where studies are remembered."""
        if self._settings().remember_recent:
            self._state.opened(path, title)
            self.show()

    def forget(self, path: Path) -> None:
        """Take a study off the list."""
        self._state.forget(path)
        self.show()

    def forget_all(self) -> None:
        """Take all of them off the list."""
        self._state.forget_all()
        self.show()
