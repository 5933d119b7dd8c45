"""The cross-case and the triangulation page: totals of units, rows that rest on little, and taking a matrix away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.coding import codes, segments
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import service as study
from qda.synthesis import matrices
from qda.synthesis.matrices import NewLine
from qda.ui.actions import Actions
from qda.ui.cases.matrix_page import AcrossPage
from qda.ui.claims.triangulation_page import TriangulationPart
from qda.ui.grid.page import MatrixPage
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from tests.factories import make_source, span_of
from tests.ui.still import keep_still

Show = Callable[[type[AcrossPage] | type[TriangulationPart]], MatrixPage]


@pytest.fixture
def show(project: Project, qtbot: QtBot) -> Iterator[Show]:
    """Shows a page of the project, and waits until its cells are counted."""
    window = QWidget()
    qtbot.addWidget(window)
    session, actions, jobs = Session(window), Actions(window), Jobs(window)
    session.begin(project)
    actions.project_is(there=True)
    window.resize(1100, 700)
    window.show()

    def shown(screen: type[AcrossPage] | type[TriangulationPart]) -> MatrixPage:
        page = screen(session, actions, jobs, window)
        page.resize(1100, 700)
        page.show()
        qtbot.waitUntil(lambda: not jobs.busy)
        return page

    yield shown
    keep_still(jobs, window)
    assert session._unsubscribe is not None
    session._unsubscribe()
    session._unsubscribe = None


def fill(project: Project) -> tuple[int, list[int]]:
    """A code in one of two cases of a unit; gives the code and the cases."""
    unit = study.create_unit(project, "Casework")
    cases = [study.create_case(project, unit, name) for name in ("Martine", "Paul")]
    source = make_source(project)
    sources.describe(project, [source], kind="interview")
    sources.move(project, [source], case_id=cases[0])
    code = codes.create(project, "not judging")
    segments.apply(project, source, span_of("She did not judge me."), code)
    return code, cases


def test_units_above_cases_have_a_total_that_nobody_writes_in(project: Project, show: Show) -> None:
    code, cases = fill(project)
    columns = [NewLine("case", each) for each in cases]
    made = matrices.create(project, "A", "across", content="counts", rows=[NewLine("code", code)], columns=columns)
    matrices.set_second_level(project, made, True)

    model = show(AcrossPage).grid.model_

    total = model.index(0, 2)
    assert total.data(Qt.ItemDataRole.AccessibleTextRole).startswith(
        "row not judging, column Casework, all cases: 1 of"
    )
    assert not model.flags(total) & Qt.ItemFlag.ItemIsEditable


def test_a_row_that_rests_on_one_source_says_so(project: Project, show: Show) -> None:
    code, _cases = fill(project)
    rows, columns = [NewLine("code", code)], [NewLine("kind", label="interview")]
    matrices.create(project, "T", "triangulation", rows=rows, columns=columns)

    model = show(TriangulationPart).grid.model_

    told = model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.AccessibleTextRole)
    assert told == "not judging. rests on one source"


def test_a_matrix_is_taken_away_from_its_page(project: Project, show: Show, tmp_path: Path, qtbot: QtBot) -> None:
    code, cases = fill(project)
    made = matrices.create(
        project, "A", "across", rows=[NewLine("code", code)], columns=[NewLine("case", each) for each in cases]
    )
    page = show(AcrossPage)

    with qtbot.waitSignal(page._session.said) as said:
        page.saving.write(made, "A", tmp_path / "a.csv")

    assert said.args == ["Wrote “a.csv”."]
    assert (tmp_path / "a.csv").read_text("utf-8").splitlines()[0].startswith("Topic,Martine (n = 1)")
