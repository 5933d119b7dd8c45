"""A judgement and its memo."""

from __future__ import annotations

import pytest

from qda.coding import codes, judgements
from qda.coding.judgements import JudgementMissing
from qda.flows import judging
from qda.memos import queries
from qda.project import history
from qda.project.project import Project


@pytest.fixture
def calm(project: Project) -> int:
    return codes.create(project, "calm", level="category")


def test_a_judgement_and_its_memo_are_one_act_that_says_what_was_judged(project: Project, calm: int) -> None:
    judging.record(project, calm, "not yet", "Two sources had nothing new.")

    (row,) = judgements.rows(project)
    assert (row.judgement, row.memo) == ("not yet", "Two sources had nothing new.")
    assert history.next_undo(project) == "Judge “calm”: not yet"


def test_without_words_there_is_no_memo(project: Project, calm: int) -> None:
    judging.record(project, calm, "not yet", " ")

    assert (judgements.rows(project)[0].memo_id, queries.memos(project)) == (None, [])


def test_where_nothing_is_judged_no_memo_is_left_behind(project: Project, calm: int) -> None:
    with pytest.raises(JudgementMissing):
        judging.record(project, calm, " ", "Two sources had nothing new.")

    assert queries.memos(project) == []
