"""Category maps: named drawings whose nodes stand for codes, memos, cases or notes, where the hand put them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from qda.errors import NotFound
from qda.i18n import N_, _
from qda.names import clean, name_key
from qda.project.project import Project, by_count, now
from qda.store import journal
from qda.store.models import CategoryMap, MapEdge, MapNode


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A box: `target` is code, memo, case or note; the place is the top left corner in map units (1/96 inch)."""

    id: int
    target: str
    target_id: int | None
    text: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A line between two nodes; with a relation it is the study's, without it belongs to this map alone."""

    id: int
    from_id: int
    to_id: int
    relation_id: int | None
    label: str


def create(project: Project, name: str) -> int:
    """A new empty map; gives its id."""
    with project.command("maps.create", N_("New map “{name}”"), name=clean(name)) as session:
        row = CategoryMap(name=clean(name), name_key=name_key(name), created_at=now())
        session.add(row)
        session.flush()
        return row.id


def place(
    project: Project,
    map_id: int,
    target: str,
    target_id: int | None,
    box: tuple[float, float, float, float],
    *,
    text: str = "",
) -> int:
    """Put a node on a map; `box` is x, y, width, height. Gives the node's id."""
    with project.command("maps.place", N_("Place a node")) as session:
        x, y, width, height = map(float, box)
        node = MapNode(
            map_id=map_id, target=target, target_id=target_id, text=text, x=x, y=y, width=width, height=height
        )
        session.add(node)
        session.flush()
        return node.id


def move_nodes(project: Project, places: dict[int, tuple[float, float]]) -> None:
    """Move nodes to new top left corners."""
    text = by_count(len(places), N_("Move a node"), N_("Move {count} nodes"))
    with project.command("maps.move", text, count=len(places)) as session:
        moved = {node: {"x": float(x), "y": float(y)} for node, (x, y) in places.items()}
        journal.of(session).update_each(MapNode, moved)


def join(
    project: Project, map_id: int, from_id: int, to_id: int, *, relation_id: int | None = None, label: str = ""
) -> int:
    """Draw a line between two nodes."""
    with project.command("maps.join", N_("Draw a line")) as session:
        edge = MapEdge(map_id=map_id, from_id=from_id, to_id=to_id, relation_id=relation_id, label=label)
        session.add(edge)
        session.flush()
        return edge.id


def remove_nodes(project: Project, node_ids: list[int]) -> None:
    """Take nodes and their lines off a map; what they stand for stays."""
    text = by_count(len(node_ids), N_("Take a node off the map"), N_("Take {count} nodes off the map"))
    with project.command("maps.remove", text, count=len(node_ids)) as session:
        journal.of(session).delete_with_dependents(MapNode, node_ids)


def remove_lines(project: Project, edge_ids: list[int]) -> None:
    """Take lines off a map; the boxes stay, and so does a relation that a line stood for."""
    with project.command("maps.remove_lines", N_("Take lines off the map")) as session:
        journal.of(session).delete_with_dependents(MapEdge, edge_ids)


def named(project: Project) -> list[tuple[int, str]]:
    """All maps: id and name."""
    with project.read() as session:
        query = select(CategoryMap.id, CategoryMap.name).order_by(CategoryMap.id)
        return [(row.id, row.name) for row in session.execute(query)]


def drawn(project: Project, map_id: int) -> tuple[list[NodeRow], list[EdgeRow]]:
    """The nodes and lines of a map."""
    with project.read() as session:
        if session.get(CategoryMap, map_id) is None:
            raise NotFound(_("This map is no longer there."))
        nodes = session.execute(select(MapNode).where(MapNode.map_id == map_id).order_by(MapNode.id)).scalars()
        edges = session.execute(select(MapEdge).where(MapEdge.map_id == map_id).order_by(MapEdge.id)).scalars()
        return (
            [NodeRow(n.id, n.target, n.target_id, n.text, n.x, n.y, n.width, n.height) for n in nodes],
            [EdgeRow(e.id, e.from_id, e.to_id, e.relation_id, e.label) for e in edges],
        )
