"""What words mean as numbers, dates and choices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.study import attribute_values as values


@pytest.mark.parametrize(
    ("words", "stored"),
    [
        ("12", "12"),
        ("3,5", "3.5"),
        ("3.50", "3.50"),
        ("1,195.0", "1195.0"),
        ("1.195,0", "1195.0"),
        ("1 234 567", "1234567"),
        ("1.234.567", "1234567"),
        ("−4", "-4"),
        ("0,30", "0.30"),
        ("-0", "0"),
        ("1.234", "1.234"),
        ("٣", "3"),
    ],
)
def test_numbers_are_understood_in_english_and_german(words: str, stored: str) -> None:
    assert values.number(words) == stored


@pytest.mark.parametrize("words", ["", "twelve", "1,234", "1,23,4.5", "12 %", "1e5", "--1"])
def test_what_is_no_number_or_could_be_two_is_none(words: str) -> None:
    assert values.number(words) is None


def test_a_known_decimal_mark_decides_what_could_be_either() -> None:
    assert values.number("1,234", ",") == "1.234"
    assert values.number("1,234", ".") == "1234"


def test_the_numbers_of_a_column_show_its_decimal_mark() -> None:
    assert values.decimal_mark(["1,234", "2,5", "x"]) == ","
    assert values.decimal_mark(["1,234", "881.0"]) == "."
    assert values.decimal_mark(["12", "1,234"]) == ""


@pytest.mark.parametrize(
    ("words", "stored"),
    [
        ("7.7.2010", "2010-07-07"),
        ("2010-07-07", "2010-07-07"),
        ("2010-07-07 00:00:00", "2010-07-07"),
        ("5/6/2012", "2012-06-05"),
        ("18 May 2012", "2012-05-18"),
        ("18. Mai 2012", "2012-05-18"),
        ("March 3rd, 2011", "2011-03-03"),
        ("2010-07", "2010-07"),
        ("2010", "2010"),
    ],
)
def test_dates_are_understood_in_english_german_and_iso(words: str, stored: str) -> None:
    assert values.day(words) == stored


@pytest.mark.parametrize("words", ["31.2.2010", "2010-13", "soon", "13/13/2013", "4 Foo 2010"])
def test_what_is_no_day_is_none(words: str) -> None:
    assert values.day(words) is None


def test_choices_are_found_whatever_their_case_and_given_as_they_are_spelt() -> None:
    assert values.fitted("choice", " NORTH  team ", ["North Team", "Central Team"]) == "North Team"
    assert values.fitted("choice", "South", ["North"]) is None


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        (["12", "3,5", ""], "number"),
        (["1.5.2010", "2010-07-07"], "date"),
        (["yes", "no", "Yes", "no"], "choice"),
        (["a woman of forty", "her neighbour"], "text"),
        (["", " "], "text"),
        (["1,195.0", "436.0"], "number"),
    ],
)
def test_the_type_of_a_column_is_guessed_from_its_words(column: list[str], kind: str) -> None:
    assert values.guess(column) == kind


def test_values_are_ordered_by_what_they_mean_and_those_without_come_last() -> None:
    sizes = sorted(["10", "", "9.5", "-2"], key=lambda value: values.sort_key("number", value))
    grades = sorted(
        ["high", "low", "middle"], key=lambda value: values.sort_key("choice", value, ["low", "middle", "high"])
    )
    ages = sorted(["about forty", "41", "", "nan"], key=lambda value: values.sort_key("number", value))

    assert sizes == ["-2", "9.5", "10", ""]
    assert ages == ["41", "about forty", "nan", ""]
    assert grades == ["low", "middle", "high"]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_stored_number_is_read_as_itself(value: object) -> None:
    stored = values.number(format(value, "f"), ".")

    assert stored is not None
    assert values.number(stored) == stored
