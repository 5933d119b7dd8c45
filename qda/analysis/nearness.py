"""Which stretches lie over, in, near or after others: sorted once and swept, never compared pair by pair."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_NEVER = -1


class Extent(NamedTuple):
    """A stretch of one text on a scale: characters, or the numbers of its sentences, turns or line units.

    `first` and `last` are both inside; `place` is whatever it stands for.
    """

    text: int
    first: int
    last: int
    place: int


def near(ones: Sequence[Extent], others: Sequence[Extent], reach: int = 0, *, but_itself: bool = False) -> set[int]:
    """Places of `ones` that begin or end no farther than `reach` from one of `others`; 0: they share something.

    `but_itself` leaves out the match of a place with itself. Time n log n: what begins before my end and does not end
    before my beginning is near, and both are counted by a binary search.
    """
    starts = sorted((each.text, each.first) for each in others)
    ends = sorted((each.text, each.last) for each in others)
    same = {each.place for each in others} if but_itself else set()
    found = set()
    for text, first, last, place in ones:
        begun = bisect_right(starts, (text, last + reach))
        over = bisect_left(ends, (text, first - reach))
        if begun - over > (place in same):
            found.add(place)
    return found


def inside(ones: Sequence[Extent], others: Sequence[Extent], *, but_itself: bool = False) -> set[int]:
    """Places of `ones` that lie wholly inside one of `others`; two that are equal lie inside each other."""
    # By beginning, the longest first: what holds me stands before me, or is as long as I am.
    order = sorted((each.text, each.first, -each.last, each.place) for each in others)
    keys = [each[:3] for each in order]
    farthest = [_NEVER, *_running_last(order)]
    places = {each[3]: at for at, each in enumerate(order)} if but_itself else {}
    found = set()
    for text, first, last, place in ones:
        at = places.get(place, bisect_right(keys, (text, first, -last)))
        if at and keys[at - 1][0] == text and farthest[at] >= last:
            found.add(place)
    return found


def _running_last(order: Sequence[tuple[int, int, int, int]]) -> Iterator[int]:
    """How far any stretch of the same text reaches up to here."""
    text, farthest = -1, _NEVER
    for here, _first, minus_last, _place in order:
        farthest = max(farthest, -minus_last) if here == text else -minus_last
        text = here
        yield farthest


def containing(ones: Sequence[Extent], others: Sequence[Extent], *, but_itself: bool = False) -> set[int]:
    """Places of `ones` inside which one of `others` lies wholly."""
    # The mirror image of lying inside: from the last to the first, the shortest seen so far.
    order = sorted((each.text, each.first, -each.last, each.place) for each in others)
    keys = [each[:3] for each in order]
    nearest = [0] * len(order)
    text, least = -1, 0
    for at in range(len(order) - 1, -1, -1):
        here, _first, minus_last, _place = order[at]
        least = min(least, -minus_last) if here == text else -minus_last
        text, nearest[at] = here, least
    places = {each[3]: at for at, each in enumerate(order)} if but_itself else {}
    found = set()
    for text, first, last, place in ones:
        # What begins where I do or after: the place of the longest stretch that could begin here.
        at = places[place] + 1 if place in places else bisect_left(keys, (text, first, -last))
        if at < len(order) and keys[at][0] == text and nearest[at] <= last:
            found.add(place)
    return found


def followed(
    ones: Sequence[Extent], others: Sequence[Extent], ends: Sequence[int], begins: Sequence[int], within: int
) -> set[int]:
    """Places of `ones` after whose end one of `others` begins, no more than `within` steps of the scale later.

    `ends` and `begins` are the characters where the ones end (not included) and the others begin: what follows in the
    same sentence must still stand after it.
    """
    order = sorted((each.text, begin, each.first, each.place) for each, begin in zip(others, begins, strict=True))
    keys = [each[:2] for each in order]
    found = set()
    for each, end in zip(ones, ends, strict=True):
        at = bisect_left(keys, (each.text, end))
        if at < len(order) and order[at][0] == each.text and order[at][2] - each.last <= within:
            found.add(each.place)
    return found


def neighbours(extents: Sequence[Extent], reach: int = 0) -> Iterator[tuple[int, list[int]]]:
    """Each place with those after it, by beginning, that are no farther from it than `reach`; every pair once."""
    order = sorted(extents)
    open_: list[Extent] = []
    for each in order:
        open_ = [other for other in open_ if other.text == each.text and other.last + reach >= each.first]
        yield each.place, [other.place for other in open_]
        open_.append(each)


def numbers(starts: Sequence[int], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The numbers (from 0) of the pieces that each span (end not included) begins and ends in, by where pieces start.

    What lies before the first piece belongs to it.
    """
    return [(max(0, bisect_right(starts, start) - 1), max(0, bisect_left(starts, end) - 1)) for start, end in spans]
