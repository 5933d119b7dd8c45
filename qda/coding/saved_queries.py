"""Queries kept under a name, as they are stored; what they ask is known to `qda.analysis.queries.query`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.names import clean, free_name, name_key
from qda.project.project import Project, by_count, now
from qda.store import journal
from qda.store.models import SavedQuery


class QueryNameTaken(QdaError):
    """Saved queries have names of their own."""

    hint = N_("Choose another name.")

    def __init__(self, name: str) -> None:
        super().__init__(_("There is already a query called “{name}”.").format(name=name))


class QueryNameMissing(QdaError):
    """A query can't be kept without a name."""

    hint = N_("Type a name that says what is asked.")

    def __init__(self) -> None:
        super().__init__(_("A saved query needs a name."))


@dataclass(frozen=True, slots=True)
class SavedRow:
    """One saved query; `query` is its JSON form, `created_at` milliseconds UTC."""

    id: int
    name: str
    query: str
    created_at: int


def rows(project: Project) -> list[SavedRow]:
    """All saved queries, by name."""
    query = select(SavedQuery).order_by(SavedQuery.name_key)
    with project.read() as session:
        return [SavedRow(row.id, row.name, row.query, row.created_at) for row in session.execute(query).scalars()]


def named(project: Project, name: str) -> SavedRow:
    """The saved query of this name. Raises NotFound with names that come near."""
    known = rows(project)
    found = next((row for row in known if name_key(row.name) == name_key(name)), None)
    if found is None:
        near = get_close_matches(name, [row.name for row in known])
        raise NotFound(_("There is no saved query called “{name}”.").format(name=name), tuple(near))
    return found


def save(project: Project, name: str, query: str) -> int:
    """Keep a query under a name; gives its id. Raises QueryNameTaken, QueryNameMissing."""
    with project.command("queries.save", N_("Save the query “{name}”"), name=clean(name)) as session:
        _refuse(session, name)
        row = SavedQuery(name=clean(name), name_key=name_key(name), query=query, created_at=now())
        session.add(row)
        session.flush()
        return row.id


def replace(project: Project, query_id: int, query: str) -> None:
    """Let a saved query ask something else. Raises NotFound."""
    with project.command("queries.replace", N_("Change the query “{name}”")) as session:
        row = _get(session, query_id)
        project.tell(name=row.name)
        row.query = query


def rename(project: Project, query_id: int, name: str) -> None:
    """Give a saved query another name. Raises QueryNameTaken, QueryNameMissing, NotFound."""
    with project.command("queries.rename", N_("Rename a query to “{name}”"), name=clean(name)) as session:
        row = _get(session, query_id)
        _refuse(session, name, but=query_id)
        row.name, row.name_key = clean(name), name_key(name)


def duplicate(project: Project, query_id: int) -> int:
    """The same query once more, under a name of its own; gives its id. Raises NotFound."""
    with project.command("queries.duplicate", N_("Duplicate the query “{name}”")) as session:
        row = _get(session, query_id)
        project.tell(name=row.name)
        taken = set(session.execute(select(SavedQuery.name_key)).scalars())
        return save(project, free_name(row.name, taken), row.query)


def delete(project: Project, query_ids: Sequence[int]) -> None:
    """Delete saved queries; what they found stays as it is. Raises NotFound."""
    text = by_count(len(query_ids), N_("Delete the query “{name}”"), N_("Delete {count} queries"))
    with project.command("queries.delete", text, count=len(query_ids)) as session:
        project.tell(name=_get(session, query_ids[0]).name)
        journal.of(session).delete_with_dependents(SavedQuery, list(query_ids))


def _get(session: Session, query_id: int) -> SavedQuery:
    row = session.get(SavedQuery, query_id)
    if row is None:
        raise NotFound(_("This query is no longer there."))
    return row


def _refuse(session: Session, name: str, but: int | None = None) -> None:
    if not clean(name):
        raise QueryNameMissing
    if session.execute(select(SavedQuery.id).where(SavedQuery.name_key == name_key(name))).scalar() not in (None, but):
        raise QueryNameTaken(clean(name))
