from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication

from qda.ui import theme
from qda.ui.documents.laying.columns import STRIPE, Columns, columns
from qda.ui.documents.laying.face import Face, face


@pytest.fixture
def type_face(qapp: QApplication) -> Face:
    return face(theme.reading_font(), theme.ui_font())


def _at(width: int, type_face: Face, lanes: int = 3) -> Columns:
    return columns(width, type_face, 80, "0000", lanes)


@pytest.mark.parametrize("width", [420, 640, 760, 1000, 1440, 2400])
def test_nothing_lies_on_anything_else_or_outside(width: int, type_face: Face) -> None:
    made = _at(width, type_face)

    edges = [0, made.numbers_right, made.text_left, made.text_left + made.text_width, made.stripes_left]
    edges += [made.lane_x(made.lanes - 1) + STRIPE]
    if made.labels_width:
        edges += [made.labels_left, made.labels_left + made.labels_width]
    assert all(left < right for left, right in pairwise([*edges, width + 1]))


def test_labels_have_room_in_a_wide_window_and_give_way_before_the_text_does(type_face: Face) -> None:
    full = round(type_face.char * 80)

    wide, narrow, narrowest = _at(1100, type_face), _at(full + 120, type_face), _at(full // 2, type_face)

    assert wide.labels_width > 150
    assert (narrow.text_width >= full, narrow.labels_width) == (True, 0)
    assert narrowest.text_width < full


def test_text_that_flows_makes_room_for_labels_first(type_face: Face) -> None:
    width = round(type_face.char * 80) + 150

    frozen, flowing = _at(width, type_face), columns(width, type_face, 80, "0000", 3, flowing=True)

    assert frozen.labels_width == 0
    assert flowing.labels_width > 60
    assert flowing.text_width >= 0.74 * frozen.text_width


def test_the_width_of_the_text_does_not_depend_on_how_much_is_coded(type_face: Face) -> None:
    widths = {_at(900, type_face, lanes).text_width for lanes in range(20)}

    assert len(widths) == 1


def test_more_lanes_than_there_is_room_for_share_the_last(type_face: Face) -> None:
    made = _at(700, type_face, lanes=30)

    assert made.lane_x(30) == made.lane_x(made.lanes - 1)
