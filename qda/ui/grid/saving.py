"""Taking a matrix away as a table: which file, and writing it as a job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from qda.ui.working.saving import ask_where, write_aside

if TYPE_CHECKING:
    from qda.progress import Progress

_FORMATS = "Word (*.docx);;Excel (*.xlsx);;CSV (*.csv);;HTML (*.html)"


class Saving(QObject):
    """Asks for a file and writes."""

    def __init__(self, session: Session, jobs: Jobs, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._jobs = jobs
        self._page = page

    def ask(self, matrix_id: int, name: str) -> None:
        """Ask where to, and write the matrix."""
        path = ask_where(self._page, self._session, _("Export the matrix"), name, _FORMATS)
        if path is not None:
            self.write(matrix_id, name, path)

    def write(self, matrix_id: int, name: str, path: Path) -> None:
        """Write it by the file's ending."""
        project = self._session.project

        def work(progress: Progress) -> None:
            from qda.export import writing
            from qda.export.leaving import gate
            from qda.export.synthesis import matrix_tables

            with gate.leaving(project, "matrix", name, judged=True, progress=progress) as cleared:
                made = matrix_tables.allowed(cleared, [matrix_id], progress=progress)
                writing.write(path, made, progress=progress)

        write_aside(self._session, self._jobs, path, work)
