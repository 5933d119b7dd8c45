"""Categories: properties and dimensions, relations between codes, and maps of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.names import clean, name_key
from qda.project.project import Project, now
from qda.store import journal
from qda.store.models import Code, Dimension, MapEdge, Property, Relation, RelationType


class RelationKnown(QdaError):
    """Two codes have one relation of a type in one direction."""

    hint = N_("Open the relation that is there, or choose another type.")

    def __init__(self) -> None:
        super().__init__(_("These two are already related so."))


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A relation as tables and maps show it."""

    id: int
    from_id: int
    from_name: str
    type: str
    symmetric: bool
    to_id: int
    to_name: str
    note: str


@dataclass(frozen=True, slots=True)
class PropertyRow:
    """A property of a category with its dimensions (low pole, high pole)."""

    id: int
    code_id: int
    name: str
    description: str
    dimensions: tuple[tuple[str, str], ...]


def add_property(
    project: Project, code_id: int, name: str, *, description: str = "", dimensions: Sequence[tuple[str, str]] = ()
) -> int:
    """Give a category a property, with the poles of its dimensions."""
    with project.command("categories.property", N_("Add property “{name}”"), name=clean(name)) as session:
        count = session.execute(select(func.count()).where(Property.code_id == code_id)).scalar_one()
        row = Property(
            code_id=code_id, name=clean(name), name_key=name_key(name), position=count, description=description
        )
        session.add(row)
        session.flush()
        session.add_all(
            Dimension(property_id=row.id, low=low, high=high, position=i) for i, (low, high) in enumerate(dimensions)
        )
        return row.id


def properties(project: Project, code_id: int | None = None) -> list[PropertyRow]:
    """The properties of one category, or of all."""
    query = select(Property).order_by(Property.code_id, Property.position)
    if code_id is not None:
        query = query.where(Property.code_id == code_id)
    with project.read() as session:
        rows = session.execute(query).scalars().all()
        poles: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for pole in session.execute(select(Dimension).order_by(Dimension.position, Dimension.id)).scalars():
            poles[pole.property_id].append((pole.low, pole.high))
        return [PropertyRow(row.id, row.code_id, row.name, row.description, tuple(poles[row.id])) for row in rows]


def add_relation_type(project: Project, name: str, *, symmetric: bool = False) -> int:
    """A kind of relation; the id of the one of that name if there is one."""
    with project.command("relations.type", N_("Add relation type “{name}”"), name=clean(name)) as session:
        known = session.execute(select(RelationType.id).where(RelationType.name_key == name_key(name))).scalar()
        if known is not None:
            return known
        count = session.execute(select(func.count()).select_from(RelationType)).scalar_one()
        row = RelationType(name=clean(name), name_key=name_key(name), symmetric=symmetric, position=count)
        session.add(row)
        session.flush()
        return row.id


def relate(project: Project, from_id: int, type_name: str, to_id: int, *, note: str = "") -> int:
    """Say how one code relates to another. Raises RelationKnown."""
    with project.command("relations.add", N_("Add relation “{type}”"), type=clean(type_name)) as session:
        type_id = add_relation_type(project, type_name)
        same = (Relation.from_id == from_id, Relation.to_id == to_id, Relation.type_id == type_id)
        if session.execute(select(Relation.id).where(*same)).first():
            raise RelationKnown
        for code_id in (from_id, to_id):
            if session.get(Code, code_id) is None:
                raise NotFound(_("This code is no longer there."))
        row = Relation(from_id=from_id, to_id=to_id, type_id=type_id, note=note, created_at=now())
        session.add(row)
        session.flush()
        return row.id


def unrelate(project: Project, relation_id: int) -> None:
    """Delete a relation, with the lines that stood for it on any map."""
    with project.command("relations.delete", N_("Delete a relation")) as session:
        log = journal.of(session)
        drawn = select(MapEdge.id).where(MapEdge.relation_id == relation_id)
        log.delete_with_dependents(MapEdge, list(session.execute(drawn).scalars()))
        log.delete_with_dependents(Relation, [relation_id])


def relation_types(project: Project) -> list[str]:
    """The names of all kinds of relation, in order, used or not."""
    with project.read() as session:
        return list(session.execute(select(RelationType.name).order_by(RelationType.position)).scalars())


def relations(project: Project) -> list[RelationRow]:
    """All relations between codes."""
    origin, target = aliased(Code), aliased(Code)
    query = (
        select(Relation, origin.name, RelationType.name, RelationType.symmetric, target.name)
        .join(origin, origin.id == Relation.from_id)
        .join(target, target.id == Relation.to_id)
        .join(RelationType, RelationType.id == Relation.type_id)
        .where(~origin.retired, ~target.retired)
        .order_by(Relation.id)
    )
    with project.read() as session:
        return [
            RelationRow(r.id, r.from_id, from_name, kind, symmetric, r.to_id, to_name, r.note)
            for r, from_name, kind, symmetric, to_name in session.execute(query)
        ]
