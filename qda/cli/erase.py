"""Erasing for good from the command line: it has to be said that it is meant, for nothing takes it back."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from qda.cli import password
from qda.cli.output import OK, moment, say
from qda.cli.projects import user_settings
from qda.errors import QdaError
from qda.i18n import N_, _, ngettext


class NotMeant(QdaError):
    """Nothing takes it back: it has to be said."""

    hint = N_("Read what it reaches: gerund withdraw PROJECT PARTICIPANT --list. Then add --yes.")

    def __init__(self, name: str) -> None:
        super().__init__(_("Erasing the words of {name} can't be undone, by nobody and never.").format(name=name))


def add_arguments(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command with its options."""
    made = command("erase", erase, _("erase for good the words of a participant who has withdrawn"))
    made.add_argument("participant", metavar="PARTICIPANT")
    made.add_argument("--yes", action="store_true", help=_("it is meant; there is no way back"))


def erase(arguments: argparse.Namespace) -> int:
    """Erase, and tell what was reached and what was not."""
    from qda.flows.withholding import erase as flow

    if not arguments.yes:
        raise NotMeant(arguments.participant)
    given, purpose = password.of(arguments.project), _("the command line")
    done = flow.erase(
        arguments.project, arguments.participant, password=given, coder=user_settings().coder, purpose=purpose
    )
    if not done.texts:
        say(_("Nothing of {name} was left to erase.").format(name=done.name))
    else:
        one = "Words of {name} erased, in {count} text and wherever it was quoted."
        many = "Words of {name} erased, in {count} texts and wherever they were quoted."
        say(ngettext(one, many, done.texts).format(name=done.name, count=done.texts))
    _tell_copies(done.deleted, [str(path) for path in done.left])
    if not done.overwritten:
        say(_("This file system could not overwrite what was there before."))
    for row in done.earlier:
        say("\t".join((_("left earlier"), moment(row.at), row.kind, row.file_name)))
    return OK


def _tell_copies(deleted: int, left: list[str]) -> None:
    if deleted:
        one = "{count} older copy is deleted; a new backup is made."
        many = "{count} older copies are deleted; a new backup is made."
        say(ngettext(one, many, deleted).format(count=deleted))
    for path in left:
        say(_("Could not be deleted, and holds the words: {path}").format(path=path))
