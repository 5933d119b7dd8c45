from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from qda.ui.documents.lanes import Lanes

_STRIPES = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 30)), max_size=20).map(
    lambda spans: [(number, start, start + length) for number, (start, length) in enumerate(sorted(spans))]
)


def _meet(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return one[1] < other[2] and other[1] < one[2]


@given(_STRIPES)
def test_no_two_stripes_that_meet_share_a_lane(stripes: list[tuple[int, int, int]]) -> None:
    lanes = Lanes(stripes)

    for one, other in combinations(stripes, 2):
        if _meet(one, other):
            assert lanes[one[0]] != lanes[other[0]]


@given(_STRIPES)
def test_there_are_as_many_lanes_as_stripes_at_the_most_crowded_place(stripes: list[tuple[int, int, int]]) -> None:
    lanes = Lanes(stripes)

    assert lanes.count == max((sum(s <= at < e for _, s, e in stripes) for at in range(90)), default=0)


@given(_STRIPES)
def test_stripes_placed_one_by_one_keep_apart_too(stripes: list[tuple[int, int, int]]) -> None:
    lanes, placed = Lanes(), list[tuple[int, int, int]]()

    for stripe in reversed(stripes):
        neighbours = [other[0] for other in placed if _meet(stripe, other)]
        lanes.place(stripe[0], neighbours)
        placed.append(stripe)
        assert all(lanes[stripe[0]] != lanes[other] for other in neighbours)


def test_a_lane_that_empties_at_the_edge_is_given_up() -> None:
    lanes = Lanes([(1, 0, 10), (2, 5, 15)])

    lanes.drop(2)

    assert lanes.count == 1


def test_lanes_are_held_free_for_stripes_that_are_still_to_come() -> None:
    lanes = Lanes([(0, 0, 10), (1, 5, 15)])

    lanes.keep(4)
    wide = lanes.count
    lanes.keep(1)

    assert (wide, lanes.count) == (4, 4)
    assert lanes.place(2, [0]) == 1
