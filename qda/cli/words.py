"""Words on the command line: how often they fall, and each in its context."""

from __future__ import annotations

import argparse
from pathlib import Path

from qda.cli.figures import model, scope, stop_arguments, stop_list, word_arguments
from qda.cli.output import OK, Printing, print_json, say, show
from qda.cli.projects import reading
from qda.i18n import _

_BY = ("source", "case", "unit", "kind", "perspective", "participant", "codes")


def add_arguments(words_: argparse.ArgumentParser, kwic_: argparse.ArgumentParser) -> None:
    """The options of both commands."""
    words_.add_argument("--by", metavar="DIMENSION", help=_("compare groups: {names}").format(names=", ".join(_BY)))
    words_.add_argument("--least", type=int, default=3, metavar="N", help=_("letters a word must have"))
    stop_arguments(words_)
    words_.add_argument("--most", type=int, default=100, metavar="N", help=_("how many words"))
    kwic_.add_argument("words", nargs="+", metavar="WORD", help=_("a word, a phrase, a begin*"))
    kwic_.add_argument("--order", choices=("text", "left", "right"), default="text", help=_("sort by neighbours"))
    kwic_.add_argument("--reach", type=int, default=60, metavar="N", help=_("characters at either side"))
    for made in (words_, kwic_):
        made.add_argument("--code", action="append", metavar="C", help=_("only words in segments with this code"))
        word_arguments(made)
        made.add_argument("--json", action="store_true", help=_("print a list of objects"))
        made.add_argument("--out", type=Path, metavar="FILE", help=_("write a .docx, .xlsx, .csv or .html"))


def words(arguments: argparse.Namespace) -> int:
    """The most frequent words with their bases."""
    from qda.analysis.queries.crosstab import Axis
    from qda.analysis.segments import ground
    from qda.analysis.words import frequencies
    from qda.analysis.words.reading import Book
    from qda.export import writing
    from qda.export.figures import tables as figure_tables
    from qda.export.figures.wishes import FigureWish
    from qda.study import queries as study

    with reading(arguments.project) as project:
        here = ground.load(project, Printing())
        by = FigureWish(columns=arguments.by).across() if arguments.by else None
        if by is not None and by.dimension == "codes":
            by = Axis("codes", levels=("focused", "category", "theme"))
        stop, own = stop_list(arguments)
        counting = frequencies.Counting(arguments.lemma, max(1, arguments.least), stop, by, max(1, arguments.most), own)
        pipeline = model() if arguments.lemma else None
        found = frequencies.tally(project, Book(), here, scope(project, arguments), counting, pipeline, Printing())
        title = study.study(project).title
        if arguments.out is not None:
            writing.write(arguments.out, [figure_tables.words(found, study=title)], progress=Printing())
            say(_("Wrote “{path}”.").format(path=arguments.out))
            return OK
    rows = [
        {
            "word": row.word,
            "n": row.n,
            "words": found.words,
            "per_thousand": round(frequencies.per_thousand(row.n, found.words), 3),
            "sources": row.sources,
            "forms": list(row.forms),
            "groups": {
                group.heading: {"n": count, "words": group.words}
                for group, count in zip(found.groups, row.groups, strict=True)
            },
        }
        for row in found.rows
    ]
    if arguments.json:
        print_json(rows)
        return OK
    show(rows, arguments, ("word", "n", "per_thousand", "sources"))
    for note in figure_tables.word_notes(found, shown=len(found.rows)):
        say(note)
    return OK


def kwic(arguments: argparse.Namespace) -> int:
    """Every place of the words with what stands around it."""
    from qda.analysis.segments import ground
    from qda.analysis.words import kwic
    from qda.analysis.words.reading import Book
    from qda.export import writing
    from qda.export.figures import tables as figure_tables
    from qda.study import queries as study

    with reading(arguments.project) as project:
        here = ground.load(project, Printing())
        places = kwic.find(
            project,
            Book(),
            here,
            " ".join(arguments.words),
            scope(project, arguments),
            lemma=arguments.lemma,
            order=arguments.order,
            pipeline=model() if arguments.lemma else None,
            progress=Printing(),
        )
        rows = kwic.rows(project, places, range(len(places)), max(10, arguments.reach))
        title = study.study(project).title
        if arguments.out is not None:
            writing.write(arguments.out, [figure_tables.kwic(places, rows, study=title)], progress=Printing())
            say(_("Wrote “{path}”.").format(path=arguments.out))
            return OK
    found = [
        {
            "source": row.source,
            "line": row.line,
            "speaker": row.speaker or None,
            "start": row.start,
            "end": row.end,
            "left": row.left,
            "words": row.words,
            "right": row.right,
        }
        for row in rows
    ]
    show(found, arguments, ("source", "line", "speaker", "left", "words", "right"))
    if not arguments.json:
        say(figure_tables.kwic_words(places))
    return OK
