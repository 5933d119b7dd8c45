"""The outlines that maps are drawn with: boxes with round corners, their stripes, bent lines and arrow heads."""

from __future__ import annotations

from qda.export.maps.geometry import Point, Polyline, Rect, bends, distance, towards
from qda.export.maps.paint import Command

ARROW = 10.0
"""How long an arrow head is."""

_ARROW_HALF = 4.2
_KAPPA = 0.5523
"""How far the handles of a cubic curve reach so that it draws a quarter of a circle."""


def bent(line: Polyline) -> tuple[Command, ...]:
    """The line with its corners rounded."""
    commands: list[Command] = [("M", *line[0])]
    for begin, corner, end in bends(line, 16.0):
        first = towards(begin, corner, distance(begin, corner) * _KAPPA)
        second = towards(end, corner, distance(end, corner) * _KAPPA)
        commands += [("L", *begin), ("C", *first, *second, *end)]
    return (*commands, ("L", *line[-1]))


def arrow(before: Point, tip: Point) -> tuple[Command, ...]:
    """The head of a line that comes from `before`, with its point at `tip`."""
    back = towards(tip, before, ARROW) if before != tip else (tip[0], tip[1] - ARROW)
    dx, dy = (tip[0] - back[0]) / ARROW, (tip[1] - back[1]) / ARROW
    left = (back[0] - dy * _ARROW_HALF, back[1] + dx * _ARROW_HALF)
    right = (back[0] + dy * _ARROW_HALF, back[1] - dx * _ARROW_HALF)
    return (("M", *tip), ("L", *left), ("L", *right), ("Z",))


def rounded(rect: Rect, radius: float) -> tuple[Command, ...]:
    """A box with round corners, clockwise."""
    r = min(radius, rect.w / 2, rect.h / 2)
    k = r * (1 - _KAPPA)
    x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    return (
        ("M", x + r, y),
        ("L", right - r, y),
        ("C", right - k, y, right, y + k, right, y + r),
        ("L", right, bottom - r),
        ("C", right, bottom - k, right - k, bottom, right - r, bottom),
        ("L", x + r, bottom),
        ("C", x + k, bottom, x, bottom - k, x, bottom - r),
        ("L", x, y + r),
        ("C", x, y + k, x + k, y, x + r, y),
        ("Z",),
    )


def left_edge(rect: Rect, width: float, radius: float) -> tuple[Command, ...]:
    """A stripe along the left edge that follows its rounded corners."""
    r = min(radius, rect.h / 2)
    k = r * (1 - _KAPPA)
    x, y, bottom = rect.x, rect.y, rect.bottom
    inner = x + width
    return (
        ("M", x + r, y),
        ("C", x + k, y, x, y + k, x, y + r),
        ("L", x, bottom - r),
        ("C", x, bottom - k, x + k, bottom, x + r, bottom),
        ("C", inner, bottom - k, inner, bottom - r, inner, bottom - r - width),
        ("L", inner, y + r + width),
        ("C", inner, y + r, inner, y + k, x + r, y),
        ("Z",),
    )
