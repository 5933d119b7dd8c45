"""What comes in from other programs: QualCoder, Taguette, RQDA, code books as tables, and segments as .csv.

The survey of other programs measured none of these; goals are by analogy, and for M alone, whose 20,000 segments are
those that it measured. A project of another program is to come in as soon as one by REFI-QDA does (6 s: the same texts,
codes and segments in another wrapping). Segments for texts that are there already are to take what is left of that when
the two seconds are gone in which 200 texts are imported: 4 s. A code book is one file of an import, whatever stands in
it, and is to come in within those 2 s. Of L only the growth is told.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from qda.coding import queries as coding
from qda.flows import code_hits
from qda.flows.importing import bring_in
from qda.flows.others import codebook_tables
from qda.project.project import Project
from qda.sources import service as sources
from qda.sources.service import NewSource
from tests.benchmarks import strangers, studies
from tests.benchmarks.report import Row
from tests.benchmarks.strangers import Material
from tests.benchmarks.studies import Size

_PROJECT, _SEGMENTS, _BOOK = 6_000.0, 4_000.0, 2_000.0  # milliseconds, at M
_MAKERS: dict[str, tuple[str, Callable[[Path, Material], Path]]] = {
    "QualCoder project in": (".qda", strangers.qualcoder),
    "Taguette database in": (".sqlite3", strangers.taguette),
    "RQDA file in": (".rqda", strangers.rqda),
}
_FROM_TABLE = "segments from .csv"
Taken = tuple[float, float]
"""Milliseconds by the clock, and of this process's own time."""


def run(folder: Path, sizes: tuple[Size, ...] = (studies.M, studies.L)) -> list[Row]:
    """Each import into a new study, with its growth from the size below."""
    found = {size.name: dict(_taken(folder, size)) for size in sizes}
    rows = []
    for name in next(iter(found.values())):
        goal = _PROJECT if name in _MAKERS else _SEGMENTS if name == _FROM_TABLE else _BOOK
        for before, size in zip((None, *sizes), sizes, strict=False):
            wall, own = found[size.name][name]
            smaller = found[before.name][name][0] if before else None
            rows.append(Row(f"{name}, {size.name}", wall, goal=None if before else goal, own=own, smaller=smaller))
    return rows


def _taken(folder: Path, size: Size) -> Iterator[tuple[str, Taken]]:
    held = strangers.material(size)
    for name, (suffix, make) in _MAKERS.items():
        path = make(folder / f"{size.name}{suffix}", held)
        with _study(folder, f"{size.name} {name}") as project:
            yield name, _timed(partial(bring_in.bring_in, project, path))
            _require(project, len(held.codings) * 0.9)
    for suffix in (".csv", ".xlsx", ".docx"):
        path = strangers.code_book(folder / f"{size.name} codes{suffix}", held)
        with _study(folder, f"{size.name}{suffix}") as project:
            yield f"code book from {suffix}", _timed(partial(_take_codes, project, path))
            assert len(coding.code_rows(project)) >= len(held.codes)
    path = strangers.segments(folder / f"{size.name} segments.csv", held)
    with _study(folder, f"{size.name} segments") as project:
        with project.command("benchmark", "Add texts"):
            for number, text in enumerate(held.texts, 1):
                sources.add(project, NewSource(name=f"Interview {number}", text=text))
        yield _FROM_TABLE, _timed(partial(code_hits.code_from_csv, project, path))
        _require(project, len(held.codings) * 0.9)


def _study(folder: Path, name: str) -> Project:
    return Project.create(folder / f"{name}.gerund", coder="AQ")


def _take_codes(project: Project, path: Path) -> None:
    codebook_tables.apply(project, codebook_tables.propose(project, path))


def _require(project: Project, least: float) -> None:
    """What took no time because nothing came in is no figure. Some places may be the same."""
    there = sum(row.codings for row in coding.code_rows(project))
    if there < least:
        raise AssertionError(f"{there} codings came in")


def _timed(act: Callable[[], object]) -> Taken:
    """Once; what is read in a process of its own counts by the clock alone."""
    gc.collect()
    wall, own = time.perf_counter(), time.process_time()
    act()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - own)
