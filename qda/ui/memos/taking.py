"""Memos on paper: the jobs that write all of them, or an arrangement, to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qda.i18n import _
from qda.ui.jobs import Jobs
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.progress import Progress


def write_all(session: Session, jobs: Jobs, path: Path) -> None:
    """Write all memos as a document or a table, by the ending of the name."""
    project = session.project

    def work(progress: Progress) -> None:
        from qda.export import gate, memo_files

        with gate.leaving(project, "memos", progress=progress) as cleared:
            memo_files.write_all(cleared, path, progress=progress)

    _run(session, jobs, _("Writing the memos"), work, path)


def write_arrangement(session: Session, jobs: Jobs, arrangement_id: int, path: Path, *, quotes: bool) -> None:
    """Write an arrangement as an outline, with the words of linked segments if wanted."""
    project = session.project

    def work(progress: Progress) -> None:
        from qda.export import gate, outline

        with gate.leaving(project, "outline", progress=progress) as cleared:
            made = outline.of_arrangement(cleared, arrangement_id, quotes=quotes)
            outline.write(path, made, quotes=quotes, progress=progress)

    _run(session, jobs, _("Writing the arrangement"), work, path)


def _run(session: Session, jobs: Jobs, doing: str, work: Callable[[Progress], None], path: Path) -> None:
    told = _("Wrote “{name}”.").format(name=path.name)
    jobs.run(doing, work, lambda _none: session.said.emit(told))
