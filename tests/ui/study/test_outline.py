from __future__ import annotations

import pytest

from qda.project.project import Project
from qda.sources import queries as source_queries
from qda.sources import service as sources
from qda.study import queries as study_queries
from qda.ui.study.outline import HOMELESS, Branch, Key, may_drop, order_after, outline, short_name, stepped
from tests.factories import make_case, make_source


def tree_of(project: Project) -> tuple[Branch, ...]:
    return outline(study_queries.units(project), source_queries.rows(project))


def test_sources_stand_under_their_case_then_their_unit_then_among_the_homeless(project: Project) -> None:
    unit, case = make_case(project)
    of_case, of_unit, of_none = (make_source(project, name=name) for name in ("a", "b", "c"))
    sources.move(project, [of_case], case_id=case)
    sources.move(project, [of_unit], unit_id=unit)

    first, last = tree_of(project)

    assert [child.key for child in first.children] == [Key("case", case), Key("source", of_unit)]
    assert [child.key for child in first.children[0].children] == [Key("source", of_case)]
    assert (last.key, [child.key.id for child in last.children]) == (HOMELESS, [of_none])


def test_counts_are_of_sources_at_whatever_depth(project: Project) -> None:
    unit, case = make_case(project)
    sources.move(project, [make_source(project, name="a")], case_id=case)
    sources.move(project, [make_source(project, name="b")], unit_id=unit)

    (branch,) = tree_of(project)

    assert (branch.count, branch.children[0].count) == (2, 1)


@pytest.mark.parametrize(
    ("moved", "target", "may"),
    [
        ([Key("source", 1), Key("source", 2)], Key("case", 1), True),
        ([Key("source", 1)], Key("unit", 1), True),
        ([Key("source", 1)], HOMELESS, True),
        ([Key("source", 1)], None, False),
        ([Key("case", 1)], Key("unit", 1), True),
        ([Key("case", 1)], Key("case", 2), False),
        ([Key("case", 1), Key("source", 1)], Key("unit", 1), False),
        ([Key("unit", 1)], None, True),
        ([Key("unit", 1)], Key("unit", 2), False),
        ([], Key("unit", 2), False),
    ],
)
def test_each_kind_hangs_where_the_method_lets_it(moved: list[Key], target: Key | None, may: bool) -> None:
    assert may_drop(moved, target) is may


@pytest.mark.parametrize(
    ("moved", "at", "order"),
    [([3], 0, [3, 1, 2, 4]), ([1], 3, [2, 3, 1, 4]), ([1, 4], 2, [2, 1, 4, 3]), ([9], 4, [1, 2, 3, 4, 9])],
)
def test_what_is_dropped_stands_before_the_one_it_was_dropped_at(moved: list[int], at: int, order: list[int]) -> None:
    assert order_after([1, 2, 3, 4], moved, at) == order


@pytest.mark.parametrize(
    ("moved", "way", "order"),
    [([3], -1, [1, 3, 2]), ([1], -1, [1, 2, 3]), ([1, 2], 1, [3, 1, 2]), ([2, 3], 1, [1, 2, 3])],
)
def test_rows_step_up_and_down_as_far_as_there_is_room(moved: list[int], way: int, order: list[int]) -> None:
    assert stepped([1, 2, 3], moved, way) == order


@pytest.mark.parametrize(
    ("name", "home", "shown"),
    [
        ("North Team field note 14 October", "North Team", "field note 14 October"),
        ("north team - minutes", "North Team", "minutes"),
        ("North Teams", "North Team", "North Teams"),
        ("North Team", "North Team", "North Team"),
        ("Interview with Theresa", "Martine", "Interview with Theresa"),
        ("Interview", "", "Interview"),
    ],
)
def test_a_name_that_has_no_room_gives_up_that_of_its_home(name: str, home: str, shown: str) -> None:
    assert short_name(name, home) == shown
