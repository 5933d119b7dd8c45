"""Commands about backups."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from qda.cli import password
from qda.cli.output import OK, say, show
from qda.i18n import _


def backups(arguments: argparse.Namespace) -> int:
    """List the backups of a project, newest first, with what they hold; the project itself may be gone."""
    from qda.project import backup

    rows, look = [], backup.Look(password.of)
    for made in sorted(backup.existing(arguments.project), reverse=True):
        held = look.into(made.path)
        rows.append(
            {
                "at": made.at.isoformat(), "step": made.step, "bytes": held.size, "sources": held.sources,
                "codes": held.codes, "codings": held.codings, "memos": held.memos, "path": str(made.path),
            }
        )  # fmt: skip
    return show(rows, arguments, ("at", "step", "sources", "codes", "codings", "memos", "path"))


def restore(arguments: argparse.Namespace) -> int:
    """Make a new project of a backup."""
    from qda.project import backup, files

    given = password.of(arguments.project)
    key = files.key_of(arguments.project, given) if given is not None else None
    path = backup.restore(arguments.project, arguments.target, key)
    say(_("Made “{path}”.").format(path=path))
    return OK


def copy(arguments: argparse.Namespace) -> int:
    """Make a copy of a project as it is now, in one file."""
    from qda.flows import copies

    given, originals = password.of(arguments.project), not arguments.without_originals
    path = copies.save_of(arguments.project, arguments.target, given, originals=originals)
    say(_("Made “{path}”.").format(path=path))
    return OK


def add_arguments(command: Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]) -> None:
    """The commands with their options."""
    made = command("backups", backups, _("list the backups of a project"))
    made.add_argument("--json", action="store_true", help=_("print a list of objects"))
    made = command("restore", restore, _("make a new project of a backup, which is named in PROJECT's place"))
    made.add_argument("target", type=Path, metavar="NEW.gerund")
    made = command("copy", copy, _("copy a project as it is now into one file, with its password"))
    made.add_argument("target", type=Path, metavar="NEW.gerund")
    made.add_argument("--without-originals", action="store_true", help=_("leave the files out that texts came from"))
