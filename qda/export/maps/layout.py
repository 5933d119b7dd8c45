"""Places for nodes that have none: layers by level where nobody has placed anything, else near what they relate to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from statistics import fmean

from qda.export.maps.geometry import Point, Rect

_ACROSS = 90.0
"""Between neighbours of a layer: room for a short label."""
_BETWEEN = 96.0
"""Between layers: room for a label and an arrow."""
_CLOSE = 28.0
_STACKED = 62.0
"""Between neighbours of a column that relate to one another: room for a label."""
_WIDEST_LAYER = 5
"""Layers with more nodes are laid as columns, which grow downwards as lists do."""
_SWEEPS = 12
_PUSHES = 400
_SPRING = 150.0
_SEED = 7


def auto_place(
    sizes: Mapping[int, Point],
    ranks: Mapping[int, int],
    edges: Sequence[tuple[int, int]],
    fixed: Mapping[int, Point],
) -> dict[int, Point]:
    """The upper left corner of every node; those in `fixed` stay where they are.

    `sizes` are widths and heights, `ranks` order the layers (0 on top: themes), `edges` join keys.
    """
    if not fixed:
        return _layered(sizes, ranks, edges)
    return _beside(sizes, edges, fixed)


# -- layers


def _layered(
    sizes: Mapping[int, Point], ranks: Mapping[int, int], edges: Sequence[tuple[int, int]]
) -> dict[int, Point]:
    layers = _ordered(_layers(ranks), _neighbours(edges))
    upright = max((len(layer) for layer in layers), default=0) <= _WIDEST_LAYER
    places: dict[int, Point] = {}
    depth = 0.0
    for layer in layers:
        thickness = max(sizes[key][1 if upright else 0] for key in layer)
        extents = [sizes[key][0 if upright else 1] for key in layer]
        related = any(start in layer and end in layer for start, end in edges)
        gap = _ACROSS if upright else _STACKED if related else _CLOSE
        begin = -(sum(extents) + gap * (len(layer) - 1)) / 2
        for key, extent in zip(layer, extents, strict=True):
            places[key] = (begin, depth) if upright else (depth, begin)
            begin += extent + gap
        depth += thickness + _BETWEEN * (1.0 if upright else 1.6)
    return places


def _layers(ranks: Mapping[int, int]) -> list[list[int]]:
    by_rank: dict[int, list[int]] = defaultdict(list)
    for key, rank in ranks.items():
        by_rank[rank].append(key)
    return [by_rank[rank] for rank in sorted(by_rank)]


def _neighbours(edges: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    joined: dict[int, list[int]] = defaultdict(list)
    for start, end in edges:
        joined[start].append(end)
        joined[end].append(start)
    return joined


def _ordered(layers: list[list[int]], joined: Mapping[int, list[int]]) -> list[list[int]]:
    """Layers with nodes near their neighbours: sweeps down and up by the mean place of neighbours (Sugiyama 1981)."""
    place = {key: at - len(layer) / 2 for layer in layers for at, key in enumerate(layer)}
    for sweep in range(_SWEEPS):
        for layer in layers if sweep % 2 == 0 else layers[::-1]:
            here = set(layer)
            means = {
                key: fmean([place[other] for other in joined.get(key, []) if other not in here] or [place[key]])
                for key in layer
            }
            layer.sort(key=lambda key, means=means: means[key])  # type: ignore[misc]  # a lambda with a default
            place |= {key: at - len(layer) / 2 for at, key in enumerate(layer)}
    return layers


# -- beside what is there


def _beside(
    sizes: Mapping[int, Point], edges: Sequence[tuple[int, int]], fixed: Mapping[int, Point]
) -> dict[int, Point]:
    """New nodes where springs to their neighbours pull them, then pushed off everything they would cover."""
    centres = _sprung(sizes, edges, fixed)
    rects = {
        key: Rect(*fixed[key], *size)
        if key in fixed
        else Rect(centres[key][0] - size[0] / 2, centres[key][1] - size[1] / 2, *size)
        for key, size in sizes.items()
    }
    for _push in range(_PUSHES):
        if not _push_apart(rects, fixed):
            break
    return {key: (rect.x, rect.y) for key, rect in rects.items()}


def _sprung(
    sizes: Mapping[int, Point], edges: Sequence[tuple[int, int]], fixed: Mapping[int, Point]
) -> dict[int, Point]:
    import networkx as nx

    if all(key in fixed for key in sizes):
        return {}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(sizes)
    graph.add_edges_from(edges)
    known = {key: (x + sizes[key][0] / 2, y + sizes[key][1] / 2) for key, (x, y) in fixed.items()}
    middle = (fmean(x for x, _y in known.values()), fmean(y for _x, y in known.values()))
    # Where they begin: by their neighbours, each a little aside, so that none lies exactly on another.
    begin = dict(known)
    for turn, key in enumerate(key for key in sizes if key not in fixed):
        near = [known[other] for other in graph[key] if other in known] or [middle]
        begin[key] = (fmean(x for x, _y in near) + 30 + 7 * turn, fmean(y for _x, y in near) + 60 + 11 * turn)
    found = nx.spring_layout(graph, k=_SPRING, pos=begin, fixed=list(fixed), scale=None, iterations=60, seed=_SEED)
    return {key: (float(x), float(y)) for key, (x, y) in found.items()}


def _push_apart(rects: dict[int, Rect], fixed: Mapping[int, Point]) -> bool:
    """Move overlapping boxes off each other the shortest way; True if any had to move."""
    moved = False
    for one, other in combinations(rects, 2):
        if one in fixed and other in fixed:
            continue
        a, b = rects[one].grown(_CLOSE / 2), rects[other].grown(_CLOSE / 2)
        if not a.overlaps(b):
            continue
        moved = True
        across = min(a.right, b.right) - max(a.x, b.x)
        down = min(a.bottom, b.bottom) - max(a.y, b.y)
        sign = -1 if (a.centre[0] < b.centre[0] if across < down else a.centre[1] < b.centre[1]) else 1
        dx, dy = (sign * (across + 1), 0.0) if across < down else (0.0, sign * (down + 1))
        share = 0.0 if one in fixed else 1.0 if other in fixed else 0.5
        rects[one] = _moved(rects[one], dx * share, dy * share)
        rects[other] = _moved(rects[other], dx * (share - 1), dy * (share - 1))
    return moved


def _moved(rect: Rect, dx: float, dy: float) -> Rect:
    return Rect(rect.x + dx, rect.y + dy, rect.w, rect.h)
