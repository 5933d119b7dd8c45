"""What is done to columns of numbers here and there: kept distinct, counted, laid out one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_AT_ONCE = 250_000
"""Things that are laid out in memory at a time."""
_ROOM = 4
"""How many times as many cells as things may be counted in a table with a place for each."""


def distinct(values: Numbers) -> Numbers:
    """Each number once, in order. `numpy.unique` looks them up one by one, which takes ten times as long."""
    import numpy as np

    ordered = np.sort(values)
    found: Numbers = ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered
    return found


def tallied(values: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """The numbers below `size` that are there, in order, and how often each."""
    import numpy as np

    if size <= _ROOM * len(values):
        counts = np.bincount(values, minlength=size)
        there = np.flatnonzero(counts)
        return there, counts[there]
    ordered = np.sort(values)
    first = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(ordered) else ordered
    return ordered[first], np.diff(np.append(first, len(ordered)))


def summed(parts: Sequence[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    """Numbers with their counts that were told in parts, as one."""
    import numpy as np

    if len(parts) == 1:
        return parts[0]
    if not parts:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    values, counts = (np.concatenate([part[at] for part in parts]) for at in (0, 1))
    order = np.argsort(values, kind="stable")
    values, counts = values[order], counts[order]
    first = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]])) if len(values) else values
    return values[first], np.add.reduceat(counts, first) if len(first) else counts


def expanded(count: Numbers) -> tuple[Numbers, Numbers]:
    """For rows of so many things each: the row of each thing, and its number in its row."""
    import numpy as np

    row = np.repeat(np.arange(len(count)), count)
    step = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    return row, step


def batches(count: Numbers) -> Iterator[tuple[int, int]]:
    """Where runs of rows begin and end that hold few enough things at once; a fuller row stands alone."""
    import numpy as np

    upto = np.cumsum(count)
    begin = 0
    while begin < len(count):
        done = int(upto[begin - 1]) if begin else 0
        stop = max(begin + 1, int(np.searchsorted(upto, done + _AT_ONCE, "right")))
        yield begin, stop
        begin = stop


def among(values: Numbers, wanted: Collection[int]) -> Mask:
    """Which of these ids are wanted: by a table of all ids, which is faster than sorting."""
    import numpy as np

    table = np.zeros(int(values.max(initial=0)) + 1, dtype=bool)
    table[[each for each in wanted if 0 <= each < len(table)]] = True
    found: Mask = table[values]
    return found
