"""Finding a code by a few letters."""

from __future__ import annotations

import pytest

from qda.ui.coding import matching

NAMES = ["reducing dissonance", "reading out a referral", "not being heard", "aligning", "Überhören", "red tape", "red"]


def found(words: str, limit: int = 9) -> list[str]:
    pairs = [(number, matching.fold(name)) for number, name in enumerate(NAMES)]
    return [NAMES[number] for number, _quality in matching.find(words, pairs, lambda number: (number,), limit)]


def test_what_begins_with_the_letters_comes_before_words_inside() -> None:
    assert found("re")[:4] == ["reducing dissonance", "reading out a referral", "red tape", "red"]


def test_the_very_name_comes_first() -> None:
    assert found("red")[0] == "red"


def test_words_may_be_shortened_each() -> None:
    assert found("not hea") == ["not being heard"]


def test_accents_and_capitals_do_not_matter() -> None:
    assert found("uberhoren") == ["Überhören"]


def test_scattered_letters_are_found_last() -> None:
    assert found("rdiss")[-1] == "reducing dissonance"


def test_without_letters_the_preferred_come_first() -> None:
    assert found("", limit=2) == NAMES[:2]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("aligning", matching.EXACT),
        ("ali", matching.BEGINS),
        ("ning", matching.INSIDE),
        ("agg", matching.SCATTERED),
        ("z", None),
    ],
)
def test_quality_tells_how_well_a_name_answers(query: str, expected: int | None) -> None:
    assert matching.quality(query, "aligning") == expected
