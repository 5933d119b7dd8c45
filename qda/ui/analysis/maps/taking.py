"""A map on paper: where it shall be written, and the job that writes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from qda.i18n import N_, _
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from qda.ui.working.saving import ask_where, write_aside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qda.analysis.figures.map_proposals import Proposal
    from qda.progress import Progress

_FORMATS = N_("Pictures (*.svg *.png *.pdf);;Word (*.docx);;Graph (*.graphml)")


def ask(session: Session, name: str, parent: QWidget) -> Path | None:
    """Ask for a file beside the study, called as the map is; None if nobody wants one."""
    return ask_where(parent, session, _("Map as a picture"), name or _("Map"), _(_FORMATS))


def write(session: Session, jobs: Jobs, map_id: int, seen: Sequence[Proposal], path: Path) -> None:
    """Write a map with the suggestions that are seen on it; the ending of the name says as what."""
    project = session.project

    def work(progress: Progress) -> None:
        from qda.export.leaving import gate
        from qda.export.maps import pictures as maps

        with gate.leaving(project, "map", progress=progress) as cleared:
            maps.write(path, maps.picture(cleared, map_id, seen), progress=progress)

    write_aside(session, jobs, path, work)
