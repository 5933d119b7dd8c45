"""The menus hold every action that names one, in an order that does not depend on when it was added."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from qda.ui.actions import Actions
from qda.ui.menus import Menus, ordered


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
