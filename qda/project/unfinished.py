"""Words being typed into any field but a memo's: on disk within a second, not in the journal, gone when they are kept.

What a crash leaves behind is read by `left`; `qda.flows.unfinished` makes memos of it. Short names (of a code, a case,
a matrix: a few letters that are typed in two seconds) are not put here.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from qda.project.project import Project, now
from qda.store.models import Draft


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Words that were typed and not kept; `target` is a table's name and a row's id, `at` milliseconds UTC."""

    field: str
    title: str
    target: tuple[str, int] | None
    text: str
    coder: str
    at: int


def save(project: Project, field: str, text: str, *, title: str = "", target: tuple[str, int] | None = None) -> None:
    """Put on disk what has been typed into a field so far; `title` names the field in the user's words."""
    values = {
        "title": title,
        "target": target[0] if target is not None else "",
        "target_id": target[1] if target is not None else None,
        "text": text,
        "coder": project.coder_name,
        "at": now(),
    }
    with project.unjournalled() as connection:
        changed = connection.execute(update(Draft).where(Draft.field == field).values(values))
        if changed.rowcount == 0:
            connection.execute(insert(Draft), {"field": field, **values})


def discard(project: Project, field: str) -> None:
    """Forget what was typed into a field: it was kept, or given up."""
    with project.unjournalled() as connection:
        connection.execute(delete(Draft).where(Draft.field == field))


def left(project: Project) -> list[Unfinished]:
    """What is on disk of fields that were not left, oldest first."""
    with project.read() as session:
        rows = session.execute(select(Draft).order_by(Draft.at, Draft.field)).scalars().all()
        return [
            Unfinished(
                row.field,
                row.title,
                (row.target, row.target_id) if row.target and row.target_id is not None else None,
                row.text,
                row.coder,
                row.at,
            )
            for row in rows
        ]
