"""Attributes of sources, cases, participants or units as a table; cases stand under their units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from qda.analysis.study import attribute_view
from qda.analysis.study.attribute_view import AttributeTable, ObjectRow, Value
from qda.errors import QdaError
from qda.export.blocks import Block, numbered
from qda.export.profiles import APA, Profile
from qda.export.study import attribute_years
from qda.export.tables import Cell, Column, Dash, Marked, Row, Run, Table, Text
from qda.i18n import N_, _
from qda.project.project import Project
from qda.study import queries as study
from qda.study import yearly
from qda.study.attributes import AttributeRow, Target

_CENTURIES = frozenset({"18", "19", "20"})
"""A column of whole numbers that all begin so and have four digits is one of years."""
_TITLES: dict[Target, str] = {
    "source": N_("Attributes of the Sources"),
    "case": N_("Attributes of the Cases"),
    "participant": N_("Attributes of the Participants"),
    "unit": N_("Attributes of the Units of Analysis"),
}
_HEADS: dict[Target, str] = {
    "source": N_("Source"),
    "case": N_("Case"),
    "participant": N_("Participant"),
    "unit": N_("Unit"),
}
_GIVEN = {
    "case": N_("Inherited from the unit."),
    "source": N_("Inherited from the case or the unit."),
}
_BARE: Mapping[Target, tuple[str, str]] = {
    "participant": (
        N_("{n} further participant of whom nothing is recorded is left out."),
        N_("{n} further participants of whom nothing is recorded are left out."),
    ),
    "source": (
        N_("{n} further source of which nothing is recorded is left out."),
        N_("{n} further sources of which nothing is recorded are left out."),
    ),
}
"""What is printed only where something is known of it; of cases and units a bare row is a finding."""
_JOINT = ": "  # “Referrals: before” and “Referrals: after” stand under one heading “Referrals”


class NoAttributes(QdaError):
    """There is nothing to write a table of."""

    hint = N_(
        "Add an attribute on the Study page, or import a spreadsheet with `gerund attributes PROJECT --from FILE`."
    )

    def __init__(self) -> None:
        super().__init__(_("The study has no attributes yet."))


def table(project: Project, target: Target, *, printed: bool = False, profile: Profile = APA, number: int = 1) -> Table:
    """One row an object, one column an attribute. Raises NoAttributes.

    `printed`: cases stand under their units, and what nothing here has, or has year by year, is left out.
    """
    held = attribute_view.table(project, target)
    if printed:
        held = _used(held)
    if not held.attributes:
        raise NoAttributes
    return _table(project, held, profile, number, printed=printed)


def printed(project: Project, target: Target, *, profile: Profile = APA) -> list[Table]:
    """The tables that are printed of these: what they are, then their figures by year. Raises NoAttributes."""
    held = attribute_view.table(project, target)
    by_year = by_years(project, target, held=held, profile=profile)
    first = _used(held)
    if not first.attributes and by_year is None:
        raise NoAttributes
    made = [_table(project, first, profile, 1, printed=True)] if first.attributes else []
    return [*made, *([by_year] if by_year is not None else [])]


def by_years(
    project: Project, target: Target, *, held: AttributeTable | None = None, profile: Profile = APA, number: int = 1
) -> Table | None:
    """Figures that were recorded year after year, a row for each year; None where there are none."""
    held = held or attribute_view.table(project, target)
    return attribute_years.table(held, study.study(project).title, profile, number=number)


def _table(project: Project, held: AttributeTable, profile: Profile, number: int, *, printed: bool) -> Table:
    target, all_rows = held.target, len(held.rows)
    if printed and target in _BARE:
        held = replace(held, rows=tuple(row for row in held.rows if any(row.words(a.id) for a in held.attributes)))
    columns = [Column(profile.say(_HEADS[target]), "stub"), *_columns(held)]
    sections = printed and target == "case"
    rows = _sections(held, columns) if sections else [_row(row, held, columns) for row in held.rows]
    inherited = any(value.inherited for row in held.rows for value in row.values.values())
    name = study.study(project).title
    title = profile.say(_TITLES[target])
    return Table(
        f"{title} – {name}" if name else title,
        tuple(columns),
        tuple(rows),
        number,
        notes=_notes(held, all_rows - len(held.rows), profile),
        specific=(("a", (Run(profile.say(_GIVEN[target])),)),) if inherited else (),
    )


def _used(held: AttributeTable) -> AttributeTable:
    """What something here has, without the figures by year; where nothing has anything, all there are."""
    by_year = yearly.of(held.attributes)
    rest = tuple(row for row in held.attributes if row.id not in by_year)
    used = tuple(row for row in rest if attribute_view.filled(held.rows, row.id))
    if held.target == "source":  # what all of them inherit stands with the cases and units
        own = {key for row in held.rows for key, value in row.values.items() if not value.inherited}
        used = tuple(row for row in used if row.id in own) or used
    return replace(held, attributes=used or rest)


def _columns(held: AttributeTable) -> list[Column]:
    groups = _groups([row.name for row in held.attributes])
    found = []
    for row, (group, heading) in zip(held.attributes, groups, strict=True):
        values = [object_row.words(row.id) for object_row in held.rows if object_row.words(row.id)]
        places = max((len(value.partition(".")[2]) for value in values), default=0) if row.type == "number" else 0
        kind = "text" if row.type != "number" else "decimal" if places else "count"
        years = kind == "count" and all(len(value) == 4 and value[:2] in _CENTURIES for value in values)
        made = Column(heading, kind, group=group, places=places, ordinal=years)  # type: ignore[arg-type]  # one of the kinds
        found.append(made)
    return found


def _groups(names: Sequence[str]) -> list[tuple[str, str]]:
    """Heading over the column and its own: neighbours that share what stands before a colon stand together once."""
    parts = [name.split(_JOINT, 1) if _JOINT in name else ["", name] for name in names]
    found: list[tuple[str, str]] = []
    used: set[str] = set()
    for head, run in groupby(parts, key=lambda part: part[0]):
        members = list(run)
        together = bool(head) and len(members) > 1 and head not in used
        used.add(head)
        for _head, rest in members:
            found.append((head, rest) if together else ("", f"{head}{_JOINT}{rest}" if head else rest))
    return found


def _sections(held: AttributeTable, columns: Sequence[Column]) -> list[Row]:
    rows = []
    for unit, members in groupby(held.rows, key=lambda row: row.home):
        rows.append(Row((unit, *[""] * (len(columns) - 1)), strong=True))
        rows += [_row(row, held, columns, indent=1) for row in members]
    return rows


def _row(row: ObjectRow, held: AttributeTable, columns: Sequence[Column], indent: int = 0) -> Row:
    cells = [
        _cell(row.values.get(attribute.id), attribute, column)
        for attribute, column in zip(held.attributes, columns[1:], strict=True)
    ]
    return Row((row.name, *cells), indent)


def _cell(value: Value | None, attribute: AttributeRow, column: Column) -> Cell:
    if value is None:
        return Dash()
    shown: str | int | float = value.words
    if attribute.type == "number":
        shown = float(value.words) if column.kind == "decimal" else int(value.words)
    return Marked(shown, "a") if value.inherited else shown


def _notes(held: AttributeTable, bare: int, profile: Profile) -> tuple[Text, ...]:
    told = []
    if any(each.id not in row.values for row in held.rows for each in held.attributes):
        told.append(profile.say("A dash means that no value was recorded."))
    if bare:
        told.append(profile.number_of(bare, *_BARE[held.target]))
    return ((Run(" ".join(told)),),) if told else ()


def listed(project: Project, target: Target) -> list[dict[str, object]]:
    """The same for programs: values by attribute, numbers as numbers, and where inherited ones come from."""
    held = attribute_view.table(project, target)
    return [
        {
            "id": row.id,
            "name": row.name,
            "belongs_to": row.home or None,
            "values": {
                each.name: _plain(row.values[each.id], each) for each in held.attributes if each.id in row.values
            },
            "inherited": {
                each.name: f"{value.target}: {value.name}"
                for each in held.attributes
                if (value := row.values.get(each.id)) is not None and value.inherited
            },
        }
        for row in held.rows
    ]


def _plain(value: Value, attribute: AttributeRow) -> str | int | float:
    if attribute.type != "number":
        return value.words
    return float(value.words) if "." in value.words else int(value.words)


def chosen(project: Project, target: Target, profile: Profile = APA, *, document: bool) -> list[Block]:
    """What goes into a file: several tables as a page holds them, or one with all columns. Raises NoAttributes."""
    if document:
        return numbered([*printed(project, target, profile=profile)])
    return [table(project, target, profile=profile)]
