"""The reporting checklist in the window: filled in, written beside, kept on leaving, taken away to Word."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.study import checklists
from qda.study import service as study
from qda.ui.study.checklist_page import ChecklistPage
from tests.ui.study.conftest import Desk


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ChecklistPage:
    study.create_participant(desk.project, "Theresa", role="parent")
    made = ChecklistPage(desk.session, desk.actions, desk.jobs, lambda: None)
    made.setParent(desk.window)
    made.resize(900, 640)
    desk.window.resize(900, 640)
    made.show()
    desk.window.show()
    qtbot.waitExposed(desk.window)
    return made


def go(page: ChecklistPage, item: int) -> None:
    page.list.setCurrentIndex(page.cards.index(item - 1))


def state(page: ChecklistPage, item: int) -> str:
    card = page.cards.card(item - 1)
    assert card is not None
    return card.known


def test_items_tell_their_state_and_what_the_project_knows(page: ChecklistPage) -> None:
    go(page, 12)

    assert page.cards.rowCount() == 32
    assert (state(page, 1), state(page, 12)) == ("for the researcher to write", "from the project")
    assert page.facts.text() == "Participants: 1."


def test_words_are_kept_by_enter_which_goes_on(page: ChecklistPage, desk: Desk) -> None:
    go(page, 1)
    page.words.setFocus()

    QTest.keyClicks(page.words, "The author.")
    QTest.keyClick(page.words, Qt.Key.Key_Return)

    assert checklists.answers(desk.project, "coreq") == {"1": "The author."}
    assert state(page, 1) == "written"
    current = page.current()
    assert current is not None
    assert current.item.key == "2"
    assert page.words.words() == ""


def test_what_is_typed_belongs_to_the_item_it_was_typed_for(page: ChecklistPage, desk: Desk) -> None:
    go(page, 2)
    page.words.setFocus()
    page.words.setPlainText("PhD")

    go(page, 5)
    page.choice.setCurrentIndex(1)

    assert checklists.answers(desk.project, "coreq") == {"2": "PhD"}
    assert checklists.answers(desk.project, "srqr") == {}
    assert page.cards.rowCount() == 21
    desk.session.undo()
    assert checklists.answers(desk.project, "coreq") == {}


def test_one_can_begin_with_the_words_of_the_project(page: ChecklistPage) -> None:
    go(page, 12)

    page.take_link.click()

    assert page.words.words() == "Participants: 1."


def test_it_is_written_for_word(page: ChecklistPage, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "coreq.docx"

    with qtbot.waitSignal(desk.session.said, timeout=20_000):  # the first file of a day is slow on a busy machine
        page.write(path)

    assert path.stat().st_size > 5000
