"""The sweeps against the plainest thing there is: every pair looked at."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from qda.analysis.segments import nearness
from qda.analysis.segments.nearness import Extents


class Extent(NamedTuple):
    """One stretch of a text on a scale, both ends inside."""

    text: int
    first: int
    last: int
    place: int


# Stretches are unique in a text, as segments are.
STRETCHES = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 12), st.integers(1, 6)), unique=True, max_size=12).map(
    lambda found: [Extent(text, first, first + size - 1, at) for at, (text, first, size) in enumerate(found)]
)


def pairs(ones: list[Extent], others: list[Extent], *, but_itself: bool) -> list[tuple[Extent, Extent]]:
    return [
        (one, other)
        for one in ones
        for other in others
        if one.text == other.text and not (but_itself and one.place == other.place)
    ]


def columns(extents: list[Extent]) -> Extents:
    """The same as the columns that are looked through."""
    rows = np.array(extents, dtype=np.int64).reshape(-1, 4)
    return Extents(rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3])


def told(ones: list[Extent], which: NDArray[np.bool_]) -> set[int]:
    """The places of those that were found."""
    return {each.place for each, found in zip(ones, which.tolist(), strict=True) if found}


def halves(extents: list[Extent]) -> tuple[list[Extent], list[Extent]]:
    return extents[::2], extents[:: 3 if len(extents) > 3 else 1]


@settings(max_examples=40, deadline=None)
@given(STRETCHES, st.integers(0, 4), st.booleans())
def test_what_is_near_is_what_a_look_at_every_pair_finds(extents: list[Extent], reach: int, but_itself: bool) -> None:
    ones, others = halves(extents)

    found = nearness.near(columns(ones), columns(others), reach, but_itself=but_itself)

    looked = pairs(ones, others, but_itself=but_itself)
    assert told(ones, found) == {a.place for a, b in looked if b.first <= a.last + reach and a.first <= b.last + reach}


@settings(max_examples=40, deadline=None)
@given(STRETCHES, st.booleans())
def test_what_lies_inside_is_what_a_look_at_every_pair_finds(extents: list[Extent], but_itself: bool) -> None:
    ones, others = halves(extents)

    found = nearness.inside(columns(ones), columns(others), but_itself=but_itself)

    looked = pairs(ones, others, but_itself=but_itself)
    assert told(ones, found) == {a.place for a, b in looked if b.first <= a.first and a.last <= b.last}


@settings(max_examples=40, deadline=None)
@given(STRETCHES, st.booleans())
def test_what_holds_another_is_what_a_look_at_every_pair_finds(extents: list[Extent], but_itself: bool) -> None:
    ones, others = halves(extents)

    found = nearness.containing(columns(ones), columns(others), but_itself=but_itself)

    looked = pairs(ones, others, but_itself=but_itself)
    assert told(ones, found) == {a.place for a, b in looked if a.first <= b.first and b.last <= a.last}


@settings(max_examples=40, deadline=None)
@given(STRETCHES, st.integers(0, 5))
def test_what_is_followed_is_what_a_look_at_every_pair_finds(extents: list[Extent], within: int) -> None:
    ones, others = halves(extents)
    ends = np.array([each.last + 1 for each in ones], dtype=np.int64)
    begins = np.array([each.first for each in others], dtype=np.int64)

    found = nearness.followed(columns(ones), columns(others), ends, begins, within)

    looked = pairs(ones, others, but_itself=False)
    assert told(ones, found) == {a.place for a, b in looked if a.last < b.first <= a.last + within}


@settings(max_examples=40, deadline=None)
@given(STRETCHES, st.integers(0, 3))
def test_every_two_neighbours_are_met_once(extents: list[Extent], reach: int) -> None:
    met = [
        frozenset(pair)
        for ones, others in nearness.neighbours(columns(extents), reach)
        for pair in zip(ones.tolist(), others.tolist(), strict=True)
    ]

    looked = pairs(extents, extents, but_itself=True)
    near = {frozenset((a.place, b.place)) for a, b in looked if b.first <= a.last + reach and a.first <= b.last + reach}
    assert sorted(map(sorted, met)) == sorted(map(sorted, near))


def test_a_stretch_is_numbered_by_the_pieces_it_begins_and_ends_in() -> None:
    starts, spans = np.array([3, 10, 20]), np.array([(0, 3), (4, 10), (4, 11), (10, 25)])

    first, last = nearness.numbers(starts, spans[:, 0], spans[:, 1])

    assert list(zip(first.tolist(), last.tolist(), strict=True)) == [(0, 0), (0, 0), (0, 1), (1, 2)]
