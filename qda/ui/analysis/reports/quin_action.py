"""What writes Quin’s tables and figures of the open study, from the menu."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.export.quin.files import Written
    from qda.progress import Progress
    from qda.project.project import Project


def add(session: Session, actions: Actions, jobs: Jobs, window: QWidget) -> None:
    """Make it known in menu and palette; it can be done with any study."""
    actions.add(
        "reports.bluechester", _("Bluechester’s tables and figures…"), lambda: ask(session, jobs, window),
        menu="&Reports",
        hint=_("The tables and figures of Quin’s thesis, as far as this study can fill them"),
    )  # fmt: skip


def ask(session: Session, jobs: Jobs, window: QWidget) -> None:
    """Ask for a folder, and write into it."""
    path = session.path()
    start = path.parent if path is not None else Path.home()
    found = QFileDialog.getExistingDirectory(window, _("A folder for the tables and figures"), str(start))
    if found:
        write(session, jobs, Path(found))


def write(session: Session, jobs: Jobs, folder: Path) -> None:
    """Write them off the main thread; says how many came of it."""
    project = session.project

    def done(written: tuple[Written, ...]) -> None:
        made = sum(bool(each.files) for each in written)
        told = _("Wrote {made} of {all} tables and figures into “{folder}”; the page index.html says what each is.")
        session.said.emit(told.format(made=made, all=len(written), folder=folder.name))

    jobs.run(_("Writing Bluechester’s tables and figures"), lambda progress: _write(project, folder, progress), done)


def _write(project: Project, folder: Path, progress: Progress) -> tuple[Written, ...]:
    from qda.export.leaving import gate
    from qda.export.quin import files as quin_files

    with gate.leaving(project, "bluechester", progress=progress) as cleared:
        return quin_files.write(cleared, folder, progress=progress)
