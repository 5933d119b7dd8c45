"""Saving what is left of a damaged project, from the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from qda.cli import password
from qda.cli.output import OK, print_json, say
from qda.i18n import _, ngettext


def add_arguments(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command with its options."""
    made = command("salvage", salvage, _("save what a damaged project still gives into a new one"))
    made.add_argument("--out", type=Path, metavar="NEW.gerund", help=_("the new project; else beside the old one"))
    made.add_argument("--json", action="store_true", help=_("print a list of objects: what could not be saved"))


def salvage(arguments: argparse.Namespace) -> int:
    """Save what can be saved, and list what can not."""
    from qda.project import salvage as flow

    target = arguments.out or flow.proposed(arguments.project)
    made = flow.salvage(arguments.project, target, password=password.of(arguments.project) or password.for_new())
    if arguments.json:
        print_json([{"table": each.table, "name": each.name, "reason": each.reason} for each in made.lost])
        return OK
    say(_("Made “{path}”.").format(path=made.path))
    rows = sum(made.saved.values())
    say(ngettext("{count} row saved.", "{count} rows saved.", rows).format(count=rows))
    if made.steps_lost:
        one, many = "{count} step of the history is lost.", "{count} steps of the history are lost."
        say(ngettext(one, many, made.steps_lost).format(count=made.steps_lost))
    for each in made.lost:
        say(flow.told(each))
    if not made.lost:
        say(_("Nothing else is lost."))
    return OK
