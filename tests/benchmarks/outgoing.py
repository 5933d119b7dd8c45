"""What is asked of a study and what goes out of it: queries, matrices, words, figures, tables, exchange.

At the sizes M (the work on which other programs were measured: 20,000 segments), L, XL, and Long (one text). The
reading that all queries share (`ground`) is done once after each change of the study, and told apart.

Answers have a goal at every size. Files and exchange have one at M alone: theirs come from the survey of other
programs, which measured that work and no other. Of larger studies the growth is told, and no goal made up. L has twice
the segments of M, XL six times those of L, and Long one and a half times those of M, from which its growth is told:
what grows more than that costs more for each segment than in the smaller study.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qda.analysis.figures import portraits
from qda.analysis.queries import asking, cooccurrence, crosstab, quotes, similarity
from qda.analysis.queries.cooccurrence import Meeting
from qda.analysis.queries.crosstab import Axis
from qda.analysis.queries.text import parsed
from qda.analysis.segments import ground as grounds
from qda.analysis.segments.ground import Ground
from qda.analysis.words import frequencies, kwic
from qda.analysis.words.reading import Book
from qda.coding import queries as coding
from qda.export import reports, wishes, writing
from qda.export.figures import kinds as figure_kinds
from qda.export.figures.kinds import Basis
from qda.export.figures.wishes import FigureWish
from qda.export.leaving import gate
from qda.export.refi import writing as refi
from qda.flows.importing import bring_in
from qda.project.project import Project
from tests.benchmarks import studies, voices
from tests.benchmarks.report import Row
from tests.benchmarks.studies import Size

_ANSWER, _SCREEN, _MATRIX = 1_000.0, 200.0, 100.0
_FILES = {".csv": 2_000.0, ".xlsx": 3_000.0, ".docx": 20_000.0}
_OUT, _IN = 4_000.0, 6_000.0
_FIRST_FIGURE = 1_500.0
_FIRST = """
import sys, time
from pathlib import Path
from qda.project.project import Project
from qda.export.leaving import gate
from qda.export.figures import files, kinds
from qda.export.figures.wishes import FigureWish
with Project.open(Path(sys.argv[1]), coder="AQ", writable=False) as project, gate.collecting():
    basis = kinds.basis(project)
    wall, own = time.perf_counter(), time.process_time()
    files.rendered(kinds.make(project, FigureWish("heat"), basis), "png", dpi=144)
    print(1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - own))
"""
_MANY = 60_000
"""Segments above which no .docx is made (nobody prints 40,000 pages), nor a study brought back in."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """One figure in milliseconds by the clock and in processor time; `goal` where one is set for this size."""

    wall: float
    own: float
    goal: float | None


_Figures = dict[str, _Taken]


def run(folder: Path, sizes: tuple[Size, ...] = (studies.M, studies.L, studies.XL, studies.LONG)) -> list[Row]:
    """Every figure at every size, each with its growth from the size below; that of Long is from M."""
    found: dict[str, _Figures] = {}
    for size in sizes:
        path = studies.copy(size, folder)
        voices.give(path)
        found[size.name] = dict(_figures(path, size, folder))
        path.unlink()
    rows = []
    for name in next(iter(found.values())):
        for before, size in zip((None, *sizes), sizes, strict=False):
            here = found[size.name].get(name)
            below = found[studies.M.name if size is studies.LONG else before.name].get(name) if before else None
            if here is not None:
                smaller = below.wall if below else None
                rows.append(Row(f"{name}, {size.name}", here.wall, goal=here.goal, own=here.own, smaller=smaller))
    return rows


def _timed(act: Callable[[], object], goal: float | None = None) -> _Taken:
    """Once; what takes less than a third of a second thrice, of which the middle one counts."""
    taken: list[_Taken] = []
    gc.collect()
    while not taken or (taken[0].wall < 330 and len(taken) < 3):
        wall, own = time.perf_counter(), time.process_time()
        act()
        spent = (1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - own))
        taken.append(_Taken(*spent, goal))
    return sorted(taken, key=lambda each: each.wall)[len(taken) // 2]


def _figures(path: Path, size: Size, folder: Path) -> Iterator[tuple[str, _Taken]]:
    with Project.open(path, coder="AQ") as project:
        yield "read what queries are asked of", _timed(lambda: grounds.load(project), _ANSWER)
        ground = grounds.load(project)
        yield from _asked(project, ground)
        yield from _counted(project, ground, size)
        yield from _said(project, ground)
        yield from _drawn(project, ground)
        with gate.collecting():
            yield from _written(project, size, folder)
            yield from _exchanged(project, size, folder)


def _queries(project: Project) -> dict[str, str]:
    """One query for each way of asking, of codes and things that every size has."""
    labels = [f"“{row.name}”" for row in coding.code_rows(project) if row.level == "initial"][:4]
    focused = [f"“{row.name}”" for row in coding.code_rows(project) if row.level == "focused"][:2]
    one, other, third, _last = (f"CODE {label}" for label in labels)
    wide, wider = (f"CODE {label}" for label in focused)
    return {
        "and": f"{one} AND {other}",
        "or, not": f"({wide} OR {wider}) AND NOT {third}",
        "overlapping": f"{wide} OVERLAPS {wider}",
        "inside": f"{wide} INSIDE {wider}",
        "near, by characters": f"{wide} NEAR 200 {wider}",
        "near, by sentences": f"{wide} NEAR 3 SENTENCES {wider}",
        "near, by turns": f"{wide} NEAR 1 TURNS {wider}",
        "in a sequence": f"{wide} FOLLOWED BY WITHIN 500 {wider}",
        "of a case": "CODED AND CASE “Case 3”",
        "of a unit and a kind": "UNIT “Unit 1” AND KIND interview",
        "from a date, by a coder": "FROM 2012-01-01 AND CODER AQ",
        "of a speaker": "SPEAKER INT",
        "of a participant": "PARTICIPANT “Person 7” AND CODED",
        "with a word": "WORDS nurse",
        "all coded": "CODED",
        "all coded near one another": "CODED NEAR 50 CODED",
    }


def _asked(project: Project, ground: Ground) -> Iterator[tuple[str, _Taken]]:
    for name, text in _queries(project).items():
        what = parsed(text)
        # Where texts must be read for a measure, the first answer reads them: that is what the user waits for.
        first = _once(lambda what=what: asking.ask(project, what, ground))  # type: ignore[misc]
        yield f"query: {name}", first
    yield "query: what carries no code", _timed(lambda: asking.ask(project, parsed("UNCODED"), ground), _ANSWER)
    everything = asking.ask(project, parsed("CODED"), ground).places
    yield "first screen of all segments", _timed(lambda: quotes.rows(project, ground, everything[:60]), _SCREEN)


def _once(act: Callable[[], object]) -> _Taken:
    wall, own = time.perf_counter(), time.process_time()
    act()
    return _Taken(1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - own), _ANSWER)


def _counted(project: Project, ground: Ground, size: Size) -> Iterator[tuple[str, _Taken]]:
    matrix = _MATRIX if size is studies.M else _ANSWER
    codes = Axis("codes")
    for across in ("source", "case", "unit", "kind", "participant"):
        yield (
            f"matrix: codes by {across}",
            _timed(lambda a=across: crosstab.cross(project, ground, codes, Axis(a)), matrix),  # type: ignore[misc]
        )
    by_sources = lambda: crosstab.cross(project, ground, codes, Axis("case"), "sources")  # noqa: E731
    yield "matrix: codes by case, counted by sources", _timed(by_sources, matrix)
    for name, meeting in {
        "overlapping": Meeting(),
        "on one line": Meeting("line"),
        "within 200 characters": Meeting("near", 200),
        "within 2 sentences": Meeting("near", 2, "sentences"),
    }.items():
        yield (
            f"codes together: {name}",
            _timed(lambda m=meeting: cooccurrence.meet(project, ground, meeting=m), matrix),  # type: ignore[misc]
        )
    cases = crosstab.cross(project, ground, codes, Axis("case"))
    yield "likeness of cases", _timed(lambda: similarity.alike(cases), _ANSWER)


def _said(project: Project, ground: Ground) -> Iterator[tuple[str, _Taken]]:
    book = Book()
    yield "words: read and count all (once)", _once(lambda: frequencies.tally(project, book, ground))
    yield "words: count them again", _timed(lambda: frequencies.tally(project, book, ground), _ANSWER)
    for across in ("case", "source", "participant", "codes"):
        by = frequencies.Counting(by=Axis(across))
        yield f"words: by {across}", _timed(lambda b=by: frequencies.tally(project, book, ground, counting=b), _ANSWER)  # type: ignore[misc]
    yield "key word in context: all places", _timed(lambda: kwic.find(project, book, ground, "nurse"), _ANSWER)
    places = kwic.find(project, book, ground, "nurse")
    shown = range(min(60, len(places)))
    yield "key word in context: first screen", _timed(lambda: kwic.rows(project, places, shown), _SCREEN)


def _drawn(project: Project, ground: Ground) -> Iterator[tuple[str, _Taken]]:
    basis = Basis(ground, Book())
    source = portraits.first_coded(ground)
    assert source is not None
    wishes = {
        "heat map": FigureWish("heat"),
        "heat map by sources": FigureWish("heat", columns="source"),
        "bars": FigureWish("bars"),
        "codes along a text": FigureWish("lines", source_id=source),
        "portrait of a text": FigureWish("portrait", source_id=source),
        "net of codes": FigureWish("network", levels=("focused",), reach="gathered"),
    }
    for name, wish in wishes.items():
        yield f"figure: {name}", _timed(lambda w=wish: figure_kinds.make(project, w, basis), _ANSWER)  # type: ignore[misc]
    yield "figure: heat map painted, first of a program", _first_figure(project.path)


def _first_figure(path: Path) -> _Taken:
    """In a process of its own, which tells how long figure and paint took it after the study was read.

    The second of two, so that the libraries lie there compiled as they do where they were installed, also where Python
    was told to compile nothing for good (PYTHONDONTWRITEBYTECODE): compiling them takes as long as all the rest, and no
    user meets it twice. Nor is the list of fonts in it, which matplotlib makes once for an account and then keeps.
    """
    with tempfile.TemporaryDirectory() as compiled:
        usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        around = {**usual, "PYTHONPYCACHEPREFIX": compiled}
        command = [sys.executable, "-c", _FIRST, str(path)]
        for _time in range(2):
            done = subprocess.run(command, capture_output=True, text=True, check=True, env=around)
    wall, own = done.stdout.split()
    return _Taken(float(wall), float(own), _FIRST_FIGURE)


def _written(project: Project, size: Size, folder: Path) -> Iterator[tuple[str, _Taken]]:
    table = reports.table(project, wishes.Wish("segments"))
    for suffix, goal in _FILES.items():
        if suffix == ".docx" and size.segments > _MANY:
            continue
        write = lambda s=suffix: writing.write(folder / f"all{s}", [table])  # noqa: E731
        yield f"all segments to {suffix}", _timed(write, goal if size is studies.M else None)


def _exchanged(project: Project, size: Size, folder: Path) -> Iterator[tuple[str, _Taken]]:
    goals = (_OUT, _IN) if size is studies.M else (None, None)
    out = folder / f"{size.name}.qdpx"
    yield "REFI-QDA out", _timed(lambda: refi.write(project, out), goals[0])
    if size.segments > _MANY:
        return
    with Project.create(folder / f"{size.name} back.gerund", coder="AQ") as back:
        begun = _once(lambda: bring_in.bring_in(back, out))
        yield "REFI-QDA in", _Taken(begun.wall, begun.own, goals[1])
