"""What the shell says of the study stays true after every step."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qda.analysis.segments.coverage import Coverage
from qda.coding import codes
from qda.project.project import Project
from qda.sources import queries
from qda.ui.main_window import MainWindow
from qda.ui.window import standing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


def test_a_note_goes_with_the_next_step_and_that_step_may_leave_its_own(
    main_window: MainWindow, study: Path, qtbot: QtBot
) -> None:
    main_window.open(study)
    qtbot.waitUntil(lambda: main_window.session.is_open)
    note = main_window.line.note
    main_window.session.said.emit("There is no coding here.")
    before = note.text()

    codes.create(main_window.session.project, "waiting")
    after = note.text()
    main_window.session.undo()

    assert (before, after) == ("There is no coding here.", "")
    assert note.text().startswith("Undone: ")


def test_the_lines_of_a_long_text_are_counted_off_the_main_thread(
    main_window: MainWindow, study: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "_SHORT", 5)
    main_window.open(study)
    counted_on: list[bool] = []
    count = standing._counted

    def noted(project: Project, source_id: int) -> Coverage | None:
        counted_on.append(threading.current_thread() is threading.main_thread())
        return count(project, source_id)

    monkeypatch.setattr(standing, "_counted", noted)

    main_window.session.show_source(queries.rows(main_window.session.project)[0].id)

    qtbot.waitUntil(lambda: main_window.line.coverage.text().startswith("1 of "), timeout=10_000)
    assert counted_on
    assert not any(counted_on)
