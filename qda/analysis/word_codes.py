"""The words of the segments of each code, for all codes at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from qda.analysis.arrays import distinct, expanded, tallied
from qda.analysis.ground import Ground
from qda.progress import Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qda.analysis.arrays import Numbers
    from qda.analysis.crosstab import Key
    from qda.analysis.words_read import Part

_TOGETHER = 1_500_000
"""Words that are counted at a time."""


class Spans(NamedTuple):
    """Stretches that carry a code or what lives under it, joined where they touch, in the order of their sources.

    `code` is a number in the codes that were asked for.
    """

    code: Numbers
    source: Numbers
    start: Numbers
    end: Numbers


def spans(ground: Ground, codes: Sequence[int]) -> Spans:
    """The stretches of each of these codes."""
    import numpy as np

    number, place = _places(ground, codes)
    source, start, end = ground.source_of[place], ground.columns.start[place], ground.columns.end[place]
    if not len(place):
        return Spans(number, source, start, end)
    first = np.append(True, (number[1:] != number[:-1]) | (source[1:] != source[:-1]))
    # How far what began so far goes, each source of each code by itself: those behind lie beyond all ends before.
    apart = np.cumsum(first) * (int(end.max()) + 1)
    upto = np.maximum.accumulate(end + apart) - apart
    begins = np.flatnonzero(first | np.append(True, start[1:] > upto[:-1]))
    found = Spans(number[begins], source[begins], start[begins], upto[np.append(begins[1:], len(upto)) - 1])
    order = np.argsort(found.source, kind="stable")
    return Spans(*(column[order] for column in found))


def _places(ground: Ground, codes: Sequence[int]) -> tuple[Numbers, Numbers]:
    """Which codes stand at which places, themselves or by what lives under them: in this order, each once."""
    import numpy as np

    under = [(code, at) for at, above in enumerate(codes) for code in ground.below.get(above, (above,))]
    code, above = np.array(sorted(under), dtype=np.int64).reshape(-1, 2).T
    first = np.searchsorted(code, ground.columns.code, "left")
    row, step = expanded(np.searchsorted(code, ground.columns.code, "right") - first)
    found = distinct(above[first[row] + step] * max(len(ground), 1) + ground.columns.at[row])
    return found // max(len(ground), 1), found % max(len(ground), 1)


def counted(
    ground: Ground, parts: Collection[Part], codes: Sequence[int], column: NDArray[np.int32], tell: Progress, text: str
) -> tuple[dict[Key, NDArray[np.int64]], dict[Key, int]]:
    """For each code that stands in the parts how often the words of each column fall there, and how many in all.

    `column` tells the column of each word, -1 for none. Raises Cancelled.
    """
    import numpy as np

    width = int(column.max(initial=-1)) + 2
    found = spans(ground, codes)
    table = np.zeros(len(codes) * width, dtype=np.int64)
    there = np.zeros(len(codes), dtype=bool)
    for cells, here in _cells(parts, found, column, width, tell, text):
        there[here] = True
        which, many = tallied(cells, len(table))
        table[which] += many
    rows = table.reshape(len(codes), width)
    kept = [(codes[at], rows[at]) for at in np.flatnonzero(there).tolist()]
    return {code: row[1:] for code, row in kept}, {code: int(row.sum()) for code, row in kept}


def _cells(
    parts: Collection[Part], found: Spans, column: NDArray[np.int32], width: int, tell: Progress, text: str
) -> Iterator[tuple[Numbers, Numbers]]:
    """The cell of the table that each word counts for, some at a time, and the codes that were met."""
    import numpy as np

    cells: list[Numbers] = [np.zeros(0, dtype=np.int64)]
    codes: list[Numbers] = [np.zeros(0, dtype=np.int64)]
    for done, part in enumerate(parts):
        tell.step(done, len(parts), text)
        here = slice(*np.searchsorted(found.source, [part.source, part.source + 1]))
        starts, its = part.starts, column[part.ids]
        first = np.searchsorted(starts, found.start[here], "left")
        count = np.searchsorted(starts, found.end[here], "left") - first
        place = np.arange(count.sum()) + np.repeat(first - np.cumsum(count) + count, count)
        cells.append(np.repeat(found.code[here] * width + 1, count) + its[place])
        codes.append(found.code[here])
        if sum(map(len, cells)) > _TOGETHER:
            yield np.concatenate(cells), np.concatenate(codes)
            cells, codes = cells[:1], codes[:1]
    yield np.concatenate(cells), np.concatenate(codes)
