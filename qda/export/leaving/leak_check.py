"""The leak check: what is about to leave is searched for the names of an open register, and stopped where one is found.

    with leak_check.watching(register):
        reports.write_report(path, project, wish)      # raises NamesLeave, and writes nothing

The window watches as long as a register is open. Files are looked through as they were written, before they take their
place: unpacked, with their properties, comments and names; so is what is copied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from qda.errors import QdaError
from qda.export.leaving import contents, gate
from qda.i18n import N_, _, ngettext
from qda.project.names_register import Register
from qda.text import Span

_AROUND: Final = 40
_TOLD: Final = 200


@dataclass(frozen=True, slots=True)
class Leak:
    """A name that is about to leave: as it is in the register, as it stands there, where, and the words around it."""

    name: int
    real: str
    where: str
    before: str
    words: str
    after: str


class NamesLeave(QdaError):
    """Names of the register are in what should leave; nothing was written. The names are in `leaks` alone."""

    hint = N_(
        "Replace them by their pseudonyms first (Project › Names and pseudonyms), or let them pass with a reason."
    )

    def __init__(self, file_name: str, leaks: tuple[Leak, ...]) -> None:
        self.leaks = leaks
        self.file_name = file_name
        count = len({leak.name for leak in leaks})
        # Not the file's own name: a name of the register may be in it, and a sentence may end up anywhere.
        sentence = ngettext(
            "Stopped: {count} name that is to be hidden would leave, at {places}.",
            "Stopped: {count} names that are to be hidden would leave, at {places}.",
            count,
        )
        places = ngettext("{count} place", "{count} places", len(leaks)).format(count=len(leaks))
        super().__init__(sentence.format(count=count, places=places))


class RegisterLocked(NamesLeave):
    """The register was closed with the study that was locked: nobody can say what holds a name."""

    hint = N_("Open it again with its password (Project › Names and pseudonyms), or say there to go on without it.")

    def __init__(self, file_name: str) -> None:
        super().__init__(file_name, ())
        self.args = (_("Stopped: the register of names is locked, and nothing leaves until it is open again."),)


class NoReason(QdaError):
    """Letting names pass is a decision that others can follow."""

    hint = N_("Say for whom it is: “for the supervisor, who knows them”.")

    def __init__(self) -> None:
        super().__init__(_("It needs a reason to let names pass."))


class NameInReason(QdaError):
    """The reason goes into the project, where no name is to be."""

    hint = N_("Say it without the name.")

    def __init__(self) -> None:
        super().__init__(_("The reason itself holds a name that is to be hidden."))


def _silent(_error: NamesLeave) -> None:
    """Nobody listens."""


class _Watch:
    """The register that is open, and why names may pass; one for the program, as there is one gate."""

    register: Register | None = None
    locked: bool = False
    because: str = ""
    once: bool = False  # for the next file alone
    tell: Callable[[NamesLeave], object] = staticmethod(_silent)


def watch(register: Register | None) -> None:
    """From now on nothing leaves with a name of this register; None ends it."""
    _Watch.register, _Watch.because, _Watch.once, _Watch.tell = register, "", False, staticmethod(_silent)
    _Watch.locked = False
    gate.inspect_with(None if register is None else _inspect)


def lock() -> None:
    """Let go of the register that is watched, which is about to be closed: nothing leaves until one is watched anew.

    `watch(None)` ends that, too. Nothing happens where none is watched.
    """
    if _Watch.register is not None:
        _Watch.register, _Watch.because, _Watch.once, _Watch.locked = None, "", False, True


def is_locked() -> bool:
    """True while nothing leaves because the register is locked."""
    return _Watch.locked


def watched() -> Register | None:
    """The register whose names are held back."""
    return _Watch.register


@contextmanager
def watching(register: Register) -> Iterator[None]:
    """Watch inside the block."""
    before = _Watch.register
    watch(register)
    try:
        yield
    finally:
        watch(before)


@contextmanager
def letting_pass(because: str) -> Iterator[None]:
    """Inside the block names may leave; why is entered beside each file that holds any.

    Raises NoReason, NameInReason.
    """
    _Watch.because, _Watch.once = _reason(because), False
    try:
        yield
    finally:
        _Watch.because = ""


def let_next_pass(because: str) -> None:
    """Let names leave in the next file that holds any. Raises NoReason, NameInReason."""
    _Watch.because, _Watch.once = _reason(because), True


def _reason(because: str) -> str:
    because = " ".join(because.split())
    if not because:
        raise NoReason
    if _Watch.register is not None and _Watch.register.hits(because):
        raise NameInReason
    return because


def tell_stopped(tell: Callable[[NamesLeave], object]) -> None:
    """Who is told, on whatever thread, what was stopped; until another register, or none, is watched."""
    _Watch.tell = staticmethod(tell)


def in_file(path: Path, register: Register, name: str | None = None) -> list[Leak]:
    """Every name in a file and in its own name; `name` where it will be called otherwise. Raises OSError."""
    return _of_parts(contents.of_file(path, name), register)


def in_text(text: str, register: Register, where: str = "") -> list[Leak]:
    """Every name in words that are copied."""
    return _of_parts([contents.Part(where, text)], register)


def require_clean(text: str, where: str = "") -> None:
    """Raise NamesLeave if words that are about to be copied hold a name; nothing where no register is watched."""
    if _Watch.locked:
        raise _stopped(RegisterLocked(where))
    register = _Watch.register
    if register is not None and not _Watch.because:
        leaks = in_text(text, register, where)
        if leaks:
            raise _stopped(NamesLeave(where, tuple(leaks)))


def require_clean_bytes(data: bytes) -> None:
    """The same of a picture that is about to be copied, by the words beside its pixels. Raises NamesLeave."""
    watching = _Watch.register is not None or _Watch.locked
    require_clean("\n".join(part.text for part in contents.of_bytes(data)) if watching else "")


def _inspect(draft: Path, target: Path) -> str:
    """Why a file may leave though names are in it; empty where none is. Raises NamesLeave."""
    if _Watch.locked:
        raise _stopped(RegisterLocked(target.name))
    register = _Watch.register
    if register is None:
        return ""
    leaks = in_file(draft, register, target.name)
    if not leaks:
        return ""
    because = _Watch.because
    if not because:
        raise _stopped(NamesLeave(target.name, tuple(leaks)))
    if _Watch.once:
        _Watch.because = ""
    return because


def _stopped(error: NamesLeave) -> NamesLeave:
    _Watch.tell(error)
    return error


def _of_parts(parts: Iterator[contents.Part] | list[contents.Part], register: Register) -> list[Leak]:
    real = {name.id: name.real for name in register.names()}
    found: dict[Leak, None] = {}
    for part in parts:
        for hit in register.hits(part.text):
            before, after = context(part.text, hit.span)
            # The same words may be read in more than one way.
            found[Leak(hit.form.name, real[hit.form.name], part.where, before, hit.words, after)] = None
    return list(found)


def context(text: str, span: Span) -> tuple[str, str]:
    """The words before and after a place, on one line."""
    before, after = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    return re.sub(r"\s+", " ", before).lstrip(), re.sub(r"\s+", " ", after).rstrip()


def told(leaks: tuple[Leak, ...] | list[Leak]) -> list[str]:
    """Each on a line for a list: where, and the words around it."""
    lines = [
        f"{leak.where or _('text')}\t{leak.real}\t{leak.before}[{leak.words}]{leak.after}" for leak in leaks[:_TOLD]
    ]
    if len(leaks) > _TOLD:
        lines.append(_("… and {count} more").format(count=len(leaks) - _TOLD))
    return lines
