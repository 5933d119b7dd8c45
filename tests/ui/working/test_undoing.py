"""A heavy act is undone off the main thread, with nothing else written meanwhile; a light one at once."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from qda.coding import codes, queries, segments
from qda.project import history
from qda.sources import queries as sources
from qda.text import Span
from qda.ui.main_window import MainWindow
from qda.ui.project.history_page import HistoryPage
from qda.ui.working import undoing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown

NAME = "waiting"


@pytest.fixture
def window(main_window: MainWindow, study: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A window on a study in which eight places were coded as one act, which counts as much."""
    monkeypatch.setattr(undoing, "_LIGHT", 10)
    main_window.open(study)
    project = main_window.session.project
    code, source = codes.create(project, NAME), sources.rows(project)[0].id
    segments.apply_many(project, [(source, Span(at, at + 3), code) for at in range(8)])
    return main_window


def coded(window: MainWindow) -> int:
    return sum(row.codings for row in queries.code_rows(window.session.project) if row.name == NAME)


def test_the_weight_of_an_act_is_the_rows_it_changed(window: MainWindow) -> None:
    project = window.session.project

    assert history.weight(project, redo=False) == 16
    assert history.weight(project, redo=True) == 0


def test_a_heavy_act_is_undone_and_done_again_as_a_job(window: MainWindow, qtbot: QtBot) -> None:
    texts: list[str] = []
    window.jobs.started.connect(lambda job: texts.append(job.text))

    window.acts.get("edit.undo").trigger()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    undone = coded(window)
    window.acts.get("edit.redo").trigger()
    qtbot.waitUntil(lambda: not window.jobs.busy)

    assert (undone, coded(window)) == (0, 8)
    assert {"Undoing", "Doing again"} <= set(texts)
    assert window.line.note.text().startswith("Done again: ")


def test_nothing_else_is_done_until_it_is_written(window: MainWindow, qtbot: QtBot) -> None:
    window.acts.get("edit.undo").trigger()

    done = window.session.act(codes.create, window.session.project, "asking")

    assert done is None
    assert window.line.note.text().startswith("One moment")
    assert not window.acts.get("edit.undo").isEnabled()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert window.session.act(codes.create, window.session.project, "asking") is not None
    assert window.acts.get("edit.undo").isEnabled()


def test_an_undo_that_is_stopped_has_undone_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.jobs.started.connect(lambda job: job.stop())

    window.acts.get("edit.undo").trigger()
    qtbot.waitUntil(lambda: not window.jobs.busy)

    assert coded(window) == 8
    assert not window.session.held


def test_a_light_act_is_undone_at_once(window: MainWindow, qtbot: QtBot) -> None:
    codes.create(window.session.project, "asking")

    window.acts.get("edit.undo").trigger()

    assert [row.name for row in queries.code_rows(window.session.project)] == ["not being judged", NAME]
    qtbot.waitUntil(lambda: not window.jobs.busy)


def test_the_history_takes_something_heavy_back_beside_the_work(window: MainWindow, qtbot: QtBot) -> None:
    page = cast(HistoryPage, window.show_page("history"))
    page.list.setCurrentIndex(page.model.index(0))

    page.revert()

    assert window.session.held
    qtbot.waitUntil(lambda: not window.session.held)
    assert coded(window) == 0
    assert window.line.note.text().startswith("Taken back: ")
