"""The negative-case desk by keys: passages are judged one by one, and what became of them is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qda.coding import codes, segments
from qda.synthesis import claims, negative_cases
from qda.ui.claims.desk.page import DeskPart
from qda.ui.session import Selection
from tests.factories import make_source
from tests.ui.claims.conftest import Desk

K = Qt.Key
TEXT = "Theresa: They listened to us. Nobody listened to my son at all. They did not listen to me either.\n"


@pytest.fixture
def heard(desk: Desk) -> int:
    """A claim on a code that stands on the first sentence; the other two hold a negation."""
    source = make_source(desk.project, TEXT)
    code = codes.create(desk.project, "listening", level="focused")
    segments.apply(desk.project, source, _span("They listened to us."), code)
    from qda.synthesis.targets import Target

    return claims.create(desk.project, "They listen", links=[(Target("code", code), "rests on")])


def _span(words: str):  # type: ignore[no-untyped-def]
    from tests.factories import span_of

    return span_of(words, TEXT)


@pytest.fixture
def page(desk: Desk, heard: int) -> DeskPart:
    desk.actions.add("claims.list", "To the list", lambda: desk.spaces.append("list"))
    desk.session.select(Selection("claim", heard))
    made = DeskPart(desk.session, desk.actions, desk.jobs)
    desk.show(made, 1000, 700)
    made.setFocus()
    desk.settle()
    return made


def press(key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def test_passages_are_proposed_with_the_reason(desk: Desk, page: DeskPart) -> None:
    assert page.held.count.text() == "1 of 2"
    assert page.held.why.text() == "Shown because: a negation near its words: listen"
    assert "listen" in page.passage.toPlainText()
    assert page.tally.text() == "Nothing judged yet."


def test_a_key_judges_and_the_next_passage_comes(desk: Desk, page: DeskPart, heard: int) -> None:
    press(K.Key_2)
    press(K.Key_C)
    desk.settle()
    press(K.Key_N)
    desk.settle()

    assert negative_cases.tally(desk.project, heard) == negative_cases.Tally(contrary=1, not_contrary=1)
    assert [row.outcome for row in negative_cases.rows(desk.project, heard)] == ["open", "claim qualified"]
    assert "No passage is left" in page.passage.toPlainText()
    assert not page.buttons["contrary"].isEnabled()


def test_undo_brings_the_passage_back(desk: Desk, page: DeskPart) -> None:
    press(K.Key_U)
    desk.settle()
    between = page.held.count.text()
    desk.session.undo()
    desk.settle()

    assert (between, page.held.count.text()) == ("1 of 1", "2 of 2")


def test_a_note_stays_with_the_judgement(desk: Desk, page: DeskPart, heard: int) -> None:
    press(K.Key_M)
    QTest.keyClicks(page.note, "only the son")
    press(K.Key_Return)
    press(K.Key_C)

    assert negative_cases.rows(desk.project, heard)[0].note == "only the son"


def test_a_note_that_is_begun_waits_with_its_passage(desk: Desk, page: DeskPart, heard: int) -> None:
    page.note.setText("she did say no")

    page.queue.step(1)
    desk.settle()
    elsewhere = page.note.text()
    page.queue.step(-1)
    desk.settle()

    assert (elsewhere, page.note.text()) == ("", "she did say no")


def test_what_was_judged_is_changed_by_the_same_keys_and_taken_back(desk: Desk, page: DeskPart, heard: int) -> None:
    press(K.Key_C)
    desk.settle()
    press(K.Key_R)
    press(K.Key_3)
    explained = negative_cases.rows(desk.project, heard)[0].outcome
    desk.settle()
    press(K.Key_U)
    changed = negative_cases.rows(desk.project, heard)[0].answer
    desk.settle()
    press(K.Key_Delete)

    assert (explained, changed) == ("explained", "unsure")
    assert negative_cases.rows(desk.project, heard) == []


def test_a_judgement_at_hand_is_what_a_memo_would_be_about(desk: Desk, page: DeskPart, heard: int) -> None:
    press(K.Key_C)
    desk.settle()
    press(K.Key_R)

    row = negative_cases.rows(desk.project, heard)[0]
    assert desk.session.selection == Selection("negative_case", row.id)


def test_enter_shows_the_passage_in_its_text(desk: Desk, page: DeskPart) -> None:
    press(K.Key_Return)

    assert desk.spaces == ["code"]
    assert len(desk.shown) == 1


def test_esc_goes_back_to_the_claims(desk: Desk, page: DeskPart, heard: int) -> None:
    press(K.Key_Escape)

    assert desk.spaces == ["list"]
    assert desk.session.selection == Selection("claim", heard)


def test_without_claims_the_page_says_what_to_do(desk: Desk) -> None:
    page = DeskPart(desk.session, desk.actions, desk.jobs)
    desk.show(page)

    assert page.stack.currentIndex() == 1
    assert page.to_claims.words() == "Go to the claims"


def test_a_link_to_a_judgement_takes_it_in_hand(desk: Desk, page: DeskPart) -> None:
    for key in (Qt.Key.Key_C, Qt.Key.Key_N):
        press(key)
    desk.settle()
    first, *_others = negative_cases.rows(desk.project)

    page.show_thing("negative_case", first.id)

    at_hand = page.judged.current()
    assert page.in_review() and at_hand is not None and at_hand.id == first.id
