"""What stands under each cell of a matrix: distinct counts with their base, the segments; and rows that rest on little.

Counts say what was coded where; what that means is judged by the researcher and by nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qda.analysis.synthesis.matrix_ground import Ground, Group, load
from qda.names import name_key
from qda.project.project import Project
from qda.synthesis import matrix_queries
from qda.synthesis.matrix_values import LineRow, MatrixRow

if TYPE_CHECKING:
    from qda.analysis.synthesis.matrix_ground import Mask

State = Literal["found", "none", "no data", "open"]
Alarm = Literal["", "nothing", "one source", "one voice"]

_PLACES = frozenset({"perspective", "kind", "method", "unit", "case", "participant", "source", "literature"})

__all__ = [
    "Alarm",
    "Cells",
    "Ground",
    "Head",
    "Stand",
    "State",
    "Tally",
    "cells",
    "heads",
    "load",
    "uncounted",
    "voices",
    "whole",
]


@dataclass(frozen=True, slots=True)
class Tally:
    """Distinct segments, sources, participants and cases."""

    segments: int = 0
    sources: int = 0
    participants: int = 0
    cases: int = 0


@dataclass(frozen=True, slots=True)
class Stand:
    """What stands under a cell, out of what base; neither is known under a free heading."""

    count: Tally | None = None
    base: Tally | None = None

    @property
    def state(self) -> State:
        """Found; none of what is there; no data at all; or open, where nothing can be counted."""
        if self.count is None or self.base is None:
            return "open"
        if self.count.segments:
            return "found"
        return "none" if self.base.segments else "no data"


@dataclass(frozen=True, slots=True)
class Head:
    """A row or column as it is shown: a line of the matrix, or the total of a unit over its cases (`line` is None).

    `group` is the unit that stands above a case.
    """

    line: LineRow | None
    name: str
    group: str = ""
    unit_id: int | None = None
    lines: tuple[LineRow, ...] = ()

    @property
    def id(self) -> int:
        """The line's id; 0 for a total."""
        return 0 if self.line is None else self.line.id

    @property
    def place(self) -> bool:
        """True for what says where something was said, and False for what it is about."""
        return self.line is None or self.line.target in _PLACES


@dataclass(frozen=True, eq=False)
class Cells:
    """A matrix with what stands under its cells, by the places of its heads."""

    matrix: MatrixRow
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    stands: Mapping[tuple[int, int], Stand]
    alarms: Mapping[int, Alarm]
    """Of each row by its line's id: it rests on one source, on one voice, or on nothing."""
    totals: tuple[Mapping[int, Tally], Mapping[int, Tally]]
    """What stands under each row and column as a whole, by place."""
    ground: Ground | None

    def stand(self, row: int, column: int) -> Stand:
        """What stands under the cell at these places."""
        return self.stands[row, column]

    def segments(self, row: int, column: int) -> list[int]:
        """The segments under a cell in the order of the texts; under a free heading, those of the other direction."""
        if self.ground is None:
            return []
        within, found = _within(self.matrix, self.ground), None
        for mask in (_mask(self.ground, self.rows[row]), _mask(self.ground, self.columns[column])):
            found = mask if found is None else found if mask is None else found & mask
        if found is None:
            return []
        kept = found if within is None else found & within
        return [int(each) for each in self.ground.ids[kept]]


def heads(lines: Sequence[LineRow], *, second_level: bool) -> tuple[Head, ...]:
    """The lines in their order; with a second level cases stand under their units, and a total after several."""
    if not second_level or not any(line.target == "case" for line in lines):
        return tuple(Head(line, line.name) for line in lines)
    units = dict.fromkeys((line.under_id, line.under) for line in lines if line.target == "case")
    found: list[Head] = []
    for unit_id, unit in units:
        mine = tuple(line for line in lines if line.target == "case" and line.under_id == unit_id)
        found += [Head(line, line.name, unit, unit_id) for line in mine]
        if len(mine) > 1:
            found.append(Head(None, unit, unit, unit_id, mine))
    return (*found, *(Head(line, line.name) for line in lines if line.target != "case"))


def cells(ground: Ground, matrix: MatrixRow) -> Cells:
    """Count under every cell of a matrix at once."""
    down = heads(matrix.rows, second_level=matrix.second_level)
    across = heads(matrix.columns, second_level=matrix.second_level)
    within = _within(matrix, ground)
    row_masks = [_limited(_mask(ground, head), within) for head in down]
    column_masks = [_limited(_mask(ground, head), within) for head in across]
    totals = _totals(ground, row_masks), _totals(ground, column_masks)
    stands: dict[tuple[int, int], Stand] = {}
    for row, one in enumerate(row_masks):
        for column, other in enumerate(column_masks):
            if one is None or other is None:
                stands[row, column] = Stand()
                continue
            base = totals[1][column] if across[column].place else totals[0][row]
            stands[row, column] = Stand(_tally(ground, one & other), base)
    alarms = {
        head.id: _alarm(ground, _resting(ground, matrix, head, mask))
        for head, mask in zip(down, row_masks, strict=True)
        if head.line is not None
    }
    return Cells(matrix, down, across, stands, alarms, totals, ground)


def uncounted(matrix: MatrixRow) -> Cells:
    """A matrix of which nothing is counted yet."""
    down = heads(matrix.rows, second_level=matrix.second_level)
    across = heads(matrix.columns, second_level=matrix.second_level)
    stands = {(row, column): Stand() for row in range(len(down)) for column in range(len(across))}
    return Cells(matrix, down, across, stands, {}, ({}, {}), None)


def _mask(ground: Ground, head: Head) -> Mask | None:
    if head.line is not None:
        return _of_line(ground, head.line)
    found = None
    for line in head.lines:
        mask = _of_line(ground, line)
        found = mask if found is None or mask is None else found | mask
    return found


def _of_line(ground: Ground, line: LineRow) -> Mask | None:
    return ground.mask(line.target, line.target_id if line.target_id is not None else name_key(line.label))


def _within(matrix: MatrixRow, ground: Ground) -> Mask | None:
    return None if matrix.case_id is None else ground.mask("case", matrix.case_id)


def _limited(mask: Mask | None, within: Mask | None) -> Mask | None:
    return mask if mask is None or within is None else mask & within


def _totals(ground: Ground, masks: Sequence[Mask | None]) -> dict[int, Tally]:
    return {at: _tally(ground, mask) for at, mask in enumerate(masks) if mask is not None}


def _tally(ground: Ground, mask: Mask) -> Tally:
    import numpy as np

    at = np.flatnonzero(mask)
    if not len(at):
        return Tally()
    flags = np.zeros(len(ground.groups), dtype=bool)
    flags[ground.group_of[at]] = True
    counts = []
    for groups, members, size in ground.counted:
        seen = np.zeros(size, dtype=bool)
        seen[members[flags[groups]]] = True
        counts.append(int(np.count_nonzero(seen)))
    return Tally(len(at), *counts)


# --- rows that rest on little -----------------------------------------------------------------------------------------


def _resting(ground: Ground, matrix: MatrixRow, head: Head, mask: Mask | None) -> Mask:
    """What a row rests on: the segments under it, and those that its cells were linked to."""
    linked = [segment for (row, _column), cell in matrix.cells.items() if row == head.id for segment in cell.evidence]
    held = ground.these(linked)
    return held if mask is None else held | mask


def _alarm(ground: Ground, mask: Mask) -> Alarm:
    import numpy as np

    groups = [ground.groups[at] for at in np.unique(ground.group_of[mask])]
    if not groups:
        return "nothing"
    if len({group.source for group in groups}) == 1:
        return "one source"
    return "one voice" if len(voices(groups)) <= 1 else ""


def voices(groups: Iterable[Group]) -> frozenset[tuple[str, int]]:
    """Who is heard in these groups: participants, and sources in which nobody speaks for himself."""
    return frozenset().union(*(group.voice for group in groups))


def whole(project: Project, matrix_id: int) -> Cells:
    """A matrix with everything under it, read now. Raises NotFound."""
    return cells(load(project), matrix_queries.matrix(project, matrix_id))
