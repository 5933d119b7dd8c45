"""Blocks as they will stand on the paper of the Word file: columns of tables, and about how high each thing will be.

No Qt here: it is made beside the work, and the view sets the words when they are seen. All in twips (1/1440 inch).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from qda.export.blocks import Block
    from qda.export.profiles import Profile
    from qda.export.tables import Column, Row, Table
    from qda.export.word.layout import Panel
    from qda.progress import Progress
    from qda.study.consent_gate import Objection

CELL_SIDE = 60
"""The cell's margin in the Word file: with less room than there, words that just fit in Word would be cut here."""
CELL_TOP = 40
"""The cell's own margin and its paragraph's together."""
LINE = 230
"""A line of ten points."""
_STEP = 500
_KIND: Mapping[str, Kind] = {"Heading": "heading", "Prose": "prose", "Figure": "figure"}

Kind = Literal["caption", "head", "row", "foot", "heading", "prose", "figure"]


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

    table: Table
    places: tuple[Place, ...]
    rotated: bool
    first: bool

    @property
    def width(self) -> int:
        """From the left of the first column to the right of the last."""
        return self.places[-1].left + self.places[-1].width

    @property
    def grouped(self) -> bool:
        """True if a heading stands over several columns."""
        return any(place.column.group for place in self.places)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the sheet; `part` counts parts of tables, `row` the rows of a table, `block` the blocks."""

    kind: Kind
    part: int = 0
    row: int = 0
    block: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands on the sheet, from above; `heights` are estimates, one to an item."""

    blocks: tuple[Block, ...]
    profile: Profile
    parts: tuple[Part, ...]
    width: int
    items: tuple[Item, ...]
    heights: array[float]
    asked: tuple[Objection, ...] = ()
    """Who would be quoted without consent, and nothing is decided of."""
    left_out: tuple[str, ...] = ()
    """Whose quotations are left out, as it was decided."""

    @property
    def table(self) -> Table:
        """The first table. Raises StopIteration where there is none."""
        return next(part.table for part in self.parts)

    @property
    def rows(self) -> int:
        """The rows of all its tables."""
        return sum(item.kind == "row" for item in self.items)

    @property
    def title(self) -> str:
        """What it begins with: the title of the first table or figure, or the first words."""
        from qda.export.blocks import Figure, Heading
        from qda.export.tables import Table

        for block in self.blocks:
            if isinstance(block, Table | Figure):
                return block.title
            if isinstance(block, Heading):
                return block.text
        return ""


def lay_out(blocks: Table | Sequence[Block], profile: Profile, progress: Progress) -> Sheet:
    """Blocks on their sheet, tables with the widths that the Word file has. Raises Cancelled."""
    from qda.export.tables import Table
    from qda.export.word.layout import panels, text_area

    blocks = (blocks,) if isinstance(blocks, Table) else tuple(blocks)
    parts: list[Part] = []
    items: list[Item] = []
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            cut = [_part(block, panel, profile, first=at == 0) for at, panel in enumerate(panels(block, profile))]
            items += _items(len(parts), len(cut), len(block.rows), number)
            parts += cut
        else:
            items.append(Item(_KIND[type(block).__name__], block=number))
    upright = text_area(profile, landscape=False)
    width = max((part.width for part in parts), default=upright)
    if any(not isinstance(block, Table) for block in blocks):
        width = max(width, upright)
    heights = array("d", _heights(blocks, profile, parts, items, progress))
    return Sheet(blocks, profile, tuple(parts), width, tuple(items), heights)


def _part(table: Table, panel: Panel, profile: Profile, *, first: bool) -> Part:
    from qda.export.tables import cell_text
    from qda.export.word.layout import number_indent

    places, left = [], 0
    for at, width in zip(panel.columns, panel.widths, strict=True):
        column = table.columns[at]
        texts = (cell_text(row.cells[at], column, profile) for row in table.rows)
        places.append(Place(at, column, left, width, number_indent(texts, width) if column.numeric else 0))
        left += width
    return Part(table, tuple(places), panel.rotated, first)


def _items(first: int, parts: int, rows: int, block: int) -> Iterator[Item]:
    for part in range(first, first + parts):
        yield Item("caption", part, block=block)
        yield Item("head", part, block=block)
        yield from (Item("row", part, row, block) for row in range(rows))
    yield Item("foot", first + parts - 1, block=block)


def _heights(
    blocks: Sequence[Block], profile: Profile, parts: Sequence[Part], items: Sequence[Item], progress: Progress
) -> Iterator[float]:
    for number, item in enumerate(items):
        if number % _STEP == 0:
            progress.step(number, len(items), "")
        if item.kind == "row":
            part = parts[item.part]
            yield _lines(part.table.rows[item.row], part, profile) * LINE + 2 * CELL_TOP
        elif item.kind == "prose":
            yield _prose(blocks[item.block], profile)
        else:
            yield 7000 if item.kind == "figure" else 4 * LINE


def _prose(block: Block, profile: Profile) -> float:
    from qda.export.blocks import Prose
    from qda.export.tables import plain
    from qda.export.word.layout import lines_needed, text_area

    assert isinstance(block, Prose)
    return lines_needed(plain(block.text), text_area(profile, landscape=False)) * 1.5 * LINE + LINE


def _lines(row: Row, part: Part, profile: Profile) -> int:
    from qda.export.tables import Quote, unmarked
    from qda.export.word.layout import lines_needed

    most = 1
    for place in part.places:
        value = unmarked(row.cells[place.at])
        if isinstance(value, Quote):
            words = lines_needed(value.text, place.width)
            most = max(most, words + lines_needed(value.attribution(profile), place.width))
        elif isinstance(value, str) and value:
            most = max(most, lines_needed(value, place.width))
    return most


def item_words(sheet: Sheet, number: int) -> str:
    """Something on the sheet as it is read aloud: of a row each column's heading with what stands there."""
    from qda.export.blocks import Figure, Heading, Prose
    from qda.export.tables import plain

    item = sheet.items[number]
    block = sheet.blocks[item.block]
    if isinstance(block, Heading):
        return block.text
    if isinstance(block, Prose):
        return plain(block.text)
    if isinstance(block, Figure):
        return block.description or block.title
    return row_words(block, item.row, sheet.profile)


def row_words(table: Table, row: int, profile: Profile) -> str:
    """A row as it is read aloud."""
    from qda.export.tables import Quote, cell_text, unmarked

    said = []
    for at in table.printed:
        column, value = table.columns[at], unmarked(table.rows[row].cells[at])
        words = cell_text(value, column, profile)
        if isinstance(value, Quote):
            words = f"{words}, {value.attribution(profile)}"
        if words:
            said.append(words if column.kind == "stub" else f"{column.heading}: {words}")
    return "; ".join(said)
