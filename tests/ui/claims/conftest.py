"""A session on a small study with claims, the actions and jobs of a window, for the pages of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.coding import codes, focused, segments
from qda.project.project import Project
from qda.synthesis import claims
from qda.synthesis.targets import Target
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from tests.factories import make_source, span_of


@dataclass
class Desk:
    """What every page is made with; the lists keep what the session was told."""

    window: QWidget
    session: Session
    actions: Actions
    jobs: Jobs
    settle: Callable[[], None]
    said: list[str] = field(default_factory=list)
    failed: list[object] = field(default_factory=list)
    selected: list[object] = field(default_factory=list)
    shown: list[tuple[int, object]] = field(default_factory=list)
    spaces: list[str] = field(default_factory=list)

    @property
    def project(self) -> Project:
        return self.session.project

    def show(self, page: QWidget, width: int = 900, height: int = 700) -> None:
        """Show a page in the window, which has no layout: the offscreen platform warns of size hints."""
        page.setParent(self.window)
        page.resize(width, height)
        self.window.resize(width, height)
        page.show()
        self.window.show()
        self.window.activateWindow()
        self.settle()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    window = QWidget()
    qtbot.addWidget(window)
    session, jobs = Session(window), Jobs(window)

    def settle() -> None:
        qtbot.wait(150)  # what follows a change is read after a moment
        qtbot.waitUntil(lambda: not jobs.busy, timeout=10_000)
        qtbot.wait(1)

    made = Desk(window, session, Actions(window), jobs, settle)
    session.said.connect(made.said.append)
    session.failed.connect(made.failed.append)
    session.selected.connect(made.selected.append)
    session.source_wanted.connect(lambda source, span: made.shown.append((source, span)))
    session.workspace_wanted.connect(made.spaces.append)
    session.begin(Project.create(tmp_path / "study.gerund", title="A study", coder="AQ"))
    made.actions.project_is(there=True)
    yield made
    jobs.stop_all()
    session.end()


@pytest.fixture
def calm(desk: Desk) -> int:
    """A focused code with one initial code gathered under it, on “sat down”."""
    source = make_source(desk.project)
    sitting = codes.create(desk.project, "sitting down")
    segments.apply(desk.project, source, span_of("sat down"), sitting)
    made = codes.create(desk.project, "keeping calm", level="focused")
    focused.cluster(desk.project, [sitting], made)
    return made


@pytest.fixture
def claim(desk: Desk, calm: int) -> int:
    return claims.create(desk.project, "Calm comes before help", links=[(Target("code", calm), "rests on")])
