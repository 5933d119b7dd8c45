"""The words under a cell with what a quotation must carry, and what a matrix could be made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from qda.analysis.segments.belonging import Belonging
from qda.project.project import Project
from qda.store.models import Case, Coding, DataSet, Segment, Source, Speaker, TextVersion
from qda.store.rows import bare, chunks
from qda.synthesis.matrix_values import NewLine
from qda.text import line_of


@dataclass(frozen=True, slots=True)
class CellQuote:
    """A segment's words and where they stand; `line` counts from 1, `detached`: its words are gone from the text."""

    segment_id: int
    source_id: int
    source: str
    perspective: str
    kind: str
    start: int
    end: int
    quote: str
    speaker: str
    line: int
    detached: bool


def quotes(project: Project, segment_ids: Sequence[int]) -> list[CellQuote]:
    """These segments in this order; those that are gone are left out."""
    found: dict[int, CellQuote] = {}
    with project.read() as session:
        for some in chunks(segment_ids):
            for row in bare(session, _asked().where(Segment.id.in_(some))):
                found[row[0]] = _quote(project, session, row)
    return [found[each] for each in segment_ids if each in found]


def _asked() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Segment.id,
            Segment.source_id,
            Source.name,
            Source.perspective,
            Source.kind,
            Segment.start,
            Segment.end,
            Segment.quote,
            Segment.detached,
            Speaker.label,
            TextVersion.units_sha,
            TextVersion.marks_sha,
            TextVersion.length,
        )
        .join(Source, Source.id == Segment.source_id)
        .join(TextVersion, TextVersion.id == Segment.version_id)
        .outerjoin(Speaker, Speaker.id == Segment.speaker_id)
    )


def _quote(project: Project, session: Session, row: Sequence[Any]) -> CellQuote:
    segment, source, name, perspective, kind, start, end, words, detached, label, units, marks, length = row
    speaker = label or project.texts.turns(session, marks, length).at(start)
    line = line_of(project.texts.units(session, units), start)
    return CellQuote(segment, source, name, perspective, kind, start, end, words, speaker, line, detached)


# --- what a matrix can be made of -------------------------------------------------------------------------------------


def perspectives(project: Project, case_id: int | None = None) -> list[NewLine]:
    """The perspectives of the sources of a case, or of all, the most frequent first.

    A source is of a case by its home, or by a passage of it, or by a participant who speaks in it.
    """
    return _words(project, "perspective", case_id)


def kinds(project: Project, case_id: int | None = None) -> list[NewLine]:
    """The kinds of the sources, the most frequent first."""
    return _words(project, "kind", case_id)


def methods(project: Project) -> list[NewLine]:
    """The methods of the data plan, in its order."""
    with project.read() as session:
        found = session.execute(select(DataSet.method).order_by(DataSet.position, DataSet.id)).scalars()
        return [NewLine("method", label=word) for word in dict.fromkeys(found) if word.strip()]


def _words(project: Project, column: str, case_id: int | None) -> list[NewLine]:
    with project.read() as session:
        rows = bare(session, select(Source.id, getattr(Source, column)).order_by(Source.position))
        if case_id is not None:
            context = Belonging.load(session)
            speak: dict[int, set[int]] = {}
            for speaker, source in bare(session, select(Speaker.id, Speaker.source_id)):
                person = context.stands_for[speaker][0]
                speak.setdefault(source, set()).update(context.cases_of.get(person, ()) if person is not None else ())
            rows = [
                row
                for row in rows
                if context.homes[row[0]][1] == case_id
                or case_id in speak.get(row[0], ())
                or any(case == case_id for _start, _end, case in context.passages.get(row[0], ()))
            ]
    counts = Counter(word for _id, word in rows if word)
    return [NewLine(column, label=word) for word, _count in counts.most_common()]


def cases_of(project: Project, unit_id: int | None = None) -> list[NewLine]:
    """The cases of a unit, or all, in the order of the study."""
    query = select(Case.id).order_by(Case.unit_id, Case.position, Case.id)
    if unit_id is not None:
        query = query.where(Case.unit_id == unit_id)
    with project.read() as session:
        return [NewLine("case", each) for each in session.execute(query).scalars()]


def is_coded(project: Project) -> bool:
    """True if a segment carries a code."""
    with project.read() as session:
        return session.execute(select(func.count()).select_from(select(Coding.id).limit(1).subquery())).scalar_one() > 0
