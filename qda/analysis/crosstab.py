"""Codes against sources, cases, participants and the like: what each cell counts, and the bases that belong to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, cast

from qda.analysis import query_attributes
from qda.analysis.ground import Counted, Ground
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
    down = _members(project, ground, rows)
    across = down if rows == columns else _members(project, ground, columns)
    wanted = shown_codes(rows, ground), shown_codes(columns, ground)
    cells: dict[tuple[Key, Key], set[int]] = defaultdict(set)
    totals: tuple[dict[Key, set[int]], dict[Key, set[int]]] = (defaultdict(set), defaultdict(set))
    outside = 0
    whole: set[int] = set()
    for at in range(len(ground.places)):
        if at % 2048 == 0:
            tell.step(at, len(ground.places), "")
        keys = ground.keys(at, counted)
        whole |= keys
        here = _kept(down[at], wanted[0]), _kept(across[at], wanted[1])
        outside += not here[1]
        for side, total in zip(here, totals, strict=True):
            for key in side:
                total[key] |= keys
        for row in here[0]:
            for column in here[1]:
                cells[row, column] |= keys
    return Matrix(
        tuple(_lines(project, ground, rows, totals[0])),
        tuple(_lines(project, ground, columns, totals[1])),
        {key: len(found) for key, found in cells.items() if found},
        counted,
        len(whole),
        outside,
        rows,
        columns,
    )


def _kept(keys: Iterable[Key], wanted: frozenset[int] | None) -> list[Key]:
    return [key for key in keys if wanted is None or key in wanted]


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


def _members(project: Project, ground: Ground, axis: Axis) -> Sequence[Iterable[Key]]:
    """For each place what it counts for."""
    if axis.dimension == "codes":
        return _codes(ground, axis.reach)
    if axis.dimension == "attribute":
        values = query_attributes.of_places(project, ground, axis.name)
        return [values.get(at, ()) for at in range(len(ground.places))]
    if axis.dimension == "coder":
        return [{each.coder for each in given} for given in ground.given]
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


def _lines(project: Project, ground: Ground, axis: Axis, totals: Mapping[Key, set[int]]) -> list[Line]:
    if axis.dimension == "codes":
        return _code_lines(ground, axis, totals)
    found = []
    for key, heading, has in _headings(project, ground, axis, totals):
        if key in totals or not axis.used:
            found.append(Line(key, heading, len(totals.get(key, ())), has=has))
    return found


def _code_lines(ground: Ground, axis: Axis, totals: Mapping[Key, set[int]]) -> list[Line]:
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
        found.append(Line(code.id, code.name, len(totals.get(code.id, ())), len(stack), has))
        stack.append((code.depth, code.id))
    parents = {one.key for one, other in pairwise(found) if other.indent > one.indent}
    return [Line(x.key, x.heading, x.total, x.indent, x.has, x.key in parents) for x in found]


def _headings(
    project: Project, ground: Ground, axis: Axis, totals: Mapping[Key, set[int]]
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
