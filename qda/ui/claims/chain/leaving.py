"""Taking the chain of evidence of one claim away as a document."""

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
    from qda.synthesis.claims import ClaimRow

_FORMATS = "Word (*.docx);;HTML (*.html)"


def ask_where(session: Session, jobs: Jobs, parent: QWidget, claim: ClaimRow) -> None:
    """Ask for a file and write the chain of a claim."""
    path = saving.ask_where(parent, session, _("Chain of evidence as a document"), claim.short, _FORMATS)
    if path is not None:
        write(session, jobs, path, claim.id)


def write(session: Session, jobs: Jobs, path: Path, claim_id: int) -> None:
    """Write the chain of a claim, all its quotes in it, beside."""
    project = session.project

    def work(progress: Progress) -> None:
        from qda.analysis.synthesis import evidence
        from qda.export import writing
        from qda.export.leaving import gate, gated
        from qda.export.profiles import APA
        from qda.export.synthesis import claim_tables

        with gate.leaving(project, "chain", judged=True, progress=progress) as cleared:
            chain = evidence.load(cleared)
            claim = next(row for row in chain.claims if row.id == claim_id)
            made = gated.blocks(cleared, claim_tables.document(cleared, chain, claim, APA), APA)
            whole = gated.required(made)
            writing.write(path, whole, APA, progress)

    write_aside(session, jobs, path, work)
