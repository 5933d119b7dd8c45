"""A memo on a comparison, and what it hangs on."""

from __future__ import annotations

import pytest

from qda.coding import codes, comparison, segments
from qda.errors import NotFound
from qda.flows import compare_memo
from qda.memos import addresses, queries
from qda.project.project import Project
from tests.factories import make_source, span_of


@pytest.fixture
def calm(project: Project) -> int:
    return codes.create(project, "calm")


@pytest.fixture
def two(project: Project, calm: int) -> tuple[int, int]:
    source = make_source(project)
    one, other = (segments.apply(project, source, span_of(words), calm).segment_id for words in ("came in", "sat down"))
    return one, other


def test_it_hangs_on_what_was_compared_and_the_verdict_knows_it(
    project: Project, calm: int, two: tuple[int, int]
) -> None:
    verdict = comparison.judge(project, two, "differs", code_id=calm)

    made = compare_memo.keep(project, "Who begins?", segment_ids=two, code_id=calm, verdict_id=verdict)

    memo = queries.memo(project, made)
    assert memo is not None
    assert {(link.target.kind, link.target.id) for link in memo.links} == {
        ("segment", two[0]),
        ("segment", two[1]),
        ("code", calm),
    }
    assert comparison.verdicts(project)[0].memo_id == made


def test_writing_on_makes_a_version_and_one_step_takes_it_back(
    project: Project, calm: int, two: tuple[int, int]
) -> None:
    made = compare_memo.keep(project, "Who begins?", segment_ids=two[:1])
    verdict = comparison.judge(project, two, "same", code_id=calm)
    compare_memo.keep(project, "Who begins? Both.", memo_id=made, segment_ids=two, verdict_id=verdict)

    undone = project.undo()

    memo = queries.memo(project, made)
    assert memo is not None
    assert (undone, memo.text, comparison.verdicts(project)[0].memo_id) == (
        "Write a memo on a comparison",
        "Who begins?",
        None,
    )


def test_a_verdict_that_is_gone_is_refused(project: Project, two: tuple[int, int]) -> None:
    with pytest.raises(NotFound):
        compare_memo.keep(project, "Who begins?", verdict_id=7)


def test_quotes_carry_an_address_that_leads_back(project: Project, two: tuple[int, int]) -> None:
    text = compare_memo.quotations(project, [two[1], two[0], two[1], 999])

    found = [addresses.resolve(project, guid) for guid in addresses.guids_in(text)]
    assert [each.segment_id for each in found if each] == [two[1], two[0]]
    assert text.startswith("> “sat down”\n> — Theresa, [Interview, line ")
