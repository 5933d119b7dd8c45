"""Focused coding on the command line: clusters, the ledger of comparisons, lineage, biographies, a past code book."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qda.cli.output import OK, Printing, moment, print_json, say, show
from qda.cli.projects import reading
from qda.i18n import _

if TYPE_CHECKING:
    from qda.coding.testing import Tally


def _told(tally: Tally) -> dict[str, int]:
    return {
        "fits": tally.fits, "does_not_fit": tally.not_, "not_sure": tally.unsure, "later": tally.later,
        "looked_at": tally.looked,
    }  # fmt: skip


def clusters(arguments: argparse.Namespace) -> int:
    """Clusters with their members, and what testing them gave."""
    from qda.coding import testing
    from qda.export.coding import code_records

    with reading(arguments.project) as project:
        if arguments.out is not None:
            return _write(arguments.out, code_records.clusters(project))
        tallies = testing.tallies(project)
        found: list[dict[str, Any]] = [
            {
                "cluster": each.name or None,
                "level": each.level or None,
                "segments": each.segments,
                "members": [
                    {"name": m.name, "segments": m.segments, "since": moment(m.since) if m.since else None}
                    for m in each.members
                ],
                "tests": _told(tallies.get(each.id, testing.Tally())),
            }
            for each in code_records.with_all_beneath(project)
        ]
    if arguments.json:
        print_json(found)
        return OK
    for row in found:
        head = row["cluster"] or _("not gathered")
        say("\t".join((head, str(row["segments"]), "; ".join(member["name"] for member in row["members"]))))
    return OK


def ledger(arguments: argparse.Namespace) -> int:
    """What was compared: of each code how many incidents, or of one code each incident."""
    from qda.coding import codes
    from qda.export.coding import code_records

    with reading(arguments.project) as project:
        code_id = codes.named(project, arguments.code) if arguments.code else None
        if arguments.out is not None:
            if code_id is None:
                return _write(arguments.out, code_records.ledgers(project, uncompared=arguments.uncompared))
            return _write(arguments.out, code_records.ledger(project, code_id, uncompared=arguments.uncompared))
        if code_id is None:
            columns = ("code", "level", "incidents", "compared", "uncompared")
            return show(_all_ledgers(project, arguments.uncompared), arguments, columns)
        return show(_ledger(project, code_id, arguments.uncompared), arguments, ("source", "line", "result", "quote"))


def _all_ledgers(project: Any, uncompared: bool) -> list[dict[str, Any]]:
    from qda.coding import comparison, queries

    counts = comparison.overview(project)
    return [
        {
            "code": row.path,
            "level": row.level,
            "incidents": counts[row.id][0],
            "compared": counts[row.id][1],
            "uncompared": counts[row.id][0] - counts[row.id][1],
        }
        for row in queries.code_rows(project)
        if row.id in counts and (not uncompared or counts[row.id][0] > counts[row.id][1])
    ]


def _ledger(project: Any, code_id: int, uncompared: bool) -> list[dict[str, Any]]:
    from qda.coding import comparison, incidents

    found = comparison.ledger(project, code_id)
    rows = []
    for each in incidents.incidents(project, found.family):
        latest = found.latest.get(each.segment_id)
        if uncompared and latest is not None:
            continue
        rows.append(
            {
                "source": each.source,
                "line": each.line,
                "speaker": each.speaker or None,
                "quote": each.quote,
                "result": latest.result if latest else None,
                "note": latest.note if latest else None,
                "with": [p.quote for p in latest.segments if p.segment_id != each.segment_id] if latest else [],
                "at": moment(latest.at) if latest else None,
                "since": latest.stale or None if latest else None,
            }
        )
    return rows


def lineage(arguments: argparse.Namespace) -> int:
    """The way from initial codes to themes, as a picture or a table."""
    from qda.export.coding import code_records, lineage_picture

    with reading(arguments.project) as project:
        if arguments.out.suffix.lower() in (".csv", ".xlsx", ".docx"):
            return _write(arguments.out, code_records.lineage_rows(project))
        lineage_picture.save(arguments.out, lineage_picture.picture(project))
    say(_("Wrote “{path}”.").format(path=arguments.out))
    return OK


def biography(arguments: argparse.Namespace) -> int:
    """What happened to a code: when, by whom, why."""
    from qda.analysis.coding import biography as stories
    from qda.coding import codes

    with reading(arguments.project) as project:
        story = stories.of_code(project, codes.named(project, arguments.code))
        if arguments.out is not None:
            from qda.export.coding import code_records

            return _write(arguments.out, code_records.biography(story))
    found = [
        {
            "at": moment(event.at),
            "coder": event.coder or None,
            "kind": event.kind,
            "text": event.text,
            "why": event.why or None,
            "segments": event.segments,
            "target": {"kind": event.target[0], "id": event.target[1]} if event.target else None,
            "taken_back": event.taken_back,
        }
        for event in story.events
    ]
    return show(found, arguments, ("at", "coder", "text", "why"))


def _write(path: Path, table: Any) -> int:
    from qda.export import writing

    writing.write(path, [table], progress=Printing())
    say(_("Wrote “{path}”.").format(path=path))
    return OK


def add_arguments(command: Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]) -> None:
    """The commands of this module with their options."""
    _listed(command("clusters", clusters, _("list clusters with their codes, and what testing them gave")))
    made = _listed(command("ledger", ledger, _("which incidents were compared, with what, and which were not")))
    made.add_argument("--code", metavar="C", help=_("each incident of this code"))
    made.add_argument("--uncompared", action="store_true", help=_("only what was not compared yet"))
    made = command("lineage", lineage, _("write the way from initial codes to themes as a picture or a table"))
    made.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=_("a .svg, .png, .pdf, .csv, .xlsx or .docx")
    )
    made = _listed(command("biography", biography, _("what happened to a code: when, by whom, why")))
    made.add_argument("--code", metavar="C", required=True)


def _listed(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    made.add_argument("--json", action="store_true", help=_("print a list of objects"))
    made.add_argument("--out", type=Path, metavar="FILE", help=_("write a .docx, .xlsx or .csv"))
    return made
