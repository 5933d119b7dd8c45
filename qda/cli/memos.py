"""Memos on the command line: listed, or written as a document or a table; an arrangement as an outline."""

from __future__ import annotations

import argparse

from qda.cli.output import OK, Printing, moment, say, show
from qda.cli.projects import reading
from qda.errors import QdaError
from qda.i18n import N_, _


class NowhereToWrite(QdaError):
    """An arrangement is written, not printed."""

    hint = N_("Say where to: --out FILE.docx or --out FILE.md.")

    def __init__(self) -> None:
        super().__init__(_("It is not said where to write the arrangement."))


def memos(arguments: argparse.Namespace) -> int:
    """All memos, oldest first: printed, or written with `--out`; of one arrangement with `--arrangement`."""
    if arguments.arrangement is not None and arguments.out is None:
        raise NowhereToWrite
    return _list(arguments) if arguments.out is None else _write(arguments)


def _write(arguments: argparse.Namespace) -> int:
    from qda.export.texts import memo_files, outline
    from qda.memos import arrangements

    quotes = not arguments.without_quotes
    with reading(arguments.project) as project:
        if arguments.arrangement is None:
            memo_files.write_all(project, arguments.out, quotes=quotes, progress=Printing())
        else:
            arrangement_id = arrangements.find(project, arguments.arrangement)
            made = outline.of_arrangement(project, arrangement_id, quotes=quotes)
            outline.write(arguments.out, made, quotes=quotes, progress=Printing())
    say(_("Wrote “{path}”.").format(path=arguments.out))
    return OK


def _list(arguments: argparse.Namespace) -> int:
    from qda.memos import queries

    with reading(arguments.project) as project:
        found = [
            {
                "id": row.id,
                "kind": row.kind,
                "stage": row.stage,
                "title": row.title,
                "text": row.text,
                "links": [{"kind": k.target.kind, "id": k.target.id, "name": k.label} for k in row.links],
                "created": moment(row.created_at),
                "modified": moment(row.modified_at),
                "tags": list(row.tags),
            }
            for row in reversed(queries.memos(project))
        ]
    return show(found, arguments, ("id", "created", "kind", "stage", "title"))


def trace(arguments: argparse.Namespace) -> int:
    """Whose word an in-vivo code is, who else uses it, and where."""
    from qda.analysis.words import in_vivo
    from qda.cli.projects import user_settings
    from qda.coding import codes

    with reading(arguments.project) as project:
        code_id = codes.named(project, arguments.code)
        found = in_vivo.trace(project, code_id, model=user_settings().language_model, progress=Printing())
        if arguments.out is not None:
            from qda.export import writing
            from qda.export.coding import traces

            writing.write(arguments.out, [traces.table(found)], progress=Printing())
            say(_("Wrote “{path}”.").format(path=arguments.out))
            return OK
    hits = [
        {
            "source": hit.source,
            "line": hit.line,
            "start": hit.start,
            "end": hit.end,
            "quote": hit.quote,
            "speaker": hit.speaker or None,
            "interviewer": hit.interviewer,
            "cases": list(hit.cases),
            "before": hit.before,
            "after": hit.after,
            "first": hit.first,
            "coded": hit.coded,
            "found_by": found.found_by,
        }
        for hit in found.hits
    ]
    if not arguments.json:
        say(found.sentence)
    return show(hits, arguments, ("source", "line", "speaker", "quote"))
