from __future__ import annotations

import pytest

from qda.coding import categories, codes, sampling
from qda.errors import NotFound
from qda.memos import service as memos
from qda.project.project import Project
from qda.sources import service as sources
from tests.factories import make_source


def only(project: Project) -> sampling.SamplingRow:
    (row,) = sampling.rows(project)
    return row


def gaps(project: Project) -> list[str]:
    return [row.gap for row in sampling.rows(project)]


def test_a_gap_in_a_property_brings_its_category(project: Project) -> None:
    category = codes.create(project, "aligning", level="category")
    cost = categories.add_property(project, category, "cost")

    sampling.add(project, "no words on cost", property_id=cost)

    row = only(project)
    assert (row.category, row.property_name, row.gap, row.status) == ("aligning", "cost", "no words on cost", "gap")


def test_the_status_follows_what_is_filled_in(project: Project) -> None:
    step = sampling.add(project, "no father speaks")
    told = [only(project).status]

    sampling.write(project, step, "planned", "an interview with Paul’s father")
    told.append(only(project).status)
    sampling.collect(project, step, [make_source(project)])
    told.append(only(project).status)
    sampling.write(project, step, "effect", "a new pole: being left out")
    told.append(only(project).status)

    assert told == ["gap", "planned", "collected", "told"]


def test_sources_are_those_named_last(project: Project) -> None:
    one, two = make_source(project, name="One"), make_source(project, name="Two")
    step = sampling.add(project, "no father speaks")
    sampling.collect(project, step, [one])

    sampling.collect(project, step, [two, two])

    assert only(project).sources == ((two, "Two"),)


def test_a_deleted_source_leaves_the_step(project: Project) -> None:
    source = make_source(project)
    step = sampling.add(project, "no father speaks")
    sampling.collect(project, step, [source])

    sources.delete(project, source)

    assert only(project).sources == ()


def test_a_step_can_be_about_something_else(project: Project) -> None:
    category = codes.create(project, "aligning", level="category")
    step = sampling.add(project, "no father speaks")

    sampling.relate(project, step, code_id=category)
    named = only(project).category
    sampling.relate(project, step)

    assert (named, only(project).category) == ("aligning", "")


def test_steps_are_put_in_an_order_by_hand(project: Project) -> None:
    first, second, third = (sampling.add(project, name) for name in ("a", "b", "c"))

    sampling.reorder(project, [third, first])

    assert gaps(project) == ["c", "a", "b"]
    assert second


def test_taking_a_step_out_leaves_memo_and_source(project: Project) -> None:
    source, memo = make_source(project), memos.begin(project, "Why him.")
    step = sampling.add(project, "no father speaks")
    sampling.collect(project, step, [source])
    sampling.set_memo(project, step, memo)

    sampling.remove(project, step)

    assert gaps(project) == []
    sources.rename(project, source, "Still here")
    memos.write(project, memo, "Still here.")


def test_each_step_is_undone_by_itself(project: Project) -> None:
    step = sampling.add(project, "no father speaks")
    sampling.write(project, step, "gap", "no parent speaks")
    sampling.remove(project, step)

    told = []
    for _step in range(3):
        project.undo()
        told.append(gaps(project))

    assert told == [["no parent speaks"], ["no father speaks"], []]


def test_a_step_without_a_gap_is_refused(project: Project) -> None:
    step = sampling.add(project, "no father speaks")

    with pytest.raises(sampling.GapMissing):
        sampling.write(project, step, "gap", " ")
    with pytest.raises(sampling.GapMissing):
        sampling.add(project, "")


def test_what_is_gone_is_told(project: Project) -> None:
    step = sampling.add(project, "no father speaks")

    with pytest.raises(NotFound):
        sampling.collect(project, step, [99])
    with pytest.raises(NotFound):
        sampling.write(project, 99, "gap", "x")
    with pytest.raises(NotFound):
        sampling.add(project, "x", property_id=99)
