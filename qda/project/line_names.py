"""What the lines of a matrix are called in a query: by their own label, else by what they stand for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from qda.store.models import Case, Claim, Code, Literature, MatrixLine, Participant, Property, Source, Unit

_NAMES: tuple[tuple[str, InstrumentedAttribute[int], InstrumentedAttribute[str]], ...] = (
    ("code", Code.id, Code.name),
    ("property", Property.id, Property.name),
    ("unit", Unit.id, Unit.name),
    ("case", Case.id, Case.name),
    ("participant", Participant.id, Participant.name),
    ("source", Source.id, Source.name),
    ("claim", Claim.id, Claim.text),
    ("literature", Literature.id, Literature.title),
)


def line_name(line: type[MatrixLine]) -> ColumnElement[str]:
    """The name of a line, or of an alias of lines; "" for what is gone. A merged code keeps the name it had."""
    named: list[tuple[Any, Any]] = [(line.label != "", line.label)]
    for target, key, name in _NAMES:
        found = select(name).where(key == line.target_id).correlate(line).scalar_subquery()
        named.append((line.target == target, found))
    return func.coalesce(case(*named, else_=""), "")
