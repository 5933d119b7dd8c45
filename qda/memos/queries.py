"""Reading memos: what hangs on an object, the list of all, the versions of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from qda.i18n import _
from qda.memos.service import Target, first_words
from qda.project.line_names import line_name
from qda.project.project import Project
from qda.store.models import (
    Case,
    CategoryMap,
    Claim,
    Code,
    Coder,
    Matrix,
    MatrixCell,
    MatrixLine,
    Memo,
    MemoLink,
    MemoTag,
    MemoVersion,
    NegativeCase,
    Participant,
    Property,
    Relation,
    RelationType,
    Sampling,
    Segment,
    Source,
    Study,
    Unit,
    Verdict,
)
from qda.text import excerpt


@dataclass(frozen=True, slots=True)
class Link:
    """What a memo hangs on, with a name to show."""

    target: Target
    label: str


@dataclass(frozen=True, slots=True)
class MemoRow:
    """One memo; times are milliseconds UTC, `versions` counts what was kept."""

    id: int
    kind: str
    stage: str
    title: str
    text: str
    coder: str
    created_at: int
    modified_at: int
    versions: int
    links: tuple[Link, ...]
    tags: tuple[str, ...]

    @property
    def shown_title(self) -> str:
        """The title, or the first words."""
        return self.title or first_words(self.text)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A memo as it once stood."""

    number: int
    title: str
    text: str
    created_at: int


def memos(project: Project) -> list[MemoRow]:
    """All memos, the newest first."""
    return _read(project, select(Memo.id))


def on(project: Project, target: Target) -> list[MemoRow]:
    """The memos that hang on something, the newest first."""
    query = select(MemoLink.memo_id).where(MemoLink.target == target.kind, MemoLink.target_id == target.id)
    return _read(project, query)


def memo(project: Project, memo_id: int) -> MemoRow | None:
    """One memo; None when it is gone."""
    found = _read(project, select(Memo.id).where(Memo.id == memo_id))
    return found[0] if found else None


def versions(project: Project, memo_id: int) -> list[VersionRow]:
    """What was kept of a memo, oldest first."""
    query = select(MemoVersion).where(MemoVersion.memo_id == memo_id).order_by(MemoVersion.number)
    with project.read() as session:
        return [VersionRow(v.number, v.title, v.text, v.created_at) for v in session.execute(query).scalars()]


def count_on(project: Project, kind: str) -> dict[int, int]:
    """How many memos hang on each object of a kind."""
    query = select(MemoLink.target_id, func.count()).where(MemoLink.target == kind).group_by(MemoLink.target_id)
    with project.read() as session:
        return dict(session.execute(query).all())


def _read(project: Project, ids: Select[int]) -> list[MemoRow]:
    query = (
        select(Memo, Coder.name)
        .join(Coder, Coder.id == Memo.coder_id)
        .where(Memo.id.in_(ids))
        .order_by(Memo.created_at.desc(), Memo.id.desc())
    )
    with project.read() as session:
        found = session.execute(query).all()
        numbers = [row.id for row, _coder in found]
        links, tags = _links(session, numbers), _tags(session, numbers)
        counts = _version_counts(session, numbers)
        return [
            MemoRow(
                row.id,
                row.kind,
                row.stage,
                row.title,
                row.text,
                coder,
                row.created_at,
                row.modified_at,
                counts.get(row.id, 0),
                tuple(links[row.id]),
                tuple(tags[row.id]),
            )
            for row, coder in found
        ]


def _version_counts(session: Session, memo_ids: list[int]) -> dict[int, int]:
    query = select(MemoVersion.memo_id, func.count()).where(MemoVersion.memo_id.in_(memo_ids))
    return dict(session.execute(query.group_by(MemoVersion.memo_id)).all())


def _tags(session: Session, memo_ids: list[int]) -> dict[int, list[str]]:
    tags: dict[int, list[str]] = defaultdict(list)
    query = select(MemoTag.memo_id, MemoTag.name).where(MemoTag.memo_id.in_(memo_ids)).order_by(MemoTag.name_key)
    for memo_id, name in session.execute(query):
        tags[memo_id].append(name)
    return tags


def _links(session: Session, memo_ids: list[int]) -> dict[int, list[Link]]:
    query = select(MemoLink).where(MemoLink.memo_id.in_(memo_ids)).order_by(MemoLink.id)
    rows = session.execute(query).scalars().all()
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.target].add(row.target_id)
    labels = {kind: _LABELS[kind](session, ids) for kind, ids in wanted.items()}
    links: dict[int, list[Link]] = defaultdict(list)
    for row in rows:
        label = labels[row.target].get(row.target_id, _("(gone)"))
        links[row.memo_id].append(Link(Target(row.target, row.target_id), label))
    return links


def label(project: Project, target: Target) -> str:
    """How something a memo hangs on is called."""
    with project.read() as session:
        return _LABELS[target.kind](session, {target.id}).get(target.id, _("(gone)"))


_Named = Unit | Case | Participant | Source | Code | CategoryMap | Matrix


def _names(model: type[_Named]) -> Callable[..., dict[int, str]]:
    def named(session: Session, ids: Iterable[int]) -> dict[int, str]:
        return dict(session.execute(select(model.id, model.name).where(model.id.in_(ids))).all())

    return named


def _titles(session: Session, ids: Iterable[int]) -> dict[int, str]:
    return dict(session.execute(select(Study.id, Study.title).where(Study.id.in_(ids))).all())


def _memo_titles(session: Session, ids: Iterable[int]) -> dict[int, str]:
    rows = session.execute(select(Memo.id, Memo.title, Memo.text).where(Memo.id.in_(ids)))
    return {row.id: row.title or first_words(row.text) for row in rows}


def _quotes(session: Session, ids: Iterable[int]) -> dict[int, str]:
    rows = session.execute(select(Segment.id, Segment.quote).where(Segment.id.in_(ids)))
    # Words that were in quotation marks already need no second pair.
    return {row.id: f"“{excerpt(row.quote.strip('“”'), 60)}”" for row in rows}


def _relations(session: Session, ids: Iterable[int]) -> dict[int, str]:
    one, other = aliased(Code), aliased(Code)
    query = (
        select(Relation.id, one.name, RelationType.name, other.name)
        .join(one, one.id == Relation.from_id)
        .join(RelationType, RelationType.id == Relation.type_id)
        .join(other, other.id == Relation.to_id)
        .where(Relation.id.in_(ids))
    )
    return {number: f"{start} – {kind} – {end}" for number, start, kind, end in session.execute(query)}


def _properties(session: Session, ids: Iterable[int]) -> dict[int, str]:
    query = select(Property.id, Code.name, Property.name).join(Code, Code.id == Property.code_id)
    return {number: f"{code}: {name}" for number, code, name in session.execute(query.where(Property.id.in_(ids)))}


def _gaps(session: Session, ids: Iterable[int]) -> dict[int, str]:
    rows = session.execute(select(Sampling.id, Sampling.gap).where(Sampling.id.in_(ids)))
    return {number: excerpt(gap, 60) for number, gap in rows}


def _verdicts(session: Session, ids: Iterable[int]) -> dict[int, str]:
    rows = session.execute(select(Verdict.id, Verdict.result, Verdict.note).where(Verdict.id.in_(ids)))
    return {row.id: f"{_(row.result)} {excerpt(row.note, 50)}".strip() for row in rows}


def _claims(session: Session, ids: Iterable[int]) -> dict[int, str]:
    rows = session.execute(select(Claim.id, Claim.text).where(Claim.id.in_(ids)))
    return {number: excerpt(text, 60) for number, text in rows}


def _held_against(session: Session, ids: Iterable[int]) -> dict[int, str]:
    query = select(NegativeCase.id, Segment.quote).join(Segment, Segment.id == NegativeCase.segment_id)
    rows = session.execute(query.where(NegativeCase.id.in_(ids)))
    return {number: f"“{excerpt(quote.strip('“”'), 60)}”" for number, quote in rows}


def _matrix_cells(session: Session, ids: Iterable[int]) -> dict[int, str]:
    row, column = aliased(MatrixLine), aliased(MatrixLine)
    query = (
        select(MatrixCell.id, Matrix.name, line_name(row), line_name(column))
        .join(Matrix, Matrix.id == MatrixCell.matrix_id)
        .join(row, row.id == MatrixCell.row_id)
        .join(column, column.id == MatrixCell.column_id)
        .where(MatrixCell.id.in_(ids))
    )
    return {number: f"{name}: {one} × {other}" for number, name, one, other in session.execute(query)}


_LABELS: dict[str, Callable[..., dict[int, str]]] = {
    "study": _titles,
    "unit": _names(Unit),
    "case": _names(Case),
    "participant": _names(Participant),
    "source": _names(Source),
    "code": _names(Code),
    "category_map": _names(CategoryMap),
    "segment": _quotes,
    "memo": _memo_titles,
    "relation": _relations,
    "property": _properties,
    "sampling": _gaps,
    "verdict": _verdicts,
    "claim": _claims,
    "negative_case": _held_against,
    "matrix": _names(Matrix),
    "matrix_cell": _matrix_cells,
}
