"""One case, and the patterns held against cases, on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from qda.cli import timeline
from qda.cli.output import OK, Printing, print_json, say
from qda.cli.projects import reading
from qda.i18n import _


def add_arguments(command: Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]) -> None:
    """The commands on the course of the study, its cases and what is held against them."""
    timeline.arguments(command("timeline", timeline.timeline, _("what happened when, as a list or a picture")))
    _case_arguments(command("case", case, _("all about one case, or its report")))
    _pattern_arguments(command("patterns", patterns, _("propositions and rivals held against each case")))


def _case_arguments(made: argparse.ArgumentParser) -> None:
    made.add_argument("name", metavar="NAME")
    made.add_argument("--json", action="store_true", help=_("print a list of objects"))
    made.add_argument("--out", type=Path, metavar="FILE", help=_("write its report: .docx, .html, .xlsx or .csv"))
    made.add_argument("--profile", choices=("apa", "german"), default="apa", help=_("rules for numbers and words"))


def case(arguments: argparse.Namespace) -> int:
    """Tell one case, or write its report."""
    from qda.analysis.study import case_view
    from qda.study import service

    with reading(arguments.project) as project:
        number = service.find_case(project, arguments.name)
        view = case_view.of_case(project, number)
        if arguments.json:
            from dataclasses import asdict

            print_json([asdict(view)])
        if arguments.out is not None:
            from qda.export import reports, wishes
            from qda.export.profiles import PROFILES

            wish = wishes.Wish("cases", case_ids=(number,), profile=PROFILES[arguments.profile])
            reports.write_report(arguments.out, project, wish, Printing())
    if arguments.json or arguments.out is not None:
        return OK
    say(f"{view.name} ({view.unit})")
    for words in (view.description, view.summary):
        if words:
            say(words)
    for source in view.sources:
        say("\t".join((source.name, source.date or "", source.kind, source.perspective, str(source.segments))))
    for code in view.codes:
        share = _("{count} of {base} segments").format(count=code.segments, base=view.segments)
        say("\t".join((code.level, code.name, share)))
    return OK


def _pattern_arguments(made: argparse.ArgumentParser) -> None:
    made.add_argument("--json", action="store_true", help=_("print a list of objects"))
    made.add_argument("--out", type=Path, metavar="FILE", help=_("write a .docx, .html, .xlsx or .csv"))
    made.add_argument("--profile", choices=("apa", "german"), default="apa", help=_("rules for numbers and words"))


def patterns(arguments: argparse.Namespace) -> int:
    """List propositions with what was judged of each case, or write them as tables."""
    from qda.export.synthesis import pattern_tables

    with reading(arguments.project) as project:
        found = pattern_tables.listed(project)
        if arguments.json:
            print_json(found)
        if arguments.out is not None:
            from qda.export import reports, wishes
            from qda.export.profiles import PROFILES

            wish = wishes.Wish("patterns", profile=PROFILES[arguments.profile])
            reports.write_report(arguments.out, project, wish, Printing())
    if arguments.json or arguments.out is not None:
        return OK
    for claim in found:
        say(f"{claim['kind']}: {claim['text']}")
        judged = claim["judged"]
        for row in judged if isinstance(judged, list) else ():
            say(
                "\t".join(
                    ("", *(str(row[part]) for part in ("case", "match", "replication", "observed", "expectation")))
                )
            )
    return OK
