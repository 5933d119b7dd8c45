"""Category maps: named drawings whose nodes stand for codes, memos, cases or notes, where the hand put them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from qda.coding import relations
from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.names import clean, name_key
from qda.project.project import Project, by_count, now
from qda.store import journal
from qda.store.models import CategoryMap, MapEdge, MapMember, MapNode, MapRefusal, Relation

COUNTS = ("segments", "sources", "cases")
"""What the sizes and colours of boxes can tell."""


class MapNameTaken(QdaError):
    """Two maps of one name could not be told apart."""

    hint = N_("Choose another name.")

    def __init__(self, name: str) -> None:
        super().__init__(_("There is already a map called “{name}”.").format(name=name))


@dataclass(frozen=True, slots=True)
class MapRow:
    """A map: `size_by` and `color_by` are one of COUNTS, or "" for nothing."""

    id: int
    name: str
    description: str = ""
    size_by: str = ""
    color_by: str = ""
    nodes: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A box: `target` is code, memo, case, note or group; the place is the top left corner in map units (1/96 inch).

    `placed`: by hand, so that an automatic layout leaves it there. `group_id` is the node of the group that holds it.
    """

    id: int
    target: str
    target_id: int | None
    text: str
    x: float
    y: float
    width: float
    height: float
    placed: bool = True
    color: str = ""
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A line between two nodes; with a relation it is the study's, without it belongs to this map alone."""

    id: int
    from_id: int
    to_id: int
    relation_id: int | None
    label: str


# --- maps ---------------------------------------------------------------------------------------------------


def create(project: Project, name: str, *, description: str = "", at: int | None = None) -> int:
    """A new empty map, of now or of `at` (milliseconds UTC); gives its id. Raises MapNameTaken."""
    with project.command("maps.create", N_("New map “{name}”"), name=clean(name)) as session:
        _refuse_taken(session, name)
        made = now() if at is None else at
        row = CategoryMap(name=clean(name), name_key=name_key(name), created_at=made, description=description.strip())
        session.add(row)
        session.flush()
        return row.id


def rename(project: Project, map_id: int, name: str) -> None:
    """Give a map another name. Raises MapNameTaken."""
    with project.command("maps.rename", N_("Rename map to “{name}”"), name=clean(name)) as session:
        row = _map(session, map_id)
        _refuse_taken(session, name, but=map_id)
        row.name, row.name_key = clean(name), name_key(name)


def describe(project: Project, map_id: int, description: str) -> None:
    """Say what a map shows; it becomes the note under an exported picture."""
    with project.command("maps.describe", N_("Describe a map")) as session:
        _map(session, map_id).description = description.strip()


def show_by(project: Project, map_id: int, *, size_by: str | None = None, color_by: str | None = None) -> None:
    """Let sizes or colours of boxes tell one of COUNTS, or nothing (""); None leaves as it is."""
    if not {size_by, color_by} <= {None, "", *COUNTS}:
        raise ValueError(f"no count: {size_by}, {color_by}")
    with project.command("maps.show_by", N_("Show counts on a map")) as session:
        row = _map(session, map_id)
        row.size_by = row.size_by if size_by is None else size_by
        row.color_by = row.color_by if color_by is None else color_by


def duplicate(project: Project, map_id: int, name: str) -> int:
    """The same boxes, groups and lines on another map, and what was set aside; gives its id. Raises MapNameTaken."""
    with project.command("maps.duplicate", N_("Duplicate map as “{name}”"), name=clean(name)) as session:
        old = _map(session, map_id)
        made = create(project, name, description=old.description)
        show_by(project, made, size_by=old.size_by, color_by=old.color_by)
        nodes, edges = _drawn(session, map_id)
        log = journal.of(session)
        ids = log.insert_many(MapNode, [{**_node_values(node), "map_id": made} for node in nodes])
        twin = {node.id: new for node, new in zip(nodes, ids, strict=True)}
        held = [node for node in nodes if node.group_id is not None]
        members = [{"group_id": twin[node.group_id], "node_id": twin[node.id]} for node in held if node.group_id]
        log.insert_many(MapMember, members)
        ends = [{"from_id": twin[edge.from_id], "to_id": twin[edge.to_id]} for edge in edges]
        told = [{"map_id": made, "relation_id": edge.relation_id, "label": edge.label} for edge in edges]
        log.insert_many(MapEdge, [{**words, **pair} for words, pair in zip(told, ends, strict=True)])
        aside = select(MapRefusal.one_id, MapRefusal.other_id).where(MapRefusal.map_id == map_id)
        pairs = [{"map_id": made, "one_id": one, "other_id": other} for one, other in session.execute(aside)]
        log.insert_many(MapRefusal, pairs)
        return made


def delete(project: Project, map_id: int) -> None:
    """Delete a map with its boxes and lines; what they stand for stays."""
    with project.read() as session:
        name = _map(session, map_id).name
    with project.command("maps.delete", N_("Delete map “{name}”"), name=name) as session:
        log = journal.of(session)
        nodes = list(session.execute(select(MapNode.id).where(MapNode.map_id == map_id)).scalars())
        log.delete_with_dependents(MapNode, nodes)
        log.delete_with_dependents(CategoryMap, [map_id])


def _node_values(node: NodeRow) -> dict[str, object]:
    names = ("target", "target_id", "text", "x", "y", "width", "height", "placed", "color")
    return {name: getattr(node, name) for name in names}


def _map(session: Session, map_id: int) -> CategoryMap:
    row = session.get(CategoryMap, map_id)
    if row is None:
        raise NotFound(_("This map is no longer there."))
    return row


def _refuse_taken(session: Session, name: str, *, but: int | None = None) -> None:
    known = session.execute(select(CategoryMap.id).where(CategoryMap.name_key == name_key(name))).scalar()
    if known is not None and known != but:
        raise MapNameTaken(clean(name))


# --- boxes --------------------------------------------------------------------------------------------------


def place(
    project: Project,
    map_id: int,
    target: str,
    target_id: int | None,
    box: tuple[float, float, float, float],
    *,
    text: str = "",
    placed: bool = True,
    color: str = "",
) -> int:
    """Put a node on a map; `box` is x, y, width, height; `placed` where the hand chose the place. Gives its id."""
    with project.command("maps.place", N_("Place a node")) as session:
        x, y, width, height = map(float, box)
        node = MapNode(
            map_id=map_id, target=target, target_id=target_id, text=text, x=x, y=y, width=width, height=height,
            placed=placed, color=color,
        )  # fmt: skip
        session.add(node)
        session.flush()
        return node.id


def move_nodes(project: Project, places: Mapping[int, tuple[float, float]]) -> None:
    """Move nodes by hand to new top left corners: there they stay when the map is arranged."""
    text = by_count(len(places), N_("Move a node"), N_("Move {count} nodes"))
    with project.command("maps.move", text, count=len(places)) as session:
        _put(session, places, by_hand=True)


def arrange(project: Project, places: Mapping[int, tuple[float, float]]) -> None:
    """Move nodes where a layout wants them; they count as not placed by hand."""
    text = by_count(len(places), N_("Arrange a node"), N_("Arrange {count} nodes"))
    with project.command("maps.arrange", text, count=len(places)) as session:
        _put(session, places, by_hand=False)


def _put(session: Session, places: Mapping[int, tuple[float, float]], *, by_hand: bool) -> None:
    there = _there(session, places)
    moved = {
        node: {"x": float(x), "y": float(y), "placed": by_hand} for node, (x, y) in places.items() if node in there
    }
    journal.of(session).update_each(MapNode, moved)


def _there(session: Session, node_ids: Iterable[int]) -> set[int]:
    """Those of the nodes that are still there: a layout takes its time, and meanwhile one may have gone."""
    return set(session.execute(select(MapNode.id).where(MapNode.id.in_(list(node_ids)))).scalars())


def color_nodes(project: Project, node_ids: Sequence[int], color: str) -> None:
    """Give boxes a colour by hand, as #RRGGBB; "" gives them their own again."""
    text = by_count(len(node_ids), N_("Colour a node"), N_("Colour {count} nodes"))
    with project.command("maps.color", text, count=len(node_ids)) as session:
        there = _there(session, node_ids)
        journal.of(session).update_each(MapNode, {node: {"color": color} for node in node_ids if node in there})


def set_text(project: Project, node_id: int, text: str) -> None:
    """Word a note or the title of a group anew."""
    with project.command("maps.text", N_("Write “{words}” on a map"), words=clean(text)) as session:
        node = session.get(MapNode, node_id)
        if node is None:
            raise NotFound(_("This node is no longer there."))
        node.text = text.strip()


def remove_nodes(project: Project, node_ids: list[int]) -> None:
    """Take nodes and their lines off a map; what they stand for stays."""
    text = by_count(len(node_ids), N_("Take a node off the map"), N_("Take {count} nodes off the map"))
    with project.command("maps.remove", text, count=len(node_ids)) as session:
        journal.of(session).delete_with_dependents(MapNode, node_ids)


# --- groups -------------------------------------------------------------------------------------------------


def group(
    project: Project, map_id: int, title: str, node_ids: Sequence[int], *, box: Sequence[float] = (0, 0, 240, 120)
) -> int:
    """A frame with a title around boxes, taken out of the groups they were in; `box` is where it lies while empty."""
    with project.command("maps.group", N_("Group “{title}”"), title=clean(title)):
        x, y, width, height = map(float, box)
        made = place(project, map_id, "group", None, (x, y, width, height), text=clean(title))
        add_to_group(project, made, node_ids)
        return made


def add_to_group(project: Project, group_id: int, node_ids: Sequence[int]) -> None:
    """Put boxes into a group; a box is in one group at most, and groups are in none."""
    with project.command("maps.join_group", N_("Put nodes into a group")) as session:
        frame = session.get(MapNode, group_id)
        if frame is None or frame.target != "group":
            raise NotFound(_("This group is no longer there."))
        boxes = select(MapNode.id).where(
            MapNode.id.in_(node_ids), MapNode.target != "group", MapNode.map_id == frame.map_id
        )
        known = list(session.execute(boxes.order_by(MapNode.id)).scalars())
        log = journal.of(session)
        log.delete_where(MapMember, MapMember.node_id.in_(known))
        log.insert_many(MapMember, [{"group_id": group_id, "node_id": node} for node in known])


def take_out(project: Project, node_ids: Sequence[int]) -> None:
    """Take boxes out of their groups; they stay where they are."""
    text = by_count(len(node_ids), N_("Take a node out of its group"), N_("Take {count} nodes out of their groups"))
    with project.command("maps.leave_group", text, count=len(node_ids)) as session:
        journal.of(session).delete_where(MapMember, MapMember.node_id.in_(node_ids))


def ungroup(project: Project, group_ids: Sequence[int]) -> None:
    """Take frames away; the boxes stay."""
    with project.command("maps.ungroup", N_("Ungroup")) as session:
        frames = select(MapNode.id).where(MapNode.id.in_(group_ids), MapNode.target == "group")
        journal.of(session).delete_with_dependents(MapNode, list(session.execute(frames).scalars()))


# --- lines --------------------------------------------------------------------------------------------------


def join(
    project: Project, map_id: int, from_id: int, to_id: int, *, relation_id: int | None = None, label: str = ""
) -> int:
    """Draw a line between two nodes of this map. Raises NotFound."""
    with project.command("maps.join", N_("Draw a line")) as session:
        here = select(MapNode.id).where(MapNode.map_id == map_id, MapNode.id.in_((from_id, to_id)))
        if set(session.execute(here).scalars()) != {from_id, to_id}:
            raise NotFound(_("This node is no longer there."))
        edge = MapEdge(map_id=map_id, from_id=from_id, to_id=to_id, relation_id=relation_id, label=label)
        session.add(edge)
        session.flush()
        return edge.id


def change_line(project: Project, edge_id: int, *, label: str | None = None, turned: bool = False) -> None:
    """Word a line of this map alone anew, or let it run the other way."""
    with project.command("maps.line", N_("Change a line")) as session:
        edge = session.get(MapEdge, edge_id)
        if edge is None:
            raise NotFound(_("This line is no longer there."))
        edge.label = edge.label if label is None else clean(label)
        if turned:
            edge.from_id, edge.to_id = edge.to_id, edge.from_id


def change_relation(project: Project, relation_id: int, *, kind: str | None = None, turned: bool = False) -> None:
    """Give a relation of the study another type or direction; every map follows. Raises RelationKnown, NotFound."""
    now_called = next((row.type for row in relations.relations(project) if row.id == relation_id), None)
    if now_called is None:
        raise NotFound(_("This relation is no longer there."))
    relations.retype(project, relation_id, kind if kind is not None else now_called, turned=turned)


def remove_lines(project: Project, edge_ids: list[int]) -> None:
    """Take lines off a map; the boxes stay, and so does a relation that a line stood for."""
    with project.command("maps.remove_lines", N_("Take lines off the map")) as session:
        journal.of(session).delete_with_dependents(MapEdge, edge_ids)


# --- reading ------------------------------------------------------------------------------------------------


def named(project: Project) -> list[tuple[int, str]]:
    """All maps: id and name."""
    with project.read() as session:
        query = select(CategoryMap.id, CategoryMap.name).order_by(CategoryMap.id)
        return [(row.id, row.name) for row in session.execute(query)]


def rows(project: Project) -> list[MapRow]:
    """All maps with how much stands on each; groups are no nodes here."""
    boxes = select(MapNode.map_id, func.count()).where(MapNode.target != "group").group_by(MapNode.map_id)
    lines = select(MapEdge.map_id, func.count()).group_by(MapEdge.map_id)
    with project.read() as session:
        nodes: dict[int, int] = defaultdict(int, dict(session.execute(boxes).all()))
        edges: dict[int, int] = defaultdict(int, dict(session.execute(lines).all()))
        found = session.execute(select(CategoryMap).order_by(CategoryMap.id)).scalars()
        return [
            MapRow(row.id, row.name, row.description, row.size_by, row.color_by, nodes[row.id], edges[row.id])
            for row in found
        ]


def head(project: Project, map_id: int) -> MapRow:
    """A map's name and what belongs to it as a whole, its boxes uncounted. Raises NotFound."""
    with project.read() as session:
        row = _map(session, map_id)
        return MapRow(row.id, row.name, row.description, row.size_by, row.color_by)


def drawn(project: Project, map_id: int) -> tuple[list[NodeRow], list[EdgeRow]]:
    """The nodes and lines of a map. Raises NotFound."""
    with project.read() as session:
        _map(session, map_id)
        return _drawn(session, map_id)


def boxes(project: Project, node_ids: Collection[int]) -> list[NodeRow]:
    """Some nodes of a map, those of them that are there."""
    held = select(MapMember.node_id, MapMember.group_id).where(MapMember.node_id.in_(node_ids))
    with project.read() as session:
        group_of = dict(session.execute(held).all())
        return _rows(session.execute(_boxes().where(MapNode.id.in_(node_ids))), group_of)


def _boxes() -> Select[*tuple[Any, ...]]:
    # Columns and not rows of the model: a map is read after every act, and three hundred objects take their time.
    return select(
        MapNode.id, MapNode.target, MapNode.target_id, MapNode.text, MapNode.x, MapNode.y, MapNode.width,
        MapNode.height, MapNode.placed, MapNode.color,
    )  # fmt: skip


def _rows(nodes: Iterable[Any], group_of: Mapping[int, int]) -> list[NodeRow]:
    return [
        NodeRow(n.id, n.target, n.target_id, n.text, n.x, n.y, n.width, n.height, n.placed, n.color, group_of.get(n.id))
        for n in nodes
    ]


def _drawn(session: Session, map_id: int) -> tuple[list[NodeRow], list[EdgeRow]]:
    held = select(MapMember.node_id, MapMember.group_id).join(MapNode, MapNode.id == MapMember.node_id)
    group_of = dict(session.execute(held.where(MapNode.map_id == map_id)).all())
    nodes = session.execute(_boxes().where(MapNode.map_id == map_id).order_by(MapNode.id))
    lines = select(MapEdge.id, MapEdge.from_id, MapEdge.to_id, MapEdge.relation_id, MapEdge.label)
    edges = session.execute(lines.where(MapEdge.map_id == map_id).order_by(MapEdge.id))
    rows = _rows(nodes, group_of)
    code_of = {row.id: row.target_id for row in rows if row.target == "code"}
    ends = select(Relation.id, Relation.from_id, Relation.to_id).join(MapEdge, MapEdge.relation_id == Relation.id)
    relation_ends = {key: (start, end) for key, start, end in session.execute(ends.where(MapEdge.map_id == map_id))}
    found = [EdgeRow(e.id, e.from_id, e.to_id, e.relation_id, e.label) for e in edges]
    return rows, [_directed(edge, code_of, relation_ends) for edge in found]


def _directed(
    edge: EdgeRow, code_of: Mapping[int, int | None], relation_ends: Mapping[int, tuple[int, int]]
) -> EdgeRow:
    """A line runs as its relation does, which may have been turned round elsewhere."""
    ends = (code_of.get(edge.from_id), code_of.get(edge.to_id))
    if edge.relation_id is None or relation_ends.get(edge.relation_id) != ends[::-1] or ends[0] == ends[1]:
        return edge
    return replace(edge, from_id=edge.to_id, to_id=edge.from_id)
