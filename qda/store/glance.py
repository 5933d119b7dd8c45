"""A look at a project file with the bare driver, while SQLAlchemy is not there yet: importing it alone takes longer
than painting a window. It sees what the queries of the features see (a test holds them equal), and only that.
"""

from __future__ import annotations

import os
import sqlite3
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from qda.store.version import SCHEMA_VERSION
from qda.text import Mark, decode_marks, decode_starts

APPLICATION_ID = 0x47524E44
"""“GRND”: SQLite keeps it in the file's header, so that other programs can tell what the file is."""

GlancedCoding = tuple[int, int, int, int, int]
"""A coding of the text: its start and end, its id, segment and code; bare, as there may be many thousands. Without a
code (0) it is a segment that carries a memo alone, and has no id."""

FOREIGN = (
    "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')"
    " OR (sql LIKE 'CREATE VIRTUAL%' AND name <> 'paragraph_text') ORDER BY name"
)
"""What no version of ours makes and what acts by itself: a trigger runs with whatever is written, a view can stand in a
table's place, and modules of others answer as they like."""

_NEAR = 30_000
"""Code points on either side of the place that is seen first, of which codings are read: several screens."""
_PATIENCE = 0.2  # seconds; whoever is writing now need not be waited for, the opening itself will


class GlancedCase(NamedTuple):
    """A case by name."""

    id: int
    name: str


class GlancedUnit(NamedTuple):
    """A unit of analysis with its cases, in order."""

    id: int
    name: str
    cases: tuple[GlancedCase, ...]


class GlancedSource(NamedTuple):
    """A source and what it hangs on itself."""

    id: int
    name: str
    kind: str
    unit_id: int | None
    case_id: int | None


class GlancedCode(NamedTuple):
    """A living code as codings show it; `color` is its own, or empty."""

    parent_id: int | None
    name: str
    color: str
    in_vivo: bool


class GlancedText(NamedTuple):
    """One source with all that the coding view paints of it; offsets in code points.

    Of a long text the codings are those round the place that is seen first.
    """

    source_id: int
    version_id: int
    name: str
    text: str
    marks: tuple[Mark, ...]
    unit_kind: str
    unit_starts: array[int]
    codings: list[GlancedCoding]
    with_memo: set[int]  # segments
    codes: dict[int, GlancedCode]


class Glance(NamedTuple):
    """A study as it lies on the disk; `text` is the source that was asked for, None where there is none such."""

    guid: str
    title: str
    units: tuple[GlancedUnit, ...]
    sources: tuple[GlancedSource, ...]
    text: GlancedText | None


def read(path: Path, source_of: Callable[[str], int], near: Callable[[str], int] | None = None) -> Glance | None:
    """What lies in a file; `source_of` says by the study's guid which source to read, 0 for none.

    `near` says round which code point its codings are wanted; without it all are read. None where the file can't be
    read at a glance, for whatever reason: opening it says what is the matter.
    """
    try:
        with closing(_connect(path)) as connection:
            told = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
            if told != [APPLICATION_ID, SCHEMA_VERSION]:  # an older file is brought up to date first
                return None
            if connection.execute(FOREIGN).fetchone() is not None:  # opening it says so
                return None
            return _read(connection, source_of, near)
    except (OSError, sqlite3.Error):
        return None


def _connect(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise FileNotFoundError(path)
    # Not read-only: the last to close empties and removes the write-ahead log, else it would lie about for ever.
    mode = "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"
    connection = sqlite3.connect(
        f"file:{quote(os.fsencode(path.resolve()))}?mode={mode}", uri=True, isolation_level=None, timeout=_PATIENCE
    )
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _read(
    connection: sqlite3.Connection, source_of: Callable[[str], int], near: Callable[[str], int] | None
) -> Glance | None:
    connection.execute("BEGIN")  # all of it at one moment
    study = connection.execute("SELECT guid, title FROM study WHERE id = 1").fetchone()
    if study is None:
        return None
    guid, title = study
    sources = connection.execute("SELECT id, name, kind, unit_id, case_id FROM source ORDER BY position, id")
    rows = tuple(map(GlancedSource._make, sources))
    text = _text(connection, source_of(guid), None if near is None else near(guid))
    return Glance(guid, title, _units(connection), rows, text)


def _units(connection: sqlite3.Connection) -> tuple[GlancedUnit, ...]:
    cases: dict[int, list[GlancedCase]] = defaultdict(list)
    for row_id, unit_id, name in connection.execute('SELECT id, unit_id, name FROM "case" ORDER BY position'):
        cases[unit_id].append(GlancedCase(row_id, name))
    found = connection.execute("SELECT id, name FROM unit ORDER BY position")
    return tuple(GlancedUnit(row_id, name, tuple(cases[row_id])) for row_id, name in found)


def _text(connection: sqlite3.Connection, source_id: int, near: int | None) -> GlancedText | None:
    found = connection.execute(
        "SELECT source.name, version.id, version.unit_kind, text.text, marks.data, units.data FROM source"
        " JOIN text_version AS version ON version.id = source.version_id"
        " JOIN content AS text ON text.sha256 = version.text_sha"
        " JOIN content AS marks ON marks.sha256 = version.marks_sha"
        " JOIN content AS units ON units.sha256 = version.units_sha WHERE source.id = ?",
        (source_id,),
    ).fetchone()
    if found is None:
        return None
    name, version_id, unit_kind, text, marks, units = found
    text = text or ""
    stretch = (0, len(text)) if near is None else _stretch(connection, source_id, text, near)
    codings = [*_codings(connection, source_id, stretch), *_remarked(connection, version_id, stretch)]
    return GlancedText(
        source_id,
        version_id,
        name,
        text,
        decode_marks(marks or b"[]"),
        unit_kind,
        decode_starts(units or b""),
        codings,
        _with_memo(connection),
        _codes(connection) if codings else {},
    )


def _stretch(connection: sqlite3.Connection, source_id: int, text: str, near: int) -> tuple[int, int]:
    """Where codings begin that are painted round a place.

    It begins with a paragraph into which no coding reaches, so that stripes stand in the lanes that they have when all
    are there; where there is none such, at the beginning of the text.
    """
    low, high = near - 2 * _NEAR, near - _NEAR
    if high <= 0:
        return 0, near + _NEAR
    query = 'SELECT start, "end" FROM segment WHERE source_id = ? AND start < ? AND "end" > ? ORDER BY start'
    lying = connection.execute(query, (source_id, high, low)).fetchall()
    starts, reach = [start for start, _end in lying], [0, *accumulate((end for _start, end in lying), max)]
    before = high
    while (before := text.rfind("\n", 0, before)) >= max(0, low):
        begin = before + 1
        if reach[bisect_left(starts, begin)] <= begin and not text[begin : begin + 1].isspace():
            return begin, near + _NEAR
    return 0, near + _NEAR


def _codings(connection: sqlite3.Connection, source_id: int, stretch: tuple[int, int]) -> list[GlancedCoding]:
    rows = connection.execute(
        "SELECT segment.start, segment.end, coding.id, segment.id, coding.code_id"
        " FROM segment JOIN coding ON coding.segment_id = segment.id"
        " WHERE segment.source_id = ? AND NOT segment.detached AND segment.start >= ? AND segment.start < ?",
        (source_id, *stretch),
    )
    # Sorted here: the database would sort all rows anew, though they come nearly sorted from the index.
    return sorted(rows)


def _remarked(connection: sqlite3.Connection, version_id: int, stretch: tuple[int, int]) -> list[GlancedCoding]:
    """Segments that carry a memo and no coding; found from the memos, which are the fewer."""
    rows = connection.execute(
        "SELECT segment.start, segment.end, 0, segment.id, 0 FROM segment"
        " WHERE segment.id IN (SELECT target_id FROM memo_link WHERE target = 'segment')"
        " AND +segment.version_id = ? AND NOT segment.detached"  # not by the index of versions
        " AND segment.start >= ? AND segment.start < ?"
        " AND NOT EXISTS (SELECT 1 FROM coding WHERE coding.segment_id = segment.id)"
        " ORDER BY segment.start, segment.end",
        (version_id, *stretch),
    )
    return rows.fetchall()


def _with_memo(connection: sqlite3.Connection) -> set[int]:
    return {row[0] for row in connection.execute("SELECT target_id FROM memo_link WHERE target = 'segment'")}


def _codes(connection: sqlite3.Connection) -> dict[int, GlancedCode]:
    rows = connection.execute("SELECT id, parent_id, name, color, in_vivo FROM code WHERE NOT retired AND id <> 1")
    return {row_id: GlancedCode(parent, name, color, bool(own)) for row_id, parent, name, color, own in rows}
