"""Small questions that the window asks after each act: what a code looks like now, where a segment lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select

from qda.coding.codes import ROOT
from qda.project.project import Project
from qda.store.models import Code, Coding, MemoLink, Segment, Source
from qda.store.rows import among, bare, raw, table_of


@dataclass(frozen=True, slots=True)
class Living:
    """A code that is not retired, as the tree draws it; `color` is its own, empty for that of the code above."""

    id: int
    parent_id: int
    position: int
    name: str
    level: str
    color: str
    in_vivo: bool


@dataclass(frozen=True, slots=True)
class Defined:
    """What a code means, in the researcher's words."""

    definition: str
    include_when: str
    exclude_when: str
    example: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a segment lies, in code points, and its words."""

    segment_id: int
    source_id: int
    start: int
    end: int
    quote: str


def living(project: Project, code_ids: Iterable[int] | None = None) -> list[Living]:
    """All codes that are not retired, siblings in order; or those among these."""
    with project.read() as session:
        found = bare(session, _living()) if code_ids is None else bare(session, _living_among(), ids=list(code_ids))
        return [Living(row[0], row[1] or ROOT, *row[2:]) for row in found]


@cache  # for a few codes, making the statement takes longer than asking
def _living() -> Select[*tuple[Any, ...]]:
    columns = Code.id, Code.parent_id, Code.position, Code.name, Code.level, Code.color, Code.in_vivo
    return select(*columns).where(~Code.retired, Code.id != ROOT).order_by(Code.parent_id, Code.position, Code.id)


@cache
def _living_among() -> Select[*tuple[Any, ...]]:
    return _living().where(Code.id.in_(bindparam("ids", expanding=True)))


def defined(project: Project, code_id: int) -> Defined | None:
    """A code's definition; None when the code is gone."""
    query = select(Code.definition, Code.include_when, Code.exclude_when, Code.example).where(Code.id == code_id)
    with project.read() as session:
        row = session.execute(query).first()
        return None if row is None else Defined(*row)


def codes_of(project: Project, coding_ids: Iterable[int]) -> dict[int, int]:
    """The code of each of these codings that is still there."""
    query = select(Coding.id, Coding.code_id).where(Coding.id.in_(list(coding_ids)))
    with project.read() as session:
        return dict(iter(bare(session, query)))


def codes_on(project: Project, segment_id: int) -> list[int]:
    """The codes that a segment carries, in the order they were given."""
    query = select(Coding.code_id).where(Coding.segment_id == segment_id).order_by(Coding.id)
    with project.read() as session:
        return list(dict.fromkeys(session.execute(query).scalars()))


def place(project: Project, segment_id: int) -> Place | None:
    """Where a segment lies; None when it is gone or its words are."""
    with project.read() as session:
        row = session.execute(_places().where(Segment.id == segment_id)).first()
        return None if row is None else Place(*row)


class Drawn(NamedTuple):
    """A coding of a text and no more than is drawn of it; a tuple, since a long text has tens of thousands."""

    start: int
    end: int
    id: int
    segment_id: int
    code_id: int


def drawn(project: Project, source_id: int, coding_ids: Iterable[int] | None = None) -> tuple[list[Drawn], set[int]]:
    """The codings of a source's current text by (start, end, id), or only these; and which segments carry a memo."""
    with project.read() as session:
        if coding_ids is None:
            rows, remarks = raw(session, _DRAWN, source=source_id), bare(session, _WITH_MEMO)
        else:
            rows = bare(session, _THESE, source=source_id, ids=list(coding_ids))
            remarks = bare(session, _AMONG_WITH_MEMO, ids=[row[3] for row in rows]) if rows else ()
    # Sorted here: the database would sort all rows anew, though they come nearly sorted from the index.
    return sorted(map(Drawn._make, rows)), {segment for (segment,) in remarks}


# Asked after every act, and so put together once; what is asked for is in the indexes, and no row need be looked up.
_DRAWN = (
    select(Segment.start, Segment.end, Coding.id, Coding.segment_id, Coding.code_id)
    .join(Coding, Coding.segment_id == Segment.id)
    .where(Segment.source_id == bindparam("source"), ~Segment.detached)
)
_THESE = _DRAWN.where(Coding.id.in_(bindparam("ids", expanding=True)))
_WITH_MEMO = select(MemoLink.target_id).where(MemoLink.target == "segment")
_AMONG_WITH_MEMO = _WITH_MEMO.where(MemoLink.target_id.in_(bindparam("ids", expanding=True)))


def remarked(project: Project, source_id: int) -> list[Place]:
    """Segments of a source's current text that carry a memo and no coding, in the order of the text."""
    coded = select(Coding.id).where(Coding.segment_id == Segment.id).exists()
    query = _places().where(Segment.source_id == source_id, ~coded)
    with project.read() as session:
        # From the memos, which are few where segments are many.
        with_memo = set(session.execute(_WITH_MEMO).scalars())
        found = [
            Place(*row)
            for these in among(table_of(Segment).c.id, with_memo)
            for row in session.execute(query.where(these))
        ]
    return sorted(found, key=attrgetter("start", "end", "segment_id"))


def _places() -> Select[int, int, int, int, str]:
    return (
        select(Segment.id, Segment.source_id, Segment.start, Segment.end, Segment.quote)
        .join(Source, Source.version_id == Segment.version_id)
        .where(~Segment.detached)
    )
