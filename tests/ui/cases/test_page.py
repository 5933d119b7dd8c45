"""The Cases workspace turns to the mode in which a thing is, and chooses it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.coding import codes
from qda.memos import queries as memo_queries
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project.project import Project
from qda.synthesis import matrices
from qda.synthesis import targets as claim_targets
from qda.synthesis.matrices import NewLine
from qda.ui.actions import Actions
from qda.ui.cases.page import CasesPage
from qda.ui.grid.page import MatrixPage
from qda.ui.jobs import Jobs
from qda.ui.session import Selection, Session
from qda.ui.working import jumps
from tests.factories import make_case, make_source


def _filled(project: Project) -> tuple[int, int]:
    """Two matrices across; something is said in a cell of the second, whose row has no label of its own."""
    _unit, case = make_case(project)
    make_source(project)
    matrices.create(project, "First", "across")
    rows = [NewLine("code", codes.create(project, "calm")), NewLine("code", codes.create(project, "not judging"))]
    made = matrices.create(project, "Second", "across", rows=rows, columns=[NewLine("case", case)])
    found = matrices.matrix(project, made)
    matrices.write(project, found.rows[1].id, found.columns[0].id, text="Never judged.")
    (cell,) = matrices.matrix(project, made).cells.values()
    return made, cell.id


def test_a_link_to_a_cell_shows_its_matrix_and_the_cell(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    session, actions, jobs = Session(window), Actions(window), Jobs(window)
    session.begin(Project.create(tmp_path / "study.gerund", coder="AQ"))
    made, cell = _filled(session.project)
    page = CasesPage(session, actions, jobs, window)
    page.resize(1000, 640)
    window.resize(1000, 640)
    window.show()

    jumps.jump(session, "matrix_cell", cell)
    qtbot.waitUntil(lambda: not jobs.busy)

    shown = page.page("across")
    assert page.mode == "across"
    assert isinstance(shown, MatrixPage) and shown.matrix_id == made
    assert shown.grid.place() == (1, 0)
    assert session.selection == Selection("matrix_cell", cell)
    jobs.stop_all()
    session.end()


def test_a_cell_is_called_by_what_its_lines_stand_for(project: Project) -> None:
    _made, cell = _filled(project)
    memo = memos.begin(project, "On this cell.", targets=[Target("matrix_cell", cell)])

    (row,) = [row for row in memo_queries.memos(project) if row.id == memo]

    assert [link.label for link in row.links] == ["Second: not judging × Martine"]
    assert claim_targets.labels(project, [claim_targets.Target("matrix_cell", cell)]) == {
        claim_targets.Target("matrix_cell", cell): "Second: not judging × Martine"
    }
