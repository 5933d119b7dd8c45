from __future__ import annotations

from qda.ui.documents.laying.labels import Slot, place
from tests.ui.documents.samples import coding


def _ids(slots: list[Slot]) -> list[tuple[int, list[int]]]:
    return [(slot.line, [label.id for label in slot.labels]) for slot in slots]


def test_a_label_stands_on_the_line_where_its_segment_begins() -> None:
    slots = place([(0, coding(1, 0, 5)), (3, coding(2, 50, 60))], 5)

    assert _ids(slots) == [(0, [1]), (3, [2])]


def test_a_crowded_label_moves_down_to_a_free_line_in_order() -> None:
    slots = place([(0, coding(1, 0, 5)), (0, coding(2, 1, 5)), (1, coding(3, 9, 12)), (2, coding(4, 20, 22))], 5)

    assert _ids(slots) == [(0, [1, 2]), (1, [3]), (2, [4])]
    roomy = place([(0, coding(1, 0, 5)), (0, coding(2, 1, 5)), (2, coding(4, 20, 22))], 5)
    assert _ids(roomy) == [(0, [1]), (1, [2]), (2, [4])]


def test_what_finds_no_line_near_stays_behind_the_first() -> None:
    slots = place([(0, coding(n, n, 9)) for n in range(6)], 9)

    assert _ids(slots) == [(0, [0, 3, 4, 5]), (1, [1]), (2, [2])]


def test_the_coding_at_hand_comes_first_on_its_line() -> None:
    slots = place([(0, coding(1, 0, 5)), (0, coding(2, 1, 5))], 1, first=2)

    assert _ids(slots) == [(0, [2, 1])]
