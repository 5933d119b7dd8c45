"""Where room is short: no part loses its letters, and a page scrolls only when it must."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qda.ui.coding.rooms import Scrolled, Wrapping


@pytest.fixture
def buttons(qapp: object) -> list[QPushButton]:
    return [QPushButton(words) for words in ("fits", "does not fit", "not sure", "later")]


@pytest.mark.parametrize("width", [120, 260, 900])
def test_parts_go_on_in_another_line_and_keep_their_letters(
    buttons: list[QPushButton], qtbot: QtBot, width: int
) -> None:
    row = Wrapping(buttons)
    qtbot.addWidget(row)

    row.resize(width, row.heightForWidth(width))
    row.show()

    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    assert all(button.geometry().right() < width for button in buttons)
    assert len({button.y() for button in buttons}) == {120: 4, 260: 2, 900: 1}.get(width)


def test_what_is_hidden_takes_no_room(buttons: list[QPushButton], qtbot: QtBot) -> None:
    row = Wrapping(buttons, gap=10)
    qtbot.addWidget(row)
    whole = row.sizeHint().width()

    buttons[0].hide()

    assert row.sizeHint().width() == whole - buttons[0].sizeHint().width() - 10
    assert row.places(900)[0][0][1].x() == 0


def test_the_last_part_may_keep_to_the_right(buttons: list[QPushButton], qtbot: QtBot) -> None:
    row = Wrapping(buttons, last_right=True)
    qtbot.addWidget(row)

    row.resize(900, 40)
    row.show()

    assert buttons[-1].geometry().right() == 899


@pytest.fixture
def page(qtbot: QtBot) -> Scrolled:
    """A heading that wraps, and something that is glad of more room but does with 100 pixels."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    words = QLabel("Does this passage fit the code, or does it not? " * 3)
    words.setWordWrap(True)
    work = QWidget()
    work.setMinimumHeight(100)
    column.addWidget(words)
    column.addWidget(work, 1)
    made = Scrolled(inner)
    qtbot.addWidget(made)
    return made


def test_a_page_has_all_the_room_there_is(page: Scrolled) -> None:
    page.resize(600, 500)
    page.show()

    assert page.page.size() == page.maximumViewportSize()
    assert page.verticalScrollBar().maximum() == 0


def test_in_a_low_window_a_page_scrolls_instead_of_cutting_its_parts(page: Scrolled) -> None:
    page.resize(300, 90)
    page.show()

    assert page.page.height() > 150
    assert page.verticalScrollBar().maximum() > 0
    assert page.horizontalScrollBar().maximum() == 0
