"""Correcting a text without losing codes: a new version, and everything that stood on the old one moved along."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.i18n import N_
from qda.project import hanging
from qda.project.project import Project, now
from qda.project.texts import keep_marks, keep_text, keep_units
from qda.sources.anchoring import Anchors, Edit, edits_between, least
from qda.store import journal
from qda.store.models import Coding, Passage, PassedLine, QuestionAsked, Segment, Source, TextVersion
from qda.text import Mark, Span, count_words, stored_text, trim


@dataclass(frozen=True, slots=True)
class Moved:
    """A segment whose words changed: as it was and as it is; `after` is empty for one that was detached."""

    segment_id: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a correction did to the segments: how many only moved, and which changed their words."""

    moved: int = 0
    changed: tuple[Moved, ...] = ()
    detached: tuple[Moved, ...] = ()


def correct(project: Project, source_id: int, edits: Sequence[Edit], *, swapped: bool = False) -> Report:
    """Apply edits to a source's current text; no edits, no new version.

    A segment with surviving characters shrinks or grows with them; one with none is detached: it keeps its old words
    and version. Headings, turns, line units, passed lines and passages move alike, so that numbers stay. With
    `swapped`, as for `Anchors`, a segment keeps what replaces its words, and none is detached.
    """
    kept = [Edit(edit.start, edit.end, stored_text("\u200b" + edit.text)[0][1:]) for edit in edits]
    with project.command("sources.correct", N_("Correct “{name}”"), name=_name(project, source_id)) as session:
        source = session.get_one(Source, source_id)
        old = session.get_one(TextVersion, source.version_id)
        text = project.texts.text(session, old.text_sha)
        anchors = Anchors(kept, swapped=True) if swapped else Anchors(least(text, kept))
        new_text = anchors.apply(text)
        if new_text == text:
            return Report()
        version = _new_version(project, session, old, anchors, new_text)
        source.version_id = version.id
        session.flush()
        report = _move_segments(session, old.id, version.id, anchors, new_text)
        _move_passages(session, old.id, version.id, anchors)
        _move_questions(session, old.id, version.id, anchors)
        ends = dict(pairwise([*project.texts.units(session, old.units_sha), old.length]))
        _move_passed(session, old.id, version.id, anchors, ends, new_text)
        return report


def replace_with(project: Project, source_id: int, text: str) -> Report:
    """Take over a corrected copy of the whole text: the differences are found and applied as edits."""
    with project.read() as session:
        source = session.get_one(Source, source_id)
        old = project.texts.text(session, session.get_one(TextVersion, source.version_id).text_sha)
    return correct(project, source_id, edits_between(old, stored_text(text)[0]))


def _name(project: Project, source_id: int) -> str:
    with project.read() as session:
        return session.get_one(Source, source_id).name


def _new_version(project: Project, session: Session, old: TextVersion, anchors: Anchors, text: str) -> TextVersion:
    marks = [moved for mark in project.texts.marks(session, old.marks_sha) if (moved := _move_mark(mark, anchors))]
    starts = _move_starts(project.texts.units(session, old.units_sha), anchors, text)
    version = TextVersion(
        source_id=old.source_id,
        number=old.number + 1,
        text_sha=keep_text(session, text),
        marks_sha=keep_marks(session, marks),
        unit_kind=old.unit_kind,
        unit_algorithm=old.unit_algorithm,
        units_sha=keep_units(session, starts),
        unit_count=len(starts),
        length=len(text),
        words=count_words(text),
        created_at=now(),
        reason="correction",
    )
    session.add(version)
    session.flush()
    return version


def _move_mark(mark: Mark, anchors: Anchors) -> Mark | None:
    moved = anchors.span(mark.start, mark.end)
    return None if moved is None else Mark(moved[0], moved[1], mark.kind, mark.value)


def _move_starts(starts: array[int], anchors: Anchors, text: str) -> array[int]:
    """Starts of units that still hold words."""
    places = sorted({anchors.place(start) for start in starts if anchors.place(start) < len(text)})
    ends = [*places[1:], len(text)]
    return array("I", (a for a, b in zip(places, ends, strict=True) if not text[a:b].isspace()))


def _move_segments(session: Session, old_id: int, new_id: int, anchors: Anchors, text: str) -> Report:
    log = journal.of(session)
    rows = session.execute(
        select(Segment.id, Segment.start, Segment.end, Segment.quote)
        .where(Segment.version_id == old_id, ~Segment.detached)
        .order_by(Segment.id)
    ).all()
    taken: dict[tuple[int, int], int] = {}
    changes: dict[int, dict[str, object]] = {}
    changed, detached, moved = [], [], 0
    for segment_id, start, end, quote in rows:
        place = anchors.span(start, end)
        if place is None or trim(text, Span(*place)) is None:
            detached.append(Moved(segment_id, quote, ""))
            continue
        words = text[place[0] : place[1]]
        if words != quote:
            changed.append(Moved(segment_id, quote, words))
        elif place != (start, end):
            moved += 1
        if place in taken:
            _unite(session, segment_id, taken[place])
        else:
            taken[place] = segment_id
            changes[segment_id] = {"version_id": new_id, "start": place[0], "end": place[1], "quote": words}
    log.update_each(Segment, changes)
    gone = [row.segment_id for row in detached]
    log.update_each(Segment, {segment_id: {"detached": True} for segment_id in gone})
    return Report(moved, tuple(changed), tuple(detached))


def _unite(session: Session, segment_id: int, other_id: int) -> None:
    """Two segments have become the same words: what hung on the one hangs on the other."""
    log = journal.of(session)
    identity = (Coding.code_id, Coding.first_code_id, Coding.coder_id)
    there = {tuple(row) for row in session.execute(select(*identity).where(Coding.segment_id == other_id))}
    for row_id, *who in session.execute(select(Coding.id, *identity).where(Coding.segment_id == segment_id)).all():
        if tuple(who) in there:
            log.delete_with_dependents(Coding, [row_id])
        else:
            log.update_where(Coding, Coding.id == row_id, {"segment_id": other_id})
    hanging.move(session, segment_id, other_id)
    log.delete_with_dependents(Segment, [segment_id])


def _move_passages(session: Session, old_id: int, new_id: int, anchors: Anchors) -> None:
    log = journal.of(session)
    rows = session.execute(select(Passage).where(Passage.version_id == old_id).order_by(Passage.id)).scalars().all()
    taken: set[tuple[int, int, int]] = set()
    changes, gone = {}, []
    for row in rows:
        place = anchors.span(row.start, row.end)
        if place is None or (*place, row.case_id) in taken:
            gone.append(row.id)
        else:
            taken.add((*place, row.case_id))
            changes[row.id] = {"version_id": new_id, "start": place[0], "end": place[1]}
    log.delete_with_dependents(Passage, gone)
    log.update_each(Passage, changes)


def _move_questions(session: Session, old_id: int, new_id: int, anchors: Anchors) -> None:
    """Move the places where a question was set or refused by hand; one that lost its words is let go."""
    log = journal.of(session)
    query = select(QuestionAsked).where(QuestionAsked.version_id == old_id).order_by(QuestionAsked.id)
    taken: set[tuple[int, int, int]] = set()
    changes, gone = {}, []
    for row in session.execute(query).scalars().all():
        place = anchors.span(row.start, row.end)
        if place is None or (place[0], row.instrument_id, row.item) in taken:
            gone.append(row.id)
        else:
            taken.add((place[0], row.instrument_id, row.item))
            changes[row.id] = {"version_id": new_id, "start": place[0], "end": place[1]}
    log.delete_with_dependents(QuestionAsked, gone)
    log.update_each(QuestionAsked, changes)


def _move_passed(session: Session, old_id: int, new_id: int, anchors: Anchors, ends: dict[int, int], text: str) -> None:
    """Move passed lines; one that lost its words is passed over no more, and what takes its place never was."""
    log = journal.of(session)
    rows = session.execute(
        select(PassedLine.id, PassedLine.start, PassedLine.coder_id).where(PassedLine.version_id == old_id)
    ).all()
    taken: set[tuple[int, int]] = set()
    changes, gone = {}, []
    for row_id, start, coder_id in rows:
        place = anchors.place(start)
        left = anchors.span(start, ends.get(start, start + 1))
        if (place, coder_id) in taken or left is None or trim(text, Span(*left)) is None:
            gone.append(row_id)
        else:
            taken.add((place, coder_id))
            changes[row_id] = {"version_id": new_id, "start": place}
    log.delete_with_dependents(PassedLine, gone)
    log.update_each(PassedLine, changes)
