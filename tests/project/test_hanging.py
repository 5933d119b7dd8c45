from __future__ import annotations

import inspect

import pytest

from qda.coding import codes, segments
from qda.project import audit, hanging
from qda.project.project import Project
from qda.store.models import LOOSE_REFERENCES, Base, Coding
from qda.store.rows import references
from qda.study import service as study
from qda.study import withdrawals
from qda.study.withdrawals import Decision
from qda.text import Span
from tests.factories import make_source


def test_everything_that_can_hang_on_a_segment_is_known() -> None:
    segment = Base.metadata.tables["segment"]
    classes = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}

    hangs = {classes[table] for table, _column in references(segment)} - {Coding}

    assert hangs == hanging.REFERRING


def test_every_kind_of_link_that_may_lead_to_a_segment_is_known() -> None:
    # Attributes, boxes on maps, lines of matrices and decisions of a withdrawal are never about a single segment's
    # being there: they do not keep one alive. Decisions are moved, and go with it, by rules of their own.
    elsewhere = {"attribute_value", "map_node", "matrix_line", "withdrawal_item"}

    kinds = {table for table, _target, _id in LOOSE_REFERENCES} - elsewhere

    assert {link.__tablename__ for link, _owner in hanging._LINKS} == kinds


def test_all_that_hangs_is_moved() -> None:
    moved = inspect.getsource(hanging.move)

    assert all(f"{row.__name__}.segment_id == old" in moved for row in hanging._OTHERS)
    assert "in _OWNED" in moved
    assert "in _LINKS" in moved


@pytest.mark.parametrize(
    ("decided", "after"),
    [(["mask"], {("segment", "mask")}), (["keep"], set()), (["mask", "keep"], {("segment", "mask")})],
)
def test_what_a_withdrawal_decided_on_a_segment_goes_with_its_words_or_falls_back_to_the_usual(
    project: Project, decided: list[Decision], after: set[tuple[str, str]]
) -> None:
    # Seed 5389 of the aimed kills found decisions on segments that a resizing had let go.
    source, code, anna = make_source(project), codes.create(project, "waiting"), study.create_participant(project, "A")
    applied = [segments.apply(project, source, Span(5, end), code) for end in (20, 30)]
    withdrawals.withdraw(project, anna)
    for made, decision in zip(applied, decided, strict=False):
        withdrawals.decide(project, anna, [("segment", made.segment_id)], decision)

    segments.resize(project, applied[0].coding_id, Span(5, 30))

    row = withdrawals.of(project, anna)
    assert row is not None
    assert {(target, decision) for (target, _id), (decision, _note) in row.decided.items()} == after
    assert audit.check(project).faults == ()


def test_a_decision_is_gone_with_the_last_coding_of_its_segment_and_back_with_it(project: Project) -> None:
    source, code, anna = make_source(project), codes.create(project, "waiting"), study.create_participant(project, "A")
    applied = segments.apply(project, source, Span(5, 20), code)
    withdrawals.withdraw(project, anna)
    withdrawals.decide(project, anna, [("segment", applied.segment_id)], "keep")

    segments.remove(project, [applied.coding_id])

    row = withdrawals.of(project, anna)
    assert row is not None
    assert row.decided == {}
    assert audit.check(project).faults == ()
