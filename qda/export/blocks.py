"""What a document is made of, as plain values: headings, paragraphs, tables and figures, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qda.export.profiles import Profile
from qda.export.tables import Cell, Column, ColumnKind, Row, Run, Table, Text, plain
from qda.i18n import N_

# A joined table has one stub, the first of its columns.
_KINDS: dict[ColumnKind, ColumnKind] = {"stub": "text"}

ProseKind = Literal["title", "body", "quote", "about", "item", "reference"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; levels count from 1."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Prose:
    """One paragraph. `level` is the depth of an item in a list (from 0), `sign` what stands before it.

    A reference hangs: its lines but the first are indented.
    """

    text: Text
    kind: ProseKind = "body"
    level: int = 0
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A numbered picture (PNG bytes) with what it shows for those who hear it; a wide one lies on a sheet that lies."""

    title: str
    png: bytes
    number: int = 1
    description: str = ""
    notes: tuple[Text, ...] = ()
    source: str = ""
    key: str = ""
    wide: bool = False


Block = Heading | Prose | Table | Figure
Note = tuple[Text, ...]
_LONG = 80
"""Letters from which a note is not told twice."""


def said(text: str, kind: ProseKind = "body") -> Prose:
    """A paragraph in one face."""
    return Prose((Run(text),), kind)


def tables_of(blocks: Iterable[Block]) -> list[Table]:
    """The tables among blocks, in their order."""
    return [block for block in blocks if isinstance(block, Table)]


def numbered(blocks: Iterable[Block], first: int = 1, first_figure: int = 1) -> list[Block]:
    """The blocks with their tables counted from `first` and their figures from `first_figure`."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Table):
            made.append(replace(block, number=first))
            first += 1
        elif isinstance(block, Figure):
            made.append(replace(block, number=first_figure))
            first_figure += 1
        else:
            made.append(block)
    return made


def condensed(blocks: Sequence[Block], profile: Profile) -> list[Block]:
    """The blocks with each long note told once: where it comes again, it says of which table or figure it is."""
    made: list[Block] = []
    told: dict[Note, Table | Figure] = {}
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            told.clear()
        if not isinstance(block, Table | Figure) or sum(len(plain(note)) for note in block.notes) <= _LONG:
            made.append(block)
            continue
        first = told.setdefault(block.notes, block)
        made.append(block if first is block else replace(block, notes=(_as_in(first, profile),)))
    return made


def sourced(blocks: Iterable[Block], profile: Profile) -> list[Block]:
    """The blocks with the line on their source that the profile wants under tables and figures made here."""
    if not profile.own_source:
        return list(blocks)
    return [
        replace(block, source=profile.own_source) if isinstance(block, Table | Figure) and not block.source else block
        for block in blocks
    ]


def _as_in(first: Table | Figure, profile: Profile) -> Text:
    before, _name, after = profile.translated(N_("As in {name}.")).partition("{name}")
    word = profile.say("Table" if isinstance(first, Table) else "Figure")
    return (Run(before), Run(f"{word} {first.number}", to=first.key), Run(after))


def gathered(blocks: Sequence[Block], heading: str) -> list[Table]:
    """The tables for programs that calculate: those with the same columns become one.

    What they stood under comes as a first column called `heading`: the headings of the highest level that there is.
    """
    under = ""
    highest = min((block.level for block in blocks if isinstance(block, Heading)), default=1)
    alike: dict[tuple[str, ...], list[tuple[str, Table]]] = {}
    for block in blocks:
        if isinstance(block, Heading):
            under = block.text if block.level == highest else under
        elif isinstance(block, Table):
            alike.setdefault(tuple(column.heading for column in block.columns), []).append((under, block))
    made = [_joined(tables, heading) for tables in alike.values()]
    return [replace(table, number=number) for number, table in enumerate(made, start=1)]


def _joined(tables: Sequence[tuple[str, Table]], heading: str) -> Table:
    _under, first = tables[0]
    if len(tables) == 1:
        return first
    others = (replace(column, base=None, kind=_KINDS.get(column.kind, column.kind)) for column in first.columns)
    columns = (Column(heading, "stub"), *others)
    return replace(first, title=first.title.partition(": ")[0], columns=columns, rows=tuple(_rows(tables)))


def _rows(tables: Sequence[tuple[str, Table]]) -> Iterator[Row]:
    for under, table in tables:
        for row in table.rows:
            cells: tuple[Cell, ...] = (under, *row.cells)
            yield Row(cells, row.indent, row.strong)
