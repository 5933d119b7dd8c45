"""Memos on paper: the jobs that write all of them, or an arrangement, to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qda.ui.jobs import Jobs
from qda.ui.session import Session
from qda.ui.working.saving import write_aside

if TYPE_CHECKING:
    from qda.progress import Progress


def write_all(session: Session, jobs: Jobs, path: Path) -> None:
    """Write all memos as a document or a table, by the ending of the name."""
    project = session.project

    def work(progress: Progress) -> None:
        from qda.export.leaving import gate
        from qda.export.texts import memo_files

        with gate.leaving(project, "memos", progress=progress) as cleared:
            memo_files.write_all(cleared, path, progress=progress)

    write_aside(session, jobs, path, work)


def write_arrangement(session: Session, jobs: Jobs, arrangement_id: int, path: Path, *, quotes: bool) -> None:
    """Write an arrangement as an outline, with the words of linked segments if wanted."""
    project = session.project

    def work(progress: Progress) -> None:
        from qda.export.leaving import gate
        from qda.export.texts import outline

        with gate.leaving(project, "outline", progress=progress) as cleared:
            made = outline.of_arrangement(cleared, arrangement_id, quotes=quotes)
            outline.write(path, made, quotes=quotes, progress=progress)

    write_aside(session, jobs, path, work)
