"""A session on a small study, the actions and jobs of a window, for the coding workspace and its panel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qda.coding import codes, segments
from qda.project.project import Project
from qda.text import Span
from qda.ui.actions import Actions
from qda.ui.coding.book import CodeBook
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from tests.factories import TALK, make_source


@dataclass
class Desk:
    """What every screen is made with; `said`, `failed` and `selected` keep what the session was told."""

    window: QWidget
    session: Session
    actions: Actions
    jobs: Jobs
    settle: Callable[[], None]
    said: list[str] = field(default_factory=list)
    failed: list[object] = field(default_factory=list)
    selected: list[object] = field(default_factory=list)

    @property
    def project(self) -> Project:
        return self.session.project

    @property
    def book(self) -> CodeBook:
        return CodeBook.of(self.session)

    def show(self, page: QWidget, width: int = 900, height: int = 600) -> None:
        """Show a page in the window, which has no layout: the offscreen platform warns of size hints."""
        page.setParent(self.window)
        page.resize(width, height)
        self.window.resize(width, height)
        page.show()
        self.window.show()
        self.window.activateWindow()

    def source(self, text: str = TALK, name: str = "Interview") -> int:
        return make_source(self.project, text, name)

    def code(self, name: str, **values: str | int) -> int:
        return codes.create(self.project, name, **values)  # type: ignore[arg-type]  # by name, as in the service

    def coded(self, source: int, words: str, code: int, text: str = TALK) -> int:
        """Give words a code; gives the coding's id."""
        start = text.index(words)
        return segments.apply(self.project, source, Span(start, start + len(words)), code).coding_id


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    window = QWidget()
    qtbot.addWidget(window)
    session, jobs = Session(window), Jobs(window)

    def settle() -> None:
        QApplication.processEvents()  # some work begins only when what was shown has been painted
        qtbot.waitUntil(lambda: not jobs.busy, timeout=10_000)
        qtbot.wait(1)

    made = Desk(window, session, Actions(window), jobs, settle)
    session.said.connect(made.said.append)
    session.failed.connect(made.failed.append)
    session.selected.connect(made.selected.append)
    session.begin(Project.create(tmp_path / "study.gerund", title="A study", coder="AQ"))
    made.actions.project_is(there=True)
    yield made
    jobs.stop_all()
    session.end()
