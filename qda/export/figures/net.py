"""Codes that stand together as a net: codes in a ring in the order of the tree, lines between those that meet."""

from __future__ import annotations

from math import cos, hypot, pi, sin, sqrt

from qda.analysis.queries.cooccurrence import Meetings, Pair
from qda.analysis.queries.query import Has
from qda.analysis.segments.ground import Known
from qda.export.figures.grids import coefficient
from qda.export.figures.pen import (
    COLUMN,
    NAME,
    SMALL,
    SOFT,
    Disc,
    Label,
    Plot,
    Stroke,
    fitted,
    shade,
    width,
)
from qda.export.maps.geometry import Rect
from qda.export.profiles import Profile
from qda.i18n import N_

_LABEL = 120.0
_WIDEST = 5.0
_LINES = 60


def draw(found: Meetings, profile: Profile, most: int) -> tuple[Plot, int, int]:
    """The net of the strongest pairs; how many codes and how many pairs it leaves out."""
    pairs = [pair for pair in found.strongest() if not _related(found, pair)]
    shown: list[Pair] = []
    codes: dict[int, Known] = {}
    for pair in pairs:
        new = {pair.one.id: pair.one, pair.other.id: pair.other}
        if len(codes | new) <= most and len(shown) < _LINES:
            codes |= new
            shown.append(pair)
    order = [code for code in found.codes if code.id in codes]
    meeting = {code.id for pair in pairs for code in (pair.one, pair.other)}
    plot = Plot(COLUMN)
    labels = {code.id: fitted(code.name, _LABEL, NAME) for code in order}
    longest = max((width(f"{text} (0000)", NAME) for text in labels.values()), default=0.0)
    count = max(1, len(order))
    radius = max(70.0, min(COLUMN / 2 - longest - 14, 130.0), count * 11.5 / (2 * pi))
    margin = longest * 0.98 + 16 if count > 2 else 20
    centre = (COLUMN / 2, radius + margin)
    where = {code.id: _on_ring(at, count, radius, centre) for at, code in enumerate(order)}
    peak = max((min(pair.coefficient, 1.0) for pair in shown), default=1.0)
    for pair in reversed(shown):
        _line(plot, found, pair, where, centre, peak, profile)
    largest = max((found.segments[code.id] for code in order), default=1)
    for at, code in enumerate(order):
        _code(plot, found, code, labels[code.id], 2 * pi * at / count - pi / 2, where[code.id], largest, profile)
    _trim(plot)
    plot.height = _legend(plot, peak, plot.height + 8, profile)
    return plot, len(meeting) - len(order), len(pairs) - len(shown)


def _related(found: Meetings, pair: Pair) -> bool:
    return (min(pair.one.id, pair.other.id), max(pair.one.id, pair.other.id)) in found.related


def _on_ring(at: int, count: int, radius: float, centre: tuple[float, float]) -> tuple[float, float]:
    angle = 2 * pi * at / count - pi / 2
    return centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)


def _line(
    plot: Plot,
    found: Meetings,
    pair: Pair,
    where: dict[int, tuple[float, float]],
    centre: tuple[float, float],
    peak: float,
    profile: Profile,
) -> None:
    (x1, y1), (x2, y2) = where[pair.one.id], where[pair.other.id]
    share = min(pair.coefficient, 1.0) / peak if peak else 0.0
    # Bent towards the middle, so that a line does not run through the codes between.
    # Neighbours less, or their line would run to the middle and back.
    apart = hypot(x2 - x1, y2 - y1) / (2 * max(1.0, hypot(x1 - centre[0], y1 - centre[1])))
    bend = 1 - 0.6 * apart
    middle = ((x1 + x2) / 2 * bend + centre[0] * (1 - bend), (y1 + y2) / 2 * bend + centre[1] * (1 - bend))
    ink = shade(0.35 + 0.65 * share)
    plot.add(Stroke(((x1, y1), middle, (x2, y2)), ink, max(0.4, _WIDEST * share), curved=True))
    told = coefficient(pair.coefficient, profile)
    words = f"{pair.one.name}, {pair.other.name}: {profile.integer(pair.n12)}, c = {told}"
    x, y = (x1 + 2 * middle[0] + x2) / 4, (y1 + 2 * middle[1] + y2) / 4
    plot.spot(Rect(x - 4, y - 4, 8, 8), words, found.query(pair.one, pair.other))


def _code(
    plot: Plot,
    found: Meetings,
    code: Known,
    label: str,
    angle: float,
    place: tuple[float, float],
    largest: int,
    profile: Profile,
) -> None:
    size = 2.5 + 5.5 * sqrt(found.segments[code.id] / max(1, largest))
    plot.add(Disc(*place, size, shade(0.55)))
    told = f"{label} ({profile.integer(found.segments[code.id])})"
    away = 12.0
    left = cos(angle) < -0.01
    turn = -angle * 180 / pi + (180 if left else 0)
    # The baseline is moved so that the words stand in the middle of their ray.
    x = place[0] + away * cos(angle) + (-0.35 if left else 0.35) * NAME * -sin(angle)
    y = place[1] + away * sin(angle) + (-0.35 if left else 0.35) * NAME * cos(angle)
    plot.add(Label(x, y, told, NAME, anchor="end" if left else "start", turn=turn))
    plot.spot(
        Rect(place[0] - size, place[1] - size, 2 * size, 2 * size), told, Has("code", code.path, code.id, found.reach)
    )


def _legend(plot: Plot, peak: float, y: float, profile: Profile) -> float:
    x = 0.0
    words = profile.say(N_("coefficient c"))
    plot.add(Label(x, y + 3, words, SMALL, SOFT))
    x += width(words, SMALL) + 10
    for share in (0.25, 0.5, 1.0):
        told = coefficient(peak * share, profile)
        plot.add(Stroke(((x, y), (x + 22, y)), shade(0.35 + 0.65 * share), max(0.4, _WIDEST * share)))
        plot.add(Label(x + 26, y + 3, told, SMALL))
        x += 30 + width(told, SMALL) + 8
    plot.add(Label(x + 4, y + 3, profile.say(N_("in brackets: segments of the code")), SMALL, SOFT))
    return y + 10


def _trim(plot: Plot) -> None:
    """Begin right above the topmost words, and end below the last."""
    tops = [_top(item) for item in plot.items if isinstance(item, Label | Disc)]
    moved = plot.moved(0, 4 - min(tops, default=0.0))
    lowest = max((_bottom(item) for item in moved.items if isinstance(item, Label | Disc)), default=0.0)
    plot.items, plot.spots, plot.height = moved.items, moved.spots, lowest + 4


def _ends(item: Label) -> tuple[float, float]:
    wide = width(item.text, item.size) * (-1 if item.anchor == "end" else 1)
    return item.y, item.y - sin(item.turn * pi / 180) * wide


def _top(item: Label | Disc) -> float:
    return item.y - item.radius if isinstance(item, Disc) else min(_ends(item)) - item.size


def _bottom(item: Label | Disc) -> float:
    return item.y + item.radius if isinstance(item, Disc) else max(_ends(item)) + item.size * 0.3
