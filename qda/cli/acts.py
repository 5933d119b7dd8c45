"""Commands that change a project, examine it, or write something from it."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qda.cli import exchange, importing, password
from qda.cli.output import OK, USER, Printing, print_json, say, say_error
from qda.cli.projects import is_there, making, reading, user_settings, writing
from qda.errors import QdaError
from qda.i18n import N_, _, ngettext
from qda.text import Span

if TYPE_CHECKING:
    from qda.flows.importing.files import Plan
    from qda.project.project import Project


def new(arguments: argparse.Namespace) -> int:
    """Make an empty project, or one that begins from a template."""
    from qda.flows import templates
    from qda.project.project import Project

    template = templates.find(arguments.template) if arguments.template else None
    coder, given = user_settings().coder, password.for_new()
    with Project.create(arguments.project, title=arguments.title, coder=coder, password=given) as project:
        if template is not None:
            templates.apply(project, template.key)
    say(_("Made “{path}”.").format(path=arguments.project))
    return OK


def import_(arguments: argparse.Namespace) -> int:
    """Import files and folders, into a project that is made if need be."""
    from qda.flows.importing.files import Plan, files_in, import_files

    if [path.suffix.lower() for path in arguments.files] == [".jsonl"]:
        return exchange.rebuild(arguments)
    if importing.is_exchange(arguments):
        return importing.bring_in(arguments)
    common = {
        "kind": arguments.kind or "",
        "perspective": arguments.perspective or "",
        "date": _date(arguments.date),
        "unit": arguments.unit or "",
        "case": arguments.case or "",
        "participants": tuple(arguments.participant),
        "line_units": arguments.lines,
        "encoding": arguments.encoding,
        "keep_original": not arguments.without_original,
        "keep_edges": arguments.keep_page_numbers,
    }
    plans = [Plan(path, **common) for path in files_in(arguments.files)]
    if not plans:
        raise NothingToImport(arguments.files[0])
    with (writing if is_there(arguments.project) else making)(arguments.project) as project:
        plans = _consented(project, plans, arguments)
        outcomes = import_files(project, plans, Printing())
    failed = [outcome for outcome in outcomes if outcome.failed]
    if arguments.json:
        print_json(
            {
                "file": str(o.path), "sources": list(o.names), "words": o.words, "notes": list(o.notes),
                "problem": o.problem or None, "hint": o.hint or None,
            }
            for o in outcomes
        )  # fmt: skip
    else:
        for outcome in outcomes:
            for name in outcome.names:
                say(_("Imported “{name}”.").format(name=name))
            for note in outcome.notes:
                say(f"  {note}")
    for outcome in failed:
        say_error(f"{outcome.path.name}: {outcome.problem}\n  {outcome.hint}")
    return USER if failed else OK


def _consented(project: Project, plans: list[Plan], arguments: argparse.Namespace) -> list[Plan]:
    """The plans that come in: of those who have consented, or as --consent says. Raises ImportedWithoutConsent."""
    from qda.flows.importing import import_gate

    kept: list[Plan] = []
    for plan, asked in import_gate.objections(project, plans):
        if asked and arguments.consent is None:
            raise import_gate.ImportedWithoutConsent(asked)
        if asked and arguments.consent == "leave-out":
            import_gate.leave_out(project, asked, arguments.because)
            say(_("Left out “{name}”: {why}").format(name=plan.path.name, why=asked[0].why))
        else:
            kept.append(import_gate.go_on(plan, asked, arguments.because) if asked else plan)
    return kept


class NothingToImport(QdaError):
    """A folder without texts."""

    hint = N_("Name files or folders that hold .txt, .docx, .odt, .rtf, .pdf, .html, .srt, .vtt, .csv or .xlsx.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("There is nothing to import in “{path}”.").format(path=path))


class NoDate(QdaError):
    """A date must be one."""

    hint = N_("Write it as 2010-07-07, or as 2010-07 when the day is not known.")

    def __init__(self, text: str) -> None:
        super().__init__(_("“{text}” is no date.").format(text=text))


def _date(text: str | None) -> str | None:
    if text is None:
        return None
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).strftime(form)
        except ValueError:
            continue
    raise NoDate(text)


class CodeWhat(QdaError):
    """The options of `code` do not go together."""

    hint = N_("Give --source NAME --span START:END --code LABEL, or --from FILE.csv.")

    def __init__(self) -> None:
        super().__init__(_("It is not said what to code."))


def code(arguments: argparse.Namespace) -> int:
    """Code one stretch, or the rows of a table."""
    from qda.flows import code_hits

    one = (arguments.source, arguments.span, arguments.code)
    if None in one if arguments.table is None else any(part is not None for part in one):
        raise CodeWhat
    span = _span(arguments.span) if arguments.table is None else None
    with writing(arguments.project) as project:
        if span is None:
            done = code_hits.code_from_csv(project, arguments.table, coder=arguments.coder or "")
            made = ngettext("{count} coding made", "{count} codings made", done.new).format(count=done.new)
            say(_("{made}, {known} there already.").format(made=made, known=done.known))
            return OK
        applied = code_hits.code_place(project, arguments.source, span, arguments.code, arguments.coder or "")
    say(_("Coded.") if applied.new else _("This was coded so already."))
    return OK


def _span(text: str) -> Span:
    try:
        start, end = (int(part) for part in text.split(":"))
        return Span(start, end)
    except ValueError as error:
        sentence = _("“{text}” is no stretch of text.").format(text=text)
        raise QdaError(sentence, hint=N_("Write START:END, for example 120:164.")) from error


def undo(arguments: argparse.Namespace) -> int:
    """Take back the newest acts."""
    with writing(arguments.project) as project:
        for _time in range(arguments.times):
            say(_("Undone: {what}").format(what=project.undo()))
    return OK


def redo(arguments: argparse.Namespace) -> int:
    """Do again what was undone."""
    with writing(arguments.project) as project:
        for _time in range(arguments.times):
            say(_("Done again: {what}").format(what=project.redo()))
    return OK


def check(arguments: argparse.Namespace) -> int:
    """Examine the project."""
    from qda.project import audit

    with reading(arguments.project) as project:
        found = audit.check(project, Printing())
    say(
        _("Quotes compared: {segments}. Steps replayed: {commands}. Rows compared: {rows}.").format(
            segments=found.segments, commands=found.commands, rows=found.rows
        )
    )
    for fault in found.faults:
        say(fault)
    say(_("The project is sound.") if found.sound else _("The project has faults."))
    return OK if found.sound else USER
