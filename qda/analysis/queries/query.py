"""What is asked of the coded segments: conditions joined by and, or and not, as plain values, and their JSON form."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from qda.errors import QdaError
from qda.i18n import N_, _

Field = Literal[
    "code",
    "level",
    "words",
    "source",
    "case",
    "unit",
    "kind",
    "perspective",
    "participant",
    "speaker",
    "coder",
    "from",
    "to",
    "attribute",
    "asked",
    "coded",
    "uncoded",
]
FIELDS: tuple[Field, ...] = (
    "code", "words", "case", "unit", "source", "kind", "perspective", "participant", "speaker", "attribute",
    "asked", "from", "to", "level", "coder", "coded", "uncoded",
)  # fmt: skip
BARE: frozenset[str] = frozenset({"coded", "uncoded"})
"""Conditions that name nothing."""

Reach = Literal["below", "alone", "gathered"]
REACHES: tuple[Reach, ...] = ("below", "alone", "gathered")

Relation = Literal["overlaps", "inside", "contains", "near", "followed", "line"]
RELATIONS: tuple[Relation, ...] = ("overlaps", "inside", "contains", "near", "followed", "line")
MEASURED: frozenset[str] = frozenset({"near", "followed"})
"""Relations with a distance."""

Measure = Literal["characters", "sentences", "turns"]
MEASURES: tuple[Measure, ...] = ("characters", "sentences", "turns")


class QueryDamaged(QdaError):
    """What was stored as a query is none."""

    hint = N_("Build the query anew, or delete it.")

    def __init__(self) -> None:
        super().__init__(_("This stored query can’t be read."))


@dataclass(frozen=True, slots=True)
class Has:
    """One condition on a segment.

    `value` is a name, a date or words; of an attribute what it is, `name` says which. `ref` is the id of a code, so
    that a stored query survives renaming. `reach` says whether a code brings what lives under it, what is gathered
    under it (its lineage), or nothing.
    """

    field: Field
    value: str = ""
    ref: int | None = None
    reach: Reach = "below"
    name: str = ""


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Query


@dataclass(frozen=True, slots=True)
class Related:
    """Segments of `left` that stand so to a segment of `right`; with `negated`, to none.

    `distance` counts what may lie between, in `measure`. A segment that answers to both sides stands over, in and near
    itself, unless both sides ask for the same.
    """

    left: Query
    relation: Relation
    right: Query
    distance: int = 0
    measure: Measure = "characters"
    negated: bool = False


Query = Has | All | AnyOf | Not | Related


def conjuncts(query: Query) -> Iterator[Query]:
    """What holds of every segment that answers, as far as it is written side by side."""
    if isinstance(query, All):
        for part in query.parts:
            yield from conjuncts(part)
    elif isinstance(query, Related):
        yield from conjuncts(query.left)
        yield query
    else:
        yield query


def asks_same(left: Query, right: Query) -> bool:
    """True if whatever answers to `left` answers to `right` because the same is written there."""
    return left == right or right in set(conjuncts(left))


def conditions(query: Query) -> Iterator[Has]:
    """Every condition, in the order in which it is written."""
    match query:
        case Has():
            yield query
        case Not(part):
            yield from conditions(part)
        case Related(left, _relation, right):
            yield from conditions(left)
            yield from conditions(right)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from conditions(part)


def mapped(query: Query, change: Callable[[Has], Has]) -> Query:
    """The same query with every condition changed."""
    match query:
        case Has():
            return change(query)
        case Not(part):
            return Not(mapped(part, change))
        case Related(left, relation, right, distance, measure, negated):
            return Related(mapped(left, change), relation, mapped(right, change), distance, measure, negated)
        case All(parts):
            return All(tuple(mapped(part, change) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(mapped(part, change) for part in parts))


# --- JSON ---------------------------------------------------------------------------------------


def to_json(query: Query) -> str:
    """The query as it is stored."""
    return json.dumps(_dumped(query), ensure_ascii=False)


def _dumped(query: Query) -> dict[str, Any]:
    match query:
        case Has(field, value, ref, reach, name):
            extra = {"ref": ref, "name": name or None, "reach": reach if field == "code" else None}
            return {"field": field, "value": value} | {key: each for key, each in extra.items() if each is not None}
        case All(parts):
            return {"all": [_dumped(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_dumped(part) for part in parts]}
        case Not(part):
            return {"not": _dumped(part)}
        case Related(left, relation, right, distance, measure, negated):
            sides = {"left": _dumped(left), "relation": relation, "right": _dumped(right)}
            return sides | {"distance": distance, "measure": measure, "negated": negated}


def from_json(text: str) -> Query:
    """The query that was stored. Raises QueryDamaged."""
    try:
        return _loaded(json.loads(text))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise QueryDamaged from error


def _loaded(held: Any) -> Query:
    if not isinstance(held, dict):
        raise TypeError(f"no query: {held}")
    if "all" in held:
        return All(tuple(_loaded(part) for part in held["all"]))
    if "any" in held:
        return AnyOf(tuple(_loaded(part) for part in held["any"]))
    if "not" in held:
        return Not(_loaded(held["not"]))
    if "relation" in held:
        return _loaded_relation(held)
    ref = held.get("ref")
    return Has(
        _one_of(held["field"], FIELDS),
        str(held["value"]),
        None if ref is None else int(ref),
        _one_of(held.get("reach", "below"), REACHES),
        str(held.get("name", "")),
    )


def _loaded_relation(held: Mapping[str, Any]) -> Related:
    return Related(
        _loaded(held["left"]),
        _one_of(held["relation"], RELATIONS),
        _loaded(held["right"]),
        max(0, int(held.get("distance", 0))),
        _one_of(held.get("measure", "characters"), MEASURES),
        bool(held.get("negated", False)),
    )


def _one_of(value: Any, known: tuple[Any, ...]) -> Any:
    if value not in known:
        raise ValueError(f"unknown: {value}")
    return value
