from __future__ import annotations

from pathlib import Path

import pytest

from qda.sources.readers import Reading, read, read_bytes
from tests.sources.readers.making import pdf

Line = tuple[float, float, float, str]
CORPUS = Path(__file__).resolve().parents[3] / ".." / "shared" / "corpus"
BODY = ("The tide went out at four.", "Anna waited on the pier.", "Nobody came.", "She went home.", "It rained.")


def body(page: int, *, top: float = 700) -> list[Line]:
    """Two short lines that no other page has."""
    return [(60, top, 11, f"{BODY[page % 5]} {'x' * page}"), (60, top - 40, 11, f"{BODY[(page + 2) % 5]} {'y' * page}")]


def only(pages: list[list[Line]], *, keep: bool = False) -> Reading:
    (reading,) = read_bytes(pdf(pages), "book.pdf", keep_edges=keep)
    return reading


def plain(count: int) -> str:
    return only([body(page) for page in range(count)]).text


def test_page_numbers_and_running_heads_are_set_aside_and_told() -> None:
    pages = [[(60, 800, 9, "The pier"), *body(n), (290, 30, 9, str(n + 7))] for n in range(5)]

    reading = only(pages)

    assert reading.text == plain(5)
    assert reading.notes == ("Set aside: 5 page numbers, 5 running heads or feet.",)
    assert reading.edges == 10


def test_all_of_it_stays_by_wish() -> None:
    pages = [[*body(n), (290, 30, 9, f"Page {n + 1} of 4")] for n in range(4)]

    kept = only(pages, keep=True)

    assert "Page 3 of 4" in kept.text
    assert (kept.notes, kept.edges) == ((), 0)
    assert only(pages).text == plain(4)


def test_heads_that_differ_left_and_right_are_recognised() -> None:
    pages = [[(60, 800, 9, "Anna Low" if n % 2 else "The pier"), *body(n)] for n in range(8)]

    assert only(pages).text == plain(8)


def test_a_number_wide_apart_from_a_chapter_that_changes_runs_with_the_pages() -> None:
    pages = [[(60, 800, 9, f"{n + 1}"), (300, 800, 9, "One" if n < 3 else "Two"), *body(n)] for n in range(6)]

    reading = only(pages)

    assert not any(line.startswith(("1", "2", "3", "4", "5", "6")) for line in reading.text.split("\n"))


def test_roman_numbers_of_the_first_pages_go_with_the_others() -> None:
    numbers = ["i", "ii", "1", "2", "3", "4"]
    pages = [[*body(n), (290, 30, 9, number)] for n, number in enumerate(numbers)]

    assert only(pages).text == plain(6)


@pytest.mark.parametrize(
    "last",
    [
        ["1999", "12", "40", "7"],  # numbers that do not run with the pages
        ["Yes.", "No.", "Yes.", "Perhaps."],  # not on most pages
        ["Question 1", "Question 2", "Question 3", "Question 4"],
    ],
)
def test_body_lines_at_the_edge_of_a_page_stay(last: list[str]) -> None:
    pages = [[*body(n), (60, 60, 11, words)] for n, words in enumerate(last)]

    reading = only(pages)

    assert all(words in reading.text for words in last)
    assert reading.edges == 0


def test_the_same_words_at_another_place_of_each_page_stay() -> None:
    pages = [[*body(n), (60, 40 + 25 * n, 11, "Mhm.")] for n in range(4)]

    assert only(pages).text.count("Mhm.") == 4


def test_two_pages_are_too_few_to_tell() -> None:
    assert only([[*body(n), (290, 30, 9, str(n + 1))] for n in range(2)]).edges == 0


def test_what_is_all_of_a_page_stays() -> None:
    pages = [[*body(n), (290, 30, 9, str(n + 1))] for n in range(4)]
    pages.append([(290, 30, 9, "5")])

    reading = only(pages)

    assert reading.text.split("\n")[-1] == "5"
    assert reading.edges == 4


def test_a_second_row_of_the_same_words_is_text() -> None:
    pages = [[(60, 800, 9, "Code, quote, source"), (60, 780, 9, "Interview 7"), *body(n)] for n in range(4)]

    assert only(pages).text.count("Interview 7") == 4


def test_numbers_of_lines_in_the_margin_are_set_aside() -> None:
    page: list[Line] = [(60, 700 - 40 * n, 11, f"{words} {'z' * n}") for n, words in enumerate(BODY * 2)]
    numbers: list[Line] = [(20, 700 - 40 * n, 8, str(n + 1)) for n in range(10)]

    reading = only([[*page, *numbers]])

    assert reading.text == only([page]).text
    assert reading.notes == ("Set aside: 10 numbers in the margin.",)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the project")
def test_a_printed_sheet_loses_the_numbers_of_its_rows_and_what_nobody_sees() -> None:
    (reading,) = read(CORPUS / "pdpilot-P1.pdf")

    assert all(line.startswith(("Dan:", "Participant:", "Interview")) for line in reading.text.split("\n"))
    assert reading.notes[0].startswith("Set aside: 5 page numbers, 99 numbers in the margin")
