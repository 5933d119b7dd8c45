"""Matrices kept under a name: one case by perspectives, cases across, claims triangulated; rows, columns and cells.

Their cells hold what the researcher judged and wrote, and the segments it rests on. What the program counts under each
cell is `qda.analysis.matrix_cells`; it never judges.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.errors import NotFound
from qda.i18n import N_, _
from qda.names import clean, free_name, name_key
from qda.project.project import Project, by_count, now
from qda.store import journal
from qda.store.models import Case, Matrix, MatrixCell, MatrixEvidence, MatrixLine, MemoLink, Segment
from qda.synthesis.matrix_queries import find, matrix, names
from qda.synthesis.matrix_values import (
    AXES,
    CONTENTS,
    KINDS,
    SCALES,
    THINGS,
    USUAL_CONTENT,
    WORDS,
    CellRow,
    HeadingMissing,
    LineRow,
    MatrixName,
    MatrixNameMissing,
    MatrixNameTaken,
    MatrixRow,
    NewLine,
    OtherMatrix,
    UnknownWord,
    known,
    scale_of,
)
from qda.text import excerpt

__all__ = [
    "AXES",
    "CONTENTS",
    "KINDS",
    "SCALES",
    "CellRow",
    "HeadingMissing",
    "LineRow",
    "MatrixName",
    "MatrixNameMissing",
    "MatrixNameTaken",
    "MatrixRow",
    "NewLine",
    "OtherMatrix",
    "UnknownWord",
    "add_lines",
    "create",
    "delete",
    "describe",
    "duplicate",
    "find",
    "link",
    "matrix",
    "move_lines",
    "names",
    "remove_lines",
    "rename",
    "rename_line",
    "set_case",
    "set_content",
    "set_scale",
    "set_second_level",
    "unlink",
    "write",
]

_SHORT = 40


# --- the matrices themselves -----------------------------------------------------------------------------------------


def create(
    project: Project,
    name: str,
    kind: str = "plain",
    *,
    content: str = "",
    case_id: int | None = None,
    rows: Sequence[NewLine] = (),
    columns: Sequence[NewLine] = (),
) -> int:
    """Make a matrix, with its first rows and columns as one act; gives its id.

    Raises MatrixNameTaken, MatrixNameMissing, UnknownWord, HeadingMissing, NotFound.
    """
    kind = known(kind, KINDS)
    with project.command("matrices.create", N_("Make the matrix “{name}”"), name=clean(name)) as session:
        _refuse_name(session, name)
        if case_id is not None:
            session.get_one(Case, case_id)
        row = Matrix(
            name=clean(name),
            name_key=name_key(name),
            kind=kind,
            content=known(content or USUAL_CONTENT[kind], CONTENTS),
            case_id=case_id,
            position=_next(session),
            created_at=now(),
        )
        session.add(row)
        session.flush()
        add_lines(project, row.id, "row", rows)
        add_lines(project, row.id, "column", columns)
        return row.id


def rename(project: Project, matrix_id: int, name: str) -> None:
    """Give a matrix another name. Raises MatrixNameTaken, MatrixNameMissing, NotFound."""
    with project.command("matrices.rename", N_("Rename matrix to “{name}”"), name=clean(name)) as session:
        row = session.get_one(Matrix, matrix_id)
        _refuse_name(session, name, but=matrix_id)
        row.name, row.name_key = clean(name), name_key(name)


def describe(project: Project, matrix_id: int, words: str) -> None:
    """Say what a matrix is for; it stands under the exported table. Raises NotFound."""
    _set(project, matrix_id, "matrices.describe", N_("Describe the matrix “{name}”"), description=words.strip())


def set_content(project: Project, matrix_id: int, content: str) -> None:
    """Let cells show counts, quotes, summaries or judgements; nothing written is lost. Raises UnknownWord, NotFound."""
    found = known(content, CONTENTS)
    text = N_("Show {what} in the matrix “{name}”")
    _set(project, matrix_id, "matrices.content", text, {"what": found}, content=found)


def set_scale(project: Project, matrix_id: int, words: Sequence[str]) -> None:
    """Give a matrix its own judgements, in the order of their keys; none: those of its kind again.

    Cells that were judged by a word which is no longer among them keep it. Raises NotFound.
    """
    scale = list(dict.fromkeys(clean(word) for word in words if clean(word)))
    text = N_("Scale of the matrix “{name}”: {scale}") if scale else N_("Give the matrix “{name}” its usual scale")
    _set(project, matrix_id, "matrices.scale", text, {"scale": ", ".join(scale)}, scale="\n".join(scale))


def set_case(project: Project, matrix_id: int, case_id: int | None) -> None:
    """Let a matrix be about one case, or about all again. Raises NotFound."""
    with project.read() as session:
        case = session.get_one(Case, case_id).name if case_id is not None else ""
    text = N_("Let the matrix “{name}” be about “{case}”") if case else N_("Let the matrix “{name}” be about all cases")
    _set(project, matrix_id, "matrices.case", text, {"case": case}, case_id=case_id)


def set_second_level(project: Project, matrix_id: int, on: bool) -> None:
    """Put units above the cases, with totals of their own, or take them away. Raises NotFound."""
    text = N_("Put units above the cases of “{name}”") if on else N_("Take the units off the cases of “{name}”")
    _set(project, matrix_id, "matrices.second_level", text, second_level=on)


def duplicate(project: Project, matrix_id: int, name: str = "", *, with_cells: bool = True) -> int:
    """A matrix once more with its lines, and with its cells and their evidence if wanted; gives its id.

    Raises NotFound, MatrixNameTaken.
    """
    old = matrix(project, matrix_id)
    with project.read() as session:
        taken = set(session.execute(select(Matrix.name_key)).scalars())
    new = clean(name) or free_name(old.name, taken)
    with project.command("matrices.duplicate", N_("Duplicate the matrix “{name}”"), name=old.name) as session:
        _refuse_name(session, new)
        log = journal.of(session)
        row = session.get_one(Matrix, matrix_id)
        values = {key: getattr(row, key) for key in ("kind", "content", "scale", "case_id", "second_level")}
        values |= {"name": new, "name_key": name_key(new), "description": row.description}
        made = log.insert(Matrix, {**values, "position": _next(session), "created_at": now()})
        lines = _copied_lines(session, matrix_id, made)
        if with_cells:
            _copy_cells(session, old, made, lines)
        return made


def _copied_lines(session: Session, matrix_id: int, made: int) -> dict[int, int]:
    columns = ("axis", "target", "target_id", "label", "position")
    query = select(MatrixLine).where(MatrixLine.matrix_id == matrix_id).order_by(MatrixLine.id)
    old = session.execute(query).scalars().all()
    rows = [{"matrix_id": made, **{key: getattr(line, key) for key in columns}} for line in old]
    return dict(zip([line.id for line in old], journal.of(session).insert_many(MatrixLine, rows), strict=True))


def _copy_cells(session: Session, old: MatrixRow, made: int, lines: dict[int, int]) -> None:
    log = journal.of(session)
    query = select(MatrixCell).where(MatrixCell.matrix_id == old.id).order_by(MatrixCell.id)
    cells = session.execute(query).scalars().all()
    columns = ("judgement", "text", "reason", "coder_id", "created_at")
    places = [{"matrix_id": made, "row_id": lines[c.row_id], "column_id": lines[c.column_id]} for c in cells]
    rows = [{**place, **{k: getattr(c, k) for k in columns}} for place, c in zip(places, cells, strict=True)]
    for cell, new in zip(cells, log.insert_many(MatrixCell, rows), strict=True):
        held = old.cells[cell.row_id, cell.column_id].evidence
        log.insert_many(MatrixEvidence, [{"cell_id": new, "segment_id": each} for each in held])


def delete(project: Project, matrix_ids: Sequence[int]) -> None:
    """Delete matrices with all that stands in their cells; the segments stay. Raises NotFound."""
    if not matrix_ids:
        return
    text = by_count(len(matrix_ids), N_("Delete the matrix “{name}”"), N_("Delete {count} matrices"))
    with project.read() as session:
        name = session.get_one(Matrix, matrix_ids[0]).name
    with project.command("matrices.delete", text, name=name, count=len(matrix_ids)) as session:
        journal.of(session).delete_with_dependents(Matrix, matrix_ids)


def _set(
    project: Project, matrix_id: int, key: str, text: str, told: dict[str, str] | None = None, /, **to: Any
) -> None:
    with project.read() as session:
        name = session.get_one(Matrix, matrix_id).name
    with project.command(key, text, name=name, **(told or {})) as session:
        row = session.get_one(Matrix, matrix_id)
        for column, value in to.items():
            setattr(row, column, value)


# --- rows and columns ------------------------------------------------------------------------------------------------


def add_lines(
    project: Project, matrix_id: int, axis: str, lines: Sequence[NewLine], *, before: int | None = None
) -> list[int]:
    """Add rows or columns, in front of one or at the end; what stands there already is left out. Gives the new ids.

    Raises NotFound, HeadingMissing, UnknownWord.
    """
    axis = known(axis, AXES)
    if not lines:
        return []
    one, many = _ADDED[axis]
    with project.command("matrices.add_lines", by_count(len(lines), one, many), count=len(lines)) as session:
        owner = session.get_one(Matrix, matrix_id)
        there = {_same(row.target, row.target_id, row.label) for row in _lines(session, matrix_id, axis)}
        new: dict[tuple[str, int, str], NewLine] = {}
        for line in lines:
            same = _checked(session, line)
            if same not in there:
                new.setdefault(same, line)
        ids = journal.of(session).insert_many(
            MatrixLine,
            [_values(line, matrix_id, axis) for line in new.values()],
        )
        _order(session, matrix_id, axis, ids, before)
        project.tell(name=_heading(project, matrix_id, ids[0]) if ids else "", matrix=owner.name, count=len(ids))
        return ids


_ADDED = {
    "row": (N_("Add row “{name}” to the matrix “{matrix}”"), N_("Add {count} rows to the matrix “{matrix}”")),
    "column": (N_("Add column “{name}” to the matrix “{matrix}”"), N_("Add {count} columns to the matrix “{matrix}”")),
}


def _values(line: NewLine, matrix_id: int, axis: str) -> dict[str, Any]:
    target_id = line.target_id if line.target in THINGS else None
    label = clean(line.label)
    return {
        "matrix_id": matrix_id, "axis": axis, "target": line.target, "target_id": target_id, "label": label,
        "position": 0,
    }  # fmt: skip


def _same(target: str, target_id: int | None, label: str) -> tuple[str, int, str]:
    """What makes two lines the same: the thing, or the label of what is none."""
    return (target, target_id, "") if target_id is not None else (target, 0, name_key(label))


def _checked(session: Session, line: NewLine) -> tuple[str, int, str]:
    if line.target not in (*THINGS, *WORDS):
        raise UnknownWord(line.target, (*THINGS, *WORDS[:-1]))
    if line.target in THINGS:
        if line.target_id is None:
            raise NotFound(_("This is no longer there."))
        session.get_one(journal.model_of(line.target), line.target_id)
        return _same(line.target, line.target_id, "")
    if not clean(line.label):
        raise HeadingMissing
    return _same(line.target, None, line.label)


def rename_line(project: Project, line_id: int, label: str) -> None:
    """Give a row or column a heading of its own; blank: the name of what it stands for again.

    Raises HeadingMissing, NotFound.
    """
    words = clean(label)
    one, other = N_("Head a row “{label}”"), N_("Head a column “{label}”")
    with project.read() as session:
        row = session.get_one(MatrixLine, line_id)
        name = words or _heading(project, row.matrix_id, line_id)
        text = one if row.axis == "row" else other
    with project.command("matrices.rename_line", text, label=excerpt(name, _SHORT)) as session:
        row = session.get_one(MatrixLine, line_id)
        if not words and row.target not in THINGS:
            raise HeadingMissing
        row.label = words


def move_lines(project: Project, line_ids: Sequence[int], *, before: int | None = None) -> None:
    """Put rows, or columns, in front of another one or at the end. Raises NotFound."""
    if not line_ids:
        return
    with project.read() as session:
        first = session.get_one(MatrixLine, line_ids[0])
        axis, matrix_id = first.axis, first.matrix_id
        name = session.get_one(Matrix, matrix_id).name
    text = {"row": N_("Move rows of the matrix “{name}”"), "column": N_("Move columns of the matrix “{name}”")}[axis]
    with project.command("matrices.move_lines", text, name=name) as session:
        held = {row.id for row in _lines(session, matrix_id, axis)}
        _order(session, matrix_id, axis, [each for each in line_ids if each in held], before)


def remove_lines(project: Project, line_ids: Sequence[int]) -> None:
    """Take rows or columns off with what was judged and written in them; segments stay. Raises NotFound."""
    if not line_ids:
        return
    with project.read() as session:
        row = session.get_one(MatrixLine, line_ids[0])
        name = session.get_one(Matrix, row.matrix_id).name
        line = _heading(project, row.matrix_id, row.id)
    text = by_count(
        len(line_ids), N_("Take “{line}” off the matrix “{name}”"), N_("Take {count} lines off the matrix “{name}”")
    )
    with project.command("matrices.remove_lines", text, line=line, name=name, count=len(line_ids)) as session:
        journal.of(session).delete_with_dependents(MatrixLine, line_ids)


def _heading(project: Project, matrix_id: int, line_id: int) -> str:
    line = matrix(project, matrix_id).line(line_id)
    return excerpt(line.name, _SHORT) if line is not None else ""


def _lines(session: Session, matrix_id: int, axis: str) -> Sequence[MatrixLine]:
    query = select(MatrixLine).where(MatrixLine.matrix_id == matrix_id, MatrixLine.axis == axis)
    return session.execute(query.order_by(MatrixLine.position, MatrixLine.id)).scalars().all()


def _order(session: Session, matrix_id: int, axis: str, moved: Collection[int], before: int | None) -> None:
    others = [row.id for row in _lines(session, matrix_id, axis) if row.id not in set(moved)]
    at = others.index(before) if before in others else len(others)
    order = [*others[:at], *moved, *others[at:]]
    journal.of(session).update_each(MatrixLine, {each: {"position": place} for place, each in enumerate(order)})


# --- cells -----------------------------------------------------------------------------------------------------------


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
    what = {"judgement": told or "", "row": _heading(project, matrix_id, row_id)}
    with project.command("matrices.write", sentence, **what, column=_heading(project, matrix_id, column_id)) as session:
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
    row, column = _heading(project, matrix_id, row_id), _heading(project, matrix_id, column_id)
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
    row, column = _heading(project, matrix_id, row_id), _heading(project, matrix_id, column_id)
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


def _next(session: Session) -> int:
    return session.execute(select(func.coalesce(func.max(Matrix.position), -1))).scalar_one() + 1


def _refuse_name(session: Session, name: str, but: int | None = None) -> None:
    if not name_key(name):
        raise MatrixNameMissing
    query = select(Matrix.id).where(Matrix.name_key == name_key(name), Matrix.id.is_distinct_from(but))
    if session.execute(query).first() is not None:
        raise MatrixNameTaken(clean(name))
