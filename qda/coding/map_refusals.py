"""What the program proposed on a map and the researcher set aside: it is not proposed there again."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from qda.errors import NotFound
from qda.i18n import N_, _
from qda.project.project import Project
from qda.store import journal
from qda.store.models import CategoryMap, MapRefusal

Pair = tuple[int, int]
"""Two codes by id, the smaller first."""


def refuse(project: Project, map_id: int, one: int, other: int) -> None:
    """Set a proposed relation between two codes aside, on this map. Raises NotFound."""
    first, second = sorted((one, other))
    with project.command("maps.refuse", N_("Set a suggestion aside")) as session:
        if session.get(CategoryMap, map_id) is None:
            raise NotFound(_("This map is no longer there."))
        if (first, second) not in refused(project, map_id):
            session.add(MapRefusal(map_id=map_id, one_id=first, other_id=second))


def readmit(project: Project, map_id: int) -> None:
    """Let everything be proposed on this map again."""
    with project.command("maps.readmit", N_("Take up again what was set aside on a map")) as session:
        journal.of(session).delete_where(MapRefusal, MapRefusal.map_id == map_id)


def refused(project: Project, map_id: int) -> Collection[Pair]:
    """The pairs of codes that were set aside on a map."""
    with project.read() as session:
        query = select(MapRefusal.one_id, MapRefusal.other_id).where(MapRefusal.map_id == map_id)
        return {(row.one_id, row.other_id) for row in session.execute(query)}
