from __future__ import annotations

from itertools import combinations

from qda.export.maps.geometry import Point, Rect
from qda.export.maps.layout import auto_place

RANKS = {1: 0, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2}
EDGES = [(2, 1), (3, 1), (4, 3), (5, 2), (6, 2)]
SIZES: dict[int, Point] = dict.fromkeys(RANKS, (210.0, 52.0))


def rects(places: dict[int, Point], sizes: dict[int, Point] = SIZES) -> dict[int, Rect]:
    return {key: Rect(*place, *sizes[key]) for key, place in places.items()}


def overlaps(placed: dict[int, Rect]) -> list[tuple[int, int]]:
    return [(one, other) for one, other in combinations(placed, 2) if placed[one].overlaps(placed[other])]


def test_nodes_without_places_stand_in_layers_by_level() -> None:
    placed = rects(auto_place(SIZES, RANKS, EDGES, {}))

    assert overlaps(placed) == []
    assert placed[1].bottom < placed[2].y == placed[3].y
    assert placed[2].bottom < placed[4].y


def test_nodes_of_a_layer_stand_under_what_they_belong_to() -> None:
    placed = rects(auto_place(SIZES, RANKS, EDGES, {}))

    order = sorted((4, 5, 6), key=lambda key: placed[key].x)
    parents = sorted((2, 3), key=lambda key: placed[key].x)
    assert order in ([4, 5, 6], [4, 6, 5]) if parents == [3, 2] else order in ([5, 6, 4], [6, 5, 4])


def test_a_layer_of_many_becomes_a_column() -> None:
    ranks = {1: 0, **dict.fromkeys(range(2, 14), 1)}
    sizes: dict[int, Point] = dict.fromkeys(ranks, (210.0, 52.0))

    placed = rects(auto_place(sizes, ranks, [(key, 1) for key in range(2, 14)], {}), sizes)

    assert overlaps(placed) == []
    assert len({placed[key].x for key in range(2, 14)}) == 1


def test_places_that_a_researcher_gave_are_kept() -> None:
    fixed: dict[int, Point] = {1: (0, 0), 2: (-300, 200), 3: (300, 200)}

    placed = auto_place(SIZES, RANKS, EDGES, fixed)

    assert {key: placed[key] for key in fixed} == fixed


def test_new_nodes_come_near_their_neighbours_and_cover_nothing() -> None:
    fixed: dict[int, Point] = {1: (0, 0), 2: (-900, 200), 3: (900, 200)}

    placed = rects(auto_place(SIZES, RANKS, EDGES, fixed))

    assert overlaps(placed) == []
    assert abs(placed[4].centre[0] - placed[3].centre[0]) < abs(placed[4].centre[0] - placed[2].centre[0])


def test_placing_twice_gives_the_same_places() -> None:
    fixed: dict[int, Point] = {1: (0, 0)}

    assert auto_place(SIZES, RANKS, EDGES, fixed) == auto_place(SIZES, RANKS, EDGES, fixed)


def test_an_empty_map_has_no_places() -> None:
    assert auto_place({}, {}, [], {}) == {}
