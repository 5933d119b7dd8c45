"""A study of size M with a password against the same without one: opened, coded and undone by turns, in one run."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time, thread_time

from qda.analysis.words import search
from qda.coding import codes, segments
from qda.memos import drafts
from qda.project import backup, history, protection
from qda.project.project import Project
from qda.sources import queries
from qda.text import Span
from tests.benchmarks import studies
from tests.benchmarks.report import Row, median, percentile

_OPENED = 9
_ROUNDS = 400
_PASSWORD = "five unrelated words"


def run(folder: Path) -> list[Row]:
    """Opening, committing, undoing, asking; giving a password and making a backup."""
    plain = studies.copy(studies.M, folder)
    Project.open(plain, coder="AQ").close()
    protected = Path(shutil.copy(plain, folder / "protected.gerund"))
    begun = perf_counter()
    protection.set_password(protected, _PASSWORD)
    rows = [Row("give a password, with examination", (perf_counter() - begun) * 1000)]
    rows += _opening(plain, protected)
    with (
        Project.open(plain, coder="AQ") as first,
        Project.open(protected, coder="AQ", password=_PASSWORD) as second,
    ):
        for project in (first, second):
            project.keep_checkpointing()
        gc.collect()
        gc.freeze()
        rows += _by_turns(first, second)
    return rows


def _opening(plain: Path, protected: Path) -> list[Row]:
    wall: dict[Path, list[float]] = {plain: [], protected: []}
    own: dict[Path, list[float]] = {plain: [], protected: []}
    for _ in range(_OPENED):
        for path in (plain, protected):
            begun, spent = perf_counter(), process_time()
            Project.open(path, coder="AQ", password=_PASSWORD).close()
            wall[path].append((perf_counter() - begun) * 1000)
            own[path].append((process_time() - spent) * 1000)
    longer, dearer = (median(each[protected]) - median(each[plain]) for each in (wall, own))
    return [
        Row("open and close without a password", median(wall[plain]), own=median(own[plain])),
        Row("open and close with one", median(wall[protected]), own=median(own[protected])),
        Row("opening takes longer by", longer, own=dearer, goal=300),
        Row("the same, processor time", dearer, goal=300),
    ]


def _by_turns(plain: Project, protected: Project) -> list[Row]:
    source = max(queries.rows(plain), key=lambda row: row.words).id
    code = {project: codes.create(project, "being held against the plain") for project in (plain, protected)}
    slot = drafts.new_slot()

    def both(name: str, act: Callable[[Project, int], object], rounds: int, goal: float | None) -> list[Row]:
        taken: dict[Project, list[float]] = {plain: [], protected: []}
        own: dict[Project, list[float]] = {plain: [], protected: []}
        for number in range(rounds):
            for project in (plain, protected) if number % 2 else (protected, plain):
                begun, spent = perf_counter(), thread_time()
                act(project, number)
                taken[project].append((perf_counter() - begun) * 1000)
                own[project].append((thread_time() - spent) * 1000)
        held = median(taken[plain])
        mine = median(own[protected])
        middle = Row(f"{name}, median", median(taken[protected]), "ms", held, "without", goal, own=mine)
        dearer = Row("more processor time than without", mine - median(own[plain]))
        late = percentile(taken[plain], 0.99)
        return [
            middle,
            dearer,
            Row(f"{name}, p99", percentile(taken[protected], 0.99), reference=late, against="without"),
        ]

    def apply(project: Project, number: int) -> None:
        segments.apply(project, source, Span(number * 20, number * 20 + 17), code[project])

    return [
        *both("apply a code", apply, _ROUNDS, 1.3),
        *both("undo one act", lambda project, _n: history.undo(project), _ROUNDS // 4, 1.3),
        *both("keep a draft", lambda project, n: drafts.save(project, slot, "word " * n), _ROUNDS // 2, 1.3),
        *both("find a word in all texts", lambda project, _n: search.find(project, "children"), 10, None),
        *both("make a backup", _back_up, 3, None),
    ]


def _back_up(project: Project, number: int) -> None:
    made = backup.make(project.path, number, project.key)
    made.path.unlink()
