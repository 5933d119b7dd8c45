"""A passage between its neighbours, which are cut between words and escaped."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from qda.ui.parts import surroundings
from qda.ui.parts.surroundings import from_word, to_word
from qda.ui.theme import LIGHT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


def test_context_is_cut_between_words() -> None:
    assert from_word("ning she came", 13) == "… she came"
    assert to_word("and then we wen", 15) == "and then we …"
    assert from_word("short", 13) == "short"


def test_a_passage_is_read_as_it_stands(qtbot: QtBot) -> None:
    browser = QTextBrowser()
    qtbot.addWidget(browser)

    surroundings.show(browser, surroundings.paragraph("<she>\n", "waits & waits", " for it", LIGHT, 100, wash="#ddd"))

    assert browser.toPlainText() == "<she>\nwaits & waits for it"


def test_the_passage_is_seen_with_what_stands_before_it(qtbot: QtBot) -> None:
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    browser.resize(300, 200)
    browser.show()
    before = "a line of what was said before\n" * 60

    surroundings.show(browser, surroundings.paragraph(before, "here", before, LIGHT, 10_000))

    bar = browser.verticalScrollBar()
    assert 0 < bar.value() < bar.maximum()
