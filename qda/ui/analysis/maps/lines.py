"""Where the lines of a map run and where their labels stand: by the rules of the exported picture. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.ui.analysis.maps.reading import Line

if TYPE_CHECKING:
    from qda.export.maps.geometry import Rect
    from qda.progress import Progress

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, width, height."""

GAP = 2.0
"""Between a line's ends and the boxes."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A label in lines, and the size it takes."""

    lines: tuple[str, ...]
    size: Point


@dataclass(frozen=True, slots=True)
class Run:
    """Where a line runs, from border to border; its label, folded, and the box it stands in."""

    points: tuple[Point, ...]
    fold: Fold | None = None
    label: Box | None = None


def lay(
    boxes: Mapping[int, Box],
    lines: Sequence[Line],
    folds: Mapping[int, Sequence[Fold]],
    progress: Progress | None = None,
) -> dict[int, Run]:
    """All lines around all boxes, and a free place for each label; by the ids of the lines. Raises Cancelled."""
    from qda.export.maps.geometry import shortened
    from qda.export.maps.routes import place_labels

    known = [line for line in lines if line.from_id in boxes and line.to_id in boxes]
    rects = _rects(boxes)
    ways = [shortened(way, GAP, GAP) for way in _routes(rects, known, progress)]
    choices = [folds.get(line.id, ()) for line in known]
    places = place_labels(ways, [[fold.size for fold in each] for each in choices], rects.values())
    runs = {}
    for line, way, each, place in zip(known, ways, choices, places, strict=True):
        if place is None:
            runs[line.id] = Run(tuple(way))
        else:
            number, rect = place
            runs[line.id] = Run(tuple(way), each[number], (rect.x, rect.y, rect.w, rect.h))
    return runs


def sketch(boxes: Mapping[int, Box], lines: Sequence[Line], folds: Mapping[int, Sequence[Fold]]) -> dict[int, Run]:
    """Straight lines with their labels in the middle, while boxes are being moved."""
    from qda.export.maps.geometry import along, shortened
    from qda.export.maps.routes import direct

    rects = _rects(boxes)
    runs = {}
    for line in lines:
        if line.from_id not in rects or line.to_id not in rects:
            continue
        # Each by itself: what stands between is gone around when the boxes lie still.
        start, end = rects[line.from_id], rects[line.to_id]
        way = direct(start, end) if line.from_id != line.to_id else _routes({line.from_id: start}, [line])[0]
        way = shortened(way, GAP, GAP)
        fold = next(iter(folds.get(line.id, ())), None)
        if fold is None:
            runs[line.id] = Run(tuple(way))
            continue
        (x, y), _direction = along(way, 0.5)
        width, height = fold.size
        runs[line.id] = Run(tuple(way), fold, (x - width / 2, y - height / 2, width, height))
    return runs


def frame_box(boxes: Iterable[Box]) -> Box:
    """The frame of a group around its boxes, by the rule of the exported picture."""
    from qda.export.maps.geometry import Rect, frame_around

    frame = frame_around(Rect(*box) for box in boxes)
    return frame.x, frame.y, frame.w, frame.h


def _rects(boxes: Mapping[int, Box]) -> dict[int, Rect]:
    from qda.export.maps.geometry import Rect

    return {key: Rect(*box) for key, box in boxes.items()}


def _routes(rects: Mapping[int, Rect], lines: Sequence[Line], progress: Progress | None = None) -> list[list[Point]]:
    from qda.export.maps.routes import Link, routes

    return routes(rects, [Link(line.from_id, line.to_id) for line in lines], progress)
