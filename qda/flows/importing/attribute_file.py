"""Reading a table of attributes from a .csv, .tsv or .xlsx file: a row of names, then rows of words."""

from __future__ import annotations

import csv
import io
import stat
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from qda.errors import QdaError
from qda.i18n import N_, _
from qda.names import clean, printable
from qda.sources.readers.archive import BROKEN, Package
from qda.sources.readers.encodings import decode
from qda.sources.readers.problems import UnreadableFile

FORMATS = (".csv", ".tsv", ".txt", ".xlsx")
_LARGEST = 50_000_000  # bytes
_DELIMITERS = (";", "\t", ",")


class SheetUnreadable(QdaError):
    """The file is not there, or is no table."""

    hint = N_("Save it as .csv (UTF-8) or .xlsx and try again. Nothing was changed.")

    def __init__(self, name: str) -> None:
        super().__init__(_("“{name}” can't be read as a table.").format(name=name))


class SheetEmpty(QdaError):
    """There is nothing in the table that could be taken over."""

    hint = N_("The first row names the attributes, the first column what they are about: sources, cases, participants.")

    def __init__(self, name: str) -> None:
        super().__init__(_("“{name}” has no attributes in it.").format(name=name))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it came: what the first row says, and the rows beneath it, all as wide as that, with their lines."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    semicolons: bool = False  # as in countries where the comma parts decimals

    def column(self, at: int) -> list[str]:
        """The words of one column."""
        return [row[at] for row in self.rows]


def read(path: Path) -> Sheet:
    """The first filled sheet of a workbook, or a text file. Raises SheetUnreadable, SheetEmpty."""
    name = printable(path.name)
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > _LARGEST:
            raise SheetUnreadable(name)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise SheetUnreadable(name) from error
    if path.suffix.lower() == ".xlsx":
        return _made(name, _workbook(data, name))
    text, _encoding, _notes = decode(data, name)
    return pasted(text, name)


def pasted(text: str, name: str) -> Sheet:
    """A table that is there as text, parted by tabs, semicolons or commas. Raises SheetUnreadable, SheetEmpty."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise SheetUnreadable(name) from error
    return _made(name, rows, semicolons=delimiter == ";")


def _made(name: str, rows: Iterable[Iterable[str]], *, semicolons: bool = False) -> Sheet:
    numbered = [(line, tuple(clean(cell) for cell in row)) for line, row in enumerate(rows, start=1)]
    filled = [(line, row) for line, row in numbered if any(row)]
    if not filled:
        raise SheetEmpty(name)
    head = filled[0][1]
    width = max((at for at, cell in enumerate(head, start=1) if cell), default=0)
    body = [(line, (*row, *[""] * width)[:width]) for line, row in filled[1:]]
    if width < 2 or not body:
        raise SheetEmpty(name)
    return Sheet(name, head[:width], tuple(row for _line, row in body), tuple(line for line, _row in body), semicolons)


def _workbook(data: bytes, name: str) -> list[list[str]]:
    import openpyxl

    try:
        Package(data, name, "Excel").refuse_entities()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on extensions that openpyxl does not know, and that hold no words
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # what a sheet says of its size is often wrong
                rows = [[_cell(value) for value in row] for row in sheet.iter_rows(max_col=500, values_only=True)]
                if any(cell for row in rows for cell in row):
                    return rows
    # whatever openpyxl stumbles over in a file that is not what it says
    except (KeyError, TypeError, AttributeError, IndexError, SyntaxError, UnreadableFile, *BROKEN):
        raise SheetUnreadable(name) from None
    return []


def _cell(value: object) -> str:
    """A cell as words; a number with a decimal point, since a workbook says which digits are decimals."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return format(value, ".15g") if abs(value) < 1e15 else str(value)
    return str(value)
