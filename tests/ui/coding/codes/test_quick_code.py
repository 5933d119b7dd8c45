"""The quick-code field: letters choose, Enter takes, Esc gives up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from qda.ui.coding.codes.found import NEW
from qda.ui.coding.codes.quick_code import QuickCode
from tests.ui.coding.conftest import Desk

ANCHOR = QRect(100, 100, 200, 20)


@pytest.fixture
def field(desk: Desk) -> QuickCode:
    for name in ("reducing dissonance", "reading out", "aligning"):
        desk.code(name)
    reader = QLineEdit()
    desk.show(reader)
    reader.setFocus()
    made = QuickCode(desk.session, desk.window)
    made.taken = []  # type: ignore[attr-defined]  # what it told, in order
    for signal in (made.chosen, made.named):
        signal.connect(lambda what, keep: made.taken.append((what, keep)))  # type: ignore[attr-defined]
    return made


def offered(field: QuickCode) -> list[str]:
    model = field.list.found
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def taken(field: QuickCode) -> list[tuple[object, bool]]:
    return list(field.taken)  # type: ignore[attr-defined]


def test_the_first_letters_choose_and_a_new_code_comes_last(field: QuickCode) -> None:
    field.open(ANCHOR)

    QTest.keyClicks(field.field, "red")

    assert offered(field) == ["reducing dissonance", "reading out", "New code “red”"]
    assert field.list.currentIndex().row() == 0


def test_enter_takes_the_code_and_closes(desk: Desk, field: QuickCode) -> None:
    field.open(ANCHOR)
    QTest.keyClicks(field.field, "ali")

    QTest.keyClick(field.field, Qt.Key.Key_Return)

    assert taken(field) == [(desk.book.named("aligning"), False)]
    assert field.isHidden()


def test_words_that_are_to_be_shortened_are_seen_from_their_beginning(field: QuickCode) -> None:
    words = "I said to the lady in the office that I was on nights and she might be tired"

    field.open(ANCHOR, words=words)

    assert (field.field.selectedText(), field.field.cursorPosition()) == (words, 0)


def test_control_enter_takes_it_and_stays_open_for_another(desk: Desk, field: QuickCode) -> None:
    field.open(ANCHOR)
    QTest.keyClicks(field.field, "ali")

    QTest.keyClick(field.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert taken(field) == [(desk.book.named("aligning"), True)]
    assert field.isVisible()
    assert field.field.text() == ""


def test_letters_scattered_over_a_name_do_not_take_that_code(field: QuickCode) -> None:
    field.open(ANCHOR)
    QTest.keyClicks(field.field, "ring")

    QTest.keyClick(field.field, Qt.Key.Key_Return)

    assert taken(field) == [("ring", False)]


def test_shift_enter_makes_a_new_code_whatever_is_chosen(field: QuickCode) -> None:
    field.open(ANCHOR)
    QTest.keyClicks(field.field, "read  it")

    QTest.keyClick(field.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    assert taken(field) == [("read it", False)]


def test_no_new_code_is_offered_under_a_name_that_there_is(field: QuickCode) -> None:
    field.open(ANCHOR)

    QTest.keyClicks(field.field, "Aligning")

    assert offered(field) == ["aligning"]


def test_escape_gives_up_and_gives_the_keyboard_back(desk: Desk, field: QuickCode) -> None:
    reader = desk.window.findChild(QLineEdit)
    field.open(ANCHOR)

    QTest.keyClick(field.field, Qt.Key.Key_Escape)

    assert field.isHidden()
    assert taken(field) == []
    assert reader is not None
    assert reader.hasFocus()


def test_the_arrows_go_round(field: QuickCode) -> None:
    field.open(ANCHOR)
    QTest.keyClicks(field.field, "red")

    QTest.keyClick(field.field, Qt.Key.Key_Up)

    assert field.list.current() == NEW


def test_tab_completes_the_name(field: QuickCode) -> None:
    field.open(ANCHOR)
    QTest.keyClicks(field.field, "ali")

    QTest.keyClick(field.field, Qt.Key.Key_Tab)

    assert field.field.text() == "aligning"


def test_some_codes_are_left_out(desk: Desk, field: QuickCode) -> None:
    aligning = desk.book.named("aligning")
    assert aligning is not None

    field.open(ANCHOR, but=[aligning], may_make=False)

    assert "aligning" not in offered(field)


def test_a_new_label_that_names_a_topic_gets_a_hint(desk: Desk, field: QuickCode) -> None:
    field.open(ANCHOR)

    QTest.keyClicks(field.field, "the meeting")
    hinted = field.hint()
    desk.book.gerund_hints = False
    QTest.keyClicks(field.field, "s")

    assert "What is happening?" in hinted
    assert field.hint() == ""


def test_it_opens_above_where_there_is_no_room_below(desk: Desk, field: QuickCode) -> None:
    low = QRect(100, desk.window.height() - 30, 200, 20)

    field.open(low)

    assert field.list.geometry().translated(field.pos()).bottom() < low.top()
