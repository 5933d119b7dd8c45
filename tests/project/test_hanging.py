from __future__ import annotations

import inspect

from qda.project import hanging
from qda.store.models import LOOSE_REFERENCES, Base, Coding
from qda.store.rows import references


def test_everything_that_can_hang_on_a_segment_is_known() -> None:
    segment = Base.metadata.tables["segment"]
    classes = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}

    hangs = {classes[table] for table, _column in references(segment)} - {Coding}

    assert hangs == hanging.REFERRING


def test_every_kind_of_link_that_may_lead_to_a_segment_is_known() -> None:
    # Attributes, boxes on maps, lines of matrices and decisions of a withdrawal are never about a single segment's
    # being there: they do not keep one alive.
    elsewhere = {"attribute_value", "map_node", "matrix_line", "withdrawal_item"}

    kinds = {table for table, _target, _id in LOOSE_REFERENCES} - elsewhere

    assert {link.__tablename__ for link, _owner in hanging._LINKS} == kinds


def test_all_that_hangs_is_moved() -> None:
    moved = inspect.getsource(hanging.move)

    assert all(f"{row.__name__}.segment_id == old" in moved for row in hanging._OTHERS)
    assert "in _OWNED" in moved
    assert "in _LINKS" in moved
