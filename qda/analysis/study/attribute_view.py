"""What attributes say: a source has what its case says, a case what its unit says, unless it says so itself.

Participants have their own values only. A coding has those of its source, or of its participant, case or unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.collecting import without_collecting
from qda.errors import NotFound
from qda.i18n import _
from qda.project.project import Project
from qda.store.models import AttributeValue, Case, Participant, Source, Unit
from qda.store.rows import bare
from qda.study import attributes
from qda.study.attributes import TARGETS, AttributeRow, Target

Key = tuple[Target, int]
_SAYING: Mapping[Target, tuple[Target, ...]] = {
    "source": ("source", "case", "unit"),
    "case": ("case", "unit"),
    "unit": ("unit",),
    "participant": ("participant",),
}
"""Who says something of what: the thing itself, and what it inherits from."""
_Own = Mapping[tuple[str, int], Mapping[int, str]]  # values by attribute, by thing


class Value(NamedTuple):
    """A value as it is stored, and what says so: the thing itself, or the case or unit that it is inherited from."""

    words: str
    target: Target
    target_id: int
    name: str
    inherited: bool


@dataclass(frozen=True, slots=True)
class ObjectRow:
    """One source, participant, case or unit; `home` is the case or unit it belongs to, in words."""

    id: int
    name: str
    home: str
    values: Mapping[int, Value]  # by attribute, only those it has

    def words(self, attribute_id: int) -> str:
        """The value of an attribute as it is stored, inherited or not; empty without one."""
        found = self.values.get(attribute_id)
        return "" if found is None else found.words


@dataclass(frozen=True, slots=True)
class AttributeTable:
    """All objects of a kind, in the order of the study, with what attributes say of them."""

    target: Target
    attributes: tuple[AttributeRow, ...]
    rows: tuple[ObjectRow, ...]

    def attribute(self, attribute_id: int) -> AttributeRow:
        """One of the attributes. Raises NotFound."""
        for row in self.attributes:
            if row.id == attribute_id:
                return row
        raise NotFound(_("This attribute is no longer there."))


@dataclass(frozen=True, slots=True)
class _Object:
    """What the study says of a thing before any attribute: its name, what it inherits from, what it belongs to."""

    name: str
    above: Key | None = None
    home: str = ""


def table(project: Project, target: Target) -> AttributeTable:
    """Attributes by objects, inherited values too; three queries and one more for the objects, however many."""
    with without_collecting(), project.read() as session:
        rows = tuple(attributes.attributes(project))
        objects = _objects(session)
        sayings = _Sayings(objects, _own(session, _SAYING[target]))
        found = [
            ObjectRow(key[1], thing.name, thing.home, sayings.of(key))
            for key, thing in objects.items()
            if key[0] == target
        ]
    return AttributeTable(target, rows, tuple(found))


def head(project: Project, target: Target) -> AttributeTable:
    """The attributes without any rows: what can be asked for, at no cost."""
    return AttributeTable(target, tuple(attributes.attributes(project)), ())


# --- inheritance ----------------------------------------------------------------------------------------------------


class _Sayings:
    """Who says what of whom. What a case or a unit passes on is made once for all that inherit it."""

    def __init__(self, objects: Mapping[Key, _Object], own: _Own) -> None:
        self._objects = objects
        self._own = own
        self._passed: dict[Key, dict[int, Value]] = {}

    def of(self, key: Key) -> dict[int, Value]:
        """Own values, then those of the case, then those of the unit."""
        thing = self._objects[key]
        above = {} if thing.above is None else self._passed_on(thing.above)
        own = self._own.get(key)
        return above if own is None else above | self._said_by(key, own, inherited=False)

    def _passed_on(self, key: Key) -> dict[int, Value]:
        if key not in self._passed:
            above = self._objects[key].above
            further = {} if above is None else self._passed_on(above)
            self._passed[key] = further | self._said_by(key, self._own.get(key, {}), inherited=True)
        return self._passed[key]

    def _said_by(self, key: Key, own: Mapping[int, str], *, inherited: bool) -> dict[int, Value]:
        name = self._objects[key].name
        return {attribute: Value(words, *key, name, inherited) for attribute, words in own.items()}


def _own(session: Session, targets: Sequence[Target]) -> _Own:
    query = select(AttributeValue.target, AttributeValue.target_id, AttributeValue.attribute_id, AttributeValue.value)
    if set(targets) != set(TARGETS):
        query = query.where(AttributeValue.target.in_(targets))
    found: dict[tuple[str, int], dict[int, str]] = defaultdict(dict)
    for target, target_id, attribute, value in bare(session, query):
        found[target, target_id][attribute] = value
    return found


def _objects(session: Session) -> dict[Key, _Object]:
    """Everything that can have attributes, in the order of the study."""
    found: dict[Key, _Object] = {}
    for unit, name in session.execute(select(Unit.id, Unit.name).order_by(Unit.position, Unit.id)):
        found["unit", unit] = _Object(name)
    cases = select(Case.id, Case.name, Case.unit_id).join(Unit, Unit.id == Case.unit_id)
    for case, name, unit in session.execute(cases.order_by(Unit.position, Unit.id, Case.position, Case.id)):
        found["case", case] = _Object(name, ("unit", unit), found["unit", unit].name)
    for person, name, role in session.execute(
        select(Participant.id, Participant.name, Participant.role).order_by(Participant.position, Participant.id)
    ):
        found["participant", person] = _Object(name, None, role)
    return found | _sources(session, found)


def _sources(session: Session, homes: Mapping[Key, _Object]) -> dict[Key, _Object]:
    places = {key: at for at, key in enumerate(homes)}
    units: dict[Key, int] = {key: places[thing.above or key] for key, thing in homes.items()}
    query = select(Source.id, Source.name, Source.unit_id, Source.case_id).order_by(Source.position, Source.id)
    found: list[tuple[tuple[int, int], Key, _Object]] = []
    for source, name, unit, case in bare(session, query):
        above: Key | None = ("case", case) if case else ("unit", unit) if unit else None
        last = len(places)
        # As they stand in the tree: unit by unit, what hangs on the unit itself behind its cases, the homeless last.
        place = (last, last) if above is None else (units[above], places[above] if case else last)
        found.append((place, ("source", source), _Object(name, above, homes[above].name if above else "")))
    return {key: thing for _place, key, thing in sorted(found, key=lambda each: each[0])}


def filled(rows: Sequence[ObjectRow], attribute_id: int) -> int:
    """How many of these have a value, inherited or not."""
    return sum(attribute_id in row.values for row in rows)
