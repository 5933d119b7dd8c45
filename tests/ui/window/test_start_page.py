"""The start page leads to a study, by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qda.ui.actions import Actions
from qda.ui.theme import LIGHT
from qda.ui.window.start_page import StartPage
from qda.ui.window.state import Recent

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


@pytest.fixture
def begun() -> list[str]:
    return []


@pytest.fixture
def page(qtbot: QtBot, begun: list[str]) -> StartPage:
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(window)
    action = actions.add("project.new", "&New study…", lambda: begun.append("new"), keys="Ctrl+N", needs_project=False)
    made = StartPage([action], LIGHT, window)
    made.resize(900, 600)
    window.show()
    window.activateWindow()
    return made


def test_a_button_does_what_its_action_does(page: StartPage, begun: list[str]) -> None:
    button = page.findChildren(QPushButton)[0]

    button.click()

    assert (button.text(), begun) == ("New study…", ["new"])


def test_without_studies_it_says_what_the_list_is_for(page: StartPage) -> None:
    page.show_recent([])
    page.begin()

    assert page.studies.isHidden()
    assert page.paths() == []


def test_enter_opens_the_newest_study(page: StartPage, qtbot: QtBot) -> None:
    page.show_recent([Recent(Path("/b.gerund"), "B"), Recent(Path("/a.gerund"), "A")])
    page.begin()

    with qtbot.waitSignal(page.open_wanted) as wanted:
        QTest.keyClick(page.studies, Qt.Key.Key_Return)

    assert wanted.args == [Path("/b.gerund")]


def test_delete_takes_a_study_off_the_list(page: StartPage, qtbot: QtBot) -> None:
    page.show_recent([Recent(Path("/a.gerund"), "A")])

    with qtbot.waitSignal(page.forget_wanted) as wanted:
        QTest.keyClick(page.studies, Qt.Key.Key_Delete)

    assert wanted.args == [Path("/a.gerund")]
