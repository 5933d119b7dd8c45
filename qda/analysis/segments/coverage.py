"""How much of a text has been looked at: line units coded, passed over, and left."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVarTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qda import percent
from qda.names import name_key
from qda.project.project import Project
from qda.project.texts import Turns
from qda.store.models import Coding, PassedLine, Segment, Source, Speaker, TextVersion

Ts = TypeVarTuple("Ts")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Line units of one text. `lines` leaves out the interviewer's; `all_lines` counts them too."""

    lines: int
    coded: int
    passed: int
    all_lines: int

    @property
    def share(self) -> float:
        """Share looked at, 0 to 1."""
        return (self.coded + self.passed) / self.lines if self.lines else 0.0

    @property
    def percent(self) -> str:
        """“58%” of the lines looked at."""
        return percent.told(self.coded + self.passed, self.lines)


def coded_units(text: str, starts: Sequence[int], spans: Iterable[tuple[int, int]]) -> set[int]:
    """Indexes of the units of which a span covers at least one character that is not white space."""
    found: set[int] = set()
    for start, end in spans:
        # What `trim` would leave; of forty thousand spans, to make them would take longer than all else.
        first, last = _first_word(text, start), end
        while first < last and text[last - 1].isspace():
            last -= 1
        if first < last:
            found.update(range(max(0, bisect_right(starts, first) - 1), bisect_left(starts, last)))
    return found


def asked_units(text: str, starts: Sequence[int], turns: Turns, interviewers: set[str]) -> set[int]:
    """Indexes of the units that the interviewer speaks; labels as keys of names."""
    if not interviewers:
        return set()
    keys: dict[str, bool] = {}
    found = set()
    for index, start in enumerate(starts):
        label = turns.at(_first_word(text, start))
        if label not in keys:
            keys[label] = name_key(label) in interviewers
        if keys[label]:
            found.add(index)
    return found


def _first_word(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def of_source(project: Project, source_id: int) -> Coverage:
    """Coverage of one source by the coder at work."""
    with project.read() as session:
        return _coverages(project, session, [source_id])[source_id]


def of_sources(project: Project, source_ids: Sequence[int]) -> dict[int, Coverage]:
    """Coverage of these sources by the coder at work."""
    with project.read() as session:
        return _coverages(project, session, list(source_ids))


def of_all(project: Project) -> dict[int, Coverage]:
    """Coverage of every source."""
    with project.read() as session:
        ids = list(session.execute(select(Source.id)).scalars())
        return _coverages(project, session, ids)


def _coverages(project: Project, session: Session, ids: list[int]) -> dict[int, Coverage]:
    versions = session.execute(
        select(TextVersion).join(Source, Source.version_id == TextVersion.id).where(Source.id.in_(ids))
    ).scalars()
    spans, passed, asking = _spans(session, ids), _passed(project, session, ids), _interviewers(session, ids)
    found = {}
    for version in versions.all():
        source_id = version.source_id
        starts = project.texts.units(session, version.units_sha)
        asked: set[int] = set()
        coded: set[int] = set()
        if asking[source_id] or spans[source_id]:
            text = project.texts.text(session, version.text_sha)
            turns = project.texts.turns(session, version.marks_sha, version.length)
            asked = asked_units(text, starts, turns, asking[source_id])
            coded = coded_units(text, starts, spans[source_id]) - asked
        over = {bisect_left(starts, start) for start in passed[source_id]} - asked - coded
        found[source_id] = Coverage(len(starts) - len(asked), len(coded), len(over), len(starts))
    return found


def _spans(session: Session, ids: list[int]) -> dict[int, list[tuple[int, int]]]:
    has_coding = select(Coding.id).where(Coding.segment_id == Segment.id).exists()
    query = select(Segment.source_id, Segment.start, Segment.end).where(~Segment.detached, has_coding)
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for source_id, start, end in session.execute(_only(query, Segment.source_id, ids)):
        spans[source_id].append((start, end))
    return spans


def _passed(project: Project, session: Session, ids: list[int]) -> dict[int, list[int]]:
    query = select(PassedLine.source_id, PassedLine.start).join(Source, Source.version_id == PassedLine.version_id)
    if project.coder_id is not None:
        query = query.where(PassedLine.coder_id == project.coder_id)
    starts: dict[int, list[int]] = defaultdict(list)
    for source_id, start in session.execute(_only(query, PassedLine.source_id, ids)):
        starts[source_id].append(start)
    return starts


def _interviewers(session: Session, ids: list[int]) -> dict[int, set[str]]:
    query = select(Speaker.source_id, Speaker.label_key).where(Speaker.interviewer)
    labels: dict[int, set[str]] = defaultdict(set)
    for source_id, key in session.execute(_only(query, Speaker.source_id, ids)):
        labels[source_id].add(key)
    return labels


def _only(query: Select[*Ts], column: InstrumentedAttribute[int], ids: list[int]) -> Select[*Ts]:
    # With many sources the whole table is read anyway, and an IN list has an upper bound.
    return query.where(column.in_(ids)) if len(ids) <= 500 else query
