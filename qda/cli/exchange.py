"""Commands that carry a whole project out and in again."""

from __future__ import annotations

import argparse
from pathlib import Path

from qda.cli import consenting, password
from qda.cli.output import OK, Printing, print_json, say
from qda.cli.projects import reading
from qda.errors import QdaError
from qda.i18n import N_, _, ngettext

PROGRAMS = ("standard", "nvivo", "maxqda", "atlasti")
"""For whom a .qdpx can be written; `qda.export.refi.positions` tells how they differ."""


class NoSuchExchange(QdaError):
    """A file ending that no exchange format has."""

    hint = N_(
        "Give the file one of these endings: .qdpx (for other programs), .qdc (the code book for other programs), "
        ".jsonl (everything, as plain lines)."
    )

    def __init__(self, path: Path) -> None:
        super().__init__(_("A project can't be written as “{ending}”.").format(ending=path.suffix or path.name))


def arguments_of(made: argparse.ArgumentParser) -> None:
    """The arguments of `export`."""
    made.add_argument("file", type=Path, metavar="FILE.qdpx|.qdc|.jsonl")
    made.add_argument(
        "--for",
        dest="program",
        choices=PROGRAMS,
        default=PROGRAMS[0],
        help=_("count places and end lines as this program does (.qdpx)"),
    )
    made.add_argument("--json", action="store_true", help=_("print the report as an object in a list"))
    consenting.add_arguments(made)


def export(arguments: argparse.Namespace) -> int:
    """Write a whole project as REFI-QDA or JSON Lines, or its code book as REFI-QDA; print what became of it."""
    match arguments.file.suffix.lower():
        case ".qdpx" | ".qdc":
            return _export_refi(arguments)
        case ".jsonl":
            return _export_plain(arguments)
        case _:
            raise NoSuchExchange(arguments.file)


def _export_refi(arguments: argparse.Namespace) -> int:
    from qda.export.refi import report, writing
    from qda.export.refi.positions import layout

    with reading(arguments.project, exact=True) as project:
        told = writing.write(project, arguments.file, layout(arguments.program), Printing())
    if arguments.json:
        print_json([report.as_json(told)])
    else:
        say(report.text(told), end="")
    return OK


def _export_plain(arguments: argparse.Namespace) -> int:
    from qda.export import plain

    with reading(arguments.project, exact=True) as project:
        count = plain.write(project, arguments.file, Printing())
    if arguments.json:
        print_json([{"file": str(arguments.file), "lines": count}])
        return OK
    told = ngettext("Wrote {count} line to “{path}”.", "Wrote {count} lines to “{path}”.", count)
    say(told.format(count=count, path=arguments.file))
    return OK


def rebuild(arguments: argparse.Namespace) -> int:
    """Make a project of the lines that another was written as."""
    from qda.project import plain

    plain.rebuild(arguments.files[0], arguments.project, Printing(), password.for_new())
    if arguments.json:
        print_json([{"file": str(arguments.files[0]), "project": str(arguments.project)}])
    else:
        say(_("Made “{path}”.").format(path=arguments.project))
    return OK
