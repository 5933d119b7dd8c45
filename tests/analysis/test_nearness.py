"""The sweeps against the plainest thing there is: every pair looked at."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qda.analysis import nearness
from qda.analysis.nearness import Extent

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


def halves(extents: list[Extent]) -> tuple[list[Extent], list[Extent]]:
    return extents[::2], extents[:: 3 if len(extents) > 3 else 1]


@settings(max_examples=40, deadline=None)
@given(STRETCHES, st.integers(0, 4), st.booleans())
def test_what_is_near_is_what_a_look_at_every_pair_finds(extents: list[Extent], reach: int, but_itself: bool) -> None:
    ones, others = halves(extents)

    found = nearness.near(ones, others, reach, but_itself=but_itself)

    looked = pairs(ones, others, but_itself=but_itself)
    assert found == {a.place for a, b in looked if b.first <= a.last + reach and a.first <= b.last + reach}


@settings(max_examples=40, deadline=None)
@given(STRETCHES, st.booleans())
def test_what_lies_inside_is_what_a_look_at_every_pair_finds(extents: list[Extent], but_itself: bool) -> None:
    ones, others = halves(extents)

    found = nearness.inside(ones, others, but_itself=but_itself)

    looked = pairs(ones, others, but_itself=but_itself)
    assert found == {a.place for a, b in looked if b.first <= a.first and a.last <= b.last}


@settings(max_examples=40, deadline=None)
@given(STRETCHES, st.booleans())
def test_what_holds_another_is_what_a_look_at_every_pair_finds(extents: list[Extent], but_itself: bool) -> None:
    ones, others = halves(extents)

    found = nearness.containing(ones, others, but_itself=but_itself)

    looked = pairs(ones, others, but_itself=but_itself)
    assert found == {a.place for a, b in looked if a.first <= b.first and b.last <= a.last}


@settings(max_examples=40, deadline=None)
@given(STRETCHES, st.integers(0, 5))
def test_what_is_followed_is_what_a_look_at_every_pair_finds(extents: list[Extent], within: int) -> None:
    ones, others = halves(extents)
    ends, begins = [each.last + 1 for each in ones], [each.first for each in others]

    found = nearness.followed(ones, others, ends, begins, within)

    looked = pairs(ones, others, but_itself=False)
    assert found == {a.place for a, b in looked if a.last < b.first <= a.last + within}


@settings(max_examples=40, deadline=None)
@given(STRETCHES, st.integers(0, 3))
def test_every_two_neighbours_are_met_once(extents: list[Extent], reach: int) -> None:
    met = [frozenset((place, other)) for place, before in nearness.neighbours(extents, reach) for other in before]

    looked = pairs(extents, extents, but_itself=True)
    near = {frozenset((a.place, b.place)) for a, b in looked if b.first <= a.last + reach and a.first <= b.last + reach}
    assert sorted(map(sorted, met)) == sorted(map(sorted, near))


def test_a_stretch_is_numbered_by_the_pieces_it_begins_and_ends_in() -> None:
    starts = [3, 10, 20]

    assert nearness.numbers(starts, [(0, 3), (4, 10), (4, 11), (10, 25)]) == [(0, 0), (0, 0), (0, 1), (1, 2)]
