"""Undo and redo: at once as a rule; thousands of rows are put back off the main thread, and nothing else meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from qda.i18n import _

if TYPE_CHECKING:
    from qda.progress import Progress
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
        if not self._is_heavy(redo=False):
            self._session.undo()
            return
        self._run(_("Undoing"), _("Undone: {what}"), redo=False)

    def redo(self) -> None:
        """Do again what was taken back last."""
        if not self._is_heavy(redo=True):
            self._session.redo()
            return
        self._run(_("Doing again"), _("Done again: {what}"), redo=True)

    def _is_heavy(self, *, redo: bool) -> bool:
        from qda.project import history

        return not self._session.held and history.weight(self._session.project, redo=redo) > _LIGHT

    def _run(self, doing: str, done: str, *, redo: bool) -> None:
        from qda.project import history

        project = self._session.project
        act = history.redo if redo else history.undo

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
