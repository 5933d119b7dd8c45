from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.errors import Cancelled
from qda.export.maps.geometry import Point, Rect, along, length, shortened
from qda.export.maps.routes import Link, place_labels, routes, spaced
from qda.progress import Stoppable

LEFT, RIGHT, BETWEEN = Rect(0, 0, 100, 50), Rect(400, 0, 100, 50), Rect(200, -20, 100, 90)


def runs_through(line: list[Point], rect: Rect) -> bool:
    return any(rect.grown(-0.5).crossed_by(start, end) for start, end in pairwise(line))


def on_border(point: Point, rect: Rect) -> bool:
    outer, inner = rect.grown(0.01), rect.grown(-0.01)
    return (
        outer.x <= point[0] <= outer.right
        and outer.y <= point[1] <= outer.bottom
        and not (inner.x < point[0] < inner.right and inner.y < point[1] < inner.bottom)
    )


def test_boxes_across_from_each_other_are_joined_by_a_level_line() -> None:
    (line,) = routes({1: LEFT, 2: RIGHT}, [Link(1, 2)])

    assert line == [(100, 25), (400, 25)]


def test_a_line_goes_around_a_box_that_stands_between() -> None:
    (line,) = routes({1: LEFT, 2: RIGHT, 3: BETWEEN}, [Link(1, 2)])

    assert len(line) > 2
    assert not runs_through(line, BETWEEN.grown(10))
    assert on_border(line[0], LEFT)
    assert on_border(line[-1], RIGHT)


def test_a_line_leaves_its_own_box_at_once() -> None:
    above = {1: Rect(0, 0, 200, 50), 2: Rect(20, 100, 200, 50), 3: Rect(0, 200, 200, 50)}

    (line,) = routes(above, [Link(3, 1)])

    assert not any(runs_through(line, rect) for rect in above.values())


def test_two_relations_of_the_same_boxes_run_side_by_side() -> None:
    there, back = routes({1: LEFT, 2: RIGHT}, [Link(1, 2), Link(2, 1)])

    assert abs(there[0][1] - back[-1][1]) >= 20
    assert abs(there[-1][1] - back[0][1]) >= 20
    assert (there[0][1] < back[-1][1]) == (there[-1][1] < back[0][1])


def test_ends_on_one_side_are_spread_in_the_order_of_their_lines() -> None:
    hub = Rect(300, 0, 120, 50)
    below = {number: Rect(220 * number, 300, 100, 50) for number in (1, 2, 3)}

    lines = routes({0: hub, **below}, [Link(number, 0) for number in (3, 1, 2)])

    third, first, second = (line[-1][0] for line in lines)
    assert first + 20 <= second <= third - 20


def test_lines_that_round_the_same_corner_keep_apart() -> None:
    stack = {number: Rect(0, 120 * number, 200, 50) for number in range(4)}

    second, third = routes(stack, [Link(2, 0), Link(3, 0)])

    assert {point[0] for point in second[2:-2]}.isdisjoint(point[0] for point in third[2:-2])


def test_a_relation_to_itself_is_a_loop_outside_its_box() -> None:
    (line,) = routes({1: LEFT}, [Link(1, 1)])

    assert len(line) > 2
    assert not runs_through(line, LEFT)


def test_boxes_that_lie_on_each_other_still_have_a_line() -> None:
    (line,) = routes({1: LEFT, 2: Rect(40, 20, 100, 50)}, [Link(1, 2)])

    assert len(line) >= 2


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_line_runs_through_any_box(data: st.DataObject) -> None:
    cells = data.draw(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=12))
    shift = st.tuples(st.integers(0, 60), st.integers(0, 40))
    boxes = {
        number: Rect(column * 240 + dx, row * 140 + dy, 150, 60)
        for number, (column, row) in enumerate(sorted(cells))
        for dx, dy in [data.draw(shift)]
    }
    ends = st.integers(0, len(boxes) - 1)
    links = [Link(*pair) for pair in data.draw(st.lists(st.tuples(ends, ends), max_size=10))]

    lines = routes(boxes, links)

    for link, line in zip(links, lines, strict=True):
        assert on_border(line[0], boxes[link.start])
        assert on_border(line[-1], boxes[link.end])
        assert not [rect for rect in boxes.values() if runs_through(line, rect)]


@given(st.lists(st.floats(-50, 250), min_size=1, max_size=12), st.floats(40, 300))
def test_places_on_a_side_keep_their_order_and_stay_on_it(places: list[float], side: float) -> None:
    held = spaced(sorted(places), side)

    assert held == sorted(held)
    assert all(-0.001 <= place <= side + 0.001 for place in held)


def test_a_label_stands_on_the_middle_of_a_long_line() -> None:
    (place,) = place_labels([[(0, 0), (400, 0)]], [[(80, 16)]], [])

    assert place is not None
    assert place[1].centre == (200, 0)


def test_a_label_longer_than_its_line_stands_beside_it() -> None:
    boxes = [Rect(0, 0, 100, 50), Rect(140, 0, 100, 50)]

    (place,) = place_labels([[(100, 25), (140, 25)]], [[(120, 16)]], boxes)

    assert place is not None
    assert not any(place[1].overlaps(box) for box in boxes)


def test_labels_do_not_cover_one_another() -> None:
    lines = [[(0.0, float(y)), (400.0, float(y))] for y in (0, 6, 12)]

    places = place_labels(lines, [[(80, 16)]] * 3, [])

    rects = [place[1] for place in places if place]
    assert len(rects) == 3
    assert not any(one.overlaps(other) for at, one in enumerate(rects) for other in rects[at + 1 :])


def test_a_line_without_words_has_no_label() -> None:
    assert place_labels([[(0, 0), (400, 0)]], [[]], []) == [None]


def test_finding_ways_can_be_stopped() -> None:
    progress = Stoppable()
    progress.stop()

    with pytest.raises(Cancelled):
        routes({1: LEFT, 2: RIGHT}, [Link(1, 2)], progress)


@pytest.mark.parametrize(
    ("start", "end", "crossed"),
    [
        ((-10, 25), (110, 25), True),
        ((-10, -10), (110, 60), True),
        ((0, 0), (100, 0), False),
        ((-10, 0), (-10, 50), False),
        ((-10, 45), (45, 100), False),
        ((20, 20), (30, 30), True),
    ],
)
def test_a_line_crosses_a_box_only_through_its_inside(start: Point, end: Point, crossed: bool) -> None:
    assert LEFT.crossed_by(start, end) is crossed


def test_a_bent_line_is_measured_and_shortened_along_its_bends() -> None:
    line = [(0.0, 0.0), (10.0, 0.0), (10.0, 30.0)]

    assert length(line) == 40
    assert along(line, 0.5) == ((10.0, 10.0), (0.0, 1.0))
    assert shortened(line, 15, 5) == [(10.0, 5.0), (10.0, 25.0)]
