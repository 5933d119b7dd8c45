from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.project.project import Project
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from tests.ui.still import keep_still


@dataclass
class Desk:
    """What a screen needs to be shown, with an empty project open."""

    project: Project
    session: Session
    actions: Actions
    jobs: Jobs
    window: QWidget

    def until_quiet(self, qtbot: QtBot) -> None:
        """Wait until no work is running."""
        qtbot.waitUntil(lambda: not self.jobs.busy)


@pytest.fixture
def desk(project: Project, qtbot: QtBot) -> Iterator[Desk]:
    window = QWidget()
    qtbot.addWidget(window)
    session = Session(window)
    actions = Actions(window)
    session.begin(project)
    actions.project_is(there=True)
    made = Desk(project, session, actions, Jobs(window), window)
    yield made
    keep_still(made.jobs, window, session)
    # The project itself goes on: its own fixture undoes what was done and compares the tables.
    detach(session)


def detach(session: Session) -> None:
    """Let go of the project without closing it."""
    assert session._unsubscribe is not None
    session._unsubscribe()
    session._unsubscribe = None
    session._project = None
    session.closed.emit()
