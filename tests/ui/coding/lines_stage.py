"""A researcher at the line-by-line mode, for tests: a project with one source, the mode, and hands on the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from qda.analysis.segments import coverage
from qda.coding import queries
from qda.errors import QdaError
from qda.project.project import Project
from qda.sources import service as sources
from qda.sources.service import NewSource
from qda.text import Mark, UnitKind
from qda.ui.actions import Actions
from qda.ui.coding.lines.view import LinesView
from qda.ui.jobs import Jobs
from qda.ui.session import Session

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key

NOTE = (
    "At ten past two the social worker rings the prison. She sets out the plan for\n"
    "the child, says twice that the father has told three people three\n"
    "different stories, and asks that they check with her first, so that we are\n"
    "all saying the same thing to him. She puts the phone down and says to the\n"
    "desk opposite that she is worn out with it. Nobody replies.\n"
    "The biscuits go across.\n"
)
"""Six lines, as a field note."""


@dataclass
class Stage:
    """What stands on the table, and what can be done with it."""

    session: Session
    actions: Actions
    jobs: Jobs
    window: QMainWindow
    view: LinesView
    source: int
    said: list[str] = field(default_factory=list)
    failures: list[QdaError] = field(default_factory=list)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key, where the keyboard is."""
        for _ in range(times):
            QTest.keyClick(self.view.editor.field, key, modifiers)
            QApplication.processEvents()

    def type(self, words: str) -> None:
        """Type into the field."""
        QTest.keyClicks(self.view.editor.field, words)

    def enter(self, *labels: str) -> None:
        """Type labels, Enter after each."""
        for label in labels:
            self.type(label)
            self.key(Key.Key_Return)

    @property
    def number(self) -> int:
        """The number of the current line, from 1."""
        return self.view.work.unit + 1

    @property
    def typed(self) -> str:
        """What is in the field."""
        return self.view.editor.field.text()

    @property
    def note(self) -> str:
        """What stands under the field."""
        return self.view.editor.note.words()

    def coded(self) -> list[tuple[str, str]]:
        """All codings of the source as the project has them: the words, and the label."""
        project = self.session.project
        rows = [row for row in queries.everything(project) if row.source_id == self.source]
        return [(row.quote, row.code) for row in rows]

    def shown(self) -> list[list[str]]:
        """The labels that the view shows, row by row."""
        model = self.view.model
        return [[model.label_name(label) for label in model.lines.row_labels(row)] for row in range(model.lines.rows)]

    def passed(self) -> list[int]:
        """The numbers of the lines that the view shows as passed over."""
        lines = self.view.model.lines
        return [unit + 1 for unit in range(len(lines)) if lines.is_passed(unit)]

    def counts_agree(self) -> bool:
        """True if the view counts as the analysis does."""
        found, lines = coverage.of_source(self.session.project, self.source), self.view.model.lines
        return (found.lines, found.coded, found.passed) == (lines.counted, lines.coded, lines.passed)


def add_source(
    project: Project, text: str = NOTE, marks: tuple[Mark, ...] = (), *, name: str = "Note", kind: UnitKind = "80"
) -> int:
    """A source cut into lines; gives its id."""
    return sources.add(project, NewSource(name, text, marks, line_units=kind))


@contextmanager
def staged(project: Project, source: int, size: tuple[int, int] = (1100, 700)) -> Iterator[Stage]:
    """Open the line-by-line mode on a source of a project; the project is closed at the end."""
    session, window = Session(), QMainWindow()
    actions, jobs = Actions(window), Jobs()
    view = LinesView(session, actions, jobs)
    window.setCentralWidget(view)
    window.setMinimumSize(320, 240)
    window.resize(*size)
    session.begin(project)
    actions.project_is(there=True)
    stage = Stage(session, actions, jobs, window, view, source)
    session.said.connect(stage.said.append)
    session.failed.connect(stage.failures.append)
    window.show()
    QApplication.processEvents()
    session.show_source(source)
    view.setFocus()
    QApplication.processEvents()
    try:
        yield stage
    finally:
        jobs.stop_all()
        session.end()
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@contextmanager
def note_staged(folder: Path) -> Iterator[Stage]:
    """The mode on NOTE in a new project."""
    project = Project.create(folder / "study.gerund", title="A study", coder="AQ")
    with staged(project, add_source(project)) as stage:
        yield stage
