"""A table as Word's XML, row by row, so that twenty thousand rows need neither minutes nor memory.

Built as text and not through python-docx: its element objects cost about a millisecond a cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import quoteattr

from qda.export.characters import legal
from qda.export.profiles import Profile
from qda.export.tables import Cell, Column, Marked, Quote, Row, Table, Text, base_words, cell_text, unmarked
from qda.export.word.layout import (
    STUB_HANGING,
    STUB_STEP,
    TALLEST_HEAD,
    Panel,
    lines_needed,
    number_indent,
    rotated_length,
)
from qda.export.word.text import paragraph, quoted, rich_runs, runs, text_paragraphs, trimmed

_KEEP = "<w:keepNext/>"
_DEEPEST_STYLE = 8
_SHORT_ROW = 14
"""Lines up to which a row stays in one piece; a longer one may go on overleaf."""
_HEADING_ROW = 4
"""Lines up to which a parent's row stays with its first child, as a heading would; a longer one says enough alone."""
_SHORT_TABLE = 24
"""Lines up to which a whole table stays on one page."""
_RULE = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'


@dataclass(frozen=True, slots=True)
class _Place:
    """A column of a panel: which one it is, how wide, how far its numbers keep from the right, and its base in words.

    `tall` is how high its head is that stands upright.
    """

    at: int
    column: Column
    width: int
    indent: int
    base: Text = ()
    tall: int = 0


def table_xml(table: Table, panel: Panel, profile: Profile) -> Iterator[str]:
    """The table of one panel in pieces: its head, then each row, then its end."""
    wide = panel.on_paper(profile)
    places = _places(table, wide, profile)
    yield _opening(table, wide)
    yield from _head(places, wide)
    for row, (whole, keeps) in zip(table.rows, kept(table, panel, profile), strict=True):
        yield _row(row, places, profile, whole=whole, keeps=keeps)
    yield "</w:tbl>"


def kept(table: Table, panel: Panel, profile: Profile) -> Iterator[tuple[bool, bool]]:
    """Of each row of a panel whether it stays in one piece, and whether it stays with what follows."""
    return _kept(table, _places(table, panel, profile), profile)


def _kept(table: Table, places: Sequence[_Place], profile: Profile) -> Iterator[tuple[bool, bool]]:
    """The last row keeps its note, a parent of few lines its first child; the rows of a short table keep one another.

    A row that is named keeps the first that goes on with it, so that no page begins with words without a name. No page
    begins or ends with a single row of a longer table: its first and its last two keep together.
    """
    together = _stays_together(table, places, profile)
    last = len(table.rows) - 1
    for number, row in enumerate(table.rows):
        lines = _lines(row, places, profile)
        over = row.strong and number < last and table.rows[number + 1].indent > row.indent
        named = number < last and _goes_on(table, number + 1) and not _goes_on(table, number)
        at_end = number == 0 or number >= last - 1
        held = (over and lines <= _HEADING_ROW) or (named and lines <= _SHORT_ROW)
        yield lines <= _SHORT_ROW, together or at_end or held


def _goes_on(table: Table, number: int) -> bool:
    """True of a row that goes on with the one above: its stub is empty."""
    return table.columns[0].kind == "stub" and table.rows[number].cells[0] == ""


def _places(table: Table, panel: Panel, profile: Profile) -> list[_Place]:
    places = []
    for at, width in zip(panel.columns, panel.widths, strict=True):
        column = table.columns[at]
        texts = (cell_text(row.cells[at], column, profile) for row in table.rows)
        indent = number_indent(texts, width) if column.numeric else 0
        tall = min(round(rotated_length(column, profile)), TALLEST_HEAD) if column.group else 0
        places.append(_Place(at, column, width, indent, base_words(column, profile), tall))
    return places


def _stays_together(table: Table, places: Sequence[_Place], profile: Profile) -> bool:
    if len(table.rows) > _SHORT_TABLE:
        return False
    return sum(_lines(row, places, profile) for row in table.rows) <= _SHORT_TABLE


def _opening(table: Table, panel: Panel) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in panel.widths)
    spoken = f"<w:tblCaption w:val={quoteattr(legal(table.title))}/>"
    if table.description:
        spoken += f"<w:tblDescription w:val={quoteattr(legal(table.description))}/>"
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="GerundTable"/>'
        f'<w:tblW w:w="{sum(panel.widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/>{spoken}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


# -- the head


def _head(places: Sequence[_Place], panel: Panel) -> Iterator[str]:
    if any(place.column.group for place in places):
        yield _head_row(_spanners(places))
        tall = max(place.tall for place in places) if panel.rotated else 0
        yield _head_row((_under_spanner(place, panel) for place in places), tall)
    else:
        yield _head_row(_cell(place.width, _heading(place)) for place in places)


def _head_row(cells: Iterator[str], tall: int = 0) -> str:
    height = f'<w:trHeight w:val="{tall}" w:hRule="atLeast"/>' if tall else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _spanners(places: Sequence[_Place]) -> Iterator[str]:
    """The upper of two head rows: group headings, each with its own short rule; the others reach down from here."""
    top = _RULE.format(side="top", size=8)
    for group, members in groupby(places, key=lambda place: place.column.group):
        same = list(members)
        if group:
            borders = f"<w:tcBorders>{top}{_RULE.format(side='bottom', size=4)}</w:tcBorders>"
            span = f'<w:gridSpan w:val="{len(same)}"/>'
            width = sum(place.width for place in same)
            yield _cell(width, paragraph(runs(group), "TableHead"), span + borders)
            continue
        for place in same:
            borders = f'<w:tcBorders>{top}<w:bottom w:val="nil"/></w:tcBorders>'
            yield _cell(place.width, _heading(place), f'<w:vMerge w:val="restart"/>{borders}', bottom=True)


def _under_spanner(place: _Place, panel: Panel) -> str:
    borders = f"<w:tcBorders>{_RULE.format(side='bottom', size=6)}</w:tcBorders>"
    if not place.column.group:
        return _cell(place.width, paragraph("", "TableHead"), f"<w:vMerge/>{borders}", bottom=True)
    if panel.rotated:
        turned = f'{borders}<w:textDirection w:val="btLr"/>'
        return _cell(place.width, _rotated_heading(place), f'{turned}<w:vAlign w:val="center"/>')
    return _cell(place.width, _heading(place), borders, bottom=True)


def _heading(place: _Place) -> str:
    style = "TableHead" if place.column.numeric else "TableHeadText"
    heading = paragraph(_heading_runs(place.column), style)
    return heading + (paragraph(rich_runs(place.base), style) if place.base else "")


def _rotated_heading(place: _Place) -> str:
    comma = runs(", ") + rich_runs(place.base) if place.base else ""
    return paragraph(_heading_runs(place.column) + comma, "TableHeadText")


def _heading_runs(column: Column) -> str:
    return runs(column.heading) + _superscript(column.marks)


# -- the body


def _row(row: Row, places: Sequence[_Place], profile: Profile, *, whole: bool, keeps: bool) -> str:
    held = _KEEP if keeps else ""
    cells = "".join(_cell(place.width, _content(row, place, profile, held)) for place in places)
    return f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if whole else ''}{cells}</w:tr>"


def _lines(row: Row, places: Sequence[_Place], profile: Profile) -> int:
    return max(_cell_lines(row.cells[place.at], place, profile) for place in places)


def _cell_lines(cell: Cell, place: _Place, profile: Profile) -> int:
    value = unmarked(cell)
    if isinstance(value, Quote):
        return lines_needed(value.text, place.width) + lines_needed(value.attribution(profile), place.width)
    return lines_needed(value, place.width) if isinstance(value, str) else 1


def _content(row: Row, place: _Place, profile: Profile, held: str) -> str:
    cell = row.cells[place.at]
    marks = _superscript(cell.marks) if isinstance(cell, Marked) else ""
    value = unmarked(cell)
    text = cell_text(value, place.column, profile)
    if place.column.kind == "stub":
        return _stub(text, row, marks, held)
    if isinstance(value, Quote):
        return _quote(value, profile, marks, held)
    if place.column.kind == "quote":
        return _with_marks(text_paragraphs(trimmed(text), "TableQuote", properties=held), marks)
    if place.column.numeric:
        indent = f'<w:ind w:right="{place.indent}"/>' if place.indent else ""
        return _with_marks(paragraph(runs(text), "TableNumber", properties=held + indent), marks)
    return _with_marks(text_paragraphs(text, "TableText", properties=held), marks)


def _stub(text: str, row: Row, marks: str, held: str) -> str:
    style = "TableStub" if row.indent == 0 else f"TableStub{min(row.indent, _DEEPEST_STYLE)}"
    left = STUB_STEP * row.indent + STUB_HANGING
    deeper = f'<w:ind w:left="{left}" w:hanging="{STUB_HANGING}"/>' if row.indent > _DEEPEST_STYLE else ""
    content = runs(text.replace("\n", " "), style="Strong" if row.strong else "") + marks
    return paragraph(content, style, properties=held + deeper)


def _quote(quote: Quote, profile: Profile, marks: str, held: str) -> str:
    words = _with_marks(text_paragraphs(quoted(quote.text, profile), "TableQuote", properties=held), marks)
    attribution = quote.attribution(profile)
    return words + (paragraph(runs(attribution), "TableAttribution", properties=held) if attribution else "")


def _with_marks(paragraphs: str, marks: str) -> str:
    return f"{paragraphs.removesuffix('</w:p>')}{marks}</w:p>" if marks else paragraphs


def _superscript(marks: str) -> str:
    return runs(marks, face='<w:vertAlign w:val="superscript"/>') if marks else ""


def _cell(width: int, content: str, properties: str = "", *, bottom: bool = False) -> str:
    aligned = '<w:vAlign w:val="bottom"/>' if bottom else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}{aligned}</w:tcPr>{content}</w:tc>'
