"""How alike cases, sources or participants are by their codes: Jaccard on which, cosine on how often.

Jaccard (1901): shared codes / codes of either. Cosine: the angle between the two rows of counts. The order in which
they are shown comes of average linkage (Sokal & Michener 1958, UPGMA): what is most alike stands together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qda.analysis.queries.crosstab import Line, Matrix

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Measure = Literal["jaccard", "cosine"]
MEASURES: tuple[Measure, ...] = ("jaccard", "cosine")


@dataclass(frozen=True, slots=True)
class Join:
    """Two groups that become one: the numbers of their members in the order shown, and how alike they are (0 to 1)."""

    one: tuple[int, ...]
    other: tuple[int, ...]
    alike: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """Who is compared, in an order that keeps the alike together; `values` by their numbers in it.

    `codes` is how many codes the profiles rest on, `shared[i][j]` how many of them two have in common.
    """

    lines: tuple[Line, ...]
    values: tuple[tuple[float, ...], ...]
    shared: tuple[tuple[int, ...], ...]
    joins: tuple[Join, ...]
    codes: int
    measure: Measure
    matrix: Matrix


def alike(matrix: Matrix, measure: Measure = "jaccard") -> Likeness:
    """Compare the columns of a matrix of codes (in the rows) by their profiles."""
    import numpy as np

    profiles = np.zeros((len(matrix.columns), len(matrix.rows)))
    row_at = {line.key: at for at, line in enumerate(matrix.rows)}
    column_at = {line.key: at for at, line in enumerate(matrix.columns)}
    for (row, column), count in matrix.cells.items():
        if row in row_at and column in column_at:
            profiles[column_at[column], row_at[row]] = count
    has = (profiles > 0).astype(np.int64)
    shared = has @ has.T
    values = _jaccard(has, shared) if measure == "jaccard" else _cosine(profiles)
    order, joins = linked(values.tolist())
    place = {number: at for at, number in enumerate(order)}
    return Likeness(
        tuple(matrix.columns[number] for number in order),
        tuple(tuple(float(values[one, other]) for other in order) for one in order),
        tuple(tuple(int(shared[one, other]) for other in order) for one in order),
        tuple(Join(_placed(join.one, place), _placed(join.other, place), join.alike) for join in joins),
        int((has.sum(axis=0) > 0).sum()) if len(has) else 0,
        measure,
        matrix,
    )


def _placed(members: Sequence[int], place: dict[int, int]) -> tuple[int, ...]:
    return tuple(sorted(place[member] for member in members))


def _jaccard(has: NDArray[np.int64], shared: NDArray[np.int64]) -> NDArray[np.float64]:
    import numpy as np

    own = has.sum(axis=1)
    either = own[:, None] + own[None, :] - shared
    found: NDArray[np.float64] = np.divide(
        shared, either, out=np.zeros(shared.shape, dtype=np.float64), where=either > 0
    )
    return found


def _cosine(profiles: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    lengths = np.sqrt((profiles**2).sum(axis=1))
    both = lengths[:, None] * lengths[None, :]
    found = np.divide(profiles @ profiles.T, both, out=np.zeros(both.shape), where=both > 0)
    clipped: NDArray[np.float64] = np.clip(found, 0.0, 1.0)
    return clipped


def linked(values: Sequence[Sequence[float]]) -> tuple[list[int], list[Join]]:
    """The order of the leaves and the joins from first to last, by average linkage; time n³, meant for some hundred."""
    import numpy as np

    count = len(values)
    table = np.array(values, dtype=np.float64).reshape(count, count)
    np.fill_diagonal(table, -1.0)
    members: dict[int, list[int]] = {number: [number] for number in range(count)}
    joins = []
    for _step in range(count - 1):
        one, other = (int(at) for at in np.unravel_index(int(np.argmax(table)), table.shape))
        one, other = min(one, other), max(one, other)
        joins.append(Join(tuple(members[one]), tuple(members[other]), float(table[one, other])))
        weights = len(members[one]), len(members[other])
        merged = (table[one] * weights[0] + table[other] * weights[1]) / sum(weights)
        members[one] += members.pop(other)
        gone = [number for number in range(count) if number not in members]
        merged[gone] = -1.0
        merged[one] = -1.0
        table[one, :] = table[:, one] = merged
        table[other, :] = table[:, other] = -1.0
    return (members[0] if count else []), joins
