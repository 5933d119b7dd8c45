"""What attributes say of a coded segment: its participant's value, else its source's, its cases', its units'."""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from qda.analysis.segments.ground import Ground
from qda.analysis.segments.owners import Owner
from qda.errors import QdaError
from qda.i18n import N_, _
from qda.names import name_key
from qda.project.project import Project
from qda.store.models import AttributeValue, Case
from qda.study import attribute_values, attributes

_COMPARED = re.compile(r"\s*(<=|>=|≤|≥|<|>)\s*(.+)")
_SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "≤": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "≥": operator.ge,
}
_ANY_DAY = "-99-99"
"""Behind a date that lacks its day or its month: the last day that may be meant."""


class NotComparable(QdaError):
    """Words are neither greater nor less."""

    hint = N_("Ask for a value as it is written, or make it an attribute of numbers or dates under Study › Attributes.")

    def __init__(self, name: str) -> None:
        super().__init__(_("“{name}” has words for values: none of them is greater or less.").format(name=name))


def of_owners(project: Project, ground: Ground, name: str) -> list[frozenset[str]]:
    """The values that each owner of places has, by its number. Raises NotFound.

    The nearest counts: what the speaking participant has, else what the source was given itself, else what the cases
    of the place have, which they may have from their units, else what its units have.
    """
    row = attributes.find(project, name)
    with project.read() as session:
        query = select(AttributeValue.target, AttributeValue.target_id, AttributeValue.value)
        given: dict[str, dict[int, str]] = defaultdict(dict)
        for target, target_id, value in session.execute(query.where(AttributeValue.attribute_id == row.id)):
            given[target][target_id] = value
        unit_of = dict(session.execute(select(Case.id, Case.unit_id)).all())
    return [_of_owner(owner, given, unit_of) for owner in ground.owners]


def _of_owner(owner: Owner, given: Mapping[str, Mapping[int, str]], unit_of: Mapping[int, int]) -> frozenset[str]:
    theirs = frozenset(given["participant"][each] for each in owner.people if each in given["participant"])
    if theirs:
        return theirs
    if owner.source in given["source"]:
        return frozenset((given["source"][owner.source],))
    cases = {given["case"].get(case) or given["unit"].get(unit_of[case]) for case in owner.cases}
    if owner.cases:
        return frozenset(value for value in cases if value)
    return frozenset(given["unit"][unit] for unit in owner.units if unit in given["unit"])


def ordered(project: Project, name: str, values: frozenset[str]) -> list[str]:
    """Values in the order of the attribute's type: numbers by size, choices as they were listed, odd ones last."""
    row = attributes.find(project, name)
    return sorted(values, key=lambda value: attribute_values.sort_key(row.type, value, row.choices))


def matching(project: Project, name: str, wanted: str) -> Callable[[str], bool]:
    """What tells whether a stored value is meant: the same, or for numbers and dates “>30”, “<= 2012-05”.

    Of a date without its day or month any of its days may be meant, of what is asked and of what is stored: all of
    May is “<= 2012-05”, and none of it “> 2012-05”. Raises ValueDoesNotFit where there is nothing to compare with,
    NotComparable where values are words, unless one is written so.
    """
    row = attributes.find(project, name)
    compared = _COMPARED.fullmatch(wanted)
    if compared is not None and row.type in ("number", "date"):
        limit = attribute_values.fitted(row.type, compared[2])
        if limit is None:
            raise attributes.ValueDoesNotFit(compared[2], row)
        return _compared(row.type, compared[1], limit)
    if compared is not None and wanted not in (*row.choices, *attributes.held(project, row.id)):
        raise NotComparable(row.name)
    fitted = attribute_values.fitted(row.type, wanted, row.choices)
    key = name_key(fitted if fitted is not None else wanted)
    return lambda value: name_key(value) == key


def _compared(kind: str, sign: str, limit: str) -> Callable[[str], bool]:
    """What tells whether a stored value stands so to a limit; words that are no number or date stand to none."""
    holds = _SIGNS[sign]
    if kind == "number":
        return lambda value: (held := attribute_values.number(value)) is not None and holds(float(held), float(limit))
    later = sign in (">", ">=", "≥")
    edge = limit + _ANY_DAY if sign in (">", "<=", "≤") else limit
    return lambda value: (
        (held := attribute_values.day(value)) is not None and holds(held + _ANY_DAY if later else held, edge)
    )
