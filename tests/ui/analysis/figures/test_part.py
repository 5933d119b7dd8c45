"""Figures in the query workspace: chosen, drawn off the thread, walked, read, taken away, told when they are old."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.coding import codes, segments
from qda.export.figures.kinds import FIGURES
from qda.project.project import Project
from qda.sources import service as sources
from qda.ui.actions import Actions
from qda.ui.analysis.figures.options import KINDS
from qda.ui.analysis.figures.view import FigureView
from qda.ui.analysis.queries.page import QueriesPage
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from tests.factories import make_case, make_source, span_of


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[QueriesPage]:
    """The workspace on a study of one interview with two codes that overlap."""
    project = Project.create(tmp_path / "study.gerund", title="A study", coder="AQ")
    _unit, case = make_case(project)
    sources.move(project, [make_source(project)], case_id=case)
    sources.assign_speaker(project, 1, "INT", interviewer=True)
    for label, words in (("coming in", "She came in and sat down."), ("settling", "sat down")):
        segments.apply(project, 1, span_of(words), codes.create(project, label, level="focused"))
    window, session = QWidget(), Session()
    jobs = Jobs()
    qtbot.addWidget(window)
    made = QueriesPage(session, Actions(window), jobs)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    session.begin(project)
    yield made
    jobs.stop_all()
    session.end()


def settle(qtbot: QtBot, page: QueriesPage) -> None:
    def quiet() -> bool:
        waiting = page._soon.isActive() or page.figures._soon.isActive() or page.words._soon.isActive()
        return not waiting and not page._jobs.busy

    qtbot.waitUntil(quiet, timeout=15_000)


def told(view: FigureView) -> list[str]:
    return [spot.words for spot in view.shown.spots] if view.shown is not None else []


def test_the_list_of_the_window_is_that_of_the_figures() -> None:
    assert [key for key, _words in KINDS] == list(FIGURES)


def test_the_first_figure_is_drawn_and_says_what_it_shows(qtbot: QtBot, page: QueriesPage) -> None:
    page.show_mode("figures")
    settle(qtbot, page)

    view = page.figures.panel.view
    assert "settling, Martine: 1" in told(view)
    assert view.accessibleName() == "Segments by Code and Case – A study"
    assert "N = 2 segments" in view.accessibleDescription()
    assert not view._image.isNull()


def test_arrows_walk_and_enter_reads_the_quotes(qtbot: QtBot, page: QueriesPage) -> None:
    page.show_mode("figures")
    settle(qtbot, page)
    view = page.figures.panel.view

    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert page.figures.panel.says.text() == "settling, Martine: 1"
    QTest.keyClick(view, Qt.Key.Key_Return)
    settle(qtbot, page)

    assert page.mode == "quotes"
    assert [page.results.list.quotes.row(at).quote for at in range(page.results.list.quotes.rowCount())] == ["sat down"]


def test_a_click_takes_the_place_under_it(qtbot: QtBot, page: QueriesPage) -> None:
    page.show_mode("figures")
    settle(qtbot, page)
    view = page.figures.panel.view
    number = told(view).index("coming in, Martine: 1")

    centre = view._box(view.shown.spots[number]).center()  # type: ignore[union-attr]  # it is shown

    assert view.place_at(centre) == number
    assert view.place_at(QPointF(1, 1)) == -1


def test_what_a_kind_has_no_use_for_is_not_shown(qtbot: QtBot, page: QueriesPage) -> None:
    options = page.figures.options
    options.choose("bars")
    assert (options.columns.isHidden(), options.percent.isHidden(), options.bar_style.isHidden()) == (True, True, False)

    options.choose("lines")

    assert (options.source.isHidden(), options.counted.isHidden()) == (False, True)


@pytest.mark.parametrize("kind", ["bars", "lines", "portrait", "together", "network"])
def test_another_figure_is_drawn_when_it_is_chosen(qtbot: QtBot, page: QueriesPage, kind: str) -> None:
    page.show_mode("figures")
    page.figures.options.choose(kind)
    page.refresh()
    settle(qtbot, page)

    assert page.figures.panel.drawn is not None
    assert page.figures.panel.drawn.kind == kind
    assert any("coming in" in words for words in told(page.figures.panel.view))


def test_a_caption_of_ones_own_is_taken_with_enter(qtbot: QtBot, page: QueriesPage) -> None:
    page.show_mode("figures")
    page.figures.panel.caption.setText("How they came in")
    QTest.keyClick(page.figures.panel.caption, Qt.Key.Key_Return)
    settle(qtbot, page)

    assert page.figures.panel.view.accessibleName() == "How they came in"


def test_a_figure_is_old_when_the_study_goes_on_and_waits_to_be_drawn(qtbot: QtBot, page: QueriesPage) -> None:
    page.show()
    page.show_mode("figures")
    settle(qtbot, page)
    segments.apply(page._session.project, 1, span_of("we talked"), 2)
    settle(qtbot, page)

    assert page.figures.panel.stale.isVisible()
    assert "coming in, Martine: 1" in told(page.figures.panel.view)
    page.refresh()
    settle(qtbot, page)
    assert "coming in, Martine: 2" in told(page.figures.panel.view)
    assert not page.figures.panel.stale.isVisible()


def test_it_is_written_and_copied(qtbot: QtBot, page: QueriesPage, tmp_path: Path) -> None:
    page.show_mode("figures")
    settle(qtbot, page)
    page.figures.panel.write(tmp_path / "heat.svg")
    page.figures.panel.copy()
    settle(qtbot, page)

    assert "settling" in (tmp_path / "heat.svg").read_text("utf-8")
    assert not QGuiApplication.clipboard().image().isNull()


def test_nothing_to_draw_says_the_way_out(qtbot: QtBot, page: QueriesPage) -> None:
    page.show_mode("figures")
    page.figures.options.choose("likeness")
    page.refresh()
    settle(qtbot, page)

    assert page.figures.panel.stack.currentWidget() is page.figures.panel.nothing
    assert page.figures.panel.nothing.text().startswith("There is nothing yet to draw. Code a text first")
    assert not page.figures.panel.buttons[0].isEnabled()


def test_words_of_ones_own_are_left_out_of_the_cloud_and_stand_on_the_page_of_words_too(
    qtbot: QtBot, page: QueriesPage
) -> None:
    page.show_mode("figures")
    page.figures.options.choose("cloud")
    settle(qtbot, page)
    page.figures.refresh()
    settle(qtbot, page)
    before = {words.partition(":")[0] for words in told(page.figures.panel.view)}
    unwanted = sorted(before)[0]

    QTest.keyClicks(page.figures.options.own, unwanted)
    QTest.keyClick(page.figures.options.own, Qt.Key.Key_Return)
    settle(qtbot, page)

    after = {words.partition(":")[0] for words in told(page.figures.panel.view)}
    assert before - after == {unwanted}
    assert page.words.options.own.toPlainText() == unwanted
    assert unwanted in page.words.options.counting().own


def test_words_that_come_back_with_the_study_are_in_both_fields(page: QueriesPage) -> None:
    page.words.options.own.setPlainText("erm sort")

    assert page.figures.options.wish().own == {"erm", "sort"}
