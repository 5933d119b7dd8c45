"""A session on a small study, the actions and jobs of a window, for the pages of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qda.project.project import Project
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.session import Session


@dataclass
class Desk:
    """What every page is made with; `said`, `failed` and `wanted` keep what the session was told."""

    window: QWidget
    session: Session
    actions: Actions
    jobs: Jobs
    said: list[str]
    failed: list[object]
    wanted: list[tuple[int, object]]
    settle: Callable[[], None]

    def show(self, page: QWidget, width: int = 900, height: int = 600) -> None:
        """Show a page in the window, which has no layout: the offscreen platform warns of size hints."""
        page.setParent(self.window)
        page.resize(width, height)
        self.window.resize(width, height)
        page.show()
        self.window.show()
        self.window.activateWindow()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    window = QWidget()
    qtbot.addWidget(window)
    session, jobs = Session(window), Jobs(window)

    def settle() -> None:
        QApplication.processEvents()  # some work begins only when what was shown has been painted
        qtbot.waitUntil(lambda: not jobs.busy, timeout=10_000)
        qtbot.wait(1)

    made = Desk(window, session, Actions(window), jobs, [], [], [], settle)
    session.said.connect(made.said.append)
    session.failed.connect(made.failed.append)
    session.source_wanted.connect(lambda source, span: made.wanted.append((source, span)))
    session.begin(Project.create(tmp_path / "study.gerund", title="A study", coder="AQ"))
    made.actions.project_is(there=True)
    yield made
    jobs.stop_all()
    session.end()
