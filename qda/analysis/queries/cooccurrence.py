"""Codes that stand together: in stretches that overlap, on the same line unit, or near each other.

The coefficient is c = n12 / (n1 + n2 - n12): the pairs of segments in which two codes meet, by all that could have met.
It is Jaccard's similarity (1901) carried over to codes, as ATLAS.ti prints it; where segments overlap several of the
other code it can pass 1, and then says only that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qda.analysis.queries.crosstab import Members, code_members
from qda.analysis.queries.query import Has, Measure, Query, Reach, Related
from qda.analysis.segments import nearness
from qda.analysis.segments.arrays import distinct, expanded, summed, tallied
from qda.analysis.segments.ground import Ground, Known
from qda.analysis.segments.lying import Scale
from qda.progress import Progress, Silent
from qda.project.project import Project

if TYPE_CHECKING:
    from qda.analysis.segments.arrays import Numbers

Together = Literal["overlap", "line", "near"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """When two segments are together: overlapping, on one line unit, or with no more than `distance` between them."""

    together: Together = "overlap"
    distance: int = 200
    measure: Measure = "characters"

    def scale(self) -> tuple[Scale, int]:
        """On which scale stretches are compared, and how far apart they may be."""
        if self.together == "overlap":
            return "characters", 0
        if self.together == "line":
            return "lines", 0
        return self.measure, self.distance + (self.measure == "characters")

    def query(self, one: Has, other: Has) -> Query:
        """What asks for the segments of one code that meet the other."""
        if self.together == "near":
            return Related(one, "near", other, self.distance, self.measure)
        return Related(one, "overlaps" if self.together == "overlap" else "line", other)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes that meet: in how many pairs of segments, out of how many segments of each."""

    one: Known
    other: Known
    n12: int
    n1: int
    n2: int

    @property
    def coefficient(self) -> float:
        """c = n12 / (n1 + n2 - n12); infinite where more pairs meet than there are segments."""
        apart = self.n1 + self.n2 - self.n12
        return self.n12 / apart if apart > 0 else float("inf")


@dataclass(frozen=True, slots=True)
class Meetings:
    """A symmetric matrix: `pairs` by the ids of two codes, the smaller first; what is 0 is left out."""

    codes: tuple[Known, ...]
    segments: Mapping[int, int]
    pairs: Mapping[tuple[int, int], int]
    meeting: Meeting
    reach: Reach
    base: int
    related: frozenset[tuple[int, int]] = frozenset()
    """Codes of which one brings the other along: that they meet says nothing."""

    def count(self, one: int, other: int) -> int:
        """In how many pairs of segments two codes meet."""
        return self.pairs.get((min(one, other), max(one, other)), 0)

    def pair(self, one: Known, other: Known) -> Pair:
        """Two codes with all that belongs to their coefficient."""
        return Pair(one, other, self.count(one.id, other.id), self.segments[one.id], self.segments[other.id])

    def strongest(self, limit: int | None = None) -> list[Pair]:
        """The pairs that meet, the highest coefficient first, then the most frequent."""
        known = {code.id: code for code in self.codes}
        order = {code.id: at for at, code in enumerate(self.codes)}
        found = [
            self.pair(*sorted((known[one], known[other]), key=lambda code: order[code.id])) for one, other in self.pairs
        ]
        found.sort(key=lambda pair: (-pair.coefficient, -pair.n12, pair.one.name, pair.other.name))
        return found[:limit]

    def query(self, one: Known, other: Known) -> Query:
        """What asks for the segments of one code that meet the other."""
        sides = [Has("code", code.path, code.id, self.reach) for code in (one, other)]
        return self.meeting.query(*sides)


def meet(
    project: Project,
    ground: Ground,
    codes: Iterable[int] | None = None,
    meeting: Meeting = Meeting(),
    *,
    reach: Reach = "alone",
    progress: Progress | None = None,
) -> Meetings:
    """Count the pairs of segments in which codes meet, each pair once; a segment that carries both is one pair.

    `codes` limits the count to these. Raises Cancelled.
    """
    import numpy as np

    tell = progress or Silent()
    wanted = set(ground.codes if codes is None else codes)
    carried = code_members(ground, reach, wanted)
    scale, distance = meeting.scale()
    bearing = np.zeros(len(ground), dtype=bool)
    bearing[carried.place] = True
    extents = ground.extents(project, scale, bearing, tell)
    met = _Met(carried, len(ground))
    met.take(np.flatnonzero(bearing), np.flatnonzero(bearing))
    for one, other in nearness.neighbours(extents, distance):
        tell.step(0, 0, "")
        met.take(one, other)
    related = _related(ground, wanted, reach)
    return Meetings(
        tuple(code for code in ground.codes.values() if code.id in wanted),
        dict.fromkeys(wanted, 0) | met.segments,
        met.pairs(related),
        meeting,
        reach,
        int(np.count_nonzero(ground.coded)),
        related,
    )


class _Met:
    """How many pairs of places hold each pair of codes; a pair of codes counts once in a pair of places."""

    def __init__(self, carried: Members, places: int) -> None:
        import numpy as np

        self._keys = [int(key) for key in carried.keys]
        self._code = carried.number
        self._many = np.bincount(carried.place, minlength=places)
        self._first = np.cumsum(self._many) - self._many
        counts = np.bincount(carried.number, minlength=len(carried.keys)).tolist()
        self.segments: dict[int, int] = dict(zip(self._keys, counts, strict=True))
        self._found: list[tuple[Numbers, Numbers]] = []

    def take(self, one: Numbers, other: Numbers) -> None:
        """Count these pairs of places."""
        import numpy as np

        across = self._many[other]
        pair, step = expanded(self._many[one] * across)
        here = self._code[self._first[one][pair] + step // across[pair]]
        there = self._code[self._first[other][pair] + step % across[pair]]
        apart = here != there
        size = max(1, len(self._keys))
        codes = np.minimum(here, there)[apart] * size + np.maximum(here, there)[apart]
        if len(codes) and int(self._many.max()) > 1:  # of two places with two codes each, one pair may be met twice
            codes = distinct(pair[apart] * size**2 + codes) % size**2
        self._found.append(tallied(codes, size**2))

    def pairs(self, but: Collection[tuple[int, int]]) -> dict[tuple[int, int], int]:
        """The count by the ids of two codes, the smaller first; without some pairs."""
        import numpy as np

        cells, counts = summed(self._found)
        size, keys = max(1, len(self._keys)), np.array(self._keys, dtype=np.int64)
        number = {key: at for at, key in enumerate(self._keys)}
        gone = [number[one] * size + number[other] for one, other in but if one in number and other in number]
        kept = ~np.isin(cells, gone)
        cells, counts = cells[kept], counts[kept]
        both = zip(keys[cells // size].tolist(), keys[cells % size].tolist(), strict=True)
        return dict(zip(both, counts.tolist(), strict=True))


def _related(ground: Ground, wanted: Collection[int], reach: Reach) -> frozenset[tuple[int, int]]:
    """Pairs of codes of which one brings the other along."""
    if reach == "alone":
        return frozenset()
    families = ground.below if reach == "below" else ground.gathered
    return frozenset(
        (min(one, other), max(one, other))
        for one in wanted
        for other in families.get(one, ())
        if one != other and other in wanted
    )
