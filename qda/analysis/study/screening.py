"""How literature was found, screened, read and graded, in numbers: each publication is counted once at every step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qda.study.literature import DUPLICATE, FOUND, INCLUDED, LEFT_OUT, READ, SCREENED_OUT, CriterionRow, LiteratureRow

Told = tuple[tuple[str, int], ...]
_IN_FULL = (READ, LEFT_OUT, INCLUDED)


@dataclass(frozen=True, slots=True)
class Flow:
    """The steps. `screened_out` and `left_out` are told by reason, the most frequent first; "" where none is given."""

    found: int
    databases: Told
    duplicates: int
    screened: int
    waiting: int
    screened_out: Told
    read: int
    undecided: int
    left_out: Told
    included: int

    @property
    def out_by_screening(self) -> int:
        """How many were left out by title and abstract."""
        return sum(count for _reason, count in self.screened_out)

    @property
    def out_by_reading(self) -> int:
        """How many were left out after they were read in full."""
        return sum(count for _reason, count in self.left_out)


@dataclass(frozen=True, slots=True)
class Database:
    """What one database brought; a duplicate counts where it was found a second time."""

    name: str
    found: int
    duplicates: int
    screened_out: int
    read: int
    included: int


def flow(rows: Sequence[LiteratureRow]) -> Flow:
    """The steps from what was found to what is included; what is screened are those found without the duplicates."""
    stages = Counter(row.stage for row in rows)
    return Flow(
        found=len(rows),
        databases=_told(row.reference.found_in for row in rows),
        duplicates=stages[DUPLICATE],
        screened=len(rows) - stages[DUPLICATE],
        waiting=stages[FOUND],
        screened_out=_told(row.reason for row in rows if row.stage == SCREENED_OUT),
        read=sum(stages[stage] for stage in _IN_FULL),
        undecided=stages[READ],
        left_out=_told(row.reason for row in rows if row.stage == LEFT_OUT),
        included=stages[INCLUDED],
    )


def by_database(rows: Sequence[LiteratureRow]) -> list[Database]:
    """The same for each place where publications were found, the fullest first."""
    made = []
    for name, _count in _told(row.reference.found_in for row in rows):
        stages = Counter(row.stage for row in rows if row.reference.found_in == name)
        read = sum(stages[stage] for stage in _IN_FULL)
        out = stages[SCREENED_OUT]
        made.append(Database(name, sum(stages.values()), stages[DUPLICATE], out, read, stages[INCLUDED]))
    return made


def grades(rows: Iterable[LiteratureRow], criterion: CriterionRow) -> Told:
    """How many of these have each grade, in the order of the grades; "" for those without one."""
    counted = Counter(row.values.get(criterion.id, "") for row in rows)
    order = dict.fromkeys((*criterion.choices, *sorted(name for name in counted if name), ""))
    return tuple((name, counted[name]) for name in order if counted[name] or name in criterion.choices)


def _told(names: Iterable[str]) -> Told:
    return tuple(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))
