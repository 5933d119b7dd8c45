"""Testing a code by keys: the queue goes on, nothing is coded unless it is wished, answers can be looked at again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qda.coding import focused, testing
from qda.ui.coding.testing import actions as testing_actions
from qda.ui.coding.testing.page import TestingPage
from qda.ui.session import Selection
from qda.ui.working import at_hand
from tests.ui.coding.conftest import Desk

K = Qt.Key
TEXT = "Theresa: We waited for the phone all day. I was waiting by the phone again. Nobody came to the house at all.\n"


@pytest.fixture
def waiting(desk: Desk) -> int:
    """A focused code with a member on the first sentence; the second is near by wording and uncoded."""
    source = desk.source(TEXT)
    member, made = desk.code("waiting all day"), desk.code("waiting", level="focused")
    desk.coded(source, "We waited for the phone all day.", member, TEXT)
    focused.cluster(desk.project, [member], made)
    return made


@pytest.fixture
def page(desk: Desk, waiting: int, monkeypatch: pytest.MonkeyPatch) -> TestingPage:
    from qda.nlp import pipeline

    # A language model takes seconds to read; patterns do here.
    monkeypatch.setattr(pipeline, "load", pipeline.blank)
    desk.session.select(Selection("code", waiting))
    made = TestingPage(desk.session, desk.actions, desk.jobs)
    desk.show(made, 1000, 700)
    desk.settle()
    made.setFocus()
    desk.settle()
    return made


def press(key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def shown(page: TestingPage) -> str:
    return page.passage.toPlainText()


def test_members_come_first_and_then_what_is_near(desk: Desk, page: TestingPage) -> None:
    first = page.queue.current()

    press(K.Key_Right)
    desk.settle()
    second = page.queue.current()

    assert first is not None
    assert second is not None
    assert (first.kind, second.kind) == ("member", "uncoded")
    assert page.held.count.text() == "2 of 2"
    assert "word forms by rule" in page.held.why.text()


def test_a_key_answers_and_the_next_passage_comes(desk: Desk, page: TestingPage, waiting: int) -> None:
    press(K.Key_F)
    desk.settle()
    press(K.Key_D)
    desk.settle()

    assert testing.tally(desk.project, waiting) == testing.Tally(fits=1, not_=1)
    assert page.tally.text() == "Fits 1, does not fit 1, not sure 0, of 2 looked at"
    assert "no passage left" in shown(page)
    assert not page.buttons["fits"].isEnabled()
    assert desk.book.get(waiting).segments == 0  # type: ignore[union-attr]  # it is there


def test_what_fits_is_coded_when_that_is_wished_as_one_step(desk: Desk, page: TestingPage, waiting: int) -> None:
    page.apply.setChecked(True)
    press(K.Key_F)
    desk.settle()
    coded = testing.answers(desk.project, waiting)[0].carries

    desk.session.undo()
    desk.settle()

    assert coded
    assert testing.answers(desk.project, waiting) == []
    assert [each.kind for each in page.queue.rows] == ["member", "uncoded"]


def test_space_puts_a_passage_off_to_the_end(desk: Desk, page: TestingPage, waiting: int) -> None:
    press(K.Key_Space)
    desk.settle()

    assert [each.kind for each in page.queue.rows] == ["uncoded", "member"]
    assert testing.tally(desk.project, waiting).later == 1
    current = page.queue.current()
    assert current is not None
    assert current.kind == "uncoded"


def test_a_note_goes_with_the_answer_and_letters_are_letters_there(desk: Desk, page: TestingPage, waiting: int) -> None:
    press(K.Key_M)
    QTest.keyClicks(page.note, "fine")
    press(K.Key_Return)
    press(K.Key_N)
    desk.settle()

    row = testing.answers(desk.project, waiting)[0]
    assert (row.answer, row.note) == ("unsure", "fine")
    assert page.note.text() == ""


def test_a_note_waits_at_its_passage_while_others_are_looked_at(desk: Desk, page: TestingPage) -> None:
    press(K.Key_M)
    QTest.keyClicks(page.note, "only hoped for")
    press(K.Key_Return)

    press(K.Key_Right)
    desk.settle()
    beside = page.note.text()
    press(K.Key_Left)
    desk.settle()

    assert (beside, page.note.text()) == ("", "only hoped for")


def test_an_answer_that_is_undone_leaves_its_note_with_the_passage(desk: Desk, page: TestingPage) -> None:
    press(K.Key_M)
    QTest.keyClicks(page.note, "only hoped for")
    press(K.Key_Return)
    press(K.Key_D)
    desk.settle()

    desk.session.undo()
    desk.settle()
    press(K.Key_Left)
    desk.settle()

    assert page.note.text() == "only hoped for"


def test_answers_can_be_changed_and_withdrawn(desk: Desk, page: TestingPage, waiting: int) -> None:
    press(K.Key_F)
    desk.settle()
    press(K.Key_R)
    press(K.Key_D)
    desk.settle()
    changed = testing.tally(desk.project, waiting)

    press(K.Key_Delete)
    desk.settle()

    assert page.in_review()
    assert changed == testing.Tally(not_=1)
    assert testing.answers(desk.project, waiting) == []


def test_answers_are_taken_away_as_a_table(desk: Desk, page: TestingPage, tmp_path: Path) -> None:
    press(K.Key_F)
    desk.settle()

    page.write(tmp_path / "t.csv")
    desk.settle()

    assert "We waited for the phone all day." in (tmp_path / "t.csv").read_text("utf-8")
    assert desk.said[-1] == "Wrote “t.csv”."


def test_only_one_kind_of_passage(desk: Desk, page: TestingPage) -> None:
    page.queue.only("uncoded")
    desk.settle()

    assert [each.kind for each in page.queue.rows] == ["uncoded"]


def test_without_a_code_the_page_says_what_it_is_for(desk: Desk) -> None:
    page = TestingPage(desk.session, desk.actions, desk.jobs)
    desk.show(page)
    wanted: list[str] = []
    desk.session.workspace_wanted.connect(wanted.append)

    page.to_codes.click()

    assert page.stack.currentIndex() == 1
    assert wanted == ["focus"]


def test_a_code_that_is_deleted_ends_its_test(desk: Desk, page: TestingPage, waiting: int) -> None:
    from qda.coding import codes

    codes.delete(desk.project, [waiting])
    desk.settle()

    assert page.code_id is None


def test_the_action_leads_to_the_code_that_is_chosen(desk: Desk, waiting: int) -> None:
    wanted: list[str] = []
    desk.session.workspace_wanted.connect(wanted.append)
    testing_actions.add(desk.session, desk.actions)
    desk.session.select(Selection("code", waiting))

    for name in ("code.test", "code.biography"):
        desk.actions.get(name).trigger()

    assert wanted == ["testing", "biography"]
    assert at_hand.code_at_hand(desk.session) == waiting


def test_a_code_that_an_undo_took_away_is_not_at_hand(desk: Desk) -> None:
    made = desk.code("calm")
    desk.session.last_code_id = made
    before = at_hand.code_at_hand(desk.session)

    desk.session.undo()

    assert (before, at_hand.code_at_hand(desk.session)) == (made, None)


def test_escape_leaves_the_answers_first_and_then_the_page(page: TestingPage) -> None:
    left: list[bool] = []
    page.left.connect(lambda: left.append(True))

    press(K.Key_R)
    press(K.Key_Escape)
    between = (page.in_review(), list(left))
    press(K.Key_Escape)

    assert between == (False, [])
    assert left == [True]
