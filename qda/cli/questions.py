"""Questions of interview guides from the command line: where each is asked, what is answered, corrections by hand."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from qda.cli.output import OK, Printing, print_json, say
from qda.cli.projects import reading, writing
from qda.errors import QdaError
from qda.i18n import N_, _

if TYPE_CHECKING:
    from qda.analysis.study.questions import GuideView
    from qda.project.project import Project


class WhichPlace(QdaError):
    """A correction is of one question at one place."""

    hint = N_("Give INSTRUMENT, --question N, --source NAME and --line N.")

    def __init__(self) -> None:
        super().__init__(_("It is not said which question is asked where."))


def arguments(made: argparse.ArgumentParser) -> None:
    """The options of `questions`."""
    made.add_argument("instrument", nargs="?", metavar="INSTRUMENT", help=_("only this guide; all when left out"))
    made.add_argument("--json", action="store_true", help=_("print a list of objects"))
    made.add_argument("--out", type=Path, metavar="FILE", help=_("write guides by interviews as .docx, .xlsx or .csv"))
    made.add_argument("--answers", action="store_true", help=_("the answers by question instead, with quotes"))
    made.add_argument("--profile", choices=("apa", "german"), default="apa")
    made.add_argument("--question", type=int, metavar="N", help=_("only this question, counted from 1"))
    made.add_argument("--set", action="store_true", help=_("with --question, --source and --line: it is asked there"))
    made.add_argument("--refuse", action="store_true", help=_("with the same: it is not asked there"))
    made.add_argument("--source", metavar="NAME")
    made.add_argument("--line", type=int, metavar="N", help=_("the line of the transcript"))


def questions(arguments: argparse.Namespace) -> int:
    """List where questions are asked and where not; write them; correct them."""
    if arguments.set or arguments.refuse:
        return _correct(arguments)
    return _list(arguments)


def _list(arguments: argparse.Namespace) -> int:
    from qda.export.leaving import gated
    from qda.export.study import question_tables

    with reading(arguments.project, judged=True) as project:
        views = _views(project, arguments)
        if arguments.out is not None:
            _write(project, arguments)
            say(_("Wrote “{path}”.").format(path=arguments.out))
            return OK
        if arguments.answers:
            told = [line for view in views for line in _answer_lines(project, view, arguments.question)]
            for line in gated.required(gated.words(project, told)):
                say(line)
            return OK
    rows = [row for row in question_tables.listed(views) if arguments.question in (None, row["number"])]
    if arguments.json:
        print_json(rows)
        return OK
    for view in views:
        for item, words in enumerate(view.instrument.items):
            if arguments.question in (None, item + 1):
                asked = "; ".join(f"{dict(view.sources)[each.source_id]}, {each.line}" for each in view.of(item))
                count = f"{len({each.source_id for each in view.of(item)})}/{len(view.sources)}"
                say("\t".join((view.instrument.label, str(item + 1), words, count, asked)))
    return OK


def _views(project: Project, arguments: argparse.Namespace) -> list[GuideView]:
    from qda.analysis.study import questions as service

    if arguments.instrument:
        row = service.find_instrument(project, arguments.instrument)
        return [service.guide(project, row.id, Printing())]
    return service.guides(project, Printing())


def _write(project: Project, arguments: argparse.Namespace) -> None:
    from qda.analysis.study import questions as service
    from qda.export import writing
    from qda.export.profiles import PROFILES
    from qda.export.study import question_tables

    profile, progress = PROFILES[arguments.profile], Printing()
    found = service.find_instrument(project, arguments.instrument).id if arguments.instrument else None
    made = question_tables.allowed(
        project, instrument_id=found, answers=arguments.answers, profile=profile, progress=progress
    )
    writing.write(arguments.out, made, profile, progress)


def _answer_lines(project: Project, view: GuideView, number: int | None) -> list[str]:
    from qda.analysis.study import questions as service

    made = []
    for item, words in enumerate(view.instrument.items):
        if number in (None, item + 1):
            made.append(f"{item + 1}. {words}")
            for answer in service.answers(project, view, item):
                said = " ".join(answer.words.split())
                made.append(f"  {answer.source}, {answer.asked.line}–{answer.last_line}: {said}")
    return made


def _correct(arguments: argparse.Namespace) -> int:
    from qda.analysis.study import questions as service
    from qda.sources import queries
    from qda.sources import questions as by_hand
    from qda.sources.questions import Question

    if None in (arguments.instrument, arguments.question, arguments.source, arguments.line):
        raise WhichPlace
    with writing(arguments.project) as project:
        row = service.find_instrument(project, arguments.instrument)
        if not 1 <= arguments.question <= len(row.items):
            raise WhichPlace
        source = queries.find(project, arguments.source)
        question = Question(row.id, arguments.question - 1, row.items[arguments.question - 1])
        span = service.place_of(project, source, arguments.line, question if arguments.refuse else None)
        (by_hand.refuse if arguments.refuse else by_hand.set_asked)(project, source, span, question)
    say(_("Recorded."))
    return OK
