"""Cells of matrices: what is judged and written in them, and the segments they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.i18n import N_
from qda.project.project import Project, by_count, now
from qda.store import journal
from qda.store.models import Matrix, MatrixCell, MatrixEvidence, MatrixLine, MemoLink, Segment
from qda.synthesis.matrix_lines import heading
from qda.synthesis.matrix_values import AXES, OtherMatrix, known, scale_of


def write(
    project: Project,
    row_id: int,
    column_id: int,
    *,
    judgement: str | None = None,
    text: str | None = None,
    reason: str | None = None,
) -> None:
    """Judge or write in the cell where a row and a column meet; None leaves a part as it is, blank clears it.

    Raises UnknownWord for a judgement that is not in the scale, OtherMatrix, NotFound.
    """
    with project.read() as session:
        matrix_id = _meeting(session, row_id, column_id)
        owner = session.get_one(Matrix, matrix_id)
        scale = scale_of(owner.kind, owner.scale)
    told = None if judgement is None else known(judgement, scale) if judgement.strip() else ""
    sentence = _SAID["judged" if told else "cleared" if told is not None else "written"]
    what = {"judgement": told or "", "row": heading(project, matrix_id, row_id)}
    with project.command("matrices.write", sentence, **what, column=heading(project, matrix_id, column_id)) as session:
        cell = _cell(project, session, matrix_id, row_id, column_id)
        before = (cell.judgement, cell.text)
        cell.judgement = cell.judgement if told is None else told
        cell.text = cell.text if text is None else text.strip()
        cell.reason = cell.reason if reason is None else reason.strip()
        if (cell.judgement, cell.text) != before and project.coder_id is not None:
            cell.coder_id = project.coder_id
        session.flush()
        _tidy(session, cell)


_SAID = {
    "judged": N_("Judge “{row}” × “{column}” {judgement}"),
    "cleared": N_("Take the judgement of “{row}” × “{column}” back"),
    "written": N_("Write in “{row}” × “{column}”"),
}


def link(project: Project, row_id: int, column_id: int, segment_ids: Sequence[int]) -> int:
    """Let a cell rest on segments; gives how many are new. Raises OtherMatrix, NotFound."""
    wanted = list(dict.fromkeys(segment_ids))
    with project.read() as session:
        matrix_id = _meeting(session, row_id, column_id)
    text = by_count(
        len(wanted),
        N_("Link a segment to “{row}” × “{column}”"),
        N_("Link {count} segments to “{row}” × “{column}”"),
    )
    row, column = heading(project, matrix_id, row_id), heading(project, matrix_id, column_id)
    with project.command("matrices.link", text, row=row, column=column, count=len(wanted)) as session:
        for each in wanted:
            session.get_one(Segment, each)
        if not wanted:
            return 0
        cell = _cell(project, session, matrix_id, row_id, column_id)
        held = set(
            session.execute(select(MatrixEvidence.segment_id).where(MatrixEvidence.cell_id == cell.id)).scalars()
        )
        new = [{"cell_id": cell.id, "segment_id": each} for each in wanted if each not in held]
        journal.of(session).insert_many(MatrixEvidence, new)
        return len(new)


def unlink(project: Project, row_id: int, column_id: int, segment_ids: Sequence[int]) -> None:
    """Let a cell rest on these segments no longer. Raises OtherMatrix, NotFound."""
    with project.read() as session:
        matrix_id = _meeting(session, row_id, column_id)
    text = by_count(
        len(segment_ids),
        N_("Take a segment off “{row}” × “{column}”"),
        N_("Take {count} segments off “{row}” × “{column}”"),
    )
    row, column = heading(project, matrix_id, row_id), heading(project, matrix_id, column_id)
    with project.command("matrices.unlink", text, row=row, column=column, count=len(segment_ids)) as session:
        query = select(MatrixCell).where(MatrixCell.row_id == row_id, MatrixCell.column_id == column_id)
        cell = session.execute(query).scalar_one_or_none()
        if cell is not None:
            mine = MatrixEvidence.segment_id.in_(list(segment_ids))
            journal.of(session).delete_where(MatrixEvidence, (MatrixEvidence.cell_id == cell.id) & mine)
            _tidy(session, session.get_one(MatrixCell, cell.id))


def _meeting(session: Session, row_id: int, column_id: int) -> int:
    """The matrix in which this row and this column meet."""
    row, column = session.get_one(MatrixLine, row_id), session.get_one(MatrixLine, column_id)
    if (row.axis, column.axis) != AXES or row.matrix_id != column.matrix_id:
        raise OtherMatrix
    return row.matrix_id


def _cell(project: Project, session: Session, matrix_id: int, row_id: int, column_id: int) -> MatrixCell:
    query = select(MatrixCell).where(MatrixCell.row_id == row_id, MatrixCell.column_id == column_id)
    found = session.execute(query).scalar_one_or_none()
    if found is None:
        found = MatrixCell(
            matrix_id=matrix_id, row_id=row_id, column_id=column_id, judgement="", text="", reason="",
            coder_id=project.coder_id, created_at=now(),
        )  # fmt: skip
        session.add(found)
        session.flush()
    return found


def _tidy(session: Session, cell: MatrixCell) -> None:
    """A cell that says nothing, rests on nothing and has no memo is as if it had never been."""
    if cell.judgement or cell.text:
        return
    query = select(MatrixEvidence.id).where(MatrixEvidence.cell_id == cell.id)
    memos = select(MemoLink.id).where(MemoLink.target == "matrix_cell", MemoLink.target_id == cell.id)
    if session.execute(query).first() is None and session.execute(memos).first() is None:
        journal.of(session).delete_with_dependents(MatrixCell, [cell.id])
