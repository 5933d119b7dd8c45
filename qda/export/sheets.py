"""The same tables for programs that calculate: .xlsx with typed cells, .csv after RFC 4180.

Counts and their shares stand in columns of their own; a share is a fraction between 0 and 1. Texts are exact, with two
exceptions that the formats force. XML has no place for control characters: in .xlsx they become U+FFFD. And a .csv has
no types, so that a spreadsheet would run a text such as “=1+1” or “-I said” as a formula: such a cell gets one
apostrophe before it (take one apostrophe off to have it back), unless `raw` asks for the bare words. Numbers stay
numbers. What was not measured is an en dash in .xlsx and empty in .csv. A full date is a date in .xlsx, a month or a
year a text.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from qda.collecting import without_collecting
from qda.export.characters import encodable, legal
from qda.export.leaving import gate
from qda.export.leaving.files import CannotWrite, replacing
from qda.export.profiles import APA, DASH, Profile
from qda.export.tables import (
    Column,
    Dash,
    Date,
    Marked,
    Properties,
    Row,
    SheetColumn,
    SheetValue,
    Table,
    plain,
    sheet_columns,
    sheet_value,
)
from qda.i18n import N_, _
from qda.progress import Progress, Silent

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_STEP = 500
# The signs that begin a formula, in their narrow and wide forms, and what spreadsheets skip before them.
_RUNS = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
CELL_LIMIT = 32_767
"""UTF-16 units that one cell of .xlsx can hold."""
ROW_LIMIT = 1_048_576
_LARGE = 1_000_000
"""Cells from which a book is written by way of the disk."""
_SHEET_NAME_LIMIT = 31
_DAYS = (len("2013-01-31"), len("2013-01-31 14:05"))
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?")
_FIRST_DAY = datetime(1900, 3, 1)  # a cell knows no time zone, and Excel a 29 February 1900
_FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# Narrowest and widest of a column, in signs; longer texts go on in further lines of their cell.
_WIDTHS = {"stub": (14, 48), "text": (11, 36), "quote": (70, 70)}
_LONG, _WIDE = 250, 70
"""Signs from which a text is long, and how wide its column is: Excel shows no more than some twenty-five lines."""
_LEFT_OVER = frozenset({"and", "the", "their", "with", "und", "der", "die", "das", "nach", "von", "mit", "ihre"})
"""Words that no name of a sheet ends with, beside those of one or two letters."""
_NUMBERS_WIDTH = 12
_MEASURED = 400
"""Rows by which the widths of columns are told."""
_A4 = 9
"""A paper size by Excel’s own number."""


def write_csv(
    path: Path,
    table: Table,
    *,
    profile: Profile = APA,
    raw: bool = False,
    bom: bool = False,
    line_end: Literal["\r\n", "\n"] = "\r\n",
    progress: Progress | None = None,
) -> None:
    """One table as UTF-8 .csv; commas and decimal points in every language. `bom` lets Excel see that it is UTF-8.

    Line ends inside a quote stay as they are. Raises CannotWrite, Cancelled.
    """
    gate.look(table)
    columns = sheet_columns(table, profile)
    kept = _as_is if raw else _harmless
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator=line_end)
        writer.writerow([kept(column.heading) for column in columns])
        for row in _stepping(table, progress or Silent()):
            writer.writerow([kept(value) for value in row_values(table, row, columns)])


def _as_is(value: SheetValue) -> str | int | float | None:
    if isinstance(value, str):
        return encodable(value)
    # What is not defined is no number: other programs read “inf” as a word, or not at all.
    return None if value is None or isinstance(value, Dash) or not math.isfinite(value) else value


def _harmless(value: SheetValue) -> str | int | float | None:
    value = _as_is(value)
    return f"'{value}" if isinstance(value, str) and _RUNS.match(value) else value


def row_values(table: Table, row: int, columns: Sequence[SheetColumn]) -> list[SheetValue]:
    """The cells of one row, by its place in the table."""
    return [sheet_value(table.rows[row], column) for column in columns]


def _stepping(table: Table, progress: Progress) -> Iterator[int]:
    for row in range(len(table.rows)):
        if row % _STEP == 0:
            progress.step(row, len(table.rows), _("Writing the table"))
        yield row


# -- .xlsx


def write_xlsx(
    path: Path,
    tables: Sequence[Table],
    *,
    properties: Properties,
    profile: Profile = APA,
    progress: Progress | None = None,
) -> None:
    """A sheet for each table and one for their titles and notes. Raises CannotWrite, Cancelled."""
    from xlsxwriter import Workbook

    gate.look(tables)
    for table in tables:
        if len(table.rows) >= ROW_LIMIT:
            raise CannotWrite(
                _("“{title}” has more rows than an .xlsx can hold.").format(title=table.title),
                hint=N_("Write it as .csv."),
            )
    with replacing(path) as draft, TemporaryDirectory(ignore_cleanup_errors=True) as aside:
        book = Workbook(str(draft), _options(tables, aside))
        with without_collecting():  # every cell is kept until the book is closed
            try:
                _fill(book, tables, properties, profile, progress or Silent())
            finally:
                # Also when stopped: a book that is never closed keeps its temporary files open.
                _close(book)


def _options(tables: Sequence[Table], aside: str) -> dict[str, object]:
    # Row by row to the disk where memory would tell; else with the table of shared texts that every program reads.
    large = sum(len(table.rows) * len(table.columns) for table in tables) > _LARGE
    memory: dict[str, object] = {"constant_memory": True, "tmpdir": aside} if large else {"in_memory": True}
    return {**memory, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def _close(book: Workbook) -> None:
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as error:
        raise error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error)) from error


def _fill(
    book: Workbook, tables: Sequence[Table], properties: Properties, profile: Profile, progress: Progress
) -> None:
    book.set_properties(_said(properties))
    faces = _Faces(book, profile)
    notes: list[tuple[str, str]] = []
    names: set[str] = set()
    word = profile.say("Table")
    counted = all(len(f"{word} {table.number} {_short(table)}") <= _SHEET_NAME_LIMIT for table in tables)
    for table in tables:
        sheet = book.add_worksheet(_sheet_name(f"{word} {table.number}" if counted else "", _short(table), names))
        cut = _fill_sheet(sheet, table, faces, profile, progress)
        notes += _notes(table, profile, cut)
    page = book.add_worksheet(_sheet_name("", profile.say("Notes"), names))
    _on_paper(page)
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 110, faces.text)
    for row, (label, text) in enumerate(notes):
        page.write_string(row, 0, legal(label), faces.head)
        page.write_string(row, 1, legal(text), faces.text)


def _on_paper(sheet: Worksheet) -> None:
    """As wide as a page, its head on each, pages numbered."""
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")


def _said(properties: Properties) -> dict[str, object]:
    said: dict[str, object] = {
        "title": legal(properties.title),
        "subject": legal(properties.subject),
        "keywords": legal(properties.keywords),
        "author": "Gerund",
    }
    if properties.created is not None:
        said["created"] = properties.created
    return said


class _Faces:
    """The few cell formats of a book."""

    def __init__(self, book: Workbook, profile: Profile) -> None:
        self._book = book
        self._percent = f"0{' ' if profile.percent_gap else ''}%"
        self._order = "dd.mm.yyyy" if profile.day_order == "german" else "yyyy-mm-dd"
        self._made: dict[tuple[object, ...], Format] = {}
        self.head = self.made(bold=True, text_wrap=True, valign="top", bottom=1)
        self.over_numbers = self.made(bold=True, text_wrap=True, valign="top", bottom=1, align="right")
        self.text = self.made(text_wrap=True, valign="top")

    def made(self, **properties: object) -> Format:
        """The format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def cell(self, column: SheetColumn, of: Column, line: Row) -> Format:
        """Counts, percentages and decimals as numbers, a stub indented, parents bold; `of` is the table's column."""
        properties = self._properties(column, indent=line.indent, strong=line.strong)
        if column.kind == "decimal":
            properties |= {"num_format": "0." + "0" * of.places if of.places else "0"}
        if column.kind == "count":
            properties |= {"num_format": "0" if of.ordinal or column.part == "line" else "#,##0"}
        if column.kind not in _WIDTHS:
            properties |= {"align": "right"}  # a dash among numbers too
        return self.made(**properties)

    def day(self, line: Row, column: SheetColumn, text: str) -> Format:
        """The same for a day, or a day and its time: at the left, where months and years stand as texts."""
        order = self._order if len(text) == min(_DAYS) else f"{self._order} hh:mm"
        properties = self._properties(column, indent=line.indent, strong=line.strong)
        return self.made(**(properties | {"num_format": order, "align": "left"}))

    def _properties(self, column: SheetColumn, *, indent: int, strong: bool) -> dict[str, object]:
        properties: dict[str, object] = {"valign": "top"}
        if column.kind == "stub":
            # Excel knows fifteen steps.
            properties |= {"indent": min(indent, 15), "bold": strong}
        if column.kind == "percent":
            properties |= {"num_format": self._percent}
        elif column.kind in _WIDTHS:
            properties |= {"text_wrap": True}
        return properties


def _fill_sheet(
    sheet: Worksheet, table: Table, faces: _Faces, profile: Profile, progress: Progress
) -> list[tuple[int, str]]:
    """Head, widths, rows; gives back where a text was longer than a cell can hold."""
    columns = sheet_columns(table, profile)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    _on_paper(sheet)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(columns) - 1)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _width(table, column))
        sheet.write_string(0, at, legal(column.heading), faces.head if column.kind in _WIDTHS else faces.over_numbers)
    cut: list[tuple[int, str]] = []
    looks: list[dict[tuple[int, bool], Format]] = [{} for _column in columns]
    held = _Held()
    for row in _stepping(table, progress):
        line = table.rows[row]
        look = (line.indent, line.strong)
        for at, column in enumerate(columns):
            value = sheet_value(line, column)
            if value is None or value == "":
                continue
            # Two hundred thousand cells: each column remembers its few formats.
            face = looks[at].get(look)
            if face is None:
                face = looks[at][look] = faces.cell(column, table.columns[column.at], line)
            if type(value) is int:
                sheet.write_number(row + 1, at, value, face)
            elif not isinstance(value, str):
                _write(sheet, (row + 1, at), value, face, profile)
            elif column.kind != "quote" and column.part == "value" and (day := _day(value)) is not None:
                sheet.write_datetime(row + 1, at, day, faces.day(line, column, value))
            else:
                text = held[value]
                sheet.write_string(row + 1, at, profile.date(text) if isinstance(value, Date) else text, face)
                if len(text) < len(value):
                    cut.append((row + 2, column.heading))
    return cut


def _width(table: Table, column: SheetColumn) -> int:
    """As wide as most of its texts, within bounds."""
    if column.kind not in _WIDTHS:
        return _NUMBERS_WIDTH
    least, most = _WIDTHS[column.kind]
    rows = table.rows[:: 1 + len(table.rows) // _MEASURED]
    told = ((row, sheet_value(row, column)) for row in rows)
    indent = 2 if column.kind == "stub" else 0
    longest = max((len(value) + indent * row.indent for row, value in told if isinstance(value, str)), default=0)
    return max(least, min(longest + 2, most if longest <= _LONG else max(most, _WIDE)))


def _write(sheet: Worksheet, place: tuple[int, int], value: float | Dash, face: Format, profile: Profile) -> None:
    """One typed cell that holds no text."""
    if isinstance(value, Dash):
        sheet.write_string(place[0], place[1], DASH, face)
    elif math.isfinite(value):
        sheet.write_number(place[0], place[1], value, face)
    else:
        sheet.write_string(place[0], place[1], profile.say("not defined"), face)


def _day(text: str) -> datetime | None:
    """The day, or the minute, that a text is and nothing else; None for a month or a year, and before Excel’s days."""
    if len(text) not in _DAYS or not _DAY.fullmatch(text):
        return None
    try:
        day = datetime.fromisoformat(text)
    except ValueError:  # the 30th of February
        return None
    return day if day >= _FIRST_DAY else None


class _Held(dict[str, str]):
    """What a cell holds of a text, told once for each: most cells repeat the names of codes and sources."""

    def __missing__(self, text: str) -> str:
        clean = legal(text)
        self[text] = held = clean if len(clean) * 2 <= CELL_LIMIT else _held(clean)
        return held


def _held(text: str) -> str:
    """As much of the text as a cell holds, an ellipsis where it goes on."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL_LIMIT:
        return text
    return units[: 2 * (CELL_LIMIT - 1)].decode("utf-16-le", "ignore") + "…"


def _notes(table: Table, profile: Profile, cut: Sequence[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    yield f"{profile.say('Table')} {table.number}", table.title
    for note in table.notes:
        yield profile.say("Note."), plain(note)
    for letter, note in table.specific:
        yield letter, f"{plain(note)} {_marked_places(table, letter)}".rstrip()
    if table.source:
        yield profile.say("Source:"), table.source
    for row, heading in cut:
        yield (
            profile.say("Note."),
            profile.say(
                "Row {row}, “{heading}”: a cell holds {limit} characters; the whole text is in the Word and CSV files.",
                row=row,
                heading=heading,
                limit=profile.integer(CELL_LIMIT),
            ),
        )


def _marked_places(table: Table, letter: str) -> str:
    """Cells that a letter marks, by row and column, for a sheet has no superscripts."""
    places = [
        f"{row + 2}/{column.heading}"
        for row, line in enumerate(table.rows)
        for column, cell in zip(table.columns, line.cells, strict=True)
        if isinstance(cell, Marked) and letter in cell.marks
    ]
    return f"({', '.join(places)})" if places else ""


def _sheet_name(number: str, title: str, taken: set[str]) -> str:
    """A name Excel takes: no forbidden signs, at most 31 characters, unlike the others in any case.

    `number` stands before the title where that has room.
    """
    clean = _shortened(f"{_plain_name(number)} {_plain_name(title)}".strip() or "Table")
    name, count = clean[:_SHEET_NAME_LIMIT].rstrip("' "), 2
    while name.casefold() in taken:
        ending = f" ({count})"
        name, count = clean[: _SHEET_NAME_LIMIT - len(ending)] + ending, count + 1
    taken.add(name.casefold())
    return name


def _short(table: Table) -> str:
    """The title without the study’s."""
    return _plain_name(table.title.partition(" – ")[0]) or _plain_name(table.title)


def _plain_name(wanted: str) -> str:
    return " ".join(_FORBIDDEN_IN_SHEET_NAME.sub(" ", legal(wanted)).strip("' ").split())


def _shortened(name: str) -> str:
    """A name that is too long without its last words: no word is cut in two, and none leads on to what is left out."""
    if len(name) <= _SHEET_NAME_LIMIT:
        return name
    words = name[: _SHEET_NAME_LIMIT + 1].rpartition(" ")[0].split()
    while words and (len(words[-1]) < 3 or words[-1].casefold() in _LEFT_OVER):
        words.pop()
    whole = " ".join(words).rstrip(",;")
    return whole if len(whole) > _SHEET_NAME_LIMIT // 3 else name
