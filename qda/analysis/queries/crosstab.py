"""Codes against sources, cases, participants and the like: what each cell counts, and the bases that belong to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, cast

from qda.analysis.queries import attribute_values
from qda.analysis.queries.query import Field, Has, Query, Reach
from qda.analysis.queries.text import both
from qda.analysis.segments.arrays import batches, distinct, expanded, summed, tallied
from qda.analysis.segments.ground import Counted, Ground
from qda.i18n import _
from qda.progress import Progress, Silent
from qda.project.project import Project

if TYPE_CHECKING:
    from qda.analysis.segments.arrays import Numbers

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
    import numpy as np

    tell = progress or Silent()
    tell.step(0, 3, "")
    down = members(project, ground, rows)
    across = down if rows == columns else members(project, ground, columns)
    tell.step(1, 3, "")
    count = _Segments(ground) if counted == "segments" else _Distinct(ground, counted)
    totals = count.totals(down), count.totals(across)
    tell.step(2, 3, "")
    cells = Cells(down.keys, across.keys, *count.cells(down, across, tell))
    return Matrix(
        tuple(_lines(project, ground, rows, totals[0])),
        tuple(_lines(project, ground, columns, totals[1])),
        cells,
        counted,
        ground.count(np.ones(len(ground), dtype=bool), counted),
        len(ground) - len(distinct(across.place)),
        rows,
        columns,
    )


class Cells(Mapping[tuple[Key, Key], int]):
    """Counts by row and column, the empty ones left out; kept by numbers, since there may be a million."""

    def __init__(self, rows: Sequence[Key], columns: Sequence[Key], at: Numbers, counts: Numbers) -> None:
        self._rows, self._columns = rows, columns
        self._row_numbers = {key: number for number, key in enumerate(rows)}
        self._column_numbers = {key: number for number, key in enumerate(columns)}
        self._counts: dict[int, int] = dict(zip(at.tolist(), counts.tolist(), strict=True))

    def __getitem__(self, key: tuple[Key, Key]) -> int:
        return self._counts[self._row_numbers[key[0]] * len(self._columns) + self._column_numbers[key[1]]]

    def values(self) -> ValuesView[int]:
        """The counts alone, without their rows and columns."""
        return self._counts.values()

    def __iter__(self) -> Iterator[tuple[Key, Key]]:
        for at in self._counts:
            row, column = divmod(at, len(self._columns))
            yield self._rows[row], self._columns[column]

    def __len__(self) -> int:
        return len(self._counts)


class _Segments:
    """Segments in each cell, row and column: pairs of what a place stands under on either side."""

    def __init__(self, ground: Ground) -> None:
        self._size = len(ground)

    def totals(self, side: Members) -> dict[Key, int]:
        """How many under each key."""
        import numpy as np

        return _named(side, np.bincount(side.number, minlength=len(side.keys)))

    def cells(self, rows: Members, columns: Members, tell: Progress) -> tuple[Numbers, Numbers]:
        """The numbers of the cells that hold any, and how many."""

        wide = len(columns.keys)
        parts = [
            tallied(row * wide + column, len(rows.keys) * wide)
            for row, column, _place in _met(rows, columns, self._size, tell)
        ]
        return summed(parts)


class _Distinct:
    """Distinct sources, cases or participants in each cell, row and column."""

    def __init__(self, ground: Ground, counted: Counted) -> None:
        import numpy as np

        self._size = len(ground)
        self._owner = ground.columns.owner
        keys = ground.keys(counted)
        numbers: dict[int, int] = {}
        self._key = np.array([numbers.setdefault(key, len(numbers)) for held in keys for key in held], dtype=np.int64)
        self._many = np.array([len(held) for held in keys], dtype=np.int64)
        self._first = np.cumsum(self._many) - self._many
        self._keys = max(1, len(numbers))

    def totals(self, side: Members) -> dict[Key, int]:
        """How many under each key."""
        import numpy as np

        met = distinct(self._with_keys(side.number, side.place))
        return _named(side, np.bincount(met // self._keys, minlength=len(side.keys)))

    def cells(self, rows: Members, columns: Members, tell: Progress) -> tuple[Numbers, Numbers]:
        """The numbers of the cells that hold any, and how many."""
        import numpy as np

        wide = len(columns.keys)
        parts = [
            distinct(self._with_keys(row * wide + column, place))
            for row, column, place in _met(rows, columns, self._size, tell)
        ]
        met = distinct(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.int64)
        return tallied(met // self._keys, len(rows.keys) * wide)

    def _with_keys(self, cell: Numbers, place: Numbers) -> Numbers:
        """Each cell once with each of the things that its places stand for, as one number."""

        owners = len(self._many)
        alike = distinct(cell * owners + self._owner[place])
        cell, owner = alike // max(1, owners), alike % max(1, owners)
        at, step = expanded(self._many[owner])
        found: Numbers = cell[at] * self._keys + self._key[self._first[owner][at] + step]
        return found


def _named(side: Members, counts: Numbers) -> dict[Key, int]:
    """The counts of all keys under which anything stands, be it for nobody."""
    import numpy as np

    used = np.bincount(side.number, minlength=len(side.keys)).tolist()
    return {key: count for key, count, places in zip(side.keys, counts.tolist(), used, strict=True) if places}


def _met(rows: Members, columns: Members, places: int, tell: Progress) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """Rows and columns under which a place stands, each with each, and the place; some at a time. Raises Cancelled."""
    import numpy as np

    many = np.bincount(columns.place, minlength=places)
    first = np.cumsum(many) - many
    count = many[rows.place]
    for begin, stop in batches(count):
        tell.step(begin, len(count), "")
        at, step = expanded(count[begin:stop])
        at += begin
        place = rows.place[at]
        yield rows.number[at], columns.number[first[place] + step], place


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


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """What places stand under: pairs of a place and the number of a key, in the order of the places, each once."""

    keys: tuple[Key, ...]
    place: Numbers
    number: Numbers


def members(project: Project, ground: Ground, axis: Axis) -> Members:
    """For each place what it counts for. Raises NotFound for an attribute that is not there."""
    if axis.dimension == "codes":
        return code_members(ground, axis.reach, shown_codes(axis, ground))
    if axis.dimension == "coder":
        return _paired(tuple(ground.coders), ground.columns.at, ground.columns.coder)
    return _of_owners(ground, of_owners(project, ground, axis))


def of_owners(project: Project, ground: Ground, axis: Axis) -> list[Collection[Key]]:
    """For each owner what its places count for, by anything but codes and coders. Raises NotFound."""
    if axis.dimension == "attribute":
        return list(attribute_values.of_owners(project, ground, axis.name))
    if axis.dimension in ("kind", "perspective"):
        words = {told.id: getattr(told, axis.dimension) for told in ground.sources.values()}
        return [(words[owner.source],) if words[owner.source] else () for owner in ground.owners]
    if axis.dimension == "source":
        return [(owner.source,) for owner in ground.owners]
    attribute = {"case": "cases", "unit": "units", "participant": "people"}[axis.dimension]
    return [getattr(owner, attribute) for owner in ground.owners]


def _of_owners(ground: Ground, held: Sequence[Collection[Key]]) -> Members:
    import numpy as np

    numbers: dict[Key, int] = {}
    key = np.array([numbers.setdefault(key, len(numbers)) for keys in held for key in keys], dtype=np.int64)
    many = np.array([len(keys) for keys in held], dtype=np.int64)
    owner = ground.columns.owner
    place, step = expanded(many[owner])
    return Members(tuple(numbers), place, key[(np.cumsum(many) - many)[owner[place]] + step])


def _paired(keys: tuple[int, ...], place: Numbers, key: Numbers) -> Members:
    """Places with the keys they have; what is none of the keys is left out, and what is said twice counts once."""
    import numpy as np

    number_of = np.full(int(max(key.max(initial=0), max(keys, default=0))) + 1, -1, dtype=np.int64)
    number_of[list(keys)] = np.arange(len(keys))
    number = number_of[key]
    there = number >= 0
    size = max(1, len(keys))
    both = distinct(place[there] * size + number[there])
    return Members(keys, both // size, both % size)


def code_members(ground: Ground, reach: Reach, wanted: Collection[int] | None) -> Members:
    """For each place the codes that it counts for, as far as they are wanted: its own and those that bring them."""
    import numpy as np

    held = ground.columns
    if reach == "alone":
        used = distinct(held.code).tolist()
        return _paired(tuple(code for code in used if wanted is None or code in wanted), held.at, held.code)
    families = ground.below if reach == "below" else ground.gathered
    above: dict[int, list[int]] = defaultdict(list)
    for code, family in families.items():
        if wanted is None or code in wanted:
            for member in family:
                above[member].append(code)
    living = set[int]().union(*families.values())
    bring = [
        above.get(code, ()) if code in living or (wanted is not None and code not in wanted) else (code,)
        for code in range(int(held.code.max(initial=0)) + 1)
    ]
    many = np.array([len(codes) for codes in bring], dtype=np.int64)
    all_ = np.array([code for codes in bring for code in codes], dtype=np.int64)
    at, step = expanded(many[held.code])
    found = all_[(np.cumsum(many) - many)[held.code[at]] + step]
    return _paired(tuple(distinct(found).tolist()), held.at[at], found)


# --- headings -----------------------------------------------------------------------------------


def _lines(project: Project, ground: Ground, axis: Axis, totals: Mapping[Key, int]) -> list[Line]:
    if axis.dimension == "codes":
        return _code_lines(ground, axis, totals)
    found = []
    for key, heading, has in headings(project, ground, axis, totals):
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


def headings(project: Project, ground: Ground, axis: Axis, totals: Mapping[Key, int]) -> Iterable[tuple[Key, str, Has]]:
    """What stands in rows or columns, in order: its key, its words, and what a place must have to count there."""
    if axis.dimension == "attribute":
        values = attribute_values.ordered(project, axis.name, frozenset(str(key) for key in totals))
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
