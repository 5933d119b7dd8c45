"""Ways for the relations of a map: from border to border, around every box, and a free place for each label.

Straight where nothing stands between; else the shortest way by the corners of what stands there (a visibility graph,
searched by A*). Ends that share a side of a box are spread along it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import count, pairwise
from typing import Literal

from qda.export.maps.geometry import (
    Point,
    Polyline,
    Rect,
    along,
    box_of,
    distance,
    length,
)
from qda.i18n import _
from qda.progress import Progress, Silent

Side = Literal["top", "right", "bottom", "left"]
_OUTWARD: Mapping[Side, Point] = {"top": (0, -1), "right": (1, 0), "bottom": (0, 1), "left": (-1, 0)}

_MARGINS = (18.0, 10.0, 4.0)
"""How far a bent line keeps from boxes: as much as there is room for."""
_LANE = 12.0
"""How far bent lines keep from one another where they round the same corner."""
_LANES = 3
_SHARED = 120.0
"""What it costs to round a corner where another line does already."""
_BEND = 40.0
"""What a bend costs, in units of length."""
_AWAY = 60.0
"""What leaving by a side that faces away costs."""
_PORT_GAP = 22.0
_CORNER = 14.0
"""How far an end keeps from a box's corner."""
_MOST_MET = 40
"""Boxes in the way of one line beyond which it runs straight: such a map is no longer read by its lines."""
_TURNS = 16
"""How often a way is sought again because it met a box; then a narrower margin is tried."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two boxes, by their keys."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _End:
    """Where a line meets a box: at `at` along that side, counted from its left or upper end."""

    side: Side
    at: float


@dataclass(frozen=True, slots=True)
class _Ends:
    start: _End
    end: _End
    via: tuple[Point, ...] = ()


def routes(boxes: Mapping[int, Rect], links: Sequence[Link], progress: Progress | None = None) -> list[list[Point]]:
    """A line for each link, from the border of one box to the border of the other. Raises Cancelled."""
    told = progress or Silent()
    kept = {key: rect.grown(_MARGINS[-1]) for key, rect in boxes.items()}  # what a straight line keeps from
    wanted = []
    for done, link in enumerate(links):
        told.step(done, 2 * len(links), _("Finding ways on the map"))
        wanted.append(_first_ends(boxes, kept, link))
    lines: list[list[Point]] = []
    rounded: list[Point] = []
    for done, (link, ends) in enumerate(zip(links, _spread(boxes, links, wanted), strict=True), len(links)):
        told.step(done, 2 * len(links), _("Finding ways on the map"))
        line = _route(boxes, kept, link, ends, rounded)
        rounded += line[2:-2]
        lines.append(line)
    return lines


def direct(start: Rect, end: Rect) -> list[Point]:
    """The line of a link between two boxes that has nothing in its way and no other beside it, as `routes` draws it."""
    ends = _facing(start, end)
    leave, arrive = _alone(start, ends.start), _alone(end, ends.end)
    if _clear(leave, arrive, [start.grown(-1), end.grown(-1)]):
        return [leave, arrive]
    return routes({0: start, 1: end}, [Link(0, 1)])[0]  # one box lies on the other


def _alone(rect: Rect, end: _End) -> Point:
    side = _side_length(rect, end.side)
    corner = min(_CORNER, side / 2)
    return _port(rect, _End(end.side, min(max(end.at, corner), side - corner)))


# -- where a line would like to leave and arrive


def _first_ends(boxes: Mapping[int, Rect], kept: Mapping[int, Rect], link: Link) -> _Ends:
    if link.start == link.end:
        rect = boxes[link.start]
        return _Ends(_End("top", rect.w - 2 * _CORNER), _End("right", _CORNER))
    start, end = boxes[link.start], boxes[link.end]
    ends = _facing(start, end)
    if _clear(_port(start, ends.start), _port(end, ends.end), _others(kept, link)):
        return ends
    found = _around((start, _every_side(start, end)), (end, _every_side(end, start)), _others(boxes, link), [])
    return found or ends


def _facing(start: Rect, end: Rect) -> _Ends:
    """Ends of the straight line: upright or level where the boxes stand across from each other, else by the centres."""
    across = min(start.right, end.right) - max(start.x, end.x)
    down = min(start.bottom, end.bottom) - max(start.y, end.y)
    if across > 2 * _CORNER and down <= 0:
        x = (max(start.x, end.x) + min(start.right, end.right)) / 2
        below = end.y >= start.bottom
        return _Ends(_End("bottom" if below else "top", x - start.x), _End("top" if below else "bottom", x - end.x))
    if down > 2 * _CORNER and across <= 0:
        y = (max(start.y, end.y) + min(start.bottom, end.bottom)) / 2
        right = end.x >= start.right
        return _Ends(_End("right" if right else "left", y - start.y), _End("left" if right else "right", y - end.y))
    return _Ends(_towards(start, end.centre), _towards(end, start.centre))


def _towards(rect: Rect, aim: Point) -> _End:
    """Where the line from the middle of the box to `aim` leaves it."""
    (cx, cy), (ax, ay) = rect.centre, aim
    dx, dy = ax - cx, ay - cy
    if abs(dx) * rect.h > abs(dy) * rect.w:
        at = rect.h / 2 + dy / abs(dx) * rect.w / 2
        return _End("right" if dx > 0 else "left", at)
    at = rect.w / 2 + (dx / abs(dy) * rect.h / 2 if dy else 0.0)
    return _End("bottom" if dy > 0 else "top", at)


def _every_side(rect: Rect, other: Rect) -> list[tuple[_End, float]]:
    """The middle of each side, and what it costs to use it on the way to `other`."""
    (cx, cy), (ox, oy) = rect.centre, other.centre
    sides = []
    for side, (dx, dy) in _OUTWARD.items():
        faces = dx * (ox - cx) + dy * (oy - cy) > 0
        sides.append((_End(side, _side_length(rect, side) / 2), 0.0 if faces else _AWAY))
    return sides


def _side_length(rect: Rect, side: Side) -> float:
    return rect.w if side in ("top", "bottom") else rect.h


def _port(rect: Rect, end: _End) -> Point:
    match end.side:
        case "top":
            return rect.x + end.at, rect.y
        case "bottom":
            return rect.x + end.at, rect.bottom
        case "left":
            return rect.x, rect.y + end.at
        case "right":
            return rect.right, rect.y + end.at


# -- ends that share a side


def _spread(boxes: Mapping[int, Rect], links: Sequence[Link], wanted: Sequence[_Ends]) -> list[_Ends]:
    """The same ends with room between them, in the order in which their lines go."""
    sides: dict[tuple[int, Side], list[tuple[float, float, int, bool]]] = defaultdict(list)
    for index, (link, ends) in enumerate(zip(links, wanted, strict=True)):
        for key, end, other, leaves in (
            (link.start, ends.start, boxes[link.end], True),
            (link.end, ends.end, boxes[link.start], False),
        ):
            turn = ends.via[0 if leaves else -1] if ends.via else other.centre
            aim = turn[0] if end.side in ("top", "bottom") else turn[1]
            sides[key, end.side].append((end.at, aim, index, leaves))
    spread = list(wanted)
    for (key, side), members in sides.items():
        # By where they want to be, then by where they go; links between the same two boxes keep one order at both.
        members.sort(key=lambda member: (round(member[1]), round(member[0]), member[2]))
        places = spaced([at for at, _aim, _index, _leaves in members], _side_length(boxes[key], side))
        for (_at, _aim, index, leaves), place in zip(members, places, strict=True):
            end = _End(side, place)
            spread[index] = replace(spread[index], start=end) if leaves else replace(spread[index], end=end)
    return spread


def spaced(places: Sequence[float], side: float) -> list[float]:
    """Places along a side in the same order, kept from its corners and from one another as far as there is room."""
    corner = min(_CORNER, side / 2)
    room = side - 2 * corner
    gap = min(_PORT_GAP, room / (len(places) - 1)) if len(places) > 1 else 0.0
    held: list[float] = []
    for place in places:
        lowest = held[-1] + gap if held else corner
        held.append(max(place, lowest, corner))
    highest = side - corner
    for index in range(len(held) - 1, -1, -1):
        held[index] = min(held[index], highest)
        highest = held[index] - gap
    return held


# -- the line itself


def _route(
    boxes: Mapping[int, Rect], kept: Mapping[int, Rect], link: Link, ends: _Ends, rounded: Sequence[Point]
) -> list[Point]:
    start, end = boxes[link.start], boxes[link.end]
    leave, arrive = _port(start, ends.start), _port(end, ends.end)
    if link.start == link.end:
        return _loop(leave, arrive, start)
    if not ends.via and _clear(leave, arrive, [start.grown(-1), end.grown(-1), *_others(kept, link)]):
        return [leave, arrive]
    doors = (start, [(ends.start, 0.0)]), (end, [(ends.end, 0.0)])
    found = _around(*doors, _others(boxes, link), rounded)
    return [leave, *found.via, arrive] if found else [leave, arrive]


def _loop(leave: Point, arrive: Point, rect: Rect) -> list[Point]:
    up, out = rect.y - 26, rect.right + 26
    return [leave, (leave[0], up), (out, up), (out, arrive[1]), arrive]


def _others(boxes: Mapping[int, Rect], link: Link) -> list[Rect]:
    return [rect for key, rect in boxes.items() if key not in (link.start, link.end)]


def _clear(start: Point, end: Point, walls: Iterable[Rect]) -> bool:
    left, right = (start[0], end[0]) if start[0] < end[0] else (end[0], start[0])
    top, bottom = (start[1], end[1]) if start[1] < end[1] else (end[1], start[1])
    # Most walls lie wholly to one side. They are passed over here: this is asked of a million, and a call takes longer.
    return not any(
        rect.crossed_by(start, end)
        for rect in walls
        if rect.x < right and left < rect.x + rect.w and rect.y < bottom and top < rect.y + rect.h
    )


_Doors = tuple[Rect, Sequence[tuple[_End, float]]]


def _around(leaving: _Doors, arriving: _Doors, others: Sequence[Rect], rounded: Sequence[Point]) -> _Ends | None:
    """The cheapest way around everything, with the widest margin that leaves one; None where boxes lie on boxes.

    `rounded` are corners that other lines turn at: there is a lane outside of theirs.
    """
    for margin in _MARGINS:
        met: list[Rect] = []
        known: set[int] = set()  # which they are: to compare each with each takes longer than all else here
        # Most boxes are nowhere near the way: only those it would run into are looked at, until it meets no more.
        for _turn in range(_TURNS):
            found = _way(leaving, arriving, met, rounded, margin)
            if found is None:
                break
            span = box_of(found.via).grown(margin)
            near = (rect for rect in others if rect.overlaps(span) and id(rect) not in known)
            new = [rect for rect in near if _blocks(rect.grown(margin - 1), found.via)]
            if not new:
                return found
            met += new
            known.update(map(id, new))
            if len(met) > _MOST_MET:
                return None
    return None


def _blocks(rect: Rect, line: Polyline) -> bool:
    return any(rect.crossed_by(start, end) for start, end in pairwise(line))


def _way(
    leaving: _Doors, arriving: _Doors, met: Sequence[Rect], rounded: Sequence[Point], margin: float
) -> _Ends | None:
    (start, exits), (end, entries) = leaving, arriving
    rects = (start, end, *met)
    walls = [rect.grown(margin - 1) for rect in rects]
    starts = {_stub(start, side, margin): (side, cost) for side, cost in exits}
    goals = {_stub(end, side, margin): (side, cost) for side, cost in entries}
    turns = {corner: toll for corner, toll in _corners(rects, margin, rounded) if _free(corner, walls)}
    turns |= {point: cost for point, (_side, cost) in goals.items() if _free(point, walls)}
    begin = {point: cost for point, (_side, cost) in starts.items() if _free(point, walls)}
    way = _search(begin, turns, set(goals), walls)
    return _Ends(starts[way[0]][0], goals[way[-1]][0], tuple(way)) if way else None


def _corners(rects: Sequence[Rect], margin: float, rounded: Sequence[Point]) -> Iterator[tuple[Point, float]]:
    """Corners to turn at and what it costs; outside of a taken one there is another lane."""
    for rect in rects:
        lanes = [rect.grown(margin + lane * _LANE).corners() for lane in range(_LANES)]
        for corners in zip(*lanes, strict=True):
            for corner in corners:
                taken = any(distance(corner, other) < _LANE * 0.9 for other in rounded)
                yield corner, _SHARED if taken else 0.0
                if not taken:
                    break


def _free(point: Point, walls: Iterable[Rect]) -> bool:
    return not any(_inside(point, wall) for wall in walls)


def _stub(rect: Rect, end: _End, margin: float) -> Point:
    (x, y), (dx, dy) = _port(rect, end), _OUTWARD[end.side]
    return x + dx * margin, y + dy * margin


def _inside(point: Point, rect: Rect) -> bool:
    return rect.x < point[0] < rect.right and rect.y < point[1] < rect.bottom


def _search(
    starts: Mapping[Point, float], turns: Mapping[Point, float], goals: set[Point], walls: Sequence[Rect]
) -> list[Point]:
    """A*: the cheapest way from a start by `turns` (points with what they cost) to a goal; empty if there is none.

    Whether a stretch is free is asked only when it comes to be used, for asking is what takes time.
    """
    order = count()
    left = {point: min(distance(point, goal) for goal in goals) for point in (*starts, *turns)} if goals else {}
    waiting: list[tuple[float, int, float, Point, Point | None]] = []
    for point, cost in starts.items() if goals else ():
        heappush(waiting, (cost + left[point], next(order), cost, point, None))
    came: dict[Point, Point | None] = {}
    while waiting:
        _estimate, _turn, cost, point, before = heappop(waiting)
        if point in came or (before is not None and not _clear(before, point, walls)):
            continue
        came[point] = before
        if point in goals:
            return list(_back(point, came))
        for following, toll in turns.items():
            if following not in came:
                spent = cost + distance(point, following) + _BEND + toll
                heappush(waiting, (spent + left[following], next(order), spent, following, point))
    return []


def _back(point: Point | None, came: Mapping[Point, Point | None]) -> Iterator[Point]:
    way = []
    while point is not None:
        way.append(point)
        point = came[point]
    return reversed(way)


# -- labels


_SHARES = (0.5, 0.45, 0.55, 0.4, 0.6, 0.34, 0.66, 0.28, 0.72, 0.22, 0.78)


def place_labels(
    lines: Sequence[Polyline], sizes: Sequence[Sequence[Point]], boxes: Iterable[Rect]
) -> list[tuple[int, Rect] | None]:
    """For each line the chosen size of its label (by index) and its place; None where there is nothing to say.

    A label stands on its line near the middle, beside it where the line is too short, never on a box or on another
    label while there is a free place, and rather not on other lines.
    """
    walls = [rect.grown(3) for rect in boxes]
    spans = [box_of(line).grown(1) for line in lines]
    placed: dict[int, tuple[int, Rect]] = {}
    # The shortest lines have the fewest places.
    for index in sorted(range(len(lines)), key=lambda at: length(lines[at])):
        if not sizes[index]:
            continue
        # What is far from the line cannot be in its label's way.
        reach = box_of(lines[index]).grown(2 * max(w + h for w, h in sizes[index]))
        taken = [*walls, *(rect.grown(2) for _number, rect in placed.values())]
        others = [line for at, line in enumerate(lines) if at != index and spans[at].overlaps(reach)]
        placed[index] = _best(
            _candidates(lines[index], sizes[index]),
            [rect for rect in taken if rect.overlaps(reach)],
            others,
            (lines[index][0], lines[index][-1]),
        )
    return [placed.get(index) for index in range(len(lines))]


def _candidates(line: Polyline, sizes: Sequence[Point]) -> Iterator[tuple[float, int, Rect]]:
    """Places with what they cost by themselves, the likeliest first."""
    whole = length(line)
    for beside in (0.0, 1.0, -1.0, 1.7, -1.7, 2.5, -2.5, 3.5, -3.5):
        for number, (w, h) in enumerate(sizes):
            for share in _SHARES:
                (x, y), (dx, dy) = along(line, share)
                off = beside * (abs(dy) * w / 2 + abs(dx) * h / 2 + 5)
                rect = Rect(x - dy * off - w / 2, y + dx * off - h / 2, w, h)
                cost = abs(share - 0.5) * 60 + abs(beside) * 26 + number * 14
                if beside == 0:
                    hidden = min(abs(dx) * w + abs(dy) * h, whole) / whole if whole else 1.0
                    cost += 90 * max(hidden - 0.6, 0.0)
                yield cost, number, rect


def _best(
    candidates: Iterable[tuple[float, int, Rect]],
    taken: Sequence[Rect],
    others: Sequence[Polyline],
    tips: Sequence[Point],
) -> tuple[int, Rect]:
    best: tuple[float, int, Rect] | None = None
    for own, number, rect in candidates:
        if best and own >= best[0]:
            continue
        cost = own + sum(400 + rect.shared_area(wall) for wall in taken if wall.overlaps(rect))
        cost += sum(45 for line in others if _blocks(rect, line))
        # An arrow without its head says nothing of its direction.
        cost += sum(150 for tip in tips if _inside(tip, rect.grown(12)))
        if best is None or cost < best[0]:
            best = (cost, number, rect)
    if best is None:
        raise ValueError("a label without a place")
    return best[1], best[2]
