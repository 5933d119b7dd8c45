"""Taking the curve and the sampling log away: which file, and writing it as a job."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qda.analysis.coding.saturation import Curve, Filling, Rule
from qda.i18n import _
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from qda.ui.working.saving import ask_where, write_aside

if TYPE_CHECKING:
    from qda.progress import Progress

_FORMATS = "SVG (*.svg);;PNG (*.png);;PDF (*.pdf);;Word (*.docx);;Excel (*.xlsx);;CSV (*.csv)"
_LOG_FORMATS = "Word (*.docx);;Excel (*.xlsx);;CSV (*.csv)"

Shown = Callable[[], tuple[Curve, Rule, Filling | None]]


class Saving(QObject):
    """Writes what the page shows."""

    def __init__(self, session: Session, jobs: Jobs, page: QWidget, shown: Shown) -> None:
        super().__init__(page)
        self._session = session
        self._jobs = jobs
        self._page = page
        self._shown = shown

    def ask(self) -> None:
        """Ask for a file and write the curve, with the properties of the category at hand."""
        self._ask(_("Save the curve"), _("New codes by source"), _FORMATS, self.write)

    def ask_log(self) -> None:
        """Ask for a file and write the log."""
        self._ask(_("Save the log"), _("Theoretical sampling"), _LOG_FORMATS, self.write_log)

    def _ask(self, title: str, name: str, formats: str, write: Callable[[Path], None]) -> None:
        path = ask_where(self._page, self._session, title, name, formats)
        if path is not None:
            write(path)

    def write(self, path: Path) -> None:
        """Write the curve as a picture, or with its table: see `qda.export.coding.saturation_files`."""
        (curve, rule, filling), project = self._shown(), self._session.project

        def work(progress: Progress) -> None:
            from qda.coding import judgements
            from qda.export.coding import saturation_files
            from qda.export.leaving import gate
            from qda.flows.withholding import clearing
            from qda.study import queries as study

            with gate.leaving(project, "saturation", progress=progress) as cleared:
                # A .csv holds one table, and what was asked for is the curve.
                more = filling if path.suffix.lower() in (".docx", ".xlsx") else None
                judged = judgements.rows(cleared, more.code_id) if more is not None else []
                shown, title = clearing.cleaned(cleared, (curve, more)), study.study(cleared).title
                saturation_files.write(path, shown[0], rule, shown[1], judged=judged, study=title)

        write_aside(self._session, self._jobs, path, work)

    def write_log(self, path: Path) -> None:
        """Write the log as a table."""
        project = self._session.project

        def work(progress: Progress) -> None:
            from qda.coding import sampling
            from qda.export import writing
            from qda.export.coding import saturation_tables
            from qda.export.leaving import gate
            from qda.memos import queries as memos
            from qda.study import queries as study

            with gate.leaving(project, "sampling", progress=progress) as cleared:
                titles = {row.id: row.shown_title for row in memos.memos(cleared)}
                table = saturation_tables.log_table(sampling.rows(cleared), titles, study=study.study(cleared).title)
                writing.write(path, [table])

        write_aside(self._session, self._jobs, path, work)
