"""Category maps from the command line: listed, or one of them written as a picture, a Word file or a graph."""

from __future__ import annotations

import argparse
from pathlib import Path

from qda.cli.output import OK, Printing, say, show
from qda.cli.projects import reading
from qda.errors import QdaError
from qda.i18n import N_, _


class WriteOrList(QdaError):
    """It is not said whether a map is to be written or all are to be listed."""

    hint = N_("Give --out FILE.svg (or .png, .pdf, .docx, .graphml), or --list.")

    def __init__(self) -> None:
        super().__init__(_("It is not said what to do with the maps."))


def arguments(made: argparse.ArgumentParser) -> None:
    """The options of `map`."""
    made.add_argument("--out", type=Path, metavar="FILE", help=_("write .svg, .png, .pdf, .docx or .graphml"))
    made.add_argument("--map", metavar="NAME", help=_("which map; else the first"))
    made.add_argument("--profile", choices=("apa", "german"), default="apa", help=_("language and look"))
    made.add_argument("--dpi", type=_dots, default=300, metavar="N", help=_("dots to the inch in .png and .docx"))
    made.add_argument("--list", action="store_true", help=_("list the maps"))
    made.add_argument("--json", action="store_true", help=_("print a list of objects"))


def _dots(text: str) -> int:
    if not text.isdecimal() or not 36 <= int(text) <= 1200:
        raise argparse.ArgumentTypeError(_("it must be a number from 36 to 1200"))
    return int(text)


def map_(arguments: argparse.Namespace) -> int:
    """Write a category map, or list all."""
    listing = arguments.list or (arguments.json and arguments.out is None)
    if (arguments.out is None) is not listing:
        raise WriteOrList
    return _list(arguments) if listing else _write(arguments)


def _list(arguments: argparse.Namespace) -> int:
    from qda.coding import maps

    with reading(arguments.project) as project:
        found = [
            {
                "name": row.name,
                "description": row.description,
                "nodes": row.nodes,
                "lines": row.lines,
                "size_by": row.size_by or None,
                "color_by": row.color_by or None,
            }
            for row in maps.rows(project)
        ]
    return show(found, arguments, ("name", "nodes", "lines"))


def _write(arguments: argparse.Namespace) -> int:
    from qda.export.maps import pictures as maps
    from qda.export.profiles import PROFILES

    profile = PROFILES[arguments.profile]
    with reading(arguments.project) as project:
        picture = maps.picture(project, maps.find(project, arguments.map), profile=profile)
        maps.write(arguments.out, picture, dpi=arguments.dpi, profile=profile, progress=Printing())
    say(_("Wrote “{path}”.").format(path=arguments.out))
    return OK
