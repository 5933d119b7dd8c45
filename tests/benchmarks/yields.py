"""What a study tells, at sizes M and L: its past, passages to test a code on, all counts, plain lines and back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from qda.analysis.coding import biography, candidates, past
from qda.analysis.segments import retrieval
from qda.coding import focused
from qda.export import plain as writing
from qda.export import reports, wishes
from qda.export.leaving import gate
from qda.project import plain
from qda.project.project import Project
from tests.benchmarks import studies
from tests.benchmarks.report import Row, median
from tests.benchmarks.studies import Size

Taken = tuple[float, float]


def run(folder: Path) -> list[Row]:
    """Each figure at size L with its growth from M."""
    smaller, found = _figures(folder, studies.M), _figures(folder, studies.L)
    return [Row(name, wall, own=own, smaller=smaller[name][0]) for name, (wall, own) in found.items()]


def _figures(folder: Path, size: Size) -> dict[str, Taken]:
    path = studies.copy(size, folder)
    lines, back = folder / f"{size.name}.jsonl", folder / f"{size.name} back.gerund"
    today = datetime.now().astimezone().date().isoformat()
    with Project.open(path, coder="AQ") as project, gate.collecting():
        cluster = next(row for row in focused.with_members(project) if row.level == "focused" and row.members)
        group, member = cluster.id, cluster.members[0].id
        return {
            "the biography of an initial code": _timed(lambda: biography.of_code(project, member), 5),
            "the code book as on a day, over 100,000 changes": _timed(lambda: past.book_on(project, today), 3),
            "test a code: segments of its members": _timed(lambda: candidates.members(project, group), 5),
            "test a code: segments near its words": _timed(lambda: candidates.near(project, group, kinds=("near",)), 3),
            "test a code: uncoded passages": _timed(lambda: candidates.near(project, group, kinds=("uncoded",)), 1),
            "every count of all codings": _timed(lambda: retrieval.count(retrieval.facts(project)), 3),
            "the table of all segments": _timed(lambda: reports.table(project, wishes.Wish("segments")), 3),
            "the whole study to plain lines": _timed(lambda: writing.write(project, lines), 1),
            "the whole study from plain lines, examined": _timed(lambda: plain.rebuild(lines, back), 1),
        }


def _timed(act: Callable[[], object], count: int) -> Taken:
    """(wall clock, processor time) in milliseconds; the middle of so many."""
    walls, owns = [], []
    for _ in range(count):
        wall, own = time.perf_counter(), time.process_time()
        act()
        walls.append((time.perf_counter() - wall) * 1000)
        owns.append((time.process_time() - own) * 1000)
    return median(walls), median(owns)
