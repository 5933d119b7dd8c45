"""A table as it will stand on the paper of the Word file: its columns, and about how high each row will be.

No Qt here: it is made beside the work, and the view sets the words when they are seen. All in twips (1/1440 inch).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from qda.export.profiles import Profile
    from qda.export.tables import Column, Row, Table
    from qda.export.word_layout import Panel
    from qda.progress import Progress

CELL_SIDE = 80
CELL_TOP = 40
"""The cell's own margin and its paragraph's together."""
LINE = 230
"""A line of ten points."""
_STEP = 500

Kind = Literal["caption", "head", "row", "foot"]


@dataclass(frozen=True, slots=True)
class Place:
    """A column on the sheet: which one, where it begins, how wide it is, how far its numbers keep from the right."""

    at: int
    column: Column
    left: int
    width: int
    indent: int


@dataclass(frozen=True, slots=True)
class Part:
    """The columns that stand side by side; a very wide table has several parts, one under the other."""

    places: tuple[Place, ...]
    rotated: bool
    first: bool

    @property
    def grouped(self) -> bool:
        """True if a heading stands over several columns."""
        return any(place.column.group for place in self.places)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the sheet; `row` counts the rows of the table."""

    kind: Kind
    part: int
    row: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands on the sheet, from above; `heights` are estimates, one to an item."""

    table: Table
    profile: Profile
    parts: tuple[Part, ...]
    width: int
    items: tuple[Item, ...]
    heights: array[float]


def lay_out(table: Table, profile: Profile, progress: Progress) -> Sheet:
    """A table on its sheet, with the widths that the Word file has. Raises Cancelled."""
    from qda.export.word_layout import panels

    cut = panels(table, profile)
    parts = tuple(_part(table, panel, profile, first=number == 0) for number, panel in enumerate(cut))
    items = tuple(_items(len(parts), len(table.rows)))
    heights = array("d", _heights(table, profile, parts, items, progress))
    return Sheet(table, profile, parts, max(sum(panel.widths) for panel in cut), items, heights)


def _part(table: Table, panel: Panel, profile: Profile, *, first: bool) -> Part:
    from qda.export.tables import cell_text
    from qda.export.word_layout import number_indent

    places, left = [], 0
    for at, width in zip(panel.columns, panel.widths, strict=True):
        column = table.columns[at]
        texts = (cell_text(row.cells[at], column, profile) for row in table.rows)
        places.append(Place(at, column, left, width, number_indent(texts, width) if column.numeric else 0))
        left += width
    return Part(tuple(places), panel.rotated, first)


def _items(parts: int, rows: int) -> Iterator[Item]:
    for part in range(parts):
        yield Item("caption", part)
        yield Item("head", part)
        yield from (Item("row", part, row) for row in range(rows))
    yield Item("foot", parts - 1)


def _heights(
    table: Table, profile: Profile, parts: tuple[Part, ...], items: tuple[Item, ...], progress: Progress
) -> Iterator[float]:
    for number, item in enumerate(items):
        if number % _STEP == 0:
            progress.step(number, len(items), "")
        if item.kind == "row":
            lines = _lines(table.rows[item.row], parts[item.part], profile)
            yield lines * LINE + 2 * CELL_TOP
        else:
            yield 4 * LINE


def _lines(row: Row, part: Part, profile: Profile) -> int:
    from qda.export.tables import Quote, unmarked
    from qda.export.word_layout import lines_needed

    most = 1
    for place in part.places:
        value = unmarked(row.cells[place.at])
        if isinstance(value, Quote):
            words = lines_needed(value.text, place.width)
            most = max(most, words + lines_needed(value.attribution(profile), place.width))
        elif isinstance(value, str) and value:
            most = max(most, lines_needed(value, place.width))
    return most


def row_words(sheet: Sheet, row: int) -> str:
    """A row as it is read aloud: each column's heading with what stands there."""
    from qda.export.tables import Quote, cell_text, unmarked

    table, profile = sheet.table, sheet.profile
    said = []
    for at in table.printed:
        column, value = table.columns[at], unmarked(table.rows[row].cells[at])
        words = cell_text(value, column, profile)
        if isinstance(value, Quote):
            words = f"{words}, {value.attribution(profile)}"
        if words:
            said.append(words if column.kind == "stub" else f"{column.heading}: {words}")
    return "; ".join(said)
