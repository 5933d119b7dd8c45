"""A look at a project file with the bare driver, while SQLAlchemy is not there yet: importing it alone takes longer
than painting a window. It sees what the queries of the features see (a test holds them equal), and only that.
"""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
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
    """One source with all that the coding view paints of it; offsets in code points."""

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


def read(path: Path, source_of: Callable[[str], int]) -> Glance | None:
    """What lies in a file; `source_of` says by the study's guid which source to read, 0 for none.

    None where the file can't be read at a glance, for whatever reason: opening it says what is the matter.
    """
    try:
        with closing(_connect(path)) as connection:
            told = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
            if told != [APPLICATION_ID, SCHEMA_VERSION]:  # an older file is brought up to date first
                return None
            if connection.execute(FOREIGN).fetchone() is not None:  # opening it says so
                return None
            return _read(connection, source_of)
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


def _read(connection: sqlite3.Connection, source_of: Callable[[str], int]) -> Glance | None:
    connection.execute("BEGIN")  # all of it at one moment
    study = connection.execute("SELECT guid, title FROM study WHERE id = 1").fetchone()
    if study is None:
        return None
    guid, title = study
    sources = connection.execute("SELECT id, name, kind, unit_id, case_id FROM source ORDER BY position, id")
    rows = tuple(map(GlancedSource._make, sources))
    return Glance(guid, title, _units(connection), rows, _text(connection, source_of(guid)))


def _units(connection: sqlite3.Connection) -> tuple[GlancedUnit, ...]:
    cases: dict[int, list[GlancedCase]] = defaultdict(list)
    for row_id, unit_id, name in connection.execute('SELECT id, unit_id, name FROM "case" ORDER BY position'):
        cases[unit_id].append(GlancedCase(row_id, name))
    found = connection.execute("SELECT id, name FROM unit ORDER BY position")
    return tuple(GlancedUnit(row_id, name, tuple(cases[row_id])) for row_id, name in found)


def _text(connection: sqlite3.Connection, source_id: int) -> GlancedText | None:
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
    codings = [*_codings(connection, source_id), *_remarked(connection, version_id)]
    return GlancedText(
        source_id,
        version_id,
        name,
        text or "",
        decode_marks(marks or b"[]"),
        unit_kind,
        decode_starts(units or b""),
        codings,
        _with_memo(connection),
        _codes(connection) if codings else {},
    )


def _codings(connection: sqlite3.Connection, source_id: int) -> list[GlancedCoding]:
    rows = connection.execute(
        "SELECT segment.start, segment.end, coding.id, segment.id, coding.code_id"
        " FROM segment JOIN coding ON coding.segment_id = segment.id"
        " WHERE segment.source_id = ? AND NOT segment.detached",
        (source_id,),
    )
    # Sorted here: the database would sort all rows anew, though they come nearly sorted from the index.
    return sorted(rows)


def _remarked(connection: sqlite3.Connection, version_id: int) -> list[GlancedCoding]:
    """Segments that carry a memo and no coding; found from the memos, which are the fewer."""
    rows = connection.execute(
        "SELECT segment.start, segment.end, 0, segment.id, 0 FROM segment"
        " WHERE segment.id IN (SELECT target_id FROM memo_link WHERE target = 'segment')"
        " AND +segment.version_id = ? AND NOT segment.detached"  # not by the index of versions
        " AND NOT EXISTS (SELECT 1 FROM coding WHERE coding.segment_id = segment.id)"
        " ORDER BY segment.start, segment.end",
        (version_id,),
    )
    return rows.fetchall()


def _with_memo(connection: sqlite3.Connection) -> set[int]:
    return {row[0] for row in connection.execute("SELECT target_id FROM memo_link WHERE target = 'segment'")}


def _codes(connection: sqlite3.Connection) -> dict[int, GlancedCode]:
    rows = connection.execute("SELECT id, parent_id, name, color, in_vivo FROM code WHERE NOT retired AND id <> 1")
    return {row_id: GlancedCode(parent, name, color, bool(own)) for row_id, parent, name, color, own in rows}
