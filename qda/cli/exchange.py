"""Commands that carry a whole project out and in again."""

from __future__ import annotations

import argparse
from pathlib import Path

from qda.cli.output import OK, Printing, print_json, say
from qda.cli.projects import reading
from qda.errors import QdaError
from qda.i18n import N_, _, ngettext


class NoSuchExchange(QdaError):
    """A file ending that no exchange format has."""

    hint = N_("Give the file one of these endings: .jsonl (everything, as plain lines).")

    def __init__(self, path: Path) -> None:
        super().__init__(_("A project can't be written as “{ending}”.").format(ending=path.suffix or path.name))


def export(arguments: argparse.Namespace) -> int:
    """Write a whole project as JSON Lines."""
    from qda.export import plain

    if arguments.file.suffix.lower() != ".jsonl":
        raise NoSuchExchange(arguments.file)
    with reading(arguments.project) as project:
        count = plain.write(project, arguments.file, Printing())
    told = ngettext("Wrote {count} line to “{path}”.", "Wrote {count} lines to “{path}”.", count)
    say(told.format(count=count, path=arguments.file))
    return OK


def rebuild(arguments: argparse.Namespace) -> int:
    """Make a project of the lines that another was written as."""
    from qda.project import plain

    plain.rebuild(arguments.files[0], arguments.project, Printing())
    if arguments.json:
        print_json([{"file": str(arguments.files[0]), "project": str(arguments.project)}])
    else:
        say(_("Made “{path}”.").format(path=arguments.project))
    return OK
