"""Boxes, points and lines on a map. One unit is a pixel at 96 to the inch; y grows downwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

Point = tuple[float, float]
Polyline = Sequence[Point]


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright box."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h

    @property
    def centre(self) -> Point:
        """The middle."""
        return self.x + self.w / 2, self.y + self.h / 2

    def grown(self, margin: float) -> Rect:
        """The box with that much more on every side; less where `margin` is negative."""
        return Rect(self.x - margin, self.y - margin, self.w + 2 * margin, self.h + 2 * margin)

    def corners(self) -> tuple[Point, Point, Point, Point]:
        """The corners, clockwise from the upper left."""
        return (self.x, self.y), (self.right, self.y), (self.right, self.bottom), (self.x, self.bottom)

    def overlaps(self, other: Rect) -> bool:
        """True if the two share an area."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def shared_area(self, other: Rect) -> float:
        """How much area the two share."""
        across = min(self.right, other.right) - max(self.x, other.x)
        down = min(self.bottom, other.bottom) - max(self.y, other.y)
        return max(across, 0.0) * max(down, 0.0)

    def crossed_by(self, start: Point, end: Point) -> bool:
        """True if the line from `start` to `end` runs through the inside (Liang and Barsky 1984)."""
        (x0, y0), (x1, y1) = start, end
        # Most boxes lie wholly to one side; this is asked millions of times.
        if (x0 <= self.x and x1 <= self.x) or (y0 <= self.y and y1 <= self.y):
            return False
        right, bottom = self.x + self.w, self.y + self.h
        if (x0 >= right and x1 >= right) or (y0 >= bottom and y1 >= bottom):
            return False
        dx, dy = x1 - x0, y1 - y0
        entering, leaving = 0.0, 1.0
        sides = (
            (-dx, x0 - self.x),
            (dx, right - x0),
            (-dy, y0 - self.y),
            (dy, bottom - y0),
        )
        for slope, room in sides:
            if slope == 0:
                if room <= 0:
                    return False
            elif slope < 0:
                entering = max(entering, room / slope)
            else:
                leaving = min(leaving, room / slope)
        return entering < leaving


def around(rects: Iterable[Rect]) -> Rect:
    """The smallest box that holds them all."""
    every = list(rects)
    x, y = min(rect.x for rect in every), min(rect.y for rect in every)
    return Rect(x, y, max(rect.right for rect in every) - x, max(rect.bottom for rect in every) - y)


def box_of(line: Polyline) -> Rect:
    """The box around a line."""
    xs, ys = [x for x, _y in line], [y for _x, y in line]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def distance(start: Point, end: Point) -> float:
    """How far apart two points are."""
    return hypot(end[0] - start[0], end[1] - start[1])


def length(line: Polyline) -> float:
    """The length of a line with all its bends."""
    return sum(distance(start, end) for start, end in pairwise(line))


def towards(start: Point, end: Point, by: float) -> Point:
    """The point `by` units from `start` on the way to `end`."""
    whole = distance(start, end)
    if whole == 0:
        return start
    return start[0] + (end[0] - start[0]) * by / whole, start[1] + (end[1] - start[1]) * by / whole


def along(line: Polyline, share: float) -> tuple[Point, Point]:
    """The point at that share (0 to 1) of a line's length, and the line's direction there as a unit step."""
    left = length(line) * share
    for start, end in pairwise(line):
        step = distance(start, end)
        if step and left <= step:
            return towards(start, end, left), ((end[0] - start[0]) / step, (end[1] - start[1]) / step)
        left -= step
    (x0, y0), (x1, y1) = line[-2], line[-1]
    step = distance((x0, y0), (x1, y1)) or 1.0
    return (x1, y1), ((x1 - x0) / step, (y1 - y0) / step)


def shortened(line: Polyline, at_start: float, at_end: float) -> list[Point]:
    """The line without its first and last units; a line too short for that keeps its middle."""
    points = list(line)
    whole = length(points)
    if at_start + at_end >= whole:
        share = whole / (at_start + at_end) * 0.9 if at_start + at_end else 0.0
        at_start, at_end = at_start * share, at_end * share
    return _cut(_cut(points, at_start)[::-1], at_end)[::-1]


def _cut(points: list[Point], by: float) -> list[Point]:
    while len(points) > 2 and distance(points[0], points[1]) <= by:
        by -= distance(points[0], points[1])
        points = points[1:]
    return [towards(points[0], points[1], by), *points[1:]]


def bends(line: Polyline, radius: float) -> Iterator[tuple[Point, Point, Point]]:
    """For each corner of a line: where its rounding begins, the corner, where it ends."""
    for before, corner, after in zip(line, line[1:], line[2:], strict=False):
        room = min(radius, distance(before, corner) / 2, distance(corner, after) / 2)
        yield towards(corner, before, room), corner, towards(corner, after, room)


FRAME_PAD, FRAME_HEAD = 18.0, 34.0
"""Room in a group's frame around its boxes, and above them for its title."""


def frame_around(rects: Iterable[Rect]) -> Rect:
    """The frame of a group that holds these boxes."""
    held = around(rects).grown(FRAME_PAD)
    return Rect(held.x, held.y - FRAME_HEAD + FRAME_PAD, held.w, held.h + FRAME_HEAD - FRAME_PAD)
