"""Which stretches lie over, in, near or after others: sorted once and looked up, never compared pair by pair.

A quarter of a million stretches are arrays of numbers here. Text and place go into one number each, the text above,
so that one sorted row of numbers holds all texts behind one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.analysis.segments.arrays import batches, expanded

if TYPE_CHECKING:
    from qda.analysis.segments.arrays import Mask, Numbers

_SHIFT = 32
_FARTHEST = 2**31 - 1
"""No text is longer, on any scale."""


@dataclass(frozen=True, slots=True, eq=False)
class Extents:
    """Stretches of texts on a scale: characters, or the numbers of their sentences, turns or line units.

    `first` and `last` are both inside; `place` is whatever each stands for.
    """

    text: Numbers
    first: Numbers
    last: Numbers
    place: Numbers

    def __len__(self) -> int:
        return len(self.text)

    def only(self, which: Numbers | Mask) -> Extents:
        """Some of them, by their numbers or by a mask."""
        return Extents(self.text[which], self.first[which], self.last[which], self.place[which])


def _keys(text: Numbers, at: Numbers) -> Numbers:
    import numpy as np

    found: Numbers = (text << _SHIFT) | np.clip(at, 0, _FARTHEST)
    return found


def near(ones: Extents, others: Extents, reach: int = 0, *, but_itself: bool = False) -> Mask:
    """Which of `ones` begin or end no farther than `reach` from one of `others`; 0: they share something.

    `but_itself` leaves out the match of a place with itself. Time n log n: what begins before my end and does not end
    before my beginning is near, and both are counted by a binary search.
    """
    import numpy as np

    starts = np.sort(_keys(others.text, others.first))
    ends = np.sort(_keys(others.text, others.last))
    begun = np.searchsorted(starts, _keys(ones.text, ones.last + reach), "right")
    over = np.searchsorted(ends, _keys(ones.text, ones.first - reach), "left")
    found: Mask = begun - over > (np.isin(ones.place, others.place) if but_itself else 0)
    return found


def inside(ones: Extents, others: Extents, *, but_itself: bool = False) -> Mask:
    """Which of `ones` lie wholly inside one of `others`; two that are equal lie inside each other."""
    import numpy as np

    # By beginning, the longest first: what holds me stands before me, or is as long as I am.
    order = np.lexsort((-others.last, others.first, others.text))
    sorted_ = others.only(order)
    at = np.searchsorted(_keys(sorted_.text, sorted_.first), _keys(ones.text, ones.first), "right")
    if but_itself:
        at = np.where(*_placed(ones, sorted_), at)
    # How far any stretch of the same text reaches up to here: a later text is a larger number.
    farthest = np.concatenate([[-1], np.maximum.accumulate(_keys(sorted_.text, sorted_.last))])
    found: Mask = farthest[at] >= _keys(ones.text, ones.last)
    return found


def containing(ones: Extents, others: Extents, *, but_itself: bool = False) -> Mask:
    """Which of `ones` hold one of `others` wholly inside them."""
    import numpy as np

    # The mirror image of lying inside: from the last to the first, the shortest seen so far.
    order = np.lexsort((-others.last, others.first, others.text))
    sorted_ = others.only(order)
    at = np.searchsorted(_keys(sorted_.text, sorted_.first), _keys(ones.text, ones.first), "left")
    if but_itself:
        itself, where = _placed(ones, sorted_)
        at = np.where(itself, where + 1, at)
    nearest = np.minimum.accumulate(_keys(sorted_.text, sorted_.last)[::-1])[::-1]
    nearest = np.concatenate([nearest, [np.iinfo(np.int64).max]])
    found: Mask = nearest[at] <= _keys(ones.text, ones.last)
    return found


def _placed(ones: Extents, others: Extents) -> tuple[Mask, Numbers]:
    """Which of `ones` stand among `others`, and where; 0 for those that do not."""
    import numpy as np

    if not len(others):
        return np.zeros(len(ones), dtype=bool), np.zeros(len(ones), dtype=np.int64)
    order = np.argsort(others.place, kind="stable")
    at = order[np.minimum(np.searchsorted(others.place[order], ones.place), len(others) - 1)]
    there = others.place[at] == ones.place
    return there, np.where(there, at, 0)


def followed(ones: Extents, others: Extents, ends: Numbers, begins: Numbers, within: int) -> Mask:
    """After the end of which of `ones` one of `others` begins, no more than `within` steps of the scale later.

    `ends` and `begins` are the characters where the ones end (not included) and the others begin: what follows in the
    same sentence must still stand after it.
    """
    import numpy as np

    order = np.lexsort((others.first, begins, others.text))
    sorted_ = others.only(order)
    at = np.searchsorted(_keys(sorted_.text, begins[order]), _keys(ones.text, ends), "left")
    there = at < len(sorted_)
    if not there.any():
        return np.zeros(len(ones), dtype=bool)
    at = np.minimum(at, len(sorted_) - 1)
    found: Mask = there & (sorted_.text[at] == ones.text) & (sorted_.first[at] - ones.last <= within)
    return found


def neighbours(extents: Extents, reach: int = 0) -> Iterator[tuple[Numbers, Numbers]]:
    """Every two places that are no farther from one another than `reach`, each pair once, some at a time."""
    import numpy as np

    order = np.lexsort((extents.place, extents.last, extents.first, extents.text))
    sorted_ = extents.only(order)
    # Those after me, by beginning, that begin before I am over.
    end = np.searchsorted(_keys(sorted_.text, sorted_.first), _keys(sorted_.text, sorted_.last + reach), "right")
    count = np.maximum(end - np.arange(len(sorted_)) - 1, 0)
    for begin, stop in batches(count):
        one, step = expanded(count[begin:stop])
        one += begin
        yield sorted_.place[one], sorted_.place[one + 1 + step]


def numbers(starts: Numbers, begin: Numbers, end: Numbers, least: Numbers | int = 0) -> tuple[Numbers, Numbers]:
    """The numbers of the pieces that each span (end not included) begins and ends in, by where pieces start.

    `least` is the first piece of the text that a span stands in: pieces are numbered from there, and what lies before
    it belongs to it.
    """
    import numpy as np

    lowest: Numbers = np.asarray(least, dtype=np.int64)
    first: Numbers = np.maximum(np.searchsorted(starts, begin, "right") - 1, lowest) - lowest
    last: Numbers = np.maximum(np.searchsorted(starts, end, "left") - 1, lowest) - lowest
    return first, last
