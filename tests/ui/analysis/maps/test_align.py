from __future__ import annotations

import pytest

from qda.ui.analysis.maps.align import Way, aligned, snapped
from qda.ui.analysis.maps.lines import Box
from qda.ui.analysis.maps.reading import Line, Map, Node
from qda.ui.analysis.maps.walk import walk

BOXES: dict[int, Box] = {1: (0, 0, 200, 50), 2: (40, 100, 100, 50), 3: (300, 400, 200, 100)}


@pytest.mark.parametrize(
    ("way", "places"),
    [
        ("left", {2: (0, 100), 3: (0, 400)}),
        ("centre", {1: (150, 0), 2: (200, 100), 3: (150, 400)}),
        ("right", {1: (300, 0), 2: (400, 100)}),
        ("top", {2: (40, 0), 3: (300, 0)}),
        ("middle", {1: (0, 225), 2: (40, 225), 3: (300, 200)}),
        ("bottom", {1: (0, 450), 2: (40, 450)}),
        ("down", {2: (40, 200)}),
        ("across", {1: (-60, 0)}),
    ],
)
def test_boxes_go_in_line(way: Way, places: dict[int, tuple[float, float]]) -> None:
    if way == "across":
        boxes: dict[int, Box] = {1: (0, 0, 100, 50), 2: (130, 0, 100, 50), 3: (500, 0, 100, 50)}
        assert aligned(boxes, way) == {2: (250, 0)}
        return

    assert aligned(BOXES, way) == places


def test_a_dragged_box_goes_to_the_nearest_edge_and_says_why() -> None:
    snap = snapped((203, 301, 200, 50), [(200, 0, 200, 50), (900, 302, 210, 52)], 6)

    assert (snap.dx, snap.dy) == (-3, 1)
    assert snap.guides == (((200, 0), (200, 352)), ((200, 302), (1110, 302)))


def test_a_box_that_nothing_is_near_goes_onto_the_grid() -> None:
    snap = snapped((13, 22.5, 200, 50), [(900, 900, 200, 50)], 6)

    assert (13 + snap.dx, 22.5 + snap.dy) == (12, 24)
    assert snap.guides == ()


def test_one_walks_along_lines_in_four_directions() -> None:
    middle, right, below, lone = (
        Node(number, "note", None, "note", "", "", "", x, y)
        for number, x, y in ((1, 0.0, 0.0), (2, 400.0, 60.0), (3, 40.0, 300.0), (4, -400.0, 0.0))
    )
    shown = Map(1, "m", (middle, right, below, lone), (Line(1, 1, 2, None, ""), Line(2, 3, 1, None, "")))

    found = [walk(shown, middle, step) for step in ((1, 0), (0, 1), (-1, 0), (0, -1))]

    assert found == [2, 3, None, None]
