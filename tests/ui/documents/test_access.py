from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleTextInterface
from pytestqt.qtbot import QtBot

from qda.text import Span
from qda.ui.documents import access
from qda.ui.documents.text_view import TextView
from qda.ui.parts import accessible
from tests.ui.documents.samples import NOTE, at

_What = QAccessible.Text


def _interface(view: TextView) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    return found


@pytest.fixture
def words(view: TextView) -> QAccessibleTextInterface:
    found = _interface(view).textInterface()
    assert found is not None
    return found


def _qt(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_a_screen_reader_finds_a_read_only_text_with_a_name(view: TextView) -> None:
    view.setAccessibleName("Field note, 14 October")

    found = _interface(view)

    assert found.role() == QAccessible.Role.EditableText
    assert found.text(_What.Name) == "Field note, 14 October"
    assert found.state().readOnly
    assert found.state().multiLine


def test_it_reads_any_part_of_the_text_counting_as_qt_does(words: QAccessibleTextInterface) -> None:
    start = _qt(NOTE[: NOTE.index("But she")])

    assert words.characterCount() == _qt(NOTE)
    assert words.text(start, start + 15) == "But she stopped"


def test_it_follows_and_sets_the_caret(view: TextView, words: QAccessibleTextInterface) -> None:
    after_emoji = NOTE.index("But she")

    view.set_caret(after_emoji)
    heard = words.cursorPosition()
    words.setCursorPosition(heard - 1)

    assert heard == after_emoji + 1
    assert view.caret() == after_emoji - 1


def test_it_selects_and_lets_go(view: TextView, words: QAccessibleTextInterface) -> None:
    words.setSelection(0, *at("newer workers"))
    selected = view.selection()
    words.removeSelection(0)

    assert selected == Span(*at("newer workers"))
    assert view.selection() is None


def test_it_finds_characters_on_the_screen_and_back(words: QAccessibleTextInterface) -> None:
    place = NOTE.index("window")

    box = words.characterRect(place)

    assert not box.isEmpty()
    assert words.offsetAtPoint(box.topLeft() + QPoint(1, 8)) == place


def test_the_description_says_the_line_and_its_codes_and_what_is_selected(view: TextView) -> None:
    found = _interface(view)

    view.set_caret(NOTE.index("quieter"))
    uncoded_line = found.text(_What.Description)
    view.select(Span(*at("newer workers")))
    selected = found.text(_What.Description)
    view.set_caret(NOTE.index("Did you"))

    assert uncoded_line == "Line 2, 2 codes: sharing a desk; being new"
    assert selected == "Line 2, 2 codes: sharing a desk; being new. Selected: newer workers"
    assert found.text(_What.Description) == "Line 4, no codes"


def test_a_coding_is_read_out_with_its_lines_and_words(view: TextView) -> None:
    text = view.coded_text()
    first, second = text.highlight(1), text.highlight(3)
    assert first is not None
    assert second is not None

    assert access.coding_in_words(text, second) == "wanting it done, line 5: No. I wanted it done."
    assert access.coding_in_words(text, first).startswith("sharing a desk, line 2: Two of the newer")


def test_an_empty_view_reads_its_sentence(view: TextView) -> None:
    view.clear("Choose a source.")

    assert _interface(view).text(_What.Description) == "Choose a source."


def test_moving_about_with_a_screen_reader_listening_breaks_nothing(view: TextView) -> None:
    QAccessible.setActive(True)

    view.next_coding(1)
    view.set_caret(NOTE.index("wanted"))
    view.select(Span(3, 9))
    view.show_text("Another text.", (), [0])
    active = QAccessible.isActive()
    QAccessible.setActive(False)

    assert active
    assert _interface(view).textInterface().characterCount() == len("Another text.")


def test_interfaces_live_as_long_as_their_views(qtbot: QtBot) -> None:
    made = set()
    for _ in range(20):
        view = TextView()
        made.add(id(view))
        view.show_text(NOTE, (), [0])
        assert _interface(view).textInterface().text(0, 5) == "Field"
        view.deleteLater()
        del view
    gc.collect()

    qtbot.waitUntil(lambda: not made & accessible._alive.keys(), timeout=2_000)
