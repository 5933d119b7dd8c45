"""Where everything lies on a timeline: a value between 0 and 1 for each day, ticks in fitting steps, and gaps cut out.

Pure: neither pixels nor words; whoever draws it decides both.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from qda.analysis.figures.timeline import Event, Lane, Timeline, months

Unit = Literal["month", "quarter", "year"]
CUT = 18
"""Months in which nothing at all happened, from which on they are cut out of the axis, visibly."""
_CUT_WIDTH = 0.035


@dataclass(frozen=True, slots=True)
class Piece:
    """Days from `first` to before `last` (ordinals) between two places of the axis; `cut`: nothing is drawn there."""

    first: int
    last: int
    left: float
    right: float
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a month, quarter or year; `major` where a year begins."""

    at: float
    day: date
    major: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One event in its lane, from `left` to `right`; `height` is its share of the highest bar, 1 for others."""

    event: Event
    left: float
    right: float
    height: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """One lane with its marks from left to right; `heads` where a group of lanes begins."""

    lane: Lane
    marks: tuple[Mark, ...]
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The timeline laid out: places are shares of the width, `shades` months without data."""

    unit: Unit
    pieces: tuple[Piece, ...]
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    shades: tuple[tuple[float, float], ...]

    def at(self, day: date) -> float:
        """Where a day begins, 0 to 1."""
        return _at(self.pieces, day.toordinal())

    @property
    def cuts(self) -> tuple[Piece, ...]:
        """What was cut out of the axis."""
        return tuple(piece for piece in self.pieces if piece.cut)


def lay_out(timeline: Timeline) -> Layout:
    """Lay a timeline out; one without events has no rows and no ticks."""
    events = timeline.events
    if not events:
        return Layout("month", (), (), (), ())
    pieces = _pieces((event.first, event.last) for event in events)
    unit = _unit(pieces)
    shades = tuple(
        (_at(pieces, month.toordinal()), _at(pieces, _next_month(month).toordinal()))
        for month in timeline.bare
        if not _is_cut(pieces, month.toordinal())
    )
    rows, before = [], ""
    for lane in timeline.lanes:
        rows.append(Row(lane, _marks(lane, pieces), lane.group != before))
        before = lane.group
    return Layout(unit, pieces, _ticks(pieces, unit), tuple(rows), _joined(shades))


def _pieces(stretches: Iterable[tuple[date, date]]) -> tuple[Piece, ...]:
    """Runs of months in which something happens, with what lies between two of them, if it is long, cut out."""
    held = sorted({month for first, last in stretches for month in months(first, last)})
    runs: list[list[date]] = [[held[0], held[0]]]
    for month in held[1:]:
        if _months_between(runs[-1][1], month) > CUT:
            runs.append([month, month])
        runs[-1][1] = month
    days = [(first.toordinal(), _next_month(last).toordinal()) for first, last in runs]
    whole = sum(last - first for first, last in days)
    room = 1 - _CUT_WIDTH * (len(days) - 1)
    # A run of a single month among years would be a hair: each has at least a twentieth.
    shares = [max(0.05, (last - first) / whole) for first, last in days]
    scale = room / sum(shares)
    made: list[Piece] = []
    x = 0.0
    for number, (first, last) in enumerate(days):
        if number:
            made.append(Piece(days[number - 1][1], first, x, x + _CUT_WIDTH, cut=True))
            x += _CUT_WIDTH
        made.append(Piece(first, last, x, x + shares[number] * scale))
        x += shares[number] * scale
    return tuple(made)


def _months_between(one: date, other: date) -> int:
    return (other.year - one.year) * 12 + other.month - one.month - 1


def _next_month(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def _piece(pieces: tuple[Piece, ...], ordinal: int) -> Piece:
    return pieces[max(0, bisect_right([piece.first for piece in pieces], ordinal) - 1)]


def _is_cut(pieces: tuple[Piece, ...], ordinal: int) -> bool:
    return _piece(pieces, ordinal).cut


def _at(pieces: tuple[Piece, ...], ordinal: int) -> float:
    piece = _piece(pieces, ordinal)
    share = (ordinal - piece.first) / max(1, piece.last - piece.first)
    return piece.left + min(1.0, max(0.0, share)) * (piece.right - piece.left)


def _unit(pieces: tuple[Piece, ...]) -> Unit:
    days = sum(piece.last - piece.first for piece in pieces if not piece.cut)
    if days <= 560:
        return "month"
    return "quarter" if days <= 2200 else "year"


def _ticks(pieces: tuple[Piece, ...], unit: Unit) -> tuple[Tick, ...]:
    """A year that begins is always told; months and quarters only where the piece is wide enough for more than one."""
    made = []
    for piece in pieces:
        if piece.cut:
            continue
        first, last = date.fromordinal(piece.first), date.fromordinal(piece.last - 1)
        for month in months(first, last):
            wanted = month.month == 1 if unit == "year" else unit == "month" or month.month % 3 == 1
            if month == first or wanted:
                made.append(Tick(_at(pieces, month.toordinal()), month, month.month == 1 or month == first))
    return tuple(made)


def _marks(lane: Lane, pieces: tuple[Piece, ...]) -> tuple[Mark, ...]:
    most = max((event.count for event in lane.events), default=1) or 1
    return tuple(
        Mark(
            event,
            _at(pieces, event.first.toordinal()),
            # What goes on does so as far as the axis does without a cut.
            _piece(pieces, event.last.toordinal()).right if event.open else _at(pieces, event.last.toordinal() + 1),
            event.count / most if lane.shape == "bar" else 1.0,
        )
        for event in lane.events
    )


def _joined(shades: Iterable[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    made: list[tuple[float, float]] = []
    for left, right in shades:
        if made and abs(made[-1][1] - left) < 1e-9:
            made[-1] = (made[-1][0], right)
        else:
            made.append((left, right))
    return tuple(made)
