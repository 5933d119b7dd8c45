"""Literature from the command line: taken in, listed, screened and graded, written for reference managers and Word."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qda.cli import checklist
from qda.cli.output import OK, Printing, print_json, say, say_error
from qda.cli.projects import reading, writing
from qda.errors import QdaError
from qda.i18n import N_, _

if TYPE_CHECKING:
    from qda.project.project import Project
    from qda.study.literature import LiteratureRow

Command = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]
ACTS = ("list", "import", "export", "judge", "tables")
_REPORTS = ("screening", "criteria", "studies", "references")


class LiteratureWhat(QdaError):
    """The options do not go together with what is to be done."""

    hint = N_(
        "For example: gerund literature PROJECT import FILE.ris --found-in DATABASE; export FILE.bib; "
        "judge KEY --stage included; judge KEY --criterion NAME --value GRADE; tables --out FILE.docx"
    )

    def __init__(self) -> None:
        super().__init__(_("It is not said what to do with the literature."))


def add_arguments(command: Command) -> None:
    """The commands `literature` and `checklist`."""
    arguments(command("literature", literature, _("list, take in, screen, grade and write the literature")))
    told = _("a reporting checklist, filled in as far as the project knows")
    checklist.arguments(command("checklist", checklist.checklist, told))


def arguments(made: argparse.ArgumentParser) -> None:
    """The options of `literature`."""
    made.add_argument("act", choices=ACTS, nargs="?", default="list", help=_("what to do; without it: list"))
    told = _("with import and export: .ris or .bib; with judge: cite keys or titles")
    made.add_argument("what", nargs="*", metavar="FILE|KEY", help=told)
    made.add_argument("--json", action="store_true", help=_("print a list of objects"))
    made.add_argument("--apa", action="store_true", help=_("with list: as a list of references"))
    made.add_argument("--found-in", default="", metavar="DATABASE", help=_("with import: where it was found"))
    made.add_argument("--encoding", help=_("with import: the encoding of the file"))
    made.add_argument("--stage", metavar="S", help=_("with list: only these; with judge: how far screening has come"))
    made.add_argument("--reason", default="", metavar="R", help=_("with judge: why it was left out"))
    made.add_argument("--criterion", metavar="C", help=_("with judge: by this criterion"))
    made.add_argument("--value", default="", metavar="V", help=_("with judge: the grade or words; none takes it away"))
    made.add_argument("--out", type=Path, metavar="FILE", help=_("with tables: write a .docx, .xlsx, .csv or .html"))
    made.add_argument("--profile", choices=("apa", "german"), default="apa")


def literature(arguments: argparse.Namespace) -> int:
    """Do one of these."""
    return {"list": _list, "import": _import, "export": _export, "judge": _judge, "tables": _tables}[arguments.act](
        arguments
    )


def _rows(project: Project, stage: str | None) -> list[LiteratureRow]:
    from qda.study import literature as service

    if stage is not None and stage not in service.STAGES:
        raise service.UnknownStage(stage)
    return [row for row in service.rows(project) if stage is None or row.stage == stage]


def _list(arguments: argparse.Namespace) -> int:
    from qda.study import literature as service
    from qda.study import references

    with reading(arguments.project) as project:
        rows = _rows(project, arguments.stage)
        names = {row.id: row.name for row in service.criteria(project)}
    if arguments.json:
        print_json(_object(row, names) for row in rows)
        return OK
    if arguments.apa:
        rows.sort(key=lambda row: references.order(row.reference))
    for row in rows:
        found = row.reference
        if arguments.apa:
            say(references.plain(found, "de" if arguments.profile == "german" else "en"))
        else:
            say("\t".join((found.cite_key, row.short, found.title, found.found_in, row.stage, row.reason)))
    return OK


def _object(row: LiteratureRow, names: dict[int, str]) -> dict[str, Any]:
    from qda.study.references import FIELDS

    fields = {name: getattr(row.reference, name) for name in FIELDS}
    judged = {names[criterion]: value for criterion, value in row.values.items()}
    fields["authors"] = row.reference.authors.splitlines()
    return {**fields, "stage": row.stage, "reason": row.reason, "text": row.source or None, "judged": judged}


def _import(arguments: argparse.Namespace) -> int:
    from qda.flows.literature import importing

    if not arguments.what:
        raise LiteratureWhat
    with writing(arguments.project) as project:
        outcomes = [
            importing.bring_in(project, Path(file), found_in=arguments.found_in, encoding=arguments.encoding)
            for file in arguments.what
        ]
    for outcome in outcomes:
        if not arguments.json:
            say(f"{outcome.path.name}: {outcome.sentence}")
            for title, twin in outcome.duplicates:
                say(_("  “{title}” doubles {other}.").format(title=title, other=twin))
        for note in outcome.notes:
            say_error(f"  {note}")
    if arguments.json:
        print_json(
            {
                "file": str(outcome.path),
                "added": len(outcome.added),
                "duplicates": [{"title": title, "of": twin} for title, twin in outcome.duplicates],
                "known": outcome.known,
                "notes": list(outcome.notes),
            }
            for outcome in outcomes
        )
    return OK


def _export(arguments: argparse.Namespace) -> int:
    from qda.export.study import references

    if len(arguments.what) != 1:
        raise LiteratureWhat
    with reading(arguments.project) as project:
        count = references.write(Path(arguments.what[0]), _rows(project, arguments.stage))
    say(_("Wrote {count} references to “{file}”.").format(count=count, file=arguments.what[0]))
    return OK


def _judge(arguments: argparse.Namespace) -> int:
    from qda.study import literature as service

    if not arguments.what or (arguments.stage is None and arguments.criterion is None):
        raise LiteratureWhat
    with writing(arguments.project) as project, project.group():
        ids = [service.find(project, words) for words in arguments.what]
        if arguments.stage is not None:
            service.set_stage(project, ids, arguments.stage, arguments.reason)
        if arguments.criterion is not None:
            criterion = service.find_criterion(project, arguments.criterion)
            service.judge(project, ids, criterion, arguments.value)
    return OK


def _tables(arguments: argparse.Namespace) -> int:
    """All reports on the literature in one file."""
    from qda.export import reports, writing
    from qda.export.blocks import Block, Heading, numbered
    from qda.export.material import Material
    from qda.export.profiles import PROFILES
    from qda.export.wishes import Wish

    if arguments.out is None:
        raise LiteratureWhat
    with reading(arguments.project) as project:
        material, profile = Material(project), PROFILES[arguments.profile]
        sheets = arguments.out.suffix.lower() in (".xlsx", ".csv")
        make = reports.sheets if sheets else reports.blocks
        found: list[Block] = []
        for key in _REPORTS:
            made = make(project, Wish(key, profile=profile), material)
            if key == "references" and made and not sheets:
                found.append(Heading(profile.say(N_("References"))))
            found += made
        writing.write(arguments.out, numbered(found), profile, Printing())
    return OK
