from __future__ import annotations

import pytest

from qda.memos.outline import Entry, deepened, gathered, settled, shifted, without

# 1, with 2 (and 3 beneath it) and 4; then 5.
FIVE = [Entry(1, 0), Entry(2, 1), Entry(3, 2), Entry(4, 1), Entry(5, 0)]


def seen(entries: list[Entry]) -> str:
    return " ".join(f"{'-' * entry.depth}{entry.card}" for entry in entries)


def test_no_entry_is_more_than_a_step_deeper_than_the_one_before() -> None:
    assert seen(settled([Entry(1, 3), Entry(2, 5), Entry(3, 1)])) == "1 -2 -3"


def test_an_entry_goes_up_with_what_lies_beneath_it() -> None:
    assert seen(shifted(FIVE, {5}, -1)) == "5 1 -2 --3 -4"
    assert seen(shifted(FIVE, {4}, -1)) == "1 -4 -2 --3 5"


def test_a_first_child_goes_up_in_front_of_its_parent() -> None:
    assert seen(shifted(FIVE, {3}, -1)) == "1 -3 -2 -4 5"


def test_an_entry_goes_down_behind_its_sibling_with_all_beneath_it() -> None:
    assert seen(shifted(FIVE, {2}, 1)) == "1 -4 -2 --3 5"
    assert seen(shifted(FIVE, {1}, 1)) == "5 1 -2 --3 -4"


def test_a_last_child_goes_down_behind_its_parent() -> None:
    assert seen(shifted(FIVE, {4}, 1)) == "1 -2 --3 4 5"


@pytest.mark.parametrize(("card", "step"), [(1, -1), (5, 1)])
def test_at_the_end_nothing_moves(card: int, step: int) -> None:
    assert shifted(FIVE, {card}, step) == FIVE


def test_several_go_together_and_none_passes_another() -> None:
    assert seen(shifted([Entry(1), Entry(2), Entry(3)], {2, 3}, -1)) == "2 3 1"
    assert seen(shifted([Entry(1), Entry(2), Entry(3)], {1, 2}, -1)) == "1 2 3"


def test_deeper_goes_as_far_as_the_entry_before_allows() -> None:
    once = deepened(FIVE, {5}, 1)

    assert seen(once) == "1 -2 --3 -4 -5"
    assert seen(deepened(deepened(once, {5}, 1), {5}, 1)) == "1 -2 --3 -4 --5"
    assert seen(deepened(FIVE, {1}, 1)) == seen(FIVE)


def test_less_deep_takes_along_what_lies_beneath() -> None:
    assert seen(deepened(FIVE, {2}, -1)) == "1 2 -3 -4 5"


def test_gathering_puts_new_cards_in_their_place_and_moves_old_ones() -> None:
    assert seen(gathered(FIVE, [9], 5, depth=1)) == "1 -2 --3 -4 -9 5"
    assert seen(gathered(FIVE, [2], None)) == "1 -4 5 2 -3"
    assert seen(gathered([], [7, 8], None)) == "7 8"


def test_what_lay_beneath_a_card_that_is_taken_out_moves_up() -> None:
    assert seen(without(FIVE, {2})) == "1 -3 -4 5"
