from __future__ import annotations

from qda.ui.analysis.maps.items import folds
from qda.ui.analysis.maps.lines import Box, Fold, Run, lay, sketch
from qda.ui.analysis.maps.reading import Line
from tests.ui.analysis.conftest import Desk

BOXES: dict[int, Box] = {1: (0, 0, 200, 50), 2: (0, 300, 200, 50), 3: (0, 150, 200, 50)}
LINES = [Line(10, 1, 2, 5, "leads to"), Line(11, 1, 3, None, "")]
FOLDS = {10: (Fold(("leads to",), (60, 17)), Fold(("leads", "to"), (40, 32))), 11: ()}


def crossed(run: Run, box: Box) -> bool:
    from qda.export.maps.geometry import Rect

    rect = Rect(*box)
    return any(rect.crossed_by(start, end) for start, end in zip(run.points, run.points[1:], strict=False))


def test_a_line_goes_around_a_box_that_stands_between() -> None:
    run = lay(BOXES, LINES, FOLDS)[10]

    assert not crossed(run, BOXES[3])
    assert len(run.points) > 2


def test_a_label_lies_on_no_box() -> None:
    label = lay(BOXES, LINES, FOLDS)[10].label

    assert label is not None
    x, y, width, height = label
    assert not any(
        x < left + w and left < x + width and y < top + h and top < y + height for left, top, w, h in BOXES.values()
    )


def test_a_line_without_words_has_no_label() -> None:
    assert lay(BOXES, LINES, FOLDS)[11].label is None


def test_a_line_to_a_box_that_is_gone_is_left_out() -> None:
    assert set(lay({1: BOXES[1], 3: BOXES[3]}, LINES, FOLDS)) == {11}


def test_while_boxes_are_moved_lines_are_straight_with_their_label_in_the_middle() -> None:
    run = sketch(BOXES, LINES, FOLDS)[10]

    assert [y for _x, y in run.points] == [52, 298]
    assert run.label is not None
    assert run.label[1] + run.label[3] / 2 == 175


def test_a_label_folds_in_halves_and_a_long_one_in_lines(desk: Desk) -> None:
    assert [fold.lines for fold in folds("is shown through")] == [("is shown through",), ("is shown", "through")]
    assert len(folds("a label that goes on and on about how these two hang together")[0].lines) > 1
    assert folds("  ") == ()
