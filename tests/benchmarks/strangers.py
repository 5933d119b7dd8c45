"""Projects of other programs in the sizes of the studies, written as those programs write them, of the same interviews.

Every coding has its words beside it, one in ten a memo; every fourth code lives in a category, every source belongs to
a case. One text in ten holds a sign beyond the first plane, so that offsets have to be found out.
"""

from __future__ import annotations

import csv
import random
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from tests.benchmarks import texts
from tests.benchmarks.studies import Size

Rows = Iterable[Sequence[object]]
_WHEN = "2024-01-02 03:04:05"
_CASES = 40


@dataclass(frozen=True, slots=True)
class Coding:
    """A stretch of a text, numbered from 1, and the number of its code, from 1."""

    text: int
    start: int
    end: int
    code: int


@dataclass(frozen=True, slots=True)
class Material:
    """What all of these projects hold."""

    texts: tuple[str, ...]
    codes: tuple[str, ...]
    codings: tuple[Coding, ...]

    def words(self, coding: Coding) -> str:
        """What stands at a coding."""
        return self.texts[coding.text - 1][coding.start : coding.end]


def material(size: Size) -> Material:
    """Interviews, labels and places of a size; always the same."""
    rng = random.Random(size.name)
    said = []
    for number in range(size.sources):
        text = texts.interview(size.words, 1000 + number % 40)
        said.append(text.replace(" ", " 😀 ", 1) if number % 10 == 0 else text)
    codings = []
    for number in range(size.segments):
        at, long = number % size.sources, rng.randint(20, 300)
        start = rng.randrange(len(said[at]) - long)
        codings.append(Coding(at + 1, start, start + long, rng.randint(1, size.initial)))
    return Material(tuple(said), tuple(texts.labels(size.initial)), tuple(codings))


def _database(path: Path, tables: dict[tuple[str, str], Rows]) -> Path:
    """A database with these tables: the name and the columns of each, between commas, and its rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    with connection:
        for (name, columns), rows in tables.items():
            connection.execute(f"CREATE TABLE {name} ({columns})")
            marks = ", ".join("?" * len(columns.split(",")))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
    connection.close()
    return path


def qualcoder(folder: Path, held: Material) -> Path:
    """A folder that ends in .qda."""
    colour = "#8899AA"
    cats = range(1, len(held.codes) // 8 + 1)
    tables: dict[tuple[str, str], Rows] = {
        ("project", "databaseversion, date, memo, about"): [("v6", _WHEN, "", "QualCoder")],
        ("code_cat", "catid, name, owner, date, memo, supercatid"): [
            (cat, f"Category {cat}", "ann", _WHEN, "", cat // 4 or None) for cat in cats
        ],
        ("code_name", "cid, name, memo, catid, owner, date, color"): [
            (at, name, "What is meant", 1 + at % len(cats) if at % 4 == 0 else None, "ann", _WHEN, colour)
            for at, name in enumerate(held.codes, 1)
        ],
        ("source", "id, name, fulltext, mediapath, memo, owner, date"): [
            (at, f"Interview {at}", text, None, "", "ann", _WHEN) for at, text in enumerate(held.texts, 1)
        ],
        ("code_text", "ctid, cid, fid, seltext, pos0, pos1, owner, date, memo, avid, important"): [
            (at, each.code, each.text, held.words(each), each.start, each.end, ("ann", "bob")[at % 2], _WHEN,
             "Look again" if at % 10 == 0 else "", None, None)
            for at, each in enumerate(held.codings, 1)
        ],
        ("annotation", "anid, fid, pos0, pos1, memo, owner, date"): [
            (at, at, 100, 140, "Noted", "ann", _WHEN) for at in range(1, len(held.texts) + 1)
        ],
        ("cases", "caseid, name, memo, owner, date"): [
            (at, f"Case {at}", "", "ann", _WHEN) for at in range(1, _CASES + 1)
        ],
        ("case_text", "id, caseid, fid, pos0, pos1, owner, date, memo"): [
            (at, 1 + at % _CASES, at, 0, len(text), "ann", _WHEN, "") for at, text in enumerate(held.texts, 1)
        ],
        ("attribute_type", "name, date, owner, memo, caseOrFile, valuetype"): [
            ("Age", _WHEN, "ann", "", "case", "numeric")
        ],
        ("attribute", "attrid, name, attr_type, value, id, date, owner"): [
            (at, "Age", "case", str(20 + at), at, _WHEN, "ann") for at in range(1, _CASES + 1)
        ],
        ("journal", "jid, name, jentry, date, owner"): [
            (at, f"Day {at}", "It went well. " * 60, _WHEN, "ann") for at in range(1, 101)
        ],
    }  # fmt: skip
    _database(folder / "data.qda", tables)
    return folder


def taguette(path: Path, held: Material) -> Path:
    """A database of documents as HTML, whose highlights count bytes."""
    shown = [[part for part in text.split("\n") if part] for text in held.texts]
    plain = ["\n".join(parts) for parts in shown]
    highlights = []
    for at, each in enumerate(held.codings, 1):
        text, words = plain[each.text - 1], held.words(each).split("\n")[0]
        start = text.find(words) if words.strip() else -1
        if start >= 0:
            begin = len(text[:start].encode())
            highlights.append((at, each.text, begin, begin + len(words.encode()), escape(words, quote=False)))
    tables: dict[tuple[str, str], Rows] = {
        ("projects", "id, name, description, created"): [(1, "Tags", "", f"{_WHEN}.678")],
        ("documents", "id, name, description, filename, created, project_id, contents"): [
            (at, f"Interview {at}", "", f"i{at}.docx", f"{_WHEN}.678", 1,
             "\n".join(f"<p>{escape(part, quote=False)}</p>" for part in parts))
            for at, parts in enumerate(shown, 1)
        ],
        ("highlights", "id, document_id, start_offset, end_offset, snippet"): highlights,
        ("tags", "id, project_id, path, description"): [
            (at, 1, name, "What is meant") for at, name in enumerate(held.codes, 1)
        ],
        ("highlight_tags", "highlight_id, tag_id"): [(row[0], held.codings[row[0] - 1].code) for row in highlights],
    }  # fmt: skip
    return _database(path, tables)


def rqda(path: Path, held: Material) -> Path:
    """One .rqda file."""
    cats = range(1, len(held.codes) // 8 + 1)
    tables: dict[tuple[str, str], Rows] = {
        ("project", "databaseversion, date, dateM, memo, about"): [("0.2.2", "Tue Jan  2 03:04:05 2024", "", "", "")],
        ("freecode", "name, memo, owner, date, dateM, id, status, color"): [
            (name, "What is meant", "ann", "", "", at, 1, None) for at, name in enumerate(held.codes, 1)
        ],
        ("codecat", "name, cid, catid, owner, date, dateM, memo, status"): [
            (f"Category {cat}", None, cat, "ann", "", "", "", 1) for cat in cats
        ],
        ("treecode", "cid, catid, date, dateM, memo, status, owner"): [
            (at, 1 + at % len(cats), "", "", "", 1, "ann") for at in range(1, len(held.codes) + 1) if at % 4 == 0
        ],
        ("source", "name, id, file, memo, owner, date, dateM, status"): [
            (f"Interview {at}", at, text, "", "ann", "", "", 1) for at, text in enumerate(held.texts, 1)
        ],
        ("coding", "cid, fid, seltext, selfirst, selend, status, owner, date, memo"): [
            (each.code, each.text, held.words(each), each.start, each.end, 1, ("ann", "bob")[at % 2],
             "Tue Jan  2 03:04:05 2024", "Look again" if at % 10 == 0 else "")
            for at, each in enumerate(held.codings)
        ],
        ("cases", "name, memo, owner, date, dateM, id, status"): [
            (f"Case {at}", "", "ann", "", "", at, 1) for at in range(1, _CASES + 1)
        ],
        ("caselinkage", "caseid, fid, selfirst, selend, status, owner, date, memo"): [
            (1 + at % _CASES, at, 0, len(text), 1, "ann", "", "") for at, text in enumerate(held.texts, 1)
        ],
        ("attributes", "name, status, date, dateM, owner, memo, class"): [("Age", 1, "", "", "ann", "", "numeric")],
        ("caseattr", "variable, value, caseid, date, dateM, owner, status"): [
            ("Age", str(20 + at), at, "", "", "ann", 1) for at in range(1, _CASES + 1)
        ],
        ("journal", "name, journal, date, dateM, owner, status"): [
            (f"Day {at}", "It went well. " * 60, "", "", "ann", 1) for at in range(1, 101)
        ],
    }  # fmt: skip
    return _database(path, tables)


def code_book(path: Path, held: Material) -> Path:
    """A table of codes with parents, definitions and colours, as .csv, .xlsx or .docx."""
    groups = [f"Group {number}" for number in range(len(held.codes) // 8)]
    rows = [("Parent", "Code", "Definition", "Include when", "Colour"), *(("", name, "", "", "") for name in groups)]
    rows += [
        (groups[at % len(groups)], name, "What is meant by it, in a sentence of some length.", "It is said.", "#8899AA")
        for at, name in enumerate(held.codes)
    ]
    if path.suffix == ".csv":
        _table(path, rows)
    elif path.suffix == ".xlsx":
        from openpyxl import Workbook

        book = Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(path)
    else:
        from docx import Document

        document = Document()
        table = document.add_table(rows=len(rows), cols=5)
        for made, row in zip(table.rows, rows, strict=True):
            for cell, words in zip(made.cells, row, strict=True):
                cell.text = words
        document.save(str(path))
    return path


def segments(path: Path, held: Material) -> Path:
    """The rows source,start,end,code,coder."""
    rows = [
        (f"Interview {each.text}", each.start, each.end, held.codes[each.code - 1], ("ann", "bob")[at % 2])
        for at, each in enumerate(held.codings)
    ]
    _table(path, [("source", "start", "end", "code", "coder"), *rows])
    return path


def _table(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
