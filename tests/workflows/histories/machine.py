"""What every rule stands on: a project, choosing from what it holds, and acting with undo and redo compared."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy.orm import Session

from qda.coding import codes
from qda.errors import QdaError
from qda.project import audit, history
from qda.sources import queries as source_queries
from qda.store.models import Code, Row, Source
from qda.store.rows import journalled_tables, table_of
from qda.text import Span
from tests.factories import TALK, make_source
from tests.workflows.histories import ready

Tables = Mapping[str, list[tuple[Any, ...]]]
"""Every journalled table by name: its rows as the driver gives them, by id."""

EVERY = 15
"""After so many steps the whole study is audited, and at the end; the tables are compared after every act."""

_READ = [(table.name, f'SELECT * FROM "{table.name}" ORDER BY id') for table in journalled_tables()]

names = st.sampled_from(["calm", "Calm", "quiet", "coming in", "👩‍👧 together", "sitting > down", "ruhig", " "])
places = st.tuples(st.integers(0, len(TALK) - 2), st.integers(1, 40))
points = st.tuples(st.floats(-900, 900), st.floats(-900, 900))
picks = st.integers(0, 1000)

NOTHING = -1


def driver(session: Session) -> sqlite3.Connection:
    """What a session reads by; it is in the pool of its engine, and only this thread asks for it."""
    return cast("sqlite3.Connection", session.connection().connection.dbapi_connection)


def held(connection: sqlite3.Connection) -> Tables:
    """Every journalled table as it is."""
    return {name: connection.execute(query).fetchall() for name, query in _READ}


def flat(values: Iterable[object]) -> Iterator[object]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from flat(value)
        else:
            yield value


class Machine(RuleBasedStateMachine):
    """Commands of all features in any order; what the user may be refused is refused and changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.path = self.put()
        self.acts = 0
        self._steps = 0
        self.open()

    def put(self) -> Path:
        """Where the empty study is that the history begins with."""
        path = ready.folder() / "study.gerund"
        ready.new_study(path)
        return path

    def open(self) -> None:
        """Open the study; nothing of what was read before is taken for what it holds now."""
        self.project = ready.opened(self.path)
        self._read_by: sqlite3.Connection | None = None
        self._version = -1

    def teardown(self) -> None:
        if self._steps % EVERY:
            self.audit()
        while history.next_undo(self.project) is not None:
            self.project.undo()
        assert self.tables() == self.beginning
        self.audit()
        self.end()

    def end(self) -> None:
        """Close the study and leave nothing of it."""
        self.project.close()
        shutil.rmtree(self.path.parent)

    def audit(self) -> None:
        """Quotes, journal, references and index are as they must be."""
        assert audit.check(self.project).faults == ()

    def tables(self) -> Tables:
        """What the study holds; read again only when SQLite says that another connection has written to the file."""
        if self._read_by is None:
            with self.project.read() as session:
                self._read_by = driver(session)
        version = self._read_by.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self._version = version
            self._tables = held(self._read_by)
            self._last = self._read_by.execute("SELECT max(id) FROM audit_command").fetchone()[0]
        return self._tables

    def act(self, command: Callable[..., object], *args: object, **options: object) -> None:
        """Run a command, then undo and redo it and compare; nothing is done where there is nothing to do it to."""
        if NOTHING in flat((*args, *options.values())):
            return
        before, last = self.tables(), self._last
        try:
            command(self.project, *args, **options)
        except QdaError:
            assert self.tables() == before
            return
        after = self.tables()
        if self._last == last:
            assert after == before
            return
        self.acts += 1
        self.project.undo()
        assert self.tables() == before
        self.project.redo()
        assert self.tables() == after

    # --- what there is to choose from --------------------------------------------------------------

    def ids(self, table: type[Row]) -> list[int]:
        return self.column(table, "id")

    def column(self, table: type[Row], name: str) -> list[Any]:
        """What a column holds, in the order of ids."""
        columns = table_of(table)
        place = columns.c.keys().index(name)
        return [row[place] for row in self.tables()[columns.name]]

    def one(self, table: type[Row], pick: int) -> int:
        """A row of a table, or NOTHING where it is empty."""
        found = self.ids(table)
        return found[pick % len(found)] if found else NOTHING

    def some(self, table: type[Row], pick: int) -> list[int]:
        """One, two or three rows of a table."""
        found = self.ids(table)
        return sorted({found[(pick + step) % len(found)] for step in range(1 + pick % 3)}) if found else []

    def code(self, pick: int) -> int:
        """A living code, or NOTHING where there is none."""
        rows = zip(self.ids(Code), self.column(Code, "retired"), strict=True)
        found = [row_id for row_id, retired in rows if not retired and row_id != codes.ROOT]
        return found[pick % len(found)] if found else NOTHING

    def source(self, pick: int) -> int:
        return self.one(Source, pick)

    def span(self, source: int, place: tuple[int, int]) -> Span:
        length = len(source_queries.opened(self.project, source).text)
        start = min(place[0], length - 1)
        return Span(start, min(length, start + place[1]))

    # --- what belongs to no feature -----------------------------------------------------------------

    @initialize()
    def begin(self) -> None:
        self.beginning = self.tables()
        make_source(self.project)

    @rule()
    def close_and_open(self) -> None:
        before = self.tables()
        self.project.close()
        self.open()
        assert self.tables() == before

    @rule(times=st.integers(1, 6))
    def undo_and_redo(self, times: int) -> None:
        before, done = self.tables(), 0
        for _ in range(times):
            if history.next_undo(self.project) is None or not source_queries.rows(self.project):
                break
            self.project.undo()
            done += 1
        for _ in range(done):
            self.project.redo()
        assert self.tables() == before

    @invariant()
    def sound(self) -> None:
        self._steps += 1
        if self._steps % EVERY == 0:
            self.audit()
