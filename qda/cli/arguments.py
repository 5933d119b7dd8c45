"""The arguments of every command."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from qda import __version__
from qda.cli import (
    acts,
    attributes,
    audit,
    backups,
    bluechester,
    cases,
    categories,
    claims,
    consent,
    consenting,
    erase,
    exchange,
    feedback,
    figures,
    focus,
    importing,
    lists,
    literature,
    maps,
    matrices,
    names,
    password,
    queries,
    questions,
    reports,
    salvage,
    saturation,
    withdraw,
    words,
)
from qda.cli import memos as memo_commands
from qda.errors import QdaError
from qda.i18n import N_, _

COMMANDS = (
    "saturation", "sampling", "clusters", "ledger", "lineage", "biography",
    "new", "import", "text", "sources", "codes", "segments", "memos", "history", "code", "undo", "redo", "report",
    "map", "categories", "attributes", "search", "check", "bluechester", "export", "trace", "query", "matrix",
    "backups", "restore", "copy", "consent", "literature", "checklist", "feedback", "questions", "password",
    "figure", "words", "kwic", "perspectives", "across", "triangulation", "withdraw", "issued", "erase", "salvage",
    "claims", "trail", "negatives", "timeline", "case", "patterns", "audit", "edition",
    "names", "pseudonymise", "leaks",
)  # fmt: skip


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    whole = argparse.ArgumentParser(
        prog="gerund", description=_("Qualitative data analysis after grounded theory. Without a command: the window.")
    )
    whole.add_argument("--version", action="version", version=f"Gerund {__version__}")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=consenting.Parser)

    def command(
        name: str, run: Callable[[argparse.Namespace], int], told: str, *, named: bool = True
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=told, description=told)
        # Nearly every command is about a project; one can do without.
        made.add_argument("project", type=Path, metavar="PROJECT", nargs=None if named else "?")
        names.add_options(made)
        made.set_defaults(run=run)
        return made

    _new_arguments(command("new", acts.new, _("make an empty project")))
    _import_arguments(command("import", acts.import_, _("import files or folders; makes the project if needed")))
    text = command("text", lists.text, _("print exactly the stored text of a source"))
    text.add_argument("--source", required=True, metavar="NAME")
    text.add_argument("--lines", action="store_true", help=_("print its numbered line units"))
    _source_arguments(_json(command("sources", lists.sources, _("list the sources, or record what was done to them"))))
    importing.book_arguments(_json(command("codes", lists.codes, _("list the codes, or take them from a table"))))
    segments = _json(command("segments", lists.segments, _("list the codings with their quotes")))
    segments.add_argument("--code", metavar="C")
    _memo_arguments(command("memos", memo_commands.memos, _("list the memos, or write them as a document or a table")))
    trace = _json(command("trace", memo_commands.trace, _("whose word an in-vivo code is, and who else uses it")))
    trace.add_argument("--code", required=True, metavar="C")
    trace.add_argument("--out", type=Path, metavar="FILE", help=_("write a .docx, .xlsx or .csv"))
    _json(command("history", lists.history, _("list everything that was done")))
    _code_arguments(command("code", acts.code, _("code a stretch of a source, or the rows of a table")))
    for name, run, told in (("undo", acts.undo, _("take back")), ("redo", acts.redo, _("do again"))):
        command(name, run, told).add_argument("times", type=_positive, nargs="?", default=1, metavar="N")
    reports.add_arguments(command("report", reports.report, _("write a report, or a whole document of them")))
    maps.arguments(command("map", maps.map_, _("write a category map as a picture, for Word or as a graph")))
    _category_arguments(command("categories", categories.categories, _("list the categories, or write their grids")))
    attributes.arguments(
        command("attributes", attributes.attributes, _("list attributes, write or read them, set some"))
    )
    withdraw.add_arguments(command)
    consent.arguments(command("consent", consent.consent, _("list who agreed to what, or write it as a table")))
    feedback.arguments(command("feedback", feedback.feedback, _("what was sent to participants, and what came back")))
    questions.arguments(
        command("questions", questions.questions, _("where a guide's questions are asked, and answered"))
    )
    literature.add_arguments(command)
    _json(command("search", lists.search, _("find words in all sources"))).add_argument(
        "words", nargs="+", metavar="WORDS"
    )
    curves = command("saturation", saturation.saturation, _("new codes by source, in the order of collection"))
    saturation.add_arguments(curves, command("sampling", saturation.sampling, _("the log of theoretical sampling")))
    for each in (focus, backups, cases, erase, salvage, names):
        each.add_arguments(command)
    asked = command("query", queries.query, _("the coded segments that answer a query"))
    matrices.add_arguments(command)
    queries.add_arguments(asked, command("matrix", queries.matrix, _("codes by cases and the like, or codes together")))
    password.arguments(command("password", password.password, _("give the project a password, another, or none")))
    figures.add_arguments(command("figure", figures.figure, _("draw a figure for print into a file")))
    frequent = command("words", words.words, _("how often which words fall"))
    words.add_arguments(frequent, command("kwic", words.kwic, _("key word in context: every place of a word")))
    claims.add_commands(command)
    audit.add_arguments(command)
    command("check", acts.check, _("examine the project; exit code 0 when it is sound"))
    exchange.arguments_of(command("export", exchange.export, _("write the whole project for another program")))
    bluechester.arguments(command("bluechester", bluechester.bluechester, bluechester.told(), named=False))
    return whole


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("it must be a number from 1 on"))
    return int(text)


def _json(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    made.add_argument("--json", action="store_true", help=_("print a list of objects"))
    return made


def _new_arguments(made: argparse.ArgumentParser) -> None:
    made.add_argument("--title", default="")
    password.add_new_option(made)
    named = _("begin from a template: multiple-embedded, three-levels, appreciative-review or plain")
    made.add_argument("--template", metavar="NAME", help=named)


def _import_arguments(made: argparse.ArgumentParser) -> None:
    _json(made)
    password.add_new_option(made)
    made.add_argument("files", type=Path, nargs="+", metavar="FILE")
    for name, meta in (("--kind", "K"), ("--unit", "U"), ("--case", "C"), ("--date", "D"), ("--perspective", "V")):
        made.add_argument(name, metavar=meta)
    made.add_argument("--participant", action="append", default=[], metavar="P")
    made.add_argument("--lines", choices=("80", "sentence", "turn", "paragraph"), default="80")
    made.add_argument("--encoding")
    made.add_argument("--without-original", action="store_true", help=_("do not keep the file's own bytes"))
    text = _("leave page numbers and running heads of a PDF in its text")
    made.add_argument("--keep-page-numbers", action="store_true", help=text)
    consenting.add_arguments(made)


def _source_arguments(made: argparse.ArgumentParser) -> None:
    made.add_argument("--processing", action="store_true", help=_("their length and what was done to them"))
    made.add_argument("--done", metavar="STEP", help=_("record: recorded, transcribed, checked, anonymised, returned"))
    made.add_argument("--minutes", metavar="N", help=_("record how long it took: 55 or 1:10"))
    made.add_argument(
        "--source", action="append", default=[], metavar="NAME", help=_("of this source; all when left out")
    )
    for name, told in (("--on", _("with --done: the day")), ("--by", _("by whom")), ("--note", _("a note"))):
        made.add_argument(name, default="", metavar=name[2:].upper(), help=told)


def _memo_arguments(made: argparse.ArgumentParser) -> None:
    _json(made)
    made.add_argument("--out", type=Path, metavar="FILE", help=_("write a .docx, .md, .xlsx or .csv"))
    made.add_argument("--arrangement", metavar="NAME", help=_("this arrangement of the sorting table, as an outline"))
    made.add_argument("--without-quotes", action="store_true", help=_("leave out the words of linked segments"))


def _code_arguments(made: argparse.ArgumentParser) -> None:
    made.add_argument("--source", metavar="NAME")
    made.add_argument("--span", metavar="START:END", help=_("code points of the stored text, end not included"))
    made.add_argument("--code", metavar="LABEL")
    made.add_argument("--coder", metavar="NAME")
    made.add_argument("--from", dest="table", type=Path, metavar="FILE.csv")


def _category_arguments(made: argparse.ArgumentParser) -> None:
    _json(made)
    made.add_argument("--out", type=Path, metavar="FILE", help=_("write them as .docx, .xlsx or .csv"))
    made.add_argument("--category", metavar="C", help=_("only this one; with --out, its property-dimension grid"))
    kinds = ("case", "unit", "kind", "perspective", "participant", "source")
    made.add_argument("--by", choices=kinds, default="case", help=_("the columns of the grid"))


class NoText(QdaError):
    """The terminal sent bytes that are no text."""

    hint = N_("Set the terminal to UTF-8, and type it again.")

    def __init__(self, text: str) -> None:
        super().__init__(_("“{text}” is not UTF-8 text.").format(text=text))


def refuse_no_text(arguments: argparse.Namespace) -> None:
    """Bytes that are no text can be part of a path, and of nothing else. Raises NoText."""
    for value in vars(arguments).values():
        for text in value if isinstance(value, list) else (value,):
            if isinstance(text, str) and any("\ud800" <= letter <= "\udfff" for letter in text):
                raise NoText(text)
