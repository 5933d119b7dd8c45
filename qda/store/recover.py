"""Reading what a damaged database still gives: row by row, by ranges around what can't be read.

It is done on a copy, which is never written to but to make it readable at all: a file cut short is filled up to its
length with noughts, and a head that is lost is that of a new file, whose tables lie at the same pages.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from sqlalchemy import LargeBinary, Table
from sqlalchemy.types import Boolean, Float, Integer

from qda.store.engine import bare
from qda.store.keys import Key
from qda.store.models import Base
from qda.store.rewriting import errors_of
from qda.store.rows import Values

_PAGE = 4096
_BATCH = 200
_HIGHEST = 2**40  # no id of ours comes near


class Unreadable(ValueError):
    """Not even the list of tables can be read."""


@dataclass(slots=True)
class Found:
    """Rows of a table that could be read; `gaps` counts the stretches in which others stood that could not."""

    rows: list[Values] = field(default_factory=list)
    gaps: int = 0


def make_readable(copy: Path, fresh: Path | None) -> None:
    """Fill a copy of a plain file up to the length that its head tells; give it the head of a fresh one, if any."""
    data = bytearray(copy.read_bytes())
    if fresh is not None:
        _graft(data, fresh.read_bytes())
    told = int.from_bytes(data[28:32], "big") if len(data) >= 100 else 0
    whole = max(min(told, 4 * len(data) // _PAGE + 64), -(-len(data) // _PAGE)) * _PAGE
    data += bytes(max(0, whole - len(data)))
    data[28:32] = (len(data) // _PAGE).to_bytes(4, "big")
    copy.write_bytes(data)


def _graft(data: bytearray, fresh: bytes) -> None:
    data += bytes(max(0, len(fresh) - len(data)))
    for number in _schema_pages(fresh):
        at = (number - 1) * _PAGE
        data[at : at + _PAGE] = fresh[at : at + _PAGE]
    data[28:32] = (-(-len(data) // _PAGE)).to_bytes(4, "big")
    data[32:40] = bytes(8)  # no list of free pages: what it was nobody knows


def _schema_pages(fresh: bytes) -> list[int]:
    """The pages of the list of tables: the tree that begins on the first (sqlite.org/fileformat2.html, 1.6)."""
    pages, waiting = list[int](), [1]
    while waiting:
        number = waiting.pop()
        pages.append(number)
        start = (number - 1) * _PAGE
        head = start + (100 if number == 1 else 0)
        if fresh[head] != 0x05:  # a leaf
            continue
        count = int.from_bytes(fresh[head + 3 : head + 5], "big")
        waiting.append(int.from_bytes(fresh[head + 8 : head + 12], "big"))
        for cell in range(count):
            at = head + 12 + 2 * cell
            place = start + int.from_bytes(fresh[at : at + 2], "big")
            waiting.append(int.from_bytes(fresh[place : place + 4], "big"))
    return pages


def copied(path: Path, folder: Path) -> Path:
    """A copy of a damaged file and its log to read from. Raises OSError."""
    copy = folder / "damaged.gerund"
    shutil.copyfile(path, copy)
    log = path.with_name(path.name + "-wal")
    if log.exists():
        shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
    return copy


class Reader:
    """Reads the tables of a damaged file; after each fault the connection is made anew, as SQLCipher trusts none."""

    def __init__(self, path: Path, key: Key | None = None) -> None:
        self._path, self._key = path, key
        self._errors = (errors_of(key), UnicodeDecodeError, OverflowError)
        self._connection: sqlite3.Connection | None = None
        try:
            self._columns = self._read_schema()
        except self._errors as error:
            self.close()
            raise Unreadable(str(error)) from error

    def _read_schema(self) -> dict[str, list[str]]:
        rows = self._ask("SELECT name FROM sqlite_master WHERE type = 'table'", ())
        # Of ours alone: one that a module reads is damaged where its own pages are, and is made anew.
        names = [str(row[0]) for row in rows if str(row[0]) in Base.metadata.tables]
        found = {name: [str(row[1]) for row in self._ask(f'PRAGMA table_info("{name}")', ())] for name in names}
        if "study" not in found:
            raise Unreadable("no table of ours")
        return found

    def close(self) -> None:
        """Let go of the copy."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        if self._connection is None:
            connection = bare(self._path, "rw", self._key)
            # A file that is shorter than its head says is refused otherwise, whatever is left of it.
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            self._connection = connection
        try:
            return cast("list[tuple[Any, ...]]", self._connection.execute(query, values).fetchall())
        except self._errors:
            self.close()
            raise

    def last_ids(self) -> dict[str, int]:
        """The highest id that each table gave, as far as it can be read."""
        try:
            return {str(name): int(last) for name, last in self._ask("SELECT name, seq FROM sqlite_sequence", ())}
        except (*self._errors, TypeError, ValueError):
            return {}

    def rows(self, table: Table) -> Found:
        """Every row of a table that can be read and has values of the right kinds."""
        there = self._columns.get(table.name)
        found = Found()
        if there is None:
            found.gaps = 1
            return found
        names = [column.name for column in table.c if column.name in there]
        wanted = ", ".join(f'"{name}"' for name in names)
        query = f'SELECT rowid, {wanted} FROM "{table.name}" NOT INDEXED WHERE rowid > ? ORDER BY rowid LIMIT ?'
        for rowid, row in self._read(query, found):
            values = dict(zip(names, row, strict=True))
            if _fits(table, values) and ("id" not in values or values["id"] == rowid):
                found.rows.append(values)
            else:
                found.gaps += 1
        return found

    def _read(self, query: str, found: Found) -> Iterator[tuple[int, tuple[Any, ...]]]:
        last, size = -1, _BATCH
        while True:
            try:
                some = self._ask(query, (last, size))
            except self._errors:
                if size > 1:
                    size = max(1, size // 4)
                    continue
                found.gaps += 1
                after = self._behind(query, last)
                if after is None:
                    return
                last, size = after, _BATCH
                continue
            for rowid, *row in some:
                yield rowid, tuple(row)
            if len(some) < size or some[-1][0] <= last:
                return
            last = some[-1][0]
            size = min(_BATCH, size * 4)

    def _behind(self, query: str, last: int) -> int | None:
        """The lowest place behind a fault from which on a row can be read; None where there is none."""
        low, step = last, 1
        while True:
            high = last + step
            if high > _HIGHEST:
                return None
            if self._is_readable(query, high):
                break
            low, step = high, step * 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._is_readable(query, middle) else (middle, high)
        return high

    def _is_readable(self, query: str, after: int) -> bool:
        try:
            self._ask(query, (after, 1))
        except self._errors:
            return False
        return True


def _fits(table: Table, values: Values) -> bool:
    """True if a row has a value of the right kind in every column that must have one."""
    for column in table.c:
        value = values.get(column.name)
        if value is None:
            if column.name in values and not column.nullable:
                return False
            continue
        kind = column.type
        if isinstance(kind, Boolean):
            right = value in (0, 1)
        elif isinstance(kind, Integer):
            right = isinstance(value, int)
        elif isinstance(kind, Float):
            right = isinstance(value, float | int)
        else:
            right = isinstance(value, bytes if isinstance(kind, LargeBinary) else str)
        if not right:
            return False
    return True
