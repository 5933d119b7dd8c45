"""A study that is opened again lies as it was left: folded and unfolded, chosen, scrolled, and in the same form."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qda.coding import codes, queries
from qda.project.project import Project
from qda.ui.coding.codes.panel import CodePanel
from qda.ui.coding.page import CodePage
from qda.ui.main_window import MainWindow
from qda.ui.study.outline import Key
from qda.ui.study.tree.page import StudyTree
from tests.factories import make_case, make_source

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


@pytest.fixture
def wide(tmp_path: Path) -> tuple[Path, int]:
    """A study with a long text, forty sources and forty trees of codes; and the id of the long text."""
    path = tmp_path / "wide.gerund"
    with Project.create(path, title="Wide", coder="AQ") as project:
        make_case(project)
        with project.command("test.fill", "Fill"):
            for number in range(40):
                above = codes.create(project, f"above {number}")
                codes.create(project, f"below {number}", parent_id=above)
                make_source(project, name=f"Interview {number}")
        source = make_source(project, "\n".join(f"Line {number} of many lines." for number in range(400)), "Long")
    return path, source


def parts(window: MainWindow) -> tuple[CodePage, CodePanel, StudyTree]:
    return (
        cast("CodePage", window.stage.page("code")),
        cast("CodePanel", window.panel("codes")),
        cast("StudyTree", window.panel("study")),
    )


def reopen(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    window.opening.close()
    qtbot.waitUntil(lambda: not window.session.is_open)
    window.open(path)
    qtbot.waitUntil(lambda: window.session.is_open)
    QApplication.processEvents()


def test_codes_and_study_are_unfolded_chosen_and_scrolled_as_they_were(
    main_window: MainWindow, wide: tuple[Path, int], qtbot: QtBot
) -> None:
    path, _source = wide
    main_window.open(path)
    qtbot.waitUntil(lambda: main_window.session.is_open)
    _page, panel, study = parts(main_window)
    ids = {row.name: row.id for row in queries.code_rows(main_window.session.project)}
    panel.tree.collapseAll()
    panel.tree.expand_codes([ids["above 3"], ids["above 30"]])
    panel.side.show_code(ids["below 30"])
    panel.tree.show_first(ids["above 20"])
    study.view.setExpanded(study.model.index_of(Key("unit", 1)), False)

    reopen(main_window, path, qtbot)

    assert panel.tree.expanded_codes() == {ids["above 3"], ids["above 30"]}
    assert (panel.side.code(), panel.tree.first_seen()) == (ids["below 30"], ids["above 20"])
    assert not study.view.isExpanded(study.model.index_of(Key("unit", 1)))


def test_the_text_begins_at_the_line_that_was_the_first_in_view(
    main_window: MainWindow, wide: tuple[Path, int], qtbot: QtBot
) -> None:
    path, source = wide
    main_window.open(path)
    qtbot.waitUntil(lambda: main_window.session.is_open)
    main_window.session.show_source(source)
    page, _panel, _study = parts(main_window)
    page.view.set_caret(6000)
    page.view.restore((5000, 0.5))
    before = page.view.position()

    reopen(main_window, path, qtbot)

    assert (main_window.stage.key, main_window.session.source_id) == ("code", source)
    assert (page.view.position(), page.view.caret()) == (before, 6000)


def test_line_by_line_is_taken_up_at_the_same_line(
    main_window: MainWindow, wide: tuple[Path, int], qtbot: QtBot
) -> None:
    path, source = wide
    main_window.open(path)
    qtbot.waitUntil(lambda: main_window.session.is_open)
    main_window.session.show_source(source)
    page, _panel, _study = parts(main_window)
    page.view.set_caret(3000)
    page.show_lines(True)
    place = page.place()

    reopen(main_window, path, qtbot)

    qtbot.waitUntil(lambda: page.lines is not None and page.lines.isVisible())
    assert page.place() == place
    assert place > 2900


def test_a_code_that_is_gone_and_words_that_are_no_place_are_left_aside(
    main_window: MainWindow, wide: tuple[Path, int], qtbot: QtBot
) -> None:
    path, _source = wide
    main_window.open(path)
    qtbot.waitUntil(lambda: main_window.session.is_open)
    page, panel, study = parts(main_window)

    panel.remember({"open": [999], "code": 999, "top": "first"}, glanced=False)
    study.remember({"folded": [["unit", 99], "x"], "top": ["moon", 1]}, glanced=False)
    page.remember({"at": "there", "lines": "yes"}, glanced=False)

    assert (panel.side.code(), panel.tree.expanded_codes(), page.lines) == (None, set(), None)
