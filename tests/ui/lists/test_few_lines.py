"""Words stand on a few lines; what has no room there ends in an ellipsis."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qda.ui.lists.few_lines import few_lines

WORDS = "She came in and sat down and we talked for a long while about the door"


def laid(words: str, most: int, letters: int = 20) -> list[str]:
    """The words on lines as wide as so many letters."""
    font = QApplication.font()
    metrics = QFontMetrics(font)
    return few_lines(words, metrics, font, metrics.averageCharWidth() * letters, most)


def test_what_fits_stands_whole(qtbot: QtBot) -> None:
    assert laid("She came in.", most=2) == ["She came in."]


def test_the_last_line_ends_in_an_ellipsis_where_words_are_left_over(qtbot: QtBot) -> None:
    lines = laid(WORDS, most=2)

    assert len(lines) == 2
    assert WORDS.startswith(lines[0])
    assert lines[1].endswith("…")
    assert WORDS.startswith(lines[0] + lines[1].removesuffix("…"))


@pytest.mark.parametrize("sign", ["🙂", "𝔸"])
def test_signs_that_count_double_for_qt_cost_no_letter_of_the_next_line(qtbot: QtBot, sign: str) -> None:
    words = f"{sign * 3} {WORDS}"

    lines = laid(words, most=20)

    assert "".join(lines) == words


def test_no_words_are_no_lines(qtbot: QtBot) -> None:
    assert "".join(laid("", most=2)) == ""
