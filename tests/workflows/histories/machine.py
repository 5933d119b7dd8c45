"""What every rule stands on: a project, choosing from what it holds, and acting with undo and redo compared."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from qda.coding import codes
from qda.errors import QdaError
from qda.project import audit, history
from qda.project.project import Project
from qda.sources import queries as source_queries
from qda.store.models import Code, Row
from qda.text import Span
from tests.factories import TALK, make_source

Tables = dict[str, dict[int, dict[str, Any]]]

names = st.sampled_from(["calm", "Calm", "quiet", "coming in", "👩‍👧 together", "sitting > down", "ruhig", " "])
places = st.tuples(st.integers(0, len(TALK) - 2), st.integers(1, 40))
points = st.tuples(st.floats(-900, 900), st.floats(-900, 900))
picks = st.integers(0, 1000)

NOTHING = -1


def _flat(values: Iterable[object]) -> Iterator[object]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _flat(value)
        else:
            yield value


class Machine(RuleBasedStateMachine):
    """Commands of all features in any order; what the user may be refused is refused and changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.project = Project.create(self.folder / "study.gerund", coder="AQ")

    def teardown(self) -> None:
        while history.next_undo(self.project) is not None:
            self.project.undo()
        assert self.tables() == self.beginning
        self.project.close()
        shutil.rmtree(self.folder)

    def tables(self) -> Tables:
        with self.project.read() as session:
            return audit.snapshot(session)

    def act(self, command: Callable[..., object], *args: object, **options: object) -> None:
        """Run a command, then undo and redo it and compare; nothing is done where there is nothing to do it to."""
        if NOTHING in _flat((*args, *options.values())):
            return
        before, acts = self.tables(), len(history.rows(self.project))
        try:
            command(self.project, *args, **options)
        except QdaError:
            assert self.tables() == before
            return
        if len(history.rows(self.project)) == acts:
            assert self.tables() == before
            return
        after = self.tables()
        self.project.undo()
        assert self.tables() == before
        self.project.redo()
        assert self.tables() == after

    # --- what there is to choose from --------------------------------------------------------------

    def ids(self, table: type[Row]) -> list[int]:
        with self.project.read() as session:
            return list(session.execute(select(table.id).order_by(table.id)).scalars())

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
        with self.project.read() as session:
            living = select(Code.id).where(~Code.retired, Code.id != codes.ROOT).order_by(Code.id)
            found = list(session.execute(living).scalars())
        return found[pick % len(found)] if found else NOTHING

    def source(self, pick: int) -> int:
        rows = source_queries.rows(self.project)
        return rows[pick % len(rows)].id

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
        self.project = Project.open(self.folder / "study.gerund", coder="AQ")
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
        assert audit.check(self.project).faults == ()
