"""A participant's withdrawal from the command line, and the register of files that left."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from qda.cli.output import OK, moment, print_json, say, show
from qda.cli.projects import reading, writing
from qda.errors import QdaError
from qda.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from qda.analysis.study.withdrawn_list import Holding


class NoSuchThing(QdaError):
    """`--keep` and `--mask` name things as the list does."""

    hint = N_("Name it as gerund withdraw PROJECT PARTICIPANT --list does: source:3, segment:17, memo:2.")

    def __init__(self, words: str) -> None:
        super().__init__(_("Nothing is called “{words}” in the list.").format(words=words))


def add_arguments(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands of this module with their options."""
    made = command("withdraw", withdraw, _("mask the words of a participant who has withdrawn"))
    made.add_argument("participant", metavar="PARTICIPANT")
    made.add_argument("--on", metavar="DATE", help=_("the day of the withdrawal"))
    made.add_argument("--reason", metavar="TEXT")
    told = _("let this leave all the same: a thing as --list names it, as segment:17; may be repeated")
    made.add_argument("--keep", action="append", default=[], metavar="THING", help=told)
    made.add_argument("--mask", action="append", default=[], metavar="THING", help=_("mask this again"))
    made.add_argument("--note", metavar="TEXT", help=_("why, beside what is kept or masked"))
    made.add_argument("--list", action="store_true", help=_("only list what holds their words, and earlier exports"))
    made.add_argument("--take-back", action="store_true", help=_("the participant takes part again"))
    listed = command("issued", issued, _("list the files that left the project"))
    for each in (made, listed):
        each.add_argument("--json", action="store_true", help=_("print a list of objects"))


def withdraw(arguments: argparse.Namespace) -> int:
    """Record a withdrawal, decide on things, list them, or take the withdrawal back."""
    from qda.analysis.study import withdrawn_list
    from qda.study import service as study
    from qda.study import withdrawals

    if arguments.list:
        return _list(arguments)
    with writing(arguments.project) as project:
        person = study.find_participant(project, arguments.participant)
        if arguments.take_back:
            withdrawals.take_back(project, person)
            say(_("“{name}” takes part again.").format(name=arguments.participant))
            return OK
        with project.group():
            _record(project, person, arguments)
            if keep := [_thing(words) for words in arguments.keep]:
                withdrawals.decide(project, person, keep, "keep", note=arguments.note)
            if mask := [_thing(words) for words in arguments.mask]:
                withdrawals.decide(project, person, mask, "mask", note=arguments.note)
        found = withdrawn_list.held(project, person)
    return _told(found, arguments)


def _record(project: Any, person: int, arguments: argparse.Namespace) -> None:
    from qda.study import withdrawals

    if withdrawals.of(project, person) is None:
        withdrawals.withdraw(project, person, on=arguments.on, reason=arguments.reason or "")
    elif arguments.on is not None or arguments.reason is not None:
        withdrawals.change(project, person, on=arguments.on, reason=arguments.reason)


def _thing(words: str) -> tuple[str, int]:
    target, colon, number = words.partition(":")
    if not colon or not number.isdecimal():
        raise NoSuchThing(words)
    return target, int(number)


def _list(arguments: argparse.Namespace) -> int:
    """What holds the words, for those who decide: unmasked, it leaves no further than this terminal."""
    from qda.analysis.study import withdrawn_list
    from qda.study import service as study

    with reading(arguments.project, whole=True) as project:
        found = withdrawn_list.held(project, study.find_participant(project, arguments.participant))
    return _told(found, arguments)


def _told(found: Holding, arguments: argparse.Namespace) -> int:
    things = [
        {
            "thing": f"{item.target}:{item.id}",
            "title": item.title,
            "context": item.context,
            "decision": item.decision,
            "note": item.note or None,
        }
        for item in found.items
    ]
    if arguments.json:
        print_json([*things, *({"earlier_export": row["file"], **row} for row in _rows(found.earlier))])
        return OK
    for thing in things:
        say("\t".join(str(thing[name]) for name in ("thing", "decision", "title", "context")))
    for row in _rows(found.earlier):
        say("\t".join((_("left earlier"), row["at"], row["kind"], row["file"])))
    masked, kept = found.count("mask"), found.count("keep")
    if found.withdrawal is None:
        told = ngettext("{count} thing holds their words.", "{count} things hold their words.", masked)
        say(told.format(count=masked))
    else:
        say(_("{masked} masked, {kept} kept.").format(masked=masked, kept=kept))
    return OK


def issued(arguments: argparse.Namespace) -> int:
    """List the files that left, the newest first."""
    from qda.project import issued as register

    with reading(arguments.project) as project:
        rows = register.rows(project)
    return show(_rows(rows), arguments, ("at", "kind", "file", "title", "coder"))


def _rows(rows: Any) -> list[dict[str, Any]]:
    return [
        {
            "at": moment(row.at),
            "kind": row.kind,
            "title": row.title or None,
            "file": row.file_name,
            "folder": row.folder,
            "coder": row.coder or None,
            "sha256": row.sha256,
            "sources": sorted(row.sources),
        }
        for row in rows
    ]
