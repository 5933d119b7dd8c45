"""Reporting checklists from the command line: printed, or written for Word."""

from __future__ import annotations

import argparse
from pathlib import Path

from qda.cli.output import OK, Printing, print_json, say
from qda.cli.projects import reading
from qda.i18n import _


def arguments(made: argparse.ArgumentParser) -> None:
    """The options of `checklist`."""
    made.add_argument("checklist", choices=("coreq", "srqr"), help=_("COREQ with 32 items, or SRQR with 21"))
    made.add_argument("--json", action="store_true", help=_("print a list of objects"))
    made.add_argument("--out", type=Path, metavar="FILE", help=_("write a .docx, .xlsx, .csv or .html"))
    made.add_argument("--profile", choices=("apa", "german"), default="apa")


def checklist(arguments: argparse.Namespace) -> int:
    """Print the items with what the project knows of each, or write them as a table."""
    from qda.export import writing
    from qda.export.profiles import PROFILES
    from qda.export.study import checklist_tables

    profile = PROFILES[arguments.profile]
    with reading(arguments.project) as project:
        if arguments.out is not None:
            made = checklist_tables.table(project, arguments.checklist, profile)
            writing.write(arguments.out, [made], profile, Printing())
        found = checklist_tables.listed(project, arguments.checklist)
    if arguments.json:
        print_json(found)
    elif arguments.out is None:
        for each in found:
            say("\t".join(str(each[name]) for name in ("item", "title", "state")))
    return OK
