"""The field that memos are written in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qda.ui.memos.written.editor import MemoEditor
from tests.ui.memos.conftest import Desk


@pytest.fixture
def editor(desk: Desk) -> MemoEditor:
    made = MemoEditor(desk.session)
    desk.show(made)
    made.setFocus()
    return made


def at_end(editor: MemoEditor) -> None:
    editor.moveCursor(QTextCursor.MoveOperation.End)


def test_words_are_read_as_they_are(editor: MemoEditor) -> None:
    words = "no\u00a0break, 😀\n\nand a tab\there"

    editor.show_words(words)

    assert editor.words() == words


def test_enter_goes_on_with_a_list(editor: MemoEditor) -> None:
    editor.show_words("1. first")
    at_end(editor)

    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "second")

    assert editor.words() == "1. first\n2. second"


def test_enter_on_an_empty_item_ends_the_list(editor: MemoEditor) -> None:
    editor.show_words("- first\n- ")
    at_end(editor)

    QTest.keyClick(editor, Qt.Key.Key_Return)

    assert editor.words() == "- first\n"


def test_control_b_sets_signs_round_the_words(editor: MemoEditor) -> None:
    editor.show_words("so it is")
    cursor = editor.textCursor()
    cursor.setPosition(3)
    cursor.setPosition(5, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)

    QTest.keyClick(editor, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)

    assert editor.words() == "so **it** is"
    assert editor.textCursor().selectedText() == "it"


def test_a_paragraph_is_added_after_the_one_at_the_caret(editor: MemoEditor) -> None:
    editor.show_words("one\ntwo")
    editor.moveCursor(QTextCursor.MoveOperation.Start)

    editor.add_paragraph("> “quoted”")

    assert editor.words() == "one\n\n> “quoted”\n\n\ntwo"


def test_the_words_can_be_enlarged_and_set_back(editor: MemoEditor) -> None:
    usual = editor.font().pointSizeF()

    editor.zoom_by(2)
    larger = editor.font().pointSizeF()
    editor.zoom_by(0)

    assert larger > usual * 1.2
    assert editor.font().pointSizeF() == usual


def test_the_mouse_may_pass_over_signs_that_are_being_composed(editor: MemoEditor) -> None:
    at = QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.Cursor, 4, 1, QColor())
    QApplication.sendEvent(editor, QInputMethodEvent("とても", [at]))

    QTest.mouseMove(editor.viewport(), editor.viewport().rect().center())  # what Qt complains of fails the test
    QApplication.processEvents()

    assert editor.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor


def test_leaving_is_told(desk: Desk, editor: MemoEditor) -> None:
    left: list[None] = []
    editor.left.connect(lambda: left.append(None))

    desk.leave()

    assert len(left) == 1


def test_the_address_of_a_dropped_file_is_no_word_of_a_memo(editor: MemoEditor) -> None:
    file, words = QMimeData(), QMimeData()
    file.setUrls([QUrl.fromLocalFile("/tmp/interview.docx")])
    file.setText("file:///tmp/interview.docx")
    words.setText("aligning")

    assert not editor.canInsertFromMimeData(file)
    assert editor.canInsertFromMimeData(words)
