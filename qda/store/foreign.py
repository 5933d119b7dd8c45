"""SQLite files of other programs, opened for reading only: nothing is written, nothing runs for ever."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

MAX_FILE = 2**31  # bytes
MAX_ROWS = 5_000_000
MAX_VALUE = 200_000_000  # bytes of one text
SECONDS = 120
"""So long may one file take in all; one made to harm would take for ever."""
_STEPS = 100_000

Cell = int | float | str | bytes | None


class Unreadable(Exception):
    """The file is no database, is damaged, or is made to harm; the reason is for a log."""


class Foreign:
    """An open file: its tables with their columns, and rows of them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.recoded: list[str] = []
        """Beginnings of texts that were no UTF-8: some programs keep what their Windows wrote."""
        connection.text_factory = self._decoded
        self.columns = self._read_columns()

    def _read_columns(self) -> dict[str, frozenset[str]]:
        names = [str(row[0]) for row in self._ask("SELECT name FROM sqlite_master WHERE type = 'table' LIMIT 1000")]
        found = {}
        for name in names:
            rows = self._ask(f"SELECT name FROM pragma_table_info({_text(name)})")
            found[name.lower()] = frozenset(str(row[0]).lower() for row in rows)
        return found

    def has(self, table: str, *columns: str) -> bool:
        """True if there is such a table with these columns."""
        return set(columns) <= self.columns.get(table, frozenset()) and table in self.columns

    def rows(self, table: str, columns: Sequence[str]) -> list[dict[str, Cell]]:
        """All rows of a table; a column that is not there is None. No rows where there is no such table."""
        there = self.columns.get(table)
        if there is None:
            return []
        chosen = ", ".join(_name(column) if column in there else "NULL" for column in columns)
        found: list[dict[str, Cell]] = []
        for row in self._ask(f"SELECT {chosen} FROM {_name(table)} LIMIT {MAX_ROWS + 1}"):
            if len(found) == MAX_ROWS:
                raise Unreadable("too many rows")
            found.append(dict(zip(columns, row, strict=True)))
        return found

    def _decoded(self, data: bytes) -> str:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            found = data.decode("utf-8", "replace")
        broken = found.count("\ufffd")
        # Broken UTF-8 still has whole letters in it; that of Windows has next to none.
        if broken > sum(letter > "\x7f" for letter in found) - broken:
            found = data.decode("cp1252", "replace")
            self.recoded.append(found[:60])
        return found

    def _ask(self, query: str) -> Iterator[tuple[Cell, ...]]:
        try:
            yield from self._connection.execute(query)
        # ValueError: names of columns and sqlite's own messages that are no UTF-8
        except (sqlite3.Error, ValueError, OverflowError, MemoryError) as error:
            raise Unreadable(str(error)) from error


@contextmanager
def reading(path: Path) -> Iterator[Foreign]:
    """Open a file that lies still: what a program is writing into it at this moment is not seen. Raises Unreadable."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise Unreadable("too large")
        # Immutable: neither a journal beside it is played back nor a lock taken, so that nothing near it is touched.
        address = "file:" + quote(os.fsencode(path)) + "?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True)
    except (sqlite3.Error, OSError, ValueError) as error:
        raise Unreadable(str(error)) from error
    try:
        _make_harmless(connection)
        yield Foreign(connection)
    finally:
        connection.close()


def _make_harmless(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA cell_size_check = ON")
    except sqlite3.Error as error:
        raise Unreadable(str(error)) from error
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
    end = time.monotonic() + SECONDS
    connection.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
