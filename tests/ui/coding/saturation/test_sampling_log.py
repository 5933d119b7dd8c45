"""The log of theoretical sampling, written in place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.coding import properties, sampling
from qda.memos import queries as memos
from qda.ui.coding.fields import GrowingField
from qda.ui.coding.saturation.page import SaturationPage
from qda.ui.coding.saturation.sampling_log import LogCells
from qda.ui.session import Selection
from tests.ui.coding.conftest import Desk


@pytest.fixture
def page(desk: Desk) -> SaturationPage:
    made = SaturationPage(desk.session, desk.actions, desk.jobs)
    desk.show(made, 900, 700)
    desk.settle()
    return made


@pytest.fixture
def step(desk: Desk, page: SaturationPage) -> int:
    """One step about a category, two sources to choose from."""
    desk.source(name="One")
    desk.source(name="Two")
    category = desk.code("aligning", level="category")
    properties.add_property(desk.project, category, "cost")
    made = sampling.add(desk.project, "no father speaks", code_id=category)
    desk.settle()
    page.log.table.go(made, "gap")
    page.log.table.setFocus()
    return made


def type_in(page: SaturationPage, words: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    field = next(each for each in page.log.table.findChildren(GrowingField) if each.isVisible())
    field.setPlainText(words)
    QTest.keyClick(field, key)


def only(desk: Desk) -> sampling.SamplingRow:
    (row,) = sampling.rows(desk.project)
    return row


def test_a_gap_is_added_and_named_at_once(desk: Desk, page: SaturationPage) -> None:
    page.log.links["add"].click()
    type_in(page, "the schools are silent")
    desk.settle()

    assert only(desk).gap == "the schools are silent"
    assert page.log.count.text() == "1 step · 1 with nothing collected yet"


def test_enter_writes_in_a_cell_and_undo_takes_it_back(desk: Desk, page: SaturationPage, step: int) -> None:
    page.log.table.go(step, "planned")
    QTest.keyClick(page.log.table, Qt.Key.Key_Return)
    type_in(page, "ask Paul’s father")
    desk.settle()
    after = (only(desk).planned, only(desk).status)

    desk.session.undo()
    desk.settle()

    assert after == ("ask Paul’s father", "planned")
    assert page.log.cells.rows[0].planned == ""


def test_tab_goes_on_writing_in_the_next_cell(desk: Desk, page: SaturationPage, step: int) -> None:
    page.log.table.write(step, "gap")
    type_in(page, "the fathers are silent", Qt.Key.Key_Tab)
    desk.settle()
    type_in(page, "Who asks them?")
    desk.settle()

    assert (only(desk).gap, only(desk).question) == ("the fathers are silent", "Who asks them?")


def test_what_happens_elsewhere_does_not_overwrite_what_is_being_written(
    desk: Desk, page: SaturationPage, step: int
) -> None:
    page.log.table.write(step, "question")
    field = next(each for each in page.log.table.findChildren(GrowingField) if each.isVisible())
    QTest.keyClicks(field, "Who as")
    sampling.write(desk.project, step, "planned", "an interview")
    desk.settle()
    QTest.keyClicks(field, "ks?")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.settle()

    assert (only(desk).question, only(desk).planned) == ("Who asks?", "an interview")


def test_escape_leaves_a_cell_as_it_was(desk: Desk, page: SaturationPage, step: int) -> None:
    page.log.table.write(step, "gap")
    type_in(page, "something else", Qt.Key.Key_Escape)

    assert only(desk).gap == "no father speaks"


def test_a_gap_without_words_is_refused(desk: Desk, page: SaturationPage, step: int) -> None:
    page.log.table.write(step, "gap")
    type_in(page, "  ")

    assert only(desk).gap == "no father speaks"
    assert [str(error) for error in desk.failed] == ["There is no gap named."]


def test_collected_sources_are_ticked_in_a_list(desk: Desk, page: SaturationPage, step: int) -> None:
    page.log.table.go(step, "sources")
    QTest.keyClick(page.log.table, Qt.Key.Key_Return)
    picker = page.acts.picker
    assert picker is not None
    QTest.keyClicks(picker.field, "two")
    QTest.keyClick(picker.field, Qt.Key.Key_Down)
    QTest.keyClick(picker.table, Qt.Key.Key_Space)
    QTest.keyClick(picker.table, Qt.Key.Key_Return)
    desk.settle()

    assert [name for _id, name in only(desk).sources] == ["Two"]
    assert page.log.cells.words(page.log.cells.rows[0], "status") == "collected"
    assert page.log.table.hasFocus()


def test_escape_links_no_source(desk: Desk, page: SaturationPage, step: int) -> None:
    page.log.act("sources")
    picker = page.acts.picker
    assert picker is not None
    QTest.keyClick(picker.table, Qt.Key.Key_Space)
    QTest.keyClick(picker.field, Qt.Key.Key_Escape)
    desk.settle()

    assert only(desk).sources == ()


def test_a_step_is_said_to_be_about_a_property(desk: Desk, page: SaturationPage, step: int) -> None:
    page.log.act("about")
    menu = page.acts.menu
    assert menu is not None
    next(action for action in menu.actions() if action.text().strip() == "cost").trigger()
    menu.close()
    desk.settle()

    assert (only(desk).category, only(desk).property_name) == ("aligning", "cost")
    assert page.log.cells.below(page.log.cells.rows[0], "gap") == "aligning › cost"


def test_a_memo_begins_with_the_gap_and_is_opened(desk: Desk, page: SaturationPage, step: int) -> None:
    page.log.act("memo")
    desk.settle()

    (memo,) = memos.memos(desk.project)
    assert (only(desk).memo_id, memo.text) == (memo.id, "no father speaks")
    assert desk.selected[-1] == Selection("memo", memo.id)
    desk.session.undo()
    assert (only(desk).memo_id, memos.memos(desk.project)) == (None, [])


def test_steps_go_up_and_down(desk: Desk, page: SaturationPage, step: int) -> None:
    sampling.add(desk.project, "the schools are silent")
    desk.settle()

    desk.actions.get("sampling.down").trigger()
    desk.settle()
    moved = [row.gap for row in page.log.cells.rows]
    desk.actions.get("sampling.down").trigger()
    desk.actions.get("sampling.up").trigger()
    desk.settle()

    assert moved == ["the schools are silent", "no father speaks"]
    assert [row.gap for row in page.log.cells.rows] == ["no father speaks", "the schools are silent"]
    assert page.log.table.current().id == step


def test_del_takes_a_step_out(desk: Desk, page: SaturationPage, step: int) -> None:
    QTest.keyClick(page.log.table, Qt.Key.Key_Delete)
    desk.settle()

    assert sampling.rows(desk.project) == []
    assert not page.log.empty.isHidden()


def test_cells_speak_with_their_heading_and_what_they_are_about(page: SaturationPage, step: int) -> None:
    cells: LogCells = page.log.cells

    assert cells.data(cells.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "Gap: no father speaks, aligning"
