"""Arranging a map that is there: in layers or by forces, around what was placed by hand, without overlaps.

The same map gives the same places every time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from statistics import fmean, median
from typing import TYPE_CHECKING, Literal

from qda.export.maps.geometry import Point, Rect, around, frame_around

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Manner = Literal["down", "right", "force"]

_ACROSS = 64.0
"""Between neighbours of a layer."""
_BETWEEN = 96.0
"""Between layers: room for a label and an arrow."""
_APART = 110.0
"""Between parts of a map that nothing joins."""
_CLEAR = 24.0
"""Around what stands, for lines to pass."""
_SWEEPS = 16
_STEPS = 220
_STEP = 16.0
_RINGS = 160
_GOLDEN = 2.399963
"""The golden angle: begins that spread evenly and never fall on one another."""


@dataclass(frozen=True, slots=True)
class Box:
    """What is arranged: its size and place now, whether it stays, and the group that holds it."""

    rect: Rect
    fixed: bool = False
    group: int | None = None


def arranged(boxes: Mapping[int, Box], edges: Sequence[tuple[int, int]], manner: Manner) -> dict[int, Point]:
    """New upper left corners of the boxes that are not fixed; those of a group stay together, apart from others.

    A group with a fixed box stays as it is. Places are whole multiples of 4.
    """
    groups: dict[int, list[int]] = defaultdict(list)
    for key, box in boxes.items():
        if box.group is not None:
            groups[box.group].append(key)
    inner = {group: _inside(boxes, members, edges, manner) for group, members in groups.items()}
    units = _units(boxes, groups, inner)
    unit_of = {key: -1 - box.group if box.group is not None else key for key, box in boxes.items()}
    between = {(unit_of[a], unit_of[b]) for a, b in edges if a in unit_of and b in unit_of and unit_of[a] != unit_of[b]}
    fixed = {unit: units[unit] for unit in units if _stays(unit, boxes, groups)}
    found = _places(units, sorted(between), fixed, manner)
    places: dict[int, Point] = {}
    for unit, (x, y) in found.items():
        if unit in fixed:
            continue
        if unit in boxes:
            places[unit] = (x, y)
            continue
        dx, dy = x - units[unit].x, y - units[unit].y
        places |= {key: (rect.x + dx, rect.y + dy) for key, rect in inner[-1 - unit].items()}
    return {key: (round(x / 4) * 4.0, round(y / 4) * 4.0) for key, (x, y) in places.items()}


def _stays(unit: int, boxes: Mapping[int, Box], groups: Mapping[int, Sequence[int]]) -> bool:
    if unit in boxes:
        return boxes[unit].fixed
    return any(boxes[key].fixed for key in groups[-1 - unit])


def _inside(
    boxes: Mapping[int, Box], members: Sequence[int], edges: Sequence[tuple[int, int]], manner: Manner
) -> dict[int, Rect]:
    """The boxes of a group as they lie to one another."""
    rects = {key: boxes[key].rect for key in members}
    if any(boxes[key].fixed for key in members):
        return rects
    own = [(a, b) for a, b in edges if a in rects and b in rects]
    places = _layers_of(rects, own, across=manner == "right")
    return {key: Rect(*places[key], rect.w, rect.h) for key, rect in rects.items()}


def _units(
    boxes: Mapping[int, Box], groups: Mapping[int, Sequence[int]], inner: Mapping[int, Mapping[int, Rect]]
) -> dict[int, Rect]:
    """What is moved as one: boxes by their keys, groups by -1 minus theirs, with the room of their frames."""
    units = {key: box.rect for key, box in boxes.items() if box.group is None}
    return units | {-1 - group: frame_around(inner[group].values()) for group in groups}


def _places(
    units: Mapping[int, Rect], edges: Sequence[tuple[int, int]], fixed: Mapping[int, Rect], manner: Manner
) -> dict[int, Point]:
    wanted = _layers_of(units, edges, across=manner == "right")
    if fixed:
        wanted = _beside(wanted, fixed)
    if manner == "force":
        wanted = _pulled(units, edges, fixed, wanted)
    return _apart(units, wanted, fixed)


def _beside(wanted: Mapping[int, Point], fixed: Mapping[int, Rect]) -> dict[int, Point]:
    """The whole layout moved so that what stays lies as near to its own places as can be; then at those places."""
    dx = median(rect.x - wanted[key][0] for key, rect in fixed.items())
    dy = median(rect.y - wanted[key][1] for key, rect in fixed.items())
    moved = {key: (x + dx, y + dy) for key, (x, y) in wanted.items()}
    return moved | {key: (rect.x, rect.y) for key, rect in fixed.items()}


# -- layers (Sugiyama, Tagawa and Toda 1981)


def _layers_of(rects: Mapping[int, Rect], edges: Sequence[tuple[int, int]], *, across: bool) -> dict[int, Point]:
    """Each part that hangs together in layers from above (or from the left), parts side by side."""
    places: dict[int, Point] = {}
    begin = 0.0
    for part in _parts(rects, edges):
        found = _one_part({key: rects[key] for key in part}, edges, across=across)
        area = around([Rect(*found[key], rects[key].w, rects[key].h) for key in part])
        dx, dy = (-area.x, begin - area.y) if across else (begin - area.x, -area.y)
        places |= {key: (x + dx, y + dy) for key, (x, y) in found.items()}
        begin += (area.h if across else area.w) + _APART
    return places


def _parts(keys: Iterable[int], edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """What hangs together, the largest first; what nothing joins is one part, laid as a block."""
    near = _near(edges)
    seen: set[int] = set()
    parts: list[list[int]] = []
    alone: list[list[int]] = []
    for key in keys:
        if key in seen:
            continue
        part, waiting = [], [key]
        seen.add(key)
        while waiting:
            part.append(waiting.pop())
            new = [other for other in near[part[-1]] if other not in seen]
            seen.update(new)
            waiting += new
        (parts if len(part) > 1 else alone).append(part)
    parts.sort(key=lambda part: (-len(part), min(part)))
    return [*parts, [key for part in alone for key in part]] if alone else parts


def _near(edges: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    near: dict[int, list[int]] = defaultdict(list)
    for start, end in edges:
        if start != end:
            near[start].append(end)
            near[end].append(start)
    return near


def _one_part(rects: Mapping[int, Rect], edges: Sequence[tuple[int, int]], *, across: bool) -> dict[int, Point]:
    own = [(a, b) for a, b in edges if a in rects and b in rects and a != b]
    if not own:
        return _block(rects)
    layers = _ordered(_ranked(sorted(rects), own), own)
    places: dict[int, Point] = {}
    depth = 0.0
    middles: dict[int, float] = {}
    for layer in layers:
        lengths = [rects[key].h if across else rects[key].w for key in layer]
        thick = max(rects[key].w if across else rects[key].h for key in layer)
        near = _near(own)
        wished = [fmean([middles[other] for other in near[key] if other in middles] or [0.0]) for key in layer]
        for key, length, middle in zip(layer, lengths, _spread(wished, lengths), strict=True):
            middles[key] = middle
            begin = middle - length / 2
            if across:
                places[key] = (depth, begin)
            else:
                places[key] = (begin, depth + (thick - rects[key].h) / 2)
        depth += thick + _BETWEEN * (1.6 if across else 1.0)
    return places


def _block(rects: Mapping[int, Rect]) -> dict[int, Point]:
    """Boxes without lines, row by row, about as wide as high."""
    keys = sorted(rects)
    columns = max(1, round(len(keys) ** 0.5))
    wide = max(rects[key].w for key in keys) + _ACROSS / 2
    places: dict[int, Point] = {}
    y = 0.0
    for first in range(0, len(keys), columns):
        row = keys[first : first + columns]
        places |= {key: (at * wide, y) for at, key in enumerate(row)}
        y += max(rects[key].h for key in row) + _CLEAR + 4
    return places


def _spread(wished: Sequence[float], lengths: Sequence[float]) -> list[float]:
    """Middles in that order, as near to what is wished as the lengths allow (the mean of pushing from both ends)."""
    left: list[float] = []
    for at, wish in enumerate(wished):
        least = left[-1] + (lengths[at - 1] + lengths[at]) / 2 + _ACROSS if left else wish
        left.append(max(wish, least))
    right: list[float] = []
    for at in range(len(wished) - 1, -1, -1):
        most = right[-1] - (lengths[at] + lengths[at + 1]) / 2 - _ACROSS if right else wished[at]
        right.append(min(wished[at], most))
    return [(one + other) / 2 for one, other in zip(left, reversed(right), strict=True)]


def _ranked(keys: Sequence[int], edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Layers by the longest path from a box that nothing leads to; what would close a circle is turned."""
    down: dict[int, list[int]] = defaultdict(list)
    for start, end in _without_circles(keys, edges):
        down[start].append(end)
    rank = dict.fromkeys(keys, 0)
    for key in _in_order(keys, down):
        for following in down[key]:
            rank[following] = max(rank[following], rank[key] + 1)
    # What begins somewhere stands just above what it leads to, and not far up at the top.
    for key in keys:
        if down[key] and not any(key in ends for ends in down.values()):
            rank[key] = min(rank[following] for following in down[key]) - 1
    layers: dict[int, list[int]] = defaultdict(list)
    for key in keys:
        layers[rank[key]].append(key)
    return [layers[at] for at in sorted(layers)]


def _without_circles(keys: Sequence[int], edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    down: dict[int, list[int]] = defaultdict(list)
    for start, end in edges:
        down[start].append(end)
    arriving = {end for _start, end in edges}
    begun, done = set[int](), set[int]()
    kept: list[tuple[int, int]] = []
    for root in sorted(keys, key=lambda key: (key in arriving, key)):
        stack = [(root, iter(down[root]))] if root not in begun else []
        begun.add(root)
        while stack:
            key, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                done.add(key)
                stack.pop()
                continue
            back = following in begun and following not in done
            kept.append((following, key) if back else (key, following))
            if following not in begun:
                begun.add(following)
                stack.append((following, iter(down[following])))
    return list(dict.fromkeys(kept))


def _in_order(keys: Sequence[int], down: Mapping[int, Sequence[int]]) -> list[int]:
    """Each before all that it leads to (Kahn 1962)."""
    waits = dict.fromkeys(keys, 0)
    for ends in list(down.values()):
        for end in ends:
            waits[end] += 1
    ready = [key for key in keys if not waits[key]]
    order: list[int] = []
    while ready:
        order.append(ready.pop(0))
        for end in down.get(order[-1], ()):
            waits[end] -= 1
            if not waits[end]:
                ready.append(end)
    return order


def _ordered(layers: list[list[int]], edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Boxes near their neighbours: sweeps down and up by barycentre, the best of them kept."""
    near = _near(edges)
    best, least = [list(layer) for layer in layers], _crossings(layers, near)
    for sweep in range(_SWEEPS):
        place = {key: at - (len(layer) - 1) / 2 for layer in layers for at, key in enumerate(layer)}
        rank = {key: at for at, layer in enumerate(layers) for key in layer}
        for at in range(len(layers)) if sweep % 2 == 0 else range(len(layers) - 1, -1, -1):
            means = {
                key: fmean([place[other] for other in near[key] if rank[other] != at] or [place[key]])
                for key in layers[at]
            }
            layers[at].sort(key=means.__getitem__)
            place |= {key: number - (len(layers[at]) - 1) / 2 for number, key in enumerate(layers[at])}
        crossed = _crossings(layers, near)
        if crossed < least:
            best, least = [list(layer) for layer in layers], crossed
    return best


def _crossings(layers: Sequence[Sequence[int]], near: Mapping[int, Sequence[int]]) -> int:
    """How often lines between neighbouring layers cross."""
    count = 0
    for upper, lower in pairwise(layers):
        place = {key: at for at, key in enumerate(lower)}
        ends = [sorted(place[other] for other in near[key] if other in place) for key in upper]
        met: list[int] = []
        for each in ends:
            count += sum(1 for end in each for other in met if other > end)
            met += each
    return count


# -- forces (Fruchterman and Reingold 1991)


def _pulled(
    units: Mapping[int, Rect],
    edges: Sequence[tuple[int, int]],
    fixed: Mapping[int, Rect],
    begin: Mapping[int, Point],
) -> dict[int, Point]:
    """Where springs along the lines, pushes between all and a slight pull to the middle come to rest."""
    import numpy as np

    keys = list(units)
    if len(keys) < 2:
        return dict(begin)
    sizes = np.array([(units[key].w, units[key].h) for key in keys])
    at = np.array([begin[key] for key in keys]) + sizes / 2
    free = np.array([key not in fixed for key in keys])
    # A start in layers would stay flat: what may move begins on a spiral around the middle.
    turn = np.arange(len(keys))
    ideal = float(np.hypot(*sizes.mean(axis=0))) * 0.6 + 40
    spiral = np.stack([np.cos(turn * _GOLDEN), np.sin(turn * _GOLDEN)], axis=1) * (np.sqrt(turn) * ideal * 0.6)[:, None]
    middle = at[~free].mean(axis=0) if fixed else at.mean(axis=0)
    at = np.where(free[:, None], middle + spiral + 1.0, at)
    number = {key: place for place, key in enumerate(keys)}
    pairs = np.array([(number[a], number[b]) for a, b in edges if a != b], dtype=int).reshape(-1, 2)
    for step in range(_STEPS):
        force = _force(at, pairs, ideal, middle)
        size = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-9)
        heat = ideal * 0.6 * (1 - step / _STEPS) + 1.0
        at = at + np.where(free, np.minimum(size, heat) / size, 0.0)[:, None] * force
    corners = at - sizes / 2
    return {key: (float(corners[place, 0]), float(corners[place, 1])) for key, place in number.items()}


def _force(
    at: NDArray[np.float64], pairs: NDArray[np.int_], ideal: float, middle: NDArray[np.float64]
) -> NDArray[np.float64]:
    import numpy as np

    apart = at[:, None, :] - at[None, :, :]
    square = np.maximum((apart**2).sum(axis=2), 1.0)
    force: NDArray[np.float64] = (apart * (ideal**2 / square)[:, :, None]).sum(axis=1)
    along = at[pairs[:, 1]] - at[pairs[:, 0]]
    pull = along * (np.hypot(along[:, 0], along[:, 1]) / ideal)[:, None]
    np.add.at(force, pairs[:, 0], pull)
    np.add.at(force, pairs[:, 1], -pull)
    return force - (at - middle) * 0.3


# -- nothing on anything


def _apart(units: Mapping[int, Rect], wanted: Mapping[int, Point], fixed: Mapping[int, Rect]) -> dict[int, Point]:
    """Each at its wanted place or at the free one nearest to it; what stays comes first, then from the middle out."""
    taken = [rect.grown(_CLEAR / 2) for rect in fixed.values()]
    places = {key: (rect.x, rect.y) for key, rect in fixed.items()}
    free = [key for key in units if key not in fixed]
    if not free:
        return places
    rects = {key: Rect(*wanted[key], units[key].w, units[key].h) for key in free}
    x, y = around(rects.values()).centre
    for key in sorted(free, key=lambda key: (hypot(rects[key].centre[0] - x, rects[key].centre[1] - y), key)):
        place = _free_place(rects[key], taken)
        taken.append(place.grown(_CLEAR / 2))
        places[key] = (place.x, place.y)
    return places


def _free_place(rect: Rect, taken: Sequence[Rect]) -> Rect:
    for ring in range(_RINGS):
        span = range(-ring, ring + 1)
        steps = [(dx, dy) for dx in span for dy in span if max(abs(dx), abs(dy)) == ring]
        for dx, dy in sorted(steps, key=lambda step: (hypot(*step), step)):
            moved = Rect(rect.x + dx * _STEP, rect.y + dy * _STEP, rect.w, rect.h)
            needed = moved.grown(_CLEAR / 2)
            if not any(needed.overlaps(other) for other in taken):
                return moved
    low = max((other.bottom for other in taken), default=rect.y)
    return Rect(rect.x, low + _CLEAR, rect.w, rect.h)
