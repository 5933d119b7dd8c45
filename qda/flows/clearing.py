"""The one gate: what leaves a project holds no words of those who have withdrawn.

`cleared` gives a project to write from. Where nothing is masked it is the project itself; else a copy in memory in
which every masked stretch is blanked wherever it was kept: in texts and originals, quotes, memos, definitions, claims,
and in the images of the journal. The file is not touched, and an undone withdrawal gives everything back.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import func, select

from qda.analysis.withdrawn import Masks, masks
from qda.flows.blanking import Blanked, blank
from qda.progress import Progress
from qda.project.project import Project
from qda.store.memory import MemoryCopy
from qda.store.models import AuditCommand

__all__ = ["Blanked", "Masks", "blank", "cleared", "is_masked"]


def is_masked(project: Project) -> bool:
    """True if anything of the project may not leave as it is."""
    return bool(masks(project))


@contextmanager
def cleared(project: Project, progress: Progress | None = None, *, exact: bool = False) -> Iterator[Project]:
    """The project as it may leave, for reading; inside the block only. Progress may raise Cancelled.

    Masked stretches of texts are blocks, sign for sign, so that every place and line is what it was; masked quotes
    read “[withheld]”, or with `exact` are the blocks at their place, as a file that is read in again must have it.
    """
    if getattr(project, "is_cleared", False):
        yield project
        return
    found = masks(project)
    if not found:
        _forget(project)
        yield project
        return
    if exact:
        copy, open_ = _copied(project, found, progress, exact=True)
        try:
            yield open_
        finally:
            open_.close()
            copy.close()
        return
    with _kept_copy(project, found, progress) as open_:
        yield open_


class ClearedProject(Project):
    """A copy that holds nothing but what may leave."""

    is_cleared = True


def _copied(project: Project, found: Masks, progress: Progress | None, *, exact: bool) -> tuple[MemoryCopy, Project]:
    with project.read() as session:
        copy = MemoryCopy(session.connection())
    try:
        with copy.writing() as connection:
            blank(connection, found, progress, blocks=exact)
    except BaseException:
        copy.close()
        raise
    open_ = ClearedProject(project.path, writer=None, reader=copy.engine, lock=None)
    open_.coder_id, open_.coder_name = project.coder_id, project.coder_name
    return copy, open_


# --- the last copy, for the next report of the same study ----------------------------------------------------------


@dataclass(slots=True)
class _Kept:
    """A copy, of which command it is the state, and how many are using it; a stale one goes with its last user."""

    number: int
    copy: MemoryCopy
    project: Project
    users: int = 0
    stale: bool = False

    def leave(self) -> None:
        self.stale = True
        if self.users == 0:
            self.project.close()
            self.copy.close()


_lock = threading.RLock()
_kept: weakref.WeakKeyDictionary[Project, _Kept] = weakref.WeakKeyDictionary()


@contextmanager
def _kept_copy(project: Project, found: Masks, progress: Progress | None) -> Iterator[Project]:
    with project.read() as session:
        number = session.execute(select(func.max(AuditCommand.id))).scalar() or 0
    with _lock:
        held = _kept.get(project)
        if held is None or held.number != number:
            _forget(project)
            held = _Kept(number, *_copied(project, found, progress, exact=False))
            _kept[project] = held
            weakref.finalize(project, held.leave)
        held.users += 1
    try:
        yield held.project
    finally:
        with _lock:
            held.users -= 1
            if held.stale:
                held.leave()


def _forget(project: Project) -> None:
    with _lock:
        held = _kept.pop(project, None)
        if held is not None:
            held.leave()
