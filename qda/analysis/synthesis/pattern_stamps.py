"""When an expected pattern was written, and how much of a case had been coded by then."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from qda.analysis.segments.belonging import Belonging
from qda.project.project import Project
from qda.store.models import AuditChange, AuditCommand, Claim, Coding, Segment
from qda.store.rows import raw


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a claim's expected pattern was first written, and when it got its present words; milliseconds UTC.

    None while nothing is expected.
    """

    entered: int | None
    worded: int | None


@dataclass(frozen=True, slots=True)
class Late:
    """Of one case: distinct segments (still coded) that had been coded before the expectation was entered, or worded.

    `worded` counts those before its present words, and is more than `entered` only where it was rewritten meanwhile.
    """

    entered: int
    worded: int


def stamps(project: Project) -> dict[int, Stamp]:
    """The stamp of each claim, read from the journal; a claim made with its expectation bears its own date."""
    changes = (
        select(AuditChange.row_id, AuditChange.before, AuditChange.after, AuditCommand.at)
        .join(AuditCommand, AuditCommand.id == AuditChange.command_id)
        .where(AuditChange.table_name == "claim")
        .order_by(AuditChange.id)
    )
    with project.read() as session:
        known = {row.id: (row.expected, row.created_at) for row in session.execute(select(Claim)).scalars()}
        history: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for claim, before, after, at in session.execute(changes):
            expected = json.loads(after).get("expected") if after is not None else None
            if claim in known and expected is not None:
                history[claim].append((expected, at if before is not None else known[claim][1]))
    return {claim: _stamp(expected, made, history[claim]) for claim, (expected, made) in known.items()}


def _stamp(expected: str, made: int, history: Iterable[tuple[str, int]]) -> Stamp:
    """Words that came back by an undo are as old as when they were first written."""
    if not expected:
        return Stamp(None, None)
    written = [(words, at) for words, at in history if words]
    entered = written[0][1] if written else made
    return Stamp(entered, next((at for words, at in written if words == expected), entered))


def late(project: Project, stamped: Mapping[int, Stamp]) -> dict[tuple[int, int], Late]:
    """By claim and case, where segments of the case had been coded before; what was expected in time is left out."""
    known = {
        claim: (stamp.entered, stamp.worded)
        for claim, stamp in stamped.items()
        if stamp.entered is not None and stamp.worded is not None
    }
    if not known:
        return {}
    found = {}
    for case, times in _coded(project, max(map(max, known.values()))).items():
        for claim, (entered, worded) in known.items():
            counts = Late(bisect_left(times, entered), bisect_left(times, worded))
            if counts.worded:
                found[claim, case] = counts
    return found


def _coded(project: Project, before: int) -> dict[int, list[int]]:
    """For each case when each of its segments was coded first, in order; those coded later are left out."""
    first = (
        select(Segment.source_id, Segment.speaker_id, Segment.start, Segment.end, func.min(Coding.created_at))
        .join(Coding, Coding.segment_id == Segment.id)
        .where(~Segment.detached, Coding.created_at < before)
        .group_by(Segment.id)
    )
    with project.read() as session:
        context = Belonging.load(session)
        rows = raw(session, first)
    whose: dict[tuple[int, int | None], frozenset[int]] = {}
    by_case: dict[int, list[int]] = defaultdict(list)
    for source, speaker, start, end, at in rows:
        cases = whose.get((source, speaker))
        if cases is None:
            cases = context.cases(source, speaker, (start, end))
            if source not in context.passages:  # else it depends on the place, too
                whose[source, speaker] = cases
        for case in cases:
            by_case[case].append(at)
    return {case: sorted(times) for case, times in by_case.items()}
