"""Member checking from the command line: listed, written as a table, recorded."""

from __future__ import annotations

import argparse
from pathlib import Path

from qda.cli.output import OK, Printing, say, show
from qda.cli.projects import reading, writing
from qda.errors import NotFound
from qda.i18n import _


def arguments(made: argparse.ArgumentParser) -> None:
    """The options of `feedback`."""
    made.add_argument("--json", action="store_true", help=_("print a list of objects"))
    made.add_argument("--out", type=Path, metavar="FILE", help=_("write a .docx, .xlsx, .csv or .html"))
    made.add_argument("--profile", choices=("apa", "german"), default="apa")
    made.add_argument("--send", metavar="TITLE", help=_("record that something was sent"))
    made.add_argument("--to", metavar="P", help=_("with --send: the participant; several when left out"))
    made.add_argument("--answer", metavar="TITLE", help=_("record what came back on this"))
    for name, told in (
        ("--kind", _("with --send: summary, transcript, quotations, report, conversation")),
        ("--way", _("with --send: how it was sent")),
        ("--on", _("the day on which it was sent, or came back")),
        ("--text", _("what was sent, or what came back")),
        ("--effect", _("with --answer: what became of it")),
    ):
        made.add_argument(name, default="", help=told, metavar=name[2:].upper())
    made.add_argument("--about", action="append", default=[], metavar="NAME", help=_("link it to this memo, code, …"))


def feedback(arguments: argparse.Namespace) -> int:
    """List what was sent and what came back; record it; write it as a table."""
    if arguments.send is not None or arguments.answer is not None:
        return _record(arguments)
    from qda.export import writing
    from qda.export.profiles import PROFILES
    from qda.export.study import feedback_tables

    with reading(arguments.project) as project:
        if arguments.out is not None:
            profile = PROFILES[arguments.profile]
            writing.write(arguments.out, [feedback_tables.table(project, profile=profile)], profile, Printing())
            say(_("Wrote “{path}”.").format(path=arguments.out))
            return OK
        rows = feedback_tables.listed(project)
    return show(rows, arguments, ("participant", "title", "sent_on", "returned_on", "response", "effect"))


def _record(arguments: argparse.Namespace) -> int:
    from qda.study import feedback as service
    from qda.study import service as study

    with writing(arguments.project) as project, project.group():
        if arguments.send is not None:
            person = study.find_participant(project, arguments.to) if arguments.to else None
            row = service.send(
                project,
                arguments.send,
                participant_id=person,
                kind=arguments.kind,
                text=arguments.text,
                way=arguments.way,
                sent_on=arguments.on,
            )
        else:
            known = [each for each in service.rows(project) if each.title.casefold() == arguments.answer.casefold()]
            if not known:
                told = _("Nothing called “{title}” was sent.").format(title=arguments.answer)
                raise NotFound(told, tuple(each.title for each in service.rows(project)))
            row = known[-1].id
            service.answer(project, row, arguments.text or known[-1].response, arguments.on or None)
            if arguments.effect:
                service.effect(project, row, arguments.effect)
        for name in arguments.about:
            link = service.find(project, name)
            service.link(project, row, link.target, link.target_id)
    say(_("Recorded."))
    return OK
