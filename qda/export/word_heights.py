"""About how high each thing of a Word file is, for the page numbers of its contents. All in twips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qda.export.blocks import Block, Figure, Heading, Prose
from qda.export.profiles import PAPERS, Profile
from qda.export.tables import Quote, Row, Table, cell_text, plain, unmarked
from qda.export.word_contents import Front, Marks, listed
from qda.export.word_layout import MARGIN, Panel, lines_needed, rotated_length, text_area
from qda.export.word_paging import Stretch, pages

_LINE = 230  # ten points of text
_CELL = 80  # margins of a cell and its paragraph
_CAPTION = 2 * 345 + 360
_SHORT_TABLE = 24
_BODY = {"title": (460, 120), "body": (345, 120), "quote": (253, 80), "about": (230, 120), "item": (276, 60)}
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
    width = text_area(profile, landscape=False) - 720
    stretches = []
    for _title, _field, entries in lists:
        stretches.append(Stretch(690, keeps=True))
        for _place, style, _mark, words in entries:
            lines = lines_needed(words, width) if style == "TableofFigures" else 1
            size = 276 if style == "TableofFigures" else 354 if style == "TOC1" else 274
            stretches.append(Stretch(size * lines))
    stretches.append(Stretch(1, key=0))
    return 1 + pages(stretches, profile)[0]


def _stretches(laid: Sequence[Laid], profile: Profile) -> Iterator[Stretch]:
    for number, block, panel, lying in laid:
        if isinstance(block, Heading):
            lines = lines_needed(block.text, text_area(profile, landscape=lying))
            height = 320 + _HEADINGS.get(block.level, 276) * lines
            yield Stretch(height, number, keeps=True, breaks=block.level == 1, landscape=lying)
        elif isinstance(block, Prose):
            line, after = _BODY[block.kind]
            width = text_area(profile, landscape=lying) - (1134 if block.kind == "quote" else 0)
            height = after + line * lines_needed(plain(block.text), round(width * 0.9))
            yield Stretch(height, number, keeps=block.kind == "about", landscape=lying)
        elif isinstance(block, Figure):
            yield Stretch(_picture(block, profile) + _CAPTION, number)
            yield from _notes(block, profile, lying=False)
        elif panel is not None:
            yield from _table(number, block, panel, profile)


def _table(number: int, table: Table, panel: Panel, profile: Profile) -> Iterator[Stretch]:
    lying = panel.landscape
    head = _head(table, panel)
    heights = [_row(row, table, panel, profile) for row in table.rows]
    together = len(heights) <= _SHORT_TABLE and sum(heights) <= _SHORT_TABLE * (_LINE + _CELL)
    yield Stretch(_CAPTION + head, number, keeps=True, landscape=lying)
    last = len(heights) - 1
    for at, height in enumerate(heights):
        # A row that is longer than most of a page may go on overleaf.
        yield Stretch(height, keeps=together or at == last, landscape=lying, again=head)
    yield from _notes(table, profile, lying=lying)


def _head(table: Table, panel: Panel) -> float:
    columns = [table.columns[at] for at in panel.columns]
    tall = max((rotated_length(column) for column in columns if column.group), default=0) if panel.rotated else 0
    lines = max(
        lines_needed(column.heading, width) + (column.base is not None)
        for column, width in zip(columns, panel.widths, strict=True)
    )
    grouped = _LINE + _CELL if any(column.group for column in columns) else 0
    return max(tall, lines * _LINE) + _CELL + grouped


def _row(row: Row, table: Table, panel: Panel, profile: Profile) -> float:
    most = 1
    for at, width in zip(panel.columns, panel.widths, strict=True):
        value = unmarked(row.cells[at])
        if isinstance(value, Quote):
            lines = lines_needed(value.text, width) + lines_needed(value.attribution(profile), width)
        elif isinstance(value, str):
            lines = lines_needed(value, width)
        else:
            lines = lines_needed(cell_text(value, table.columns[at], profile), width)
        most = max(most, lines)
    return most * _LINE + _CELL


def _notes(block: Table | Figure, profile: Profile, *, lying: bool) -> Iterator[Stretch]:
    width = text_area(profile, landscape=lying)
    texts = [plain(note) for note in block.notes] + ([block.source] if block.source else [])
    for text in texts or [""]:
        yield Stretch(80 + _LINE * lines_needed(text, width), landscape=lying)


def _picture(figure: Figure, profile: Profile) -> float:
    width = int.from_bytes(figure.png[16:20], "big") or 1
    height = int.from_bytes(figure.png[20:24], "big")
    tallest = PAPERS[profile.paper][1] - 2 * MARGIN - 2400
    return min(tallest, text_area(profile, landscape=False) * height / width) + 240
