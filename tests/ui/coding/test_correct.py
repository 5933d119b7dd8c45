"""Correcting a text: the words change, the codes go with them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from qda.coding import queries
from qda.sources import queries as sources
from qda.ui.coding.correct import CorrectPage
from tests.factories import TALK
from tests.ui.coding.conftest import Desk

TEXT = "No\u00a0break 😀 here.\n\nShe cam in and sat down."


@pytest.fixture
def page(desk: Desk) -> CorrectPage:
    source = desk.source(TEXT)
    for words in ("sat down", "She cam in"):
        desk.coded(source, words, desk.code(words), TEXT)
    made = CorrectPage(desk.session, desk.jobs)
    desk.show(made)
    assert made.show_source(source)
    made.editor.setFocus()
    return made


def put_caret(page: CorrectPage, before: str) -> None:
    cursor = page.editor.document().find(before)
    cursor.setPosition(cursor.selectionStart())
    page.editor.setTextCursor(cursor)


def quotes(desk: Desk) -> list[str]:
    text = sources.opened(desk.project, 1).text
    return [text[row.start : row.end] for row in queries.of_source(desk.project, 1)]


def test_a_corrected_word_stays_in_its_quotation(desk: Desk, page: CorrectPage) -> None:
    put_caret(page, "m in and")
    page.editor.moveCursor(QTextCursor.MoveOperation.Right)

    QTest.keyClicks(page.editor, "e")
    page.keep()
    desk.settle()

    assert sources.opened(desk.project, 1).text == TEXT.replace("cam", "came")
    assert quotes(desk) == ["She came in", "sat down"]
    assert desk.said == ["Corrected. 1 segment has other words now, 1 only moved."]


def test_what_nobody_touched_stays_as_it_was(desk: Desk, page: CorrectPage) -> None:
    put_caret(page, "She")

    QTest.keyClicks(page.editor, "So: ")

    assert [(edit.start, edit.end, edit.text) for edit in page.edits()] == [(18, 18, "So: ")]


def test_undoing_in_the_editor_leaves_nothing_to_keep(desk: Desk, page: CorrectPage) -> None:
    put_caret(page, "She")
    QTest.keyClicks(page.editor, "So")
    page.editor.undo()
    left: list[int] = []
    page.done.connect(left.append)

    page.keep()

    assert left == [18]
    assert sources.opened(desk.project, 1).version_id == 1


def test_escape_changes_nothing(desk: Desk, page: CorrectPage) -> None:
    left: list[int] = []
    page.done.connect(left.append)
    QTest.keyClicks(page.editor, "x")

    QTest.keyClick(page.editor, Qt.Key.Key_Escape)

    assert left == [1]
    assert sources.opened(desk.project, 1).text == TEXT


def test_control_enter_keeps(desk: Desk, page: CorrectPage) -> None:
    QTest.keyClicks(page.editor, "x")

    QTest.keyClick(page.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()

    assert sources.opened(desk.project, 1).text == "x" + TEXT


def test_words_that_are_lost_are_told(desk: Desk, page: CorrectPage) -> None:
    told: list[str] = []
    desk.session.told.connect(lambda sentence, _hint: told.append(sentence))
    page.editor.setTextCursor(page.editor.document().find("sat down"))

    QTest.keyClick(page.editor, Qt.Key.Key_Delete)
    page.keep()
    desk.settle()

    assert quotes(desk) == ["She cam in"]
    assert told == ["1 segment lost all its words: “sat down”"]


def test_a_text_with_signs_that_the_editor_changes_is_refused(desk: Desk, page: CorrectPage) -> None:
    source = desk.source("Odd \ufdd0 sign.\n" + TALK, "Odd")

    assert not page.show_source(source)
    assert len(desk.failed) == 1
