"""Where the keyboard goes when a page comes up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import qda.ui
from qda.ui.working import focusing


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def _page(window: QWidget) -> tuple[QWidget, QListWidget, QPushButton]:
    outer = QVBoxLayout(window)
    outer.addWidget(QPushButton("elsewhere"))
    page = QWidget()
    column = QVBoxLayout(page)
    words, rows, offer = QTabBar(), QListWidget(), QPushButton("Add the first")
    words.addTab("One")
    for part in (words, QLabel("Nothing yet."), rows, offer):
        column.addWidget(part)
    page.setFocusProxy(rows)
    outer.addWidget(page)
    window.show()
    return page, rows, offer


def test_a_page_with_something_on_it_gives_the_keyboard_to_what_it_names(window: QWidget) -> None:
    page, rows, _offer = _page(window)

    focusing.enter(page)

    assert page.window().focusWidget() is rows


def test_a_page_whose_list_is_hidden_gives_the_keyboard_to_what_it_offers_instead(window: QWidget) -> None:
    page, rows, offer = _page(window)
    rows.hide()

    focusing.enter(page)

    assert page.window().focusWidget() is offer  # neither the words above nor what is outside the page


def test_a_page_that_takes_no_keys_itself_passes_them_on(window: QWidget) -> None:
    page, rows, _offer = _page(window)
    page.setFocusProxy(None)  # type: ignore[arg-type]

    focusing.enter(page, Qt.FocusReason.ShortcutFocusReason)

    assert page.window().focusWidget() is rows


def test_what_is_being_typed_is_kept_when_the_study_closes_though_the_window_lies_behind_another(
    window: QWidget,
) -> None:
    field = QLineEdit(window)
    window.show()
    field.setFocus()
    kept: list[str] = []
    field.editingFinished.connect(lambda: kept.append(field.text()))
    field.setText("half a note")

    focusing.finish(window)

    assert kept == ["half a note"]


def test_the_keyboard_lent_by_a_field_in_a_cell_goes_back_to_its_list(window: QWidget) -> None:
    rows, elsewhere = QListWidget(window), QLineEdit(window)
    rows.addItem("one")
    item = rows.item(0)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    window.show()
    window.activateWindow()
    rows.editItem(item)
    keeper = focusing.keeper(window.focusWidget())
    elsewhere.setFocus()  # which ends the field
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    given = focusing.give_back(keeper)

    assert given
    assert window.focusWidget() is rows


def test_what_is_gone_or_out_of_sight_gets_no_keyboard_back(window: QWidget) -> None:
    gone, hidden = QLineEdit(window), QLineEdit(window)
    window.show()
    shiboken6.delete(gone)
    hidden.hide()

    assert [focusing.give_back(each) for each in (gone, hidden, None)] == [False, False, False]


def test_what_has_popped_up_goes_with_what_it_is_of(window: QWidget) -> None:
    window.show()
    under, above = QFrame(window, Qt.WindowType.Popup), QFrame(window, Qt.WindowType.Popup)
    under.show()
    above.show()

    focusing.close_popups()

    assert not above.isVisible()
    assert not under.isVisible()


def test_the_menus_outlive_what_lies_before_them_on_the_way_of_the_keyboard(qtbot: QtBot) -> None:
    window, page = QMainWindow(), QWidget()
    qtbot.addWidget(window)
    rows = QListWidget(page)
    window.setCentralWidget(page)
    menu = window.menuBar().addMenu("Code")
    window.show()
    focusing.enter(page)

    shiboken6.delete(rows)

    assert shiboken6.isValid(menu)
    assert menu.title() == "Code"


def test_nobody_goes_along_the_chain_of_focus() -> None:
    asked = re.compile(r"\.(next|previous)InFocusChain\(")

    ways = [path.name for path in Path(qda.ui.__file__).parent.rglob("*.py") if asked.search(path.read_text("utf-8"))]

    assert ways == []
