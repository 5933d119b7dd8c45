"""Rows and columns of matrices: adding, heading, moving them, and taking them off."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.errors import NotFound
from qda.i18n import N_, _
from qda.names import clean, name_key
from qda.project.project import Project, by_count
from qda.store import journal
from qda.store.models import Matrix, MatrixLine
from qda.synthesis.matrix_queries import matrix
from qda.synthesis.matrix_values import AXES, THINGS, WORDS, HeadingMissing, NewLine, UnknownWord, known
from qda.text import excerpt

_SHORT = 40


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
        project.tell(name=heading(project, matrix_id, ids[0]) if ids else "", matrix=owner.name, count=len(ids))
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
        name = words or heading(project, row.matrix_id, line_id)
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
        line = heading(project, row.matrix_id, row.id)
    text = by_count(
        len(line_ids), N_("Take “{line}” off the matrix “{name}”"), N_("Take {count} lines off the matrix “{name}”")
    )
    with project.command("matrices.remove_lines", text, line=line, name=name, count=len(line_ids)) as session:
        journal.of(session).delete_with_dependents(MatrixLine, line_ids)


def heading(project: Project, matrix_id: int, line_id: int) -> str:
    """What stands at the head of a row or column, short enough for the history."""
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
