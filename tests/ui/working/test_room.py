from __future__ import annotations

import pytest
from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from qda.ui.session import Session
from qda.ui.working.room import Room, by_letters


@pytest.fixture
def told(qtbot: QtBot) -> tuple[Session, list[tuple[int, int]]]:
    session, found = Session(), list[tuple[int, int]]()
    session.room_wanted.connect(lambda least, best: found.append((least, best)))
    return session, found


@pytest.fixture
def stack(qtbot: QtBot) -> QStackedWidget:
    made = QStackedWidget()
    qtbot.addWidget(made)
    made.addWidget(QWidget())
    made.show()
    return made


def _page(session: Session, stack: QStackedWidget, least: int) -> QWidget:
    page = QWidget()
    Room(session, page, lambda: (least, 2 * least))
    stack.addWidget(page)
    return page


def test_a_page_has_its_room_while_it_is_shown(
    told: tuple[Session, list[tuple[int, int]]], stack: QStackedWidget
) -> None:
    session, wishes = told
    page = _page(session, stack, 300)

    stack.setCurrentWidget(page)
    stack.setCurrentIndex(0)

    assert wishes == [(300, 600), (0, 0)]


def test_a_page_that_is_made_behind_another_leaves_that_its_room(
    told: tuple[Session, list[tuple[int, int]]], stack: QStackedWidget
) -> None:
    session, wishes = told
    stack.setCurrentWidget(_page(session, stack, 300))

    hidden = QWidget()
    stack.addWidget(hidden)
    modes = QStackedWidget(hidden)
    modes.addWidget(QWidget())

    _page(session, modes, 500)  # Qt sends a hide event to what goes into a stack that is not shown

    assert wishes == [(300, 600)]


def test_letters_that_have_grown_want_more_room(
    told: tuple[Session, list[tuple[int, int]]], stack: QStackedWidget
) -> None:
    session, wishes = told
    page = QWidget()
    room = Room(session, page, by_letters(page, 10))
    stack.addWidget(page)
    stack.setCurrentWidget(page)

    font = page.font()
    font.setPointSizeF(2 * font.pointSizeF())
    page.setFont(font)
    room.tell()

    (before, _best), (after, _best_too) = wishes
    assert after > before
