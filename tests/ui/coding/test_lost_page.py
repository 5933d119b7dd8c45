"""Segments without words are found a place, or given up, from a list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.coding import corrected, queries
from qda.sources import editing
from qda.sources.anchoring import Edit
from qda.text import Span
from qda.ui.coding.lost_page import LostPage
from tests.factories import TALK, span_of
from tests.ui.coding.conftest import Desk

LATER = "\n\nTheresa: She sat down then."


@pytest.fixture
def page(desk: Desk) -> LostPage:
    """Two segments without words, one of them said again in other words at the end."""
    source = desk.source()
    for words in ("sat down", "did not judge me"):
        desk.coded(source, words, desk.code(f"code of {words}"))
    gone = span_of("She came in and sat down. She did not judge me.")
    end = len(TALK)
    editing.correct(desk.project, source, [Edit(gone.start, gone.end, "…"), Edit(end, end, LATER)])
    made = LostPage(desk.session, desk.jobs)
    desk.show(made)
    made.show_source(source, "Interview", Span(0, 3), "INT")
    desk.settle()
    return made


def test_each_is_listed_with_its_codes_and_the_place_where_it_may_stand(page: LostPage) -> None:
    assert [page.list.item(row).text() for row in range(page.list.count())] == [
        "“sat down” · code of sat down\nPerhaps now in line 4: “sat down”",
        "“did not judge me” · code of did not judge me\nNothing like it was found in the text.",
    ]


def test_enter_attaches_it_there_and_the_next_is_at_hand(desk: Desk, page: LostPage) -> None:
    page.list.setFocus()

    QTest.keyClick(page.list, Qt.Key.Key_Return)
    desk.settle()

    assert [row.quote for row in queries.everything(desk.project)] == ["sat down"]
    assert page.list.count() == 1
    assert not page.there.isEnabled()  # nothing like the other was found


def test_what_was_not_found_is_attached_to_the_selected_words(desk: Desk, page: LostPage) -> None:
    page.list.setCurrentRow(1)

    QTest.keyClick(page.list, Qt.Key.Key_A)
    desk.settle()

    assert [(row.quote, row.code) for row in queries.everything(desk.project)] == [("INT", "code of did not judge me")]


def test_del_gives_one_up_and_undo_brings_it_back(desk: Desk, page: LostPage) -> None:
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    desk.settle()
    left = corrected.count_lost(desk.project, 1)
    desk.session.undo()
    desk.settle()

    assert (left, page.list.count()) == (1, 2)


def test_s_goes_to_the_words_in_the_text(page: LostPage) -> None:
    shown: list[object] = []
    page.done.connect(shown.append)

    QTest.keyClick(page.list, Qt.Key.Key_S)

    text = TALK.replace("She came in and sat down. She did not judge me.", "…") + LATER
    start = text.index("sat down")
    assert shown == [Span(start, start + len("sat down"))]
