"""Literature on the Study page: taken in, screened by letters, graded by figures, cited, opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from qda.study import literature
from qda.ui.study.literature.part import LiteraturePart
from qda.ui.study.literature.table import FOUND_IN, STAGE
from qda.ui.study.template_line import TemplateLine
from tests.factories import make_source
from tests.flows.bluechester.test_literature import literature_of_the_sample
from tests.ui.study.conftest import Desk


@pytest.fixture
def part(desk: Desk, qtbot: QtBot) -> LiteraturePart:
    made = LiteraturePart(desk.session, desk.actions, desk.jobs, desk.window)
    made.resize(900, 640)
    desk.window.resize(900, 640)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    return made


def stand(part: LiteraturePart, row: int, column: int = STAGE) -> None:
    flag = QItemSelectionModel.SelectionFlag
    index = part.rows.index(row, column)
    part.table.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
    part.table.setFocus()


def stages(desk: Desk) -> list[tuple[str, str]]:
    return [(row.stage, row.reason) for row in literature.rows(desk.project)]


def test_an_empty_study_says_what_belongs_here(part: LiteraturePart, desk: Desk, qtbot: QtBot) -> None:
    assert part.empty.button.isVisible()

    part.add()

    qtbot.waitUntil(part.table.isVisible)
    assert [row.reference.title for row in literature.rows(desk.project)] == ["New publication"]


def test_a_title_is_typed_into_what_was_added_though_the_list_was_filtered(
    part: LiteraturePart, desk: Desk, qtbot: QtBot
) -> None:
    literature_of_the_sample(desk.project)
    before = [row.reference for row in literature.rows(desk.project)]
    part.refresh()
    part.words.setText(before[0].title)
    qtbot.waitUntil(lambda: 0 < part.rows.rowCount() < len(before))
    stand(part, 0)

    part.add()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText("On calm")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt ends the field after the key

    rows = literature.rows(desk.project)
    assert [row.reference for row in rows if row.reference in before] == before
    assert [row.reference.title for row in rows if row.reference not in before] == ["On calm"]


def test_a_letter_screens_and_a_figure_leaves_out_by_a_criterion(part: LiteraturePart, desk: Desk) -> None:
    literature_of_the_sample(desk.project)
    part.refresh()
    stand(part, 0)

    QTest.keyClick(part.table, Qt.Key.Key_R)
    first = stages(desk)[0]
    QTest.keyClick(part.table, Qt.Key.Key_2)
    second = stages(desk)[0]
    stand(part, 4)
    QTest.keyClick(part.table, Qt.Key.Key_F)
    QTest.keyClick(part.table, Qt.Key.Key_1)

    assert first == ("read in full", "")
    assert second == ("left out after reading", "Neither success nor collaboration")
    assert stages(desk)[4] == ("screened out", "Another field")


def test_what_is_decided_leaves_the_list_of_a_stage_and_the_next_takes_its_place(
    part: LiteraturePart, desk: Desk
) -> None:
    literature_of_the_sample(desk.project)
    part.refresh()
    part.only.setCurrentIndex(part.only.findData("included"))
    stand(part, 0)

    QTest.keyClick(part.table, Qt.Key.Key_L)

    assert part.rows.rowCount() == 1
    assert part.table.currentIndex().row() == 0
    shown = part.rows.row(0)
    assert shown is not None
    assert shown.reference.year == "2009"


def test_a_figure_grades_and_delete_takes_the_grade_away(part: LiteraturePart, desk: Desk) -> None:
    literature_of_the_sample(desk.project)
    part.refresh()
    column = part.rows.columnCount() - 1
    (clarity,) = literature.criteria(desk.project, "grade")
    stand(part, 0, column)

    QTest.keyClick(part.table, Qt.Key.Key_3)
    graded = literature.rows(desk.project)[0].values[clarity.id]
    QTest.keyClick(part.table, Qt.Key.Key_Delete)

    assert graded == "doubtful"
    assert clarity.id not in literature.rows(desk.project)[0].values
    assert len(literature.rows(desk.project)) == 6


def test_where_it_was_found_is_said_of_all_that_are_chosen(part: LiteraturePart, desk: Desk) -> None:
    literature_of_the_sample(desk.project)
    part.refresh()
    part.table.selectAll()

    part.rows.setData(part.rows.index(2, FOUND_IN), "By hand")

    assert {row.reference.found_in for row in literature.rows(desk.project)} == {"By hand"}


def test_the_reference_is_shown_and_copied_as_apa_sets_it(part: LiteraturePart, desk: Desk) -> None:
    literature_of_the_sample(desk.project)
    part.refresh()
    stand(part, 1)

    part.form.copy()

    assert "<i>Getting in: first visits and second thoughts.</i>" in part.form.reference.text()
    data = QApplication.clipboard().mimeData()
    assert data.text() == "Rook, I. (2009). Getting in: first visits and second thoughts. Saltmarsh Press."
    assert "<i>" in data.html()


def test_enter_leads_to_the_form_and_brings_it_into_view(part: LiteraturePart, desk: Desk, qtbot: QtBot) -> None:
    literature_of_the_sample(desk.project)
    part.refresh()
    stand(part, 1)

    QTest.keyClick(part.table, Qt.Key.Key_Return)
    qtbot.wait(1)

    field, seen = part.form.authors, part._under.viewport()
    assert field.hasFocus()
    assert seen.rect().contains(field.mapTo(seen, field.rect().center()))


def test_fields_notes_and_summary_are_written_when_they_are_left(part: LiteraturePart, desk: Desk) -> None:
    literature_of_the_sample(desk.project)
    part.refresh()
    stand(part, 0)
    aim = literature.criteria(desk.project, "summary")[0]

    part.form.fields["year"].setText("2005")
    part.form.fields["year"].editingFinished.emit()
    part.form.notes.setPlainText("Read on the train.")
    part.form.notes.keep()
    part.form.texts[aim.id].setPlainText("To listen.")
    part.form.texts[aim.id].keep()

    row = literature.rows(desk.project)[0]
    assert (row.reference.year, row.values[aim.id]) == ("2005", "To listen.")
    assert "Read on the train." in row.values.values()
    assert "(2005)" in part.form.reference.text()


def test_a_source_becomes_its_text_and_is_opened(part: LiteraturePart, desk: Desk, qtbot: QtBot) -> None:
    source = make_source(desk.project)
    literature_of_the_sample(desk.project)
    part.refresh()
    stand(part, 0)

    part.form.text.setText("Interview")
    part.form.text.editingFinished.emit()

    assert literature.rows(desk.project)[0].source_id == source
    with qtbot.waitSignal(desk.session.source_wanted) as wanted:
        part.form.open_link.click()
    assert wanted.args is not None
    assert wanted.args[0] == source


def test_a_file_is_taken_in_and_what_came_of_it_is_told(
    part: LiteraturePart, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "found.ris"
    path.write_text("Hello\nTY  - BOOK\nTI  - One\nER  - \n")

    with qtbot.waitSignal(desk.session.told) as told:
        part.take_in([path])

    assert told.args == ["1 publication came in.", "Line 1 belongs to no record: “Hello”."]
    qtbot.waitUntil(lambda: part.rows.rowCount() == 1)


def test_what_is_shown_is_written_for_a_reference_manager(
    part: LiteraturePart, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    literature_of_the_sample(desk.project)
    part.refresh()
    part.only.setCurrentIndex(part.only.findData("included"))

    with qtbot.waitSignal(desk.session.said) as said:
        part.write(tmp_path / "some.bib")

    assert said.args == ["Wrote 2 references to “some.bib”."]
    assert (tmp_path / "some.bib").read_text("utf-8").count("@") == 2


def test_criteria_are_made_ordered_and_deleted_on_their_page(part: LiteraturePart, desk: Desk) -> None:
    part.show_criteria()
    rows = part.criteria.list.rows

    rows.setData(rows.index(0, 0), "Depth")
    rows.setData(rows.index(0, 1), "grade")
    rows.setData(rows.index(0, 2), "good, poor; unclear")
    rows.setData(rows.index(1, 0), "Other field")
    part.criteria.list.table.choose(literature.find_criterion(desk.project, "Other field"), 0)
    part.criteria.move(-1)

    found = literature.criteria(desk.project)
    assert [(row.name, row.kind, row.choices) for row in found] == [
        ("Other field", "exclusion", ()), ("Depth", "grade", ("good", "poor", "unclear")),
    ]  # fmt: skip
    assert part.criteria.isVisible()


def test_a_blank_study_offers_templates_until_one_is_taken(desk: Desk, qtbot: QtBot) -> None:
    line = TemplateLine(desk.session, desk.window)
    desk.window.show()
    offered = [link.words() for link in line.links.values()]

    line.links["plain"].click()

    assert offered == ["Multiple embedded cases", "One case, three levels", "Appreciative review", "Plain interviews"]
    qtbot.waitUntil(lambda: not line.isVisible())
    desk.session.undo()
    qtbot.waitUntil(line.isVisible)
