"""What attributes say of a coded segment: its participant's value, else its source's, its cases', its units'."""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Mapping

from sqlalchemy import select

from qda.analysis.segments.ground import Ground
from qda.analysis.segments.owners import Owner
from qda.names import name_key
from qda.project.project import Project
from qda.store.models import AttributeValue, Case
from qda.study import attribute_values, attributes
from qda.study.attributes import AttributeRow

_COMPARED = re.compile(r"\s*(<=|>=|≤|≥|<|>)\s*(.+)")
_Key = tuple[int, float, str]
_SIGNS: Mapping[str, Callable[[_Key, _Key], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "≤": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "≥": operator.ge,
}


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
    """Values in the order of the attribute's type: numbers by size, choices as they were listed."""
    row = attributes.find(project, name)
    return sorted(values, key=lambda value: attribute_values.sort_key(row.type, value, row.choices))


def matching(project: Project, name: str, wanted: str) -> Callable[[str], bool]:
    """What tells whether a stored value is meant: the same, or for numbers and dates “>30”, “<= 2012-05”."""
    row = attributes.find(project, name)
    compared = _COMPARED.fullmatch(wanted)
    if compared is not None and row.type in ("number", "date"):
        sign, limit = _SIGNS[compared[1]], _key(row, compared[2])
        return lambda value: sign(_key(row, value), limit)
    fitted = attribute_values.fitted(row.type, wanted, row.choices)
    key = name_key(fitted if fitted is not None else wanted)
    return lambda value: name_key(value) == key


def _key(row: AttributeRow, words: str) -> _Key:
    fitted = attribute_values.fitted(row.type, words, row.choices)
    return attribute_values.sort_key(row.type, fitted if fitted is not None else words, row.choices)
