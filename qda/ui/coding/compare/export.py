"""Taking the ledger of comparisons away as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from qda.ui.working import saving
from qda.ui.working.saving import write_aside

if TYPE_CHECKING:
    from qda.progress import Progress

_FORMATS = "Word (*.docx);;Excel (*.xlsx);;CSV (*.csv)"


def ask_where(session: Session, jobs: Jobs, parent: QWidget, code_id: int | None, name: str) -> None:
    """Ask for a file and write the ledger of a code; without one, that of all codes."""
    words = _("Ledger {name}").format(name=name)
    path = saving.ask_where(parent, session, _("Ledger of comparisons as a table"), words, _FORMATS)
    if path is not None:
        write(session, jobs, path, code_id)


def write(session: Session, jobs: Jobs, path: Path, code_id: int | None) -> None:
    """Write the ledger as .docx, .xlsx or .csv, beside."""
    project = session.project

    def work(progress: Progress) -> None:
        from qda.export import writing
        from qda.export.coding import code_records
        from qda.export.leaving import gate

        with gate.leaving(project, "ledger", progress=progress) as cleared:
            whole = code_records.ledgers(cleared) if code_id is None else code_records.ledger(cleared, code_id)
            writing.write(path, [whole], progress=progress)

    write_aside(session, jobs, path, work)
