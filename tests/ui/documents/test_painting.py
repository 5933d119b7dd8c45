from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qda.text import Span, unit_starts
from qda.ui import theme
from qda.ui.documents.text_view import TextView
from qda.ui.theme import Ink, lifted, mixed, tint
from tests.ui.documents.samples import NOTE, at, coding, on


def _picture(view: TextView) -> QImage:
    return view.viewport().grab().toImage()


def _most(view: TextView, words: str) -> str:
    """The most frequent colour behind words: their wash."""
    return _most_in(_picture(view), view, words)


def _most_in(picture: QImage, view: TextView, words: str) -> str:
    box, seen = view.rect_of(Span(*at(words))), dict[str, int]()
    for x in range(box.left() + 1, box.right()):
        for y in range(box.top() + 5, box.bottom() - 5):
            name = picture.pixelColor(x, y).name().upper()
            seen[name] = seen.get(name, 0) + 1
    return max(seen, key=lambda name: seen[name])


@pytest.mark.parametrize("ink", [theme.LIGHT, theme.DARK])
def test_coded_words_are_washed_overlaps_mixed_and_others_left_as_paper(view: TextView, ink: Ink) -> None:
    view.set_ink(ink)

    outer, inner = tint("#332288", ink), tint("#44AA99", ink)
    assert _most(view, "Did you want") == ink.paper
    assert _most(view, "share a desk") == outer
    assert _most(view, "newer workers") == mixed(inner, outer, 0.5)


def test_an_added_coding_is_painted_and_a_removed_one_no_longer(view: TextView) -> None:
    QApplication.processEvents()

    view.add(on(9, "Did you want", color="#117733"))
    added = _most(view, "Did you want")
    view.remove(9)

    assert added == tint("#117733", theme.LIGHT)
    assert _most(view, "Did you want") == theme.LIGHT.paper


def test_the_selection_shows_over_washes(view: TextView) -> None:
    view.select(Span(*at("share a desk by the")))

    paper, coded = _most(view, "by the"), _most(view, "share a desk")

    assert QColor(paper).blue() > QColor(paper).red()
    assert paper != theme.LIGHT.paper
    assert coded != tint("#332288", theme.LIGHT)


def test_the_coding_at_hand_is_washed_more_strongly(view: TextView) -> None:
    view.select_coding(1)

    assert _most(view, "share a desk") == tint("#332288", theme.LIGHT, strong=True)


def test_a_stripe_stands_beside_each_line_of_its_segment(view: TextView) -> None:
    picture = _picture(view)
    x = view._columns.lane_x(view.coded_text().lanes[3]) + 2
    y = view.rect_at(NOTE.index("I wanted")).center().y()

    assert picture.pixelColor(x, y).name().upper() == "#CC6677"
    assert picture.pixelColor(x, view.rect_at(NOTE.index("Did you")).center().y()).name().upper() == theme.LIGHT.paper


def test_hits_of_a_search_are_outlined_in_the_colour_of_hints(view: TextView) -> None:
    span = Span(*at("window"))

    view.set_marks_found([span])

    box, picture = view.rect_of(span), _picture(view)
    edge = {picture.pixelColor(box.left() - 1, y).name().upper() for y in range(box.top(), box.bottom())}
    assert theme.LIGHT.hint in edge


def test_in_the_dark_a_dark_stripe_is_lifted(view: TextView) -> None:
    view.set_ink(theme.DARK)
    x = view._columns.lane_x(view.coded_text().lanes[1]) + 2
    y = view.rect_at(NOTE.index("share a desk")).center().y()

    assert _picture(view).pixelColor(x, y).name().upper() == lifted("#332288", theme.DARK) != "#332288"


def test_painting_leaves_the_count_of_references_to_none_alone(qapp: QApplication) -> None:
    """PySide6 6.12.0 on Python 3.11 takes one away at each call that returns nothing, until the process dies."""
    picture = QImage(20, 20, QImage.Format.Format_RGB32)
    painter, color = QPainter(picture), QColor("#332288")
    before = sys.getrefcount(None)

    for _ in range(100_000):
        painter.fillRect(0, 0, 2, 2, color)
    drift = sys.getrefcount(None) - before
    painter.end()

    assert abs(drift) < 1_000


def test_what_scrolling_moves_looks_like_what_is_painted_anew(qtbot: QtBot) -> None:
    text = "\n\n".join("INT: She sets out the plan for the child, and says it twice over. " * 4 for _ in range(60))
    view = TextView()
    qtbot.addWidget(view)
    view.resize(620, 380)
    codings = [coding(n, at, at + 90 + n % 50, f"code {n}") for n, at in enumerate(range(0, len(text) - 200, 83))]
    view.show_text(text, (), unit_starts(text, "sentence"), codings, breaks=False)
    with qtbot.waitExposed(view):
        view.show()
    bar, screen = view.verticalScrollBar(), view.screen()
    bar.setValue(bar.maximum() // 2)
    for step in (25, 75, -30, -75, 300, -310, 7, -900, 120):
        QApplication.processEvents()
        bar.setValue(bar.value() + step)
        QApplication.processEvents()
        moved = screen.grabWindow(view.winId()).toImage()
        view.viewport().update()
        QApplication.processEvents()

        assert screen.grabWindow(view.winId()).toImage() == moved, step
