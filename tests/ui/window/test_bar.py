"""The bar: words keep their letters, and what is held over one can be dropped in its workspace."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QLayout
from pytestqt.qtbot import QtBot

from qda.ui.window.bar import Bar, Word

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def bar(qtbot: QtBot) -> Bar:
    made = Bar(lambda: "Ctrl+K")
    qtbot.addWidget(made)
    for word in ("Study", "Code", "Memos", "Map"):
        made.add_word(word.lower(), word, "")
    made.show_study("A study of waiting")
    made.show()
    return made


def over(word: Word, kind: str) -> bool:
    """Hold something of this kind over a word; True if it is taken."""
    data = QMimeData()
    data.setData(kind, b"[1]")
    event = QDragEnterEvent(QPoint(3, 3), COPY, data, LEFT, NONE)
    QApplication.sendEvent(word, event)
    return event.isAccepted()


def test_the_name_of_the_study_gives_way_to_the_words(bar: Bar) -> None:
    bar.resize(1200, 40)
    wide = bar.name.isVisible()

    bar.resize(420, 40)

    assert (wide, bar.name.isVisible()) == (True, False)


def test_a_long_name_is_shortened_before_the_field_that_finds_anything(bar: Bar, qtbot: QtBot) -> None:
    words = [word.sizeHint().width() for word in bar.findChildren(Word)]
    bar.show_study("Success and collaboration in safeguarding children, one area, 2010 to 2013: a case study")

    bar.resize(sum(words) + 520, 40)

    qtbot.waitUntil(lambda: bar.field.width() >= 230)
    assert bar.name.isVisible()


def test_on_a_small_screen_at_twice_the_size_every_word_keeps_its_letters(bar: Bar) -> None:
    for key in ("focus", "compare", "categories", "cases", "claims", "queries", "reports"):
        bar.add_word(key, key.capitalize(), "")
    bar._whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # in the window the bar has what there is
    bar.show_study("A study of waiting")
    words = bar.findChildren(Word)

    bar.resize(sum(word.minimumSizeHint().width() for word in words) + 70, 40)
    QApplication.processEvents()

    assert [word.text() for word in words if word.width() < word.minimumSizeHint().width()] == []


def test_what_is_held_over_a_word_opens_its_workspace(bar: Bar, qtbot: QtBot) -> None:
    word = next(each for each in bar.findChildren(Word) if each.text() == "Map")

    with qtbot.waitSignal(bar.wanted) as wanted:
        over(word, "application/x-gerund-memos")

    assert wanted.args == ["map"]


def test_a_file_over_a_word_is_left_to_the_window(bar: Bar) -> None:
    assert not over(bar.findChildren(Word)[0], "text/uri-list")
