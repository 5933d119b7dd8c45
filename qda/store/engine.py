"""Connections to a project file: the only place that knows the driver, its pragmas and its locks."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import NullPool, QueuePool

from qda.store import glance
from qda.store.keys import Key, KeyForgotten
from qda.store.models import Base

APPLICATION_ID = glance.APPLICATION_ID

# The auto-checkpoint costs up to 84 ms on the commit that trips it; the checkpointer runs long before this many pages.
_AUTOCHECKPOINT_PAGES = 10_000


def connect(path: Path, *, writable: bool, immutable: bool = False, key: Key | None = None) -> Engine:
    """An engine on a project file. A writable one begins IMMEDIATE and flushes every commit to the disk.

    `immutable` reads a file whose folder can't be written, where SQLite could not place its shared memory. With a key
    the file is one of SQLCipher, its log is encrypted as it is itself, and nothing else is written anywhere.
    """
    # A reader that may write only to tidy up: the last one to close empties and removes the write-ahead log. What it
    # must not do, `query_only` forbids.
    mode = "rwc" if writable else "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"

    def opened() -> sqlite3.Connection:
        connection = bare(path, mode, key, immutable=immutable)
        _prepare(connection, writable=writable)
        return connection

    # The single writer holds its one connection; readers share a few.
    options: dict[str, Any] = {"poolclass": NullPool} if writable else {"poolclass": QueuePool, "pool_size": 4}
    engine = create_engine("sqlite://", module=_driver(key), creator=opened, **options)
    _begin_explicitly(engine, "BEGIN IMMEDIATE" if writable else "BEGIN")
    return engine


def _driver(key: Key | None) -> Any:
    """Python's own SQLite for what is plain, SQLCipher for the rest: no file is ever opened by both at once."""
    if key is None:
        return sqlite3
    from sqlcipher3 import dbapi2

    return dbapi2


def bare(path: Path, mode: str, key: Key | None, *, immutable: bool = False) -> sqlite3.Connection:
    """A connection as SQLite gives it, in SQLite's mode “ro”, “rw” or “rwc”."""
    address = f"{_address(path)}?mode={mode}" + ("&immutable=1" if immutable else "")
    driver = _driver(key)
    opened = driver.connect(address, uri=True, check_same_thread=False, isolation_level=None, timeout=5.0)
    connection = cast("sqlite3.Connection", opened)  # the one is made after the other
    if key is not None:
        try:
            _unlock(connection, key)
        except BaseException:
            connection.close()
            raise
    return connection


def _unlock(connection: sqlite3.Connection, key: Key) -> None:
    # A wrong key is no fault to be printed on the terminal.
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    connection.execute(f'PRAGMA key = "{key.spoken()}"').fetchall()


def _raw(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)


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
    raw = _raw(connection)
    if raw.in_transaction:
        raw.rollback()


def initialise(connection: Connection) -> None:
    """Mark a new, empty database as a project file and put it into WAL mode; outside any transaction.

    Raises OSError.
    """
    raw = _raw(connection)
    try:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    except connection.dialect.loaded_dbapi.Error as error:
        raise OSError(str(error)) from error


def set_schema_version(connection: Connection, version: int) -> None:
    """Write the schema version into the header; part of the running transaction."""
    connection.exec_driver_sql(f"PRAGMA user_version = {int(version)}")


def header(path: Path, key: Key | None = None) -> tuple[int, int]:
    """(application id, schema version) from the first 100 bytes, without opening the database if it is plain.

    Raises ValueError when the file is not an SQLite database, or not one of this key, and OSError.
    """
    if key is not None:
        return _header_within(path, key)
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or not head.startswith(b"SQLite format 3\x00"):
        raise ValueError("not an SQLite database")
    return int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big")


def _header_within(path: Path, key: Key) -> tuple[int, int]:
    driver = _driver(key)
    # Without a log all is in the file; else the log, which is part of it, is read as by any reader.
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    connection = bare(path, "rw" if writable else "ro", key, immutable=not writable and not has_log(path))
    try:
        connection.execute("PRAGMA query_only = ON")
        told = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    except driver.OperationalError as error:
        raise OSError(str(error)) from error
    except driver.DatabaseError as error:
        raise ValueError("not a database of this key") from error
    finally:
        connection.close()
    return told[0], told[1]


def has_log(path: Path) -> bool:
    """True if a write-ahead log lies beside the file and holds anything."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def checkpoint(engine: Engine) -> None:
    """Move what the write-ahead log holds into the file, as far as readers allow, without making anyone wait."""
    with engine.connect() as connection:
        _raw(connection).execute("PRAGMA wal_checkpoint(PASSIVE)")


def copy(source: Path, target: Path, key: Key | None = None) -> None:
    """Copy a whole database with SQLite's backup, which is consistent while others read and write.

    The copy of a file with a password has the same key. Raises OSError; then there is no target.
    """
    target.unlink(missing_ok=True)
    try:
        _copy(source, target, key)
    except (_driver(key).Error, KeyForgotten) as error:
        target.unlink(missing_ok=True)
        raise OSError(str(error)) from error


def _copy(source: Path, target: Path, key: Key | None) -> None:
    # A plain closing() would leave a transaction open on an error; sqlite3's own context manager does not close.
    origin = bare(source, "ro", key)
    try:
        copied = bare(target, "rwc", key)
        try:
            origin.backup(copied)
        finally:
            copied.close()
    finally:
        origin.close()


def foreign_parts(connection: Connection) -> list[str]:
    """What a database holds that would act by itself (`glance.FOREIGN`): its kind and name."""
    return [f"{kind} {name}" for kind, name in connection.execute(text(glance.FOREIGN))]


def _present(connection: Connection) -> set[str]:
    return set(connection.execute(text("SELECT name FROM sqlite_master")).scalars())


def _schema() -> set[str]:
    """Names of all tables and indexes that a project has."""
    tables = Base.metadata.tables.values()
    return {str(table.name) for table in tables} | {str(index.name) for table in tables for index in table.indexes}


def is_whole(path: Path, key: Key | None = None, *, in_use: bool = False) -> bool:
    """True if SQLite can read every page of a file and finds nothing wrong with its structure.

    One that is `in_use` is read with its log, beside those who work on it.
    """
    try:
        connection = bare(path, "ro", key, immutable=not in_use)
        try:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        finally:
            connection.close()
    except (_driver(key).Error, KeyForgotten):
        return False


def tally(path: Path, tables: Sequence[str] | None = None, key: Key | None = None) -> dict[str, int]:
    """How many rows these tables, or all, have in a closed file of any format; a table it does not have is left out.

    Raises OSError where the file can't be read.
    """
    try:
        # Without a log nothing is placed beside it, which a reader could not take away again.
        connection = bare(path, "ro", key, immutable=not has_log(path))
        try:
            # Among all, what SQLite keeps for itself is not counted, nor what would be read by a module of its own.
            query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
            known = {name for (name,) in connection.execute(query)}
            chosen = sorted(known) if tables is None else [name for name in tables if name in known]
            counts = {name: f'SELECT count(*) FROM "{name}"' for name in chosen}
            return {name: int(connection.execute(query).fetchone()[0]) for name, query in counts.items()}
        finally:
            connection.close()
    except _driver(key).Error as error:
        raise OSError(str(error)) from error


def export(source: Path, target: Path, key: Key | None, new: Key | None) -> None:
    """Write a database anew under another key, or none; nobody else may have it open meanwhile.

    Raises OSError; then there is no target and the source is as it was.
    """
    from sqlcipher3 import dbapi2

    target.unlink(missing_ok=True)
    try:
        # One library for both: what is plain it reads as well.
        connection = cast(
            "sqlite3.Connection", dbapi2.connect(f"{_address(source)}?mode=rw", uri=True, isolation_level=None)
        )
        try:
            _export(connection, target, key, new)
        finally:
            connection.close()
        _settle(target, new)
        if not is_whole(target, new) or tally(target, None, new) != tally(source, None, key):
            raise OSError("what was written can't be read again")
    except (sqlite3.Error, dbapi2.Error) as error:
        _drop(target)
        raise OSError(str(error)) from error
    except BaseException:
        _drop(target)
        raise


def _export(connection: sqlite3.Connection, target: Path, key: Key | None, new: Key | None) -> None:
    if key is not None:
        _unlock(connection, key)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")
    # Whoever else has the file open would go on in what is about to be replaced: the lock is to be had by us alone.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
    connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.execute("ATTACH DATABASE ? AS target KEY ?", (_address(target), "" if new is None else new.spoken()))
    connection.execute("PRAGMA target.journal_mode = OFF").fetchall()
    connection.execute("BEGIN")
    connection.execute("SELECT sqlcipher_export('target')").fetchall()
    connection.execute("COMMIT")
    for name in ("application_id", "user_version"):
        connection.execute(f"PRAGMA target.{name} = {connection.execute(f'PRAGMA main.{name}').fetchone()[0]}")
    connection.execute("DETACH DATABASE target")


def _settle(path: Path, key: Key | None) -> None:
    """Have a file that was just written work with a log as all of ours do, and be on the disk."""
    connection = bare(path, "rw", key)
    try:
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
    finally:
        connection.close()
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _drop(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def integrity(connection: Connection) -> list[str]:
    """What SQLite finds wrong with the file, and rows that refer to nothing; empty when sound."""
    # From SQLite 3.44 on this looks into the search index as well, and with what a connection remembers of it from
    # before another one wrote to it; reading from it brings that up to date.
    if "paragraph_text" in _present(connection):
        connection.execute(text("SELECT rowid FROM paragraph_text LIMIT 1")).all()
    faults = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(20)")) if row[0] != "ok"]
    faults += [f"{name} is missing" for name in sorted(_schema() - _present(connection))]
    for table, rowid, parent, _key in connection.execute(text("PRAGMA foreign_key_check")):
        faults.append(f"{table} {rowid} refers to a missing {parent}")
    return faults
