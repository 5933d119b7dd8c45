"""What one does to a map, each as one act that can be undone. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qda.i18n import N_
from qda.ui.analysis.maps.lines import Box
from qda.ui.analysis.maps.reading import HEIGHT, WIDTH, Line, Map, Node, line_words

if TYPE_CHECKING:
    from qda.export.maps.arrange import Manner
    from qda.project.project import Project

Place = tuple[float, float]

_STEP = 16.0
_CLEAR = 30.0  # around a box, for lines to pass
_DOWN = HEIGHT + 32
_FAR = 40  # rings that are searched for a free place


def add_codes(project: Project, shown: Map, code_ids: Sequence[int], at: Place, *, placed: bool = False) -> list[int]:
    """Put codes on a map, one under the other from a place, with the relations they have to what is there already.

    Codes that stand on it are left where they are; `placed` where the hand chose the place. Gives the ids of the new
    nodes.
    """
    from qda.coding import maps

    there = {node.target_id: node.id for node in shown.nodes if node.target == "code"}
    new = [code for code in dict.fromkeys(code_ids) if code not in there]
    if not new:
        return []
    said = N_("Put a code on the map") if len(new) == 1 else N_("Put {count} codes on the map")
    with project.command("maps.place", said, count=len(new)):
        made: dict[int | None, int] = {}
        taken = list(shown.nodes)
        for number, code in enumerate(new):
            x, y = free_place(taken, (at[0], at[1] + number * _DOWN))
            node = made[code] = maps.place(project, shown.id, "code", code, (x, y, WIDTH, HEIGHT), placed=placed)
            taken.append(Node(node, "code", code, "initial", "", "", "", x, y))
        _join_known(project, shown.id, there | made, set(made))
    return list(made.values())


def _join_known(project: Project, map_id: int, nodes: dict[int | None, int], new: set[int | None]) -> None:
    from qda.coding import categories, maps

    for relation in categories.relations(project):
        ends: set[int | None] = {relation.from_id, relation.to_id}
        if ends & new and ends <= nodes.keys():
            start, end = nodes[relation.from_id], nodes[relation.to_id]
            maps.join(project, map_id, start, end, relation_id=relation.id)


def add_other(
    project: Project,
    shown: Map,
    target: str,
    target_id: int | None,
    at: Place,
    text: str = "",
    *,
    placed: bool = False,
) -> int:
    """Put a memo, a case or a note on a map; gives the node's id. What stands there already is left where it is."""
    from qda.coding import maps

    if target_id is not None:
        there = next((node.id for node in shown.nodes if (node.target, node.target_id) == (target, target_id)), None)
        if there is not None:
            return there
    x, y = free_place(shown.nodes, at)
    return maps.place(project, shown.id, target, target_id, (x, y, WIDTH, HEIGHT), text=text, placed=placed)


def move(project: Project, shown: Map, places: Mapping[int, Place], into: int | None = None) -> None:
    """Move boxes by hand; `into` is the group that they were dropped in."""
    from qda.coding import maps

    if into is None:
        maps.move_nodes(project, places)
        return
    with project.command("maps.move", N_("Move nodes into a group")):
        maps.move_nodes(project, places)
        maps.add_to_group(project, into, list(places))


def arrange(shown: Map, boxes: Mapping[int, Box], manner: Manner, *, everything: bool) -> dict[int, Place]:
    """Where a layout puts boxes (as large as they are shown); without `everything` what the hand placed stays."""
    from qda.export.maps.arrange import Box as Arranged
    from qda.export.maps.arrange import arranged
    from qda.export.maps.geometry import Rect

    given = {
        node.id: Arranged(Rect(*boxes[node.id]), node.placed and not everything, node.group_id)
        for node in shown.nodes
        if node.id in boxes
    }
    places = arranged(given, [(line.from_id, line.to_id) for line in shown.lines], manner)
    return {key: place for key, place in places.items() if place != boxes[key][:2]}


def relate(project: Project, shown: Map, start: Node, end: Node, kind: str) -> None:
    """Say how one box relates to another and draw it. Between codes it is a relation of the study; Raises NotFound.

    A relation that the study knows already is only drawn; one that is drawn already stays.
    """
    from qda.coding import categories, maps
    from qda.names import name_key

    if not (start.is_code and end.is_code) or start.target_id is None or end.target_id is None:
        maps.join(project, shown.id, start.id, end.id, label=kind)
        return
    with project.command("maps.relate", N_("Relate “{one}” to “{other}”"), one=start.title, other=end.title):
        known = (
            row.id
            for row in categories.relations(project)
            if (row.from_id, row.to_id) == (start.target_id, end.target_id) and name_key(row.type) == name_key(kind)
        )
        relation = next(known, None)
        if relation is None:
            relation = categories.relate(project, start.target_id, kind, end.target_id)
        if relation not in {line.relation_id for line in shown.lines}:
            maps.join(project, shown.id, start.id, end.id, relation_id=relation)


def accept(project: Project, shown: Map, line: Line, kind: str) -> None:
    """Make a proposal a relation of the study."""
    start, end = shown.node(line.from_id), shown.node(line.to_id)
    if start is not None and end is not None:
        relate(project, shown, start, end, kind)


def retell(project: Project, line: Line, kind: str) -> None:
    """Give a line other words: a relation gets another type for the study. Raises RelationKnown."""
    from qda.coding import maps

    if line.relation_id is not None:
        maps.change_relation(project, line.relation_id, kind=kind)
    else:
        maps.change_line(project, line.id, label=kind)


def turn(project: Project, line: Line) -> None:
    """Let a line run the other way: a relation for the study. Raises RelationKnown."""
    from qda.coding import maps

    if line.relation_id is not None:
        maps.change_relation(project, line.relation_id, turned=True)
    else:
        maps.change_line(project, line.id, turned=True)


def remove(
    project: Project, shown: Map, node_ids: Sequence[int], line_ids: Sequence[int], *, for_study: bool = False
) -> int:
    """Take boxes, groups and lines off a map. What boxes stand for stays.

    A line that is a relation goes from this map only; with `for_study` the relation itself is deleted. Gives how many
    things went.
    """
    from qda.coding import maps

    gone = set(node_ids)
    lines = [line for line in shown.lines if line.id in set(line_ids) and not gone & {line.from_id, line.to_id}]
    count = len(gone) + len(lines)
    if not lines:
        maps.remove_nodes(project, list(node_ids))
        return count
    if gone or len(lines) > 1:
        act = project.command("maps.remove", N_("Take {count} things off the map"), count=count)
    elif for_study or lines[0].relation_id is None:
        act = project.command("maps.erase", N_("Delete “{line}”"), line=line_words(shown, lines[0]))
    else:
        act = project.command("maps.remove_lines", N_("Take “{line}” off the map"), line=line_words(shown, lines[0]))
    with act:
        if gone:
            maps.remove_nodes(project, list(node_ids))
        _erase(project, lines, for_study=for_study)
    return count


def _erase(project: Project, lines: Sequence[Line], *, for_study: bool) -> None:
    from qda.coding import categories, maps

    maps.remove_lines(project, [line.id for line in lines])
    for line in lines:
        if for_study and line.relation_id is not None:
            categories.unrelate(project, line.relation_id)


def free_place(nodes: Sequence[Node], at: Place, size: Place = (WIDTH, HEIGHT)) -> Place:
    """The place nearest to `at` (upper left corner) where a box covers no other; in steps, ring by ring."""
    x, y = (round(value / 4) * 4.0 for value in at)
    for ring in range(_FAR):
        places = [(x + dx * _STEP * 2, y + dy * _STEP) for dx, dy in _ring(ring)]
        for place in sorted(places, key=lambda here: abs(here[0] - x) + abs(here[1] - y)):
            if not any(_covers(node, place, size) for node in nodes):
                return place
    return x, y


def _ring(radius: int) -> list[tuple[int, int]]:
    if radius == 0:
        return [(0, 0)]
    span = range(-radius, radius + 1)
    return [(dx, dy) for dx in span for dy in span if max(abs(dx), abs(dy)) == radius]


def _covers(node: Node, place: Place, size: Place) -> bool:
    (x, y), (w, h) = place, size
    return (
        node.x < x + w + _STEP
        and x < node.x + node.w + _STEP
        and node.y < y + h + _STEP
        and y < node.y + node.h + _STEP
    )
