"""What the shell says of the study stays true after every step."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qda.coding import codes
from qda.ui.main_window import MainWindow

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
