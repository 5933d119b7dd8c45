"""Holding passages against a claim, also words that were no segment yet."""

from __future__ import annotations

import pytest

from qda.errors import NotFound
from qda.flows import hold_against
from qda.memos import queries as memo_queries
from qda.memos.service import Target
from qda.project.project import Project
from qda.synthesis import claims, negative_cases
from tests.factories import make_source, span_of


@pytest.fixture
def claim(project: Project) -> int:
    return claims.create(project, "Being judged comes first")


def test_uncoded_words_become_a_segment_in_the_same_act(project: Project, claim: int) -> None:
    source = make_source(project)
    hold_against.hold(project, claim, (source, span_of("did not judge me")), "contrary", outcome="kept")
    row = negative_cases.rows(project)[0]

    undone = project.undo()

    assert (row.quote, row.answer, row.outcome) == ("did not judge me", "contrary", "kept")
    assert undone == "Contrary to “Being judged comes first”"
    assert negative_cases.rows(project) == []


def test_a_memo_hangs_on_the_judgement_and_on_its_passage(project: Project, claim: int) -> None:
    source = make_source(project)
    case = hold_against.hold(project, claim, (source, span_of("did not judge me")), "unsure")

    memo = hold_against.write_memo(project, case, "Who is speaking here?")

    row = negative_cases.rows(project)[0]
    assert row.memo_id == memo
    assert [each.id for each in memo_queries.on(project, Target("segment", row.segment_id))] == [memo]


def test_a_claim_that_is_gone_is_refused(project: Project) -> None:
    with pytest.raises(NotFound):
        hold_against.hold(project, 7, (make_source(project), span_of("did")), "contrary")
