"""Projects and code books of other programs, brought into a study: which program wrote a file, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qda.collecting import without_collecting
from qda.flows.refi.carried import Carried
from qda.flows.refi.report import Report
from qda.progress import Progress
from qda.sources.readers import guarded

if TYPE_CHECKING:
    from qda.project.project import Project

Gathered = tuple[Carried, Report]

SECONDS = 150.0
"""So long may a project take, and a second more for each so many bytes."""
BYTES_A_SECOND = 50_000
MEMORY = 8_000_000_000  # bytes; the XML of a project may have 400 million


def is_project(path: Path) -> bool:
    """True for a file, or a folder, that holds another program's project, by its name."""
    return path.suffix.lower() in _READERS


def read(path: Path, progress: Progress | None = None) -> Gathered:
    """A project as it would come in, read in a process of its own; no study is touched.

    Raises ExchangeRefused, UnreadableFile if that process does not come to an end, Cancelled.
    """
    if not guarded.possible():
        return read_here(path, progress)
    size = _size(path)
    found: Gathered = guarded.run(
        f"{__name__}:read_here",
        path,
        name=path.name,
        size=size,
        progress=progress,
        seconds=SECONDS + size / BYTES_A_SECOND,
        memory=MEMORY,
    )
    return found


def read_here(path: Path, progress: Progress | None = None) -> Gathered:
    """As `read`, in this process. Raises ExchangeRefused, Cancelled."""
    with without_collecting():
        return _READERS[path.suffix.lower()]()(path, progress)


def _size(path: Path) -> int:
    try:
        return sum(each.stat().st_size for each in ([path / "data.qda"] if path.is_dir() else [path]))
    except OSError:  # it is not there, or closed to us: the reader will say so
        return 0


def bring_in(project: Project, path: Path, progress: Progress | None = None) -> Report:
    """Read a project and write it into a study in one act. Raises ExchangeRefused, Cancelled; then all is as it was."""
    # The process that reads imports this module, and has no use for a database: its tables take longer than its start.
    from qda.flows.refi.building import build

    study, report = read(path, progress)
    return build(project, study, report, progress)


Reader = Callable[[Path, Progress | None], Gathered]


def _refi() -> Reader:
    from qda.flows.refi.reading import read as read_refi

    return read_refi


def _qualcoder() -> Reader:
    from qda.flows.others.qualcoder import read as read_qualcoder

    return read_qualcoder


def _taguette() -> Reader:
    from qda.flows.others.taguette import read as read_taguette

    return read_taguette


def _rqda() -> Reader:
    from qda.flows.others.rqda import read as read_rqda

    return read_rqda


_READERS: dict[str, Callable[[], Reader]] = {
    ".qdpx": _refi,
    ".qde": _refi,
    ".qdc": _refi,
    ".qda": _qualcoder,
    ".sqlite3": _taguette,
    ".rqda": _rqda,
}
SUFFIXES = tuple(_READERS)
"""Endings of what can be brought in; a QualCoder project is a folder that ends in .qda."""
