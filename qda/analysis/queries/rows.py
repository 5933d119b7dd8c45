"""A query as rows, one condition in each: how it is built by hand, and taken apart again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qda.analysis.queries.query import (
    BARE,
    MEASURED,
    All,
    AnyOf,
    Field,
    Has,
    Measure,
    Not,
    Query,
    Reach,
    Related,
    Relation,
)
from qda.analysis.queries.text import both

Join = Literal["and", "or"]


@dataclass(frozen=True, slots=True)
class Row:
    """One condition, and how it is joined to all above it up to the last “or”.

    With a relation the condition is about the other segment: “near a segment with this code”. `inner` holds what stands
    in brackets, and then takes the place of the condition.
    """

    field: Field = "code"
    value: str = ""
    ref: int | None = None
    reach: Reach = "below"
    name: str = ""
    join: Join = "and"
    negated: bool = False
    relation: Relation | None = None
    distance: int = 200
    measure: Measure = "characters"
    inner: Query | None = None

    @property
    def complete(self) -> bool:
        """True if nothing is left to be filled in."""
        if self.inner is not None or self.field in BARE:
            return True
        return bool(self.value.strip()) and (self.field != "attribute" or bool(self.name.strip()))

    def query(self) -> Query:
        """The condition alone."""
        if self.inner is not None:
            return self.inner
        return Has(self.field, self.value, self.ref, self.reach, self.name)


def rows_of(query: Query) -> list[Row]:
    """The query as rows."""
    chains = query.parts if isinstance(query, AnyOf) else (query,)
    found: list[Row] = []
    for chain in chains:
        first, *rest = _chain_rows(chain)
        found += [replace(first, join="or") if found else first, *rest]
    return found


def _chain_rows(query: Query) -> list[Row]:
    match query:
        case Related(left, relation, right, distance, measure, negated) if not isinstance(left, AnyOf):
            row = replace(_row(right), relation=relation, negated=negated)
            if relation in MEASURED:
                row = replace(row, distance=distance, measure=measure)
            return [*_chain_rows(left), row]
        case All(parts) if parts and not isinstance(parts[0], AnyOf):
            rest = [
                replace(_row(part.part), negated=True) if isinstance(part, Not) else _row(part) for part in parts[1:]
            ]
            return [*_chain_rows(parts[0]), *rest]
        case Not(part):
            return [replace(_row(part), negated=True)]
        case _:
            return [_row(query)]


def _row(query: Query) -> Row:
    if isinstance(query, Has):
        return Row(query.field, query.value, query.ref, query.reach, query.name)
    return Row(inner=query)


def query_of(rows: Sequence[Row]) -> Query | None:
    """What the rows ask; rows in which something is missing are left out. None where nothing is asked."""
    chains: list[Query | None] = []
    for row in rows:
        if not row.complete:
            continue
        if not chains or row.join == "or":
            chains.append(None)
        chains[-1] = _joined(chains[-1], row)
    made = tuple(chain for chain in chains if chain is not None)
    if not made:
        return None
    return made[0] if len(made) == 1 else AnyOf(made)


def _joined(before: Query | None, row: Row) -> Query:
    part = row.query()
    if before is None:  # nothing that it could stand in relation to
        return Not(part) if row.negated else part
    if row.relation is not None:
        distance, measure = (row.distance, row.measure) if row.relation in MEASURED else (0, "characters")
        return Related(before, row.relation, part, distance, measure, row.negated)
    return both(before, Not(part) if row.negated else part)
