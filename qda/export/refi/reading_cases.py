"""Cases of the standard – our units, cases and participants – and the variables of cases and sources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from sqlalchemy import select

from qda.export.refi.guids import derived
from qda.export.refi.headed import tagged
from qda.export.refi.known import Known
from qda.export.refi.values import CaseValue, Held, VariableType, VariableValue
from qda.i18n import N_, _
from qda.names import free_name, name_key
from qda.store.models import (
    Attribute,
    AttributeValue,
    Case,
    Instrument,
    Participant,
    Passage,
    Source,
    SourceParticipant,
    Speaker,
    Unit,
)

Values = dict[tuple[str, int], tuple[Held, ...]]
"""What units, cases, participants and sources have for variables, by table and id."""

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")

# Variables of ours: the tag, a name for readers, the type.
_OWN: dict[str, tuple[str, VariableType]] = {
    "kind of case": (N_("Kind of case"), "Text"),
    "unit": (N_("Unit of analysis"), "Text"),
    "role": (N_("Role"), "Text"),
    "kind": (N_("Kind"), "Text"),
    "perspective": (N_("Perspective"), "Text"),
    "date": (N_("Date"), "Date"),
    "date in part": (N_("Date, as far as it is known"), "Text"),
    "placed on": (N_("Placed in the order of collection on"), "Text"),
    "coded": (N_("Coded to the end"), "Boolean"),
    "original": (N_("Original file"), "Text"),
    "instrument": (N_("Instrument"), "Text"),
    "speakers": (N_("Speakers"), "Text"),
}


def is_date(text: str) -> bool:
    """True for a whole day in ISO form, as xsd:date wants it."""
    if len(text) != 10:
        return False
    with suppress(ValueError):
        return date.fromisoformat(text).isoformat() == text
    return False


def type_of(kind: str, values: Iterable[str]) -> VariableType:
    """The type of the standard that holds every value of an attribute of ours (text, number, date, choice) as it is."""
    held = list(values)
    if kind == "number" and held and all(_INTEGER.fullmatch(value) for value in held):
        return "Integer"
    if kind == "number" and held and all(_DECIMAL.fullmatch(value) for value in held):
        return "Float"
    if kind == "date" and held and all(is_date(value) for value in held):
        return "Date"
    return "Text"


def variables(known: Known) -> tuple[tuple[VariableValue, ...], Values]:
    """The variables that are used, ours first, and who has what for them."""
    held: defaultdict[tuple[str, int], list[Held]] = defaultdict(list)
    for key, tag, value in (*_of_cases(known), *_of_sources(known)):
        held[key].append(Held(derived("variable", tag), _OWN[tag][1], value))
    attributes, own = _attributes(known, held)
    used = {each.variable for values in held.values() for each in values}
    named: list[VariableValue] = []
    for tag, (name, kind) in _OWN.items():
        guid = derived("variable", tag)
        if guid in used:
            named.append(VariableValue(guid, free_name(_(name), own), kind, tagged(tag)))
    return (*named, *attributes), {key: tuple(values) for key, values in held.items()}


def _attributes(known: Known, held: defaultdict[tuple[str, int], list[Held]]) -> tuple[list[VariableValue], set[str]]:
    """The attributes as variables, and the keys of their names; their values are added to `held`."""
    values: defaultdict[int, list[tuple[str, int, str]]] = defaultdict(list)
    columns = (AttributeValue.attribute_id, AttributeValue.target, AttributeValue.target_id, AttributeValue.value)
    for attribute, target, target_id, value in known.session.execute(select(*columns).order_by(AttributeValue.id)):
        values[attribute].append((target, target_id, value))
    found = []
    rows = known.session.execute(select(Attribute).order_by(Attribute.position, Attribute.id)).scalars().all()
    for row in rows:
        guid = known.guids.take("attribute", row.guid)
        kind = type_of(row.type, (value for _target, _id, value in values[row.id]))
        lines = [f"Choices: {row.choices}"] if row.choices else []
        found.append(VariableValue(guid, row.name, kind, tagged(f"attribute {row.type}", *lines)))
        for target, target_id, value in values[row.id]:
            held[target, target_id].append(Held(guid, kind, value))
    return found, {name_key(row.name) for row in rows}


Told = Iterator[tuple[tuple[str, int], str, str]]


def _of_cases(known: Known) -> Told:
    for unit in known.units:
        yield ("unit", unit), "kind of case", "unit"
    query = select(Case.id, Unit.name).join(Unit, Unit.id == Case.unit_id).order_by(Case.id)
    for case, unit_name in known.session.execute(query):
        yield ("case", case), "kind of case", "case"
        yield ("case", case), "unit", unit_name
    for who, role in known.session.execute(select(Participant.id, Participant.role).order_by(Participant.id)):
        yield ("participant", who), "kind of case", "participant"
        if role:
            yield ("participant", who), "role", role


def _of_sources(known: Known) -> Told:
    query = select(Source, Instrument.name).outerjoin(Instrument, Instrument.id == Source.instrument_id)
    speakers = _speakers(known)
    for source, instrument in known.session.execute(query.order_by(Source.id)):
        whole = source.date is not None and is_date(source.date)
        told = {
            "kind": source.kind,
            "perspective": source.perspective,
            "date": source.date if whole else "",
            "date in part": "" if whole else source.date,
            "placed on": source.placed_on,
            "coded": "true" if source.coded else "",
            "original": source.original_name,
            "instrument": instrument,
            "speakers": "\n".join(speakers[source.id]),
        }
        for tag, value in told.items():
            if value:
                yield ("source", source.id), tag, value


def _speakers(known: Known) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    query = (
        select(Speaker.source_id, Speaker.label, Speaker.interviewer, Participant.name)
        .outerjoin(Participant, Participant.id == Speaker.participant_id)
        .order_by(Speaker.id)
    )
    for source, label, interviewer, name in known.session.execute(query):
        who = "interviewer" if interviewer else f"participant {name}" if name else "nobody known"
        found[source].append(f"{label} = {who}")
    return found


# --- cases ------------------------------------------------------------------------------------------------------


def cases(known: Known, values: Values) -> Iterator[CaseValue]:
    """Units, cases and participants, in their order."""
    session = known.session
    homes, passages = _homes(known), _passages(known)
    order = (Unit.position, Unit.id)
    for row in session.execute(select(Unit.id, Unit.name, Unit.description).order_by(*order)):
        yield _case(known.units[row.id], "unit", row, values, homes)
    in_units = select(Case.id, Case.name, Case.description).join(Unit, Unit.id == Case.unit_id)
    for row in session.execute(in_units.order_by(*order, Case.position, Case.id)):
        yield _case(known.cases[row.id], "case", row, values, homes, passages[row.id])
    people = select(Participant.id, Participant.name, Participant.description)
    for row in session.execute(people.order_by(Participant.position, Participant.id)):
        yield _case(known.participants[row.id], "participant", row, values, homes)


def _case(
    guid: str,
    kind: str,
    row: Sequence[object],
    values: Values,
    homes: defaultdict[tuple[str, int], list[str]],
    passages: Iterable[str] = (),
) -> CaseValue:
    row_id, name, description = row
    key = kind, int(str(row_id))
    held = values.get(key, ())
    return CaseValue(guid, str(name), str(description), held, tuple(homes[key]), tuple(passages))


def _homes(known: Known) -> defaultdict[tuple[str, int], list[str]]:
    found: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    query = select(Source.id, Source.unit_id, Source.case_id).order_by(Source.position, Source.id)
    for source, unit, case in known.session.execute(query):
        if case is not None:
            found["case", case].append(known.sources[source])
        elif unit is not None:
            found["unit", unit].append(known.sources[source])
    columns = (SourceParticipant.source_id, SourceParticipant.participant_id)
    for source, who in known.session.execute(select(*columns).order_by(SourceParticipant.id)):
        found["participant", who].append(known.sources[source])
    return found


def _passages(known: Known) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    query = select(Passage.case_id, Passage.guid).join(Source, Source.version_id == Passage.version_id)
    for case, guid in known.session.execute(query.order_by(Passage.id)):
        found[case].append(known.guids.free("passage", guid))
    return found
