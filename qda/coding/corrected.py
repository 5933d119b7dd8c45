"""What a correction of a text did to its segments, and those it left without words: finding them a place again."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.coding import segments
from qda.errors import NotFound
from qda.i18n import N_, _, ngettext
from qda.project import hanging
from qda.project.project import Project
from qda.store import journal
from qda.store.models import AuditChange, Code, Coding, Segment, Source, TextVersion
from qda.text import Span, excerpt, line_of

Fate = Literal["moved", "changed", "united", "lost"]

_WORD = re.compile(r"\w+")
_ENOUGH = 0.5  # of the words must be there again, near one another


@dataclass(frozen=True, slots=True)
class Corrected:
    """A segment that a correction touched: its words before and after, and the codes it carries now."""

    segment_id: int
    fate: Fate
    before: str
    after: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """A segment whose words are gone from the text; `proposal` is where they may stand now, `line` counts from 1."""

    segment_id: int
    quote: str
    codes: tuple[str, ...]
    proposal: Span | None
    words: str
    line: int


def changes(project: Project, command_id: int) -> list[Corrected]:
    """What a step of the history did to segments: those that lost their words first, those that only moved last."""
    with project.read() as session:
        images = _images_of(session, command_id)
        kept = dict(session.execute(select(Segment.id, Segment.quote).where(Segment.id.in_(images))).all())
        names = _codes_of(session, images)
        found = []
        for segment_id, (before, after) in images.items():
            words = str(before.get("quote", kept.get(segment_id, "")))
            if after is None:
                found.append(Corrected(segment_id, "united", words, "", ()))
            elif after.get("detached"):
                found.append(Corrected(segment_id, "lost", words, "", names[segment_id]))
            elif after.get("quote", words) != words:
                found.append(Corrected(segment_id, "changed", words, str(after["quote"]), names[segment_id]))
            elif {"start", "end"} & after.keys():
                found.append(Corrected(segment_id, "moved", words, words, names[segment_id]))
    order = {"lost": 0, "united": 1, "changed": 2, "moved": 3}
    return sorted(found, key=lambda row: (order[row.fate], row.segment_id))


def _images_of(session: Session, command_id: int) -> dict[int, tuple[dict[str, Any], dict[str, Any] | None]]:
    """The segments that were there before the step, with what it changed in them; None for one that is gone."""
    here = (AuditChange.command_id == command_id, AuditChange.table_name == Segment.__tablename__)
    query = select(AuditChange.row_id, AuditChange.before, AuditChange.after).where(*here).order_by(AuditChange.id)
    found: dict[int, tuple[dict[str, Any], dict[str, Any] | None]] = {}
    for row_id, before, after in session.execute(query):
        if row_id in found or before is not None:
            first, later = found.get(row_id, ({}, {}))
            merged = None if after is None else {**(later or {}), **json.loads(after)}
            found[row_id] = ({**json.loads(before or "{}"), **first}, merged)
    return found


def _codes_of(session: Session, segment_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    query = select(Coding.segment_id, Code.name).join(Code, Code.id == Coding.code_id).order_by(Code.name)
    names: dict[int, list[str]] = defaultdict(list)
    for segment_id, name in session.execute(query.where(Coding.segment_id.in_(list(segment_ids)))):
        if name not in names[segment_id]:
            names[segment_id].append(name)
    return defaultdict(tuple, {segment_id: tuple(found) for segment_id, found in names.items()})


def count_lost(project: Project, source_id: int) -> int:
    """How many segments of a source have lost their words."""
    query = select(func.count()).select_from(Segment).where(Segment.source_id == source_id, Segment.detached)
    with project.read() as session:
        return session.execute(query).scalar_one()


def lost(project: Project, source_id: int) -> list[Lost]:
    """The segments of a source whose words are gone, with the place where each may stand now."""
    with project.read() as session:
        version = session.get_one(TextVersion, session.get_one(Source, source_id).version_id)
        text, units = project.texts.text(session, version.text_sha), project.texts.units(session, version.units_sha)
        query = select(Segment.id, Segment.quote).where(Segment.source_id == source_id, Segment.detached)
        rows = session.execute(query.order_by(Segment.start, Segment.id)).all()
        names = _codes_of(session, [segment_id for segment_id, _quote in rows])
    places = Places(text)
    found = []
    for segment_id, quote in rows:
        span = places.of(quote)
        words, line = ("", 0) if span is None else (span.of(text), line_of(units, span.start))
        found.append(Lost(segment_id, quote, names[segment_id], span, words, line))
    return found


class Places:
    """Finds in a text where words may stand that were changed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: list[tuple[str, int, int]] | None = None

    def of(self, quote: str) -> Span | None:
        """The words themselves, else as many places as there were words where at least half of them are again."""
        at = self._text.find(quote)
        if at >= 0:
            return Span(at, at + len(quote))
        wanted = Counter(found.group().casefold() for found in _WORD.finditer(quote))
        return self._densest(wanted) if wanted else None

    def _densest(self, wanted: Counter[str]) -> Span | None:
        if self._words is None:
            self._words = [(found.group().casefold(), *found.span()) for found in _WORD.finditer(self._text)]
        words, size = self._words, wanted.total()
        here: Counter[str] = Counter()
        hits, best, place = 0, 0, 0
        for index, (word, _start, _end) in enumerate(words):
            here[word] += 1
            hits += here[word] <= wanted[word]
            if index >= size:
                gone = words[index - size][0]
                hits -= here[gone] <= wanted[gone]
                here[gone] -= 1
            if hits > best:
                best, place = hits, index
        if best < size * _ENOUGH:
            return None
        there = [(start, end) for word, start, end in words[max(0, place - size + 1) : place + 1] if word in wanted]
        return Span(there[0][0], there[-1][1])


def attach(project: Project, segment_id: int, span: Span) -> None:
    """Let a segment that lost its words stand on others, with all that hangs on it. Raises NotFound, SpanOutside."""
    with project.command("segments.attach", N_("Attach “{quote}” to other words")) as session:
        row = session.get(Segment, segment_id)
        if row is None or not row.detached:
            raise NotFound(_("This segment is no longer among those that lost their words."))
        project.tell(quote=excerpt(row.quote, 60))
        coding_id = session.execute(select(Coding.id).where(Coding.segment_id == segment_id).limit(1)).scalar()
        if coding_id is not None:
            segments.resize(project, coding_id, span, whole_segment=True)
        else:
            hanging.move(session, segment_id, segments.hold(project, row.source_id, span))
            journal.of(session).delete_with_dependents(Segment, [segment_id])


def remove(project: Project, segment_ids: Sequence[int]) -> None:
    """Give segments up that lost their words, with their codings; memos on them stay."""
    with project.command("segments.remove", N_("Remove {what} without words")) as session:
        there = select(Segment.id).where(Segment.id.in_(segment_ids), Segment.detached)
        gone = list(session.execute(there).scalars())
        what = ngettext("{count} segment", "{count} segments", len(gone)).format(count=len(gone))
        project.tell(what=what)
        journal.of(session).delete_with_dependents(Segment, gone)
