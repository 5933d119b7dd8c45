"""Finding words in the text that is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.text import Span
from qda.ui.coding.find_strip import FindStrip, places
from qda.ui.documents.text_view import TextView
from tests.ui.coding.conftest import Desk

TEXT = "One two.\nTwo  three, one\ntwo and Two."


@pytest.fixture
def strip(desk: Desk) -> FindStrip:
    view = TextView()
    view.show_text(TEXT)
    desk.show(view)
    made = FindStrip(view, desk.window)
    made.open()
    return made


def test_capitals_do_not_matter_and_spaces_answer_line_ends() -> None:
    assert [TEXT[span.start : span.end] for span in places(TEXT, "one two")] == ["One two", "one\ntwo"]


def test_signs_are_taken_as_they_are() -> None:
    assert places(TEXT, "two.") == [Span(4, 8), Span(33, 37)]


def test_typing_goes_to_the_first_place_and_says_how_many(strip: FindStrip) -> None:
    QTest.keyClicks(strip.field, "two")

    assert strip.view.selection() == Span(4, 7)
    assert strip.count() == "1 of 4"


def test_enter_goes_on_and_round(strip: FindStrip) -> None:
    QTest.keyClicks(strip.field, "two")

    for _ in range(4):
        QTest.keyClick(strip.field, Qt.Key.Key_Return)

    assert strip.view.selection() == Span(4, 7)


def test_shift_enter_goes_back(strip: FindStrip) -> None:
    QTest.keyClicks(strip.field, "two")

    QTest.keyClick(strip.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    assert strip.view.selection() == Span(33, 36)


def test_words_that_are_not_there_are_told(strip: FindStrip) -> None:
    QTest.keyClicks(strip.field, "four")

    assert strip.count() == "Not in this text."


def test_escape_gives_the_keyboard_back_to_the_text(strip: FindStrip) -> None:
    QTest.keyClick(strip.field, Qt.Key.Key_Escape)

    assert strip.isHidden()
    assert strip.view.hasFocus()
