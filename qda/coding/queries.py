"""Reading codes and codings: the tree, one text's codings, one code's segments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from qda.coding import tree
from qda.coding.codes import PATH_SEPARATOR, ROOT
from qda.project.project import Project
from qda.store.models import Code, Coder, Coding, MemoLink, Segment, Source, Speaker, TextVersion
from qda.store.rows import bare
from qda.text import line_of


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code at its place in the tree; `segments` are its own, distinct; `shown_color` is its own or inherited."""

    id: int
    parent_id: int
    depth: int
    name: str
    path: str
    level: str
    color: str
    shown_color: str
    in_vivo: bool
    definition: str
    include_when: str
    exclude_when: str
    example: str
    origin: str
    codings: int
    segments: int


class CodingRow(NamedTuple):
    """One coding of an opened text, as the coding view draws it; a tuple, since a long text has tens of thousands."""

    id: int
    segment_id: int
    start: int
    end: int
    code_id: int
    first_code_id: int
    coder: str
    origin: str
    memo: bool


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """One coding with what a quotation must carry; `line` counts from 1."""

    coding_id: int
    segment_id: int
    source_id: int
    source: str
    start: int
    end: int
    quote: str
    code_id: int
    code: str
    first_code: str
    coder: str
    line: int
    speaker: str
    origin: str
    created_at: int


def code_rows(project: Project) -> list[CodeRow]:
    """All living codes depth first, each with its own counts."""
    with project.read() as session:
        found = {row.id: row for row in session.execute(select(Code).where(~Code.retired, Code.id != ROOT)).scalars()}
        counts = _counts(session)
    parents: dict[int, int | None] = {row.id: row.parent_id for row in found.values()}
    paths = tree.paths({row.id: (row.parent_id, row.name) for row in found.values()}, PATH_SEPARATOR)
    colors = {row.id: row.color for row in found.values()}
    order = tree.in_order(((row.id, row.parent_id, row.position) for row in found.values()), ROOT)
    rows = []
    for place in order:
        code = found[place.id]
        codings, segments = counts.get(code.id, (0, 0))
        rows.append(
            CodeRow(
                code.id,
                code.parent_id or ROOT,
                place.depth,
                code.name,
                paths[code.id],
                code.level,
                code.color,
                tree.inherited_color(parents, colors, code.id),
                code.in_vivo,
                code.definition,
                code.include_when,
                code.exclude_when,
                code.example,
                code.origin,
                codings,
                segments,
            )
        )
    return rows


def _counts(session: Session) -> dict[int, tuple[int, int]]:
    query = (
        select(Coding.code_id, func.count(), func.count(Coding.segment_id.distinct()))
        .join(Segment, Segment.id == Coding.segment_id)
        .where(~Segment.detached)
        .group_by(Coding.code_id)
    )
    return {code_id: (codings, segments) for code_id, codings, segments in session.execute(query)}


def segment_counts(project: Project, code_ids: Iterable[int] | None = None) -> dict[int, int]:
    """Distinct segments of each code, or of these."""
    query = (
        select(Coding.code_id, func.count(Coding.segment_id.distinct()))
        .join(Segment, Segment.id == Coding.segment_id)
        .where(~Segment.detached)
        .group_by(Coding.code_id)
    )
    if code_ids is not None:
        query = query.where(Coding.code_id.in_(list(code_ids)))
    with project.read() as session:
        return dict(iter(bare(session, query)))


def beneath(project: Project) -> dict[int, int]:
    """Distinct segments of each code that others live under, theirs among them; never summed.

    It follows the tree, as all totals do. The counting is left to the database, which keeps no other thread waiting.
    """
    child = aliased(Code)
    parents = select(Code.id.label("top"), Code.id.label("code")).where(
        ~Code.retired,
        Code.id != ROOT,
        select(child.id).where(child.parent_id == Code.id, ~child.retired).exists(),
    )
    below = parents.cte("below", recursive=True)
    below = below.union(select(below.c.top, Code.id).where(Code.parent_id == below.c.code, ~Code.retired))
    query = (
        select(below.c.top, func.count(Segment.id.distinct()))
        .join(Coding, Coding.code_id == below.c.code)
        .join(Segment, Segment.id == Coding.segment_id)
        .where(~Segment.detached)
        .group_by(below.c.top)
    )
    with project.read() as session:
        return dict(session.execute(query).all())


def of_source(project: Project, source_id: int, coding_ids: Iterable[int] | None = None) -> list[CodingRow]:
    """The codings of a source's current text in the order of the text, or only these."""
    query = (
        select(
            Coding.id,
            Coding.segment_id,
            Segment.start,
            Segment.end,
            Coding.code_id,
            Coding.first_code_id,
            Coding.coder_id,
            Coding.origin,
        )
        .join(Segment, Segment.id == Coding.segment_id)
        .where(Segment.source_id == source_id, ~Segment.detached)
    )
    here = MemoLink.target == "segment"
    memos = select(MemoLink.target_id).join(Segment, Segment.id == MemoLink.target_id)
    memos = memos.where(here, Segment.source_id == source_id)
    if coding_ids is not None:
        query = query.where(Coding.id.in_(list(coding_ids)))
    with project.read() as session:
        coders = {row.id: row.name for row in session.execute(select(Coder.id, Coder.name))}
        remarked = set(session.execute(memos).scalars())
        # Sorted here: the database would sort all rows anew, though they come nearly sorted from the index.
        rows = sorted(bare(session, query), key=itemgetter(2, 3, 0))
    return [CodingRow(*(*row[:6], coders[row[6]], row[7], row[1] in remarked)) for row in rows]


def detached(project: Project, source_id: int) -> list[SegmentRow]:
    """Codings whose words are gone from the current text."""
    return _rows(project, _segments().where(Segment.source_id == source_id, Segment.detached))


def of_codes(project: Project, code_ids: Sequence[int], *, limit: int | None = None) -> list[SegmentRow]:
    """All segments of these codes, in the order of sources and places."""
    query = _segments().where(Coding.code_id.in_(code_ids), ~Segment.detached)
    return _rows(project, query.order_by(Source.position, Segment.start, Segment.end, Coding.id).limit(limit))


def of_sources(project: Project, source_ids: Collection[int]) -> list[SegmentRow]:
    """Every coding of these sources' texts, in the order of sources and places."""
    query = _segments().where(Segment.source_id.in_(source_ids), ~Segment.detached)
    return _rows(project, query.order_by(Source.position, Segment.start, Segment.end, Coding.id))


def everything(project: Project) -> list[SegmentRow]:
    """Every coding of the study, in the order of sources and places."""
    query = _segments().where(~Segment.detached)
    return _rows(project, query.order_by(Source.position, Segment.start, Segment.end, Coding.id))


def last_incidents(project: Project, code_id: int, count: int = 3) -> list[SegmentRow]:
    """The segments that were given this code last, newest first."""
    query = _segments().where(Coding.code_id == code_id, ~Segment.detached)
    return _rows(project, query.order_by(Coding.created_at.desc(), Coding.id.desc()).limit(count))


def coding(project: Project, coding_id: int) -> SegmentRow | None:
    """One coding; None when it is gone."""
    found = _rows(project, _segments().where(Coding.id == coding_id))
    return found[0] if found else None


def first_codes(project: Project, code_id: int) -> dict[str, int]:
    """With which codes the segments of a code began, and how many: the lineage that merging left."""
    query = (
        select(Code.name, func.count(Coding.segment_id.distinct()))
        .join(Coding, Coding.first_code_id == Code.id)
        .where(Coding.code_id == code_id)
        .group_by(Code.id, Code.name)
        .order_by(func.count(Coding.segment_id.distinct()).desc(), Code.name)
    )
    with project.read() as session:
        return dict(session.execute(query).all())


def _segments() -> Select[*tuple[Any, ...]]:
    first = aliased(Code)
    return (
        select(
            Coding.id,
            Segment.id,
            Segment.source_id,
            Source.name,
            Segment.start,
            Segment.end,
            Segment.quote,
            Coding.code_id,
            Code.name,
            first.name,
            Coder.name,
            func.coalesce(Speaker.label, ""),
            Coding.origin,
            Coding.created_at,
            TextVersion.units_sha,
        )
        .join(Segment, Segment.id == Coding.segment_id)
        .join(Source, Source.id == Segment.source_id)
        .join(TextVersion, TextVersion.id == Segment.version_id)
        .join(Code, Code.id == Coding.code_id)
        .join(first, first.id == Coding.first_code_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .outerjoin(Speaker, Speaker.id == Segment.speaker_id)
    )


def _rows(project: Project, query: Select[*tuple[Any, ...]]) -> list[SegmentRow]:
    with project.read() as session:
        rows = []
        for found in session.execute(query):
            *seen, speaker, origin, created_at, units_sha = found
            line = line_of(project.texts.units(session, units_sha), seen[4])
            values = [*seen, line, speaker, origin, created_at]
            rows.append(SegmentRow(*values))
        return rows


def neighbours(project: Project, segment_id: int, reach: int = 160) -> tuple[str, str]:
    """The words before and after a segment in its text, up to `reach` characters each."""
    query = (
        select(Segment.start, Segment.end, TextVersion.text_sha)
        .join(TextVersion, TextVersion.id == Segment.version_id)
        .where(Segment.id == segment_id)
    )
    with project.read() as session:
        start, end, sha = session.execute(query).one()
        text = project.texts.text(session, sha)
        return text[max(0, start - reach) : start], text[end : end + reach]


def by_segment(rows: Iterable[CodingRow]) -> dict[int, list[CodingRow]]:
    """Codings gathered by the segment they stand on."""
    gathered: dict[int, list[CodingRow]] = defaultdict(list)
    for row in rows:
        gathered[row.segment_id].append(row)
    return gathered
