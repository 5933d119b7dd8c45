"""The consent register from the command line: listed, or written as a table."""

from __future__ import annotations

import argparse
from pathlib import Path

from qda.cli.output import OK, Printing, print_json, say
from qda.cli.projects import reading
from qda.i18n import _


def arguments(made: argparse.ArgumentParser) -> None:
    """The options of `consent`."""
    made.add_argument("--json", action="store_true", help=_("print a list of objects"))
    made.add_argument("--out", type=Path, metavar="FILE", help=_("write a .docx, .xlsx or .csv"))
    made.add_argument("--profile", choices=("apa", "german"), default="apa", help=_("language and look of the file"))
    made.add_argument("--kind", action="append", default=[], metavar="K", help=_("with --out: only this kind of data"))
    made.add_argument("--without-names", action="store_true", help=_("with --out: numbers instead of pseudonyms"))


def consent(arguments: argparse.Namespace) -> int:
    """List the participants and what they agreed to, or write it as a table."""
    from qda.export import writing
    from qda.export.profiles import PROFILES
    from qda.export.study import consent_tables
    from qda.study import consent as service

    with reading(arguments.project) as project:
        if arguments.json:
            print_json(consent_tables.listed(project))
        if arguments.out is not None:
            profile, names = PROFILES[arguments.profile], not arguments.without_names
            made = consent_tables.table(project, names=names, kinds=arguments.kind, profile=profile)
            writing.write(arguments.out, [made], profile, Printing())
        if arguments.json or arguments.out is not None:
            return OK
        register = service.register(project)
    for person in register.people:
        for row in (row for rows in person.consents.values() for row in rows):
            words = (person.name, person.role, row.data_kind, row.asked_on or "", row.form, row.outcome)
            say("\t".join((*words, row.withdrawn_on or "")))
    return OK
