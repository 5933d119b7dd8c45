"""Member checking: what was sent, what came back, what it is about."""

from __future__ import annotations

import pytest

from qda.errors import NotFound
from qda.memos import service as memos
from qda.project.project import Project
from qda.study import feedback
from qda.study import service as study
from qda.study.days import NotADay
from qda.study.feedback import LinkRow, ReturnedBeforeSent, TitleMissing
from tests.factories import make_source


def test_what_was_sent_waits_until_something_comes_back(project: Project) -> None:
    person = study.create_participant(project, "Theresa")
    sent = feedback.send(
        project, "Summary", participant_id=person, kind="summary", text="What I heard.", sent_on="18 May 2012"
    )
    waiting = feedback.rows(project)[0]

    feedback.answer(project, sent, "The door is missing.", "2012-06")
    feedback.effect(project, sent, "The door is in chapter 5 now.")

    row = feedback.rows(project)[0]
    assert (waiting.waiting, waiting.sent_on, waiting.participant) == (True, "2012-05-18", "Theresa")
    assert (row.answered, row.returned_on, row.response, row.effect) == (
        True,
        "2012-06",
        "The door is missing.",
        "The door is in chapter 5 now.",
    )


def test_a_title_is_needed(project: Project) -> None:
    with pytest.raises(TitleMissing):
        feedback.send(project, " ")


def test_nothing_comes_back_before_it_was_sent(project: Project) -> None:
    sent = feedback.send(project, "Summary", sent_on="2012-05-18")

    with pytest.raises(ReturnedBeforeSent):
        feedback.answer(project, sent, "Yes.", "2012-05-17")
    with pytest.raises(NotADay):
        feedback.edit(project, sent, sent_on="some day")

    assert feedback.rows(project)[0].response == ""


def test_it_is_about_memos_and_sources_by_their_names(project: Project) -> None:
    source = make_source(project)
    memo = memos.begin(project, "On doors that shut.")
    sent = feedback.send(project, "Summary")

    assert feedback.link(project, sent, "memo", memo)
    assert feedback.link(project, sent, "source", source)
    assert not feedback.link(project, sent, "source", source)

    found = feedback.rows(project)[0].links
    assert found == (LinkRow("memo", memo, "On doors that shut."), LinkRow("source", source, "Interview"))
    assert [row.id for row in feedback.about(project, "memo", memo)] == [sent]


def test_a_link_goes_with_what_it_leads_to(project: Project) -> None:
    memo = memos.begin(project, "On doors.")
    sent = feedback.send(project, "Summary")
    feedback.link(project, sent, "memo", memo)

    memos.delete(project, memo)

    assert feedback.rows(project)[0].links == ()


def test_what_is_meant_is_found_by_name(project: Project) -> None:
    source = make_source(project)

    assert feedback.find(project, "interview") == LinkRow("source", source, "Interview")
    assert feedback.find(project, "source: Interview").target_id == source
    with pytest.raises(NotFound):
        feedback.find(project, "memo: Interview")


def test_the_order_is_the_researcher_s(project: Project) -> None:
    first, second = feedback.send(project, "One"), feedback.send(project, "Two")

    feedback.reorder(project, [second, first])

    assert [row.title for row in feedback.rows(project)] == ["Two", "One"]


def test_who_it_was_sent_to_can_be_said_later(project: Project) -> None:
    sent = feedback.send(project, "Summary")
    person = study.create_participant(project, "Theresa")

    feedback.send_to(project, sent, person)
    study.delete_participant(project, person)

    assert (feedback.rows(project)[0].participant_id, feedback.rows(project)[0].participant) == (None, "")
