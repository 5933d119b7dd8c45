"""Undo and redo: at once as a rule; thousands of rows are put back off the main thread, and nothing else meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from qda.i18n import _

if TYPE_CHECKING:
    from qda.progress import Progress
    from qda.project.project import Project
    from qda.ui.jobs import Jobs
    from qda.ui.session import Session

_LIGHT = 2_000  # rows, which are put back within a few frames


class Undoing(QObject):
    """What the Edit menu does. While a heavy act is taken back the session is held, and acts ask for patience."""

    held = Signal(bool)

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs

    def undo(self) -> None:
        """Take back the newest act."""
        from qda.project import history

        if not self._is_heavy(lambda project: history.weight(project, redo=False)):
            self._session.undo()
            return
        self._run(_("Undoing"), _("Undone: {what}"), history.undo)

    def redo(self) -> None:
        """Do again what was taken back last."""
        from qda.project import history

        if not self._is_heavy(lambda project: history.weight(project, redo=True)):
            self._session.redo()
            return
        self._run(_("Doing again"), _("Done again: {what}"), history.redo)

    def revert(self, command_id: int, done: str) -> None:
        """Take back any act, or a taking back; `done` says so afterwards, with {what}."""
        from qda.project import history

        def act(project: Project, progress: Progress) -> str:
            return history.revert(project, command_id, progress)

        if self._is_heavy(lambda project: history.weight_of(project, command_id)):
            self._run(_("Taking back"), done, act)
            return
        what = self._session.act(history.revert, self._session.project, command_id)
        if what is not None:
            self._session.said.emit(done.format(what=what))

    def _is_heavy(self, weight: Callable[[Project], int]) -> bool:
        return not self._session.held and weight(self._session.project) > _LIGHT

    def _run(self, doing: str, done: str, act: Callable[[Project, Progress], str]) -> None:
        project = self._session.project

        def work(progress: Progress) -> str:
            return act(project, progress)

        self._hold(True)
        self._jobs.run(
            doing,
            work,
            lambda what: self._session.said.emit(done.format(what=what)),
            ended=lambda: self._hold(False),
        )

    def _hold(self, on: bool) -> None:
        self._session.held = on
        self.held.emit(on)
