"""The program starts on a study: it is seen as it was left before it is open, and nothing jumps when it is."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.project.project import Project
from qda.sources import queries
from qda.ui.coding.page import CodePage
from qda.ui.main_window import MainWindow
from qda.ui.study.tree.page import StudyTree
from qda.ui.window.state import Place
from tests.factories import TALK, make_source

pytestmark = [
    pytest.mark.plain,  # of a protected study nothing is seen before its password is given
    pytest.mark.qt_log_ignore("This plugin does not support"),  # offscreen, of any window that is shown
]


def left_at(window: MainWindow, study: Path, **place: object) -> int:
    """Remember a place in the first source of a study, as closing it there would; gives the source."""
    with Project.open(study, coder="AQ") as project:
        source = queries.rows(project)[0].id
        guid = window_guid(project)
    window.state.keep_place(guid, Place(**{"workspace": "code", "source_id": source, **place}))  # type: ignore[arg-type]
    return source


def window_guid(project: Project) -> str:
    from qda.study import queries as study

    return study.study(project).guid


def code_page(window: MainWindow) -> CodePage:
    return cast("CodePage", window.stage.page("code"))


def arrived(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session.is_open, timeout=30_000)


def test_bar_tree_and_text_are_there_before_the_study_is_open(
    main_window: MainWindow, study: Path, qtbot: QtBot
) -> None:
    left_at(main_window, study, offset=12)

    main_window.arrive(study)

    tree = cast("StudyTree", main_window.panel("study"))
    view = code_page(main_window).view
    assert not main_window.session.is_open
    assert main_window.windowTitle() == "Talking – Gerund"
    assert [node.name for node in tree.model.tops()] == ["Casework", "No home yet"]
    assert view.coded_text().text == TALK
    assert [item.label for item in view.coded_text().overlapping(0, len(TALK))] == ["not being judged"]
    assert view.caret() == 12
    arrived(main_window, qtbot)


def test_keys_move_in_the_text_meanwhile_and_opening_leaves_the_caret_there(
    main_window: MainWindow, study: Path, qtbot: QtBot
) -> None:
    source = left_at(main_window, study, offset=12)
    main_window.arrive(study)
    view = code_page(main_window).view

    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    arrived(main_window, qtbot)

    selected = view.selection()
    assert selected is not None
    assert (selected.start, selected.end) == (12, 13)
    assert main_window.session.source_id == source
    assert main_window.stage.key == "code"
    assert main_window.panels.filled


def test_nothing_is_coded_before_the_study_is_open(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    left_at(main_window, study)
    main_window.arrive(study)
    view = code_page(main_window).view

    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    for key in (Qt.Key.Key_V, Qt.Key.Key_R, Qt.Key.Key_M, Qt.Key.Key_U, Qt.Key.Key_Return):
        QTest.keyClick(view, key)
    arrived(main_window, qtbot)

    with main_window.session.project.read():
        assert len(view.coded_text().overlapping(0, len(TALK))) == 1
    assert main_window.messages.current() is None


def test_a_source_that_is_clicked_too_early_is_shown_as_soon_as_can_be(
    main_window: MainWindow, study: Path, qtbot: QtBot
) -> None:
    with Project.open(study, coder="AQ") as project:
        other = make_source(project, "AN: It rained all day.", "Diary")
    left_at(main_window, study)
    main_window.arrive(study)

    main_window.session.show_source(other)
    arrived(main_window, qtbot)

    assert main_window.session.source_id == other
    assert code_page(main_window).view.coded_text().text == "AN: It rained all day."


def test_another_workspace_leaves_its_room_empty_until_it_can_be_shown(
    main_window: MainWindow, study: Path, qtbot: QtBot
) -> None:
    left_at(main_window, study, workspace="memos")

    main_window.arrive(study)
    shown_first = main_window.stage.currentWidget()
    arrived(main_window, qtbot)

    assert shown_first is not main_window.stage.made("start")
    assert main_window.stage.key == "memos"


def test_a_study_that_cannot_be_opened_is_seen_no_longer(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    left_at(main_window, study)

    with Project.open(study, coder="BC"):
        main_window.arrive(study)
        qtbot.waitUntil(lambda: main_window.messages.current() is not None, timeout=30_000)

        message = main_window.messages.current()
        assert message is not None
        assert "open" in message.sentence
        assert not main_window.panels.is_shown("left")
        assert main_window.stage.key == "start"
        assert code_page(main_window).view.coded_text().text == ""


def test_what_is_no_study_is_told_and_the_start_page_stays(
    main_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    main_window.arrive(tmp_path / "missing.gerund")
    qtbot.waitUntil(lambda: main_window.messages.current() is not None, timeout=30_000)

    assert main_window.stage.key == "start"
    assert not main_window.session.is_open


def test_closing_the_window_meanwhile_lets_go_of_the_study(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    main_window.arrive(study)
    main_window.opening.arrive(study)

    main_window.close()
    qtbot.wait(50)

    assert not main_window.session.is_open
    Project.open(study, coder="AQ").close()
