"""An open project's whole database copied into memory: it can be changed there, and nobody's file is touched."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool, QueuePool


class MemoryCopy:
    """A copy of a database; it lives until `close()`. Any thread may read once it has been written."""

    def __init__(self, reading: Session) -> None:
        """Copy what a session sees at this moment."""
        source = reading.connection()
        self._address = f"file:gerund-{secrets.token_hex(8)}?mode=memory&cache=shared"
        # A shared database in memory is gone with its last connection; this one holds it.
        raw: Any = source.connection.dbapi_connection
        self._driver = source.dialect.dbapi  # SQLCipher's memory is not that of Python's own SQLite
        self._keeper = self._opened()
        if isinstance(raw, sqlite3.Connection):
            raw.backup(self._keeper)
        else:
            _copy_rows(raw, self._keeper)
        self.engine: Engine = create_engine(
            "sqlite://", module=self._driver, creator=self._reading, poolclass=QueuePool, pool_size=4
        )
        event.listen(self.engine, "begin", _begin)

    def _opened(self) -> sqlite3.Connection:
        driver: Any = self._driver
        opened = driver.connect(self._address, uri=True, check_same_thread=False, isolation_level=None)
        connection = cast("sqlite3.Connection", opened)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA temp_store = MEMORY")
        return connection

    def _reading(self) -> sqlite3.Connection:
        connection = self._opened()
        connection.execute("PRAGMA query_only = ON")
        # Nobody writes any more, and the locks of a shared cache would make readers refuse one another.
        connection.execute("PRAGMA read_uncommitted = ON")
        return connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that changes the copy."""
        engine = create_engine("sqlite://", module=self._driver, creator=self._opened, poolclass=NullPool)
        event.listen(engine, "begin", _begin)
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()

    def close(self) -> None:
        """Let the memory go."""
        self.engine.dispose()
        self._keeper.close()


def _begin(connection: Connection) -> None:
    # The driver would begin late and by itself, as in `store.engine`.
    connection.exec_driver_sql("BEGIN")


def _copy_rows(source: Any, target: sqlite3.Connection) -> None:
    """Table by table: an encrypted database gives no pages to one that is not."""
    made = source.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    virtual = [name for _type, name, sql in made if sql.upper().startswith("CREATE VIRTUAL")]
    tables = [
        (name, sql)
        for type_, name, sql in made
        if type_ == "table"
        and not name.startswith("sqlite_")
        and not any(name != each and name.startswith(f"{each}_") for each in virtual)  # a virtual table makes its own
    ]
    target.execute("BEGIN")
    for name, sql in tables:
        target.execute(sql)
        columns = [row[1] for row in source.execute(f'PRAGMA table_info("{name}")').fetchall()]
        names = [*(["rowid"] if name in virtual else []), *(f'"{column}"' for column in columns)]
        rows = source.execute(f'SELECT {", ".join(names)} FROM "{name}"')
        places = ", ".join("?" * len(names))
        target.executemany(f'INSERT INTO "{name}" ({", ".join(names)}) VALUES ({places})', rows)
    for type_, _name, sql in made:
        if type_ == "index":
            target.execute(sql)
    target.execute("DELETE FROM sqlite_sequence")
    target.executemany(
        "INSERT INTO sqlite_sequence VALUES (?, ?)", source.execute("SELECT name, seq FROM sqlite_sequence")
    )
    target.execute("COMMIT")
