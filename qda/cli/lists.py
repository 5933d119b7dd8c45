"""Commands that show what is in a project."""

from __future__ import annotations

import argparse

from qda.cli.output import OK, moment, say, show
from qda.cli.projects import reading, writing
from qda.i18n import _


def text(arguments: argparse.Namespace) -> int:
    """The stored text of a source, to the byte; or its line units, numbered."""
    from qda.sources import queries
    from qda.text import units

    with reading(arguments.project) as project:
        source = queries.opened(project, queries.find(project, arguments.source))
    if arguments.lines:
        for number, (start, end) in enumerate(units(source.text, source.unit_starts), start=1):
            say(f"{number}\t" + source.text[start:end].replace("\n", " "))
    else:
        say(source.text, end="")
    return OK


def sources(arguments: argparse.Namespace) -> int:
    """All sources with their coverage, their length and what was done to them; or record a step, or a length."""
    from qda.analysis.segments import coverage
    from qda.sources import processing, queries

    if arguments.done is not None or arguments.minutes is not None:
        return _processed(arguments)
    if arguments.processing and not arguments.json:
        return _processing(arguments)
    with reading(arguments.project) as project:
        covered = coverage.of_all(project)
        steps, minutes = processing.all_steps(project), processing.minutes(project)
        found = [
            {
                "name": row.name,
                "kind": row.kind or None,
                "unit": row.unit or None,
                "case": row.case or None,
                "participants": list(row.participants),
                "date": row.date,
                "words": row.words,
                "lines": row.lines,
                "coded_lines": covered[row.id].coded,
                "passed_lines": covered[row.id].passed,
                "sha256": row.sha256 or None,
                "minutes": minutes.get(row.id),
                "processing": [
                    {"step": step.step, "on": step.done_on, "by": step.done_by, "note": step.note}
                    for step in steps.get(row.id, [])
                ],
            }
            for row in queries.rows(project)
        ]
    return show(found, arguments, ("name", "kind", "unit", "case", "date", "words", "lines", "coded_lines"))


def _processing(arguments: argparse.Namespace) -> int:
    """Each source with its length and what was done to it."""
    from qda.sources import processing, queries

    with reading(arguments.project) as project:
        steps, minutes = processing.all_steps(project), processing.minutes(project)
        rows = queries.rows(project)
    for row in rows:
        told = "; ".join(f"{step.step} {step.done_on or ''}".strip() for step in steps.get(row.id, []))
        say("\t".join((row.name, str(minutes.get(row.id, "")), told)))
    return OK


def _processed(arguments: argparse.Namespace) -> int:
    """Record that a step was done with the sources named, or how long they are. Raises NotFound, NoMinutes."""
    from qda.sources import processing, queries

    with writing(arguments.project) as project, project.group():
        named = arguments.source or [row.name for row in queries.rows(project)]
        ids = [queries.find(project, name) for name in named]
        if arguments.minutes is not None:
            processing.set_minutes(project, ids, processing.read_minutes(arguments.minutes))
        if arguments.done is not None:
            processing.done(project, ids, arguments.done, on=arguments.on, by=arguments.by, note=arguments.note)
    say(_("Recorded."))
    return OK


def codes(arguments: argparse.Namespace) -> int:
    """All codes with their own counts and those of all beneath them; with --from, a code book is taken in first."""
    if arguments.table is not None:
        from qda.cli import importing

        return importing.code_book(arguments)
    from qda.analysis.segments import retrieval
    from qda.coding import queries

    with reading(arguments.project) as project:
        facts, parents = retrieval.facts(project), retrieval.parents(project)
        own, totals = retrieval.count(facts), retrieval.count_subtrees(facts, parents)
        found = [
            {
                "name": row.name,
                "level": row.level,
                "path": row.path,
                "definition": row.definition,
                "codings": len(own[row.id].codings),
                "segments": len(own[row.id].segments),
                "sources": len(own[row.id].sources),
                "cases": len(own[row.id].cases),
                "total_codings": len(totals[row.id].codings),
                "total_sources": len(totals[row.id].sources),
            }
            for row in queries.code_rows(project)
        ]
    return show(found, arguments, ("path", "level", "codings", "segments", "sources", "total_codings"))


def segments(arguments: argparse.Namespace) -> int:
    """One row a coding."""
    from qda.analysis.segments import retrieval
    from qda.coding import codes, queries
    from qda.study import queries as study

    with reading(arguments.project) as project:
        wanted = codes.named(project, arguments.code) if arguments.code else None
        rows = queries.everything(project) if wanted is None else queries.of_codes(project, [wanted])
        where = {fact.coding: fact for fact in retrieval.facts(project)}
        units = study.units(project)
    unit_names = {unit.id: unit.name for unit in units}
    case_names = {case.id: case.name for unit in units for case in unit.cases}
    found = [
        {
            "source": row.source,
            "start": row.start,
            "end": row.end,
            "quote": row.quote,
            "code": row.code,
            "coder": row.coder,
            "line": row.line,
            "speaker": row.speaker or None,
            "cases": [case_names[case] for case in sorted(where[row.coding_id].cases)],
            "unit": ", ".join(unit_names[unit] for unit in sorted(where[row.coding_id].units)) or None,
        }
        for row in rows
    ]
    return show(found, arguments, ("source", "line", "code", "quote"))


def history(arguments: argparse.Namespace) -> int:
    """Everything that was done, oldest first."""
    from qda.project import history

    with reading(arguments.project) as project:
        found = [
            {
                "id": row.id,
                "at": moment(row.at),
                "coder": row.coder or None,
                "key": row.key,
                "text": row.text,
                "reverts": row.reverts,
            }
            for row in reversed(history.rows(project))
        ]
    return show(found, arguments, ("id", "at", "coder", "text"))


def search(arguments: argparse.Namespace) -> int:
    """Where words stand."""
    from qda.analysis.words import search

    with reading(arguments.project) as project:
        hits = search.find(project, " ".join(arguments.words))
    found = [{"source": h.source, "start": h.start, "end": h.end, "quote": h.quote, "line": h.line} for h in hits]
    return show(found, arguments, ("source", "line", "quote"))
