"""The file of a register that is no project: encrypted, with a sign of its own. Only here are its pragmas spoken."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from qda.store import engine
from qda.store.keys import Key

Connection: TypeAlias = sqlite3.Connection


def connect(path: Path, key: Key, sign: int, tables: Sequence[str] = (), version: int = 1) -> Connection:
    """Open a file with this sign in its header, read-only where it can't be written; `tables` makes a new one.

    Raises OSError where it can't be opened, ValueError where the key is wrong or it is another kind of file.
    """
    from sqlcipher3 import dbapi2

    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    connection: Connection | None = None
    try:
        connection = engine.bare(path, "rw" if writable else "ro", key, immutable=not writable)
        connection.execute("PRAGMA trusted_schema = OFF").fetchall()
        connection.execute("PRAGMA temp_store = MEMORY").fetchall()
        connection.execute("PRAGMA secure_delete = ON").fetchall()
        if tables:
            _make(connection, sign, tables, version)
        if connection.execute("PRAGMA application_id").fetchone()[0] != sign:
            raise ValueError("a file of another kind")
    except dbapi2.OperationalError as error:
        _close(connection)
        raise OSError(str(error)) from error
    except dbapi2.DatabaseError as error:
        _close(connection)
        raise ValueError("the key does not fit") from error
    except BaseException:
        _close(connection)
        raise
    return connection


def _close(connection: Connection | None) -> None:
    if connection is not None:
        connection.close()


def _make(connection: Connection, sign: int, tables: Sequence[str], version: int) -> None:
    connection.execute("BEGIN")
    for table in tables:
        connection.execute(table)
    connection.execute(f"PRAGMA application_id = {int(sign)}")
    connection.execute(f"PRAGMA user_version = {int(version)}")
    connection.execute("COMMIT")
