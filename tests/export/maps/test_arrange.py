from __future__ import annotations

import random
from itertools import combinations

import pytest

from qda.export.maps.arrange import Box, Manner, arranged
from qda.export.maps.geometry import Rect, frame_around

MANNERS: tuple[Manner, ...] = ("down", "right", "force")


def boxes(count: int, *, fixed: tuple[int, ...] = (), groups: dict[int, int] | None = None) -> dict[int, Box]:
    """Boxes in a heap: all at nearly one place."""
    return {
        key: Box(Rect(key * 3.0, key * 2.0, 210.0, 52.0), key in fixed, (groups or {}).get(key))
        for key in range(1, count + 1)
    }


def laid(given: dict[int, Box], edges: list[tuple[int, int]], manner: Manner) -> dict[int, Rect]:
    places = arranged(given, edges, manner)
    return {key: Rect(*places.get(key, (box.rect.x, box.rect.y)), box.rect.w, box.rect.h) for key, box in given.items()}


def overlapping(rects: dict[int, Rect]) -> list[tuple[int, int]]:
    return [(a, b) for a, b in combinations(rects, 2) if rects[a].overlaps(rects[b])]


def web(count: int, lines: int, seed: int = 3) -> list[tuple[int, int]]:
    chance = random.Random(seed)
    return [(chance.randint(1, count), chance.randint(1, count)) for _line in range(lines)]


@pytest.mark.parametrize("manner", MANNERS)
def test_no_box_lies_on_another(manner: Manner) -> None:
    rects = laid(boxes(40), web(40, 55), manner)

    assert overlapping(rects) == []


@pytest.mark.parametrize("manner", MANNERS)
def test_the_same_map_gives_the_same_places(manner: Manner) -> None:
    edges = web(20, 25)

    assert arranged(boxes(20), edges, manner) == arranged(boxes(20), edges, manner)


@pytest.mark.parametrize("manner", MANNERS)
def test_what_was_placed_by_hand_stays_and_nothing_comes_to_lie_on_it(manner: Manner) -> None:
    given = boxes(12)
    given[3] = Box(Rect(400, 300, 210, 52), fixed=True)
    given[4] = Box(Rect(900, 120, 210, 52), fixed=True)

    places = arranged(given, web(12, 14), manner)

    assert set(places) == set(given) - {3, 4}
    assert overlapping(laid(given, web(12, 14), manner)) == []


def test_layers_go_down_along_the_lines() -> None:
    rects = laid(boxes(4), [(1, 2), (2, 3), (1, 4)], "down")

    assert rects[1].bottom < rects[2].y < rects[2].bottom < rects[3].y
    assert rects[2].y == rects[4].y


def test_layers_go_right_along_the_lines() -> None:
    rects = laid(boxes(4), [(1, 2), (2, 3), (1, 4)], "right")

    assert rects[1].right < rects[2].x < rects[2].right < rects[3].x


def test_a_circle_of_lines_is_laid_all_the_same() -> None:
    rects = laid(boxes(3), [(1, 2), (2, 3), (3, 1), (2, 2)], "down")

    assert rects[1].bottom < rects[2].y < rects[2].bottom < rects[3].y


def test_lines_between_two_layers_are_not_crossed_without_need() -> None:
    rects = laid(boxes(6), [(1, 6), (2, 5), (3, 4)], "down")

    begin = sorted((1, 2, 3), key=lambda key: rects[key].x)
    end = sorted((4, 5, 6), key=lambda key: rects[key].x)
    assert [{1: 6, 2: 5, 3: 4}[key] for key in begin] == end


def test_forces_bring_what_is_joined_together() -> None:
    given = boxes(9)
    edges = [(1, 2), (2, 3), (3, 1), (4, 5), (5, 6), (6, 4), (7, 8), (8, 9), (9, 7)]

    rects = laid(given, edges, "force")

    def apart(a: int, b: int) -> float:
        (x, y), (u, v) = rects[a].centre, rects[b].centre
        return float(((x - u) ** 2 + (y - v) ** 2) ** 0.5)

    joined = max(apart(a, b) for a, b in edges)
    others = sorted(apart(a, b) for a, b in combinations(rects, 2) if (a - 1) // 3 != (b - 1) // 3)
    assert joined < others[len(others) // 2]


@pytest.mark.parametrize("manner", MANNERS)
def test_a_group_stays_together_and_nothing_else_lies_in_its_frame(manner: Manner) -> None:
    given = boxes(10, groups={1: 90, 2: 90, 3: 90, 4: 91, 5: 91})

    rects = laid(given, web(10, 14), manner)

    frames = [frame_around(rects[key] for key in members) for members in ((1, 2, 3), (4, 5))]
    assert not frames[0].overlaps(frames[1])
    assert not any(frame.overlaps(rects[key]) for frame in frames for key in range(6, 11))
    assert overlapping(rects) == []


def test_a_group_with_a_box_placed_by_hand_stays_as_it_is() -> None:
    given = boxes(4, fixed=(1,), groups={1: 90, 2: 90})

    assert set(arranged(given, [(1, 3), (2, 4)], "down")) == {3, 4}


def test_boxes_without_lines_become_a_block() -> None:
    rects = laid(boxes(9), [], "down")

    assert len({rect.y for rect in rects.values()}) == 3
    assert overlapping(rects) == []


def test_nothing_is_arranged_where_nothing_is() -> None:
    assert arranged({}, [], "force") == {}
