"""About how high each thing of a Word file is, for the page numbers of its contents. All in twips."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

from qda.export.blocks import Block, Figure, Heading, Prose
from qda.export.measure import text_width
from qda.export.profiles import Profile
from qda.export.tables import Quote, Row, Table, cell_text, plain, unmarked
from qda.export.word.contents import Front, Marks, listed
from qda.export.word.flow import AROUND, above, ends, keeps, leads
from qda.export.word.layout import (
    CELL_MARGIN,
    STUB_HANGING,
    STUB_STEP,
    TALLEST_HEAD,
    Panel,
    panels,
    rotated_length,
    text_area,
    text_room,
)
from qda.export.word.paging import Stretch, pages, room
from qda.export.word.table import kept
from qda.export.word.text import lines as paragraphs_of
from qda.export.word.text import quoted, trimmed

_LINE = 230.5  # ten points of text
_PARAGRAPH, _BETWEEN = 40, 20  # above and below a paragraph in a cell, and between two
_CELL = 41  # margins of a cell
_RULE, _THIN_RULE = 20, 15  # above a head, and beneath the last row; beneath a head, but not where it is repeated
_CAPTION_LINE, _ABOVE, _BELOW = 345.5, 240, 120
# Of each kind of prose: height of a line, what is above and below, size of its letters, what it is indented.
_BODY = {
    "title": (460, 120, 400, 0),
    "body": (345, 120, 240, 0),
    "quote": (253, 80, 220, 1134),
    "about": (230, 120, 200, 0),
    "item": (276, 60, 240, 0),
    "reference": (345, 120, 240, 0),
}
_HEADINGS = {1: (368, 320), 2: (322, 280), 3: (299, 260)}
_HEADING_AIR = (240, 80)
_FIGURE_AIR = 120
_SPARE = 300
"""Kept free on the sheet of a picture, for fonts differ by a hair."""
_SAMPLE = 300
"""Rows that are measured to tell how long a table will be."""
_PARTS = re.compile("[^-\u2010\u2013\u2014]*[-\u2010\u2013\u2014]+|[^-\u2010\u2013\u2014]+")
"""What stays on one line of a word: a line may end after a dash."""

Laid = tuple[int, Block, Panel | None, bool]
"""Place among the blocks, the block, the panel of a table, whether it lies on its side."""


def page_numbers(laid: Sequence[Laid], profile: Profile, front: Front) -> Mapping[int, int]:
    """The page of each block, by its place."""
    items = {number: block for number, block, _panel, _lying in laid}
    blocks = [items[number] for number in sorted(items)]
    before = _before(front, blocks, profile)
    return pages(list(_stretches(laid, profile)), profile, before + 1)


def about_pages(blocks: Sequence[Block], profile: Profile) -> int:
    """About how many pages the tables fill, told by some of their rows: a hundred thousand are not measured for it."""
    filled = 0.0
    for table in (block for block in blocks if isinstance(block, Table)):
        step = max(1, len(table.rows) // _SAMPLE)
        some = replace(table, rows=table.rows[::step])
        for panel in panels(table, profile):
            down = room(profile, landscape=panel.landscape) - _head(table, panel, profile)
            heights = [high for high, _lines in _rows(some, panel, profile)]
            filled += sum(heights) / max(1, len(heights)) * len(table.rows) / down
    return round(filled)


def height(laid: Sequence[Laid], profile: Profile) -> float:
    """About how high all of it is, one beneath the other."""
    return _tall(_stretches(laid, profile))


def _before(front: Front, blocks: Sequence[Block], profile: Profile) -> int:
    """How many pages title, contents and lists take."""
    lists = listed(front, blocks, Marks(blocks), profile)
    if not lists:
        return 1
    stretches = []
    for _title, _field, entries in lists:
        stretches.append(Stretch(322, keeps=True, above=240, below=120))
        for _place, style, _mark, words in entries:
            first = style == "TOC1"
            indent = 300 * int(style[3:]) if style.startswith("TOC") else 300
            room = text_room(profile, landscape=False) - indent + 2 * CELL_MARGIN
            lines = lines_in(f"{words} 000", room, 220, bold=first)
            stretches.append(Stretch(253 * lines, above=80 if first else 0, below=20))
    stretches.append(Stretch(1, key=0))
    return 1 + pages(stretches, profile)[0]


def _stretches(laid: Sequence[Laid], profile: Profile) -> Iterator[Stretch]:
    following = [block for _number, block, _panel, _lying in laid[1:]]
    before: Block | None = None
    sizes = picture_sizes(laid, profile)
    for (number, block, panel, lying), after in zip_longest(laid, following):
        if isinstance(block, Heading):
            yield _heading(number, block, profile, lying=lying)
        elif isinstance(block, Prose):
            yield from _prose(number, block, before, after, profile, lying=lying)
        elif isinstance(block, Figure):
            yield from _figure(number, block, sizes[number][1], profile, lying=lying)
        elif panel is not None:
            yield from _table(number, block, panel, profile)
        before = block


def _heading(number: int, block: Heading, profile: Profile, *, lying: bool) -> Stretch:
    line, size = _HEADINGS.get(block.level, (276, 240))
    lines = lines_in(block.text, text_room(profile, landscape=lying) + 2 * CELL_MARGIN, size, bold=True)
    before, after = _HEADING_AIR
    breaks = block.level == 1
    return Stretch(line * lines, number, keeps=True, breaks=breaks, landscape=lying, above=before, below=after)


def _prose(
    number: int, block: Prose, before: Block | None, following: Block | None, profile: Profile, *, lying: bool
) -> Iterator[Stretch]:
    """A paragraph that may go on overleaf, but neither begins nor ends with a single line there."""
    line, after, size, indent = _BODY[block.kind]
    indent += 360 * (block.level + 1) if block.kind == "item" else 0
    room = text_room(profile, landscape=lying) - indent + 2 * CELL_MARGIN
    lines = lines_in(plain(block.text), room, size, bold=leads(block))
    held = keeps(block, following)
    below, over = AROUND if ends(block, following) else after, above(block, before)
    if lines < 4:
        yield Stretch(lines * line, number, held, landscape=lying, above=over, below=below)
        return
    yield Stretch(2 * line, number, landscape=lying, above=over)
    yield from (Stretch(line, landscape=lying) for _more in range(lines - 4))
    yield Stretch(2 * line, keeps=held, landscape=lying, below=below)


def _figure(number: int, block: Figure, down: int, profile: Profile, *, lying: bool) -> Iterator[Stretch]:
    """Caption, picture and notes keep one another, the caption above or below."""
    caption = Stretch(
        _caption(block.title, profile, lying=lying), number, True, landscape=lying, above=_ABOVE, below=_BELOW
    )
    air = _FIGURE_AIR
    picture = Stretch(down, number, True, landscape=lying, above=air, below=air)
    notes = list(_notes(block, profile, lying=lying, empty=not profile.figure_caption_below))
    yield from (picture, caption) if profile.figure_caption_below else (caption, picture)
    yield from notes


def _caption(title: str, profile: Profile, *, lying: bool) -> float:
    lines = lines_in(title, text_room(profile, landscape=lying) + 2 * CELL_MARGIN, 240)
    return _CAPTION_LINE * (1 + lines)


def _table(number: int, table: Table, panel: Panel, profile: Profile) -> Iterator[Stretch]:
    lying = panel.landscape
    head = _head(table, panel, profile)
    caption = _caption(table.title, profile, lying=lying) + _BELOW
    yield Stretch(caption + head + _THIN_RULE, number, keeps=True, landscape=lying, above=_ABOVE)
    for (height, lines), (whole, held) in zip(_rows(table, panel, profile), kept(table, panel, profile), strict=True):
        if whole or lines < 4:
            yield Stretch(height, keeps=held, landscape=lying, again=head)
            continue
        line = height / lines
        yield Stretch(2 * line, landscape=lying, again=head)
        yield from (Stretch(line, landscape=lying, again=head) for _more in range(lines - 4))
        yield Stretch(2 * line, keeps=held, landscape=lying, again=head)
    yield from _notes(table, profile, lying=lying, empty=True)


def _head(table: Table, panel: Panel, profile: Profile) -> float:
    columns = [table.columns[at] for at in panel.columns]
    grouped = any(column.group for column in columns)
    heads = []
    for column, width in zip(columns, panel.widths, strict=True):
        if panel.rotated and column.group:
            heads.append(min(rotated_length(column, profile), TALLEST_HEAD))
            continue
        base = _LINE + _BETWEEN if column.base is not None else 0
        heads.append(lines_in(column.heading, width, 200) * _LINE + _PARAGRAPH + base)
    return max(heads) + _CELL + (_LINE + _PARAGRAPH + _CELL if grouped else 0) + _RULE


def _rows(table: Table, panel: Panel, profile: Profile) -> Iterator[tuple[float, int]]:
    """Of each row its height and how many lines it has."""
    for number, row in enumerate(table.rows, start=1):
        highest, lines = 0.0, 0
        for at, width in zip(panel.columns, panel.widths, strict=True):
            height, count = _cell(row, at, width, table, profile)
            highest, lines = max(highest, height), max(lines, count)
        yield highest + _CELL + (_RULE if number == len(table.rows) else 0), lines


def _cell(row: Row, at: int, width: int, table: Table, profile: Profile) -> tuple[float, int]:
    """Height and lines of a cell, without its margins."""
    value, column = unmarked(row.cells[at]), table.columns[at]
    if isinstance(value, Quote):
        words, paragraphs = _broken(quoted(value.text, profile), width)
        told = value.attribution(profile)
        more = lines_in(told, width, 180) if told else 0
        air = _PARAGRAPH + _BETWEEN * (paragraphs - 1)
        # Beneath a quote's place is twice the room.
        return air + words * _LINE + (more * 207.5 + 40 if more else 0), words + more
    text = cell_text(value, column, profile)
    if column.kind == "stub":
        room = width - STUB_STEP * row.indent
        count = lines_in(text.replace("\n", " "), room, 200, bold=row.strong, hanging=STUB_HANGING)
        return _PARAGRAPH + count * _LINE, count
    words, paragraphs = _broken(trimmed(text) if column.kind == "quote" else text, width)
    return _PARAGRAPH + _BETWEEN * (paragraphs - 1) + words * _LINE, words


def _broken(text: str, width: int) -> tuple[int, int]:
    """Lines and paragraphs of a cell's text."""
    parts = paragraphs_of(text)
    return sum(lines_in(part, width, 200) for part in parts), len(parts)


def lines_in(text: str, width: int, size: int, *, bold: bool = False, hanging: int = 0) -> int:
    """Lines of a text broken at spaces and dashes in a column of that width, in letters of that size (twips).

    All but the first are `hanging` so far in.
    """
    room = max(width - 2 * CELL_MARGIN, size)
    space = _width(" ", size, bold)
    lines, used = 1, 0.0
    for word in text.split(" "):
        gap = space if used else 0.0
        for part in _PARTS.findall(word):
            wide = _width(part, size, bold)
            if used and used + gap + wide > room:
                room -= hanging if lines == 1 else 0
                lines, used = lines + 1, wide
            else:
                used += gap + wide
            gap = 0.0
            if used > room:  # a word longer than the line
                lines, used = lines + int(used // room), used % room
    return lines


@lru_cache(maxsize=1 << 16)
def _width(word: str, size: int, bold: bool) -> float:
    return text_width(word, size, bold=bold)


def _notes(block: Table | Figure, profile: Profile, *, lying: bool, empty: bool) -> Iterator[Stretch]:
    """The notes, the source; where there is none of them the empty paragraph that keeps a table off what follows."""
    room = text_room(profile, landscape=lying) + 2 * CELL_MARGIN
    told = " ".join(plain(note) for note in block.notes)
    texts = [f"{profile.say('Note.')} {told}"] if told else []
    if isinstance(block, Table):
        texts += [plain(text) for _letter, text in block.specific]
    if block.source:
        texts.append(f"{profile.say('Source:')} {block.source}")
    texts = texts or ([""] if empty else [])
    for at, text in enumerate(texts, start=1):
        yield Stretch(_LINE * lines_in(text, room, 200), keeps=at < len(texts), landscape=lying, above=80)


Size = tuple[int, int]
"""Width and height."""


def picture_sizes(laid: Sequence[Laid], profile: Profile) -> dict[int, Size]:
    """Of each figure, by its place, how large its picture is.

    It is as wide as the sheet, or as high as its caption, its notes and what keeps it from above leave room for.
    """
    sizes: dict[int, Size] = {}
    before: Block | None = None
    over = 0.0
    for (number, block, _panel, lying), after in zip_longest(laid, [block for _at, block, _of, _on in laid[1:]]):
        if isinstance(block, Heading):
            over += _tall([_heading(number, block, profile, lying=lying)])
        elif isinstance(block, Prose) and keeps(block, after):
            over += _tall(_prose(number, block, before, after, profile, lying=lying))
        else:
            if isinstance(block, Figure):
                sizes[number] = _picture(block, profile, over, lying=lying)
            over = 0.0
        before = block
    return sizes


def _tall(stretches: Iterable[Stretch]) -> float:
    return sum(each.above + each.height + each.below for each in stretches)


def _picture(figure: Figure, profile: Profile, over: float, *, lying: bool) -> Size:
    if not figure.png.startswith(b"\x89PNG\r\n\x1a\n"):
        raise ValueError("a figure's picture must be a PNG")
    width = int.from_bytes(figure.png[16:20], "big") or 1
    height = int.from_bytes(figure.png[20:24], "big")
    page = room(profile, landscape=lying)
    beneath = _tall(_notes(figure, profile, lying=lying, empty=True))
    caption = _caption(figure.title, profile, lying=lying) + _ABOVE + _BELOW
    tallest = max(page / 3, page - over - caption - beneath - 2 * _FIGURE_AIR - _SPARE)
    across = text_area(profile, landscape=lying)
    down = across * height / width
    return (across, round(down)) if down <= tallest else (round(across * tallest / down), round(tallest))
