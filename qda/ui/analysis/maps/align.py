"""Straight lines on a map: boxes aligned and spread evenly, and what a box snaps to while it is dragged. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qda.i18n import N_
from qda.ui.analysis.maps.lines import Box, Point

Way = Literal["left", "centre", "right", "top", "middle", "bottom", "across", "down"]

WAYS: Mapping[Way, str] = {
    "left": N_("Align left edges"),
    "centre": N_("Align centres, one above the other"),
    "right": N_("Align right edges"),
    "top": N_("Align upper edges"),
    "middle": N_("Align middles, side by side"),
    "bottom": N_("Align lower edges"),
    "across": N_("Equal gaps across"),
    "down": N_("Equal gaps down"),
}
"""How boxes can be aligned, and what it is called."""

GRID = 4.0
"""Boxes lie on whole multiples of it, in map units."""


def aligned(boxes: Mapping[int, Box], way: Way) -> dict[int, Point]:
    """New upper left corners of boxes; only of those that lie elsewhere now.

    Edges go to the outermost one, centres to the middle of all; for equal gaps the first and the last stay.
    """
    if way in ("across", "down"):
        places = _even(boxes, 0 if way == "across" else 1)
    else:
        axis = 0 if way in ("left", "centre", "right") else 1
        share = {"left": 0.0, "top": 0.0, "right": 1.0, "bottom": 1.0}.get(way, 0.5)
        low = min(box[axis] for box in boxes.values())
        high = max(box[axis] + box[axis + 2] for box in boxes.values())
        goal = low + (high - low) * share
        places = {key: _set(box, axis, goal - box[axis + 2] * share) for key, box in boxes.items()}
    return {key: place for key, place in places.items() if place != boxes[key][:2]}


def _even(boxes: Mapping[int, Box], axis: int) -> dict[int, Point]:
    order = sorted(boxes, key=lambda key: boxes[key][axis] + boxes[key][axis + 2] / 2)
    first, last = boxes[order[0]], boxes[order[-1]]
    room = last[axis] + last[axis + 2] - first[axis] - sum(boxes[key][axis + 2] for key in order)
    gap = room / (len(order) - 1) if len(order) > 1 else 0.0
    places = {}
    at = first[axis]
    for key in order:
        places[key] = _set(boxes[key], axis, at)
        at += boxes[key][axis + 2] + gap
    places[order[-1]] = last[:2]
    return places


def _set(box: Box, axis: int, value: float) -> Point:
    return (value, box[1]) if axis == 0 else (box[0], value)


@dataclass(frozen=True, slots=True)
class Snap:
    """How far a dragged box is to be moved on, and the guide lines that say why."""

    dx: float
    dy: float
    guides: tuple[tuple[Point, Point], ...] = ()


def snapped(moving: Box, others: Sequence[Box], reach: float) -> Snap:
    """What brings an edge or the centre of a box in line with one of others within reach; else onto the grid."""
    dx, across = _nearest(moving, others, 0, reach)
    dy, down = _nearest(moving, others, 1, reach)
    moved = (moving[0] + dx, moving[1] + dy, moving[2], moving[3])
    guides = []
    if across is not None:
        line, other = across
        top, bottom = min(moved[1], other[1]), max(moved[1] + moved[3], other[1] + other[3])
        guides.append(((line, top), (line, bottom)))
    if down is not None:
        line, other = down
        left, right = min(moved[0], other[0]), max(moved[0] + moved[2], other[0] + other[2])
        guides.append(((left, line), (right, line)))
    return Snap(dx, dy, tuple(guides))


def _nearest(moving: Box, others: Sequence[Box], axis: int, reach: float) -> tuple[float, tuple[float, Box] | None]:
    """The shift along an axis, and the line and box that it goes to."""
    best: tuple[float, float, Box] | None = None
    begin, size = moving[axis], moving[axis + 2]
    for other in others:
        at, length = other[axis], other[axis + 2]
        pairs = ((begin, at), (begin + size / 2, at + length / 2), (begin + size, at + length))
        for ours, theirs in pairs:
            off = theirs - ours
            if abs(off) <= reach and (best is None or abs(off) < abs(best[0])):
                best = (off, theirs, other)
    if best is None:
        return round(begin / GRID) * GRID - begin, None
    return best[0], (best[1], best[2])
