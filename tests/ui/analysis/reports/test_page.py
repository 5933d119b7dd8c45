from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from qda.coding import codes, segments
from qda.sources import service as sources
from qda.sources.service import NewSource
from qda.ui.analysis.chosen_codes import CODES
from qda.ui.analysis.reports.page import ReportsPage
from tests.factories import TALK, make_case, span_of
from tests.ui.analysis.conftest import Desk


@pytest.fixture
def coded(desk: Desk) -> dict[str, int]:
    """An interview in a case with two codes, one above the other; gives ids by name."""
    project = desk.session.project
    _unit, case = make_case(project)
    source = sources.add(project, NewSource("Interview", TALK, case_id=case))
    judging = codes.create(project, "being judged", level="focused", definition="Feeling weighed up.")
    calm = codes.create(project, "not being judged", parent_id=judging)
    segments.apply(project, source, span_of("She did not judge me."), calm)
    return {"source": source, "judging": judging, "calm": calm}


@pytest.fixture
def page(desk: Desk, coded: dict[str, int]) -> ReportsPage:
    made = ReportsPage(desk.session, desk.actions, desk.jobs)
    desk.show(made)
    desk.settle()
    return made


def settle(page: ReportsPage, desk: Desk) -> None:
    if page._soon.isActive():
        page._soon.stop()
        page.refresh()
    desk.settle()


def stubs(page: ReportsPage) -> list[object]:
    sheet = page.preview.sheet()
    assert sheet is not None
    return [row.cells[0] for row in sheet.table.rows]


def headings(page: ReportsPage) -> list[str]:
    sheet = page.preview.sheet()
    assert sheet is not None
    return [place.column.heading for part in sheet.parts for place in part.places]


def test_the_frequencies_are_there_at_first_sight(page: ReportsPage) -> None:
    assert stubs(page) == ["being judged", "not being judged"]
    assert headings(page) == ["Code", "Level", "Segments", "Sources"]


def test_cases_side_by_side_are_a_choice(page: ReportsPage, desk: Desk) -> None:
    page.options.by.setCurrentIndex(page.options.by.findData("case"))
    page.options._on_by()
    settle(page, desk)

    assert headings(page)[-1] == "Martine"


def test_percentages_can_be_had_only_where_columns_stand_side_by_side(page: ReportsPage) -> None:
    assert not page.options.percent.isEnabled()

    page.options.by.setCurrentIndex(1)
    page.options._on_by()

    assert page.options.percent.isEnabled()


def test_counts_are_what_is_ticked(page: ReportsPage, desk: Desk) -> None:
    page.options._counts["sources"].click()
    page.options._counts["units"].click()
    settle(page, desk)

    assert headings(page) == ["Code", "Level", "Segments", "Participants", "Cases", "Units"]


def test_without_any_tick_segments_are_counted(page: ReportsPage) -> None:
    for box in page.options._counts.values():
        if box.isChecked():
            box.click()

    assert page.options.wish().counts == ("segments",)


def test_a_level_can_be_left_out(page: ReportsPage, desk: Desk) -> None:
    page.options._levels["initial"].click()
    settle(page, desk)

    assert stubs(page) == ["being judged"]


def test_a_code_that_is_typed_limits_the_table_to_it_and_what_is_beneath(
    page: ReportsPage, desk: Desk, coded: dict[str, int]
) -> None:
    other = codes.create(desk.session.project, "leaving")
    field = page.options.codes.field
    field.setFocus()
    QTest.keyClicks(field, "not being")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(page, desk)

    assert page.options.codes.ids() == (coded["calm"],)
    assert stubs(page) == ["not being judged"]
    assert other not in (page.options.codes.ids() or ())


def test_codes_dropped_from_the_tree_are_chosen(page: ReportsPage, coded: dict[str, int]) -> None:
    data = QMimeData()
    data.setData(CODES, f"[{coded['judging']}]".encode())
    none = Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)

    page.options.codes.dropEvent(drop)

    assert page.options.codes.ids() == (coded["judging"],)


def test_a_deleted_code_is_no_longer_chosen(page: ReportsPage, desk: Desk, coded: dict[str, int]) -> None:
    page.options.codes.add([coded["calm"]])

    codes.delete(desk.session.project, [coded["calm"]])
    desk.settle()

    assert page.options.codes.ids() is None


def test_the_house_style_and_the_number_are_those_of_the_options(page: ReportsPage, desk: Desk) -> None:
    page.options.set_profile("german")
    page.options.number.setText("7")
    page.options.altered.emit()
    settle(page, desk)

    sheet = page.preview.sheet()
    assert sheet is not None
    assert (sheet.profile.name, sheet.table.number, sheet.table.source) == ("german", 7, "eigene Darstellung")


def test_the_code_book_and_the_segments_are_tables_too(page: ReportsPage, desk: Desk) -> None:
    desk.actions.get("reports.codebook").trigger()
    settle(page, desk)
    assert "Definition" in headings(page)

    desk.actions.get("reports.segments").trigger()
    settle(page, desk)
    assert "Quote" in headings(page)


def test_a_change_of_the_study_marks_the_table_stale_and_leaves_it(
    page: ReportsPage, desk: Desk, coded: dict[str, int]
) -> None:
    before = page.preview.sheet()

    segments.apply(desk.session.project, coded["source"], span_of("Then we talked."), coded["judging"])
    desk.settle()

    assert page.preview.sheet() is before
    assert page.stale.isVisibleTo(page)
    assert page.stale.text() == "The study has changed since."


def test_refresh_makes_a_stale_table_anew(page: ReportsPage, desk: Desk) -> None:
    codes.create(desk.session.project, "leaving")
    desk.settle()

    page.again.click()
    desk.settle()

    assert stubs(page) == ["being judged", "not being judged", "leaving"]
    assert not page.stale.isVisibleTo(page)


def test_a_memo_is_no_reason_to_call_the_table_stale(page: ReportsPage, desk: Desk) -> None:
    from qda.memos import service as memos

    memos.begin(desk.session.project, "A thought.")
    desk.settle()

    assert not page.stale.isVisibleTo(page)


def test_writing_makes_a_word_file_of_what_is_shown_and_says_so(page: ReportsPage, desk: Desk, tmp_path: Path) -> None:
    page.write(tmp_path / "table.docx")
    desk.settle()

    with ZipFile(tmp_path / "table.docx") as archive:
        assert "not being judged" in archive.read("word/document.xml").decode()
    assert desk.said == ["Wrote “table.docx”."]
    assert page.open_folder.isVisibleTo(page)


def test_a_stale_table_is_made_anew_before_it_is_written(page: ReportsPage, desk: Desk, tmp_path: Path) -> None:
    codes.create(desk.session.project, "leaving")
    desk.settle()

    page.write(tmp_path / "table.csv")
    desk.settle()

    assert "leaving" in (tmp_path / "table.csv").read_text("utf-8")
    assert stubs(page)[-1] == "leaving"
    assert not page.stale.isVisibleTo(page)


def test_what_cannot_be_written_is_told(page: ReportsPage, desk: Desk, tmp_path: Path) -> None:
    page.write(tmp_path / "missing" / "table.docx")
    desk.settle()

    assert len(desk.failed) == 1
    assert not page.open_folder.isVisibleTo(page)


def test_a_study_without_codes_shows_what_the_page_is_for(desk: Desk) -> None:
    page = ReportsPage(desk.session, desk.actions, desk.jobs)
    desk.show(page)
    desk.settle()

    assert page.middle.currentWidget() is page.empty
    assert not page.buttons[".docx"].isEnabled()


def test_closing_the_project_takes_the_table_away(page: ReportsPage, desk: Desk) -> None:
    desk.session.end()

    assert page.preview.sheet() is None


def test_every_control_has_a_name(page: ReportsPage) -> None:
    controls = [
        *page.findChildren(QAbstractButton),
        *page.findChildren(QComboBox),
        *page.findChildren(QLineEdit),
    ]

    nameless: list[QWidget] = [control for control in controls if not control.accessibleName()]

    assert nameless == []


@pytest.mark.parametrize("width", [1200, 800, 640, 560, 500])
def test_the_buttons_keep_their_width_where_there_is_little_room(page: ReportsPage, desk: Desk, width: int) -> None:
    desk.window.resize(width, 400)
    page.resize(width, 400)
    QApplication.processEvents()

    assert page.width() == width
    assert all(button.width() >= button.sizeHint().width() for button in page.buttons.values() if button.isVisible())
