"""Codes against sources, cases, participants and the like: what each cell counts, and the bases that belong to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, cast

from qda.analysis import query_attributes
from qda.analysis.ground import Counted, Ground, without_collecting
from qda.analysis.query import Field, Has, Query, Reach
from qda.analysis.query_text import both
from qda.i18n import _
from qda.progress import Progress, Silent
from qda.project.project import Project

Dimension = Literal["codes", "source", "case", "unit", "kind", "perspective", "participant", "attribute", "coder"]
DIMENSIONS: tuple[Dimension, ...] = (
    "codes", "source", "case", "unit", "kind", "perspective", "participant", "attribute", "coder",
)  # fmt: skip

Key = int | str


@dataclass(frozen=True, slots=True)
class Axis:
    """What stands in the rows or the columns.

    Codes may be limited to some (with all that lives under them) or to levels; `reach` says what each brings along. Of
    attributes `name` says which. With `used` what nothing counts for is left out.
    """

    dimension: Dimension
    code_ids: tuple[int, ...] | None = None
    levels: tuple[str, ...] | None = None
    reach: Reach = "below"
    name: str = ""
    used: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One row or column: its heading, and how much counts for it in all, whatever stands in the other direction."""

    key: Key
    heading: str
    total: int
    indent: int = 0
    has: Has | None = None
    parent: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """Distinct counts by row and column. `cells` leaves out what is 0; `base` is all that was counted.

    `outside` are the coded segments that count for no column, such as those of no case.
    """

    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: Mapping[tuple[Key, Key], int]
    counted: Counted
    base: int
    outside: int
    row_axis: Axis
    column_axis: Axis

    def cell(self, row: int, column: int) -> int:
        """The count at these places."""
        return self.cells.get((self.rows[row].key, self.columns[column].key), 0)

    @property
    def highest(self) -> int:
        """The largest count."""
        return max(self.cells.values(), default=0)

    def query(self, row: int, column: int) -> Query | None:
        """What asks for the segments of a cell; None where that can't be asked."""
        one, other = self.rows[row].has, self.columns[column].has
        return None if one is None or other is None else both(one, other)


def cross(
    project: Project,
    ground: Ground,
    rows: Axis,
    columns: Axis,
    counted: Counted = "segments",
    progress: Progress | None = None,
) -> Matrix:
    """Count every cell. Raises NotFound for an attribute that is not there, Cancelled."""
    tell = progress or Silent()
    with without_collecting():
        down = _members(project, ground, rows)
        across = down if rows == columns else _members(project, ground, columns)
        wanted = shown_codes(rows, ground), shown_codes(columns, ground)
        # A quarter of a million segments, but far fewer combinations of what they count for.
        alike: dict[tuple[Collection[Key], Collection[Key]], list[int]] = defaultdict(list)
        for at, whose in enumerate(zip(down, across, strict=True)):
            alike[whose].append(at)
        count = _Numbers() if counted == "segments" else _Distinct(ground, counted)
        outside = 0
        for done, ((one, other), places) in enumerate(alike.items()):
            if done % 2048 == 0:
                tell.step(done, len(alike), "")
            kept = _kept(one, wanted[0]), _kept(other, wanted[1])
            outside += 0 if kept[1] else len(places)
            count.add(*kept, places)
        totals = count.totals
        return Matrix(
            tuple(_lines(project, ground, rows, totals[0])),
            tuple(_lines(project, ground, columns, totals[1])),
            count.cells,
            counted,
            ground.count(range(len(ground.places)), counted),
            outside,
            rows,
            columns,
        )


class _Numbers:
    """Segments in each cell, row and column. A segment is at one place, so that they can be added up."""

    def __init__(self) -> None:
        self.cells: dict[tuple[Key, Key], int] = defaultdict(int)
        self.totals: tuple[dict[Key, int], dict[Key, int]] = (defaultdict(int), defaultdict(int))

    def add(self, rows: Collection[Key], columns: Collection[Key], places: Sequence[int]) -> None:
        """Places that all count for these rows and columns."""
        count = len(places)
        for keys, total in zip((rows, columns), self.totals, strict=True):
            for key in keys:
                total[key] += count
        cells = self.cells
        for row in rows:
            for column in columns:
                cells[row, column] += count


class _Distinct:
    """Distinct sources, cases or participants in each cell, row and column."""

    def __init__(self, ground: Ground, counted: Counted) -> None:
        self._ground, self._counted = ground, counted
        self._cells: dict[tuple[Key, Key], set[int]] = defaultdict(set)
        self._totals: tuple[dict[Key, set[int]], dict[Key, set[int]]] = (defaultdict(set), defaultdict(set))

    def add(self, rows: Collection[Key], columns: Collection[Key], places: Sequence[int]) -> None:
        """Places that all count for these rows and columns."""
        found = self._ground.distinct(places, self._counted)
        for keys, total in zip((rows, columns), self._totals, strict=True):
            for key in keys:
                total[key] |= found
        for row in rows:
            for column in columns:
                self._cells[row, column] |= found

    @property
    def cells(self) -> dict[tuple[Key, Key], int]:
        """How many in each cell that has any."""
        return {key: len(found) for key, found in self._cells.items() if found}

    @property
    def totals(self) -> tuple[dict[Key, int], dict[Key, int]]:
        """How many in each row and in each column."""
        rows, columns = ({key: len(found) for key, found in side.items()} for side in self._totals)
        return rows, columns


def _kept(keys: Collection[Key], wanted: frozenset[int] | None) -> Collection[Key]:
    return keys if wanted is None else [key for key in keys if key in wanted]


def shown_codes(axis: Axis, ground: Ground) -> frozenset[int] | None:
    """The codes that are wanted; None for all, and for what is no code."""
    if axis.dimension != "codes" or (axis.code_ids is None and axis.levels is None):
        return None
    found = set(ground.codes)
    if axis.code_ids is not None:
        found &= set().union(*(ground.below.get(code, frozenset((code,))) for code in axis.code_ids))
    if axis.levels is not None:
        found = {code for code in found if ground.codes[code].level in axis.levels}
    return frozenset(found)


def _members(project: Project, ground: Ground, axis: Axis) -> Sequence[Collection[Key]]:
    """For each place what it counts for."""
    if axis.dimension == "codes":
        return _codes(ground, axis.reach)
    if axis.dimension == "attribute":
        values = query_attributes.of_places(project, ground, axis.name)
        return [values.get(at, ()) for at in range(len(ground.places))]
    if axis.dimension == "coder":
        return [frozenset(each.coder for each in given) for given in ground.given]
    if axis.dimension in ("kind", "perspective"):
        words = {told.id: getattr(told, axis.dimension) for told in ground.sources.values()}
        return [(words[place.source],) if words[place.source] else () for place in ground.places]
    if axis.dimension == "source":
        return [(place.source,) for place in ground.places]
    attribute = {"case": "cases", "unit": "units", "participant": "people"}[axis.dimension]
    return [getattr(place, attribute) for place in ground.places]


def _codes(ground: Ground, reach: Reach) -> list[frozenset[Key]]:
    """For each place the codes that it counts for: its own and those that bring them along."""
    if reach == "alone":
        return [frozenset(each.code for each in given) for given in ground.given]
    families = ground.below if reach == "below" else ground.gathered
    above: dict[int, set[int]] = defaultdict(set)
    for code, family in families.items():
        for member in family:
            above[member].add(code)
    known: dict[tuple[int, ...], frozenset[Key]] = {}
    found = []
    for given in ground.given:
        codes = tuple(sorted({each.code for each in given}))
        if codes not in known:
            known[codes] = frozenset().union(*(above.get(code, {code}) for code in codes))
        found.append(known[codes])
    return found


# --- headings -----------------------------------------------------------------------------------


def _lines(project: Project, ground: Ground, axis: Axis, totals: Mapping[Key, int]) -> list[Line]:
    if axis.dimension == "codes":
        return _code_lines(ground, axis, totals)
    found = []
    for key, heading, has in _headings(project, ground, axis, totals):
        if key in totals or not axis.used:
            found.append(Line(key, heading, totals.get(key, 0), has=has))
    return found


def _code_lines(ground: Ground, axis: Axis, totals: Mapping[Key, int]) -> list[Line]:
    """Codes in the order of the tree, indented under the nearest one that is shown."""
    wanted = shown_codes(axis, ground)
    shown = [
        code
        for code in ground.codes.values()
        if (wanted is None or code.id in wanted) and (code.id in totals or not axis.used)
    ]
    stack: list[tuple[int, int]] = []  # depth in the tree, indent
    found: list[Line] = []
    for code in shown:
        while stack and stack[-1][0] >= code.depth:
            stack.pop()
        while stack and code.id not in ground.below.get(stack[-1][1], ()):
            stack.pop()
        has = Has("code", code.path, code.id, axis.reach)
        found.append(Line(code.id, code.name, totals.get(code.id, 0), len(stack), has))
        stack.append((code.depth, code.id))
    parents = {one.key for one, other in pairwise(found) if other.indent > one.indent}
    return [Line(x.key, x.heading, x.total, x.indent, x.has, x.key in parents) for x in found]


def _headings(
    project: Project, ground: Ground, axis: Axis, totals: Mapping[Key, int]
) -> Iterable[tuple[Key, str, Has]]:
    if axis.dimension == "attribute":
        values = query_attributes.ordered(project, axis.name, frozenset(str(key) for key in totals))
        return [(value, value, Has("attribute", value, name=axis.name)) for value in values]
    field = cast("Field", axis.dimension)  # codes have lines of their own
    if field in ("kind", "perspective"):
        words = dict.fromkeys(getattr(told, field) for told in ground.sources.values())
        return [(word, _(word), Has(field, word)) for word in words if word]
    known: Mapping[str, Mapping[int, str]] = {
        "source": {told.id: told.name for told in ground.sources.values()},
        "case": ground.cases,
        "unit": ground.units,
        "participant": ground.participants,
        "coder": ground.coders,
    }
    return [(each, name, Has(field, name)) for each, name in known[field].items()]
