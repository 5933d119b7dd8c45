"""Attributes from a spreadsheet: what a file would change is told before anything is, and all of it is one act."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qda.analysis.study import attribute_view
from qda.analysis.study.attribute_view import AttributeTable, ObjectRow
from qda.flows.importing.attribute_file import Sheet, SheetEmpty, read
from qda.i18n import N_, _
from qda.names import name_key
from qda.project.project import Project
from qda.study import attribute_values, attributes
from qda.study.attribute_values import Mark
from qda.study.attributes import TARGETS, AttributeRow, Entry, Target

State = Literal["new", "changed", "same", "misfit"]

_CALLED: dict[Target, tuple[str, ...]] = {
    "source": ("source", "document", "file", "interview", "quelle", "datei", "dokument"),
    "case": ("case", "fall"),
    "participant": ("participant", "person", "pseudonym", "respondent", "teilnehmer", "befragte"),
    "unit": ("unit", "unit of analysis", "einheit", "analyseeinheit"),
}


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """One column that becomes an attribute, or fills one; `attribute_id` is None for a new one."""

    name: str
    attribute_id: int | None
    type: str
    mark: Mark  # the decimal mark its numbers are read with
    told: str  # how its words were understood, where that needs saying
    new_choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """One cell with words in it; `before` is what stands there now by itself, `after` as it would be stored."""

    line: int
    target_id: int
    name: str
    column: int
    words: str
    before: str
    after: str
    state: State


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing a table would do. Blank cells leave what is there."""

    sheet: Sheet
    target: Target
    columns: tuple[PlannedColumn, ...]
    cells: tuple[PlannedCell, ...]
    unknown: tuple[tuple[int, str], ...]  # lines whose first word names nothing in the study
    twice: tuple[str, ...]  # named in more than one line: the last one holds

    def count(self, state: State) -> int:
        """How many cells are in this state."""
        return sum(cell.state == state for cell in self.cells)

    @property
    def does_something(self) -> bool:
        """True if there is anything to take over."""
        return any(cell.state in ("new", "changed") for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did."""

    attributes: int  # new ones
    values: int


def plan_file(project: Project, path: Path, target: Target | None = None) -> Plan:
    """What importing a file would do. Raises SheetUnreadable, SheetEmpty."""
    return plan(project, read(path), target)


def plan(
    project: Project,
    sheet: Sheet,
    target: Target | None = None,
    *,
    types: Mapping[str, str] | None = None,
    without: Collection[str] = (),
) -> Plan:
    """What importing a table would do.

    Without `target` the names in the first column say what they are. `types` are those that new columns should have,
    by column; `without` are columns to leave alone. Raises SheetEmpty.
    """
    tables = {each: attribute_view.table(project, each) for each in TARGETS}
    target = target or guess_target(sheet, tables)
    columns = _named(sheet, without)
    if not columns and not without:
        raise SheetEmpty(sheet.name)
    known = {name_key(row.name): row for row in tables[target].attributes}
    planned = [_column(sheet, at, known.get(name_key(sheet.head[at])), dict(types or {})) for at in columns]
    objects = {name_key(row.name): row for row in tables[target].rows}
    found = [(line, row, objects.get(name_key(row[0]))) for line, row in zip(sheet.lines, sheet.rows, strict=True)]
    cells = [
        cell
        for line, row, thing in found
        if thing is not None
        for cell in _cells(line, [row[at] for at in columns], thing, planned, known)
    ]
    unknown = tuple((line, row[0]) for line, row, thing in found if thing is None and row[0])
    return Plan(sheet, target, tuple(planned), tuple(cells), unknown, _twice(found))


def carry_out(project: Project, plan: Plan) -> Outcome:
    """Do what was planned, in one act; what does not fit, and lines that name nothing known, are left out."""
    if not plan.does_something:
        return Outcome(0, 0)
    text = N_("Import attributes from “{name}”")
    with project.command("attributes.import", text, name=plan.sheet.name):
        ids: dict[int, int] = {}
        for at, column in enumerate(plan.columns):
            if column.attribute_id is not None:
                ids[at] = column.attribute_id
            elif any(cell.column == at and cell.after for cell in plan.cells):
                ids[at] = attributes.create(project, column.name, column.type)
        wanted = [cell for cell in plan.cells if cell.state in ("new", "changed")]
        entries = [Entry(ids[cell.column], plan.target, cell.target_id, cell.after) for cell in wanted]
        changed = attributes.set_values(project, entries, mark=".", new_choices=True)
    return Outcome(sum(column.attribute_id is None for at, column in enumerate(plan.columns) if at in ids), changed)


def guess_target(sheet: Sheet, tables: Mapping[Target, AttributeTable]) -> Target:
    """What the first column names: that of which most are known; where none is, what its head says."""
    named = {name_key(words) for words in sheet.column(0)}
    hits = {each: len(named & {name_key(row.name) for row in table.rows}) for each, table in tables.items()}
    best = max(hits, key=lambda each: hits[each])
    if hits[best]:
        return best
    head = name_key(sheet.head[0])
    said = (each for each, words in _CALLED.items() if any(head.startswith(word) for word in words))
    return next(said, "source")


def _named(sheet: Sheet, without: Collection[str]) -> list[int]:
    """The columns that have a name of their own, and are not to be left alone."""
    found: dict[str, int] = {}
    for at, name in enumerate(sheet.head[1:], start=1):
        if name and name not in without:
            found.setdefault(name_key(name), at)
    return list(found.values())


def _column(sheet: Sheet, at: int, known: AttributeRow | None, types: Mapping[str, str]) -> PlannedColumn:
    name = sheet.head[at]
    words = [each for each in sheet.column(at) if each]
    kind = known.type if known is not None else types.get(name) or attribute_values.guess(words)
    usual: Mark = "," if sheet.semicolons else "."
    mark = attribute_values.decimal_mark(words) or usual
    new: dict[str, str] = {}
    if kind == "choice":
        there = {name_key(choice) for choice in known.choices} if known is not None else set()
        for each in words:
            if name_key(each) not in there:
                new.setdefault(name_key(each), each)
    shown = known.name if known is not None else name
    told = _understood(kind, words, mark)
    return PlannedColumn(shown, known.id if known is not None else None, kind, mark, told, tuple(new.values()))


def _understood(kind: str, words: Sequence[str], mark: Mark) -> str:
    """How words that could be read otherwise were read, by an example."""
    for each in words:
        stored = attribute_values.fitted(kind, each, mark=mark) if kind in ("number", "date") else None
        if stored is None or stored == each:
            continue
        if kind == "date":
            return _("“{words}” is read as {date}, the day before the month.").format(words=each, date=stored)
        if "," in each or "." in each:
            return _("“{words}” is read as {number}.").format(words=each, number=stored)
    return ""


def _cells(
    line: int,
    words: Sequence[str],
    thing: ObjectRow,
    columns: Sequence[PlannedColumn],
    known: Mapping[str, AttributeRow],
) -> Iterator[PlannedCell]:
    for at, (each, column) in enumerate(zip(words, columns, strict=True)):
        if not each:
            continue
        row = known.get(name_key(column.name))
        choices = (*(row.choices if row is not None else ()), *column.new_choices)
        after = attribute_values.fitted(column.type, each, choices, mark=column.mark)
        said = None if column.attribute_id is None else thing.values.get(column.attribute_id)
        before = said.words if said is not None and not said.inherited else ""
        # What is inherited already stays inherited.
        there = said is not None and after == said.words
        state: State = "misfit" if after is None else "same" if there else "changed" if before else "new"
        yield PlannedCell(line, thing.id, thing.name, at, each, before, after or "", state)


def _twice(found: Sequence[tuple[int, tuple[str, ...], ObjectRow | None]]) -> tuple[str, ...]:
    seen: set[int] = set()
    again: dict[str, None] = {}
    for _line, _row, thing in found:
        if thing is not None and thing.id in seen:
            again[thing.name] = None
        elif thing is not None:
            seen.add(thing.id)
    return tuple(again)
