"""Incidents: the segments of a code with all that it gathers, as they are read when they are compared or tested."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from qda.coding import focused
from qda.project.project import Project
from qda.store.models import Code, Coding, Segment, Source, Speaker, TextVersion
from qda.store.rows import chunks
from qda.text import Mark, Span, excerpt, line_of, turns

_QUESTION = 400  # characters of an interviewer's turn; more is not a question


@dataclass(frozen=True, slots=True)
class Incident:
    """A segment with what comparing needs; `codes` are (coding, code), `question` is the interviewer's turn before."""

    segment_id: int
    source_id: int
    source: str
    kind: str
    start: int
    end: int
    quote: str
    speaker: str
    line: int
    question: str
    codes: tuple[tuple[int, int], ...]


# --- whose they are --------------------------------------------------------------------------------------------------


def family(project: Project, code_id: int) -> frozenset[int]:
    """A code with all that live under it or are gathered under it: their segments are its incidents."""
    return family_in(below(project), code_id)


def below(project: Project) -> Mapping[int, set[int]]:
    """What lives directly under each code or is gathered under it."""
    with project.read() as session:
        parents = session.execute(select(Code.id, Code.parent_id).where(~Code.retired)).all()
    found: dict[int, set[int]] = defaultdict(set)
    for code, parent in parents:
        if parent is not None:
            found[parent].add(code)
    for member, groups in focused.clusters(project).groups.items():
        for group in groups:
            found[group].add(member)
    return found


def family_in(beneath: Mapping[int, set[int]], code_id: int) -> frozenset[int]:
    """The same of what `below` gave, where many codes are asked for."""
    found, ahead = {code_id}, [code_id]
    while ahead:
        new = beneath.get(ahead.pop(), set()) - found
        found |= new
        ahead += new
    return frozenset(found)


# --- reading ----------------------------------------------------------------------------------------------------------


def incidents(
    project: Project, code_ids: Collection[int] = (), *, segment_ids: Collection[int] | None = None
) -> list[Incident]:
    """The segments of these codes, or these segments themselves, in the order of sources and places."""
    if segment_ids is not None:
        chosen = Segment.id.in_(list(segment_ids))
    else:
        chosen = Segment.id.in_(select(Coding.segment_id).where(Coding.code_id.in_(list(code_ids))))
    with project.read() as session:
        rows = session.execute(_segments().where(chosen, ~Segment.detached)).all()
        return _incidents(project, session, rows)


def at_place(project: Project, source_id: int, start: int, end: int) -> Incident | None:
    """Words that no segment holds yet, as an incident whose `segment_id` is 0; None where the text has no such place.

    Its speaker is who says its first word.
    """
    query = (
        select(Source.name, Source.kind, TextVersion.text_sha, TextVersion.marks_sha, TextVersion.units_sha)
        .join(TextVersion, TextVersion.id == Source.version_id)
        .where(Source.id == source_id)
    )
    with project.read() as session:
        found = session.execute(query).first()
        if found is None:
            return None
        name, kind, *hashes = found
        text = project.texts.text(session, hashes[0])
        if end > len(text):
            return None
        speaker = project.texts.turns(session, hashes[1], len(text)).at(start)
        row = (0, source_id, name, kind, start, end, text[start:end], speaker, *hashes)
        return _incidents(project, session, [row])[0]


def _incidents(project: Project, session: Session, rows: Sequence[Sequence[Any]]) -> list[Incident]:
    given: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for some in chunks([row[0] for row in rows]):
        query = select(Coding.segment_id, Coding.id, Coding.code_id).where(Coding.segment_id.in_(some))
        for segment, coding, code in session.execute(query.order_by(Coding.id)):
            given[segment].append((coding, code))
    asking: dict[int, set[str]] = defaultdict(set)
    for source, label in session.execute(select(Speaker.source_id, Speaker.label).where(Speaker.interviewer)):
        asking[source].add(label)
    talks: dict[int, _Talk] = {}
    found = []
    for *values, text_sha, marks_sha, units_sha in rows:
        segment, source_id, start = values[0], values[1], values[4]
        line = line_of(project.texts.units(session, units_sha), start)
        if source_id not in talks and asking[source_id]:
            text = project.texts.text(session, text_sha)
            talks[source_id] = _Talk(text, project.texts.marks(session, marks_sha), asking[source_id])
        question = talks[source_id].question(start) if source_id in talks else ""
        values += [line, question, tuple(given[segment])]
        found.append(Incident(*values))
    return found


def _segments() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Segment.id,
            Segment.source_id,
            Source.name,
            Source.kind,
            Segment.start,
            Segment.end,
            Segment.quote,
            func.coalesce(Speaker.label, ""),
            TextVersion.text_sha,
            TextVersion.marks_sha,
            TextVersion.units_sha,
        )
        .join(Source, Source.id == Segment.source_id)
        .join(TextVersion, TextVersion.id == Segment.version_id)
        .outerjoin(Speaker, Speaker.id == Segment.speaker_id)
        .order_by(Source.position, Segment.start, Segment.end, Segment.id)
    )


class _Talk:
    """The turns of one text, to ask which question a place answers."""

    def __init__(self, text: str, marks: Sequence[Mark], asking: set[str]) -> None:
        self._text = text
        self._asking = asking
        self._turns = turns(marks, len(text))
        self._starts = [turn.start for turn in self._turns]

    def question(self, start: int) -> str:
        """What the interviewer said in the turn before the one at an offset; empty if somebody else did."""
        here = bisect_right(self._starts, start) - 1
        if here < 1 or start >= self._turns[here].end or self._turns[here].label in self._asking:
            return ""
        before = self._turns[here - 1]
        if before.label not in self._asking:
            return ""
        words = Span(before.said, before.end).of(self._text).lstrip(": ")
        return excerpt(" ".join(words.split()), _QUESTION)
