"""What the shell says of the study after every step: coverage, the time on disk, what undo and redo would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction

from qda.i18n import _
from qda.ui.bottom_line import BottomLine
from qda.ui.jobs import Jobs
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.analysis.segments.coverage import Coverage
    from qda.progress import Progress
    from qda.project.project import Change, Project

_COVERAGE = ("coding", "segment", "passed_line", "source", "speaker", "text_version")
_SOON, _LATER = 0, 120  # milliseconds; counting the lines of a text must not delay the next key
_SHORT = 30_000  # words that are counted through within a frame; more are, off the main thread, after a rest
_REST = 1500  # milliseconds


class Standing(QObject):
    """Keeps the bottom line and the undo actions true."""

    def __init__(self, session: Session, jobs: Jobs, line: BottomLine, undo: QAction, redo: QAction) -> None:
        super().__init__(line)
        self._session = session
        self._jobs = jobs
        self._counting = self._again = False
        self._line = line
        self._undo = undo
        self._redo = redo
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.show_steps)
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._later.timeout.connect(self.show_coverage)
        session.changed.connect(self._on_changed)
        session.opened.connect(self.show_all)
        session.closed.connect(self._on_closed)
        session.source_wanted.connect(lambda _source, _span: self._later.start())
        session.said.connect(line.say)
        self._on_closed()

    def _on_changed(self, change: Change) -> None:
        self._line.say("")  # it was about what stood before; what this step has to say comes after it
        self._soon.start()
        if change.touches(*_COVERAGE):
            self._later.start()

    def _on_closed(self) -> None:
        self._soon.stop()
        self._later.stop()
        self._line.clear()
        self._name(self._undo, _("Undo"), None)
        self._name(self._redo, _("Redo"), None)

    def show_all(self) -> None:
        """Say everything anew: another study, another coder."""
        project = self._session.project
        self._line.show_reading_only(not project.writable)
        self._line.show_coder(project.coder_name if project.writable else "")
        self.show_steps()
        self.show_coverage()

    def show_steps(self) -> None:
        """Say when the last step was written, and what undo and redo would do."""
        if not self._session.is_open:
            return
        from qda.project import history

        project = self._session.project
        steps = history.steps(project)
        self._line.show_saved(steps.at)
        undo, redo = (steps.undo, steps.redo) if project.writable else (None, None)
        self._line.show_undo(undo)
        self._name(self._undo, _("Undo: {what}").format(what=undo) if undo else _("Undo"), undo)
        self._name(self._redo, _("Redo: {what}").format(what=redo) if redo else _("Redo"), redo)

    def show_coverage(self) -> None:
        """Say how much of the open source was looked at."""
        source_id = self._session.source_id
        if not self._session.is_open or source_id is None:
            self._line.show_coverage(None)
            return
        from qda.sources import queries

        try:
            [(_name, words)] = queries.brief(self._session.project, [source_id])
        except KeyError:  # the source was deleted, or its import undone
            self._line.show_coverage(None)
            return
        self._later.setInterval(_LATER if words <= _SHORT else _REST)
        if words <= _SHORT:
            self._tell((source_id, _counted(self._session.project, source_id)))
        else:
            self._count_aside(source_id)

    def _count_aside(self, source_id: int) -> None:
        """Count off the main thread, one at a time; what changes meanwhile is counted after it."""
        self._again = self._counting
        if self._counting:
            return
        project = self._session.project

        def count(_progress: Progress) -> tuple[int, Coverage | None]:
            return source_id, _counted(project, source_id)

        self._counting = True
        self._jobs.aside(count, self._tell, ended=self._on_counted)

    def _on_counted(self) -> None:
        self._counting = False
        if self._again and self._session.is_open:
            self._later.start()

    def _tell(self, counted: tuple[int, Coverage | None]) -> None:
        source_id, found = counted
        if self._session.is_open and source_id == self._session.source_id:
            self._line.show_coverage(None if found is None else (found.lines, found.coded, found.passed))

    def _name(self, action: QAction, words: str, what: str | None) -> None:
        action.setText(words.replace("&", "&&"))
        action.setEnabled(what is not None and not self._session.held)


def _counted(project: Project, source_id: int) -> Coverage | None:
    from qda.analysis.segments import coverage

    try:
        return coverage.of_source(project, source_id)
    except KeyError:  # the source went meanwhile
        return None
