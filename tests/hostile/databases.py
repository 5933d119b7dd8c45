"""SQLite files made to harm: of other programs, and our own."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

Change = Callable[[sqlite3.Connection], object]
Made = Iterator[tuple[str, bytes]]
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT {} FROM n"


def changed(sound: bytes, scratch: Path, change: Change) -> bytes:
    """A sound database after somebody was at it."""
    scratch.write_bytes(sound)
    connection = sqlite3.connect(scratch, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA journal_mode = DELETE")
        change(connection)
    finally:
        connection.close()
    data = scratch.read_bytes()
    scratch.unlink()
    return data


def attacks(sound: bytes, table: str, column: str, scratch: Path) -> Made:
    """Databases like a sound one but for one thing; `table` is one that is read, `column` holds text in it."""
    for label, change in _changes(table, column).items():
        yield label, changed(sound, scratch, change)
    yield from broken(sound)


def _script(*statements: str) -> Change:
    def run(connection: sqlite3.Connection) -> None:
        for statement in statements:
            connection.execute(statement)

    return run


def _schema(statement: str) -> Change:
    return _script("PRAGMA writable_schema = ON", statement)


def _changes(table: str, column: str) -> dict[str, Change]:
    return {
        "view for table": _script(f"ALTER TABLE {table} RENAME TO old", f"CREATE VIEW {table} AS SELECT * FROM old"),
        "endless view": _script(f"DROP TABLE {table}", f"CREATE VIEW {table} AS {ENDLESS.format(f'x AS {column}')}"),
        "trigger": _script(f"CREATE TRIGGER t AFTER INSERT ON {table} BEGIN DELETE FROM {table}; END"),
        "table gone": _script(f"DROP TABLE {table}"),
        "table empty": _script(f"DELETE FROM {table}"),
        "column gone": _script(f"ALTER TABLE {table} RENAME COLUMN {column} TO other"),
        "name with a statement": _script('CREATE TABLE "x""; DROP TABLE code; --" ("a""; DELETE FROM code; --")'),
        "statement as text": _script(f"UPDATE OR IGNORE {table} SET {column} = '''; DROP TABLE code; --'"),
        "formula as text": _script(f"UPDATE OR IGNORE {table} SET {column} = '=cmd|'' /C calc''!A0'"),
        "number for text": _script(f"UPDATE OR IGNORE {table} SET {column} = 12345678901234567"),
        "bytes for text": _script(f"UPDATE OR IGNORE {table} SET {column} = x'fffe00d8c0af'"),
        "no utf-8": _script(f"UPDATE OR IGNORE {table} SET {column} = CAST(x'ff61ed9fbfeda08062' AS TEXT)"),
        "nul": _script(f"UPDATE OR IGNORE {table} SET {column} = CAST(x'610062' AS TEXT)"),
        "half a pair": _script(f"UPDATE OR IGNORE {table} SET {column} = CAST(x'eda080' AS TEXT)"),
        "nothing": _script(f"UPDATE OR IGNORE {table} SET {column} = NULL"),
        "long": _script(f"UPDATE OR IGNORE {table} SET {column} = hex(zeroblob(3000000))"),
        "many tables": lambda on: [on.execute(f"CREATE TABLE many{number} (a)") for number in range(300)],
        "generated": _script(f"ALTER TABLE {table} ADD COLUMN g AS (hex({column}))"),
        "schema of nonsense": _schema(f"UPDATE sqlite_master SET sql = 'CREATE NONSENSE' WHERE name = '{table}'"),
        "schema of bytes": _schema(f"UPDATE sqlite_master SET name = CAST(x'ff8f' AS TEXT) WHERE name = '{table}'"),
        "root far away": _schema(f"UPDATE sqlite_master SET rootpage = 999999 WHERE name = '{table}'"),
        "root of another": _schema(f"UPDATE sqlite_master SET rootpage = 1 WHERE name = '{table}'"),
        "other columns": _schema(
            f"UPDATE sqlite_master SET sql = 'CREATE TABLE {table} (' || CAST(x'8f' AS TEXT) || ')' "
            f"WHERE name = '{table}'"
        ),
    }


def broken(sound: bytes) -> Made:
    """Databases that were cut or written over."""
    chance = random.Random(11)
    for percent in (1, 25, 50, 75, 99):
        yield f"cut at {percent}", sound[: max(len(sound) * percent // 100, 20)]
    yield "head only", sound[:100]
    yield "no database", b"SQLite format 3\x00" + chance.randbytes(5_000)
    yield "page of noise", sound[:4096] + chance.randbytes(4096) + sound[8192:]
    yield "page size", sound[:16] + b"\x00\x01" + sound[18:]
    yield "page size odd", sound[:16] + b"\x12\x34" + sound[18:]
    yield "pages told", sound[:28] + b"\x7f\xff\xff\xff" + sound[32:]
    yield "free pages", sound[:32] + b"\x00\x00\x00\x02\x00\x00\x00\x05" + sound[40:]
    yield "encoding", sound[:56] + b"\x00\x00\x00\x03" + sound[60:]
    yield "write-ahead", sound[:18] + b"\x02\x02" + sound[20:]
    yield "newer format", sound[:18] + b"\x09\x09" + sound[20:]
    for seed in range(3):
        scattered = bytearray(sound)
        for _time in range(40):
            scattered[chance.randrange(100, len(scattered))] = chance.randrange(256)
        yield f"scattered {seed}", bytes(scattered)
