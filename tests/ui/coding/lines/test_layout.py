from __future__ import annotations

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from qda.text import Mark, unit_starts
from qda.ui import theme
from qda.ui.coding.lines.layout import Layouts, fitted, wished
from qda.ui.coding.lines.paint import Lettering
from qda.ui.coding.lines.text import Lines


@pytest.fixture
def reading(qapp: QApplication) -> QFont:
    return theme.reading_font(points=11)


def test_lines_keep_their_size_where_there_is_room(reading: QFont) -> None:
    face, cols = fitted(1200, reading, QApplication.font(), 1.0, 3)

    assert face.reading.pointSizeF() == pytest.approx(11)
    assert cols.text_width > 80 * face.char
    assert cols.label_left + cols.label_width <= 1200


def test_where_lines_would_just_not_fit_the_text_is_a_little_smaller(reading: QFont) -> None:
    wide, _cols = fitted(1200, reading, QApplication.font(), 1.0, 3)
    room = next(
        width for width in range(1200, 500, -5) if fitted(width, reading, QApplication.font(), 1.0, 3)[0] != wide
    )

    face, cols = fitted(room - 20, reading, QApplication.font(), 1.0, 3)

    assert 0.9 * 11 < face.reading.pointSizeF() < 11
    assert cols.text_width > 80 * face.char
    assert face.label == wide.label


def test_where_it_would_be_much_too_small_lines_wrap_and_below_that_labels_stand_under_them(reading: QFont) -> None:
    wrapped, beside = fitted(640, reading, QApplication.font(), 1.0, 3)
    _face, under = fitted(380, reading, QApplication.font(), 1.0, 3)

    assert wrapped.reading.pointSizeF() == pytest.approx(11)
    assert not beside.stacked and beside.label_width > 150
    assert under.stacked and under.text_width == under.label_width


@pytest.mark.parametrize("points", [9, 11, 11.25, 13])
def test_in_the_least_width_that_is_wished_and_in_every_wider_one_lines_of_80_stay_whole(
    qapp: QApplication, points: float
) -> None:
    reading = theme.reading_font(points=points)
    least, best = wished(reading, QApplication.font(), 1.0, 3)

    found = [fitted(width, reading, QApplication.font(), 1.0, 3) for width in range(least, best + 1, 3)]

    assert least < best
    assert all(cols.text_width >= 84 * face.char - 1 and cols.label_width >= 179 for face, cols in found)


def test_zoom_enlarges_the_text_more_than_the_labels(reading: QFont) -> None:
    usual, _cols = fitted(3000, reading, QApplication.font(), 1.0, 3)
    large, _cols = fitted(3000, reading, QApplication.font(), 2.0, 3)

    assert large.reading.pointSizeF() == pytest.approx(2 * usual.reading.pointSizeF())
    assert large.label.pointSizeF() == pytest.approx(1.5 * usual.label.pointSizeF())


def test_a_long_label_wraps_and_a_very_long_one_ends_in_an_ellipsis(qapp: QApplication) -> None:
    letters = Lettering(QApplication.font())
    width = letters.width("being content with the")

    assert letters.wrapped("asking", width) == ("asking",)
    assert letters.wrapped("being content with the wrong signature", width) == (
        "being content with the",
        "wrong signature",
    )
    cut = letters.wrapped("being content " * 30, width)
    assert len(cut) == 3 and cut[-1].endswith("…")


def test_every_place_of_a_unit_is_found_at_its_own_x(reading: QFont) -> None:
    text = "INT: Is it 🙂 so?\nShe said so."
    lines = Lines(text, unit_starts(text, "80"), [Mark(0, 4, "speaker", "INT")])
    face, cols = fitted(1000, reading, QApplication.font(), 1.0, 2)
    laid = Layouts(lines, face, cols.text_width, theme.qcolor("#777777")).of(0)

    found = [laid.offset_at(x, 3) for x in range(-5, 400)]

    assert found == sorted(found)
    assert set(found) == set(range(text.index("\n") + 1))


def test_only_so_many_layouts_are_kept(reading: QFont) -> None:
    text = "\n".join(f"Line {number}." for number in range(1500))
    lines = Lines(text, unit_starts(text, "80"))
    face, cols = fitted(1000, reading, QApplication.font(), 1.0, 4)
    layouts = Layouts(lines, face, cols.text_width, theme.qcolor("#777777"))

    for unit in range(1500):
        layouts.of(unit)

    assert len(layouts._kept) <= 600
