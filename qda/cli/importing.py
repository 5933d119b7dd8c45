"""Bringing in what other programs wrote: whole projects and code books, with a report of every loss and repair."""

from __future__ import annotations

import argparse
from pathlib import Path

from qda.cli import password
from qda.cli.output import OK, Printing, print_json, say
from qda.cli.projects import is_there, reading, user_settings, writing
from qda.errors import QdaError
from qda.i18n import N_, _


class OneAtATime(QdaError):
    """A project of another program is no file among others."""

    hint = N_("Import it by itself, then the other files.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” is a whole project and comes in by itself.").format(name=path.name))


def is_exchange(arguments: argparse.Namespace) -> bool:
    """True if what shall be imported is a project of another program. Raises OneAtATime."""
    from qda.flows.importing.bring_in import is_project

    found = [path for path in arguments.files if is_project(path)]
    if found and len(arguments.files) > 1:
        raise OneAtATime(found[0])
    return bool(found)


def bring_in(arguments: argparse.Namespace) -> int:
    """Import a project, into one that is made if need be; a failed import leaves no trace."""
    from qda.flows.importing import bring_in as flow
    from qda.flows.refi.building import build
    from qda.project.project import Project

    study, report = flow.read(arguments.files[0], Printing())
    if is_there(arguments.project):
        with writing(arguments.project) as project:
            report = build(project, study, report, Printing())
    else:
        coder, purpose, given = user_settings().coder, _("the command line"), password.for_new()
        with Project.create(arguments.project, coder=coder, purpose=purpose, password=given) as project:
            path = project.path
            try:
                report = build(project, study, report, Printing())
            except BaseException:
                project.close()
                path.unlink(missing_ok=True)
                raise
    if arguments.json:
        print_json([report.as_json()])
    else:
        for line in report.lines():
            say(line)
    return OK


def book_arguments(made: argparse.ArgumentParser) -> None:
    """What `codes` takes a code book from."""
    told = _("a code book as .csv, .xlsx or .docx table: new codes are made, known ones changed")
    made.add_argument("--from", dest="table", type=Path, metavar="FILE", help=told)
    made.add_argument("--preview", action="store_true", help=_("with --from: only tell what would be done"))


def code_book(arguments: argparse.Namespace) -> int:
    """Take a code book from a table; with --preview only tell what would be new and what would change."""
    from qda.flows.others import codebook_tables as tables

    with (reading if arguments.preview else writing)(arguments.project) as project:
        proposal = tables.propose(project, arguments.table)
        if not arguments.preview:
            tables.apply(project, proposal)
    if arguments.json:
        told = {"file": proposal.file, "same": proposal.same}
        paths = [" > ".join(row.path) for row in proposal.new]
        changed = [{"code": " > ".join(row.path), "fields": [d.field for d in each]} for row, each in proposal.changed]
        print_json([{**told, "new": paths, "changed": changed}])
    else:
        for line in proposal.lines():
            say(line)
    return OK
