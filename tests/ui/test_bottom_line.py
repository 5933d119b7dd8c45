"""The bottom line says what is so, with its base."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, QDateTime, QTime
from pytestqt.qtbot import QtBot

from qda.ui.bottom_line import BottomLine, coverage_words, saved_words


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((240, 118, 9), "118 of 240 lines coded, 9 passed over"),
        ((240, 0, 0), "0 of 240 lines coded"),
        ((1, 1, 0), "1 of 1 line coded"),
    ],
)
def test_coverage_has_its_base(counts: tuple[int, int, int], words: str) -> None:
    assert coverage_words(*counts) == words


def test_the_time_alone_says_today_and_a_date_any_other_day() -> None:
    at = QDateTime(QDate(2026, 3, 5), QTime(14, 2)).toMSecsSinceEpoch()

    assert saved_words(at, QDate(2026, 3, 5)) == "Saved 14:02"
    assert saved_words(at, QDate(2026, 3, 6)) == "Saved 5 Mar 2026, 14:02"


def test_undo_names_what_it_would_take_back(qtbot: QtBot) -> None:
    line = BottomLine()
    qtbot.addWidget(line)

    line.show_undo("Apply “caring & sharing”")

    assert line.undo.words() == "Undo: Apply “caring & sharing”"
    assert line.undo.accessibleName() == "Undo: Apply “caring & sharing”"
    assert not line.undo.isHidden()


def test_a_click_on_the_coder_asks_for_the_settings(qtbot: QtBot) -> None:
    line = BottomLine()
    qtbot.addWidget(line)
    line.show_coder("AQ")

    with qtbot.waitSignal(line.coder_clicked):
        line.coder.click()


def test_without_a_study_nothing_is_said(qtbot: QtBot) -> None:
    line = BottomLine()
    qtbot.addWidget(line)
    line.show_coverage((10, 1, 0))
    line.show_coder("AQ")

    line.clear()

    assert line.coverage.isHidden()
    assert line.coder.isHidden()
    assert line.undo.isHidden()
