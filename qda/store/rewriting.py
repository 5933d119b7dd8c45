"""Writing a database anew so that nothing is left of what it held: no free page, no log, no index of old words."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, text

from qda.store.engine import bare
from qda.store.keys import Key


def errors_of(key: Key | None) -> type[Exception]:
    """What the driver of such a file raises: SQLCipher's errors are not those of Python's own SQLite."""
    if key is None:
        return sqlite3.Error
    from sqlcipher3 import dbapi2

    found: type[Exception] = dbapi2.Error
    return found


def settle(path: Path, key: Key | None = None) -> None:
    """Bring the log of a file into it, and take the log away. Raises OSError where anybody else has it open."""
    connection = bare(path, "rw", key)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except errors_of(key) as error:
        raise OSError(str(error)) from error
    finally:
        connection.close()


def keep_no_trace(connection: Connection) -> None:
    """Write with no log on the disk, and noughts over what is deleted; outside a transaction, on a file of our own."""
    raw = _raw(connection)
    for order in ("journal_mode = DELETE", "journal_mode = MEMORY", "secure_delete = ON"):
        raw.execute(f"PRAGMA {order}").fetchall()


def index_anew(connection: Connection) -> None:
    """Build the search index from nothing: it keeps what was deleted until it has grown."""
    connection.execute(text("INSERT INTO paragraph_text (paragraph_text) VALUES ('rebuild')"))


def compact(connection: Connection) -> None:
    """Write every page anew; outside a transaction. What it needs meanwhile is in memory alone."""
    _raw(connection).execute("VACUUM")


def finish(path: Path, key: Key | None = None) -> None:
    """Have a file that was just written work with a log as all of ours do, and be on the disk."""
    connection = bare(path, "rw", key)
    try:
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
    finally:
        connection.close()
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _raw(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)
