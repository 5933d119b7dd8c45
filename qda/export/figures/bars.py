"""Bars of code frequencies: one for each code, or for each code one by case and the like, beside or on one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qda.analysis.figures.portraits import ranked
from qda.analysis.queries.crosstab import Line, Matrix
from qda.analysis.queries.text import both
from qda.export.figures.pen import (
    COLUMN,
    FILLS,
    HATCHES,
    INK,
    NAME,
    RULE,
    SMALL,
    SOFT,
    Box,
    Label,
    Plot,
    Stroke,
    fitted,
    lines_of,
    on,
    width,
)
from qda.export.maps.geometry import Rect
from qda.export.profiles import Profile

if TYPE_CHECKING:
    from qda.analysis.queries.query import Query

Style = Literal["plain", "grouped", "stacked"]
STYLES: tuple[Style, ...] = ("plain", "grouped", "stacked")

_NAMES = 0.4  # of the width, at most
_GAP = 0.35  # of a bar


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its words, its indent, and the count of each series with what it says and asks."""

    text: str
    counts: tuple[int, ...]
    words: tuple[str, ...]
    queries: tuple[Query | None, ...]
    labels: tuple[str, ...]
    indent: int = 0
    strong: bool = False


def bars(
    found: Matrix, style: Style, profile: Profile, most: int, *, ordered: bool = True, percent: bool = True
) -> tuple[list[Bar], tuple[str, ...], int]:
    """The rows of a matrix as bars, the series they are made of, and how many rows are left out.

    Plain bars stand in order of their counts, unless they are to keep the order of the tree.
    """
    numbers, more = ranked(found.rows, most)
    if ordered:
        numbers.sort(key=lambda at: (-found.rows[at].total, at))
    lines = [found.rows[at] for at in numbers]
    columns = range(len(found.columns))
    if style == "plain":
        return [_plain(line, found.base, profile, ordered=ordered, percent=percent) for line in lines], (), more
    made = [
        Bar(
            line.heading,
            tuple(found.cell(at, column) for column in columns),
            tuple(
                f"{line.heading}, {found.columns[column].heading}: {profile.integer(found.cell(at, column))}"
                for column in columns
            ),
            tuple(_query(line, found.columns[column]) for column in columns),
            tuple(profile.integer(found.cell(at, column)) for column in columns),
            0 if ordered else line.indent,
            line.parent and not ordered,
        )
        for at, line in zip(numbers, lines, strict=True)
    ]
    series = tuple(f"{column.heading} (n = {profile.integer(column.total)})" for column in found.columns)
    return made, series, more


def _plain(line: Line, base: int, profile: Profile, *, ordered: bool, percent: bool) -> Bar:
    told = profile.integer(line.total)
    if percent:
        told += f" ({profile.percent(line.total, base)})"
    words = f"{line.heading}: {told}"
    return Bar(
        line.heading, (line.total,), (words,), (line.has,), (told,), 0 if ordered else line.indent,
        line.parent and not ordered,
    )  # fmt: skip


def _query(one: Line, other: Line) -> Query | None:
    return None if one.has is None or other.has is None else both(one.has, other.has)


def draw(made: Sequence[Bar], series: Sequence[str], style: Style, axis: str, profile: Profile) -> Plot:
    """The bars from the left, with names before and numbers behind or in them."""
    plot = Plot(COLUMN)
    longest = max((width(bar.text, NAME, bold=bar.strong) + 6 * bar.indent for bar in made), default=0.0)
    names = min(longest + 8, _NAMES * COLUMN)
    behind = max((width(label, SMALL) for bar in made for label in bar.labels), default=0.0) + 6
    room = COLUMN - names - behind
    most = max((sum(bar.counts) if style == "stacked" else max(bar.counts, default=0) for bar in made), default=1)
    scale = max(1, most)
    y = _legend(plot, series)
    top = y
    each = 11.0 if style != "grouped" else 8.5
    for bar in made:
        lines = lines_of(bar.text, names - 8 - 6 * min(bar.indent, 6), NAME, 2)
        high = max(each * (len(bar.counts) if style == "grouped" else 1), 9.6 * len(lines)) + each * _GAP
        _names(plot, bar, lines, y, high)
        if style == "stacked":
            _stacked(plot, bar, names, y + (high - each) / 2, each, room / scale, profile)
        else:
            _beside(plot, bar, names, y + (high - each * len(bar.counts)) / 2, each, room / scale)
        y += high
    _axis(plot, names, top, y, room, scale, axis, profile)
    plot.height = y + 28
    return plot


def _names(plot: Plot, bar: Bar, lines: Sequence[str], y: float, high: float) -> None:
    at = y + high / 2 - 9.6 * len(lines) / 2 + 7.4
    for line in lines:
        plot.add(Label(6.0 * min(bar.indent, 6), at, line, NAME, bold=bar.strong))
        at += 9.6


def _beside(plot: Plot, bar: Bar, x: float, y: float, each: float, unit: float) -> None:
    for at, count in enumerate(bar.counts):
        box = Rect(x, y + at * each, count * unit, each * 0.88)
        fill, hatch = FILLS[at % len(FILLS)], HATCHES[at % len(HATCHES)]
        if count:
            plot.add(Box(box, fill, INK, 0.4, hatch))
        plot.add(Label(box.right + 3, box.y + box.h / 2 + 2.5, bar.labels[at], SMALL))
        plot.spot(Rect(x, box.y, max(box.w, 12.0), box.h), bar.words[at], bar.queries[at] if count else None)


def _stacked(plot: Plot, bar: Bar, x: float, y: float, each: float, unit: float, profile: Profile) -> None:
    for at, count in enumerate(bar.counts):
        if not count:
            continue
        box = Rect(x, y, count * unit, each * 0.88)
        fill, hatch = FILLS[at % len(FILLS)], HATCHES[at % len(HATCHES)]
        plot.add(Box(box, fill, INK, 0.4, hatch))
        if width(bar.labels[at], SMALL) + 4 <= box.w:
            wide = width(bar.labels[at], SMALL) + 2
            if hatch:  # words over strokes can't be read
                plot.add(Box(Rect(box.centre[0] - wide / 2, y + 1, wide, each * 0.88 - 2), fill))
            plot.add(Label(box.centre[0], y + box.h / 2 + 2.5, bar.labels[at], SMALL, on(fill), anchor="middle"))
        plot.spot(box, bar.words[at], bar.queries[at])
        x = box.right
    plot.add(Label(x + 3, y + each * 0.44 + 2.5, profile.integer(sum(bar.counts)), SMALL, bold=True))


def _legend(plot: Plot, series: Sequence[str]) -> float:
    """What the fills stand for, in as many lines as it takes; gives where the bars begin."""
    x, y = 0.0, 4.0
    for at, text in enumerate(series):
        words = fitted(text, COLUMN - 20, SMALL)
        wide = 14 + width(words, SMALL) + 12
        if x and x + wide > COLUMN:
            x, y = 0.0, y + 12
        plot.add(Box(Rect(x, y, 10, 7), FILLS[at % len(FILLS)], INK, 0.4, HATCHES[at % len(HATCHES)]))
        plot.add(Label(x + 14, y + 6.4, words, SMALL))
        x += wide
    return y + 16 if series else 4.0


def _axis(
    plot: Plot, x: float, top: float, bottom: float, room: float, scale: int, name: str, profile: Profile
) -> None:
    step = _step(scale)
    behind = plot.items
    lines: list[Stroke | Label] = []
    for count in range(0, scale + 1, step):
        at = x + count * room / scale
        lines.append(Stroke(((at, top), (at, bottom)), INK if not count else RULE, 0.6 if not count else 0.4))
        lines.append(Label(at, bottom + 9, profile.integer(count), SMALL, SOFT, anchor="middle"))
    lines.append(Label(x + room / 2, bottom + 21, name, SMALL, SOFT, anchor="middle"))
    plot.items = [*lines, *behind]


def _step(scale: int) -> int:
    found = 1
    while scale / found > 6:
        found = _next(found)
    return found


def _next(step: int) -> int:
    first = int(str(step)[0])
    return step // first * {1: 2, 2: 5, 5: 10}[first]
