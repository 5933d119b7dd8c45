"""Setting the words of a table as Word will: captions, heads with their rules, rows, notes. All in twips."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QTextCharFormat, QTextLayout, QTextOption

from qda.ui.analysis.reports.laid import Laid, Picture, Words
from qda.ui.analysis.sheet import CELL_SIDE, CELL_TOP, Item, Part, Place, Sheet
from qda.ui.offsets import units
from qda.ui.theme import first_installed

if TYPE_CHECKING:
    from qda.export.blocks import Figure
    from qda.export.profiles import Profile
    from qda.export.tables import Cell, Column, Quote, Row, Run, Table

# As Word shows "Times New Roman", or what has its metrics.
_FAMILIES = ("Times New Roman", "Liberation Serif", "Tinos", "TeX Gyre Termes", "Nimbus Roman", "Noto Serif")
_TEXT, _CAPTION, _SMALL, _RAISED = 200, 240, 180, 130
_CAPTION_SPACING = 1.25
_BEFORE_CAPTION, _AFTER_CAPTION, _BEFORE_NOTE = 240, 120, 80
_THICK, _THIN, _SPANNER = 20, 15, 10
_KEPT = 600
_HEADINGS = {1: 320, 2: 280, 3: 260}
_TALLEST = 11_000

Align = Literal["left", "centre", "right"]


@cache
def _font(size: int, *, bold: bool = False, italic: bool = False) -> QFont:
    font = QFont(first_installed(_FAMILIES) or "serif")
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(size)
    font.setBold(bold)
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@cache
def _metrics(size: int, *, bold: bool = False) -> QFontMetricsF:
    return QFontMetricsF(_font(size, bold=bold))


class Typesetter:
    """Sets the items of a sheet when they are seen, and keeps the last few hundred."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._kept: OrderedDict[int, Laid] = OrderedDict()

    def item(self, number: int) -> Laid:
        """The item with all its words in place."""
        if number in self._kept:
            self._kept.move_to_end(number)
            return self._kept[number]
        made = self._set(self._sheet.items[number])
        self._kept[number] = made
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return made

    def _set(self, item: Item) -> Laid:
        words = {"heading": self._heading, "prose": self._prose, "figure": self._figure}.get(item.kind)
        if words is not None:
            return words(item.block)
        part = self._sheet.parts[item.part]
        if item.kind == "caption":
            return self._caption(part, first=item is self._sheet.items[0])
        if item.kind == "head":
            return _Head(part, self._sheet.profile).laid()
        if item.kind == "row":
            last = item.row == len(part.table.rows) - 1
            return self._row(part.table.rows[item.row], part, last=last)
        return self._foot(part.table)

    # --- words ------------------------------------------------------------------------------------

    def _heading(self, block: int) -> Laid:
        from qda.export.blocks import Heading

        heading = self._sheet.blocks[block]
        assert isinstance(heading, Heading)
        size = _HEADINGS.get(heading.level, _CAPTION)
        laid = Laid(float(_BEFORE_CAPTION) if block else 0.0)
        return _under(laid, _block(heading.text, self._sheet.width, size, bold=True), after=80)

    def _prose(self, block: int) -> Laid:
        from qda.export.blocks import Prose
        from qda.export.tables import Run

        prose = self._sheet.blocks[block]
        assert isinstance(prose, Prose)
        inset = {"quote": 567.0, "item": 360.0 * (prose.level + 1)}.get(prose.kind, 0.0)
        size = {"about": _TEXT, "quote": 220, "title": 400}.get(prose.kind, _CAPTION)
        runs = [Run(run.text, run.italic or prose.kind == "about", run.bold) for run in prose.text]
        laid = Laid()
        if prose.sign:
            sign = _block(prose.sign, 360, size)
            laid.blocks.append((QPointF(inset - 360, 0), sign))
        width = self._sheet.width - inset - (567 if prose.kind == "quote" else 0)
        return _under(laid, _runs_block(runs, width, size, spacing=1.2), left=inset, after=100, spacing=1.2)

    def _figure(self, block: int) -> Laid:
        from qda.export.blocks import Figure

        figure = self._sheet.blocks[block]
        assert isinstance(figure, Figure)
        profile = self._sheet.profile
        laid = Laid(float(_BEFORE_CAPTION))
        if profile.figure_caption_below:
            self._picture(laid, figure)
            laid.height += _AFTER_CAPTION
            self._figure_caption(laid, figure)
        else:
            self._figure_caption(laid, figure)
            self._picture(laid, figure)
        for runs in self._notes(figure):
            laid.height += _BEFORE_NOTE
            _under(laid, _runs_block(runs, self._sheet.width, _TEXT))
        return laid

    def _figure_caption(self, laid: Laid, figure: Figure) -> None:
        number = f"{self._sheet.profile.say('Figure')} {figure.number}"
        _under(laid, _block(number, self._sheet.width, _CAPTION, bold=True))
        _under(laid, _block(figure.title, self._sheet.width, _CAPTION, italic=True), after=_AFTER_CAPTION)

    def _picture(self, laid: Laid, figure: Figure) -> None:
        image = QImage.fromData(figure.png)
        if image.isNull():
            return
        width = float(self._sheet.width)
        height = width * image.height() / image.width()
        if height > _TALLEST:
            width, height = width * _TALLEST / height, float(_TALLEST)
        laid.pictures.append(Picture(QRectF(0, laid.height, width, height), image))
        laid.height += height

    # --- above and beneath the table --------------------------------------------------------------

    def _caption(self, part: Part, *, first: bool) -> Laid:
        table, profile = part.table, self._sheet.profile
        laid = Laid(0.0 if first else float(_BEFORE_CAPTION))
        number = f"{profile.say('Table')} {table.number}"
        if part.first:
            lines = [
                _block(number, self._sheet.width, _CAPTION, bold=True, spacing=_CAPTION_SPACING),
                _block(table.title, self._sheet.width, _CAPTION, italic=True, spacing=_CAPTION_SPACING),
            ]
        else:
            continued = f"{number} {profile.say('(continued)')}"
            lines = [_block(continued, self._sheet.width, _CAPTION, bold=True, spacing=_CAPTION_SPACING)]
        for block in lines:
            laid.blocks.append((QPointF(0, laid.height), block))
            laid.height += _height(block, _CAPTION_SPACING)
        laid.height += _AFTER_CAPTION
        return laid

    def _foot(self, table: Table) -> Laid:
        laid = Laid()
        for runs in self._notes(table):
            laid.height += _BEFORE_NOTE
            _under(laid, _runs_block(runs, self._sheet.width, _TEXT))
        if len(self._sheet.blocks) > 1:
            laid.height += _BEFORE_CAPTION
        return laid

    def _notes(self, block: Table | Figure) -> Iterator[list[Run]]:
        """All general notes as one paragraph, then those by letter, the source line last: as the Word file has them."""
        from qda.export.tables import Run, Table

        profile = self._sheet.profile
        if block.notes:
            told = [run for note in block.notes for run in (Run(" "), *note)]
            yield [Run(profile.say("Note."), italic=True), *told]
        for letter, note in block.specific if isinstance(block, Table) else ():
            yield [Run(f"{letter} "), *note]
        if block.source:
            yield [Run(profile.say("Source:"), italic=True), Run(f" {block.source}")]

    # --- rows -------------------------------------------------------------------------------------

    def _row(self, row: Row, part: Part, *, last: bool) -> Laid:
        laid = Laid(_metrics(_TEXT).height())
        for place in part.places:
            self._cell(laid, row, row.cells[place.at], place)
        laid.height += 2 * CELL_TOP
        if last:
            laid.rules.append(QRectF(0, laid.height, part.width, _THICK))
            laid.height += _THICK
        return laid

    def _cell(self, laid: Laid, row: Row, cell: Cell, place: Place) -> None:
        from qda.export.tables import Marked, Quote, cell_text, unmarked

        value = unmarked(cell)
        text = cell_text(value, place.column, self._sheet.profile)
        marks = cell.marks if isinstance(cell, Marked) else ""
        if isinstance(value, Quote):
            self._quote(laid, value, place)
        elif place.column.kind == "stub":
            _stub(laid, text.replace("\n", " "), row, place)
        elif place.column.numeric and not marks:
            _number(laid, text, place)
        elif text or marks:
            _text(laid, text, marks, place)

    def _quote(self, laid: Laid, quote: Quote, place: Place) -> None:
        from qda.export.word.text import quoted

        width = place.width - 2 * CELL_SIDE
        y = float(CELL_TOP)
        for words, size in (
            (quoted(quote.text, self._sheet.profile), _TEXT),
            (quote.attribution(self._sheet.profile), _SMALL),
        ):
            if words:
                block = _block(words, width, size)
                laid.blocks.append((QPointF(place.left + CELL_SIDE, y), block))
                y += _height(block)
        laid.height = max(laid.height, y - CELL_TOP)


def _under(laid: Laid, block: QTextLayout, *, left: float = 0.0, after: float = 0.0, spacing: float = 1.0) -> Laid:
    """The words beneath what is there already."""
    laid.blocks.append((QPointF(left, laid.height), block))
    laid.height += _height(block, spacing) + after
    return laid


def _stub(laid: Laid, text: str, row: Row, place: Place) -> None:
    from qda.export.word.layout import STUB_HANGING, STUB_STEP

    left = place.left + CELL_SIDE + STUB_STEP * row.indent
    width = place.width - 2 * CELL_SIDE - STUB_STEP * row.indent
    font, metrics = _font(_TEXT, bold=row.strong), _metrics(_TEXT, bold=row.strong)
    if text.isascii() and metrics.horizontalAdvance(text) <= width:
        laid.words.append(Words(QPointF(left, CELL_TOP + metrics.ascent()), text, font))
        return
    block = _block(text, max(width, _TEXT * 3), _TEXT, bold=row.strong, hanging=STUB_HANGING)
    laid.blocks.append((QPointF(left, CELL_TOP), block))
    laid.height = max(laid.height, _height(block))


def _number(laid: Laid, text: str, place: Place) -> None:
    metrics = _metrics(_TEXT)
    x = place.left + place.width - CELL_SIDE - place.indent - metrics.horizontalAdvance(text)
    laid.words.append(Words(QPointF(x, CELL_TOP + metrics.ascent()), text, _font(_TEXT)))


def _text(laid: Laid, text: str, marks: str, place: Place) -> None:
    metrics, width = _metrics(_TEXT), place.width - 2 * CELL_SIDE
    if text.isascii() and not marks and "\n" not in text and metrics.horizontalAdvance(text) <= width:
        at = QPointF(place.left + CELL_SIDE, CELL_TOP + metrics.ascent())
        laid.words.append(Words(at, text, _font(_TEXT)))
        return
    align: Align = "right" if place.column.numeric else "left"
    block = _block(text, width - place.indent, _TEXT, marks=marks, align=align)
    laid.blocks.append((QPointF(place.left + CELL_SIDE, CELL_TOP), block))
    laid.height = max(laid.height, _height(block))


class _Head:
    """The head of a part: one row, or two where headings stand over groups; rules above, between and beneath."""

    def __init__(self, part: Part, profile: Profile) -> None:
        self._part = part
        self._profile = profile
        self._laid = Laid()

    def laid(self) -> Laid:
        """The head in its place."""
        upper = self._spanners() if self._part.grouped else 0.0
        own = [(place, self._heading(place)) for place in self._part.places if not self._is_turned(place)]
        turned = [place for place in self._part.places if self._is_turned(place)]
        lower = max((_total(blocks) for place, blocks in own if place.column.group), default=0.0)
        lower = max([lower, *(self._turned_height(place) for place in turned)])
        whole = max([upper + lower, *(_total(blocks) for _place, blocks in own)])
        bottom = _THICK + whole + 2 * CELL_TOP
        for place, blocks in own:
            y = bottom - CELL_TOP - _total(blocks)
            for block in blocks:
                self._laid.blocks.append((QPointF(place.left + CELL_SIDE, y), block))
                y += _height(block)
        for place in turned:
            self._turn(place, bottom - CELL_TOP)
        self._laid.rules += [
            QRectF(0, 0, self._part.width, _THICK),
            QRectF(0, bottom, self._part.width, _THIN),
        ]
        self._laid.height = bottom + _THIN
        return self._laid

    def _is_turned(self, place: Place) -> bool:
        return self._part.rotated and bool(place.column.group)

    def _spanners(self) -> float:
        """Headings over groups, each with a short rule beneath; gives the height they take."""
        tallest = 0.0
        groups = []
        for group, members in groupby(self._part.places, key=lambda place: place.column.group):
            same = list(members)
            if group:
                width = sum(place.width for place in same)
                block = _block(group, width - 2 * CELL_SIDE, _TEXT, align="centre")
                groups.append((same[0].left, width, block))
                tallest = max(tallest, _height(block))
        for left, width, block in groups:
            self._laid.blocks.append((QPointF(left + CELL_SIDE, _THICK + CELL_TOP), block))
            self._laid.rules.append(
                QRectF(left + CELL_SIDE, _THICK + tallest + 2 * CELL_TOP, width - 2 * CELL_SIDE, _SPANNER)
            )
        return tallest + 2 * CELL_TOP + _SPANNER

    def _heading(self, place: Place) -> list[QTextLayout]:
        width = place.width - 2 * CELL_SIDE
        align: Align = "centre" if place.column.numeric else "left"
        blocks = [_block(place.column.heading, width, _TEXT, marks=place.column.marks, align=align)]
        if place.column.base is not None:
            blocks.append(_runs_block(_base_runs(place.column, self._profile), width, _TEXT, align=align))
        return blocks

    def _turned_height(self, place: Place) -> float:
        from qda.export.word.layout import TALLEST_HEAD, rotated_length

        return float(min(round(rotated_length(place.column, self._profile)), TALLEST_HEAD))

    def _turn(self, place: Place, bottom: float) -> None:
        from qda.export.tables import Run

        comma = [Run(", "), *_base_runs(place.column, self._profile)] if place.column.base is not None else []
        runs = [Run(place.column.heading), *comma]
        block = _runs_block(runs, self._turned_height(place), _TEXT)
        x = place.left + (place.width - _height(block)) / 2
        self._laid.turned.append((QPointF(x, bottom), block))


def _base_runs(column: Column, profile: Profile) -> list[Run]:
    from qda.export.tables import Run

    return [Run("n", italic=True), Run(f" = {'' if column.base is None else profile.integer(column.base)}")]


def _total(blocks: Sequence[QTextLayout]) -> float:
    return sum(_height(block) for block in blocks)


# --- blocks of words ------------------------------------------------------------------------------


def _runs_block(
    runs: Sequence[Run], width: float, size: int, *, align: Align = "left", spacing: float = 1.0
) -> QTextLayout:
    block = QTextLayout("".join(run.text for run in runs).replace("\n", "\u2028"), _font(size))
    formats, at = [], 0
    for run in runs:
        length = units(run.text)
        if run.italic or run.bold:
            formats.append(_range(at, length, italic=run.italic, bold=run.bold))
        at += length
    block.setFormats(formats)
    return _broken(block, width, align=align, spacing=spacing)


def _block(
    text: str,
    width: float,
    size: int,
    *,
    bold: bool = False,
    italic: bool = False,
    marks: str = "",
    align: Align = "left",
    hanging: float = 0.0,
    spacing: float = 1.0,
) -> QTextLayout:
    shown = text.replace("\n", "\u2028")
    block = QTextLayout(shown + marks, _font(size, bold=bold, italic=italic))
    if marks:
        block.setFormats([_range(units(shown), units(marks), raised=True)])
    return _broken(block, width, align=align, hanging=hanging, spacing=spacing)


def _range(
    start: int, length: int, *, italic: bool = False, bold: bool = False, raised: bool = False
) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = start, length
    face = QTextCharFormat()
    face.setFontItalic(italic)
    if bold:
        face.setFontWeight(QFont.Weight.Bold)
    if raised:
        face.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        face.setProperty(QTextCharFormat.Property.FontPixelSize, _RAISED)
    made.format = face
    return made


_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeading,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


def _broken(
    block: QTextLayout, width: float, *, align: Align = "left", hanging: float = 0.0, spacing: float = 1.0
) -> QTextLayout:
    option = QTextOption(_ALIGN[align])
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    block.setTextOption(option)
    block.beginLayout()
    y, x = 0.0, 0.0
    while (line := block.createLine()).isValid():
        line.setLineWidth(max(1.0, width - x))
        line.setPosition(QPointF(x, y + line.height() * (spacing - 1) / 2))
        y += line.height() * spacing
        x = hanging
    block.endLayout()
    return block


def _height(block: QTextLayout, spacing: float = 1.0) -> float:
    return sum(block.lineAt(number).height() for number in range(block.lineCount())) * spacing
