"""Walking over a map by the keys: from box to box along the lines. No Qt here."""

from __future__ import annotations

from math import hypot

from qda.ui.analysis.maps.reading import Map, Node

_WITHIN = 0.3  # least share of the way that goes in the direction: about 70 degrees to either side


def walk(shown: Map, start: Node, step: tuple[int, int]) -> int | None:
    """The box at the other end of a line that lies most in a direction (one of the four), the nearest of them."""
    best: tuple[float, int] | None = None
    x, y = _centre(start)
    for line in shown.lines_of(start.id):
        other = shown.node(line.to_id if line.from_id == start.id else line.from_id)
        if other is None or other.id == start.id:
            continue
        dx, dy = _centre(other)[0] - x, _centre(other)[1] - y
        far = hypot(dx, dy) or 1.0
        along = (dx * step[0] + dy * step[1]) / far
        if along >= _WITHIN:
            cost = far * (2.0 - along)
            if best is None or (cost, other.id) < best:
                best = (cost, other.id)
    return best[1] if best else None


def _centre(node: Node) -> tuple[float, float]:
    return node.x + node.w / 2, node.y + node.h / 2
