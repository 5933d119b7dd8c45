"""Reports on the command line: one of them, all composed into a document, or a coded text."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from qda.cli.output import OK, Printing, say
from qda.cli.projects import reading
from qda.errors import QdaError
from qda.i18n import N_, _

if TYPE_CHECKING:
    from qda.analysis.coding.past import PastBook
    from qda.export.wishes import Wish
    from qda.project.project import Project


class OnlyCodebook(QdaError):
    """Only the code book can be made of a past day."""

    hint = N_("Leave --on out, or ask for the code book: gerund report PROJECT codebook --on 2026-05-01 --out FILE.")

    def __init__(self) -> None:
        super().__init__(_("--on goes with the code book alone."))


class WhichSource(QdaError):
    """A coded text is that of one source."""

    hint = N_("Name it: gerund report PROJECT coded --source NAME --out FILE.docx")

    def __init__(self) -> None:
        super().__init__(_("It is not said which source to write."))


def add_arguments(made: argparse.ArgumentParser) -> None:
    """The options of `report`."""
    told = _("a kind (gerund report PROJECT list prints them), “all” for one document, “coded” for a coded text")
    made.add_argument("kind", metavar="KIND", help=told)
    made.add_argument("--out", type=Path, metavar="FILE", help=_("write a .docx, .xlsx, .csv or .html"))
    made.add_argument("--by", choices=("case", "unit", "source", "participant"))
    made.add_argument("--code", action="append", metavar="C", help=_("only this code with all beneath it"))
    made.add_argument(
        "--level",
        action="append",
        choices=("initial", "focused", "category", "theme"),
        help=_("only codes of this level"),
    )
    made.add_argument("--quotes", action="store_true", help=_("an example quote for each code"))
    made.add_argument("--each", type=int, default=2, metavar="N", help=_("quotes for each code among themes: 0 to 9"))
    made.add_argument("--percent", action="store_true", help=_("percentages in the columns of --by"))
    made.add_argument("--caution", action="store_true", help=_("say under counts what they are not"))
    made.add_argument("--profile", choices=("apa", "german"), default="apa")
    made.add_argument("--bom", action="store_true", help=_("let Excel see that a .csv is UTF-8"))
    made.add_argument("--on", metavar="DAY", help=_("the code book as it stood on this day, as 2026-05-01"))
    made.add_argument("--source", metavar="NAME", help=_("with coded: the source"))
    made.add_argument("--case", action="append", metavar="NAME", help=_("with cases: only this case"))
    made.add_argument("--parts", metavar="KIND,KIND", help=_("with all: these parts in this order"))
    made.add_argument("--title", default="", help=_("with all: on the title page"))
    made.add_argument("--author", default="", help=_("with all: on the title page"))
    made.add_argument(
        "--template", type=Path, metavar="FILE.docx", help=_("with all: take over its styles, sheet, heads and feet")
    )


def report(arguments: argparse.Namespace) -> int:
    """Write a report, list them, compose a document, or write a coded text."""
    if arguments.kind == "list":
        return _list()
    if arguments.out is None:
        raise NoFile
    if arguments.on is not None and arguments.kind != "codebook":
        raise OnlyCodebook
    return _report(arguments)


_LONG = 400
"""Pages from which a Word file is said to be long."""


def _report(arguments: argparse.Namespace) -> int:
    pages = 0
    # A code book of a past day is not made anew by the rules of reports: what is not to be quoted is masked before.
    with reading(arguments.project, judged=arguments.on is None) as project:
        if arguments.kind == "all":
            _all(project, arguments)
        elif arguments.kind == "coded":
            _coded(project, arguments)
        elif arguments.on is not None:
            _past(project, arguments)
        else:
            from qda.export import kinds, reports

            kinds.kind(arguments.kind)
            wish = _wish(project, arguments)
            pages = reports.write_report(arguments.out, project, wish, Printing(), bom=arguments.bom)
    say(_("Wrote “{path}”.").format(path=arguments.out))
    if pages > _LONG:
        say(_("It has about {pages} pages, which Word is slow to open.").format(pages=f"{pages:,}"))
        say(
            _("Fewer codes (--code, --level) make it shorter; as .xlsx or .csv all of it can be searched and filtered.")
        )
    return OK


class NoFile(QdaError):
    """A report goes into a file."""

    hint = N_("Add --out FILE.docx (or .xlsx, .csv, .html).")

    def __init__(self) -> None:
        super().__init__(_("It is not said where to write the report."))


def _list() -> int:
    from qda.export import kinds

    for kind in kinds.ENTRIES:
        say(f"{kind.key}\t{_(kind.title)}\t{_(kind.sentence)}")
    return OK


def _wish(project: Project, arguments: argparse.Namespace) -> Wish:
    from qda.export import reports, wishes
    from qda.export.profiles import PROFILES

    return wishes.Wish(
        kind=arguments.kind,
        by=arguments.by,
        code_ids=reports.code_ids(project, arguments.code) if arguments.code else None,
        levels=tuple(arguments.level) if arguments.level else None,
        quotes=arguments.quotes,
        percent=arguments.percent,
        profile=PROFILES[arguments.profile],
        caution=arguments.caution,
        each=min(9, max(0, arguments.each)),
        case_ids=reports.case_ids(project, arguments.case) if arguments.case else None,
    )


def _all(project: Project, arguments: argparse.Namespace) -> None:
    from qda.export import compose, kinds

    wish = _wish(project, arguments)
    parts = tuple(part.strip() for part in arguments.parts.split(",")) if arguments.parts else kinds.DOCUMENT
    plan = compose.Plan(
        parts,
        arguments.title,
        arguments.author,
        wish.profile,
        caution=arguments.caution,
        template=arguments.template,
        wish=wish,
    )
    made = compose.write(arguments.out, project, plan, Printing())
    if made.empty:
        titles = ", ".join(_(kinds.kind(key).title) for key in made.empty)
        say(_("Left out, for there is nothing in them yet: {parts}.").format(parts=titles))


def _coded(project: Project, arguments: argparse.Namespace) -> None:
    from qda.export.leaving import gated
    from qda.export.profiles import PROFILES
    from qda.export.texts import coded_files, coded_text
    from qda.sources import queries

    if arguments.source is None:
        raise WhichSource
    source = queries.find(project, arguments.source)
    text = gated.required(
        coded_text.passed(project, source, coded_text.read(project, source, PROFILES[arguments.profile]))
    )
    coded_files.write(arguments.out, text, PROFILES[arguments.profile], Printing())


def _past(project: Project, arguments: argparse.Namespace) -> None:
    from qda.analysis.coding import past
    from qda.export import writing
    from qda.export.coding import code_records
    from qda.export.profiles import PROFILES
    from qda.study import queries

    profile = PROFILES[arguments.profile]
    book = _limited(past.book_on(project, arguments.on, Printing()), arguments)
    table = code_records.past_book(book, arguments.on, queries.study(project).title, profile)
    writing.write(arguments.out, [table], profile, Printing())


def _limited(book: PastBook, arguments: argparse.Namespace) -> PastBook:
    """Only the levels, and the codes with all beneath them, that were asked for by the names of that day."""
    from dataclasses import replace

    from qda.names import name_key

    wanted = {name_key(label) for label in arguments.code or ()}
    levels = set(arguments.level or ())
    kept: set[int] = set()
    for code in book.codes:  # parents come before their children
        if not wanted or code.parent_id in kept or wanted & {name_key(code.name), name_key(code.path)}:
            kept.add(code.id)
    return replace(book, codes=tuple(c for c in book.codes if c.id in kept and (not levels or c.level in levels)))
