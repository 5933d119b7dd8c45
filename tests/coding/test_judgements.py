from __future__ import annotations

import pytest

from qda.coding import codes, judgements
from qda.errors import NotFound
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project.project import Project


@pytest.fixture
def category(project: Project) -> int:
    return codes.create(project, "aligning", level="category")


def said(project: Project, category: int) -> list[str]:
    return [row.judgement for row in judgements.rows(project, category)]


def test_a_judgement_is_dated_and_keeps_its_memo(project: Project, category: int) -> None:
    memo = memos.begin(project, "Nothing since June.", kind="theoretical", targets=[Target("code", category)])

    judgements.record(project, category, "enough  for now", memo_id=memo, at=5)

    (row,) = judgements.rows(project, category)
    assert (row.category, row.judgement, row.memo, row.at) == ("aligning", "enough for now", "Nothing since June.", 5)


def test_later_judgements_stand_before_earlier_ones_and_take_nothing_away(project: Project, category: int) -> None:
    judgements.record(project, category, "not yet", at=1)
    judgements.record(project, category, "enough", at=2)

    assert said(project, category) == ["enough", "not yet"]


def test_a_judgement_can_get_other_words_at_its_old_date(project: Project, category: int) -> None:
    made = judgements.record(project, category, "not yet", at=1)

    judgements.change(project, made, "nearly")

    assert [(row.judgement, row.at) for row in judgements.rows(project)] == [("nearly", 1)]


def test_withdrawing_leaves_the_memo(project: Project, category: int) -> None:
    memo = memos.begin(project, "Why.")
    made = judgements.record(project, category, "enough", memo_id=memo)

    judgements.withdraw(project, made)

    assert said(project, category) == []
    memos.write(project, memo, "Still there.")


def test_a_merged_category_brings_its_judgements_along(project: Project, category: int) -> None:
    other = codes.create(project, "fitting in", level="category")
    judgements.record(project, other, "not yet")

    codes.merge(project, [other], into=category)

    assert said(project, category) == ["not yet"]


def test_each_step_is_undone_by_itself(project: Project, category: int) -> None:
    made = judgements.record(project, category, "not yet")
    judgements.change(project, made, "nearly")
    judgements.withdraw(project, made)

    told = []
    for _step in range(3):
        project.undo()
        told.append(said(project, category))

    assert told == [["nearly"], ["not yet"], []]


def test_a_judgement_needs_words(project: Project, category: int) -> None:
    with pytest.raises(judgements.JudgementMissing):
        judgements.record(project, category, "  ")


def test_what_is_gone_is_told(project: Project, category: int) -> None:
    with pytest.raises(NotFound):
        judgements.withdraw(project, 99)
    with pytest.raises(NotFound):
        judgements.record(project, category, "enough", memo_id=99)


def test_judgements_go_along_when_categories_are_merged(project: Project, category: int) -> None:
    other = codes.create(project, "satisficing", level="category")
    judgements.record(project, category, "enough", at=1)

    codes.merge(project, [category], into=other)

    assert said(project, other) == ["enough"]
