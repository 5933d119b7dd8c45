"""All keys are on one page and can be changed there; the manual can be read."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QKeySequenceEdit, QWidget
from pytestqt.qtbot import QtBot

from qda import resources
from qda.ui.actions import Actions
from qda.ui.theme import LIGHT
from qda.ui.window.help_page import KeysPage, children, fixed_keys
from qda.ui.window.manual_page import ManualPage, manual_pages, title_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


@pytest.fixture
def actions(qtbot: QtBot) -> Actions:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    made = Actions(window)
    made.add("memo.new", "New memo", lambda: None, keys="Ctrl+M", menu="&Memo")
    made.add("code.repeat", "Repeat the last code", lambda: None, keys="Ctrl+R", menu="&Code")
    made.add("text.top", "Go to the top", lambda: None)
    return made


@pytest.fixture
def page(actions: Actions, qtbot: QtBot) -> KeysPage:
    made = KeysPage(actions, LIGHT, lambda: None)
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def lines(page: KeysPage) -> dict[str, list[tuple[str, str]]]:
    heads = [page.tree.topLevelItem(row) for row in range(page.tree.topLevelItemCount())]
    places = {title for title, _rows in fixed_keys()}
    return {
        head.text(0): [(item.text(0), item.text(1)) for item in children(head) if not item.isHidden()]
        for head in heads
        if head is not None and not head.isHidden() and head.text(0) not in places
    }


def test_actions_stand_under_their_menus_with_their_keys(page: KeysPage) -> None:
    assert lines(page) == {
        "Code": [("Repeat the last code", "Ctrl+R")],
        "Memo": [("New memo", "Ctrl+M")],
        "Elsewhere": [("Go to the top", "")],
    }


def test_keys_of_a_place_are_listed_but_not_changed(page: KeysPage) -> None:
    page.filter.setText("in vivo")
    last = page.tree.topLevelItem(page.tree.topLevelItemCount() - 3)
    assert last is not None
    item = children(last)[1]
    page.tree.setCurrentItem(item)

    page.change()

    assert (last.text(0), item.text(1)) == ("In the text, while words are selected", "V")
    assert page.findChild(QKeySequenceEdit) is None


def test_a_few_letters_or_a_key_find_an_action(page: KeysPage) -> None:
    page.filter.setText("ctrl+m")
    assert lines(page) == {"Memo": [("New memo", "Ctrl+M")]}

    page.filter.setText("top")
    assert lines(page) == {"Elsewhere": [("Go to the top", "")]}


def test_enter_waits_for_new_keys_and_takes_them(page: KeysPage, actions: Actions, qtbot: QtBot) -> None:
    page.tree.setFocus()
    QTest.keyClick(page.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.findChild(QKeySequenceEdit) is not None)
    editor = page.findChild(QKeySequenceEdit)
    assert editor is not None

    with qtbot.waitSignal(page.changed):
        QTest.keyClick(editor, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)

    assert actions.keys_of("code.repeat") == ["Ctrl+9"]
    assert lines(page)["Code"] == [("Repeat the last code", "Ctrl+9")]


def test_tab_leaves_the_keys_as_they_are_and_goes_on(page: KeysPage, actions: Actions, qtbot: QtBot) -> None:
    page.tree.setFocus()
    QTest.keyClick(page.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.findChild(QKeySequenceEdit) is not None)
    editor = page.findChild(QKeySequenceEdit)
    assert editor is not None
    before = actions.keys_of("code.repeat")

    QTest.keyClick(editor, Qt.Key.Key_Tab)

    qtbot.waitUntil(lambda: page.findChild(QKeySequenceEdit) is None)
    assert actions.keys_of("code.repeat") == before


def test_keys_that_belong_to_another_action_are_taken_from_it_and_that_is_said(
    page: KeysPage, actions: Actions
) -> None:
    page.give("text.top", "Ctrl+M")

    assert actions.keys_of("text.top") == ["Ctrl+M"]
    assert actions.keys_of("memo.new") == []
    assert page.told.text() == "Ctrl+M belonged to “New memo”, which has no key now."


def test_delete_takes_a_key_away_and_backspace_gives_it_back(page: KeysPage, actions: Actions) -> None:
    QTest.keyClick(page.tree, Qt.Key.Key_Delete)
    assert actions.keys_of("code.repeat") == []

    QTest.keyClick(page.tree, Qt.Key.Key_Backspace)

    assert actions.keys_of("code.repeat") == ["Ctrl+R"]


def test_all_keys_can_be_as_usual_again(page: KeysPage, actions: Actions) -> None:
    page.give("text.top", "Ctrl+M")

    page.reset_all()

    assert (actions.user_keys, actions.keys_of("memo.new")) == ({}, ["Ctrl+M"])


def test_the_manual_lists_its_pages_and_follows_links(qtbot: QtBot) -> None:
    page = ManualPage(LIGHT, lambda: None)
    qtbot.addWidget(page)

    page.text.anchorClicked.emit(QUrl("safety.md"))

    item = page.list.currentItem()
    assert item is not None
    assert item.text() == "Safety"
    assert page.text.toPlainText().startswith("Safety")


def test_every_page_of_the_manual_has_a_heading_and_links_that_lead_somewhere() -> None:
    names = {path.stem.partition("-")[2] for path in manual_pages()}
    folder = manual_pages()[0].parent

    assert {"start", "import", "code", "lines", "memos", "map", "tables", "keys", "safety"} <= names
    for path in manual_pages():
        words = path.read_text(encoding="utf-8")
        assert title_of(path)
        for image, link in re.findall(r"(!?)\[[^\]]*\]\(([^)]+)\)", words):
            assert (folder / link).is_file() if image else link.removesuffix(".md") in names


def test_pictures_are_small_told_in_words_and_all_of_them_used() -> None:
    whole = "".join(path.read_text(encoding="utf-8") for path in manual_pages())
    told = {name for _words, name in re.findall(r"!\[([^\]]+)\]\(pictures/([^)]+)\)", whole)}
    files = {path.name: path.stat().st_size for path in (manual_pages()[0].parent / "pictures").iterdir()}

    assert told == files.keys()
    assert max(files.values()) < 80_000


def test_a_picture_is_no_wider_than_the_page(qtbot: QtBot) -> None:
    page = ManualPage(LIGHT, lambda: None)
    qtbot.addWidget(page)
    page.resize(620, 500)
    page.show()
    page.show_page("map")

    document = page.text.document()

    assert document.idealWidth() <= page.text.viewport().width()
    assert document.resource(QTextDocument.ResourceType.ImageResource, QUrl("pictures/map.png")) is not None


def test_keys_that_the_manual_names_are_those_of_the_actions(main_window: object) -> None:
    from qda.ui.main_window import MainWindow

    assert isinstance(main_window, MainWindow)
    keys = resources.path("help", "90-keys.md").read_text(encoding="utf-8")

    for name in ("view.palette", "view.left", "view.right", "edit.undo", "help.keys", "focus.memo"):
        assert main_window.acts.keys_of(name)[0] in keys


def _links(text: str) -> list[str]:
    import re

    return re.findall(r"\]\(([^)]+)\)", text)


def test_the_way_back_stands_above_the_page_of_the_manual(qtbot: QtBot) -> None:
    page = ManualPage(LIGHT, lambda: None)
    qtbot.addWidget(page)

    page.resize(760, 500)
    page.show()

    assert page.back is not None
    assert page.back.geometry().bottom() < page.text.geometry().top()
