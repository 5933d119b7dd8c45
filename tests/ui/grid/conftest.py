"""A page of matrices with a small study: two perspectives in one case."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.coding import codes, segments
from qda.project.project import Project
from qda.sources import service as sources
from qda.synthesis import matrices
from qda.synthesis.matrices import MatrixRow, NewLine
from qda.ui.actions import Actions
from qda.ui.cases.matrix_page import PerspectivesPage
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from tests.factories import make_case, make_source, span_of
from tests.ui.still import keep_still


@pytest.fixture
def made(project: Project) -> MatrixRow:
    """Theresa's interview speaks of one of two topics; another source is the social worker's."""
    _unit, case = make_case(project)
    for name, perspective in (("Theresa", "parent"), ("Angela", "social worker")):
        source = make_source(project, name=name)
        sources.describe(project, [source], perspective=perspective)
        sources.move(project, [source], case_id=case)
    first = codes.create(project, "not judging")
    for words in ("She did not judge me.", "Then we talked."):
        segments.apply(project, 1, span_of(words), first)
    rows = [NewLine("code", first), NewLine("code", codes.create(project, "calm"))]
    columns = [NewLine("perspective", label="parent"), NewLine("perspective", label="social worker")]
    made = matrices.create(project, "Martine", "perspectives", case_id=case, rows=rows, columns=columns)
    return matrices.matrix(project, made)


@pytest.fixture
def page(project: Project, qtbot: QtBot) -> Iterator[PerspectivesPage]:
    """The page, shown; what stands under its cells is counted."""
    window = QWidget()
    qtbot.addWidget(window)
    session, actions, jobs = Session(window), Actions(window), Jobs(window)
    session.begin(project)
    actions.project_is(there=True)
    page = PerspectivesPage(session, actions, jobs, window)
    page.resize(1000, 640)
    window.resize(1000, 640)
    window.show()
    page.read()
    qtbot.waitUntil(lambda: not jobs.busy)
    yield page
    keep_still(jobs, page)
    # The project itself goes on: its own fixture undoes what was done and compares the tables.
    assert session._unsubscribe is not None
    session._unsubscribe()
    session._unsubscribe = None
