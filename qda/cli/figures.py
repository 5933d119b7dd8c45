"""Figures on the command line: one figure into a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qda.cli.output import OK, Printing, print_json, say
from qda.cli.projects import reading
from qda.errors import QdaError
from qda.i18n import N_, _

if TYPE_CHECKING:
    from qda.analysis.words.frequencies import Scope
    from qda.export.figures.wishes import FigureWish
    from qda.project.project import Project

KINDS = ("heat", "bars", "lines", "portrait", "together", "network", "likeness", "cloud")


class WhereTo(QdaError):
    """A figure can't be printed to a terminal."""

    hint = N_(
        "Name a file: gerund figure PROJECT heat --out heat.svg, or list the figures with: gerund figure PROJECT."
    )

    def __init__(self) -> None:
        super().__init__(_("It is not said where the figure is to be written."))


def add_arguments(made: argparse.ArgumentParser) -> None:
    """The options of `figure`."""
    made.add_argument("kind", nargs="?", default="", metavar="KIND", help=", ".join(KINDS))
    made.add_argument("--out", type=Path, metavar="FILE", help=_("write a .svg, .png, .pdf or .docx"))
    made.add_argument("--by", default="case", metavar="DIMENSION", help=_("columns: case, source, attribute:Age …"))
    made.add_argument("--count", choices=("segments", "sources", "cases", "participants"), default="segments")
    made.add_argument("--percent", choices=("row", "column"), help=_("heat: percentages in place of counts"))
    made.add_argument("--style", choices=("plain", "grouped", "stacked"), default="plain", help=_("of bars"))
    made.add_argument("--tree-order", action="store_true", help=_("bars in the order of the codes, not of counts"))
    made.add_argument("--measure", choices=("jaccard", "cosine"), default="jaccard", help=_("of likeness"))
    made.add_argument("--within", choices=("overlap", "line", "characters", "sentences", "turns"), default="overlap")
    made.add_argument("--distance", type=int, default=200, metavar="N", help=_("how much may lie between"))
    made.add_argument("--code", action="append", metavar="C", help=_("only this code with all beneath it"))
    made.add_argument(
        "--level",
        action="append",
        choices=("initial", "focused", "category", "theme"),
        help=_("only codes of this level; all but initial codes unless it is said"),
    )
    made.add_argument("--alone", action="store_true", help=_("codes without what lives under them"))
    made.add_argument("--most", type=int, default=0, metavar="N", help=_("rows, codes or words at most"))
    made.add_argument("--title", default="", help=_("a caption of your own"))
    made.add_argument("--without-caution", action="store_true", help=_("do not say what the count is not"))
    made.add_argument("--dpi", type=int, default=300, metavar="N", help=_("dots to the inch of a .png"))
    made.add_argument("--profile", choices=("apa", "german"), default="apa")
    made.add_argument("--json", action="store_true", help=_("print what the figure says as objects"))
    stop_arguments(made)
    word_arguments(made)


def stop_arguments(made: argparse.ArgumentParser) -> None:
    """Which words are left out where words are counted."""
    made.add_argument("--stop", action="append", metavar="WORD", help=_("leave this word out too"))
    made.add_argument(
        "--stop-list",
        choices=("en", "de", "none"),
        help=_("small words of English or German, or none, are left out; else those of the language of the texts"),
    )
    made.add_argument("--all-words", action="store_true", help=_("no stop list"))


def stop_list(arguments: argparse.Namespace) -> tuple[frozenset[str] | None, frozenset[str]]:
    """The small words that are left out (None: by the language of the texts), and the user's own."""
    from qda.analysis.words.reading import normal
    from qda.nlp.stop_words import SMALL

    chosen = "none" if arguments.all_words else arguments.stop_list
    stop = None if chosen is None else SMALL.get(chosen, frozenset[str]())
    return stop, frozenset(normal(word) for word in arguments.stop or ())


def word_arguments(made: argparse.ArgumentParser) -> None:
    """Whose words count; sources, cases and participants by name."""
    made.add_argument("--source", action="append", metavar="NAME", help=_("only this source"))
    made.add_argument("--case", action="append", metavar="NAME", help=_("words of this case only"))
    made.add_argument("--participant", action="append", metavar="NAME", help=_("words of this participant only"))
    made.add_argument("--interviewer", action="store_true", help=_("count the interviewer’s words too"))
    made.add_argument("--lemma", action="store_true", help=_("count the forms of a word as one"))


def figure(arguments: argparse.Namespace) -> int:
    """Draw a figure into a file; without a kind, list them."""
    from qda.export.figures import files as figure_files
    from qda.export.figures import kinds as figure_kinds

    if not arguments.kind:
        return _list(arguments)
    with reading(arguments.project) as project:
        found = figure_kinds.basis(project, Printing(), model() if arguments.lemma else None)
        picture = figure_kinds.make(project, _wish(project, arguments), found, Printing())
        if arguments.out is not None:
            figure_files.save(arguments.out, [picture], dpi=max(50, min(1200, arguments.dpi)))
    if arguments.json:
        spots = [{"words": spot.words} for spot in picture.plot.spots if spot.words]
        print_json([{"kind": picture.kind, "title": picture.title, "notes": list(picture.notes), "says": spots}])
        return OK
    if arguments.out is None:
        raise WhereTo
    say(_("Wrote “{path}”.").format(path=arguments.out))
    return OK


def _list(arguments: argparse.Namespace) -> int:
    from qda.export.figures.kinds import FIGURES

    rows = [{"kind": key, "figure": _(words)} for key, words in FIGURES.items()]
    if arguments.json:
        print_json(rows)
    else:
        for row in rows:
            say(f"{row['kind']}\t{row['figure']}")
    return OK


def model() -> Any:
    """The language model that is installed, or what stands in for one."""
    from qda.nlp import pipeline

    return pipeline.load()


def _wish(project: Project, arguments: argparse.Namespace) -> FigureWish:
    from qda.analysis.figures import portraits
    from qda.analysis.queries.cooccurrence import Meeting
    from qda.coding import codes
    from qda.export.figures.kinds import RAISED
    from qda.export.figures.wishes import FigureWish
    from qda.export.profiles import PROFILES

    meeting = (
        Meeting(arguments.within)
        if arguments.within in ("overlap", "line")
        else Meeting("near", arguments.distance, arguments.within)
    )
    chosen = tuple(codes.named(project, label) for label in arguments.code or ()) or None
    stop, own = stop_list(arguments)
    levels = tuple(arguments.level) if arguments.level else None if chosen else RAISED
    return FigureWish(
        arguments.kind,
        {"cases": "case", "sources": "source", "units": "unit"}.get(arguments.by, arguments.by),
        arguments.count,
        arguments.percent,
        arguments.style,
        not arguments.tree_order,
        levels,
        chosen,
        "alone" if arguments.alone else "below",
        portraits.source_named(project, arguments.source[0]) if arguments.source else None,
        arguments.measure,
        meeting,
        scope(project, arguments),
        arguments.lemma,
        stop=stop,
        own=own,
        most=max(0, arguments.most),
        title=arguments.title,
        caution=not arguments.without_caution,
        profile=PROFILES[arguments.profile],
    )


def scope(project: Project, arguments: argparse.Namespace) -> Scope:
    """Whose words are meant. Raises NotFound."""
    from qda.analysis.figures import portraits
    from qda.analysis.words.frequencies import Scope
    from qda.coding import codes
    from qda.study import queries as study

    cases = {case.id: case.name for unit in study.units(project) for case in unit.cases}
    people = {row.id: row.name for row in study.participants(project)}
    chosen = tuple(codes.named(project, label) for label in arguments.code or ())
    return Scope(
        tuple(portraits.source_named(project, name) for name in arguments.source or ()) or None,
        _ids(arguments.case, cases),
        _ids(arguments.participant, people),
        chosen or None,
        arguments.interviewer,
    )


def _ids(names: list[str] | None, known: dict[int, str]) -> tuple[int, ...] | None:
    from qda.errors import NotFound
    from qda.names import name_key

    if not names:
        return None
    found = []
    for name in names:
        ids = [number for number, other in known.items() if name_key(other) == name_key(name)]
        if not ids:
            raise NotFound(_("“{name}” is not there.").format(name=name), tuple(known.values()))
        found += ids
    return tuple(found)
