"""The register of names on the command line: keeping it, putting pseudonyms in, and holding names back.

Every command takes `--names FILE`: then nothing is written or printed that holds a name of that register.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qda.cli import output, password
from qda.cli.output import OK, USER, Printing, print_json, say, say_error, show
from qda.cli.projects import reading, user_settings, writing
from qda.errors import QdaError
from qda.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from qda.flows.names.pseudonymise import Hit
    from qda.project.names_register import HiddenName, Register
    from qda.project.project import Project

VARIABLE = "GERUND_NAMES_PASSWORD"
_OWN = ("names", "pseudonymise", "leaks")  # commands that are there to show names
_KINDS = ("person", "place", "organisation", "other")


class NoRegister(QdaError):
    """What looks for names has to be told which."""

    hint = N_("Add --names FILE.names; gerund names FILE.names new makes one.")

    def __init__(self) -> None:
        super().__init__(_("It is not said which register of names to use."))


class WhichName(QdaError):
    """An act on a name needs the name."""

    hint = N_("As in: gerund names FILE.names add Anna --pseudonym Martine")

    def __init__(self) -> None:
        super().__init__(_("It is not said which name."))


class NoSuchHit(QdaError):
    """Places are told by the numbers of the list."""

    hint = N_("gerund pseudonymise PROJECT --names FILE --list prints them with their numbers.")

    def __init__(self, number: int) -> None:
        super().__init__(_("There is no place {number} in the list.").format(number=number))


# --- options of every command ---------------------------------------------------------------------


def add_options(made: argparse.ArgumentParser) -> None:
    """What every command takes: passwords, and the names that may not leave."""
    password.add_option(made)
    told = _("refuse to write or print what holds a name of this register")
    made.add_argument("--names", type=Path, metavar="FILE", help=told)
    told = _("its password is the first line of this file; else GERUND_NAMES_PASSWORD, else it is asked for")
    made.add_argument("--names-password-file", type=Path, metavar="FILE", help=told)
    told = _("let its names pass, and enter why in the register of files that left")
    made.add_argument("--let-names-pass", metavar="REASON", help=told)


@contextmanager
def held_back(arguments: argparse.Namespace) -> Iterator[None]:
    """Inside the block nothing leaves with a name of `--names`; what would is listed. Raises NamesLeave."""
    if arguments.names is None or arguments.command in _OWN:
        yield
        return
    from qda.export.leaving import leak_check

    passing = nullcontext() if arguments.let_names_pass is None else leak_check.letting_pass(arguments.let_names_pass)
    with _opened(arguments.names, arguments) as register, leak_check.watching(register), passing:
        output.inspect_with(leak_check.require_clean)
        try:
            yield
        except leak_check.NamesLeave as error:
            for line in leak_check.told(error.leaks):
                say_error(line)
            raise
        finally:
            output.inspect_with(None)


@contextmanager
def _opened(path: Path | None, arguments: argparse.Namespace) -> Iterator[Register]:
    from qda.project.names_register import Register

    if path is None:
        raise NoRegister
    with Register.open(path, _password(path, arguments)) as register:
        yield register


def _password(path: Path, arguments: argparse.Namespace) -> str:
    if arguments.names_password_file is not None:
        return password.first_line(arguments.names_password_file)
    given = os.environ.get(VARIABLE)
    if given is None and sys.stdin is not None and sys.stdin.isatty():
        return getpass(_("Password of “{name}”: ").format(name=path.name))
    return given or ""


# --- the commands ---------------------------------------------------------------------------------


def add_arguments(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands of this module with their options."""
    made = command("names", names, _("make a register of names to hide; enter, change, delete names, refuse proposals"))
    made.add_argument("act", choices=("new", "list", "add", "change", "delete", "refuse"))
    made.add_argument("name", nargs="?", metavar="NAME")
    made.add_argument("--rename", metavar="NAME", help=_("with change: how the name is really written"))
    made.add_argument("--pseudonym", metavar="P")
    made.add_argument("--kind", choices=_KINDS)
    told = _("another way of writing it, as Anni, or with a pseudonym of its own, as “Frau Schmidt = Frau Keller”")
    made.add_argument("--variant", action="append", metavar="V", help=told)
    made.add_argument("--note", metavar="TEXT")
    told = _("found only with a capital, for names that are words: Rose, Will")
    made.add_argument("--capital", action=argparse.BooleanOptionalAction, default=None, help=told)
    hidden = command("pseudonymise", pseudonymise, _("find names of a register, and put pseudonyms in their place"))
    acts = hidden.add_mutually_exclusive_group()
    acts.add_argument("--list", action="store_true", help=_("only list the places, with numbers; this is the default"))
    acts.add_argument("--candidates", action="store_true", help=_("list what may be names and is not in the register"))
    acts.add_argument("--apply", action="store_true", help=_("put the pseudonyms in"))
    hidden.add_argument("--source", action="append", metavar="NAME", help=_("only in the text of this source"))
    hidden.add_argument("--only", action="append", metavar="NAME", help=_("only this name of the register"))
    hidden.add_argument("--hit", action="append", type=int, metavar="N", help=_("only this place of the list"))
    told = _("pass over this place of the list from now on: it names somebody else, or nobody")
    hidden.add_argument("--keep", action="append", type=int, default=[], metavar="N", help=told)
    hidden.add_argument("--brackets", action="store_true", help=_("in square brackets: [Martine]"))
    told = _("then drop for good what still holds the names: originals, earlier texts, history, backups")
    hidden.add_argument("--drop-originals", action="store_true", help=told)
    told = _("look for names of a register in a project, or in any file that left it")
    leaking = command("leaks", leaks, told)
    for each in (made, hidden, leaking):
        each.add_argument("--json", action="store_true", help=_("print a list of objects"))


def names(arguments: argparse.Namespace) -> int:
    """Keep a register."""
    from qda.project.names_register import Register

    path = arguments.project
    if arguments.act == "new":
        Register.create(path, _password(path, arguments)).close()
        say(_("Made “{path}”. Keep it, and its password, apart from the study.").format(path=path))
        return OK
    with _opened(path, arguments) as register:
        if arguments.act == "list":
            columns = ("name", "kind", "pseudonym", "variants", "note")
            return show([_row(name, as_list=arguments.json) for name in register.names()], arguments, columns)
        if not arguments.name:
            raise WhichName
        _change(register, arguments)
    return OK


def _row(name: HiddenName, *, as_list: bool) -> dict[str, Any]:
    variants: object = list(name.variants) if as_list else ", ".join(name.variants)
    row = {"name": name.real, "kind": name.kind, "pseudonym": name.pseudonym, "variants": variants, "note": name.note}
    return {**row, "capital": name.capital}


def _change(register: Register, arguments: argparse.Namespace) -> None:
    given = {
        "kind": arguments.kind,
        "pseudonym": arguments.pseudonym,
        "variants": None if arguments.variant is None else tuple(arguments.variant),
        "note": arguments.note,
        "capital": arguments.capital,
        "real": arguments.rename,
    }
    values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if arguments.act == "add":
        values.pop("real", None)
        register.add(arguments.name, **values)
    elif arguments.act == "change":
        register.change(register.find(arguments.name).id, **values)
    elif arguments.act == "refuse":
        register.refuse(arguments.name)
    else:
        register.delete(register.find(arguments.name).id)


def pseudonymise(arguments: argparse.Namespace) -> int:
    """List what may be names, list the places of names, or replace them."""
    with _opened(arguments.names, arguments) as register:
        if arguments.candidates:
            return _candidates(register, arguments)
        if arguments.apply or arguments.keep:
            _apply(register, arguments)
        elif not arguments.drop_originals:
            return _list(register, arguments)
        if arguments.drop_originals:
            _drop(register, arguments)
    return OK


def _candidates(register: Register, arguments: argparse.Namespace) -> int:
    from qda.flows.names import proposals
    from qda.nlp import pipeline

    with reading(arguments.project, whole=True) as project:
        chosen = _sources(project, arguments)
        found = proposals.candidates(project, register, pipeline.load(), chosen, Printing())
    if not arguments.json:
        by = _("Found by the language model {name}.") if found.by_model else _("Found by patterns: there is no model.")
        say(by.format(name=found.found_by))
    rows = [
        {
            "words": each.words,
            "kind": each.kind,
            "count": each.count,
            "context": f"{each.places[0].before}{each.words}{each.places[0].after}",
            "found_by": found.found_by,
        }
        for each in found.names
    ]
    return show(rows, arguments, ("words", "kind", "count", "context"))


def _sources(project: Project, arguments: argparse.Namespace) -> list[int] | None:
    from qda.sources import queries

    return [queries.find(project, name) for name in arguments.source] if arguments.source else None


def _hits(project: Project, register: Register, arguments: argparse.Namespace) -> list[Hit]:
    from qda.flows.names import pseudonymise as flow

    found = flow.hits(project, register, _sources(project, arguments), Printing())
    if not arguments.only:
        return found
    wanted = {register.find(name).id for name in arguments.only}
    return [hit for hit in found if hit.name in wanted]


def _list(register: Register, arguments: argparse.Namespace) -> int:
    with reading(arguments.project, whole=True) as project:
        found = _hits(project, register, arguments)
    rows = [
        {
            "number": number,
            "where": hit.title,
            "part": hit.place.column,
            "words": hit.words,
            "pseudonym": hit.found.replacement(brackets=arguments.brackets),
            "context": f"{hit.before}[{hit.words}]{hit.after}",
        }
        for number, hit in enumerate(found, start=1)
    ]
    return show(rows, arguments, ("number", "where", "part", "context", "pseudonym"))


def _apply(register: Register, arguments: argparse.Namespace) -> None:
    from qda.flows.names import pseudonymise as flow

    with writing(arguments.project) as project:
        found = _hits(project, register, arguments)
        kept = _numbered(found, arguments.keep)
        for hit in kept:
            flow.keep(project, register, hit)
        if not arguments.apply:
            return
        chosen = found if arguments.hit is None else _numbered(found, arguments.hit)
        done = flow.apply(project, register, [hit for hit in chosen if hit not in kept], brackets=arguments.brackets)
    one, many = "A pseudonym was put in {count} place.", "Pseudonyms were put in {count} places."
    say(ngettext(one, many, done.places).format(count=done.places))
    if not arguments.drop_originals:
        say(_("The study still remembers the names, so that it can be undone: --drop-originals ends that for good."))


def _numbered(found: Sequence[Hit], numbers: Sequence[int]) -> list[Hit]:
    for number in numbers:
        if not 1 <= number <= len(found):
            raise NoSuchHit(number)
    return [found[number - 1] for number in numbers]


def _drop(register: Register, arguments: argparse.Namespace) -> None:
    from qda.flows.names import dropping

    path = arguments.project
    coder, purpose = user_settings().coder, _("the command line")
    done = dropping.drop(path, register, password=password.of(path), coder=coder, purpose=purpose, progress=Printing())
    for line in done.lines():
        say(line)


def leaks(arguments: argparse.Namespace) -> int:
    """Look for names in a project or in any file; exit code 2 where there are any."""
    with _opened(arguments.names, arguments) as register:
        rows = _leaks(arguments.project, register)
    if arguments.json:
        print_json(rows)
    else:
        for row in rows:
            say(f"{row['where']}\t{row['name']}\t{row['context']}")
    if rows:
        one, many = "{count} place holds a name.", "{count} places hold a name."
        say_error(ngettext(one, many, len(rows)).format(count=len(rows)))
    return USER if rows else OK


def _leaks(path: Path, register: Register) -> list[dict[str, str]]:
    from qda.errors import NotFound

    if path.suffix.lower() == ".gerund":
        from qda.flows.names import pseudonymise as flow

        real = {name.id: name.real for name in register.names()}
        with reading(path, whole=True) as project:
            found = flow.hits(project, register, None, Printing())
        return [
            {"where": hit.title, "name": real[hit.name], "context": f"{hit.before}[{hit.words}]{hit.after}"}
            for hit in found
        ]
    from qda.export.leaving import leak_check

    if not path.is_file():
        raise NotFound(_("There is no file “{path}”.").format(path=path))
    return [
        {"where": leak.where, "name": leak.real, "context": f"{leak.before}[{leak.words}]{leak.after}"}
        for leak in leak_check.in_file(path, register)
    ]
