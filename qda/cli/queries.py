"""Asking and counting on the command line: queries, matrices, codes that stand together."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qda import percent
from qda.cli.output import OK, Printing, print_json, say, show
from qda.cli.projects import reading
from qda.errors import QdaError
from qda.i18n import N_, _

if TYPE_CHECKING:
    from qda.analysis.queries.cooccurrence import Meetings
    from qda.analysis.queries.crosstab import Axis, Matrix
    from qda.analysis.segments.ground import Ground
    from qda.export.tables import Table
    from qda.project.project import Project

_DIMENSIONS = ("codes", "source", "case", "unit", "kind", "perspective", "participant", "attribute", "coder")
_WITHIN = ("overlap", "line", "characters", "sentences", "turns")


class QueryMissing(QdaError):
    """Nothing was asked."""

    hint = N_("For example: gerund query PROJECT 'CODE updating AND CASE Martine', or --saved NAME.")

    def __init__(self) -> None:
        super().__init__(_("What is to be asked?"))


class AttributeMissing(QdaError):
    """A matrix by attribute needs to know which."""

    hint = N_("Write it as attribute:Age.")

    def __init__(self) -> None:
        super().__init__(_("Which attribute?"))


def add_arguments(query_: argparse.ArgumentParser, matrix_: argparse.ArgumentParser) -> None:
    """The options of both commands."""
    query_.add_argument("query", nargs="*", metavar="QUERY", help=_("such as: CODE updating AND CASE Martine"))
    query_.add_argument("--saved", metavar="NAME", help=_("ask a query that was saved in the window"))
    query_.add_argument("--list", action="store_true", help=_("list the saved queries"))
    matrix_.add_argument("--rows", default="codes", metavar="DIMENSION", help=_dimension_help())
    matrix_.add_argument("--columns", default="case", metavar="DIMENSION", help=_("the same; code: codes together"))
    matrix_.add_argument("--count", choices=("segments", "sources", "cases", "participants"), default="segments")
    matrix_.add_argument("--percent", choices=("row", "column"), help=_("percentages beside the counts"))
    matrix_.add_argument("--code", action="append", metavar="C", help=_("only this code with all beneath it"))
    matrix_.add_argument(
        "--level",
        action="append",
        choices=("initial", "focused", "category", "theme"),
        help=_("only codes of this level"),
    )
    matrix_.add_argument("--alone", action="store_true", help=_("codes without what lives under them"))
    matrix_.add_argument("--within", choices=_WITHIN, default="overlap", help=_("when codes are together"))
    matrix_.add_argument("--distance", type=int, default=200, metavar="N", help=_("how much may lie between"))
    matrix_.add_argument("--pairs", action="store_true", help=_("the strongest pairs in place of the matrix"))
    for made in (query_, matrix_):
        made.add_argument("--json", action="store_true", help=_("print a list of objects"))
        made.add_argument("--out", type=Path, metavar="FILE", help=_("write a .docx, .xlsx or .csv"))


def _dimension_help() -> str:
    return _("one of: {names}; an attribute as attribute:NAME").format(names=", ".join(_DIMENSIONS))


# --- query --------------------------------------------------------------------------------------


def query(arguments: argparse.Namespace) -> int:
    """The segments that answer, with what a quotation must carry."""
    from qda.analysis.queries import asking, quotes, telling
    from qda.analysis.queries.query import from_json
    from qda.analysis.queries.text import parsed
    from qda.coding import saved_queries
    from qda.export.coding import query_tables
    from qda.study import queries as study

    with reading(arguments.project) as project:
        if arguments.list:
            return _saved(project, arguments)
        asked = " ".join(arguments.query).strip()
        if not asked and not arguments.saved:
            raise QueryMissing
        what = from_json(saved_queries.named(project, arguments.saved).query) if arguments.saved else parsed(asked)
        what = asking.as_named_now(project, what)
        answer = asking.ask(project, what, progress=Printing())
        rows = quotes.rows(project, answer.ground, answer.places)
        title = study.study(project).title
        if arguments.out is not None:
            return _write(arguments.out, [query_tables.quotes(answer, rows, telling.sentence(what), study=title)])
    found = [
        {
            "source": row.source,
            "start": row.start,
            "end": row.end,
            "quote": row.quote,
            "line": row.line,
            "speaker": row.speaker or None,
            "codes": list(row.codes),
            "cases": list(row.cases),
            "coders": list(row.coders),
        }
        for row in rows
    ]
    if arguments.json:
        print_json(found)
        return OK
    plain = [{**row, "codes": "; ".join(row["codes"])} for row in found]  # type: ignore[arg-type]  # a list of names
    show(plain, arguments, ("source", "line", "speaker", "codes", "quote"))
    say(query_tables.answer_words(answer))
    return OK


def _saved(project: Project, arguments: argparse.Namespace) -> int:
    from qda.analysis.queries import asking
    from qda.analysis.queries.query import from_json
    from qda.analysis.queries.text import written
    from qda.coding import saved_queries

    stored = {row.name: asking.as_named_now(project, from_json(row.query)) for row in saved_queries.rows(project)}
    rows = [{"name": name, "query": written(query)} for name, query in stored.items()]
    return show(rows, arguments, ("name", "query"))


def _write(path: Path, tables: Sequence[Table]) -> int:
    from qda.export import writing

    writing.write(path, tables, progress=Printing())
    say(_("Wrote “{path}”.").format(path=path))
    return OK


# --- matrix -------------------------------------------------------------------------------------


def matrix(arguments: argparse.Namespace) -> int:
    """Codes against what they belong to, or against one another."""
    from qda.analysis.queries import crosstab
    from qda.analysis.segments import ground
    from qda.export.coding import query_tables
    from qda.study import queries as study

    with reading(arguments.project) as project:
        here = ground.load(project, Printing())
        title = study.study(project).title
        if arguments.columns in ("code", "codes") and arguments.rows in ("code", "codes"):
            return _together(arguments, project, here, title)
        found = crosstab.cross(
            project,
            here,
            _axis(project, arguments, arguments.rows),
            _axis(project, arguments, arguments.columns),
            arguments.count,
            Printing(),
        )
        if arguments.out is not None:
            return _write(arguments.out, [query_tables.matrix(found, arguments.percent, study=title)])
    rows = _matrix_rows(found, arguments.percent)
    if arguments.json:
        print_json(rows)
        return OK
    headings = _headings(found)
    say("\t".join([query_tables.axis_name(found.row_axis), *headings, _("Total")]))
    for row in rows:
        say(
            "\t".join(
                [
                    str(row["row"]),
                    *(_cell_words(row, row["cells"][name], arguments.percent) for name in headings),
                    str(row["total"]),
                ]
            )
        )
    say("\t".join(["n", *(str(line.total) for line in found.columns), str(found.base)]))
    for note in query_tables.matrix_notes(found, arguments.percent):
        say(note)
    return OK


def _cell_words(row: dict[str, Any], cell: dict[str, Any], of: str | None) -> str:
    if of is None:
        return str(cell["count"])
    return f"{cell['count']} ({percent.told(cell['count'], row['total'] if of == 'row' else cell['n'], ' ')})"


def _headings(found: Matrix) -> list[str]:
    """What each column is called; codes of one name by where they live, so that none stands for another."""
    names = [line.heading for line in found.columns]
    return [
        line.has.value if line.has is not None and names.count(line.heading) > 1 else line.heading
        for line in found.columns
    ]


def _matrix_rows(found: Matrix, of: str | None) -> list[dict[str, Any]]:
    rows = []
    headings = _headings(found)
    for at, line in enumerate(found.rows):
        cells = {}
        for place, column in enumerate(found.columns):
            count = found.cell(at, place)
            cells[headings[place]] = {"count": count, "n": column.total}
            base = {"row": line.total, "column": column.total}.get(of or "")
            if base is not None:
                cells[headings[place]]["percent"] = percent.rounded(count, base)
        rows.append(
            {"row": line.heading, "depth": line.indent, "total": line.total, "base": found.base, "cells": cells}
        )
    return rows


def _axis(project: Project, arguments: argparse.Namespace, wanted: str) -> Axis:
    from qda.analysis.queries.crosstab import Axis
    from qda.coding import codes
    from qda.errors import NotFound

    dimension, _colon, name = wanted.partition(":")
    dimension = {"code": "codes", "cases": "case", "sources": "source", "units": "unit"}.get(dimension, dimension)
    if dimension not in _DIMENSIONS:
        raise NotFound(_("“{name}” can’t stand in rows or columns.").format(name=wanted), _DIMENSIONS)
    if dimension == "attribute" and not name:
        raise AttributeMissing
    if dimension != "codes":
        return Axis(dimension, name=name)  # type: ignore[arg-type]  # one of them
    chosen = tuple(codes.named(project, label) for label in arguments.code or ())
    levels = tuple(arguments.level) if arguments.level else None
    return Axis("codes", chosen or None, levels, "alone" if arguments.alone else "below")


def _together(arguments: argparse.Namespace, project: Project, here: Ground, title: str) -> int:
    from qda.analysis.queries import cooccurrence
    from qda.analysis.queries.cooccurrence import Meeting
    from qda.analysis.queries.crosstab import shown_codes
    from qda.export.coding import query_tables

    meeting = (
        Meeting(arguments.within)
        if arguments.within in ("overlap", "line")
        else Meeting("near", arguments.distance, arguments.within)
    )
    axis = _axis(project, arguments, "codes")
    found = cooccurrence.meet(
        project,
        here,
        shown_codes(axis, here),
        meeting,
        reach="alone" if not axis.levels else axis.reach,
        progress=Printing(),
    )
    if arguments.out is not None:
        made = query_tables.pairs if arguments.pairs else query_tables.together
        return _write(arguments.out, [made(found, study=title)])
    return _print_pairs(arguments, found)


def _print_pairs(arguments: argparse.Namespace, found: Meetings) -> int:
    from qda.export.coding import query_tables
    from qda.export.tables import plain

    rows = [
        {
            "code": pair.one.path,
            "other": pair.other.path,
            "n12": pair.n12,
            "n1": pair.n1,
            "n2": pair.n2,
            # JSON has no sign for what is not defined.
            "c": round(pair.coefficient, 4) if isfinite(pair.coefficient) else None,
        }
        for pair in found.strongest()
    ]
    show(rows, arguments, ("code", "other", "n12", "n1", "n2", "c"))
    if not arguments.json:
        for note in query_tables.together_notes(found):
            say(plain(note))
    return OK
