from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.nlp.gerunds import Hint
from qda.ui import theme
from qda.ui.coding.lines.field import LineEditor
from qda.ui.coding.lines.head import Foot, Head, KeyStrip
from qda.ui.session import Session

_HINT = Hint("Names a topic. What is happening?", ("seeking <relief>", "finding relief"), "patterns")


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[LineEditor]:
    window = QWidget()
    qtbot.addWidget(window)
    made = LineEditor(lambda _event: None, window)
    made.note.set_ink(theme.LIGHT)
    yield made
    window.close()


@pytest.fixture
def head(qtbot: QtBot) -> Iterator[Head]:
    session, window = Session(), QWidget()
    qtbot.addWidget(window)
    made = Head(session, window)
    made.keys.set_hints([("Return", "next"), ("Ctrl+J", "join with line above"), ("Ctrl+M", "memo")])
    made.set_name("Field note, 14 October")
    window.show()
    yield made
    window.close()
    session.deleteLater()


def test_the_note_always_has_room_for_a_line_so_that_a_hint_moves_nothing(editor: LineEditor) -> None:
    empty = editor.height_for(600)

    editor.show_hint(_HINT)

    assert editor.height_for(600) == empty
    assert editor.height_for(120) > empty


def test_a_hint_says_its_sentence_and_whom_it_is_about(editor: LineEditor) -> None:
    editor.show_hint(_HINT, "“relief”:")

    said = "“relief”: Names a topic. What is happening? e.g. seeking <relief>, finding relief"
    assert editor.note.words() == said
    assert editor.note.accessibleName() == said
    assert "seeking &lt;relief&gt;" in editor.note.text()
    assert theme.LIGHT.hint in editor.note.text()


def test_an_example_that_is_clicked_is_handed_on(editor: LineEditor, qtbot: QtBot) -> None:
    editor.show_hint(_HINT)

    with qtbot.waitSignal(editor.note.chosen) as told:
        editor.note.linkActivated.emit("1")

    assert told.args == ["finding relief"]


def test_a_sentence_takes_the_place_of_a_hint(editor: LineEditor) -> None:
    editor.show_hint(_HINT)

    editor.say("Passed over")

    assert (editor.note.words(), editor.note.examples) == ("Passed over", ())


def test_keys_stand_at_the_right_and_beneath_where_there_is_no_room(head: Head) -> None:
    head.resize(1200, 80)
    wide, height = head.keys.geometry(), head.height()
    head.resize(330, 80)
    narrow = head.keys.geometry()

    assert wide.left() > head.name.geometry().right()
    assert narrow.top() > head.name.geometry().bottom()
    assert head.height() > height


def test_keys_are_shared_out_evenly_over_their_lines(head: Head) -> None:
    strip = head.keys
    width = strip.whole() - 20

    lines = strip.balanced(width)

    assert len(lines) == 2
    assert [len(line) for line in strip.lines(10_000)] == [3]
    assert sorted(does for line in lines for _keys, does in line) == ["join with line above", "memo", "next"]


def test_a_strip_without_keys_has_nothing_to_say(qtbot: QtBot) -> None:
    session, window = Session(), QWidget()
    qtbot.addWidget(window)
    strip = KeyStrip(session, window)

    strip.set_hints([("", "nothing"), ("Return", "next")])

    assert strip.accessibleName().endswith("next") and "nothing" not in strip.accessibleName()


def test_the_foot_counts_in_words(qtbot: QtBot) -> None:
    session, window = Session(), QWidget()
    qtbot.addWidget(window)
    foot = Foot(session, window)

    foot.show_coverage(240, 118, 9)
    foot.show_codes(62, 11)

    assert foot.coverage.text() == "118 of 240 lines coded, 9 passed over"
    assert foot.codes.text() == "62 initial codes so far, 11 new in this source"


def test_a_hint_leaves_its_keys_out_where_it_fits_on_one_line_only_so(editor: LineEditor) -> None:
    editor.show_hint(_HINT)
    wide = editor.note.fontMetrics().horizontalAdvance(editor.note.words()) + 8

    one_line = editor.height_for(600)
    with_keys = editor.note.text()
    close = editor.height_for(wide)

    assert "Alt+1" in with_keys and "Alt+1" not in editor.note.text()
    assert close == one_line
