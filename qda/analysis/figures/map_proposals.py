"""Relations that the data suggest: codes of a map that stand at the same places. They propose and decide nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from qda.analysis.segments import retrieval
from qda.coding import tree
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.store.models import Coding, Segment

LEAST = 2
"""Once is no pattern."""


@dataclass(frozen=True, slots=True)
class Place:
    """A coded stretch of a source for a code; `end` not included."""

    source: int
    start: int
    end: int
    segment: int
    code: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two codes (`one` < `other`) that meet in so many segments."""

    one: int
    other: int
    count: int


def proposals(
    project: Project, code_ids: Collection[int], *, least: int = LEAST, progress: Progress | None = None
) -> list[Proposal]:
    """Pairs of these codes, each with all beneath it, that meet at least so often, the most first. Raises Cancelled.

    Codes of one line of the tree are no pair: the one is in the other anyway.
    """
    parents = retrieval.parents(project)
    below = tree.subtrees(parents)
    standing_for: dict[int, list[int]] = defaultdict(list)
    for code in code_ids:
        for member in below.get(code, ()):
            standing_for[member].append(code)
    query = (
        select(Segment.source_id, Segment.start, Segment.end, Segment.id, Coding.code_id)
        .join(Coding, Coding.segment_id == Segment.id)
        .where(~Segment.detached)
        .distinct()
    )
    with project.read() as session:
        rows = session.execute(query).all()
    places = [Place(*row[:4], code) for row in rows for code in standing_for.get(row[4], ())]
    kin = {(code, member) for code in code_ids for member in below.get(code, ())}
    met = meetings(places, progress or Silent())
    found = [Proposal(*pair, count) for pair, count in met.items() if count >= least and not _akin(pair, kin)]
    return sorted(found, key=lambda each: (-each.count, each.one, each.other))


def _akin(pair: tuple[int, int], kin: set[tuple[int, int]]) -> bool:
    return pair in kin or (pair[1], pair[0]) in kin


def meetings(places: Iterable[Place], progress: Progress) -> dict[tuple[int, int], int]:
    """How often two codes meet: the segments of the one that share a character with one of the other.

    Counted from both sides, and the smaller number taken: one long segment over ten short ones is one meeting.
    """
    sides: dict[tuple[int, int], tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    by_source: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        by_source[place.source].append(place)
    for done, each in enumerate(by_source.values()):
        progress.step(done, len(by_source), "")
        for one, other in _overlapping(each):
            if one.code != other.code:
                first, second = (one, other) if one.code < other.code else (other, one)
                ours, theirs = sides[first.code, second.code]
                ours.add(first.segment)
                theirs.add(second.segment)
    return {pair: min(len(ours), len(theirs)) for pair, (ours, theirs) in sides.items()}


def _overlapping(places: list[Place]) -> Iterator[tuple[Place, Place]]:
    """Every two stretches of one source that share a character."""
    open_: list[Place] = []
    for place in sorted(places, key=lambda each: (each.start, each.end, each.segment, each.code)):
        open_ = [other for other in open_ if other.end > place.start]
        for other in open_:
            yield other, place
        open_.append(place)


def without(found: Iterable[Proposal], taken: Collection[tuple[int, int]]) -> list[Proposal]:
    """The proposals whose two codes, in either order, are not among those."""
    known = {(min(pair), max(pair)) for pair in taken}
    return [each for each in found if (each.one, each.other) not in known]
