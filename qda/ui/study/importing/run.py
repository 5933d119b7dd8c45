"""An import that is running: begun, told of, stopped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from qda.i18n import ngettext
from qda.ui.jobs import Job, Jobs
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.flows.importing.files import Outcome, Plan
    from qda.progress import Progress


class ImportRun(QObject):
    """Brings files in beside the work; `planned` are those of the last run."""

    stepped = Signal(int, int)  # done, total
    came_in = Signal(object)  # outcomes
    over = Signal()  # always, and before `came_in`

    _over = Signal()  # the work itself says so: a job may end before anybody could listen to it

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._job: Job | None = None
        self.planned: list[Plan] = []
        self._over.connect(self._on_over)

    @property
    def busy(self) -> bool:
        """True while files come in."""
        return self._job is not None

    def start(self, plans: Sequence[Plan]) -> None:
        """Bring these files in, one after another."""
        self.planned = list(plans)
        project = self._session.project

        def work(progress: Progress) -> list[Outcome]:
            from qda.flows.importing.files import import_files

            try:
                return import_files(project, plans, progress)
            finally:
                self._over.emit()

        text = ngettext("Importing {count} file", "Importing {count} files", len(plans)).format(count=len(plans))
        self._job = self._jobs.run(text, work, self.came_in.emit, self._session.failed.emit)
        self._job.stepped.connect(self._on_step)

    def stop(self) -> None:
        """Leave what has not been begun; what came in stays."""
        if self._job is not None:
            self._job.stop()

    def _on_step(self, done: int, total: int, _text: str) -> None:
        self.stepped.emit(done, total)

    def _on_over(self) -> None:
        self._job = None
        self.over.emit()
