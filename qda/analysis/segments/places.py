"""Stretches of texts as values and as columns of numbers, and what is told of the sources that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from qda.analysis.segments.owners import Owner

if TYPE_CHECKING:
    from qda.analysis.segments.arrays import Numbers


class Place(NamedTuple):
    """A stretch of a source's current text; `segment` is 0 for one that carries no code and is none yet."""

    source: int
    start: int
    end: int
    segment: int
    speaker: int | None
    people: frozenset[int]
    cases: frozenset[int]
    units: frozenset[int]


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a source."""

    id: int
    name: str
    kind: str
    perspective: str
    date: str | None
    order: int
    text_sha: str
    marks_sha: str
    units_sha: str
    length: int


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Places in the order of sources, begins and ends, in parallel columns; `owner` is a number of an owner.

    The codings stand in the order of their places: `at` is the place of each, `code` what it carries, `coder` who gave
    it.
    """

    segment: Numbers
    start: Numbers
    end: Numbers
    owner: Numbers
    at: Numbers
    code: Numbers
    coder: Numbers

    def __len__(self) -> int:
        return len(self.segment)


class Places(Sequence[Place]):
    """The places as values, made when they are looked at."""

    def __init__(self, columns: Columns, owners: Sequence[Owner]) -> None:
        self._columns, self._owners = columns, owners

    def __len__(self) -> int:
        return len(self._columns)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        held = self._columns
        source, *whose = self._owners[held.owner[at]]
        return Place(source, int(held.start[at]), int(held.end[at]), int(held.segment[at]), *whose)
