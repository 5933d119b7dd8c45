"""Any history of commands: undo restores every table exactly, redo does it again, the journal replays to the tables."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from qda.coding import categories, codes, focused, lines, maps, queries, segments
from qda.errors import QdaError
from qda.memos import queries as memo_queries
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project import audit, history
from qda.project.project import Project
from qda.sources import editing
from qda.sources import queries as source_queries
from qda.sources import service as sources
from qda.sources.anchoring import Edit
from qda.study import queries as study_queries
from qda.study import service as study
from qda.text import Span
from tests.factories import TALK, make_source

Tables = dict[str, dict[int, dict[str, Any]]]

names = st.sampled_from(["calm", "Calm", "quiet", "coming in", "👩‍👧 together", "sitting > down", "ruhig"])
places = st.tuples(st.integers(0, len(TALK) - 2), st.integers(1, 40))
picks = st.integers(0, 1000)


class Histories(RuleBasedStateMachine):
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
        """Run a command, then undo and redo it and compare."""
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

    def code(self, pick: int) -> int:
        rows = queries.code_rows(self.project)
        return rows[pick % len(rows)].id if rows else codes.ROOT

    def coding(self, pick: int) -> int:
        rows = queries.everything(self.project)
        return rows[pick % len(rows)].coding_id if rows else 0

    def source(self, pick: int) -> int:
        rows = source_queries.rows(self.project)
        return rows[pick % len(rows)].id

    def span(self, source: int, place: tuple[int, int]) -> Span:
        length = len(source_queries.opened(self.project, source).text)
        start = min(place[0], length - 1)
        return Span(start, min(length, start + place[1]))

    # --- rules -----------------------------------------------------------------------------------------

    @initialize()
    def begin(self) -> None:
        self.beginning = self.tables()
        make_source(self.project)

    @rule(name=names, pick=picks)
    def make_code(self, name: str, pick: int) -> None:
        self.act(codes.create, name, parent_id=self.code(pick) if pick % 3 == 0 else codes.ROOT)

    @rule(pick=picks, name=names)
    def rename_code(self, pick: int, name: str) -> None:
        self.act(codes.rename, self.code(pick), name)

    @rule(pick=picks, other=picks)
    def move_code(self, pick: int, other: int) -> None:
        self.act(codes.move, [self.code(pick)], self.code(other))

    @rule(pick=picks, other=picks)
    def merge_codes(self, pick: int, other: int) -> None:
        if self.code(other) != codes.ROOT:
            self.act(codes.merge, [self.code(pick)], into=self.code(other))

    @rule(pick=picks, name=names)
    def split_code(self, pick: int, name: str) -> None:
        mine = [row.coding_id for row in queries.of_codes(self.project, [self.code(pick)])]
        self.act(codes.split, self.code(pick), name, mine[::2])

    @rule(pick=picks)
    def delete_code(self, pick: int) -> None:
        self.act(codes.delete, [self.code(pick)])

    @rule(pick=picks, other=picks)
    def gather(self, pick: int, other: int) -> None:
        if self.code(other) != codes.ROOT:
            self.act(focused.cluster, [self.code(pick)], self.code(other))

    @rule(pick=picks, place=places)
    def apply_code(self, pick: int, place: tuple[int, int]) -> None:
        source = self.source(pick)
        if self.code(pick) != codes.ROOT:
            self.act(segments.apply, source, self.span(source, place), self.code(pick))

    @rule(pick=picks, place=places)
    def code_in_vivo(self, pick: int, place: tuple[int, int]) -> None:
        source = self.source(pick)
        self.act(segments.in_vivo, source, self.span(source, place))

    @rule(pick=picks, all_of_it=st.booleans(), place=places)
    def resize(self, pick: int, all_of_it: bool, place: tuple[int, int]) -> None:
        self.act(segments.resize, self.coding(pick), self.span(self.source(0), place), whole_segment=all_of_it)

    @rule(pick=picks)
    def take_off(self, pick: int) -> None:
        self.act(segments.remove, [self.coding(pick)])

    @rule(pick=picks, other=picks)
    def recode(self, pick: int, other: int) -> None:
        if self.code(other) != codes.ROOT:
            self.act(segments.recode, [self.coding(pick)], self.code(other))

    @rule(pick=picks)
    def pass_lines(self, pick: int) -> None:
        source = self.source(pick)
        starts = source_queries.opened(self.project, source).unit_starts
        self.act(lines.pass_over, source, list(starts[pick % len(starts) :]) if len(starts) else [])

    @rule(pick=picks, place=places, words=st.sampled_from(["", "x", "two words", "\n", "🏠"]))
    def correct(self, pick: int, place: tuple[int, int], words: str) -> None:
        source = self.source(pick)
        span = self.span(source, place)
        self.act(editing.correct, source, [Edit(span.start, span.end - len(span) // 2, words)])

    @rule(pick=picks, text=st.sampled_from(["a thought", "another"]))
    def write_memo(self, pick: int, text: str) -> None:
        target = Target("code", self.code(pick)) if self.code(pick) != codes.ROOT else Target("study", 1)
        self.act(memos.begin, text, targets=[target])

    @rule(pick=picks)
    def delete_memo(self, pick: int) -> None:
        rows = memo_queries.memos(self.project)
        if rows:
            self.act(memos.delete, rows[pick % len(rows)].id)

    @rule(name=names)
    def make_unit_and_case(self, name: str) -> None:
        self.act(study.create_unit, name)
        units = study_queries.units(self.project)
        if units:
            self.act(study.create_case, units[-1].id, name)

    @rule(pick=picks)
    def delete_case(self, pick: int) -> None:
        cases = [case.id for unit in study_queries.units(self.project) for case in unit.cases]
        if cases:
            self.act(sources.move, [self.source(pick)], case_id=cases[pick % len(cases)])
            self.act(study.delete_case, cases[pick % len(cases)])

    @rule(pick=picks, other=picks)
    def relate_and_draw(self, pick: int, other: int) -> None:
        one, two = self.code(pick), self.code(other)
        if codes.ROOT not in (one, two):
            self.act(categories.relate, one, "leads to", two)
            self.act(maps.create, f"map {pick}")
            drawing = maps.named(self.project)[-1][0]
            self.act(maps.place, drawing, "code", one, (0, 0, 10, 10))

    @precondition(lambda self: len(source_queries.rows(self.project)) > 1)
    @rule(pick=picks)
    def delete_source(self, pick: int) -> None:
        self.act(sources.delete, self.source(pick))

    @rule()
    def import_source(self) -> None:
        self.act(make_source)

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
            if history.next_undo(self.project) is None or len(source_queries.rows(self.project)) < 1:
                break
            self.project.undo()
            done += 1
        for _ in range(done):
            self.project.redo()
        assert self.tables() == before

    @invariant()
    def sound(self) -> None:
        assert audit.check(self.project).faults == ()


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=12,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
