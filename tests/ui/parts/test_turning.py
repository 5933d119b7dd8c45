"""Two parts turn where there is little room, and back where there is enough."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qda.ui.parts.turning import Turning


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.setMinimumHeight(100)
    split = Turning(made, 500, (200, 400), (100, 300), lines=30)
    for least in (200, 350):
        part = QWidget()
        part.setMinimumWidth(least)
        split.addWidget(part)
    split.begin()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(split)
    made.resize(800, 400)
    made.show()
    return made


def test_it_needs_no_more_width_than_its_wider_part(page: QWidget) -> None:
    assert page.minimumSizeHint().width() == 350


def test_it_turns_when_it_is_narrow_and_asks_for_height(page: QWidget) -> None:
    split = page.findChild(Turning)
    assert split is not None

    page.resize(400, 400)

    assert split.orientation() == Qt.Orientation.Vertical
    assert page.minimumHeight() == 30 * split.fontMetrics().height()


def test_it_turns_back(page: QWidget) -> None:
    split = page.findChild(Turning)
    assert split is not None
    page.resize(400, 400)

    page.resize(800, 400)

    assert (split.orientation(), page.minimumHeight()) == (Qt.Orientation.Horizontal, 100)
