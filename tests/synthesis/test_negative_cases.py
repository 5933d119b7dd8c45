"""Negative cases: judging passages against a claim, what became of them, the tally, and taking judgements back."""

from __future__ import annotations

import pytest

from qda.coding import segments
from qda.errors import NotFound
from qda.memos import service as memos
from qda.project.project import Project
from qda.synthesis import claims, negative_cases
from qda.synthesis.claims import NotAmong
from qda.synthesis.negative_cases import Tally
from tests.factories import make_source, span_of


@pytest.fixture
def source(project: Project) -> int:
    return make_source(project)


@pytest.fixture
def claim(project: Project) -> int:
    return claims.create(project, "Being judged comes first")


@pytest.fixture
def segment(project: Project, source: int) -> int:
    return segments.apply_new(project, source, span_of("She did not judge me"), "not being judged").segment_id


def test_a_contrary_passage_begins_open(project: Project, claim: int, segment: int) -> None:
    negative_cases.judge(project, claim, segment, "contrary", note=" says so herself ")

    row = negative_cases.rows(project, claim)[0]

    assert (row.answer, row.outcome, row.note, row.quote, row.speaker) == (
        "contrary",
        "open",
        "says so herself",
        "She did not judge me",
        "Theresa",
    )
    assert row.is_open


def test_judging_again_changes_what_is_there_and_keeps_the_note(project: Project, claim: int, segment: int) -> None:
    first = negative_cases.judge(project, claim, segment, "unsure", note="ask again")
    second = negative_cases.judge(project, claim, segment, "not contrary")

    rows = negative_cases.rows(project, claim)

    assert first == second
    assert [(row.answer, row.note, row.is_open) for row in rows] == [("not contrary", "ask again", False)]


def test_an_outcome_and_a_memo_stay_with_the_passage(project: Project, claim: int, segment: int) -> None:
    case = negative_cases.judge(project, claim, segment, "contrary")
    memo = memos.begin(project, "She speaks of later on.", title="Later on")

    negative_cases.set_outcome(project, [case], "claim qualified")
    negative_cases.set_memo(project, case, memo)
    negative_cases.note(project, case, "only at first")

    row = negative_cases.rows(project)[0]
    assert (row.outcome, row.memo, row.note) == ("claim qualified", "Later on", "only at first")


def test_the_tally_says_what_it_rests_on(project: Project, source: int, claim: int, segment: int) -> None:
    other = segments.hold(project, source, span_of("Then we talked"))
    negative_cases.judge(project, claim, segment, "contrary")
    negative_cases.judge(project, claim, other, "not contrary")

    tally = negative_cases.tally(project, claim)

    assert tally == Tally(contrary=1, not_contrary=1, open=1)
    assert tally.words == "1 contrary (1 open), 1 not, 0 unsure, of 2 looked at"


def test_a_claim_that_nothing_was_held_against_has_nothing_to_tell(project: Project, claim: int) -> None:
    assert negative_cases.tally(project, claim).words == ""


def test_what_is_taken_back_is_gone_until_undo(project: Project, claim: int, segment: int) -> None:
    case = negative_cases.judge(project, claim, segment, "contrary")

    negative_cases.take_back(project, [case])
    between = negative_cases.places(project, claim)
    project.undo()

    assert between == {}
    assert list(negative_cases.places(project, claim).values()) == ["contrary"]


def test_deleting_the_claim_takes_its_negative_cases_along(project: Project, claim: int, segment: int) -> None:
    negative_cases.judge(project, claim, segment, "contrary")

    claims.delete(project, [claim])

    assert negative_cases.rows(project) == []


def test_words_that_are_none_of_the_answers_are_refused(project: Project, claim: int, segment: int) -> None:
    with pytest.raises(NotAmong, match="perhaps"):
        negative_cases.judge(project, claim, segment, "perhaps")


def test_a_claim_or_segment_that_is_gone_is_refused(project: Project, claim: int, segment: int) -> None:
    with pytest.raises(NotFound):
        negative_cases.judge(project, 99, segment, "contrary")
    with pytest.raises(NotFound):
        negative_cases.judge(project, claim, 99, "contrary")
