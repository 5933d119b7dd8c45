"""What was set aside on a map is not proposed there again, and can be taken up."""

from __future__ import annotations

import pytest

from qda.coding import codes, map_refusals, maps
from qda.errors import NotFound
from qda.project.project import Project


def test_a_suggestion_is_set_aside_on_one_map_in_either_order_and_only_once(project: Project) -> None:
    one, other = codes.create(project, "aligning"), codes.create(project, "refusing")
    drawing, twin = maps.create(project, "The Board"), maps.create(project, "The teams")

    map_refusals.refuse(project, drawing, other, one)
    map_refusals.refuse(project, drawing, one, other)

    assert set(map_refusals.refused(project, drawing)) == {(one, other)}
    assert not map_refusals.refused(project, twin)


def test_what_was_set_aside_goes_along_to_a_duplicate_and_is_taken_up_map_by_map(project: Project) -> None:
    one, other = codes.create(project, "aligning"), codes.create(project, "refusing")
    drawing = maps.create(project, "The Board")
    map_refusals.refuse(project, drawing, one, other)
    twin = maps.duplicate(project, drawing, "The Board, revised")

    map_refusals.readmit(project, drawing)

    assert not map_refusals.refused(project, drawing)
    assert set(map_refusals.refused(project, twin)) == {(one, other)}


def test_a_map_that_is_gone_sets_nothing_aside_and_takes_its_own_along(project: Project) -> None:
    one, other = codes.create(project, "aligning"), codes.create(project, "refusing")
    drawing = maps.create(project, "The Board")
    map_refusals.refuse(project, drawing, one, other)

    maps.delete(project, drawing)

    assert not map_refusals.refused(project, drawing)
    with pytest.raises(NotFound, match="no longer there"):
        map_refusals.refuse(project, drawing, one, other)
