"""Actions are known by name, and their keys can be changed."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qda.ui.actions import Actions

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    return made


def test_the_users_keys_take_the_place_of_the_usual_ones(window: QWidget) -> None:
    actions = Actions(window, {"code.repeat": "Ctrl+9"})
    actions.add("code.repeat", "Repeat", lambda: None, keys="Ctrl+R")

    assert actions.keys_of("code.repeat") == ["Ctrl+9"]
    actions.set_keys("code.repeat", None)
    assert actions.keys_of("code.repeat") == ["Ctrl+R"]


def test_what_needs_a_study_or_writes_waits_for_one(window: QWidget) -> None:
    actions = Actions(window)
    read = actions.add("a.read", "Read", lambda: None)
    write = actions.add("a.write", "Write", lambda: None, writes=True)
    always = actions.add("a.always", "Always", lambda: None, needs_project=False)

    states = []
    for there, writable in ((False, True), (True, False), (True, True)):
        actions.project_is(there=there, writable=writable)
        states.append((read.isEnabled(), write.isEnabled(), always.isEnabled()))

    assert states == [(False, False, True), (True, False, True), (True, True, True)]


def test_an_action_added_again_replaces_the_old_one(window: QWidget) -> None:
    done: list[str] = []
    actions = Actions(window)
    actions.add("a", "Old", lambda: done.append("old"), needs_project=False)

    actions.add("a", "New", lambda: done.append("new"), needs_project=False)
    actions.get("a").trigger()

    assert ([action.text() for action in actions.all()], done) == (["New"], ["new"])


def test_who_listens_hears_of_an_action_before_it_acts(window: QWidget) -> None:
    heard: list[str] = []
    actions = Actions(window)
    actions.starting.connect(heard.append)
    actions.add("memo.new", "New memo", lambda: heard.append("done"), needs_project=False)

    actions.get("memo.new").trigger()

    assert heard == ["memo.new", "done"]


def test_the_same_keys_mean_the_nearer_thing_where_the_focus_is(window: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    field, other = QLineEdit(), QLineEdit()
    for each in (field, other):
        window.layout().addWidget(each)  # type: ignore[union-attr]  # the fixture gave it one
    actions = Actions(window)
    actions.add("far", "Far", lambda: done.append("far"), keys="Alt+Up", needs_project=False)
    actions.add("near", "Near", lambda: done.append("near"), keys="Alt+Up", where=field, needs_project=False)
    window.show()
    window.activateWindow()

    for each in (field, other):
        each.setFocus()
        qtbot.waitUntil(each.hasFocus)
        QTest.keyClick(each, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    assert done == ["near", "far"]
    assert actions.keys_of("far") == ["Alt+Up"]


def test_a_window_that_is_taken_down_asks_its_actions_nothing_more() -> None:
    window = QWidget()
    field = QLineEdit()
    actions = Actions(window)
    actions.add("far", "Far", lambda: None, keys="Alt+Up", needs_project=False)
    shiboken6.delete(window)

    actions._on_focus(field, None)  # as at the end of the program, when its last field goes

    assert not shiboken6.isValid(actions.get("far"))
