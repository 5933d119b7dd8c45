"""Passwords on the command line: where they come from, and the command that gives, changes and removes them.

The key store of the system is asked where `--key-store` says so, and never otherwise.

They are never arguments, which every other user of a computer could read in its list of processes.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from qda.cli.output import OK, Printing, complain, say
from qda.errors import QdaError
from qda.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from qda.project.key_store import Marks
    from qda.project.protection import Done

VARIABLE = "GERUND_PASSWORD"
NEW_VARIABLE = "GERUND_NEW_PASSWORD"

_COPIES = ("convert", "delete", "leave")


class NoPasswordFile(QdaError):
    """The file that should hold the password does not."""

    hint = N_("Its first line is the password, in UTF-8.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{path}” holds no password.").format(path=path))


class NotTheSame(QdaError):
    """Typed twice, and differently."""

    hint = N_("Nothing was changed. Try again.")

    def __init__(self) -> None:
        super().__init__(_("The two passwords differ."))


class NoNewPassword(QdaError):
    """There is nobody to ask."""

    hint = N_("Give --new-password-file FILE, or set GERUND_NEW_PASSWORD.")

    def __init__(self) -> None:
        super().__init__(_("It is not said what the new password is."))


class NoTerminal(QdaError):
    """A password is to be asked for, and nobody is there."""

    hint = N_("Give --password-file FILE, or set GERUND_PASSWORD.")

    def __init__(self) -> None:
        super().__init__(_("It is not said what the new password is."))


class _Chosen:
    """What the options of this run of the program say of passwords."""

    file: Path | None = None
    ask = False  # what a new project gets
    key_store = False


def use(arguments: argparse.Namespace) -> None:
    """Let the options of this run say where its password is."""
    _Chosen.file = arguments.password_file
    _Chosen.ask = getattr(arguments, "ask_password", False)
    _Chosen.key_store = arguments.key_store


def add_option(made: argparse.ArgumentParser) -> None:
    """What every command takes that opens a project."""
    told = _("the project's password is the first line of this file; else GERUND_PASSWORD, else it is asked for")
    made.add_argument("--password-file", type=Path, metavar="FILE", help=told)
    told = _("where neither says it, ask the system's key store, if the password is remembered there")
    made.add_argument("--key-store", action="store_true", help=told)


def add_new_option(made: argparse.ArgumentParser) -> None:
    """What a command takes besides that makes a project."""
    told = _("give the new project a password, which is asked for twice")
    made.add_argument("--ask-password", action="store_true", help=told)


def of(path: Path) -> str | None:
    """The password of a project: from the file, the environment, by wish the key store, or the terminal.

    None where none is needed or known. Raises NoPasswordFile, KeyStoreMissing, KeyStoreRefused.
    """
    from qda.project import key_store, protection

    if not protection.is_protected(path):
        return None
    given = _given()
    if given is None and _Chosen.key_store and (mark := key_store.mark_of(path)) is not None:
        given = key_store.recall(mark)
    if given is None and _can_ask():
        return getpass(_("Password of “{name}”: ").format(name=path.name))
    return given


def for_new() -> str | None:
    """The password that a new project gets: from the file, the environment or, where that is wished, the terminal.

    None where none is wished. Raises NoPasswordFile, NoTerminal, NotTheSame.
    """
    given = _given()
    if given is not None or not _Chosen.ask:
        return given
    if not _can_ask():
        raise NoTerminal
    return _typed_twice()


def _given() -> str | None:
    if _Chosen.file is not None:
        return first_line(_Chosen.file)
    return os.environ.get(VARIABLE) or None


def first_line(path: Path) -> str:
    """The password that a file holds. Raises NoPasswordFile."""
    try:
        line = path.read_text("utf-8-sig").partition("\n")[0].removesuffix("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise NoPasswordFile(path) from error
    if not line:
        raise NoPasswordFile(path)
    return line


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


# --- the command --------------------------------------------------------------------------------


def arguments(made: argparse.ArgumentParser) -> None:
    """The arguments of `password`."""
    made.add_argument("act", choices=("set", "change", "remove", "remember", "forget"))
    told = _("the new password is the first line of this file; else GERUND_NEW_PASSWORD, else it is asked for")
    made.add_argument("--new-password-file", type=Path, metavar="FILE", help=told)
    told = _("encrypt (or decrypt) the backups as well, delete them, or leave them as they are")
    made.add_argument("--copies", choices=_COPIES, default=_COPIES[0], help=told)


def password(arguments: argparse.Namespace) -> int:
    """Give a project a password, another, or none; have the key store of the system remember it, or forget it."""
    from qda.project import key_store

    path = arguments.project
    if arguments.act == "remember":
        return _remember(path)
    if arguments.act == "forget":
        return _forget(path)
    old = key_store.mark_of(path)
    new = _carry_out(arguments, path)
    _settle_store(path, old, new)
    return OK


def _carry_out(arguments: argparse.Namespace, path: Path) -> str | None:
    """Do it and say so; gives the new password."""
    from qda.project import protection

    copies, told, purpose, new = arguments.copies, Printing(), _("the command line"), None
    if arguments.act == "set":
        new = _new(arguments)
        done = protection.set_password(path, new, copies=copies, purpose=purpose, progress=told)
        say(_("“{name}” has a password now. Without it nobody can read it, and nobody can find it out.").format(
            name=path.name))  # fmt: skip
    elif arguments.act == "change":
        old = of(path) or ""
        new = _new(arguments)
        done = protection.change_password(path, old, new, copies=copies, purpose=purpose, progress=told)
        say(_("“{name}” has another password now.").format(name=path.name))
    else:
        done = protection.remove_password(path, of(path) or "", copies=copies, purpose=purpose, progress=told)
        say(_("“{name}” has no password any more.").format(name=path.name))
    _tell(done, plain_before=arguments.act == "set")
    return new


def _marks() -> Marks:
    from qda import settings
    from qda.project import key_store

    return key_store.marks_beside(settings.default_path())


def _remember(path: Path) -> int:
    from qda.project import key_store, protection
    from qda.project.problems import NeedsPassword, WrongPassword

    mark, given = _mark(path), of(path)
    if given is None:
        raise NeedsPassword(path)
    if not protection.opens(path, given):
        raise WrongPassword(path)
    key_store.remember(mark, given)
    _marks().add(mark)
    say(_("The key store of this computer remembers the password of “{name}”.").format(name=path.name))
    return OK


def _forget(path: Path) -> int:
    from qda.project import key_store

    mark = _mark(path)
    key_store.forget(mark)
    _marks().drop(mark)
    say(_("The key store of this computer does not have the password of “{name}”.").format(name=path.name))
    return OK


def _mark(path: Path) -> str:
    from qda.project import key_store
    from qda.project.problems import NotProtected, ProjectMissing

    mark = key_store.mark_of(path)
    if mark is None:
        raise NotProtected(path) if path.exists() else ProjectMissing(path)
    return mark


def _settle_store(path: Path, old: str | None, new: str | None) -> None:
    """Have the store forget an earlier password, and take the new one by wish; the project is done, come what may."""
    from qda.project import key_store

    marks, mark = _marks(), key_store.mark_of(path)
    try:
        if old is not None and (old in marks or _Chosen.key_store):
            key_store.forget(old)
            marks.drop(old)
        if new is not None and mark is not None and _Chosen.key_store:
            key_store.remember(mark, new)
            marks.add(mark)
    except (key_store.KeyStoreMissing, key_store.KeyStoreRefused) as error:
        complain(error)


def _new(arguments: argparse.Namespace) -> str:
    if arguments.new_password_file is not None:
        return first_line(arguments.new_password_file)
    given = os.environ.get(NEW_VARIABLE)
    if given:
        return given
    if not _can_ask():
        raise NoNewPassword
    return _typed_twice()


def _typed_twice() -> str:
    first = getpass(_("New password: "))
    if getpass(_("The same again: ")) != first:
        raise NotTheSame
    return first


def _tell(done: Done, *, plain_before: bool) -> None:
    told: list[tuple[int, Callable[[int], str]]] = [
        (done.converted, lambda n: ngettext("{count} copy written anew", "{count} copies written anew", n)),
        (done.deleted, lambda n: ngettext("{count} copy deleted", "{count} copies deleted", n)),
    ]
    for count, words in told:
        if count:
            say(f"  {words(count).format(count=count)}")
    if plain_before:
        say("  " + _overwritten(done))
    for path in done.left:
        say("  " + _("left as it was: {path}").format(path=path))


def _overwritten(done: Done) -> str:
    if done.overwritten:
        return _("What was plain is overwritten. A solid-state disk, or a copy elsewhere, may still hold it.")
    return _("What was plain is deleted, but this file system could not overwrite it.")
