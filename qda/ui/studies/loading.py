"""What is needed to work on a study, brought in off the main thread while the window shows the study at a glance.

Importing what reads and writes a project takes several times as long as painting the window. The screens of the side
panels come along, and the questions that the window asks first are put together here once: the first time is dear.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qda.progress import Progress
    from qda.project.project import Project


def load(path: Path, coder: str, progress: Progress, *, password: str | None = None, writable: bool = True) -> Project:
    """Open a study. Raises what `qda.project.problems` lists, and Cancelled; then it is closed again."""
    from qda.project.project import Project

    project = Project.open(path, coder=coder, password=password, writable=writable)
    try:
        _ask(project)
        _import_screens()
        progress.step(1, 1, "")
    except BaseException:
        project.close()
        raise
    return project


def _ask(project: Project) -> None:
    from qda.coding import lookups
    from qda.coding import queries as coding
    from qda.memos import drafts
    from qda.project import history
    from qda.sources import queries as sources
    from qda.study import queries as study

    study.study(project)
    study.units(project)
    study.participants(project)
    rows = sources.rows(project)
    lookups.living(project)
    coding.segment_counts(project)
    history.steps(project)
    drafts.left(project)
    if rows:
        sources.opened(project, rows[0].id)
        lookups.drawn(project, rows[0].id, [0])
        lookups.remarked(project, rows[0].id)


def _import_screens() -> None:
    for name in ("qda.project.backup", "qda.coding.testing", "qda.ui.coding.codes.panel", "qda.ui.memos.memo_panel"):
        import_module(name)
