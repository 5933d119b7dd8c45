"""The timeline of a study on the command line: listed, or written as a picture, a document or a table."""

from __future__ import annotations

import argparse
from pathlib import Path

from qda.cli.output import OK, print_json, say
from qda.cli.projects import reading
from qda.i18n import _


def arguments(made: argparse.ArgumentParser) -> None:
    """The options of `timeline`."""
    made.add_argument("--json", action="store_true", help=_("print a list of objects"))
    made.add_argument(
        "--out", type=Path, metavar="FILE", help=_("write a .svg, .png, .pdf, .docx, .html, .xlsx or .csv")
    )
    made.add_argument("--profile", choices=("apa", "german"), default="apa", help=_("language and look of the file"))


def timeline(arguments: argparse.Namespace) -> int:
    """List what happened when, or write it."""
    from qda.analysis.figures import timeline as read
    from qda.export.profiles import PROFILES
    from qda.export.study import timeline_files, timeline_tables

    with reading(arguments.project) as project:
        found = timeline_tables.listed(project)
        if arguments.json:
            print_json(found)
        if arguments.out is not None:
            timeline_files.write(arguments.out, read.of_study(project), PROFILES[arguments.profile])
        if arguments.json or arguments.out is not None:
            return OK
    for row in found:
        say("\t".join(str(row[part] or "") for part in ("from", "to", "group", "lane", "what", "count")))
    return OK
