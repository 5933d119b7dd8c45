"""Deleting from the tree and from the tables: at once, or beside the work where it takes its time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qda.i18n import _
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from qda.ui.study import acts
from qda.ui.study.contents import Contents
from qda.ui.study.outline import Key

if TYPE_CHECKING:
    from qda.progress import Progress

_QUICK = 5_000  # words: what is coded line by line has some hundred segments then, all of which go into the journal


def delete(session: Session, jobs: Jobs, keys: Sequence[Key], names: Sequence[str]) -> None:
    """Delete rows in one act, and say so; what goes wrong is shown where the eye is."""
    gone = {key.id for key in keys if key.kind == "source"}
    words = sum(row.words for row in Contents.of(session).sources if row.id in gone)
    project = session.project

    def said(_count: int) -> None:
        session.said.emit(acts.deleted(names))

    def work(_progress: Progress) -> int:
        return acts.delete(project, keys, names)

    if words > _QUICK:
        text = _("Deleting “{name}”").format(name=names[0]) if len(names) == 1 else _("Deleting")
        jobs.run(text, work, said, session.failed.emit)
    elif (count := session.act(acts.delete, project, keys, names)) is not None:
        said(count)
