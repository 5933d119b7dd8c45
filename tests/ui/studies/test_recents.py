"""The last studies in the menu: opened by a click, named as they are, taken off."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.settings import Settings
from qda.ui.studies.recents import Recents
from qda.ui.window.state import WindowState


class Window(QWidget):
    """A window that opens studies, and has made no page yet."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []
        self.stage = self

    def open(self, path: Path) -> None:
        self.opened.append(path)

    def made(self, _key: str) -> None:
        """No page."""


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    return made


def recents(window: Window, tmp_path: Path, *, remember: bool = True) -> Recents:
    state = WindowState(tmp_path / "window.ini")
    return Recents(window, state, lambda: Settings(remember_recent=remember))  # type: ignore[arg-type]  # a window for tests


def named(found: Recents) -> list[str]:
    return [action.text() for action in found.menu.actions()]


def test_the_menu_lists_the_last_studies_and_opens_them(window: Window, tmp_path: Path) -> None:
    found = recents(window, tmp_path)

    found.opened(tmp_path / "a.gerund", "Help & trust")
    found.opened(tmp_path / "b.gerund", "B")
    found.menu.actions()[1].trigger()

    assert named(found) == ["B", "Help && trust"]  # an ampersand alone would underline the next letter
    assert window.opened == [tmp_path / "a.gerund"]


def test_a_study_is_taken_off_and_an_empty_menu_is_not_shown(window: Window, tmp_path: Path) -> None:
    found = recents(window, tmp_path)
    found.opened(tmp_path / "a.gerund", "A")

    found.forget(tmp_path / "a.gerund")

    assert named(found) == []
    assert not found.menu.menuAction().isVisible()


def test_nothing_is_listed_where_studies_are_not_remembered(window: Window, tmp_path: Path) -> None:
    recents(window, tmp_path).opened(tmp_path / "a.gerund", "A")
    forgetful = recents(window, tmp_path, remember=False)

    forgetful.opened(tmp_path / "b.gerund", "B")
    forgetful.show()

    assert named(forgetful) == []
    assert [each.title for each in recents(window, tmp_path).studies()] == ["A"]
