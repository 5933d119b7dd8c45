"""Matrices from the command line: listed, shown, written, and made of names."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qda.cli.output import OK, Printing, print_json, say
from qda.cli.projects import reading, writing
from qda.errors import NotFound, QdaError
from qda.i18n import N_, _

if TYPE_CHECKING:
    from qda.project.project import Project
    from qda.synthesis.matrix_values import NewLine

_KINDS = {"perspectives": ("perspectives",), "across": ("across", "plain"), "triangulation": ("triangulation",)}


class WhichMatrix(QdaError):
    """It is not said which matrix is meant."""

    def __init__(self, names: Sequence[str]) -> None:
        hint = _("Name it with --matrix: {names}.").format(names=", ".join(names))
        super().__init__(_("There are several matrices."), hint=hint if names else "")


class NoMatrix(QdaError):
    """There is none of this kind yet."""

    hint = N_("Make one: --new NAME --rows … --columns …")

    def __init__(self) -> None:
        super().__init__(_("There is no such matrix yet."))


def add_arguments(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The three commands and their options."""
    for name, run, told in (
        ("perspectives", perspectives, _("perspective tables: one case, topics by perspectives")),
        ("across", across, _("cross-case matrices: cases and units side by side")),
        ("triangulation", triangulation, _("claims and categories by kind of source, method or perspective")),
    ):
        made = command(name, run, told)
        made.add_argument("--json", action="store_true", help=_("print a list of objects"))
        made.add_argument("--matrix", metavar="NAME", help=_("this one; all are listed when nothing is said"))
        made.add_argument("--out", type=Path, metavar="FILE", help=_("write a .docx, .xlsx, .csv or .html"))
        made.add_argument("--profile", choices=("apa", "german"), default="apa")
        made.add_argument("--new", metavar="NAME", help=_("make a matrix of this name"))
        lines = _(
            "what its {axis} are: names or KIND:NAME, as code:, case:, unit:, perspective:, kind:, method:, claim:, "
            "participant:, source:, property:, heading:; also cases, cases:UNIT, perspectives, kinds, methods, claims"
        )
        made.add_argument("--rows", nargs="+", default=[], metavar="LINE", help=lines.format(axis=_("rows")))
        made.add_argument("--columns", nargs="+", default=[], metavar="LINE", help=lines.format(axis=_("columns")))
        made.add_argument("--case", metavar="NAME", help=_("with --new: about this case alone"))
        contents = ("counts", "quotes", "summaries", "judgements")
        made.add_argument("--content", choices=contents, help=_("with --new: what cells show"))
        made.add_argument("--units", action="store_true", help=_("with --new: units above the cases"))


def perspectives(arguments: argparse.Namespace) -> int:
    """List, show, write or make perspective tables."""
    return _run(arguments, "perspectives")


def across(arguments: argparse.Namespace) -> int:
    """List, show, write or make cross-case matrices."""
    return _run(arguments, "across")


def triangulation(arguments: argparse.Namespace) -> int:
    """List, show, write or make triangulation matrices."""
    return _run(arguments, "triangulation")


def _run(arguments: argparse.Namespace, kind: str) -> int:
    if arguments.new is not None:
        with writing(arguments.project) as project:
            made = _make(project, arguments, kind)
            if arguments.out is not None:
                _write(project, arguments, [made])
            else:
                _tell(project, made, arguments)
        return OK
    with reading(arguments.project, judged=arguments.out is not None) as project:
        if arguments.out is not None:
            _write(project, arguments, _chosen(project, arguments, kind))
        elif arguments.matrix is not None:
            _tell(project, _chosen(project, arguments, kind)[0], arguments)
        else:
            _list(project, arguments, kind)
    return OK


# --- listing and writing ----------------------------------------------------------------------------------------------


def _list(project: Project, arguments: argparse.Namespace, kind: str) -> None:
    from qda.export.synthesis import matrix_tables
    from qda.synthesis import matrices

    names = matrices.names(project, _KINDS[kind])
    if arguments.json:
        print_json(matrix_tables.listed(project, row.id) for row in names)
        return
    for row in names:
        say("\t".join((row.name, f"{row.rows} × {row.columns}", str(row.cells))))


def _chosen(project: Project, arguments: argparse.Namespace, kind: str) -> list[int]:
    """The one that is named, else all of the kind."""
    from qda.synthesis import matrices

    if arguments.matrix is not None:
        return [matrices.find(project, arguments.matrix, _KINDS[kind])]
    found = [row.id for row in matrices.names(project, _KINDS[kind])]
    if not found:
        raise NoMatrix
    return found


def _tell(project: Project, matrix_id: int, arguments: argparse.Namespace) -> None:
    from qda.export.synthesis import matrix_tables

    found = matrix_tables.listed(project, matrix_id)
    if arguments.json:
        print_json([found])
        return
    rows, columns, cells = _objects(found["rows"]), _objects(found["columns"]), _objects(found["cells"])
    say("\t".join(("", *(_flat(column["heading"]) for column in columns))))
    width = len(columns)
    for at, row in enumerate(rows):
        here = cells[at * width : (at + 1) * width]
        alarm = [_(row["rests_on"])] if row["rests_on"] and found["kind"] == "triangulation" else []
        say("\t".join((_flat(row["heading"]), *(_shown(cell, str(found["content"])) for cell in here), *alarm)))


def _objects(found: object) -> list[dict[str, Any]]:
    assert isinstance(found, list)
    return found


def _flat(words: object) -> str:
    return " ".join(str(words).split())


def _shown(cell: dict[str, Any], content: str) -> str:
    """A cell on one line: its judgement, its words, and how many segments of how many."""
    parts = [] if content == "counts" else [_(cell["judgement"]) if cell["judgement"] else "", _flat(cell["text"])]
    count = "" if cell["segments"] is None else f"{cell['segments']}/{cell['base']}"
    return "; ".join(part for part in (*parts, count) if part)


def _write(project: Project, arguments: argparse.Namespace, ids: Sequence[int]) -> None:
    from qda.export import writing
    from qda.export.profiles import PROFILES
    from qda.export.synthesis import matrix_tables

    if arguments.out.suffix.lower() == ".csv" and len(ids) > 1:
        from qda.synthesis import matrices

        raise WhichMatrix([matrices.matrix(project, each).name for each in ids])
    profile, progress = PROFILES[arguments.profile], Printing()
    writing.write(arguments.out, matrix_tables.allowed(project, ids, profile, progress), profile, progress)
    say(_("Wrote “{path}”.").format(path=arguments.out))


# --- making -----------------------------------------------------------------------------------------------------------


def _make(project: Project, arguments: argparse.Namespace, kind: str) -> int:
    from qda.study import service as study
    from qda.synthesis import matrices

    case = study.find_case(project, arguments.case) if arguments.case else None
    rows = [line for word in arguments.rows for line in lines_of(project, word, case)]
    columns = [line for word in arguments.columns for line in lines_of(project, word, case)]
    content = arguments.content or ""
    with project.group():
        made = matrices.create(project, arguments.new, kind, content=content, case_id=case, rows=rows, columns=columns)
        if arguments.units:
            matrices.set_second_level(project, made, True)
    return made


def lines_of(project: Project, word: str, case_id: int | None = None) -> list[NewLine]:
    """The rows or columns that a word stands for: see the help of `--rows`. Raises NotFound."""
    from qda.analysis.synthesis import matrix_quotes
    from qda.synthesis.matrix_values import NewLine

    kind, colon, name = (part.strip() for part in word.partition(":"))
    if kind == "cases":
        return matrix_quotes.cases_of(project, _id(project, "unit", name) if name else None)
    if not colon and kind in ("perspectives", "kinds", "methods", "claims", "units"):
        return list(_all(project, kind, case_id))
    if colon and kind in ("perspective", "kind", "method"):
        return [NewLine(kind, label=name)]
    if colon and kind == "heading":
        return [NewLine(label=name)]
    if colon and kind in _FINDERS:
        return [NewLine(kind, _id(project, kind, name))]
    return [_known(project, word)]


def _all(project: Project, kind: str, case_id: int | None) -> Iterator[NewLine]:
    from qda.analysis.synthesis import matrix_quotes
    from qda.study import queries as study
    from qda.synthesis import claims
    from qda.synthesis.matrix_values import NewLine

    if kind == "claims":
        return iter([NewLine("claim", row.id) for row in claims.rows(project)])
    if kind == "units":
        return iter([NewLine("unit", row.id) for row in study.units(project)])
    if kind == "methods":
        return iter(matrix_quotes.methods(project))
    words = matrix_quotes.perspectives if kind == "perspectives" else matrix_quotes.kinds
    return iter(words(project, case_id))


def _known(project: Project, word: str) -> NewLine:
    """A name alone: a code, else a case, else a unit, else a participant, else a perspective. Raises NotFound."""
    from qda.analysis.synthesis import matrix_quotes
    from qda.names import name_key
    from qda.synthesis.matrix_values import NewLine

    for kind in ("code", "case", "unit", "participant"):
        try:
            return NewLine(kind, _id(project, kind, word))
        except NotFound:
            continue
    for line in (*matrix_quotes.perspectives(project), *matrix_quotes.kinds(project)):
        if name_key(line.label) == name_key(word):
            return line
    hint = _("Say what it is, as code:, case:, perspective:, or heading: for words of your own.")
    error = NotFound(_("Nothing in the study is called “{name}”.").format(name=word))
    error.hint = hint
    raise error


def _id(project: Project, kind: str, name: str) -> int:
    return _FINDERS[kind](project, name)


def _code(project: Project, name: str) -> int:
    from qda.coding import codes

    return codes.named(project, name)


def _case(project: Project, name: str) -> int:
    from qda.study import service as study

    return study.find_case(project, name)


def _unit(project: Project, name: str) -> int:
    from qda.study import service as study

    return study.find_unit(project, name)


def _participant(project: Project, name: str) -> int:
    from qda.study import service as study

    return study.find_participant(project, name)


def _source(project: Project, name: str) -> int:
    from qda.sources import queries

    return queries.find(project, name)


def _property(project: Project, name: str) -> int:
    """A property by its name, or by “category > property” where several categories have it."""
    from qda.coding import lookups, properties
    from qda.names import name_key

    names = {row.id: row.name for row in lookups.living(project)}
    for row in properties.properties(project):
        if name_key(name) in (name_key(row.name), name_key(f"{names.get(row.code_id, '')} > {row.name}")):
            return row.id
    raise NotFound(_("There is no property called “{name}”.").format(name=name))


def _claim(project: Project, name: str) -> int:
    """A claim by its text, or by how it begins."""
    from qda.names import name_key
    from qda.synthesis import claims

    rows = claims.rows(project)
    found = next((row.id for row in rows if name_key(row.text).startswith(name_key(name))), None)
    if found is None:
        raise NotFound(_("There is no claim “{name}”.").format(name=name))
    return found


_FINDERS: dict[str, Callable[[Project, str], int]] = {
    "code": _code,
    "case": _case,
    "unit": _unit,
    "participant": _participant,
    "source": _source,
    "property": _property,
    "claim": _claim,
}
