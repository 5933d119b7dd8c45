"""Connections to a project file: the only place that knows the driver, its pragmas and its locks."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import NullPool, QueuePool

from qda.store import glance
from qda.store.models import Base

APPLICATION_ID = glance.APPLICATION_ID

# The auto-checkpoint costs up to 84 ms on the commit that trips it; the checkpointer runs long before this many pages.
_AUTOCHECKPOINT_PAGES = 10_000


def connect(path: Path, *, writable: bool, immutable: bool = False) -> Engine:
    """An engine on a project file. A writable one begins IMMEDIATE and flushes every commit to the disk.

    `immutable` reads a file whose folder can't be written, where SQLite could not place its shared memory.
    """
    # A reader that may write only to tidy up: the last one to close empties and removes the write-ahead log. What it
    # must not do, `query_only` forbids.
    mode = "rwc" if writable else "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"
    address = f"{_address(path)}?mode={mode}" + ("&immutable=1" if immutable else "")

    def opened() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None, timeout=5.0)
        _prepare(connection, writable=writable)
        return connection

    # The single writer holds its one connection; readers share a few.
    options: dict[str, Any] = {"poolclass": NullPool} if writable else {"poolclass": QueuePool, "pool_size": 4}
    engine = create_engine("sqlite://", creator=opened, **options)
    _begin_explicitly(engine, "BEGIN IMMEDIATE" if writable else "BEGIN")
    return engine


def _address(path: Path) -> str:
    # As bytes: a name may hold what is no text in the system's encoding.
    return "file:" + quote(os.fsencode(path))


def _prepare(connection: sqlite3.Connection, *, writable: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -16000")
    if writable:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_AUTOCHECKPOINT_PAGES}")
    else:
        connection.execute("PRAGMA query_only = ON")


def _begin_explicitly(engine: Engine, statement: str) -> None:
    # pysqlite begins late and deferred; with deferred begins, writers that have read first give up when they meet.
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)


def end_transaction(connection: Connection) -> None:
    """Roll back what is left of a transaction whose commit failed (a full disk), or no other could begin."""
    left = connection.get_transaction()
    if left is not None:
        left.rollback()
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    if raw.in_transaction:
        raw.rollback()


def initialise(connection: Connection) -> None:
    """Mark a new, empty database as a project file and put it into WAL mode; outside any transaction.

    Raises OSError.
    """
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    try:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


def set_schema_version(connection: Connection, version: int) -> None:
    """Write the schema version into the header; part of the running transaction."""
    connection.exec_driver_sql(f"PRAGMA user_version = {int(version)}")


def header(path: Path) -> tuple[int, int]:
    """(application id, schema version) from the first 100 bytes, without opening the database.

    Raises ValueError when the file is not an SQLite database.
    """
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or not head.startswith(b"SQLite format 3\x00"):
        raise ValueError("not an SQLite database")
    return int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big")


def has_log(path: Path) -> bool:
    """True if a write-ahead log lies beside the file and holds anything."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def checkpoint(engine: Engine) -> None:
    """Move what the write-ahead log holds into the file, as far as readers allow, without making anyone wait."""
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("PRAGMA wal_checkpoint(PASSIVE)")


def copy(source: Path, target: Path) -> None:
    """Copy a whole database with SQLite's backup, which is consistent while others read and write.

    Raises OSError; then there is no target.
    """
    target.unlink(missing_ok=True)
    try:
        _copy(source, target)
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise OSError(str(error)) from error


def _copy(source: Path, target: Path) -> None:
    # A plain closing() would leave a transaction open on an error; sqlite3's own context manager does not close.
    origin = sqlite3.connect(f"{_address(source)}?mode=ro", uri=True)
    try:
        copied = sqlite3.connect(target)
        try:
            origin.backup(copied)
        finally:
            copied.close()
    finally:
        origin.close()


def _present(connection: Connection) -> set[str]:
    return set(connection.execute(text("SELECT name FROM sqlite_master")).scalars())


def _schema() -> set[str]:
    """Names of all tables and indexes that a project has."""
    tables = Base.metadata.tables.values()
    return {str(table.name) for table in tables} | {str(index.name) for table in tables for index in table.indexes}


def is_whole(path: Path) -> bool:
    """True if SQLite can read every page of a file and finds nothing wrong with its structure."""
    try:
        connection = sqlite3.connect(f"{_address(path)}?mode=ro&immutable=1", uri=True)
        try:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def tally(path: Path, tables: Sequence[str]) -> dict[str, int]:
    """How many rows these tables have, in a file of any format; a table that it does not have is left out.

    Raises OSError where the file can't be read.
    """
    try:
        connection = sqlite3.connect(f"{_address(path)}?mode=ro", uri=True)
        try:
            known = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            counts = {name: f'SELECT count(*) FROM "{name}"' for name in tables if name in known}
            return {name: int(connection.execute(query).fetchone()[0]) for name, query in counts.items()}
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


def integrity(connection: Connection) -> list[str]:
    """What SQLite finds wrong with the file, and rows that refer to nothing; empty when sound."""
    faults = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(20)")) if row[0] != "ok"]
    faults += [f"{name} is missing" for name in sorted(_schema() - _present(connection))]
    for table, rowid, parent, _key in connection.execute(text("PRAGMA foreign_key_check")):
        faults.append(f"{table} {rowid} refers to a missing {parent}")
    return faults
