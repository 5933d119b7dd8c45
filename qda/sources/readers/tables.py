"""Tables (.csv, .xlsx) of which every row is one text: survey answers, diary entries, cases.

The column with the text is the one called text, transcript, answer or the like, else the one with the longest cells;
the name comes from a column called name, id, participant or the like, else from the first column if its cells differ
and are short. All other columns become fields. The first row names the columns unless it looks like data.
"""

from __future__ import annotations

import csv
import io
import itertools
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from qda.i18n import _, ngettext
from qda.progress import Progress, Silent
from qda.sources.readers.archive import BROKEN, Package
from qda.sources.readers.encodings import decode
from qda.sources.readers.problems import DamagedFile, NoTextColumn, TooManyRows
from qda.sources.readers.reading import MAX_TEXT, Reading, make_reading, source_name
from qda.text import excerpt, stored_text

_TEXT_NAMES = (
    "text",
    "transcript",
    "transkript",
    "answer",
    "antwort",
    "response",
    "comment",
    "content",
    "inhalt",
    "entry",
)
_KEY_NAMES = (
    "name",
    "id",
    "participant",
    "teilnehmer",
    "respondent",
    "pseudonym",
    "case",
    "fall",
    "code",
    "title",
    "titel",
)
MOST_ROWS = 100_000  # each is a source
_DELIMITERS = ",;\t|"
_NO_DELIMITER = "\x1f"  # the csv module needs one; a table of one column has none
_MOST_COLUMNS = 500
_SAMPLE_ROWS = 200


def read_csv(data: bytes, file: str, encoding: str | None = None, progress: Progress | None = None) -> list[Reading]:
    """One text for each row of a .csv or .tsv file; raises UnreadableFile."""
    raw, used, notes = decode(data, file, encoding)
    csv.field_size_limit(MAX_TEXT)
    rows = csv_rows(raw.replace("\x00", "\ufffd"), file)
    return _readings(rows, file, progress or Silent(), encoding=used, notes=notes)


def read_xlsx(data: bytes, file: str, progress: Progress | None = None) -> list[Reading]:
    """One text for each row of the first sheet of an .xlsx workbook that has rows; raises UnreadableFile.

    Formulas give the value that was last computed for them.
    """
    Package(data, file, "Excel").refuse_entities()
    rows, notes = first_sheet(data, file)
    return _readings(rows, file, progress or Silent(), encoding=None, notes=notes)


# Rows -------------------------------------------------------------------------------------------------------------


def csv_rows(text: str, file: str) -> list[list[str]]:
    """The rows that say anything. Raises DamagedFile, TooManyRows."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        return _limited((row for row in reader if any(cell.strip() for cell in row)), file)
    except csv.Error:
        raise DamagedFile(file, "CSV") from None


def _limited(rows: Iterator[list[str]], file: str) -> list[list[str]]:
    found = list(itertools.islice(rows, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise TooManyRows(file, MOST_ROWS)
    return found


def _delimiter(text: str) -> str:
    """The sign that parts the first rows into the same number of cells, more than one, most often."""
    best, most = _NO_DELIMITER, 0.0
    for delimiter in _DELIMITERS:
        try:
            rows = list(itertools.islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 50))
        except csv.Error:
            continue
        widths = [len(row) for row in rows if row]
        common = max(set(widths), key=widths.count, default=1)
        score = widths.count(common) / len(widths) + min(common, 50) / 1000 if common > 1 else 0.0
        if score > most and not _is_punctuation(rows):
            best, most = delimiter, score
    return best


def _is_punctuation(rows: Sequence[list[str]]) -> bool:
    """True if the commas are those of sentences: a space after nearly every one, and no names of columns above."""
    after = [cell for row in rows for cell in row[1:]]
    named = any(_is_usual_name(cell) for row in rows[:1] for cell in row)
    return not named and sum(cell.startswith(" ") for cell in after) >= 0.9 * len(after)


def _is_usual_name(cell: str) -> bool:
    return cell.casefold().strip() in (*_TEXT_NAMES, *_KEY_NAMES)


def first_sheet(data: bytes, file: str) -> tuple[list[list[str]], list[str]]:
    """The rows of the first sheet that holds any, and a note on the others.

    Raises DamagedFile, NoTextColumn, TooManyRows.
    """
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on extensions that openpyxl does not know, and that hold no text
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = [(sheet.title, _limited(_cells(sheet), file)) for sheet in book.worksheets]
            book.close()
    # whatever openpyxl stumbles over in a file that is not what it says
    except (KeyError, TypeError, AttributeError, IndexError, SyntaxError, *BROKEN):
        raise DamagedFile(file, "Excel") from None
    filled = [(title, rows) for title, rows in sheets if rows]
    if not filled:
        raise NoTextColumn(file)
    others = ", ".join(f"“{title}”" for title, _rows in filled[1:])
    notes = [_("Only the sheet “{title}” was read, not {others}.").format(title=filled[0][0], others=others)]
    return filled[0][1], notes if others else []


def _cells(sheet: Any) -> Iterator[list[str]]:  # openpyxl's own hints do not know its read-only sheets
    sheet.reset_dimensions()  # what a sheet says of its size is often wrong
    for row in sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True):
        cells = [_cell(value) for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            yield cells


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


# Columns ----------------------------------------------------------------------------------------------------------


def _readings(
    rows: Sequence[list[str]], file: str, progress: Progress, *, encoding: str | None, notes: Sequence[str]
) -> list[Reading]:
    width = max((len(row) for row in rows), default=0)
    names, body = _head(rows, width)
    text = _text_column(names, body, width)
    if text is None:
        raise NoTextColumn(file)
    key = _key_column(names, body, width, text)
    found: list[Reading] = []
    skipped = 0
    for number, row in enumerate(body, start=1):
        if number % 500 == 0:
            progress.step(number, len(body), _("Reading “{name}”").format(name=file))
        cells = [*row, *[""] * (width - len(row))]
        if not cells[text].strip():
            skipped += 1
            continue
        fields = {names[at]: _line(cells[at]) for at in range(width) if at not in (text, key) and cells[at].strip()}
        name = excerpt(_line(cells[key]), 100) if key is not None else ""
        name = name or _("{file} row {number}").format(file=source_name(file), number=number)
        found.append(make_reading(file, cells[text], name=name, encoding=encoding, fields=fields))
    if not found:
        raise NoTextColumn(file)
    return _reported(found, [*notes, *_skipped(skipped), *_chosen(names, text, width)])


def _reported(found: list[Reading], notes: Sequence[str]) -> list[Reading]:
    """What holds for the file is said once, with its first text."""
    return [replace(found[0], notes=(*notes, *found[0].notes)), *found[1:]]


def _skipped(count: int) -> list[str]:
    if not count:
        return []
    return [ngettext("{count} row has no text.", "{count} rows have no text.", count).format(count=count)]


def _chosen(names: Sequence[str], text: int, width: int) -> list[str]:
    return [_("The text is in the column “{name}”.").format(name=names[text])] if width > 1 else []


def _head(rows: Sequence[list[str]], width: int) -> tuple[list[str], Sequence[list[str]]]:
    """Names of the columns, all different, and the rows below them."""
    first = [_line(cell) for cell in rows[0]] if rows else []
    is_head = len(rows) > 1 and _looks_like_head(first, rows[1 : _SAMPLE_ROWS + 1])
    given = first if is_head else []
    names: dict[str, None] = {}  # in order; a file may have thousands
    for at in range(width):
        name = (given[at] if at < len(given) else "") or _("column {number}").format(number=at + 1)
        name = name if name not in names else f"{name} ({at + 1})"
        while name in names:
            name += "*"
        names[name] = None
    return list(names), rows[1:] if is_head else rows


def _looks_like_head(first: Sequence[str], body: Sequence[list[str]]) -> bool:
    filled = [cell for cell in first if cell]
    if any(_is_usual_name(cell) for cell in filled):
        return True
    if not filled or len(set(filled)) < len(filled) or any(_is_number(cell) or len(cell) > 60 for cell in filled):
        return False
    longest = max(len(cell) for cell in filled)
    average = [_average(row[at] for row in body if at < len(row)) for at in range(len(first))]
    return any(length > 2 * longest for length in average) or any(
        all(_is_number(row[at]) for row in body if at < len(row) and row[at].strip()) for at in range(len(first))
    )


def _text_column(names: Sequence[str], body: Sequence[list[str]], width: int) -> int | None:
    sample = body[:_SAMPLE_ROWS]
    lengths = [_average(row[at] if at < len(row) else "" for row in sample) for at in range(width)]
    named = [at for at in range(width) if names[at].casefold().strip() in _TEXT_NAMES and lengths[at]]
    candidates = named or [at for at in range(width) if lengths[at]]
    return max(candidates, key=lambda at: lengths[at], default=None)


def _key_column(names: Sequence[str], body: Sequence[list[str]], width: int, text: int) -> int | None:
    for key in _KEY_NAMES:
        for at in range(width):
            if at != text and names[at].casefold().strip() == key:
                return at
    first = [_line(row[0]) for row in body if row]
    short = text != 0 and all(0 < len(cell) <= 60 for cell in first) and len(set(first)) == len(first)
    return 0 if short else None


def _average(cells: Iterable[str]) -> float:
    lengths = [len(cell.strip()) for cell in cells]
    return sum(lengths) / len(lengths) if lengths else 0.0


def _is_number(cell: str) -> bool:
    return cell.strip().replace(",", ".").replace(".", "", 1).removeprefix("-").isdecimal()


def _line(cell: str) -> str:
    """A cell as a name or field: on one line, with nothing that may not be stored."""
    return " ".join(stored_text(cell)[0].split())
