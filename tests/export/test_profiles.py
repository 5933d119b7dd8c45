from __future__ import annotations

import string

import pytest

from qda.export.profiles import APA, GERMAN, NO_BREAK_SPACE, Profile


@pytest.mark.parametrize(
    ("profile", "value", "bounded", "written"),
    [
        (APA, 0.492, True, ".49"),
        (APA, 0.5, False, "0.50"),
        (APA, -0.092, True, "−.09"),
        (APA, 1.0, True, "1.00"),
        (APA, 2.675, False, "2.68"),
        (APA, 12345.5, False, "12,345.50"),
        (APA, -0.001, True, ".00"),
        (GERMAN, 0.492, True, "0,49"),
        (GERMAN, 12345.5, False, "12.345,50"),
        (APA, float("nan"), True, "not defined"),
    ],
)
def test_decimals_follow_the_profile(profile: Profile, value: float, bounded: bool, written: str) -> None:
    assert profile.decimal(value, bounded=bounded) == written


@pytest.mark.parametrize(
    ("part", "base", "written"),
    [(5, 12, "42%"), (1, 8, "13%"), (0, 12, "0%"), (12, 12, "100%"), (1, 431, "<1%"), (430, 431, ">99%")],
)
def test_percentages_are_whole_and_never_claim_none_or_all_wrongly(part: int, base: int, written: str) -> None:
    assert APA.percent(part, base) == written


def test_a_percentage_of_nothing_is_a_dash() -> None:
    assert APA.percent(0, 0) == "–"


@pytest.mark.parametrize(("profile", "written"), [(APA, "20,431"), (GERMAN, "20.431")])
def test_thousands_are_marked(profile: Profile, written: str) -> None:
    assert profile.integer(20431) == written


def test_one_is_not_many() -> None:
    said = [GERMAN.number_of(n, "{n} source", "{n} sources") for n in (1, 24)]

    assert said == ["1 Quelle", "24 Quellen"]


def test_words_of_the_user_pass_untranslated_with_their_braces() -> None:
    assert GERMAN.translated("{unfinished} code") == "{unfinished} code"


def test_every_german_text_has_the_places_of_its_english_one() -> None:
    def places(text: str) -> set[str]:
        return {name for _text, name, _format, _conversion in string.Formatter().parse(text) if name}

    different = [text for text, german in GERMAN.texts.items() if places(text) != places(german)]

    assert different == []


def test_german_keeps_a_space_before_the_percent_sign() -> None:
    assert GERMAN.percent(5, 12) == f"42{NO_BREAK_SPACE}%"
    assert GERMAN.percent(1, 431) == f"<{NO_BREAK_SPACE}1{NO_BREAK_SPACE}%"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Themes with quotes", "Themes With Quotes"),
        ("COREQ checklist", "COREQ Checklist"),
        ("Likeness of cases and sources", "Likeness of Cases and Sources"),
        ("Ledger of comparisons: {name}", "Ledger of Comparisons: on my way"),
    ],
)
def test_english_titles_have_capitals_and_what_is_put_into_them_stays(text: str, title: str) -> None:
    assert APA.title(text, name="on my way") == title


def test_german_titles_stay_as_german_writes_them() -> None:
    assert GERMAN.title("Case reports") == "Fallberichte"


@pytest.mark.parametrize(
    ("stored", "german"),
    [
        ("2013-01-31", "31.01.2013"),
        ("2013-01-31 14:05", "31.01.2013 14:05"),
        ("2013-01-31 14:05 +0100", "31.01.2013 14:05 +0100"),
        ("2013-01", "01.2013"),
        ("2013", "2013"),
        ("2012-13", "2012-13"),
        ("LSCB annual report 2011-12", "LSCB annual report 2011-12"),
    ],
)
def test_days_are_in_the_order_of_the_language_and_what_is_none_stays(stored: str, german: str) -> None:
    assert GERMAN.date(stored) == german
    assert APA.date(stored) == stored


def test_days_within_words_are_found_and_spans_of_years_left_alone() -> None:
    told = "Guide for parents (1), 2012-03-01; report of 2011-12; file 2012-03-01-b"

    assert GERMAN.dates_in(told) == "Guide for parents (1), 01.03.2012; report of 2011-12; file 2012-03-01-b"
