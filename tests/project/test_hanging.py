from __future__ import annotations

import inspect

from qda.project import hanging
from qda.store.models import Base, Coding
from qda.store.rows import references


def test_everything_that_can_hang_on_a_segment_is_known() -> None:
    segment = Base.metadata.tables["segment"]
    classes = {mapper.local_table: mapper.class_.__name__ for mapper in Base.registry.mappers}
    known = inspect.getsource(hanging.anything) + inspect.getsource(hanging.move)

    hangs = {classes[table] for table, _column in references(segment)} - {Coding.__name__}

    assert {name for name in hangs if known.count(f"{name}.segment_id") < 2} == set()
    assert hangs >= {"CodeTest", "Evidence", "VerdictSegment"}
