from __future__ import annotations

from qda.export.profiles import APA
from qda.export.word_paging import Stretch, pages

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


def test_the_room_beneath_a_last_line_may_hang_out_of_the_page() -> None:
    assert pages([Stretch(PAGE * 0.5, 0), Stretch(PAGE * 0.5 + 100, 1, hangs=120)], APA) == {0: 1, 1: 1}
    assert pages([Stretch(PAGE * 0.5, 0), Stretch(PAGE * 0.5 + 100, 1)], APA) == {0: 1, 1: 2}
