"""Settings reach the screens, and what is read can be enlarged from anywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qda.ui import tuning
from qda.ui.analysis.queries.page import QueriesPage
from qda.ui.coding.testing.page import TestingPage
from qda.ui.documents.text_view import TextView
from qda.ui.main_window import MainWindow
from qda.ui.memos.trace_page import TracePage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


class View(QWidget):
    """Remembers how it was enlarged."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self.steps: list[int] = []
        column = QVBoxLayout(self)
        for part in parts:
            column.addWidget(part)

    def zoom_by(self, steps: int) -> None:
        self.steps.append(steps)


def test_the_first_view_of_a_page_is_enlarged_as_a_whole(qtbot: QtBot) -> None:
    inner = View()
    outer, other = View(inner), View()
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for part in (QLabel("a heading"), outer, other):
        column.addWidget(part)

    tuning.zoom(page, 1)

    assert (outer.steps, inner.steps, other.steps) == ([1], [], [])


def test_a_page_without_a_view_stays_as_it_is(qtbot: QtBot) -> None:
    page = QLabel("words")
    qtbot.addWidget(page)

    tuning.zoom(page, 1)
    tuning.zoom(None, 1)

    assert page.text() == "words"


def test_texts_are_larger_after_ctrl_plus_and_usual_after_ctrl_0(
    main_window: MainWindow, study: Path, qtbot: QtBot
) -> None:
    main_window.open(study)
    main_window.session.show_source(1)
    view = main_window.stage.page("code").findChild(TextView)
    assert view is not None

    main_window.acts.get("view.zoom_in").trigger()
    larger = view.zoom()
    main_window.acts.get("view.zoom_reset").trigger()

    assert larger > 100
    assert view.zoom() == 100


def test_the_size_of_texts_that_is_set_holds_at_once_and_for_new_pages(
    main_window: MainWindow, study: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    main_window.open(study)
    main_window.set_settings(replace(main_window.settings, reading_size=22))
    main_window.session.show_source(1)

    view = main_window.stage.page("code").findChild(TextView)
    assert view is not None
    before = view._face.reading.pointSizeF()
    main_window.set_settings(replace(main_window.settings, reading_size=11))

    assert (before, view._face.reading.pointSizeF()) == (22, 11)


def test_memos_are_written_in_the_font_that_is_set(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    from qda.ui.memos.written.editor import MemoEditor

    main_window.open(study)
    main_window.show_workspace("memos")
    main_window.set_settings(replace(main_window.settings, reading_size=20))

    sizes = {round(editor.font().pointSizeF()) for editor in main_window.findChildren(MemoEditor)}
    assert sizes == {19, 20}  # beside the text a little smaller than on a page of their own


def test_the_style_of_tables_that_is_set_is_chosen_in_reports(
    main_window: MainWindow, study: Path, qtbot: QtBot
) -> None:
    from qda.ui.analysis.reports.options import ReportOptions

    main_window.set_settings(replace(main_window.settings, table_profile="german"))
    main_window.open(study)
    main_window.show_workspace("reports")

    options = main_window.findChild(ReportOptions)
    assert options is not None
    assert options.profile.currentData() == "german"


def test_the_language_model_of_the_settings_is_told_to_pages_that_were_made(main_window: MainWindow) -> None:
    pages = [main_window.stage.page(key) for key in ("testing", "trace")]
    assert isinstance(pages[0], TestingPage)
    assert isinstance(pages[1], TracePage)

    main_window.set_settings(replace(main_window.settings, language_model="/models/welsh"))

    assert (pages[0].queue.language_model, pages[1].language_model) == ("/models/welsh", "/models/welsh")


def test_queries_hear_of_the_model_and_figures_of_the_language(main_window: MainWindow) -> None:
    page = main_window.stage.page("queries")
    assert isinstance(page, QueriesPage)

    main_window.set_settings(replace(main_window.settings, language_model="/models/welsh", table_profile="german"))

    assert (page.words.language_model, page.figures.panel.language_model) == ("/models/welsh", "/models/welsh")
    assert page.figures.options.profile.currentData() == "german"
