"""The gate that every file passes: it is written from what may leave, and entered in the register of what left.

    with gate.leaving(project, "report", title) as cleared:
        reports.write_report(path, cleared, wish)

`files.replacing`, which every writer uses, refuses to write outside such a block: a new way out can't forget it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qda.errors import QdaError
from qda.i18n import N_, _

if TYPE_CHECKING:
    from qda.flows.withholding.quoting_gate import Undecided
    from qda.progress import Progress
    from qda.project.project import Project


class Ungated(RuntimeError):
    """Something writes a file past the gate: a bug in the program, and the file is not written."""

    def __init__(self) -> None:
        super().__init__("a file leaves past the gate: write it inside `with gate.leaving(project, …)`")


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
    project: Project | None = None
    undecided: Undecided | None = None  # read when first asked for
    looked: bool = False  # at what is being written, before it was


_open: ContextVar[_Passing | None] = ContextVar("gate", default=None)


Inspector = Callable[[Path, Path], str]
"""Looks through a file that was written for another place; gives why it may leave all the same, or raises."""


class _Inspection:
    by: Inspector | None = None
    reasons: Final[dict[Path, str]] = {}  # why files that were written hold names all the same, until it is entered


def inspect_with(inspector: Inspector | None) -> None:
    """Have every file looked through before it takes its place: the leak check does, while a register is open."""
    _Inspection.by = inspector


def inspect(draft: Path, target: Path) -> None:
    """Look through a file before it takes its place; whoever looks may raise, and there is no such file then."""
    because = _Inspection.by(draft, target) if _Inspection.by is not None else ""
    if because:
        _Inspection.reasons[target] = because


def _titled(path: Path, title: str) -> str:
    """What a file is called in the register, and why names may be in it."""
    because = _Inspection.reasons.pop(path, "")
    if not because:
        return title
    told = _("names let pass, because: {reason}").format(reason=because)
    return f"{title} – {told}" if title else told


def look(value: object) -> None:
    """Look at what is about to be written – blocks, tables, texts: whole quotes are found in it, however short.

    Raises QuotedWithoutConsent where words of somebody are in it of whom nothing is decided.
    """
    passing = _open.get()
    if passing is not None and passing.project is not None:
        _undecided(passing, passing.project).look(value)
        passing.looked = True


def look_through(draft: Path) -> None:
    """The same for a file of any kind, before it takes its place; nothing where what it is made of was looked at."""
    passing = _open.get()
    if passing is None or passing.project is None:
        return
    looked, passing.looked = passing.looked, False
    undecided = _undecided(passing, passing.project)
    if undecided.people and not looked:
        from qda.export.leaving import contents

        undecided.look_through(part.text for part in contents.of_file(draft))


def _undecided(passing: _Passing, project: Project) -> Undecided:
    from qda.flows.withholding.quoting_gate import Undecided

    if passing.undecided is None:
        passing.undecided = Undecided.of(project)
    return passing.undecided


def write_from(project: Project) -> None:
    """Say of what project the files are made that pass from now on: then it is asked who is quoted in them."""
    passing = _open.get()
    if passing is not None:
        passing.project, passing.undecided = project, None


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
    judged: bool = False,
    progress: Progress | None = None,
) -> Iterator[Project]:
    """Open the gate: gives the project to write from, in which nothing is that may not leave.

    `kind` and `title` are entered in the register with each file that is written inside; `sources` are those whose
    words it holds, all where that is not known. `exact` and `judged` as for
    `clearing.cleared`. A file that quotes somebody of whom nothing is decided is not written; the writer raises
    QuotedWithoutConsent.
    """
    from qda.flows.withholding import clearing

    with (
        clearing.cleared(project, progress, exact=exact, judged=judged) as cleared,
        collecting() as written,
    ):
        write_from(cleared)
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
        issued.enter(project, [issued.leaving(path, kind, _titled(path, title), held) for path in written])
    except QdaError as error:
        _Trouble.tell(NotRegistered([path.name for path in written], error.sentence))
    except OSError as error:
        _Trouble.tell(NotRegistered([path.name for path in written], error.strerror or str(error)))
