"""The gate that every file passes: it is written from what may leave, and entered in the register of what left.

    with gate.leaving(project, "report", title) as cleared:
        reports.write_report(path, cleared, wish)

`export.files.replacing`, which every writer uses, refuses to write outside such a block: a new way out can't forget it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qda.errors import QdaError
from qda.i18n import N_, _

if TYPE_CHECKING:
    from qda.progress import Progress
    from qda.project.project import Project


class Ungated(RuntimeError):
    """Something writes a file past the gate: a bug in the program, and the file is not written."""

    def __init__(self) -> None:
        super().__init__("a file leaves past the gate: write it inside `with export.gate.leaving(project, …)`")


class NotRegistered(QdaError):
    """A file is written, but not entered in the register of files that left."""

    hint = N_("Note for yourself to whom it goes, for the case that somebody withdraws.")

    def __init__(self, names: Sequence[str], reason: str) -> None:
        told = _("“{name}” is written, but not entered in the register of files that left: {reason}")
        super().__init__(told.format(name="”, “".join(names), reason=reason))


@dataclass(slots=True)
class _Passing:
    """What leaves through one opening of the gate."""

    written: list[Path] = field(default_factory=list)


_open: ContextVar[_Passing | None] = ContextVar("gate", default=None)


def _silent(_error: NotRegistered) -> None:
    """Nobody listens."""


class _Trouble:
    tell: Callable[[NotRegistered], object] = staticmethod(_silent)


def tell_trouble(tell: Callable[[NotRegistered], object]) -> None:
    """Who is told, on whatever thread, when a file could not be entered in the register."""
    _Trouble.tell = staticmethod(tell)


@contextmanager
def leaving(
    project: Project,
    kind: str,
    title: str = "",
    *,
    sources: Sequence[int] | None = None,
    exact: bool = False,
    progress: Progress | None = None,
) -> Iterator[Project]:
    """Open the gate: gives the project to write from, in which nothing is that may not leave.

    `kind` and `title` are entered in the register with each file that is written inside; `sources` are those whose
    words it holds, all where that is not known. `exact` as for `flows.clearing.cleared`.
    """
    from qda.flows import clearing

    with clearing.cleared(project, progress, exact=exact) as cleared, collecting() as written:
        try:
            yield cleared
        finally:
            register(project, written, kind, title, sources)


@contextmanager
def collecting() -> Iterator[list[Path]]:
    """Let files pass, and gather which; what they are written from, and the register, are the caller's to see to.

    For the command line, where it is seen to for all commands at once, for files that hold nothing of a project, and
    for tests of the writers themselves. Everything else goes by `leaving`.
    """
    passing = _Passing()
    before = _open.set(passing)
    try:
        yield passing.written
    finally:
        _open.reset(before)


def require() -> None:
    """Raise Ungated outside the gate."""
    if _open.get() is None:
        raise Ungated


def passed(path: Path) -> None:
    """A file was written."""
    passing = _open.get()
    if passing is not None:
        passing.written.append(path)


def register(
    project: Project, paths: Sequence[Path], kind: str, title: str = "", sources: Sequence[int] | None = None
) -> None:
    """Enter files that were written in the register; whoever listens is told where that is not possible."""
    from qda.project import issued

    written = [path for path in dict.fromkeys(paths) if path.is_file()]  # pictures for Word are gone again
    if not written:
        return
    held = sources if sources is not None else issued.all_sources(project)
    try:
        issued.enter(project, [issued.leaving(path, kind, title, held) for path in written])
    except QdaError as error:
        _Trouble.tell(NotRegistered([path.name for path in written], error.sentence))
    except OSError as error:
        _Trouble.tell(NotRegistered([path.name for path in written], error.strerror or str(error)))
