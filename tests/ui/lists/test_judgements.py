"""A list of judgements: the same place stays at hand, keys are acts first, what is told is spoken."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.ui.lists.judgements import JudgementList, Part
from qda.ui.session import Session


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, 200)
    return made


@pytest.fixture
def judged(window: QWidget) -> JudgementList[str]:
    made: JudgementList[str] = JudgementList(
        Session(window), window, "Judgements", lambda row: ((Part(row), Part("day", "soft", right=True)),),
        lambda row: f"{row}, spoken", several=True,
    )  # fmt: skip
    made.resize(300, 200)
    made.show_rows(["one", "two", "three"])
    window.show()
    return made


def test_the_place_at_hand_stays_when_a_judgement_goes(judged: JudgementList[str]) -> None:
    judged.setCurrentIndex(judged.judged.index(1))

    judged.show_rows(["one", "three"])

    assert judged.current() == "three"


def test_a_judgement_is_found_and_said(judged: JudgementList[str]) -> None:
    found = judged.go_to(lambda row: row == "three")

    assert found
    assert judged.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "three, spoken"
    assert not judged.go_to(lambda row: row == "four")


def test_a_key_is_an_act_first_and_else_the_lists(judged: JudgementList[str]) -> None:
    acts: list[int] = []

    def act(event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_C:
            acts.append(event.key())
            event.accept()

    judged.pressed.connect(act)
    QTest.keyClick(judged, Qt.Key.Key_C)
    QTest.keyClick(judged, Qt.Key.Key_Down)

    assert acts == [Qt.Key.Key_C]
    assert judged.current() == "two"


def test_it_is_painted_with_each_part_at_its_end(judged: JudgementList[str], qtbot: QtBot) -> None:
    qtbot.waitExposed(judged.window())
    row = judged.visualRect(judged.judged.index(2))
    picture = judged.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    ground = picture.pixel(int(150 * ratio), int(row.center().y() * ratio))

    def inked(first: int, last: int) -> bool:
        return any(
            picture.pixel(int(x * ratio), int(y * ratio)) != ground
            for x in range(first, last)
            for y in range(row.top() + 6, row.bottom() - 4)
        )

    assert inked(24, 60)
    assert inked(240, 278)
    assert not inked(120, 180)
