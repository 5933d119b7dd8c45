"""What the grid shows and measures, and how it scrolls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qda.coding import lines, queries, segments
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project.project import Project
from qda.text import Mark, Span
from qda.ui import theme
from tests.ui.coding.lines_stage import CTRL, NONE, NOTE, Key, Stage, add_source, note_staged, staged

_MANY = 3000


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[Stage]:
    with note_staged(tmp_path) as made:
        yield made


@pytest.fixture
def long(tmp_path: Path, qtbot: QtBot) -> Iterator[Stage]:
    """Three thousand lines."""
    project = Project.create(tmp_path / "long.gerund", coder="AQ")
    source = add_source(project, "\n".join(f"Line {number} of what was said." for number in range(1, _MANY + 1)))
    with staged(project, source) as made:
        yield made


def _picture(stage: Stage) -> QImage:
    QApplication.processEvents()
    return stage.view.grid.viewport().grab().toImage()


def _has_colour(stage: Stage, colour: str, columns: range, rows: range) -> bool:
    image, wanted = _picture(stage), theme.qcolor(colour).rgb()
    return any(image.pixel(x, y) == wanted for x in columns for y in rows)


def test_only_rows_in_view_are_laid_out_however_many_there_are(long: Stage) -> None:
    grid = long.view.grid

    long.key(Key.Key_End, CTRL)
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum() // 2)
    QApplication.processEvents()

    assert len(grid._painter.layouts._kept) < 150
    assert len(grid._heights) < 150


def test_the_last_line_is_seen_with_paper_under_it(long: Stage) -> None:
    grid = long.view.grid

    long.key(Key.Key_End, CTRL)

    top = grid.top_of(_MANY - 1)
    assert top is not None
    assert top + grid.height_of(_MANY - 1) < grid.viewport().height()
    assert grid.verticalScrollBar().value() == grid.verticalScrollBar().maximum()


def test_the_current_line_keeps_room_below_for_what_it_offers(long: Stage) -> None:
    grid = long.view.grid

    long.key(Key.Key_Down, times=40)

    box = grid.editor_rect()
    assert box is not None
    assert box.bottom() < grid.viewport().height() - 60
    assert box.top() > 40


def test_the_wheel_scrolls_by_lines_of_text_and_back_to_the_same_place(long: Stage) -> None:
    grid = long.view.grid
    before = [(row, top) for row, top in grid.in_view()]

    _wheel(long, -120 * 5)
    away = grid._top_row
    _wheel(long, 120 * 5)

    assert away > 3
    assert [(row, top) for row, top in grid.in_view()] == before


def _wheel(stage: Stage, delta: int) -> None:
    grid = stage.view.grid
    where = QPointF(50, 50)
    event = QWheelEvent(
        where, where, QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False
    )
    grid.wheelEvent(event)
    QApplication.processEvents()


def test_scrolled_out_of_view_the_field_goes_with_its_row_and_typing_brings_it_back(long: Stage) -> None:
    view = long.view
    view.grid.verticalScrollBar().setValue(view.grid.verticalScrollBar().maximum())
    QApplication.processEvents()
    away = view.editor.geometry().bottom() < 0

    long.type("ringing")

    assert away
    assert view.grid.top_of(0) is not None
    assert view.editor.y() > 0


def test_a_click_leaves_the_row_where_it_was_under_the_mouse(long: Stage) -> None:
    from PySide6.QtTest import QTest

    grid = long.view.grid
    long.key(Key.Key_Down, times=20)
    row = next(row for row, top in grid.in_view() if row > long.view.work.row + 2)
    top = grid.top_of(row)
    assert top is not None

    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(200, top + 8))

    assert (long.view.work.row, grid.top_of(row)) == (row, top)


def test_a_long_unit_wraps_and_makes_its_row_higher(tmp_path: Path, qtbot: QtBot) -> None:
    project = Project.create(tmp_path / "long.gerund", coder="AQ")
    source = add_source(project, "Short.\n" + "She said that it was so and then again. " * 12 + "\nShort.", kind="turn")

    with staged(project, source) as stage:
        grid = stage.view.grid

        assert grid.height_of(1) > 4 * grid.height_of(2)


def test_in_a_narrow_window_labels_stand_under_the_words(tmp_path: Path, qtbot: QtBot) -> None:
    project = Project.create(tmp_path / "study.gerund", coder="AQ")
    source = add_source(project)

    with staged(project, source, (420, 600)) as stage:
        stage.enter("ringing the prison")
        grid = stage.view.grid
        [(_label, box)] = grid._painter.label_rects(0, grid.top_of(0) or 0)

        assert grid.columns.stacked
        assert box.left() < grid.columns.text_left + 10
        assert box.bottom() <= (grid.top_of(1) or 0)


def test_a_label_has_its_square_and_a_part_its_tint(stage: Stage) -> None:
    project = stage.session.project
    applied = segments.apply_new(project, stage.source, Span(3, 30), "telling the time")
    [row] = queries.everything(project)
    book = stage.view.work._book
    grid = stage.view.grid
    [(_label, box)] = grid._painter.label_rects(0, grid.top_of(0) or 0)
    colour = book.color(row.code_id)

    assert applied.new
    assert _has_colour(stage, colour, range(box.left(), box.left() + 16), range(box.top(), box.bottom()))
    words = range(grid.columns.text_left + 20, grid.columns.text_left + 120)
    assert _has_colour(stage, theme.tint(colour, stage.session.ink), words, range(5, 25))


def test_a_coding_of_several_lines_has_a_bar_beside_each(stage: Stage) -> None:
    start = NOTE.index("prison")
    segments.apply_new(stage.session.project, stage.source, Span(start, NOTE.index("different")), "telling")
    grid = stage.view.grid
    right = grid.columns.bars_right
    colour = stage.view.work._book.color(queries.everything(stage.session.project)[0].code_id)

    beside = []
    for row in range(4):
        middle = (grid.top_of(row) or 0) + grid.height_of(row) // 2
        beside.append(_has_colour(stage, colour, range(right - 4, right), range(middle - 1, middle + 1)))

    assert beside == [True, True, False, False]


def test_bars_that_overlap_stand_side_by_side_and_stay_where_they_are(stage: Stage) -> None:
    project = stage.session.project
    for start, end in ((3, 120), (60, 200), (100, 230)):
        segments.apply_new(project, stage.source, Span(start, end), f"doing {start}")
    painter, model = stage.view.grid._painter, stage.view.model
    _picture(stage)
    labels = [model.lines.label(row.coding_id) for row in queries.everything(project)]

    lanes = [painter._lane(label) for label in labels if label is not None]

    assert sorted(lanes) == [0, 1, 2]
    assert lanes == [painter._lane(label) for label in labels if label is not None]


def test_a_line_with_a_memo_has_a_sign(stage: Stage) -> None:
    project = stage.session.project
    held = segments.hold(project, stage.source, Span(0, 40))
    memos.begin(project, "What is happening here?", targets=[Target("segment", held)])

    assert stage.view.model.remarked == {0}


def test_light_and_dark_are_painted_in_their_own_paper(stage: Stage) -> None:
    stage.session.set_ink(theme.DARK)
    dark = _picture(stage)
    stage.session.set_ink(theme.LIGHT)
    light = _picture(stage)

    at = (dark.width() - 30, dark.height() - 30)
    assert dark.pixel(*at) == theme.qcolor(theme.DARK.paper).rgb()
    assert light.pixel(*at) == theme.qcolor(theme.LIGHT.paper).rgb()


def test_zooming_keeps_the_current_line_in_view(long: Stage) -> None:
    long.key(Key.Key_Down, times=30)
    before = long.view.grid.height_of(long.view.work.row + 1)

    long.view.zoom_by(3)
    QApplication.processEvents()
    larger = long.view.grid.height_of(long.view.work.row + 1)
    long.view.zoom_by(0)

    assert larger > before
    assert long.view.grid.height_of(long.view.work.row + 1) == before
    assert long.view.grid.top_of(long.view.work.row) is not None


def test_the_menu_of_a_label_takes_it_off(stage: Stage) -> None:
    stage.enter("ringing", "telling")
    coding = next(label for label in stage.view.model.lines.row_labels(0)).id

    menu = stage.view.menu(0, coding)
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    menu.actions()[0].trigger()

    assert words[:2] == ["Take off", "Another label…"]
    assert stage.shown()[:2] == [[], ["telling"]]


def test_the_menu_of_a_row_passes_it_over_and_takes_it_up(stage: Stage) -> None:
    project = stage.session.project

    _choose(stage, 2, "Pass over")
    passed = lines.passed(project, stage.source)
    _choose(stage, 2, "Take up again")

    assert passed == {NOTE.index("different")}
    assert lines.passed(project, stage.source) == set()
    assert stage.number == 3


def _choose(stage: Stage, row: int, words: str) -> None:
    next(action for action in stage.view.menu(row).actions() if action.text() == words).trigger()


def test_the_menu_is_asked_for_where_the_mouse_is(stage: Stage) -> None:
    stage.enter("ringing")
    grid = stage.view.grid
    grid.menu_wanted.disconnect()
    wanted: list[tuple[int, int | None]] = []
    grid.menu_wanted.connect(lambda row, coding, _where: wanted.append((row, coding)))
    [(label, box)] = grid._painter.label_rects(0, grid.top_of(0) or 0)

    for point in (box.center(), QPoint(200, box.center().y())):
        where = grid.viewport().mapToGlobal(point)
        QApplication.sendEvent(grid.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, where))

    assert wanted == [(0, label.id), (0, None)]


def test_words_in_other_scripts_are_found_under_the_mouse(tmp_path: Path, qtbot: QtBot) -> None:
    text = "🙂 She said מרחבא and 她坐下来 twice."
    project = Project.create(tmp_path / "study.gerund", coder="AQ")
    source = add_source(project, text, (Mark(0, 1, "bold"),))

    with staged(project, source) as stage:
        grid = stage.view.grid
        y = (grid.top_of(0) or 0) + 12
        found = {grid.offset_at(0, QPoint(x, y)) for x in range(grid.columns.text_left, 700, 2)}

        assert {0, text.index("She"), text.index("她"), text.index("来"), len(text)} <= found
        assert found <= set(range(len(text) + 1))
