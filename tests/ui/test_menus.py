"""The menus hold every action that names one, in an order that does not depend on when it was added."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qda.ui.actions import Actions
from qda.ui.menus import Menus, add_entry, ordered

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


def test_known_actions_have_their_place_and_others_follow_in_groups() -> None:
    found = ordered(
        [
            ("code.merge", "&Code"),
            ("code.in_vivo", "&Code"),
            ("segment.resize", "&Code"),
            ("code.quick", "&Code"),
            ("text.zoom", ""),
        ]
    )

    assert found == {"&Code": ["code.quick", "code.in_vivo", "-", "code.merge", "-", "segment.resize"]}


def test_a_line_stands_only_between_two_groups() -> None:
    found = ordered([("project.open", "&Project"), ("project.quit", "&Project")])

    assert found == {"&Project": ["project.open", "-", "project.quit"]}


def test_an_action_that_is_added_later_comes_into_its_menu(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window)
    menus = Menus(window.menuBar(), actions, QMenu(window))
    memo = menus.menu("&Memo")
    assert not memo.menuAction().isVisible()

    actions.add("memo.new", "New memo", lambda: None, menu="&Memo")

    qtbot.waitUntil(lambda: memo.menuAction().isVisible())
    assert [action.text() for action in memo.actions()] == ["New memo"]


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    middle = QWidget()
    QVBoxLayout(middle)
    made.setCentralWidget(middle)
    return made


def seen(menus: Menus, name: str) -> list[str]:
    """A menu as it opens: what is grey in brackets, a line as "-"."""
    menu = menus.menu(name)
    menu.aboutToShow.emit()
    return [
        "-" if each.isSeparator() else each.text() if each.isEnabled() else f"({each.text()})"
        for each in menu.actions()
    ]


def test_a_menu_that_opens_says_what_can_be_done_now(window: QMainWindow) -> None:
    words: list[str] = []
    actions = Actions(window)
    menus = Menus(window.menuBar(), actions, QMenu(window))
    actions.add("code.quick", "Code", words.clear, menu="&Code", needs_project=False, when=lambda: bool(words))
    menus.fill()

    before = seen(menus, "&Code")
    words.append("calm")

    assert (before, seen(menus, "&Code")) == (["(Code)"], ["Code"])


def test_a_key_reaches_its_action_though_a_menu_showed_it_grey(window: QMainWindow) -> None:
    done: list[str] = []
    actions = Actions(window)
    actions.add("code.quick", "Code", lambda: done.append("asked"), needs_project=False, when=lambda: False)

    entry = add_entry(QMenu(window), actions, "code.quick")
    actions.get("code.quick").trigger()

    assert (entry.isEnabled(), done) == (False, ["asked"])


def test_what_belongs_to_a_screen_out_of_sight_is_left_out(window: QMainWindow) -> None:
    board = QLineEdit(window)
    board.hide()
    actions = Actions(window)
    menus = Menus(window.menuBar(), actions, QMenu(window))
    for name, where in (("code.new", None), ("board.cut", board)):
        actions.add(name, name, lambda: None, menu="&Code", needs_project=False, where=where)
    window.show()
    menus.fill()

    before = seen(menus, "&Code")
    board.show()

    assert (before, seen(menus, "&Code")) == (["code.new"], ["code.new", "-", "board.cut"])


def test_of_two_entries_with_the_same_key_it_stands_at_the_one_that_it_reaches(
    window: QMainWindow, qtbot: QtBot
) -> None:
    tree, lines = QLineEdit(), QLineEdit()
    actions = Actions(window)
    menus = Menus(window.menuBar(), actions, QMenu(window))
    for name, where in (("code.rename", tree), ("code.relabel", lines)):
        window.centralWidget().layout().addWidget(where)  # type: ignore[union-attr]  # the fixture gave it one
        actions.add(name, name, lambda: None, keys="F2", menu="&Code", needs_project=False, where=where)
    window.show()
    window.activateWindow()
    menus.fill()
    shown = []

    for each in (tree, lines):
        each.setFocus()
        qtbot.waitUntil(each.hasFocus)
        shown.append(seen(menus, "&Code"))

    assert shown == [["code.rename\tF2", "code.relabel"], ["code.rename", "code.relabel\tF2"]]


def test_what_would_make_a_menu_too_long_stands_in_a_menu_of_its_own(window: QMainWindow) -> None:
    actions = Actions(window)
    menus = Menus(window.menuBar(), actions, QMenu(window))
    for name in ("code.new", "code.level_initial", "code.level_theme", "code.delete"):
        actions.add(name, name, lambda: None, menu="&Code", needs_project=False)
    menus.fill()

    entries = seen(menus, "&Code")
    levels = menus.menu("&Code").findChild(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)

    assert entries == ["code.new", "Level of the code", "code.delete"]
    assert isinstance(levels, QMenu)
    assert [entry.text() for entry in levels.actions()] == ["code.level_initial", "code.level_theme"]
