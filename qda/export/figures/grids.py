"""Figures that are grids: heat maps of any matrix, codes that stand together, and how alike cases are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.analysis.figures.portraits import ranked
from qda.analysis.queries.cooccurrence import Meetings
from qda.analysis.queries.crosstab import Line, Matrix
from qda.analysis.queries.similarity import Likeness
from qda.analysis.queries.text import both
from qda.export.figures.pen import (
    ACROSS,
    COLUMN,
    LYING,
    NAME,
    PAGE,
    RULE,
    SMALL,
    SOFT,
    TINY,
    Box,
    Label,
    Plot,
    Stroke,
    fitted,
    lines_of,
    on,
    shade,
    width,
)
from qda.export.maps.geometry import Rect
from qda.export.profiles import Profile
from qda.i18n import N_

if TYPE_CHECKING:
    from qda.analysis.queries.query import Query
    from qda.export.coding.query_tables import Percent

_LEGEND = 34.0
_TREE = 64.0
_TURNED, _SHORT = 150.0, 118.0  # how long a head that stands upright may be, on an upright sheet and on one that lies
_NAMES = (70.0, 160.0)  # how wide the names of rows may be
_CELL = (10.4, 64.0)
_ROW = (9.5, 15.0)
_LOW = 8.4  # how low a row may be on a sheet that lies
_MOST_LYING = 26
"""Rows that a sheet has room for when it lies: of more their words could not be read."""
_STEPS = 6


@dataclass(frozen=True, slots=True)
class Head:
    """A row or column: its words, and its base as it is printed after them."""

    text: str
    base: str = ""
    indent: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell prints, how dark it is (0 to 1; None: left empty), what it says, and what reads its quotes."""

    text: str
    share: float | None
    words: str
    query: Query | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """Heads and cells; the legend names what its lightest and its darkest stand for."""

    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cell: Callable[[int, int], Cell]
    rows_name: str
    columns_name: str
    legend: tuple[str, str, str]
    tree: tuple[tuple[tuple[int, ...], tuple[int, ...], float], ...] = ()


def draw(grid: Grid) -> Plot:
    """The grid with its heads and its legend, on an upright sheet where it fits, else on one that lies."""
    names, tree = _names(grid), _TREE if grid.tree else 0.0
    sheet = COLUMN if fitting(grid) >= len(grid.columns) else ACROSS
    room = sheet - names - tree - 2
    step = max(min(room / max(1, len(grid.columns)), _CELL[1]), 4.0)
    plot = Plot(sheet)
    lies = sheet == ACROSS
    high = _heads(plot, grid, names, step, _SHORT if lies else _TURNED)
    tall = LYING if lies else PAGE - 90
    deep = max(_LOW if lies else _ROW[0], min(_ROW[1], (tall - high - _LEGEND) / max(1, len(grid.rows))))
    _cells(plot, grid, Rect(names, high, step * len(grid.columns), deep * len(grid.rows)), step, deep)
    if grid.tree:
        _tree(plot, grid, names + step * len(grid.columns) + 6, high, deep, tree - 10)
    bottom = high + deep * len(grid.rows) + 12
    _legend(plot, grid.legend, names, bottom)
    plot.height = bottom + 20
    plot.width = sheet if sheet == COLUMN else max(COLUMN, min(sheet, names + tree + step * len(grid.columns) + 4))
    return plot


def fitting(grid: Grid) -> int:
    """How many of its columns fit an upright sheet beside the names of its rows."""
    cells = (grid.cell(row, at).text for row in range(len(grid.rows)) for at in range(len(grid.columns)))
    values = max((width(text, SMALL) for text in set(cells)), default=0.0)
    least = max(_CELL[0], min(values + 2.4, 40.0))
    return int((COLUMN - _names(grid) - (_TREE if grid.tree else 0.0)) / least)


def _names(grid: Grid) -> float:
    """How wide the names of the rows are."""
    longest = max((width(_whole(head), NAME) + 6.0 * head.indent for head in grid.rows), default=0.0)
    return min(max(longest + 8, _NAMES[0]), _NAMES[1])


def _whole(head: Head) -> str:
    return f"{head.text} {head.base}".strip()


def _heads(plot: Plot, grid: Grid, left: float, step: float, longest: float) -> float:
    """The heads of the columns, level where they fit in a few lines, else upright; gives where the cells begin."""
    told = [lines_of(head.text, step - 4, SMALL) for head in grid.columns]
    words = [word for head in grid.columns for word in head.text.split()]
    level = (
        all(len(lines) <= 4 for lines in told)
        and all(width(word, SMALL) <= step - 4 for word in words)
        and all(width(head.base, TINY) <= step - 2 for head in grid.columns)
    )
    if grid.columns_name:
        plot.add(Label(left, 9, grid.columns_name, SMALL, SOFT))
    top = 16.0
    if level:
        high = top + max((9.0 * (len(lines) + bool(head.base)) for lines, head in _with(told, grid)), default=0.0) + 4
        for at, (lines, head) in enumerate(_with(told, grid)):
            middle = left + step * (at + 0.5)
            y = high - 5 - 9.0 * (len(lines) + bool(head.base) - 1)
            for line in lines:
                plot.add(Label(middle, y, line, SMALL, anchor="middle"))
                y += 9.0
            if head.base:
                plot.add(Label(middle, y, head.base, TINY, SOFT, anchor="middle"))
    else:
        heads = [fitted(head.text, longest - width(" " + head.base, SMALL), SMALL) for head in grid.columns]
        whole = [f"{text} {head.base}".strip() for text, head in zip(heads, grid.columns, strict=True)]
        high = top + max((width(text, SMALL) for text in whole), default=0.0) + 6
        for at, text in enumerate(whole):
            plot.add(Label(left + step * (at + 0.5) + 2.4, high - 4, text, min(SMALL, step * 0.9), turn=90))
    plot.add(Label(0, high - 5, grid.rows_name, SMALL, SOFT))
    return high


def _with(told: Sequence[list[str]], grid: Grid) -> list[tuple[list[str], Head]]:
    return list(zip(told, grid.columns, strict=True))


def _cells(plot: Plot, grid: Grid, area: Rect, step: float, deep: float) -> None:
    size = min(SMALL, deep * 0.75)
    name = min(NAME, deep * 0.8)
    printed = all(
        width(grid.cell(row, column).text, size) <= step - 1.5
        for row in range(len(grid.rows))
        for column in range(len(grid.columns))
    )
    boxes: list[Box] = []
    told: list[Label] = []
    for row, head in enumerate(grid.rows):
        y = area.y + row * deep
        left = 6.0 * min(head.indent, 6)
        base = f" {head.base}" if head.base else ""
        text = fitted(head.text, area.x - 6 - left - width(base, name), name, bold=head.strong)
        plot.add(Label(left, y + deep / 2 + 0.35 * name, text + base, name, bold=head.strong))
        for column in range(len(grid.columns)):
            cell = grid.cell(row, column)
            box = Rect(area.x + column * step, y, step, deep)
            fill = None if cell.share is None else shade(cell.share)
            boxes.append(Box(box, fill, RULE, 0.4))
            if cell.text and printed:
                ink = SOFT if fill is None else on(fill)
                told.append(Label(box.centre[0], y + deep / 2 + 0.36 * size, cell.text, size, ink, anchor="middle"))
            plot.spot(box, cell.words, cell.query)
    plot.add(*boxes, Box(area, None, SOFT, 0.6), *told)


def _legend(plot: Plot, legend: tuple[str, str, str], left: float, y: float) -> None:
    """Steps from light to dark, with what both ends stand for."""
    name, low, high = legend
    x = max(0.0, min(left, plot.width - 60 - width(name + low + high, SMALL) - 40))
    plot.add(Label(x, y + 8, name, SMALL, SOFT))
    x += width(name, SMALL) + 8
    plot.add(Label(x, y + 8, low, SMALL))
    x += width(low, SMALL) + 4
    for step in range(_STEPS):
        plot.add(Box(Rect(x, y, 12, 10), shade(step / (_STEPS - 1)), RULE, 0.4))
        x += 12
    plot.add(Label(x + 4, y + 8, high, SMALL))


def _tree(plot: Plot, grid: Grid, x: float, y: float, deep: float, room: float) -> None:
    """Who joins whom at which likeness: the farther right, the less alike."""
    at: dict[tuple[int, ...], tuple[float, float]] = {
        (number,): (x, y + deep * (number + 0.5)) for number in range(len(grid.rows))
    }
    for one, other, alike in grid.tree:
        (x1, y1), (x2, y2) = at[one], at[other]
        joint = x + room * (1 - alike)
        plot.add(Stroke(((x1, y1), (joint, y1), (joint, y2), (x2, y2)), SOFT, 0.7))
        at[tuple(sorted(one + other))] = (joint, (y1 + y2) / 2)


# --- what they are drawn of -----------------------------------------------------------------------


def heat(
    found: Matrix, percent: Percent | None, names: tuple[str, str, str], profile: Profile, most: tuple[int, int]
) -> tuple[Grid, int, int]:
    """A matrix as a grid, its fullest rows and columns; and how many of each are left out.

    `names` are those of rows, columns and of what is counted. Where there are more rows than a sheet that lies has room
    for, only as many columns are shown as fit an upright one.
    """
    made = _heat(found, percent, names, profile, most)
    upright = max(1, fitting(made[0]))
    if len(made[0].rows) <= _MOST_LYING or len(made[0].columns) <= upright:
        return made
    return _heat(found, percent, names, profile, (most[0], upright))


def _heat(
    found: Matrix, percent: Percent | None, names: tuple[str, str, str], profile: Profile, most: tuple[int, int]
) -> tuple[Grid, int, int]:
    rows, more_rows = ranked(found.rows, most[0])
    columns, more_columns = ranked(found.columns, most[1])

    def share(row: int, column: int) -> float:
        count = found.cell(row, column)
        base = found.rows[row].total if percent == "row" else found.columns[column].total
        return count / base if base else 0.0

    counts = [found.cell(row, column) for row in rows for column in columns]
    highest = max(counts, default=0)
    peak = max((share(row, column) for row in rows for column in columns), default=0.0) if percent else highest

    def cell(at: int, place: int) -> Cell:
        row, column = rows[at], columns[place]
        count = found.cell(row, column)
        dark = share(row, column) if percent else count
        base = (found.rows[row] if percent == "row" else found.columns[column]).total
        told = profile.percent(count, base) if percent else profile.integer(count)
        one, other = found.rows[row], found.columns[column]
        words = f"{one.heading}, {other.heading}: {profile.integer(count)}"
        if percent:
            words += f" ({told}, n = {profile.integer(base)})"
        return Cell(told if count else "", dark / peak if peak else 0.0, words, _query(one, other) if count else None)

    def head(line: Line, *, base: bool) -> Head:
        told = f"(n = {profile.integer(line.total)})" if base else ""
        return Head(line.heading, told, line.indent, line.parent)

    name = names[2]
    if percent:
        name = profile.say(N_("% of the row") if percent == "row" else N_("% of the column"))
    ends = ("0", _peak(found, rows, columns, percent, profile))
    return (
        Grid(
            tuple(head(found.rows[row], base=percent == "row") for row in rows),
            tuple(head(found.columns[column], base=True) for column in columns),
            cell,
            names[0],
            names[1],
            (name, *ends),
        ),
        more_rows,
        more_columns,
    )


def _peak(found: Matrix, rows: Sequence[int], columns: Sequence[int], percent: Percent | None, profile: Profile) -> str:
    """What the darkest cell says."""
    if not percent:
        return profile.integer(max((found.cell(row, column) for row in rows for column in columns), default=0))
    bases = [
        (found.cell(row, column), (found.rows[row] if percent == "row" else found.columns[column]).total)
        for row in rows
        for column in columns
    ]
    count, base = max((pair for pair in bases if pair[1]), key=lambda pair: pair[0] / pair[1], default=(0, 1))
    return profile.percent(count, base)


def _query(one: Line, other: Line) -> Query | None:
    return None if one.has is None or other.has is None else both(one.has, other.has)


def together(found: Meetings, profile: Profile, most: int) -> tuple[Grid, int]:
    """Codes that stand together, below the diagonal; in it how many segments each has itself."""
    codes = [code for code in found.codes if found.segments[code.id]]
    strength = {code.id: 0 for code in codes}
    for (one, other), count in found.pairs.items():
        if (one, other) not in found.related:
            for code in (one, other):
                if code in strength:
                    strength[code] += count
    shown = sorted(codes, key=lambda code: -strength[code.id])[:most]
    order = {code.id: at for at, code in enumerate(found.codes)}
    shown.sort(key=lambda code: order[code.id])
    met = [found.pair(one, other) for one in shown for other in shown if _met(found, one.id, other.id)]
    peak = min(max((pair.coefficient for pair in met), default=0.0), 1.0)

    def cell(row: int, column: int) -> Cell:
        one, other = shown[row], shown[column]
        if row == column:
            count = profile.integer(found.segments[one.id])
            return Cell(f"({count})", None, f"{one.name}: {count}")
        if column > row:
            return Cell("", None, "")
        if (min(one.id, other.id), max(one.id, other.id)) in found.related:
            return Cell("–", None, f"{one.name}, {other.name}: –")
        pair = found.pair(one, other)
        told = coefficient(pair.coefficient, profile)
        words = f"{one.name}, {other.name}: {profile.integer(pair.n12)}, c = {told}"
        dark = min(pair.coefficient, 1.0) / peak if peak else 0.0
        count = profile.integer(pair.n12) if pair.n12 else ""
        return Cell(count, dark, words, found.query(one, other) if pair.n12 else None)

    heads = tuple(Head(code.name) for code in shown)
    legend = (profile.say(N_("coefficient c")), "0", coefficient(peak, profile))
    word = profile.say(N_("Code"))
    return Grid(heads, heads, cell, word, "", legend), len(codes) - len(shown)


def coefficient(value: float, profile: Profile) -> str:
    """c as it is printed, 1 at most; small ones with a third place."""
    value = min(value, 1.0)
    return profile.decimal(value, 2 if value >= 0.1 else 3, bounded=True)


def _met(found: Meetings, one: int, other: int) -> bool:
    return one != other and (min(one, other), max(one, other)) not in found.related and found.count(one, other) > 0


def alike(found: Likeness, name: str, profile: Profile) -> Grid:
    """Likeness below the diagonal; in it how many codes each has."""

    def cell(row: int, column: int) -> Cell:
        if column > row:
            return Cell("", None, "")
        one, other = found.lines[row], found.lines[column]
        if row == column:
            count = profile.integer(found.shared[row][row])
            return Cell(f"({count})", None, f"{one.heading}: {count}")
        value = found.values[row][column]
        told = profile.decimal(value, 2, bounded=True)
        shared = profile.integer(found.shared[row][column])
        return Cell(told, value, f"{one.heading}, {other.heading}: {told}, {shared}")

    heads = tuple(Head(line.heading) for line in found.lines)
    legend = (profile.say(N_("likeness")), "0", "1")
    tree = tuple((join.one, join.other, join.alike) for join in found.joins)
    return Grid(heads, heads, cell, name, "", legend, tree)
