"""Typed attributes of units, cases, participants and sources: what they are, and the values that were given by hand.

What a source has from its case and a case from its unit is worked out in `qda.analysis.study.attribute_view`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.errors import NotFound, QdaError
from qda.i18n import N_, _, ngettext
from qda.names import clean, name_key
from qda.project.project import Project, by_count
from qda.store import journal
from qda.store.models import Attribute, AttributeValue, Case, Participant, Source, Unit
from qda.store.rows import chunks
from qda.study import attribute_values
from qda.study.attribute_values import Mark

Target = Literal["unit", "case", "participant", "source"]
TARGETS: tuple[Target, ...] = get_args(Target)
TYPE_NAMES = {"text": N_("text"), "number": N_("number"), "date": N_("date"), "choice": N_("choice")}

_MODELS: dict[str, type[Unit] | type[Case] | type[Participant] | type[Source]] = {
    "unit": Unit,
    "case": Case,
    "participant": Participant,
    "source": Source,
}
_NAMED = 3  # values that an error names before it counts the others


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """One attribute; `choices` in their order, empty for the other types."""

    id: int
    name: str
    type: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to stand in one cell; no words take the value away."""

    attribute_id: int
    target: Target
    target_id: int
    words: str


class AttributeNameTaken(QdaError):
    """Attributes have names of their own."""

    hint = N_("Choose another name.")

    def __init__(self, name: str) -> None:
        super().__init__(_("There is already an attribute called “{name}”.").format(name=name))


class AttributeNameMissing(QdaError):
    """An attribute can't be without a name."""

    hint = N_("Type a name, such as “Age” or “Region”.")

    def __init__(self) -> None:
        super().__init__(_("An attribute needs a name."))


class NoSuchType(QdaError):
    """Attributes are of four types."""

    hint = N_("Choose text, number, date or choice.")

    def __init__(self, kind: str) -> None:
        super().__init__(_("“{type}” is no type of attribute.").format(type=kind))


class ValueDoesNotFit(QdaError):
    """What was given is not of the attribute's type."""

    _hints = {  # noqa: RUF012 - one for each type
        "number": N_("Write a number as 1234.5 or 1234,5, with no mark between thousands."),
        "date": N_("Write the day as 2012-05-18, 18.5.2012 or 18 May 2012; 2012-05 or 2012 where no more is known."),
    }

    def __init__(self, words: str, row: AttributeRow) -> None:
        if row.type == "choice":
            sentence = _("“{value}” is not among the choices of “{name}”.")
            known = _("It has {choices}.").format(choices=_listed(row.choices)) if row.choices else ""
            hint = f"{known} {_('Choose one of them, or add it to the choices first.')}".strip()
        elif row.type == "number":
            sentence, hint = _("“{value}” is not a number, and “{name}” is one."), self._hints["number"]
        else:
            sentence, hint = _("“{value}” is not a date, and “{name}” is one."), self._hints["date"]
        super().__init__(sentence.format(value=words, name=row.name), hint=hint)


class ValuesDoNotFit(QdaError):
    """An attribute can't become of another type while values stand in the way."""

    hint = N_("Change these values first, or clear them.")

    def __init__(self, name: str, kind: str, values: Sequence[str]) -> None:
        told = _("“{name}” can't become a {type}: {values} would not fit.")
        super().__init__(told.format(name=name, type=_(TYPE_NAMES[kind]), values=_listed(values)))


class ChoiceInUse(QdaError):
    """A choice goes only when nothing has it."""

    hint = N_("Rename the choice, or give what has it another value, first.")

    def __init__(self, name: str, values: Sequence[str]) -> None:
        super().__init__(_("{values} can't go from “{name}”: it is in use.").format(values=_listed(values), name=name))


class ChoiceTaken(QdaError):
    """Each choice is there once."""

    hint = N_("Choose another word; or give what has the one choice the other, and take it off the choices.")

    def __init__(self, name: str, choice: str) -> None:
        super().__init__(_("“{name}” has a choice “{choice}” already.").format(name=name, choice=choice))


def _listed(values: Sequence[str]) -> str:
    told = ", ".join(f"“{value}”" for value in values[:_NAMED])
    more = len(values) - _NAMED
    if more <= 0:
        return told
    return ngettext("{values} and {count} other", "{values} and {count} others", more).format(values=told, count=more)


# --- reading ------------------------------------------------------------------------------------------------------


def attributes(project: Project) -> list[AttributeRow]:
    """All attributes, in order."""
    with project.read() as session:
        return _all(session)


def find(project: Project, name: str) -> AttributeRow:
    """The attribute of this name. Raises NotFound with names that come near."""
    rows = attributes(project)
    found = next((row for row in rows if name_key(row.name) == name_key(name)), None)
    if found is not None:
        return found
    from difflib import get_close_matches

    near = tuple(get_close_matches(name, [row.name for row in rows]))
    raise NotFound(_("There is no attribute called “{name}”.").format(name=name), near)


def held(project: Project, attribute_id: int) -> list[str]:
    """The different values that were given to an attribute, in the order they were first used."""
    with project.read() as session:
        return list(dict.fromkeys(_values(session, attribute_id).values()))


def used(project: Project) -> set[int]:
    """The attributes that anything has a value of."""
    with project.read() as session:
        return set(session.execute(select(AttributeValue.attribute_id).distinct()).scalars())


def _all(session: Session) -> list[AttributeRow]:
    rows = session.execute(select(Attribute).order_by(Attribute.position, Attribute.id)).scalars()
    return [_row(row) for row in rows]


def _row(row: Attribute) -> AttributeRow:
    return AttributeRow(row.id, row.name, row.type, tuple(row.choices.split("\n")) if row.choices else ())


def _values(session: Session, attribute_id: int) -> dict[int, str]:
    query = select(AttributeValue.id, AttributeValue.value).where(AttributeValue.attribute_id == attribute_id)
    return dict(session.execute(query.order_by(AttributeValue.id)).all())


# --- attributes -------------------------------------------------------------------------------------------------------


def create(project: Project, name: str, kind: str = "text", choices: Sequence[str] = ()) -> int:
    """Add an attribute behind the others; gives its id. Raises AttributeNameTaken, NoSuchType."""
    with project.command("attributes.create", N_("Add attribute “{name}”"), name=clean(name)) as session:
        _refuse_taken(session, name)
        _refuse_type(kind)
        last = session.execute(select(func.coalesce(func.max(Attribute.position), -1))).scalar_one()
        row = Attribute(
            name=clean(name),
            name_key=name_key(name),
            type=kind,
            choices=_stored(choices) if kind == "choice" else "",
            position=last + 1,
        )
        session.add(row)
        session.flush()
        return row.id


def rename(project: Project, attribute_id: int, name: str) -> None:
    """Give an attribute another name. Raises AttributeNameTaken."""
    with project.command("attributes.rename", N_("Rename attribute to “{name}”"), name=clean(name)) as session:
        _refuse_taken(session, name, but=attribute_id)
        row = session.get_one(Attribute, attribute_id)
        row.name, row.name_key = clean(name), name_key(name)


def retype(project: Project, attribute_id: int, kind: str, choices: Sequence[str] = ()) -> None:
    """Make an attribute of another type; its values are written as that type writes them.

    A choice without `choices` has those values that are in use. Raises ValuesDoNotFit naming what does not fit.
    """
    _refuse_type(kind)
    with project.command("attributes.retype", N_("Make “{name}” a {type}"), type=kind) as session:
        row = session.get_one(Attribute, attribute_id)
        project.tell(name=row.name)
        values = _values(session, attribute_id)
        wanted = _unique((*choices, *(() if choices else values.values()))) if kind == "choice" else ()
        mark = attribute_values.decimal_mark(values.values()) or "."
        new = {key: attribute_values.fitted(kind, value, wanted, mark=mark) for key, value in values.items()}
        misfits = list(dict.fromkeys(values[key] for key, value in new.items() if value is None))
        if misfits:
            raise ValuesDoNotFit(row.name, kind, misfits)
        row.type, row.choices = kind, _stored(wanted)
        journal.of(session).update_each(AttributeValue, {key: {"value": value} for key, value in new.items()})


def set_choices(project: Project, attribute_id: int, choices: Sequence[str]) -> None:
    """Say which choices there are, in order. Raises ChoiceInUse for one left out that something has."""
    with project.command("attributes.choices", N_("Set the choices of “{name}”")) as session:
        row = session.get_one(Attribute, attribute_id)
        project.tell(name=row.name)
        wanted = _unique(choices)
        gone = [value for value in dict.fromkeys(_values(session, attribute_id).values()) if value not in wanted]
        if gone:
            raise ChoiceInUse(row.name, gone)
        row.choices = _stored(wanted)


def rename_choice(project: Project, attribute_id: int, old: str, new: str) -> None:
    """Spell a choice in another way, wherever it is in use. Raises ChoiceTaken."""
    params = {"old": old, "new": clean(new)}
    with project.command("attributes.rename_choice", N_("Rename choice “{old}” to “{new}”"), **params) as session:
        if not clean(new):
            raise AttributeNameMissing
        row = session.get_one(Attribute, attribute_id)
        known = _row(row).choices
        if old not in known:
            raise NotFound(_("“{name}” has no choice “{choice}”.").format(name=row.name, choice=old))
        if any(name_key(choice) == name_key(new) for choice in known if choice != old):
            raise ChoiceTaken(row.name, clean(new))
        row.choices = "\n".join(clean(new) if choice == old else choice for choice in known)
        here = (AttributeValue.attribute_id == attribute_id) & (AttributeValue.value == old)
        journal.of(session).update_where(AttributeValue, here, {"value": clean(new)})


def reorder(project: Project, attribute_ids: Sequence[int]) -> None:
    """Put these attributes in this order, in the places they hold together."""
    with project.command("attributes.reorder", N_("Change the order of attributes")) as session:
        held = select(Attribute.position).where(Attribute.id.in_(attribute_ids)).order_by(Attribute.position)
        places = list(session.execute(held).scalars())
        rows = {row_id: {"position": place} for row_id, place in zip(attribute_ids, places, strict=True)}
        journal.of(session).update_each(Attribute, rows)


def delete(project: Project, attribute_ids: Sequence[int]) -> None:
    """Delete attributes with all their values."""
    text = by_count(len(attribute_ids), N_("Delete attribute {what}"), N_("Delete {count} attributes"))
    with project.command("attributes.delete", text, count=len(attribute_ids)) as session:
        names = [row.name for row in _all(session) if row.id in set(attribute_ids)]
        project.tell(what=", ".join(f"“{name}”" for name in names[:_NAMED]))
        journal.of(session).delete_with_dependents(Attribute, list(attribute_ids))


# --- values -----------------------------------------------------------------------------------------------------------


def set_value(project: Project, attribute_id: int, target: Target, target_ids: Sequence[int], words: str) -> int:
    """Give all of these one value, or clear it with no words; gives how many changed. Raises ValueDoesNotFit."""
    return set_values(project, [Entry(attribute_id, target, each, words) for each in target_ids])


def set_values(project: Project, entries: Sequence[Entry], *, mark: Mark = "", new_choices: bool = False) -> int:
    """Give many values in one act; gives how many changed. Of two for the same cell the last holds.

    With `new_choices` a choice that is not known yet is added behind the others. Raises ValueDoesNotFit, NotFound.
    """
    with project.command("attributes.set", N_("Set {what}")) as session:
        if not entries:
            return 0
        if new_choices:
            _add_choices(session, entries)
        known = {row.id: row for row in _all(session)}
        wanted = {}
        for entry in entries:
            wanted[entry.attribute_id, entry.target, entry.target_id] = _fitted(known, entry, mark)
        names = _names(session, wanted)
        project.tell(what=_what(known, names, wanted))
        return _write(session, wanted)


Cell = tuple[int, Target, int]


def _fitted(known: dict[int, AttributeRow], entry: Entry, mark: Mark) -> str:
    row = known.get(entry.attribute_id)
    if row is None:
        raise NotFound(_("This attribute is no longer there."))
    if not clean(entry.words):
        return ""
    value = attribute_values.fitted(row.type, entry.words, row.choices, mark=mark)
    if value is None:
        raise ValueDoesNotFit(clean(entry.words), row)
    return value


def _write(session: Session, wanted: dict[Cell, str]) -> int:
    log = journal.of(session)
    attribute_ids = {cell[0] for cell in wanted}
    query = select(AttributeValue.id, AttributeValue.attribute_id, AttributeValue.target, AttributeValue.target_id,
                   AttributeValue.value).where(AttributeValue.attribute_id.in_(attribute_ids))  # fmt: skip
    present = {(row[1], row[2], row[3]): (row[0], row[4]) for row in session.execute(query).all()}
    new, changed, gone = [], {}, []
    for (attribute_id, target, target_id), value in wanted.items():
        row_id, before = present.get((attribute_id, target, target_id), (0, ""))
        if value == before:
            continue
        if not row_id:
            new.append({"attribute_id": attribute_id, "target": target, "target_id": target_id, "value": value})
        elif value:
            changed[row_id] = {"value": value}
        else:
            gone.append(row_id)
    log.insert_many(AttributeValue, new)
    log.update_each(AttributeValue, changed)
    for some in chunks(gone):
        log.delete_where(AttributeValue, AttributeValue.id.in_(some))
    return len(new) + len(changed) + len(gone)


def _names(session: Session, cells: Iterable[Cell]) -> dict[tuple[Target, int], str]:
    """The names of what has these cells. Raises NotFound if some of it is gone."""
    wanted: dict[Target, set[int]] = {}
    for _attribute, target, target_id in cells:
        wanted.setdefault(target, set()).add(target_id)
    names: dict[tuple[Target, int], str] = {}
    for target, ids in wanted.items():
        model = _MODELS[target]
        for some in chunks(sorted(ids)):
            found = session.execute(select(model.id, model.name).where(model.id.in_(some)))
            names |= {(target, row_id): name for row_id, name in found}
    if len(names) < sum(map(len, wanted.values())):
        raise NotFound(_("This is no longer there."))
    return names


def _what(known: dict[int, AttributeRow], names: dict[tuple[Target, int], str], cells: dict[Cell, str]) -> str:
    """What the history says was set."""
    columns = {cell[0] for cell in cells}
    if len(cells) == 1:
        (attribute_id, target, target_id), value = next(iter(cells.items()))
        told = _("“{attribute}” of “{name}” to “{value}”") if value else _("“{attribute}” of “{name}” to nothing")
        return told.format(attribute=known[attribute_id].name, name=names[target, target_id], value=value)
    if len(columns) == 1:
        told = _("“{attribute}” in {count} places")
        return told.format(attribute=known[columns.pop()].name, count=len(cells))
    return _("{count} values of attributes").format(count=len(cells))


def _add_choices(session: Session, entries: Iterable[Entry]) -> None:
    wanted: dict[int, list[str]] = {}
    for entry in entries:
        if clean(entry.words):
            wanted.setdefault(entry.attribute_id, []).append(entry.words)
    for row in _all(session):
        if row.type == "choice" and row.id in wanted:
            choices = _unique((*row.choices, *wanted[row.id]))
            if choices != row.choices:
                session.get_one(Attribute, row.id).choices = _stored(choices)
    session.flush()


# --- names, types, choices ------------------------------------------------------------------------------------------


def _refuse_taken(session: Session, name: str, but: int | None = None) -> None:
    if not clean(name):
        raise AttributeNameMissing
    found = session.execute(select(Attribute.id).where(Attribute.name_key == name_key(name))).scalar()
    if found is not None and found != but:
        raise AttributeNameTaken(clean(name))


def _refuse_type(kind: str) -> None:
    if kind not in attribute_values.TYPES:
        raise NoSuchType(kind)


def _unique(choices: Iterable[str]) -> tuple[str, ...]:
    """Choices in order, each once, as it was spelt first."""
    found: dict[str, str] = {}
    for choice in choices:
        if clean(choice):
            found.setdefault(name_key(choice), clean(choice))
    return tuple(found.values())


def _stored(choices: Sequence[str]) -> str:
    """One choice a line."""
    return "\n".join(_unique(choices))
