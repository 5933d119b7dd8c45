"""Relations between codes: typed, directed, with a note; the same rows that lines on maps stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.names import clean, name_key
from qda.project.project import Project, now
from qda.store import journal
from qda.store.models import Code, MapEdge, Relation, RelationType
from qda.store.rows import bare

USUAL = (
    N_("leads to"),
    N_("is a condition of"),
    N_("is a form of"),
    N_("is a property of"),
    N_("is part of"),
    N_("serves"),
    N_("contradicts"),
)
"""Kinds of relation that are offered where a study has none of its own yet."""

_BOTH_WAYS = frozenset({"contradicts"})  # of the usual ones


class RelationKnown(QdaError):
    """Two codes have one relation of a type in one direction."""

    hint = N_("Open the relation that is there, or choose another type.")

    def __init__(self) -> None:
        super().__init__(_("These two are already related so."))


class RelatedToItself(QdaError):
    """Nothing leads to itself."""

    hint = N_("Choose another code.")

    def __init__(self) -> None:
        super().__init__(_("A code can't be related to itself."))


class RelationTypeTaken(QdaError):
    """A kind of relation has one name."""

    hint = N_("Choose another name.")

    def __init__(self, name: str) -> None:
        super().__init__(_("There is already a kind of relation called “{name}”.").format(name=name))


class RelationTypeMissing(QdaError):
    """A kind of relation can't be blank."""

    hint = N_("Say how one leads to the other, for example “leads to”.")

    def __init__(self) -> None:
        super().__init__(_("A kind of relation needs a name."))


class RelationTypeUsed(QdaError):
    """What relations are of can't be deleted."""

    hint = N_("Give those relations another kind first, or delete them.")

    def __init__(self, name: str, count: int) -> None:
        super().__init__(_("“{name}” is the kind of {count} relations.").format(name=name, count=count))


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
class TypeRow:
    """A kind of relation and how many relations are of it."""

    id: int
    name: str
    symmetric: bool
    used: int


# --- kinds of relation ----------------------------------------------------------------------------------------------


def add_relation_type(project: Project, name: str, *, symmetric: bool = False) -> int:
    """A kind of relation; the id of the one of that name if there is one. Raises RelationTypeMissing."""
    with project.command("relations.type", N_("Add relation type “{name}”"), name=clean(name)) as session:
        if not name_key(name):
            raise RelationTypeMissing
        known = session.execute(select(RelationType.id).where(RelationType.name_key == name_key(name))).scalar()
        if known is not None:
            return known
        last = session.execute(select(func.coalesce(func.max(RelationType.position), -1))).scalar_one()
        row = RelationType(name=clean(name), name_key=name_key(name), symmetric=symmetric, position=last + 1)
        session.add(row)
        session.flush()
        return row.id


def rename_type(project: Project, type_id: int, name: str) -> None:
    """Call a kind of relation otherwise, on all maps too. Raises RelationTypeTaken, RelationTypeMissing, NotFound."""
    text = N_("Rename relation type to “{name}”")
    with project.command("relations.rename_type", text, name=clean(name)) as session:
        row = _type(session, type_id)
        if not name_key(name):
            raise RelationTypeMissing
        same = select(RelationType.id).where(RelationType.name_key == name_key(name), RelationType.id != type_id)
        if session.execute(same).first():
            raise RelationTypeTaken(clean(name))
        row.name, row.name_key = clean(name), name_key(name)


def set_symmetric(project: Project, type_id: int, symmetric: bool) -> None:
    """Say that relations of a kind hold both ways, or in one direction. Raises NotFound."""
    text = N_("Relations “{name}” both ways") if symmetric else N_("Relations “{name}” one way")
    with project.command("relations.symmetric", text, name=type_name(project, type_id)) as session:
        _type(session, type_id).symmetric = symmetric


def delete_type(project: Project, type_id: int) -> None:
    """Delete a kind of relation that no relation is of. Raises RelationTypeUsed, NotFound."""
    name = type_name(project, type_id)
    with project.command("relations.delete_type", N_("Delete relation type “{name}”"), name=name) as session:
        used = select(func.count()).select_from(Relation).where(Relation.type_id == type_id)
        if count := session.execute(used).scalar_one():
            raise RelationTypeUsed(name, count)
        journal.of(session).delete_with_dependents(RelationType, [type_id])


def type_name(project: Project, type_id: int) -> str:
    """What a kind of relation is called. Raises NotFound."""
    with project.read() as session:
        return _type(session, type_id).name


def types(project: Project) -> list[TypeRow]:
    """All kinds of relation, in order, used or not."""
    used = select(Relation.type_id, func.count()).group_by(Relation.type_id)
    with project.read() as session:
        counts = dict(session.execute(used).all())
        rows = session.execute(select(RelationType).order_by(RelationType.position, RelationType.id)).scalars()
        return [TypeRow(row.id, row.name, row.symmetric, counts.get(row.id, 0)) for row in rows]


def relation_types(project: Project) -> list[str]:
    """The names of all kinds of relation, in order, used or not."""
    return [row.name for row in types(project)]


def offered(project: Project) -> list[TypeRow]:
    """Kinds to choose from, the most used first; usual ones that the study does not have yet come last, with id 0."""
    known = sorted(types(project), key=lambda row: -row.used)
    keys = {name_key(row.name) for row in known}
    usual = (TypeRow(0, _(name), name in _BOTH_WAYS, 0) for name in USUAL)
    return [*known, *(row for row in usual if name_key(row.name) not in keys)]


# --- relations ------------------------------------------------------------------------------------------------------


def relate(project: Project, from_id: int, type_name: str, to_id: int, *, note: str = "") -> int:
    """Say how one code relates to another; gives the relation's id. A kind that is new is made.

    Raises RelationKnown, RelatedToItself, RelationTypeMissing, NotFound.
    """
    with project.command("relations.add", N_("Add relation “{type}”"), type=clean(type_name)) as session:
        if from_id == to_id:
            raise RelatedToItself
        usual = next((name for name in _BOTH_WAYS if name_key(_(name)) == name_key(type_name)), None)
        type_id = add_relation_type(project, type_name, symmetric=usual is not None)
        _refuse_known(session, from_id, type_id, to_id)
        for code_id in (from_id, to_id):
            code = session.get(Code, code_id)
            if code is None or code.retired:
                raise NotFound(_("This code is no longer there."))
        row = Relation(from_id=from_id, to_id=to_id, type_id=type_id, note=note.strip(), created_at=now())
        session.add(row)
        session.flush()
        return row.id


def retype(project: Project, relation_id: int, type_name: str, *, turned: bool = False) -> None:
    """Give a relation another kind, and with `turned` the other direction. Raises RelationKnown, NotFound."""
    with project.command("relations.retype", N_("Make a relation “{type}”"), type=clean(type_name)) as session:
        row = _relation(session, relation_id)
        type_id = add_relation_type(project, type_name)
        start, end = (row.to_id, row.from_id) if turned else (row.from_id, row.to_id)
        _refuse_known(session, start, type_id, end, but=relation_id)
        row.from_id, row.to_id, row.type_id = start, end, type_id


def annotate(project: Project, relation_id: int, note: str) -> None:
    """Write the note of a relation. Raises NotFound."""
    with project.command("relations.note", N_("Note on a relation")) as session:
        _relation(session, relation_id).note = note.strip()


def unrelate(project: Project, relation_id: int) -> None:
    """Delete a relation, with the lines that stood for it on any map."""
    with project.command("relations.delete", N_("Delete a relation")) as session:
        log = journal.of(session)
        drawn = select(MapEdge.id).where(MapEdge.relation_id == relation_id)
        log.delete_with_dependents(MapEdge, list(session.execute(drawn).scalars()))
        log.delete_with_dependents(Relation, [relation_id])


def relations(project: Project, code_ids: Sequence[int] | None = None) -> list[RelationRow]:
    """All relations between living codes, or those from and to some of them."""
    ends = () if code_ids is None else (or_(Relation.from_id.in_(code_ids), Relation.to_id.in_(code_ids)),)
    with project.read() as session:
        return _rows(session, *ends)


def _rows(session: Session, *where: ColumnElement[bool]) -> list[RelationRow]:
    origin, target = aliased(Code), aliased(Code)
    query = (
        select(
            Relation.id, Relation.from_id, origin.name, RelationType.name, RelationType.symmetric, Relation.to_id,
            target.name, Relation.note,
        )
        .join(origin, origin.id == Relation.from_id)
        .join(target, target.id == Relation.to_id)
        .join(RelationType, RelationType.id == Relation.type_id)
        .where(~origin.retired, ~target.retired, *where)
        .order_by(Relation.id)
    )  # fmt: skip
    return [RelationRow(*row) for row in bare(session, query)]


def on_map(project: Project, map_id: int) -> list[RelationRow]:
    """The relations between living codes that stand on a map as lines."""
    drawn = select(MapEdge.relation_id).where(MapEdge.map_id == map_id, MapEdge.relation_id.is_not(None))
    with project.read() as session:
        return _rows(session, Relation.id.in_(drawn))


def words(row: RelationRow) -> str:
    """A relation as a sentence: “conflicting obligations” leads to “managing the boundaries”."""
    return f"“{row.from_name}” {row.type} “{row.to_name}”"


# --- guards ---------------------------------------------------------------------------------------------------------


def _type(session: Session, type_id: int) -> RelationType:
    row = session.get(RelationType, type_id)
    if row is None:
        raise NotFound(_("This kind of relation is no longer there."))
    return row


def _relation(session: Session, relation_id: int) -> Relation:
    row = session.get(Relation, relation_id)
    if row is None:
        raise NotFound(_("This relation is no longer there."))
    return row


def _refuse_known(session: Session, from_id: int, type_id: int, to_id: int, but: int | None = None) -> None:
    """A relation stands once in each direction; one that holds both ways stands once."""
    ends = [(from_id, to_id)]
    if _type(session, type_id).symmetric:
        ends.append((to_id, from_id))
    for start, end in ends:
        same = (Relation.from_id == start, Relation.to_id == end, Relation.type_id == type_id)
        found = session.execute(select(Relation.id).where(*same)).scalar()
        if found is not None and found != but:
            raise RelationKnown
