"""The trace of an in-vivo code as a table: each place with its words, who says them and where; the counts beneath."""

from __future__ import annotations

from qda.analysis.words.in_vivo import Tally, Trace, TraceHit
from qda.export.tables import Column, Quote, Row, Run, Table, Text
from qda.i18n import _


def table(trace: Trace) -> Table:
    """One row a place, in the order of the sources."""
    columns = (
        Column(_("Who"), "stub"),
        Column(_("Words in context"), "quote"),
        Column(_("Cases")),
        Column(_("Coded")),
    )
    notes: list[Text] = [(Run(trace.sentence),)]
    if trace.origin:
        notes.append((Run(_("First said by: {origin}.").format(origin=trace.origin)),))
    tallies = ((_("People"), trace.people), (_("Sources"), trace.sources), (_("Cases"), trace.cases))
    notes += [(Run(_counted(name, tally)),) for name, tally in tallies if tally.counts]
    title = _("Who uses “{words}”").format(words=trace.code)
    return Table(title, columns, tuple(Row(_cells(hit)) for hit in trace.hits), notes=tuple(notes))


def _counted(name: str, tally: Tally) -> str:
    return f"{name}: " + ", ".join(f"{each} {count}" for each, count in tally.counts) + "."


def _cells(hit: TraceHit) -> tuple[str | Quote, ...]:
    words = " ".join(f"…{hit.before}{hit.quote}{hit.after}…".split())
    who = _("{label} (interviewer)").format(label=hit.speaker) if hit.interviewer else hit.who or hit.source
    first = _("first") if hit.first else ""
    return who, Quote(words, hit.source, line=hit.line), ", ".join(hit.cases), first or (_("yes") if hit.coded else "")
