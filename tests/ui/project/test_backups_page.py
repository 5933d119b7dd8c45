from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.project import backup
from qda.project.project import Project
from qda.study import service
from qda.ui import pages
from qda.ui.main_window import MainWindow
from qda.ui.project.backups_page import BackupsPage


@pytest.fixture
def kept(study: Path) -> Path:
    """A study with one backup, after which it went on."""
    with Project.open(study, coder="AQ") as project:
        backup.make_if_changed(project)
        _go_on(project)
    return study


def _go_on(project: Project) -> None:
    service.create_unit(project, "LSCB")


def shown(window: MainWindow, of: Path | None = None) -> BackupsPage:
    pages.show_backups(window, of)
    page = window.stage.page("backups")
    assert isinstance(page, BackupsPage)
    return page


@pytest.mark.plain  # a protected study is asked for its password first
def test_the_start_page_shows_the_backups_of_a_study_that_is_not_open(
    main_window: MainWindow, kept: Path, qtbot: QtBot
) -> None:
    page = shown(main_window, kept)

    assert page.list.count() == 1
    assert page.head.text() == "Backups of “talk”"
    qtbot.waitUntil(lambda: "1 source · 1 code · 1 coding · 0 memos" in page.list.item(0).text())
    assert not page.making.isVisible()


def test_a_backup_becomes_a_study_of_its_own_and_is_opened(main_window: MainWindow, kept: Path, qtbot: QtBot) -> None:
    page = shown(main_window, kept)
    chosen = page.current()
    assert chosen is not None
    target = backup.proposed(chosen.path, kept)

    page.restore(chosen, target)

    qtbot.waitUntil(lambda: main_window.session.path() == target.resolve())
    assert kept.is_file()
    assert chosen.path.is_file()


def test_enter_opens_a_backup_for_reading(main_window: MainWindow, kept: Path, qtbot: QtBot) -> None:
    page = shown(main_window, kept)
    chosen = page.current()
    assert chosen is not None

    QTest.keyClick(page.list, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: main_window.session.path() == chosen.path.resolve())
    assert not main_window.session.project.writable


def test_without_backups_the_page_says_when_one_is_made(main_window: MainWindow, study: Path) -> None:
    page = shown(main_window, study)

    assert page.list.count() == 0
    assert "One is made when a study that has changed is opened" in page.empty.text()
    assert not page.restoring.isEnabled()


def test_a_copy_of_the_open_study_is_saved_elsewhere(
    main_window: MainWindow, kept: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    main_window.open(kept)
    page = shown(main_window)
    page.bare.setChecked(True)
    said: list[str] = []
    main_window.session.said.connect(said.append)
    (tmp_path / "stick").mkdir()

    page.copy_to(tmp_path / "stick" / "for Ruth")
    qtbot.waitUntil(lambda: any(words.startswith("Copied to “for Ruth.gerund”") for words in said), timeout=60_000)

    assert page.copying.isVisible()
    assert [each.name for each in (tmp_path / "stick").iterdir()] == ["for Ruth.gerund"]
