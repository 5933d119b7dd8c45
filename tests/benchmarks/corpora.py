"""A study of 200 interviews: importing it, searching it, counting it."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter, process_time

from qda.analysis.segments import retrieval
from qda.analysis.words import search
from qda.coding import codes, queries, segments
from qda.flows.importing.files import Plan, import_files
from qda.project.project import Project
from qda.sources import queries as sources
from qda.text import Span
from tests.benchmarks import texts
from tests.benchmarks.report import Row, median, times


def run(folder: Path) -> list[Row]:
    """Goals are those of the survey of other programs, absolute on this class of machine."""
    plans = []
    for number in range(200):
        path = folder / f"interview_{number:04d}.txt"
        path.write_text(texts.interview(5_000, 1000 + number), encoding="utf-8")
        plans.append(Plan(path, keep_original=False))
    with Project.create(folder / "corpus.gerund", coder="AQ") as project:
        begun, own = perf_counter(), process_time()
        import_files(project, plans)
        imported, spent = (perf_counter() - begun) * 1000, (process_time() - own) * 1000
        turns = _spoken(folder)
        begun, own = perf_counter(), process_time()
        import_files(project, turns)
        talked, uttered = (perf_counter() - begun) * 1000, (process_time() - own) * 1000
        project.undo()
        rows = sources.rows(project)
        ids = [codes.create(project, label) for label in texts.labels(200)]
        length = len(sources.opened(project, rows[0].id).text)
        places = [
            (row.id, Span(a, b), ids[(a + b) % 200])
            for row in rows
            for a, b in texts.spans("x" * (length - 400), 100, row.id)
        ]
        segments.apply_many(project, places)
        found = median(times(lambda _n: search.find(project, "nurse", limit=200), 5))
        screen = median(times(lambda _n: queries.of_codes(project, ids, limit=200), 5))
        tree = median(times(lambda _n: queries.code_rows(project), 5))
        counted = median(times(lambda _n: retrieval.count(retrieval.facts(project)), 3))
    return [
        Row("import 200 texts of 5,000 words", imported, own=spent, goal=2000),
        Row("import 40 transcripts of 1,800 short turns", talked, own=uttered),
        Row("search a frequent word in 1 M words, the first 200", found, goal=50),
        Row("retrieve all 20,000 segments, first screen", screen, goal=200),
        Row("the code tree with its counts", tree),
        Row("every count of 20,000 codings", counted),
    ]


def _spoken(folder: Path) -> list[Plan]:
    """Transcripts in which people answer one another in a few words."""
    words = texts.interview(20_000, 77).replace(":", "").split()
    plans = []
    for number in range(40):
        starts = [(number * 97 + turn * 7) % 15_000 for turn in range(1_800)]
        said = [" ".join(words[start : start + 3 + turn % 10]) for turn, start in enumerate(starts)]
        path = folder / f"talk_{number:02d}.txt"
        path.write_text("\n".join(f"{('INT', 'P01')[turn % 2]}: {each}" for turn, each in enumerate(said)), "utf-8")
        plans.append(Plan(path))
    return plans
