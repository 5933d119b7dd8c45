"""Attributes from the command line: listed, written, taken from a spreadsheet, set one by one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from qda.cli.output import OK, Printing, print_json, say, say_error
from qda.cli.projects import reading, writing
from qda.errors import NotFound, QdaError
from qda.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from qda.flows.importing.import_attributes import Plan
    from qda.project.project import Project
    from qda.study.attributes import AttributeRow, Target

_OF: dict[str, Target] = {"sources": "source", "cases": "case", "participants": "participant", "units": "unit"}


class SetWhat(QdaError):
    """It is not said what a value is for, or which it is."""

    hint = N_("Write --set “Region=North” with one of --source, --case, --participant or --unit and its name.")

    def __init__(self) -> None:
        super().__init__(_("It is not said which attribute of what gets which value."))


def arguments(made: argparse.ArgumentParser) -> None:
    """The options of `attributes`."""
    made.add_argument("--of", choices=tuple(_OF), help=_("of what; cases when nothing is said"))
    made.add_argument("--json", action="store_true", help=_("print a list of objects"))
    made.add_argument("--out", type=Path, metavar="FILE", help=_("write a .docx, .xlsx or .csv"))
    made.add_argument("--profile", choices=("apa", "german"), default="apa", help=_("language and look of the file"))
    made.add_argument("--from", dest="table", type=Path, metavar="FILE", help=_("take over a .csv or .xlsx"))
    made.add_argument("--preview", action="store_true", help=_("with --from: only say what would change"))
    made.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help=_("give a value; blank clears"))
    types = ("text", "number", "date", "choice")
    made.add_argument("--type", choices=types, help=_("with --set: make the attribute if there is none"))
    for target in _OF.values():
        made.add_argument(f"--{target}", metavar="NAME", help=_("what --set is about"))


def attributes(arguments: argparse.Namespace) -> int:
    """List attributes, write them as a table, take them from a spreadsheet, or set some."""
    if arguments.table is not None:
        return _import(arguments)
    if arguments.set:
        return _set(arguments)
    return _write(arguments) if arguments.out is not None else _list(arguments)


def _list(arguments: argparse.Namespace) -> int:
    from qda.analysis.study import attribute_view
    from qda.export.study import attribute_tables

    target = _OF[arguments.of or "cases"]
    with reading(arguments.project) as project:
        if arguments.json:
            print_json(attribute_tables.listed(project, target))
            return OK
        held = attribute_view.table(project, target)
    say("\t".join(("", *(row.name for row in held.attributes))))
    for row in held.rows:
        say("\t".join((row.name, *(row.words(each.id) for each in held.attributes))))
    return OK


def _write(arguments: argparse.Namespace) -> int:
    from qda.export import writing
    from qda.export.profiles import PROFILES
    from qda.export.study import attribute_tables

    out, target = arguments.out, _OF[arguments.of or "cases"]
    with reading(arguments.project) as project:
        profile = PROFILES[arguments.profile]
        made = attribute_tables.chosen(project, target, profile, document=writing.is_document(out))
        writing.write(out, made, profile, Printing())
    return OK


# --- from a spreadsheet -----------------------------------------------------------------------------------------------


def _import(arguments: argparse.Namespace) -> int:
    from qda.flows.importing import import_attributes

    target = _OF[arguments.of] if arguments.of else None
    with (reading if arguments.preview else writing)(arguments.project) as project:
        plan = import_attributes.plan_file(project, arguments.table, target)
        _tell(plan)
        if not arguments.preview:
            done = import_attributes.carry_out(project, plan)
            values = ngettext("{count} value set", "{count} values set", done.values).format(count=done.values)
            new = ngettext("{count} new attribute", "{count} new attributes", done.attributes)
            say(f"{values}, {new.format(count=done.attributes)}.")
    return OK


def _tell(plan: Plan) -> None:
    """What is new, changed and as it was; then, aside, what was left out and how words were read."""
    states = (_("new"), plan.count("new")), (_("changed"), plan.count("changed")), (_("as it was"), plan.count("same"))
    say("\t".join((plan.target, *(f"{name} {count}" for name, count in states))))
    for column in plan.columns:
        known = "" if column.attribute_id is not None else _("new")
        say("\t".join((column.name, column.type, known, column.told)).rstrip("\t"))
    for cell in plan.cells:
        if cell.state == "misfit":
            told = _("Line {line}: “{words}” is not a {type} and was left out (“{column}” of “{name}”).")
            column = plan.columns[cell.column]
            values = {"line": cell.line, "words": cell.words, "type": _(column.type), "column": column.name}
            say_error(told.format(name=cell.name, **values))
    for line, name in plan.unknown:
        say_error(_("Line {line}: there is no “{name}” in the study; it was left out.").format(line=line, name=name))
    for name in plan.twice:
        say_error(_("“{name}” has more than one line; the last one holds.").format(name=name))


# --- one by one -------------------------------------------------------------------------------------------------------


def _set(arguments: argparse.Namespace) -> int:
    from qda.study import attributes as service
    from qda.study.attributes import Entry

    named = [(target, getattr(arguments, target)) for target in _OF.values() if getattr(arguments, target)]
    pairs = [text.partition("=") for text in arguments.set]
    if len(named) != 1 or any(not equals or not name.strip() for name, equals, _value in pairs):
        raise SetWhat
    with writing(arguments.project) as project, project.group():
        target, target_id = named[0][0], _found(project, *named[0])
        rows = [(_attribute(project, name, arguments.type), value) for name, _equals, value in pairs]
        entries = [Entry(row.id, target, target_id, value) for row, value in rows]
        count = service.set_values(project, entries, new_choices=arguments.type == "choice")
    say(ngettext("{count} value set.", "{count} values set.", count).format(count=count))
    return OK


def _found(project: Project, target: Target, name: str) -> int:
    from qda.sources import queries as sources
    from qda.study import service as study

    finders = {"case": study.find_case, "participant": study.find_participant, "unit": study.find_unit}
    return sources.find(project, name) if target == "source" else finders[target](project, name)


def _attribute(project: Project, name: str, kind: str | None) -> AttributeRow:
    from qda.study import attributes as service

    try:
        return service.find(project, name)
    except NotFound:
        if kind is None:
            raise
    service.create(project, name, kind)
    return service.find(project, name)
