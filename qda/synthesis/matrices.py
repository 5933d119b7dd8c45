"""Matrices kept under a name: one case by perspectives, cases across, claims triangulated; rows, columns and cells.

Their cells hold what the researcher judged and wrote, and the segments it rests on. What the program counts under each
cell is `qda.analysis.synthesis.matrix_cells`; it never judges. Lines are `matrix_lines`, cells `matrix_writing`; all is
met here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.i18n import N_
from qda.names import clean, free_name, name_key
from qda.project.project import Project, by_count, now
from qda.store import journal
from qda.store.models import Case, Matrix, MatrixCell, MatrixEvidence, MatrixLine
from qda.synthesis.matrix_lines import add_lines, move_lines, remove_lines, rename_line
from qda.synthesis.matrix_queries import find, matrix, names
from qda.synthesis.matrix_values import (
    AXES,
    CONTENTS,
    KINDS,
    SCALES,
    USUAL_CONTENT,
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
)
from qda.synthesis.matrix_writing import link, unlink, write

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


def _next(session: Session) -> int:
    return session.execute(select(func.coalesce(func.max(Matrix.position), -1))).scalar_one() + 1


def _refuse_name(session: Session, name: str, but: int | None = None) -> None:
    if not name_key(name):
        raise MatrixNameMissing
    query = select(Matrix.id).where(Matrix.name_key == name_key(name), Matrix.id.is_distinct_from(but))
    if session.execute(query).first() is not None:
        raise MatrixNameTaken(clean(name))
