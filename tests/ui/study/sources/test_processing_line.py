"""What was done to a source, in its detail."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from qda.sources import processing
from qda.ui.study.sources.processing_line import ProcessingLine
from tests.factories import make_source
from tests.ui.study.conftest import Desk


@pytest.fixture
def line(desk: Desk, qtbot: QtBot) -> ProcessingLine:
    source = make_source(desk.project)
    made = ProcessingLine(desk.session, desk.window)
    made.show_source(source)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    return made


def test_the_length_is_typed_in_minutes_or_hours(line: ProcessingLine, desk: Desk) -> None:
    line.minutes.chosen.emit("1:10")

    assert processing.minutes(desk.project) == {1: 70}
    assert line.minutes.text() == "1 h 10 min"


def test_what_is_no_length_gives_way_to_the_old_one(line: ProcessingLine, desk: Desk, qtbot: QtBot) -> None:
    processing.set_minutes(desk.project, [1], 55)

    with qtbot.waitSignal(desk.session.failed):
        line.minutes.chosen.emit("about an hour")

    assert line.minutes.text() == "55 min"


def test_a_step_is_added_dated_and_taken_off(line: ProcessingLine, desk: Desk) -> None:
    line.next.chosen.emit("transcribed")
    step = line.rows[0]
    line.fields[step.id, "done_on"].chosen.emit("18 May 2012")
    line.fields[step.id, "done_by"].chosen.emit("AQ")
    dated = processing.steps(desk.project, 1)[0]

    line._take_off(step.id)

    assert (dated.step, dated.done_on, dated.done_by) == ("transcribed", "2012-05-18", "AQ")
    assert line.rows == []


def test_the_usual_steps_that_are_left_are_offered(line: ProcessingLine, desk: Desk) -> None:
    line.next.chosen.emit("recorded")

    assert line._left() == ["transcribed", "checked", "anonymised", "returned"]
