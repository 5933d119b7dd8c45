"""Matrices in a study of 3 units, 40 cases, 200 participants and 1,500 sources: opened on their pages, and in Word.

A table is open when it is painted; what stands under its cells is counted off the main thread and told apart.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from qda.analysis.synthesis import matrix_cells, matrix_quotes
from qda.coding import codes, segments
from qda.export import writing
from qda.export.leaving import gate
from qda.export.synthesis import matrix_tables
from qda.project.project import Project
from qda.sources import service as sources
from qda.sources.service import NewSource
from qda.study import service as study
from qda.synthesis import matrices
from qda.synthesis.matrices import NewLine
from qda.text import Mark, Span
from tests.benchmarks.report import Row

_OPEN, _COUNT, _WORD = 300.0, 100.0, 5_000.0  # milliseconds
_PERSPECTIVES = ("parent", "social worker", "case record", "observer")
_KINDS = ("interview", "field note", "case record", "document")
_SENTENCE = "She came in and sat down and did not judge me. "


def run(folder: Path) -> list[Row]:
    """Every kind of matrix, at 40 rows by 12 columns and more."""
    path = folder / "matrices.gerund"
    with Project.create(path, title="Large", coder="AQ") as project:
        made = fill(project)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    rows: list[Row] = []
    with Project.open(path, coder="AQ") as project:
        rows.append(_row("read what stands under all cells", lambda: matrix_cells.load(project)))
        ground = matrix_cells.load(project)
        for name, matrix_id in made.items():
            found = matrices.matrix(project, matrix_id)
            rows.append(_row(f"count the cells: {name}", partial(matrix_cells.cells, ground, found), _COUNT))
        rows += _opened(app, project, made)
        with gate.collecting():
            for name, matrix_id in made.items():
                write = partial(_write, project, folder / f"{matrix_id}.docx", matrix_id)
                rows.append(_row(f"write to Word: {name}", write, _WORD))
    return rows


def _write(project: Project, path: Path, matrix_id: int) -> None:
    writing.write(path, matrix_tables.allowed(project, [matrix_id]))


def _row(name: str, act: Callable[[], object], goal: float | None = None) -> Row:
    """What an act takes, by the clock and in processor time."""
    begun, own = time.perf_counter(), time.process_time()
    act()
    taken = 1000 * (time.perf_counter() - begun)
    return Row(name, taken, goal=goal, own=1000 * (time.process_time() - own))


def fill(project: Project) -> dict[str, int]:
    """The study, and a matrix of each kind with every cell judged and written."""
    rng = random.Random(3)
    with project.group(), project.batch():
        units = [study.create_unit(project, f"Unit {at}") for at in range(3)]
        cases = [study.create_case(project, units[at % 3], f"Case {at:02}") for at in range(40)]
        people = [study.create_participant(project, f"P{at:03}", case_ids=(cases[at % 40],)) for at in range(200)]
        book = [codes.create(project, f"code {at:03}", level="focused" if at < 60 else "initial") for at in range(200)]
        text, given = "Ann: " + _SENTENCE * 20, list[tuple[int, Span, int]]()
        for at in range(1500):
            mark = Mark(0, 3, "speaker", "Ann")
            source = sources.add(project, NewSource(f"Source {at:04}", text, (mark,)))
            sources.describe(project, [source], perspective=_PERSPECTIVES[at % 4], kind=_KINDS[at % 4])
            sources.move(project, [source], case_id=cases[at % 40])
            sources.assign_speaker(project, source, "Ann", participant_id=people[at % 200])
            places = [5 + len(_SENTENCE) * each for each in range(20)]
            given += [(source, Span(start, start + 40), rng.choice(book)) for start in places]
        segments.apply_many(project, given)
    topics = [NewLine("code", each) for each in book[:40]]
    shapes: dict[str, dict[str, Any]] = {
        "perspectives": {"columns": matrix_quotes.perspectives(project, cases[0]), "case_id": cases[0]},
        "across": {"columns": [NewLine("case", each) for each in cases]},
        "triangulation": {"columns": matrix_quotes.kinds(project)},
    }
    made = {kind: matrices.create(project, kind, kind, rows=topics, **shape) for kind, shape in shapes.items()}
    matrices.set_second_level(project, made["across"], True)
    with project.batch():
        for matrix_id in made.values():
            found = matrices.matrix(project, matrix_id)
            for row in found.rows:
                for column in found.columns[:12]:
                    matrices.write(project, row.id, column.id, text=_SENTENCE * 2)
    return made


def _opened(app: QApplication, project: Project, made: dict[str, int]) -> list[Row]:
    from qda.ui.actions import Actions
    from qda.ui.cases.matrix_page import AcrossPage, PerspectivesPage
    from qda.ui.claims.triangulation_page import TriangulationPart
    from qda.ui.jobs import Jobs
    from qda.ui.session import Session

    window = QWidget()
    window.resize(1280, 800)
    session, jobs, actions = Session(window), Jobs(window), Actions(window)
    session.begin(project)
    window.show()
    rows = []
    for name, screen in (
        ("perspectives", PerspectivesPage),
        ("across", AcrossPage),
        ("triangulation", TriangulationPart),
    ):
        for turn in ("first time", "again"):
            page = screen(session, actions, jobs, window)
            page.resize(1000, 760)

            def painted(page: QWidget = page) -> None:
                page.show()
                app.processEvents()

            rows.append(_row(f"open {name}, {turn}", painted, _OPEN))
            begun = time.perf_counter()
            while jobs.busy:
                app.processEvents()
            rows.append(Row(f"{name}, until its cells are counted", 1000 * (time.perf_counter() - begun)))
            page.hide()
            page.deleteLater()
    jobs.stop_all()
    assert session._unsubscribe is not None
    session._unsubscribe()
    session._project = None  # the file is closed by whoever opened it
    assert set(made) == {"perspectives", "across", "triangulation"}
    return rows
