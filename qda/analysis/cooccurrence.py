"""Codes that stand together: in stretches that overlap, on the same line unit, or near each other.

The coefficient is c = n12 / (n1 + n2 - n12): the pairs of segments in which two codes meet, by all that could have met.
It is Jaccard's similarity (1901) carried over to codes, as ATLAS.ti prints it; where segments overlap several of the
other code it can pass 1, and then says only that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qda.analysis import nearness
from qda.analysis.ground import Ground, Known, Scale, without_collecting
from qda.analysis.query import Has, Measure, Query, Reach, Related
from qda.progress import Progress, Silent
from qda.project.project import Project

Together = Literal["overlap", "line", "near"]
TOGETHER: tuple[Together, ...] = ("overlap", "line", "near")

_STEP = 512


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
    with without_collecting():
        return _meet(project, ground, codes, meeting, reach, progress or Silent())


def _meet(
    project: Project, ground: Ground, codes: Iterable[int] | None, meeting: Meeting, reach: Reach, tell: Progress
) -> Meetings:
    wanted = set(ground.codes if codes is None else codes)
    families = {code: _family(ground, code, reach) for code in wanted}
    carried = _carried(ground, families)
    scale, distance = meeting.scale()
    extents = [each for each in ground.extents(project, scale, progress=tell) if carried[each.place]]
    pairs: dict[tuple[int, int], int] = defaultdict(int)
    for done, (place, before) in enumerate(nearness.neighbours(extents, distance)):
        if done % _STEP == 0:
            tell.step(done, len(extents), "")
        here = carried[place]
        for at, one in enumerate(here):
            for other in here[at + 1 :]:
                pairs[one, other] += 1
        for there in before:
            _count(pairs, here, carried[there])
    related = frozenset(
        (min(one, other), max(one, other))
        for one, family in families.items()
        for other in family & wanted
        if one != other
    )
    return Meetings(
        tuple(code for code in ground.codes.values() if code.id in wanted),
        _segments(carried, wanted),
        {pair: count for pair, count in pairs.items() if pair not in related},
        meeting,
        reach,
        len(ground.all),
        related,
    )


def _count(pairs: dict[tuple[int, int], int], here: Sequence[int], there: Sequence[int]) -> None:
    met = set()
    for one in here:
        for other in there:
            if one != other:
                met.add((one, other) if one < other else (other, one))
    for pair in met:
        pairs[pair] += 1


def _family(ground: Ground, code: int, reach: Reach) -> frozenset[int]:
    if reach == "alone":
        return frozenset((code,))
    return (ground.below if reach == "below" else ground.gathered).get(code, frozenset((code,)))


def _carried(ground: Ground, families: Mapping[int, frozenset[int]]) -> list[tuple[int, ...]]:
    """For each place the wanted codes that it carries, in order of their ids."""
    above: dict[int, set[int]] = defaultdict(set)
    for code, family in families.items():
        for member in family:
            above[member].add(code)
    return [tuple(sorted(set().union(*(above.get(each.code, ()) for each in given)))) for given in ground.given]


def _segments(carried: Sequence[tuple[int, ...]], wanted: Iterable[int]) -> dict[int, int]:
    found = dict.fromkeys(wanted, 0)
    for codes in carried:
        for code in codes:
            found[code] += 1
    return found
