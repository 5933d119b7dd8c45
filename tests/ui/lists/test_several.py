"""A row that the program turns to is chosen alone, even while Ctrl is held after a shortcut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit
from pytestqt.qtbot import QtBot

from qda.coding import codes
from qda.ui.coding.codes.panel import CodePanel
from qda.ui.lists.several import SeveralList
from qda.ui.session import Selection
from tests.ui.coding.conftest import Desk, desk

__all__ = ["desk"]


def hold(qtbot: QtBot, modifier: Qt.KeyboardModifier) -> None:
    """As after a shortcut whose first key is still down."""
    elsewhere = QLineEdit()
    qtbot.addWidget(elsewhere)
    elsewhere.show()
    QTest.keyClick(elsewhere, Qt.Key.Key_4, modifier)


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier])
@pytest.mark.parametrize(
    "behavior", [QAbstractItemView.SelectionBehavior.SelectRows, QAbstractItemView.SelectionBehavior.SelectItems]
)
def test_turning_to_a_row_leaves_no_other_one_chosen(
    qtbot: QtBot, behavior: QAbstractItemView.SelectionBehavior, modifier: Qt.KeyboardModifier
) -> None:
    rows = QStringListModel(["one", "two", "three"])
    view = SeveralList()
    qtbot.addWidget(view)
    view.setModel(rows)
    view.setSelectionBehavior(behavior)
    view.setCurrentIndex(rows.index(0))
    hold(qtbot, modifier)

    view.setCurrentIndex(rows.index(1))

    assert [index.row() for index in view.selectedIndexes()] == [1]


def test_rows_can_be_chosen_beside_one_another(qtbot: QtBot) -> None:
    rows = QStringListModel(["one", "two", "three"])
    view = SeveralList()
    qtbot.addWidget(view)
    view.setModel(rows)

    view.selectAll()

    assert [index.row() for index in view.selectedIndexes()] == [0, 1, 2]


def test_a_code_that_another_page_turns_to_is_chosen_alone(desk: Desk, qtbot: QtBot) -> None:
    calm, tense = codes.create(desk.project, "calm"), codes.create(desk.project, "tense")
    panel = CodePanel(desk.session, desk.actions, desk.jobs)
    desk.show(panel)
    desk.settle()
    desk.session.select(Selection("code", calm))
    hold(qtbot, Qt.KeyboardModifier.ControlModifier)

    desk.session.select(Selection("code", tense))

    assert panel.tree.chosen() == [tense]
