"""A session on a small study, the actions and jobs of a window, for the memo panel and the Memos workspace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qda.coding import codes
from qda.memos import queries
from qda.memos.queries import MemoRow
from qda.memos.service import Target
from qda.project.project import Project
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.session import Selection, Session
from tests.factories import TALK, make_source


@dataclass
class Desk:
    """What every screen is made with; `elsewhere` is a field to go to when a memo is left."""

    window: QWidget
    session: Session
    actions: Actions
    jobs: Jobs
    elsewhere: QLineEdit
    path: Path
    said: list[str] = field(default_factory=list)
    failed: list[object] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)

    @property
    def project(self) -> Project:
        return self.session.project

    def show(self, page: QWidget, width: int = 900, height: int = 600) -> None:
        """Show a page in the window, which has no layout: the offscreen platform warns of size hints."""
        page.setParent(self.window)
        page.setGeometry(0, 30, width, height)
        self.window.resize(width, height + 30)
        page.show()
        self.elsewhere.show()
        self.window.show()
        self.window.activateWindow()

    def leave(self) -> None:
        """Go elsewhere with the keyboard."""
        self.elsewhere.setFocus()

    def source(self) -> int:
        return make_source(self.project, TALK)

    def code(self, name: str) -> int:
        return codes.create(self.project, name)

    def choose(self, kind: str, number: int) -> None:
        self.session.select(Selection(kind, number))

    def memos(self, kind: str = "", number: int = 0) -> list[MemoRow]:
        """All memos, or those on something; the newest first."""
        if kind:
            return queries.on(self.project, Target(kind, number))
        return queries.memos(self.project)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    window = QWidget()
    qtbot.addWidget(window)
    session, path = Session(window), tmp_path / "study.gerund"
    made = Desk(window, session, Actions(window), Jobs(window), QLineEdit(window), path)
    session.said.connect(made.said.append)
    session.failed.connect(made.failed.append)
    session.workspace_wanted.connect(made.wanted.append)
    session.begin(Project.create(path, title="A study", coder="AQ"))
    made.actions.project_is(there=True)
    yield made
    session.end()
