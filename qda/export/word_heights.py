"""About how high each thing of a Word file is, for the page numbers of its contents. All in twips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from qda.export.blocks import Block, Figure, Heading, Prose
from qda.export.measure import text_width
from qda.export.profiles import PAPERS, Profile
from qda.export.tables import Quote, Row, Table, cell_text, plain, unmarked
from qda.export.word_contents import Front, Marks, listed
from qda.export.word_layout import (
    CELL_MARGIN,
    MARGIN,
    STUB_HANGING,
    STUB_STEP,
    Panel,
    rotated_length,
    text_area,
)
from qda.export.word_paging import Stretch, pages

_LINE = 230  # ten points of text
_CELL = 80  # margins of a cell and its paragraph
_CAPTION = 2 * 345 + 360
_SHORT_TABLE, _SHORT_ROW = 24, 14
_BODY = {"title": (460, 120), "body": (345, 120), "quote": (253, 80), "about": (230, 120), "item": (276, 60)}
_BODY["reference"] = _BODY["body"]
_HEADINGS = {1: 368, 2: 322, 3: 299}

Laid = tuple[int, Block, Panel | None, bool]
"""Place among the blocks, the block, the panel of a table, whether it lies on its side."""


def page_numbers(laid: Sequence[Laid], profile: Profile, front: Front) -> Mapping[int, int]:
    """The page of each block, by its place."""
    items = {number: block for number, block, _panel, _lying in laid}
    blocks = [items[number] for number in sorted(items)]
    before = _before(front, blocks, profile)
    return pages(list(_stretches(laid, profile)), profile, before + 1)


def _before(front: Front, blocks: Sequence[Block], profile: Profile) -> int:
    """How many pages title, contents and lists take."""
    lists = listed(front, blocks, Marks(blocks), profile)
    if not lists:
        return 1
    width = text_area(profile, landscape=False) - 300
    stretches = []
    for _title, _field, entries in lists:
        stretches.append(Stretch(690, keeps=True))
        for _place, style, _mark, words in entries:
            lines = lines_in(words, width, 240) if style == "TableofFigures" else 1
            size = 276 if style == "TableofFigures" else 354 if style == "TOC1" else 274
            stretches.append(Stretch(size * lines))
    stretches.append(Stretch(1, key=0))
    return 1 + pages(stretches, profile)[0]


def _stretches(laid: Sequence[Laid], profile: Profile) -> Iterator[Stretch]:
    for number, block, panel, lying in laid:
        if isinstance(block, Heading):
            lines = lines_in(block.text, text_area(profile, landscape=lying), 300)
            height = 320 + _HEADINGS.get(block.level, 276) * lines
            yield Stretch(height, number, keeps=True, breaks=block.level == 1, landscape=lying)
        elif isinstance(block, Prose):
            line, after = _BODY[block.kind]
            width = text_area(profile, landscape=lying) - (1134 if block.kind == "quote" else 0)
            height = after + line * lines_in(
                plain(block.text), width + 120, 220 if block.kind == "quote" else 200 if block.kind == "about" else 240
            )
            yield Stretch(height, number, keeps=block.kind == "about", landscape=lying)
        elif isinstance(block, Figure):
            yield Stretch(_picture(block, profile, lying=lying) + _CAPTION, number, landscape=lying)
            yield from _notes(block, profile, lying=lying)
        elif panel is not None:
            yield from _table(number, block, panel, profile)


def _table(number: int, table: Table, panel: Panel, profile: Profile) -> Iterator[Stretch]:
    lying = panel.landscape
    head = _head(table, panel)
    rows = list(_rows(table, panel, profile))
    lines = sum(round(sum(row) / _LINE) for row in rows)
    together = len(rows) <= _SHORT_TABLE and lines <= _SHORT_TABLE
    title = 345 * lines_in(table.title, text_area(profile, landscape=lying), 240) + 345 + 360
    yield Stretch(title + head, number, keeps=True, landscape=lying)
    last = len(rows) - 1
    for at, row in enumerate(rows):
        for height in row:
            keeps = len(row) == 1 and (together or at == last)
            yield Stretch(height, keeps=keeps, landscape=lying, again=head)
    yield from _notes(table, profile, lying=lying)


def _head(table: Table, panel: Panel) -> float:
    columns = [table.columns[at] for at in panel.columns]
    tall = max((rotated_length(column) for column in columns if column.group), default=0) if panel.rotated else 0
    lines = max(
        lines_in(column.heading, width, 200) + (column.base is not None)
        for column, width in zip(columns, panel.widths, strict=True)
    )
    grouped = _LINE + _CELL if any(column.group for column in columns) else 0
    return max(tall, lines * _LINE) + _CELL + grouped


def _rows(table: Table, panel: Panel, profile: Profile) -> Iterator[list[float]]:
    """Of each row its height, in one piece, or in lines where it may go on overleaf."""
    for row in table.rows:
        highest, lines = 0.0, 0
        for at, width in zip(panel.columns, panel.widths, strict=True):
            height, count = _cell(row, at, width, table, profile)
            highest, lines = max(highest, height), max(lines, count)
        whole = highest + 40
        yield [whole] if lines <= _SHORT_ROW else [whole / lines] * lines


def _cell(row: Row, at: int, width: int, table: Table, profile: Profile) -> tuple[float, int]:
    """Height and lines of a cell, without its margins."""
    value = unmarked(row.cells[at])
    if isinstance(value, Quote):
        words = lines_in(value.text, width, 200)
        told = value.attribution(profile)
        more = lines_in(told, width, 180) if told else 0
        return 40 + words * _LINE + (more * 207 + 40 if more else 0), words + more
    text = value if isinstance(value, str) else cell_text(value, table.columns[at], profile)
    indent = STUB_STEP * row.indent + STUB_HANGING if table.columns[at].kind == "stub" else 0
    count = lines_in(text, width - indent, 200)
    return 40 + count * _LINE, count


def lines_in(text: str, width: int, size: int) -> int:
    """Lines of a text broken at its spaces in a column of that width, in letters of that size (twips)."""
    room = max(width - 2 * CELL_MARGIN, size)
    space = _word_width(" ", size)
    lines = 0
    for line in text.split("\n"):
        used, lines = 0.0, lines + 1
        for word in line.split(" "):
            wide = _word_width(word, size)
            if used and used + space + wide > room:
                lines, used = lines + 1, wide
            else:
                used += (space if used else 0) + wide
            if used > room:  # a word longer than the line
                lines, used = lines + int(used // room), used % room
    return lines


@lru_cache(maxsize=1 << 16)
def _word_width(word: str, size: int) -> float:
    return text_width(word, size)


def _notes(block: Table | Figure, profile: Profile, *, lying: bool) -> Iterator[Stretch]:
    width = text_area(profile, landscape=lying)
    told = " ".join(plain(note) for note in block.notes)
    texts = [text for text in (told, block.source) if text]
    for text in texts or [""]:
        yield Stretch(80 + _LINE * lines_in(text, width + 120, 200), landscape=lying)


def _picture(figure: Figure, profile: Profile, *, lying: bool) -> float:
    width = int.from_bytes(figure.png[16:20], "big") or 1
    height = int.from_bytes(figure.png[20:24], "big")
    tallest = PAPERS[profile.paper][0 if lying else 1] - 2 * MARGIN - 2400
    return min(tallest, text_area(profile, landscape=lying) * height / width) + 240
