"""The painted matrix: walked by keys and mouse, shaded so that every eye can read it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.ui.analysis.matrices.grid import Grid, Head
from qda.ui.analysis.matrices.view import Legend, MatrixView, shaded, words_on
from qda.ui.session import Session
from qda.ui.theme import DARK, LIGHT, Ink, contrast, luminance


def grid(rows: int, columns: int) -> Grid:
    """A hundred codes by sixty sources, or fewer; each cell holds the product of its places."""
    return Grid(
        "Code",
        tuple(Head(f"code {row}", indent=row % 3) for row in range(rows)),
        tuple(Head(f"source {column}", f"n {column}") for column in range(columns)),
        lambda row, column: str(row * column),
        lambda row, column: row * column / (rows * columns),
        lambda _row, _column: None,
        str(rows * columns),
        str(rows * columns),
    )


@pytest.fixture
def view(qtbot: QtBot) -> MatrixView:
    made = MatrixView(Session())
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show_grid(grid(100, 60))
    made.show()
    return made


def test_the_arrows_go_from_cell_to_cell_and_bring_it_into_sight(view: MatrixView) -> None:
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.current() == (1, 1)

    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)

    assert view.current() == (99, 59)
    assert view.viewport().rect().contains(view.cell_rect(99, 59))
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.current() == (99, 0)


def test_a_click_asks_for_the_quotes_of_the_cell_beneath_it(qtbot: QtBot, view: MatrixView) -> None:
    view.go(50, 30)
    where = view.cell_rect(50, 29).center()

    with qtbot.waitSignal(view.wanted) as asked:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)

    assert asked.args == [50, 29]
    assert view.cell_at(QPoint(2, 2)) is None


def test_enter_asks_for_the_quotes_of_the_cell_at_hand(qtbot: QtBot, view: MatrixView) -> None:
    view.go(3, 4)

    with qtbot.waitSignal(view.wanted) as asked:
        QTest.keyClick(view, Qt.Key.Key_Return)

    assert asked.args == [3, 4]


def test_another_matrix_keeps_to_its_cells(view: MatrixView) -> None:
    view.go(99, 59)

    view.show_grid(grid(2, 3))

    assert view.current() == (1, 2)
    assert view.accessibleDescription() == "2 rows, 3 columns"


@pytest.mark.parametrize("ink", [LIGHT, DARK], ids=["light", "dark"])
def test_more_is_always_farther_from_the_paper_and_can_be_read(ink: Ink) -> None:
    shades = [shaded(step / 10, ink) for step in range(11)]

    distances = [abs(luminance(shade) - luminance(ink.paper)) for shade in shades]
    assert distances == sorted(distances)
    assert all(contrast(words_on(shade, ink), shade) >= 4.5 for shade in shades)


def test_the_legend_says_what_the_darkest_shade_stands_for(qtbot: QtBot) -> None:
    legend = Legend(Session())
    qtbot.addWidget(legend)

    legend.show_most("78 %")

    assert legend.accessibleName() == "Shades from 0 to 78 %"
