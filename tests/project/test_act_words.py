"""The sentences of the history: numbers are told as the rest of a document tells them."""

from qda.export.profiles import GERMAN
from qda.i18n import speaking
from qda.project.history import render


def test_a_large_number_has_marks_at_the_thousands() -> None:
    assert render("Code {count} places", {"count": 40_000}) == "Code 40,000 places"


def test_in_a_german_document_the_mark_is_a_point() -> None:
    with speaking(GERMAN.texts, GERMAN.thousands_mark):
        told = render("Code {count} places", {"count": 40_000})

    assert told == "40.000 Stellen kodiert"


def test_a_number_that_was_kept_among_words_has_them_too() -> None:
    told = render("Undo: {what}", {"what": "1234 codes"})

    assert told == "Undo: 1,234 codes"


def test_years_and_other_numbers_stay_as_they_are() -> None:
    assert render("Set the year to {year}", {"year": 2012}) == "Set the year to 2012"
