"""Matrices read as plain values; headings follow what rows and columns stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qda.errors import NotFound
from qda.i18n import _
from qda.names import name_key
from qda.project.project import Project
from qda.store.models import (
    Case,
    Claim,
    Code,
    Coder,
    Literature,
    Matrix,
    MatrixCell,
    MatrixEvidence,
    MatrixLine,
    Participant,
    Property,
    Source,
    Unit,
)
from qda.store.rows import bare, chunks
from qda.synthesis.matrix_values import CellRow, LineRow, MatrixName, MatrixRow, scale_of

_MANY = 3  # authors, of whom only the first is named


class _Called(NamedTuple):
    """What a thing is called, what it belongs to, and what it became if it was merged."""

    id: int
    name: str
    under: str = ""
    under_id: int | None = None


def names(project: Project, kinds: Sequence[str] | None = None) -> list[MatrixName]:
    """All matrices in the order they were made, or those of some kinds."""
    query = select(Matrix.id, Matrix.name, Matrix.kind, Matrix.case_id).order_by(Matrix.position, Matrix.id)
    if kinds is not None:
        query = query.where(Matrix.kind.in_(list(kinds)))
    with project.read() as session:
        axes = select(MatrixLine.matrix_id, MatrixLine.axis, func.count()).group_by(
            MatrixLine.matrix_id, MatrixLine.axis
        )
        lines = {(owner, axis): count for owner, axis, count in bare(session, axes)}
        cells = dict(session.execute(select(MatrixCell.matrix_id, func.count()).group_by(MatrixCell.matrix_id)).all())
        return [_named(row, lines, cells) for row in bare(session, query)]


def _named(row: Any, lines: Mapping[tuple[int, str], int], cells: Mapping[int, int]) -> MatrixName:
    matrix_id, name, kind, case_id = row
    down, across = lines.get((matrix_id, "row"), 0), lines.get((matrix_id, "column"), 0)
    return MatrixName(matrix_id, name, kind, case_id, down, across, cells.get(matrix_id, 0))


def owner(project: Project, cell_id: int) -> int | None:
    """The matrix of a cell; None where the cell is gone."""
    with project.read() as session:
        return session.execute(select(MatrixCell.matrix_id).where(MatrixCell.id == cell_id)).scalar()


def kind_of(project: Project, table: str, row_id: int) -> str:
    """The kind of a matrix, or of that of a cell; "" where it is gone."""
    query = select(Matrix.kind)
    if table == "matrix_cell":
        query = query.join(MatrixCell, MatrixCell.matrix_id == Matrix.id).where(MatrixCell.id == row_id)
    else:
        query = query.where(Matrix.id == row_id)
    with project.read() as session:
        return session.execute(query).scalar() or ""


def find(project: Project, name: str, kinds: Sequence[str] | None = None) -> int:
    """The matrix of this name. Raises NotFound with names that come near."""
    there = names(project, kinds)
    found = next((row.id for row in there if name_key(row.name) == name_key(name)), None)
    if found is None:
        near = tuple(get_close_matches(name, [row.name for row in there]))
        raise NotFound(_("There is no matrix called “{name}”.").format(name=name), near)
    return found


def matrix(project: Project, matrix_id: int) -> MatrixRow:
    """A whole matrix. Raises NotFound."""
    with project.read() as session:
        row = session.get_one(Matrix, matrix_id)
        case = session.get(Case, row.case_id) if row.case_id is not None else None
        lines = _lines(session, matrix_id)
        return MatrixRow(
            row.id,
            row.name,
            row.kind,
            row.content,
            scale_of(row.kind, row.scale),
            row.case_id,
            case.name if case is not None else "",
            row.second_level,
            row.description,
            tuple(line for line in lines if line.axis == "row"),
            tuple(line for line in lines if line.axis == "column"),
            _cells(session, matrix_id),
        )


def _lines(session: Session, matrix_id: int) -> list[LineRow]:
    query = (
        select(MatrixLine.id, MatrixLine.axis, MatrixLine.target, MatrixLine.target_id, MatrixLine.label)
        .where(MatrixLine.matrix_id == matrix_id)
        .order_by(MatrixLine.position, MatrixLine.id)
    )
    rows = bare(session, query)
    wanted: dict[str, set[int]] = defaultdict(set)
    for _id, _axis, target, target_id, _label in rows:
        if target_id is not None:
            wanted[target].add(target_id)
    known = {target: _called(session, target, ids) for target, ids in wanted.items()}
    found = []
    for line_id, axis, target, target_id, label in rows:
        called = known.get(target, {}).get(target_id) or _Called(target_id, "")
        shown = label or called.name or _("(no longer there)")
        found.append(LineRow(line_id, axis, target, called.id, shown, label, called.under, called.under_id))
    return found


def _called(session: Session, target: str, ids: Iterable[int]) -> Mapping[int, _Called]:
    if target == "code":
        return _codes(session, ids)
    if target == "property":
        query = select(Property.id, Property.name, Code.name, Code.id).join(Code, Code.id == Property.code_id)
        return _asked(session, query, Property.id, ids)
    if target == "case":
        query = select(Case.id, Case.name, Unit.name, Unit.id).join(Unit, Unit.id == Case.unit_id)
        return _asked(session, query, Case.id, ids)
    if target == "literature":
        columns = select(Literature.id, Literature.authors, Literature.year, Literature.title)
        rows = [row for some in chunks(ids) for row in bare(session, columns.where(Literature.id.in_(some)))]
        return {row[0]: _Called(row[0], _published(*row[1:])) for row in rows}
    table, name = _NAMED[target]
    return _asked(session, select(table.id, name), table.id, ids)


_NAMED = {
    "unit": (Unit, Unit.name),
    "claim": (Claim, Claim.text),
    "participant": (Participant, Participant.name),
    "source": (Source, Source.name),
}


def _asked(
    session: Session, query: Select[*tuple[Any, ...]], column: InstrumentedAttribute[int], ids: Iterable[int]
) -> dict[int, _Called]:
    rows = [row for some in chunks(ids) for row in bare(session, query.where(column.in_(some)))]
    return {row[0]: _Called(*row) for row in rows}


def _codes(session: Session, ids: Iterable[int]) -> dict[int, _Called]:
    """Codes by the ids that rows have; one that was merged is what it became."""
    known: dict[int, tuple[str, int | None]] = {}
    ahead = set(ids)
    while ahead:
        query = select(Code.id, Code.name, Code.merged_into_id)
        rows = [row for some in chunks(sorted(ahead)) for row in bare(session, query.where(Code.id.in_(some)))]
        known |= {row[0]: (row[1], row[2]) for row in rows}
        ahead = {row[2] for row in rows if row[2] is not None} - set(known)
    found = {}
    for each in ids:
        at = each
        while known[at][1] is not None:
            at = known[at][1]  # type: ignore[assignment]  # just asked
        found[each] = _Called(at, known[at][0])
    return found


def _published(authors: str, year: str, title: str) -> str:
    """“Quin (2015)”, as studies are named in a row; the title where nobody is named."""
    families = [line.split(",", 1)[0].strip() for line in authors.split("\n") if line.strip()]
    if not families:
        return title
    who = " & ".join(families) if len(families) < _MANY else f"{families[0]} et al."
    return f"{who} ({year})" if year else who


def _cells(session: Session, matrix_id: int) -> dict[tuple[int, int], CellRow]:
    held: dict[int, list[int]] = defaultdict(list)
    linked = (
        select(MatrixEvidence.cell_id, MatrixEvidence.segment_id)
        .join(MatrixCell, MatrixCell.id == MatrixEvidence.cell_id)
        .where(MatrixCell.matrix_id == matrix_id)
        .order_by(MatrixEvidence.id)
    )
    for cell, segment in bare(session, linked):
        held[cell].append(segment)
    query = (
        select(
            MatrixCell.id,
            MatrixCell.row_id,
            MatrixCell.column_id,
            MatrixCell.judgement,
            MatrixCell.text,
            MatrixCell.reason,
            Coder.name,
        )
        .join(Coder, Coder.id == MatrixCell.coder_id)
        .where(MatrixCell.matrix_id == matrix_id)
    )
    return {
        (row, column): CellRow(cell, row, column, judgement, text, reason, coder, tuple(held[cell]))
        for cell, row, column, judgement, text, reason, coder in bare(session, query)
    }
