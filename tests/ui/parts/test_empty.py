"""A page with nothing on it yet says what it is for, and what can be clicked leads on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qda.ui.parts.empty import Empty
from qda.ui.parts.small import Link


def test_what_is_offered_is_done_by_the_one_that_was_clicked(qtbot: QtBot) -> None:
    done: list[str] = []
    page = Empty("A study begins with its transcripts.", "Import files…", lambda: done.append("files"))
    qtbot.addWidget(page)
    also = page.offer_also("Import a folder…", lambda: done.append("folder"))

    also.click()
    page.button.click()

    assert done == ["folder", "files"]


def test_the_links_stand_under_the_sentence_in_the_order_of_their_offering(qtbot: QtBot) -> None:
    page = Empty("There is nothing yet.", "First", lambda: None)
    qtbot.addWidget(page)
    page.offer_also("Second", lambda: None)
    page.between.addWidget(Link("An example"))
    page.resize(400, 300)
    page.grab()

    links = sorted(page.findChildren(Link), key=lambda link: link.y())

    assert [link.words() for link in links] == ["An example", "First", "Second"]
    assert page.sentence.geometry().bottom() < links[0].y()


def test_another_lack_has_another_sentence_and_another_way_out(qtbot: QtBot) -> None:
    page = Empty("Code a text first.", "Go to the texts", lambda: None)
    qtbot.addWidget(page)

    page.tell("No claim is written yet.", "Go to claims")

    assert page.sentence.text() == "No claim is written yet."
    assert (page.button.words(), page.button.accessibleName()) == ("Go to claims", "Go to claims")


def test_a_long_sentence_is_wrapped_where_the_page_is_narrow(qtbot: QtBot) -> None:
    page = Empty("What is <known> beside the words becomes an attribute of a source.", "Add", lambda: None)
    qtbot.addWidget(page)
    page.resize(180, 400)

    page.grab()

    assert page.width() == 180
    assert page.sentence.height() >= 3 * page.sentence.fontMetrics().lineSpacing()
    assert page.sentence.textFormat() == Qt.TextFormat.PlainText
