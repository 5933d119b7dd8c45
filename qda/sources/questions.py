"""Corrections by hand of where the questions of an instrument are asked in a source: set, refused, moved.

What the guide's wording finds by itself is not stored (`qda.analysis.study.questions` finds it); what stands here
overrules it. The places move with a text that is corrected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from qda.i18n import N_
from qda.project.project import Project
from qda.store import journal
from qda.store.models import QuestionAsked, Source
from qda.text import Span


@dataclass(frozen=True, slots=True)
class SetRow:
    """A place that was set, or refused, by hand; `item` is the question's number from 0, `wording` what it said."""

    id: int
    source_id: int
    span: Span
    instrument_id: int
    item: int
    wording: str
    refused: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question of an instrument as it is worded now."""

    instrument_id: int
    item: int
    wording: str = ""


def by_hand(project: Project, source_ids: Sequence[int] | None = None) -> dict[int, list[SetRow]]:
    """What was set and refused in the current texts, by source; of these sources only, if they are given."""
    query = select(QuestionAsked).join(Source, Source.version_id == QuestionAsked.version_id)
    if source_ids is not None:
        query = query.where(QuestionAsked.source_id.in_(source_ids))
    found: dict[int, list[SetRow]] = defaultdict(list)
    with project.read() as session:
        for row in session.execute(query.order_by(QuestionAsked.start, QuestionAsked.id)).scalars():
            place = Span(row.start, row.end)
            made = SetRow(row.id, row.source_id, place, row.instrument_id, row.item, row.wording, row.refused)
            found[row.source_id].append(made)
    return dict(found)


def set_asked(project: Project, source_id: int, span: Span, question: Question) -> int:
    """Say that a question is asked at this stretch; gives the id."""
    with project.command("questions.set", N_("Set question {number} in “{name}”")) as session:
        _tell(project, session, source_id, question)
        return _keep(session, source_id, span, question, refused=False)


def refuse(project: Project, source_id: int, span: Span, question: Question) -> int:
    """Say that a question is not asked at this stretch, whatever its words; gives the id."""
    with project.command("questions.refuse", N_("Refuse question {number} in “{name}”")) as session:
        _tell(project, session, source_id, question)
        return _keep(session, source_id, span, question, refused=True)


def move(project: Project, source_id: int, old: Span, new: Span, question: Question) -> int:
    """Say that a question is asked at `new`, and not at `old`; gives the id of the new place."""
    with project.command("questions.move", N_("Move question {number} in “{name}”")) as session:
        _tell(project, session, source_id, question)
        if old.start != new.start:
            _keep(session, source_id, old, question, refused=True)
        return _keep(session, source_id, new, question, refused=False)


def forget(project: Project, source_id: int, question: Question | None = None) -> int:
    """Let a source's corrections go, of one question or of all: what the wording finds holds again; gives how many."""
    with project.command("questions.forget", N_("Let the corrections of questions in “{name}” go")) as session:
        source = session.get_one(Source, source_id)
        project.tell(name=source.name)
        where: ColumnElement[bool] = QuestionAsked.version_id == source.version_id
        if question is not None:
            same = and_(QuestionAsked.instrument_id == question.instrument_id, QuestionAsked.item == question.item)
            where = and_(where, same)
        return len(journal.of(session).delete_where(QuestionAsked, where))


def _tell(project: Project, session: Session, source_id: int, question: Question) -> None:
    project.tell(number=question.item + 1, name=session.get_one(Source, source_id).name)


def _keep(session: Session, source_id: int, span: Span, question: Question, *, refused: bool) -> int:
    version = session.get_one(Source, source_id).version_id
    here = select(QuestionAsked).where(
        QuestionAsked.version_id == version,
        QuestionAsked.start == span.start,
        QuestionAsked.instrument_id == question.instrument_id,
        QuestionAsked.item == question.item,
    )
    row = session.execute(here).scalar()
    if row is None:
        row = QuestionAsked(
            source_id=source_id,
            version_id=version,
            start=span.start,
            instrument_id=question.instrument_id,
            item=question.item,
        )
        session.add(row)
    row.end, row.wording, row.refused = span.end, question.wording, refused
    session.flush()
    return row.id
