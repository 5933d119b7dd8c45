"""The sides fold, give way in a narrow window, and keep their widths."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qda.ui.window.panels import Panels

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


@pytest.fixture
def panels(qtbot: QtBot) -> Panels:
    made = Panels(QWidget())
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.begin(QWidget())
    made.complete(QWidget(), QWidget())
    made.show_sides(True)
    made.show()
    return made


def sides(panels: Panels) -> tuple[bool, bool]:
    return panels.is_shown("left"), panels.is_shown("right")


def chars(panels: Panels, count: int) -> int:
    return panels.fontMetrics().averageCharWidth() * count


def resize(panels: Panels, width: int) -> None:
    panels.resize(width, 700)
    QApplication.processEvents()


def test_a_side_folds_and_comes_back_as_wide_as_it_was(panels: Panels) -> None:
    panels.setSizes([200, 700, 380])
    panels.splitterMoved.emit(200, 1)  # as if it had been dragged
    before = panels.sizes()

    panels.toggle("right")
    assert sides(panels) == (True, False)
    panels.toggle("right")

    assert sides(panels) == (True, True)
    assert panels.sizes() == before


def test_in_a_narrow_window_the_right_gives_way_first_then_the_left(panels: Panels) -> None:
    seen = []
    for width in (1280, chars(panels, 76), chars(panels, 50)):
        resize(panels, width)
        seen.append(sides(panels))

    assert seen == [(True, True), (True, False), (False, False)]
    resize(panels, 1280)
    assert sides(panels) == (True, True)


def test_a_side_that_is_asked_for_is_shown_however_narrow_it_is(panels: Panels) -> None:
    resize(panels, chars(panels, 76))

    panels.toggle("right")

    assert panels.is_shown("right")


def test_a_folded_side_stays_away_when_there_is_room(panels: Panels) -> None:
    panels.fold("left", True)

    resize(panels, 700)
    resize(panels, 1280)

    assert sides(panels) == (False, True)


def test_what_is_kept_is_restored(panels: Panels) -> None:
    panels.restore(210, 360, (300, 380), (False, True))
    left, right, upper, lower, left_folded, right_folded = panels.state()

    assert (left, right, left_folded, right_folded) == (210, 360, False, True)
    assert (upper, lower) != (0, 0)
    panels.fold("right", False)
    assert panels.sizes()[2] == 360


def test_too_wide_sides_leave_room_for_the_work_and_are_wide_again_with_the_window(panels: Panels) -> None:
    panels.restore(400, 500, (0, 0), (False, False))
    assert panels.sizes() == [400, 378, 500]

    resize(panels, 1000)
    _left, work, _right = panels.sizes()
    resize(panels, 1280)

    assert work >= chars(panels, 36)
    assert panels.sizes() == [400, 378, 500]


def test_without_a_study_there_are_no_sides(panels: Panels) -> None:
    panels.show_sides(False)

    assert sides(panels) == (False, False)


def test_the_left_side_makes_room_where_the_work_wants_it_and_comes_back(panels: Panels) -> None:
    wish = 1280 - chars(panels, 40) - 10

    panels.set_wish(wish)
    during = sides(panels), panels.sizes()[1] >= wish
    panels.set_wish(0)

    assert (during, sides(panels)) == (((False, True), True), (True, True))


def test_who_insists_on_the_left_side_keeps_it_until_it_is_folded_again(panels: Panels) -> None:
    panels.set_wish(1280 - chars(panels, 40) - 10)

    panels.toggle("left")
    insisted = sides(panels)
    panels.toggle("left")
    let_go = sides(panels)
    panels.set_wish(0)

    assert (insisted, let_go, sides(panels)) == ((True, True), (False, True), (True, True))


def test_nothing_gives_way_for_a_wish_that_cannot_be_met(panels: Panels) -> None:
    panels.set_wish(1280)

    assert sides(panels) == (True, True)
