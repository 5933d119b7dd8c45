"""Feedback on the Study page: a line each, the words at the side, links that lead there."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from qda.study import feedback
from qda.study import service as study
from qda.ui.study.feedback_part import FeedbackPart
from tests.factories import make_source
from tests.ui.study.conftest import Desk


@pytest.fixture
def part(desk: Desk, qtbot: QtBot) -> FeedbackPart:
    desk.actions.add("reports.feedback", "Member checking", lambda: None)
    made = FeedbackPart(desk.session, desk.actions, desk.window)
    made.resize(1000, 600)
    desk.window.resize(1000, 600)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    return made


def _write(part: FeedbackPart, row: int, column: int, words: str) -> None:
    part.list.rows.setData(part.list.rows.index(row, column), words)


def test_an_empty_list_says_what_it_is_for(part: FeedbackPart) -> None:
    assert part.about.text().endswith("Name the first in the line below.")
    assert not part.side.isVisible()
    assert part.none.isVisible()


def test_the_empty_side_begins_what_is_sent_next(part: FeedbackPart) -> None:
    part.none.button.click()

    table = part.list.table
    assert table.state() == table.State.EditingState
    assert table.currentIndex().row() == part.list.rows.rowCount() - 1


def test_what_was_sent_is_typed_in_the_table(part: FeedbackPart, desk: Desk) -> None:
    study.create_participant(desk.project, "Theresa")

    _write(part, 0, 0, "Summary")
    _write(part, 0, 1, "theresa")
    _write(part, 0, 4, "1 June 2012")

    row = feedback.rows(desk.project)[0]
    assert (row.title, row.participant, row.sent_on) == ("Summary", "Theresa", "2012-06-01")
    assert part.about.text() == "1 thing was sent; 1 without an answer."


def test_the_answer_is_kept_when_its_field_is_left(part: FeedbackPart, desk: Desk) -> None:
    sent = feedback.send(desk.project, "Summary")
    part.list.table.choose(sent, 0)

    part.fields["response"].setPlainText("The door is missing.")
    part.fields["response"].keep()

    assert feedback.rows(desk.project)[0].response == "The door is missing."


def test_a_link_is_added_opened_and_taken_off(part: FeedbackPart, desk: Desk, qtbot: QtBot) -> None:
    source = make_source(desk.project)
    sent = feedback.send(desk.project, "Summary")
    part.list.table.choose(sent, 0)

    part.link.chosen.emit("source: Interview")
    link = feedback.rows(desk.project)[0].links[0]
    with qtbot.waitSignal(desk.session.source_wanted):
        part.open(link)
    part._take_off(link)

    assert (link.target, link.target_id) == ("source", source)
    assert feedback.rows(desk.project)[0].links == ()


def test_deleting_is_undone(part: FeedbackPart, desk: Desk) -> None:
    sent = feedback.send(desk.project, "Summary")
    part.list.table.choose(sent, 0)

    part.list.delete_wanted.emit(part.list.table.chosen())
    gone = feedback.rows(desk.project)
    desk.project.undo()

    assert gone == []
    assert [row.title for row in feedback.rows(desk.project)] == ["Summary"]
