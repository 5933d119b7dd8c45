"""The words of the segments of each code, for all codes at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from qda.analysis.segments.arrays import batches, expanded
from qda.analysis.segments.ground import Ground
from qda.progress import Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qda.analysis.queries.crosstab import Key
    from qda.analysis.segments.arrays import Numbers
    from qda.analysis.words.reading import Part


class Spans(NamedTuple):
    """Stretches that carry a code or what lives under it, joined where they touch, in the order of the parts.

    `code` is a number in the codes that were asked for, `part` one in the parts.
    """

    code: Numbers
    part: Numbers
    start: Numbers
    end: Numbers


def spans(ground: Ground, codes: Sequence[int], sources: Sequence[int]) -> Spans:
    """The stretches of each of these codes in these sources."""
    import numpy as np

    number, place = _places(ground, codes)
    source, start, end = ground.source_of[place], ground.columns.start[place], ground.columns.end[place]
    first = np.append(True, (number[1:] != number[:-1]) | (source[1:] != source[:-1]))[: len(place)]
    # How far what began so far goes, each source of each code by itself: those behind lie beyond all ends before.
    apart = np.cumsum(first) * (int(end.max(initial=0)) + 1)
    upto = np.maximum.accumulate(end + apart) - apart
    begins = np.flatnonzero(first | np.append(True, start[1:] > upto[:-1])[: len(place)])
    part = np.full(max(int(source.max(initial=0)), *sources, 0) + 1, -1)
    part[list(sources)] = np.arange(len(sources))
    wanted = part[source[begins]]
    order = _in_order(wanted)[np.count_nonzero(wanted < 0) :]
    which, last = begins[order], np.append(begins[1:], len(upto))[order] - 1
    return Spans(number[which], wanted[order], start[which], upto[last])


def _places(ground: Ground, codes: Sequence[int]) -> tuple[Numbers, Numbers]:
    """Which codes stand at which places, themselves or by what lives under them: in this order, each once."""
    import numpy as np

    under = [(code, at) for at, above in enumerate(codes) for code in ground.below.get(above, (above,))]
    code, above = np.array(sorted(under), dtype=np.int64).reshape(-1, 2).T
    begins = np.searchsorted(code, np.arange(int(ground.columns.code.max(initial=0)) + 2), "left")
    first = begins[ground.columns.code]
    row, step = expanded(begins[ground.columns.code + 1] - first)
    number, place = above[first[row] + step], ground.columns.at[row]
    order = _in_order(number)  # the places are so already
    number, place = number[order], place[order]
    new = np.append(True, (number[1:] != number[:-1]) | (place[1:] != place[:-1]))[: len(place)]
    return number[new], place[new]


def _in_order(values: Numbers) -> Numbers:
    """How small numbers stand in order, equal ones as they stand: by sixteen bits it takes a tenth of the time."""
    import numpy as np

    narrow = values.astype(np.int16) if int(values.max(initial=0)) < 1 << 15 else values
    return np.argsort(narrow, kind="stable")


def counted(
    ground: Ground, parts: Sequence[Part], codes: Sequence[int], column: NDArray[np.int32], tell: Progress, text: str
) -> tuple[dict[Key, NDArray[np.int64]], dict[Key, int]]:
    """For each code that stands in the parts how often the words of each column fall there, and how many in all.

    `column` tells the column of each word, -1 for none. Raises Cancelled.
    """
    import numpy as np

    width = int(column.max(initial=-1)) + 2
    found = spans(ground, codes, [part.source for part in parts])
    table = np.zeros((len(codes), width), dtype=np.int64)
    for begin, stop in batches(np.array([len(part.ids) for part in parts], dtype=np.int64)):
        tell.step(begin, len(parts), text)
        here = slice(*np.searchsorted(found.part, [begin, stop]))
        for cells in _cells(parts[begin:stop], Spans(*(each[here] for each in found)), begin, column, width):
            np.add.at(table.reshape(-1), cells, 1)
    there = np.flatnonzero(np.bincount(found.code, minlength=len(codes))).tolist()
    many = table.sum(axis=1).tolist()
    return {codes[at]: table[at, 1:] for at in there}, {codes[at]: many[at] for at in there}


def _cells(parts: Sequence[Part], found: Spans, first: int, column: NDArray[np.int32], width: int) -> Iterator[Numbers]:
    """The cell of the table that each word in a stretch counts for, some at a time; `first` numbers the first part."""
    import numpy as np

    # As if the texts stood behind one another, so that the words of all stretches are found at once.
    base = np.cumsum([0, *(part.read.length + 1 for part in parts)])
    starts = np.concatenate([part.starts + begin for part, begin in zip(parts, base[:-1], strict=True)])
    its = column[np.concatenate([part.ids for part in parts])]
    shift = base[found.part - first]
    begins = np.searchsorted(starts, found.start + shift, "left")
    count = np.searchsorted(starts, found.end + shift, "left") - begins
    for begin, stop in batches(count):
        many = count[begin:stop]
        place = np.repeat(begins[begin:stop] - np.cumsum(many) + many, many)
        place += np.arange(len(place))
        cells = np.repeat(found.code[begin:stop] * width + 1, many)
        cells += its[place]
        yield cells
