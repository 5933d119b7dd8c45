"""One table as a plain value: every writer takes it, none knows where its rows came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from qda.export.profiles import DASH, NO_BREAK_SPACE, Profile

ColumnKind = Literal["stub", "text", "count", "percent", "decimal", "quote"]
NUMBERS: frozenset[ColumnKind] = frozenset({"count", "percent", "decimal"})


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    text: str
    italic: bool = False
    bold: bool = False
    to: str = ""
    """The key of the table or figure that these words name: in Word a cross-reference."""


Text = tuple[Run, ...]


def rich(template: str, **values: object) -> Text:
    """Runs from “*n* = {base}”: stars change to italics and back. Stars inside values stay stars."""
    runs = (Run(piece.format(**values), italic=index % 2 == 1) for index, piece in enumerate(template.split("*")))
    return tuple(run for run in runs if run.text)


def plain(text: Text) -> str:
    """The words without their faces."""
    return "".join(run.text for run in text)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words exactly as they stand in a source, and where they stand."""

    text: str
    source: str = ""
    speaker: str = ""
    line: int | None = None
    time: str = ""

    def attribution(self, profile: Profile) -> str:
        """Who said it and where: “Theresa, Interview with Theresa, line 12, 00:14:31”."""
        line = "" if self.line is None else profile.say("line\u00a0{n}", n=self.line)
        return ", ".join(part for part in (self.speaker, self.source, line, self.time) if part)


@dataclass(frozen=True, slots=True)
class Count:
    """So many out of `base`; without a base there is no percentage."""

    n: int
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Dash:
    """Not measured; none found is 0."""


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage of `base`, without the count."""

    n: int
    base: int


class Date(str):
    """A day, a month or a year as it is stored (“2013-01”): documents print it in their own order, sheets sort it."""

    __slots__ = ()


_DAYS = (len("2013-01-31"), len("2013-01-31 14:05"))
"""Letters of a day, and of one with its time; what reads as a month may as well be two years, and is marked as Date."""


Value = str | int | float | Count | Share | Quote | Dash


@dataclass(frozen=True, slots=True)
class Marked:
    """A value that a specific note explains; `marks` are its superscript letters."""

    value: Value
    marks: str


Cell = Value | Marked


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands in its head, and how its cells are set."""

    heading: str
    kind: ColumnKind = "text"
    base: int | None = None
    """Printed in the head as “n = 12”."""
    group: str = ""
    """A heading over adjacent columns that share it."""
    marks: str = ""
    places: int = 2
    bounded: bool = False
    """Decimals that cannot exceed 1 lose their leading zero where the profile says so."""
    ordinal: bool = False
    """Its numbers name and do not count, as lines and years do: they have no marks at the thousands."""
    sheet_only: bool = False
    """For programs that go on calculating; a printed table leaves it out."""

    @property
    def numeric(self) -> bool:
        """True where cells are numbers and align as such."""
        return self.kind in NUMBERS


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `indent` is the depth of its stub, `strong` marks a parent."""

    cells: tuple[Cell, ...]
    indent: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A numbered, titled table with its notes: general first, then specific ones by letter, the source line last."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    number: int = 1
    notes: tuple[Text, ...] = ()
    specific: tuple[tuple[str, Text], ...] = ()
    source: str = ""
    description: str = ""
    """What the table shows, for those who hear it."""
    key: str = ""
    """By which other words of the document lead here."""

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table without columns")
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of another length than {len(self.columns)} columns")
        groups = [name for name, _same in groupby(column.group for column in self.columns) if name]
        if len(groups) != len(set(groups)):
            raise ValueError("columns of one group must stand together")

    @property
    def printed(self) -> tuple[int, ...]:
        """The places of the columns that a printed table shows."""
        return tuple(at for at, column in enumerate(self.columns) if not column.sheet_only)


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; never a user's name or a folder."""

    title: str
    subject: str = ""
    keywords: str = ""
    created: datetime | None = None
    """Now, unless given."""


def base_words(column: Column, profile: Profile) -> Text:
    """“n = 1,240” for the head of a column, on one line; nothing if it has no base."""
    if column.base is None:
        return ()
    return (Run("n", italic=True), Run(f"{NO_BREAK_SPACE}={NO_BREAK_SPACE}{profile.integer(column.base)}"))


def unmarked(cell: Cell) -> Value:
    """The value without its letters."""
    return cell.value if isinstance(cell, Marked) else cell


def _is_date(text: str) -> bool:
    return isinstance(text, Date) or len(text) in _DAYS


def cell_text(cell: Cell, column: Column, profile: Profile) -> str:
    """A cell as it is printed; of a quote only its words."""
    value = unmarked(cell)
    match value:
        case Dash():
            return DASH
        case Count(n, base):
            share = "" if base is None else f"{NO_BREAK_SPACE}({profile.percent(n, base)})"
            return f"{profile.integer(n)}{share}"
        case Share(n, base):
            return profile.percent(n, base)
        case Quote(text=text) | str(text):
            return profile.date(text) if text is value and _is_date(text) else text
        case int() as number:
            return str(number) if column.ordinal else profile.integer(number)
        case float() as number:
            return profile.decimal(number, column.places, bounded=column.bounded)


# -- the same table for programs that calculate: one plain value in each cell


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet; `share` marks fractions between 0 and 1 that are shown as percentages."""

    heading: str
    kind: ColumnKind
    part: Literal["value", "share", "speaker", "source", "line", "time"] = "value"
    at: int = 0
    """The column of the table it was taken from."""


SheetValue = str | int | float | Dash | None


def sheet_columns(table: Table, profile: Profile) -> list[SheetColumn]:
    """Columns of a sheet: counts and their shares stand apart, quotes and what is known of their places."""
    columns: list[SheetColumn] = []
    for at, column in enumerate(table.columns):
        heading = _flat_heading(column, profile)
        columns.append(SheetColumn(heading, column.kind, at=at))
        values = [unmarked(row.cells[at]) for row in table.rows] if column.kind in ("count", "quote") else []
        if any(isinstance(value, Count) and value.base is not None for value in values):
            columns.append(SheetColumn(_share_heading(column, profile), "percent", "share", at))
        quotes = [value for value in values if isinstance(value, Quote)]
        columns += _quote_columns(column.heading, at, quotes, profile)
    return columns


def _flat_heading(column: Column, profile: Profile) -> str:
    base = "" if column.base is None else f" (n = {profile.integer(column.base)})"
    marks = f" [{column.marks}]" if column.marks else ""
    return f"{_grouped(column)}{base}{marks}"


def _grouped(column: Column) -> str:
    return f"{column.group}: {column.heading}" if column.group else column.heading


def _share_heading(column: Column, profile: Profile) -> str:
    if column.base is None:
        return profile.say("{heading}: share", heading=_grouped(column))
    return profile.say("{heading}: share of {base}", heading=_grouped(column), base=profile.integer(column.base))


def _quote_columns(heading: str, at: int, quotes: Sequence[Quote], profile: Profile) -> Iterator[SheetColumn]:
    if any(quote.speaker for quote in quotes):
        yield SheetColumn(f"{heading}: {profile.say('Speaker')}", "text", "speaker", at)
    if any(quote.source for quote in quotes):
        yield SheetColumn(f"{heading}: {profile.say('Source')}", "text", "source", at)
    if any(quote.line is not None for quote in quotes):
        yield SheetColumn(f"{heading}: {profile.say('Line')}", "count", "line", at)
    if any(quote.time for quote in quotes):
        yield SheetColumn(f"{heading}: {profile.say('Time')}", "text", "time", at)


def sheet_value(row: Row, column: SheetColumn) -> SheetValue:
    """What stands in that cell of a sheet: text, a number, Dash for what was not measured, None for nothing."""
    value = unmarked(row.cells[column.at])
    match value:
        case Dash():
            return value
        case Count(n=n):
            return n if column.part == "value" else _fraction(n, value.base)
        case Share(n, base):
            return _fraction(n, base)
        case Quote():
            return _quote_part(value, column)
        case _:
            return value if column.part == "value" else None


def _fraction(n: int, base: int | None) -> SheetValue:
    if base is None:
        return None
    return n / base if base else Dash()


def _quote_part(quote: Quote, column: SheetColumn) -> SheetValue:
    match column.part:
        case "speaker":
            return quote.speaker
        case "source":
            return quote.source
        case "line":
            return quote.line
        case "time":
            return quote.time
        case _:
            return quote.text
