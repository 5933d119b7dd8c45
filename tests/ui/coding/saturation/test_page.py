"""What is still new: sources marked and placed, the curve read out, properties, judgements, saving."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from qda.coding import judgements, properties, sampling
from qda.memos import queries as memos
from qda.memos.service import Target
from qda.sources import service as sources
from qda.text import Span
from qda.ui.coding.fields import GrowingField
from qda.ui.coding.saturation.page import SaturationPage
from qda.ui.session import Selection
from tests.ui.coding.conftest import Desk


def opened(desk: Desk) -> SaturationPage:
    made = SaturationPage(desk.session, desk.actions, desk.jobs)
    desk.show(made, 900, 700)
    desk.settle()
    made.setFocus()
    return made


@pytest.fixture
def ids(desk: Desk) -> list[int]:
    """Seven coded sources, a new code in the first two, no date on the last; one property, shown in the second."""
    arriving, resting = desk.code("arriving"), desk.code("resting")
    made = [desk.source(name=f"S{at}") for at in range(1, 8)]
    for at, source in enumerate(made):
        if at < 6:
            sources.describe(desk.project, [source], date=f"2010-0{at + 1}-01")
        sources.mark_coded(desk.project, source, True)
        desk.coded(source, "came in", resting if at else arriving)
    category = desk.code("aligning", level="category")
    pace = properties.add_property(desk.project, category, "pace")
    properties.add_property(desk.project, category, "cost")
    properties.attach(desk.project, pace, [segment_of(desk, made[1])])
    return made


def segment_of(desk: Desk, source: int) -> int:
    from qda.coding import segments

    return segments.hold(desk.project, source, Span(0, 4))


@pytest.fixture
def page(desk: Desk, ids: list[int]) -> SaturationPage:
    return opened(desk)


def listed(page: SaturationPage) -> list[tuple[str, str, str]]:
    cells = page.cells
    return [(row.source.name, cells.words(row, "place"), cells.words(row, "new")) for row in cells.rows]


def field_in(page: SaturationPage) -> GrowingField:
    field = page.findChildren(GrowingField)
    return next(each for each in field if each.isVisible() and each is not page.side.form.memo)


def test_sources_stand_in_the_order_of_collection_with_what_was_new(page: SaturationPage) -> None:
    assert listed(page)[:3] == [("S1", "1", "1"), ("S2", "2", "1"), ("S3", "3", "0")]
    assert listed(page)[-1] == ("S7", "–", "–")
    assert page.told.text().startswith(
        "New codes in the last 2 sources: 0 of 2 (0\u00a0%) · First run with 5\u00a0% or"
    )
    assert page.told.text().endswith("Left out: 1 source without a date")


def test_the_page_never_says_saturated(page: SaturationPage) -> None:
    told = [page.told.text(), page.view.spoken(), page.side.told.text(), page.side.no_judgement.text()]

    assert not any("saturat" in words.lower() for words in told)


def test_space_takes_a_source_out_of_the_curve_and_undo_brings_it_back(desk: Desk, page: SaturationPage) -> None:
    page.table.go(page.cells.rows[0].source.id, "name")
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    desk.settle()
    after = listed(page)

    desk.session.undo()
    desk.settle()

    assert after[0] == ("S2", "1", "1")
    assert ("S1", "–", "–") in after
    assert listed(page)[0] == ("S1", "1", "1")


def test_a_click_on_the_box_does_the_same(desk: Desk, page: SaturationPage) -> None:
    box = page.table.visualRect(page.cells.index(0, 0))
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=box.center() - QPoint(4, 0))
    desk.settle()

    assert listed(page)[0] == ("S2", "1", "1")


def test_a_source_without_a_date_is_placed_in_its_cell(desk: Desk, page: SaturationPage, ids: list[int]) -> None:
    page.table.write(ids[6], "date")
    field = field_in(page)
    QTest.keyClicks(field, "2009-12")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.settle()

    assert listed(page)[0] == ("S7", "1", "1")
    assert page.cells.words(page.cells.rows[0], "date") == "(2009-12)"


def test_what_is_no_date_is_told(desk: Desk, page: SaturationPage) -> None:
    page.place(page.cells.rows[-1], "in spring")

    assert [str(error) for error in desk.failed] == ["“in spring” is no date."]


def test_a_date_of_the_source_itself_is_not_written_here(page: SaturationPage) -> None:
    dated = page.cells.index(0, page.cells.column_of("date"))

    assert not page.cells.flags(dated) & Qt.ItemFlag.ItemIsEditable


def test_arrows_read_the_curve_out_and_take_the_source_in_hand(page: SaturationPage) -> None:
    page.view.setFocus()
    for _step in range(6):
        QTest.keyClick(page.view, Qt.Key.Key_Right)

    assert page.readout.text() == "6: 0 new, 2 so far; sources 5 to 6: 0 of 2 (0\u00a0%) – S6"
    assert page.table.current().source.name == "S6"


def test_the_pointer_reads_out_and_leaves_no_trace(page: SaturationPage) -> None:
    QTest.mouseMove(page.view, QPoint(page.view.width() - 14, 60))
    read = page.readout.text()
    QTest.mouseMove(page.table, QPoint(3, 3))

    assert read.startswith("6: 0 new")


def test_base_run_and_threshold_are_chosen(page: SaturationPage) -> None:
    page.runs.setCurrentIndex(1)
    page.runs.activated.emit(1)

    assert page.rule.run == 3
    assert "6 of the 7 sources that base and run take" in page.told.text()


def test_random_orders_come_aside_with_their_band(desk: Desk, page: SaturationPage) -> None:
    page.orders.setCurrentIndex(3)
    page.orders.activated.emit(3)
    desk.settle()

    assert page.curve.band is not None
    page.view.go_to(page.cells.rows[0].source.id)
    assert page.readout.text() == "1: 1 new, 1 so far; random orders: 1 to 1 – S1"


def test_properties_name_their_first_source_and_their_gaps(page: SaturationPage) -> None:
    cells = page.side.properties

    assert [(cells.words(row, "name"), cells.words(row, "first")) for row in cells.rows] == [
        ("pace", "2 · S2"),
        ("cost", "no evidence"),
    ]
    assert page.side.told.text() == "1 of 2 shown · 1 gap"


def test_a_gap_leads_to_a_step_of_sampling_with_the_keyboard_in_its_question(desk: Desk, page: SaturationPage) -> None:
    page.side.plan.click()
    field = field_in(page)
    QTest.keyClicks(field, "Who pays?")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.settle()

    (row,) = sampling.rows(desk.project)
    assert (row.gap, row.property_name, row.question) == ("no data show “cost” of “aligning”", "cost", "Who pays?")


def test_a_category_chosen_elsewhere_is_shown(desk: Desk, page: SaturationPage) -> None:
    other = desk.code("managing", level="category")
    desk.settle()

    desk.session.select(Selection("code", other))

    assert page.side.choice.currentText() == "managing"
    assert not page.side.empty.isHidden()


def test_a_category_chosen_here_is_told_to_the_others(desk: Desk, page: SaturationPage) -> None:
    other = desk.code("managing", level="category")
    desk.settle()

    page.side.choice.setCurrentIndex(page.side.choice.findData(other))
    page.side.choice.activated.emit(0)

    assert desk.selected[-1] == Selection("code", other)
    assert page.category == other


def test_a_judgement_is_recorded_with_a_memo_that_begins_with_the_numbers(desk: Desk, page: SaturationPage) -> None:
    page.side.judge.click()
    QTest.keyClicks(page.side.form.field, "not yet")
    QTest.keyClick(page.side.form.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()

    (row,) = judgements.rows(desk.project)
    assert row.judgement == "not yet"
    assert row.memo.startswith(
        "New codes in the last 2 sources: 0 of 2 (0\u00a0%). 1 of 2 properties shown · gap: cost."
    )
    assert [memo.id for memo in memos.on(desk.project, Target("code", row.code_id))] == [row.memo_id]
    desk.session.undo()
    assert (judgements.rows(desk.project), memos.memos(desk.project)) == ([], [])


def test_what_was_just_judged_is_at_hand_also_the_first_time(desk: Desk, page: SaturationPage) -> None:
    at_hand = []
    for words in ("not yet", "nearly"):
        page.side.begin()
        QTest.keyClicks(page.side.form.field, words)
        page.side.form.give()
        desk.settle()
        at_hand.append((page.side.history.hasFocus(), page.side.history.current().judgement))

    assert at_hand == [(True, "not yet"), (True, "nearly")]


def test_keys_of_the_window_do_not_take_ctrl_enter_from_the_memo(desk: Desk, page: SaturationPage) -> None:
    coded: list[bool] = []
    desk.actions.add("code.quick", "Code", lambda: coded.append(True), keys="Ctrl+Return")
    page.side.begin()
    QTest.keyClicks(page.side.form.field, "not yet")
    QTest.keyClick(page.side.form.field, Qt.Key.Key_Return)
    QTest.keyClick(page.side.form.memo, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()

    assert (coded, [row.judgement for row in judgements.rows(desk.project)]) == ([], ["not yet"])


def test_escape_records_nothing(desk: Desk, page: SaturationPage) -> None:
    page.side.begin()
    QTest.keyClicks(page.side.form.field, "enough")
    QTest.keyClick(page.side.form.field, Qt.Key.Key_Escape)

    assert page.side.form.isHidden()
    assert judgements.rows(desk.project) == []


def test_a_judgement_is_changed_in_place_and_withdrawn(desk: Desk, page: SaturationPage) -> None:
    assert page.category is not None
    made = judgements.record(desk.project, page.category, "not yet")
    desk.settle()
    page.side.history.write(made, "judgement")
    field = field_in(page)
    field.setPlainText("nearly")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.settle()
    changed = [row.judgement for row in page.side.judgements.rows]

    QTest.keyClick(page.side.history, Qt.Key.Key_Delete)
    desk.settle()

    assert changed == ["nearly"]
    assert page.side.judgements.rows == []


def test_coding_while_the_page_is_open_moves_the_curve(desk: Desk, page: SaturationPage, ids: list[int]) -> None:
    desk.coded(ids[2], "sat down", desk.code("sitting"))
    page._soon.stop()
    page.read()
    desk.settle()

    assert listed(page)[2] == ("S3", "3", "1")


def test_an_empty_study_says_what_to_do(desk: Desk) -> None:
    asked: list[bool] = []
    desk.actions.add("project.import", "Import", lambda: asked.append(True))
    page = opened(desk)

    page.to_import.click()

    assert asked == [True]
    assert page.view.sentence.startswith("There is no source yet.")
    assert page.side.empty.text().startswith("Properties belong to categories.")
    assert not page.log.empty.isHidden()


def test_curve_and_log_are_written(desk: Desk, page: SaturationPage, tmp_path: Path) -> None:
    page.saving.write(tmp_path / "curve.svg")
    page.saving.write_log(tmp_path / "log.csv")
    desk.settle()

    assert (tmp_path / "curve.svg").exists()
    assert desk.said[-2:] == ["Wrote “curve.svg”.", "Wrote “log.csv”."]


def test_a_format_that_is_not_written_is_told(desk: Desk, page: SaturationPage, tmp_path: Path) -> None:
    page.saving.write(tmp_path / "curve.gif")
    desk.settle()

    assert len(desk.failed) == 1


def test_every_control_has_a_name(page: SaturationPage) -> None:
    controls = [page.orders, page.bases, page.runs, page.thresholds, page.view, page.table, page.side.choice]
    controls += [page.side.table, page.side.history, page.log.table, *page.findChildren(QLineEdit)]

    assert all(each.accessibleName() for each in controls)
    spoken = page.cells.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Coded"


def test_another_project_begins_anew(desk: Desk, page: SaturationPage, tmp_path: Path) -> None:
    from qda.project.project import Project

    desk.session.begin(Project.create(tmp_path / "other.gerund", title="Other", coder="AQ"))
    desk.settle()

    assert page.cells.rows == []
    assert page.category is None


def test_nothing_of_a_closed_project_stays(desk: Desk, page: SaturationPage) -> None:
    desk.session.end()

    assert (page.cells.rows, page.told.text(), page.view.source(), page.side.choice.count()) == ([], "", None, 0)


def test_in_a_narrow_window_the_category_stands_under_the_curve(desk: Desk, page: SaturationPage) -> None:
    page.window().resize(420, 320)
    page.resize(420, 320)
    desk.settle()

    assert page.side.mapTo(page, QPoint(0, 0)).y() > page.view.mapTo(page, QPoint(0, 0)).y() + page.view.height()
    assert page.side.width() > 380
    assert page.view.height() > 120
