from __future__ import annotations

from qda.export.profiles import APA
from qda.export.word.paging import Stretch, pages

PAGE = 13_958


def test_what_no_longer_fits_goes_on_the_next_page() -> None:
    found = pages([Stretch(PAGE * 0.6, 0), Stretch(PAGE * 0.6, 1), Stretch(100, 2)], APA)

    assert found == {0: 1, 1: 2, 2: 2}


def test_a_heading_goes_along_with_what_it_keeps() -> None:
    found = pages([Stretch(PAGE * 0.9, 0), Stretch(600, 1, keeps=True), Stretch(PAGE * 0.2, 2)], APA)

    assert found == {0: 1, 1: 2, 2: 2}


def test_turning_the_sheet_begins_a_page_and_so_does_a_part() -> None:
    found = pages([Stretch(10, 0), Stretch(10, 1, landscape=True), Stretch(10, 2), Stretch(10, 3, breaks=True)], APA)

    assert found == {0: 1, 1: 2, 2: 3, 3: 4}


def test_the_first_page_can_have_any_number() -> None:
    assert pages([Stretch(10, 0, breaks=True)], APA, 5) == {0: 5}


def test_room_beneath_a_last_line_needs_no_room_at_the_end_of_a_page() -> None:
    assert pages([Stretch(PAGE * 0.5, 0), Stretch(PAGE * 0.5, 1, below=120)], APA) == {0: 1, 1: 1}


def test_of_the_room_between_two_the_larger_counts() -> None:
    halves = [Stretch(PAGE * 0.5 - 120, 0, below=120), Stretch(PAGE * 0.5, 1, above=100)]

    assert pages(halves, APA) == {0: 1, 1: 1}


def test_room_above_falls_away_where_a_page_happens_to_begin_and_stays_where_one_is_begun() -> None:
    whole = Stretch(PAGE - 100, 1, above=240)

    assert pages([Stretch(PAGE, 0), whole, Stretch(80, 2)], APA) == {0: 1, 1: 2, 2: 2}
    begun = Stretch(PAGE - 100, 1, above=240, breaks=True)
    assert pages([Stretch(PAGE, 0), begun, Stretch(80, 2)], APA)[2] == 3
