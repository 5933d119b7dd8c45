"""The attributes on the Study page: typed in, filled, pasted, edited as columns, taken from a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qda.project.project import Project
from qda.sources import service as sources
from qda.study import attributes
from qda.study import service as study
from qda.ui.study.attributes.part import AttributesPart
from qda.ui.study.sources.part import SourcesPart
from tests.factories import make_case, make_source, said_of
from tests.ui.study.conftest import Desk


@pytest.fixture
def part(desk: Desk, qtbot: QtBot) -> AttributesPart:
    made = AttributesPart(desk.session, desk.actions, desk.jobs, desk.window)
    made.resize(760, 600)
    desk.window.resize(760, 600)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    return made


def fill(project: Project) -> tuple[int, int, list[int]]:
    """Region and Age, and three cases of which the unit has a region."""
    unit, martine = make_case(project)
    cases = [martine, study.create_case(project, unit, "Leah"), study.create_case(project, unit, "Paul")]
    region = attributes.create(project, "Region", "choice", ["North", "South"])
    age = attributes.create(project, "Age", "number")
    attributes.set_value(project, region, "unit", [unit], "North")
    return region, age, cases


def show_cases(part: AttributesPart) -> None:
    part.show_target("case")


def choose(part: AttributesPart, column: int, *rows: int) -> None:
    model = part.grid.selectionModel()
    part.grid.setCurrentIndex(part.model.index(rows[0], column))
    model.clearSelection()
    for row in rows:
        model.select(part.model.index(row, column), model.SelectionFlag.Select)


def test_an_empty_study_is_told_what_attributes_are_and_gets_its_first(part: AttributesPart, desk: Desk) -> None:
    offered = part.empty.button.isVisible()

    part.empty.button.click()
    QTest.keyClicks(part.form.name, "Region")
    part.form.kind.show_choice("choice")
    QTest.keyClicks(part.form.choices, "North; South")
    QTest.keyClick(part.form.choices, Qt.Key.Key_Return)

    assert offered
    assert [(row.name, row.choices) for row in attributes.attributes(desk.project)] == [("Region", ("North", "South"))]
    assert part.count == 1
    assert not part.form.isVisible()
    assert part.bulk.told.text().startswith("There is nothing here yet that could have attributes")


def test_a_cell_is_typed_into_and_undone(part: AttributesPart, desk: Desk, qtbot: QtBot) -> None:
    _region, age, cases = fill(desk.project)
    show_cases(part)

    part.grid.setCurrentIndex(part.model.index(1, 1))
    part.grid.setFocus()
    QTest.keyClick(part.grid, Qt.Key.Key_Return)
    editor = part.grid.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "9,5")
    QTest.keyClick(editor, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: said_of(desk.project, age, "case") == {cases[1]: "9.5"})
    desk.session.undo()
    assert part.model.index(1, 1).data() == ""


def test_what_does_not_fit_is_refused_where_the_eye_is(part: AttributesPart, desk: Desk) -> None:
    fill(desk.project)
    show_cases(part)
    problems: list[str] = []
    desk.session.failed.connect(lambda error: problems.append(error.sentence))

    part.model.setData(part.model.index(0, 0), "West")

    assert problems == ["“West” is not among the choices of “Region”."]
    assert part.model.index(0, 0).data() == "North"


def test_several_cells_get_one_value_in_one_act(part: AttributesPart, desk: Desk) -> None:
    _region, age, cases = fill(desk.project)
    show_cases(part)

    choose(part, 1, 0, 2)
    assert part.bulk.told.text() == "“Age” in 2 rows:"
    assert part.bulk.field is not None
    QTest.keyClicks(part.bulk.field, "7")
    QTest.keyClick(part.bulk.field, Qt.Key.Key_Return)

    assert said_of(desk.project, age, "case") == {cases[0]: "7", cases[2]: "7"}
    assert desk.project.undo() == "Set “Age” in 2 places"


def test_cells_are_filled_down_and_cleared(part: AttributesPart, desk: Desk) -> None:
    region, _age, cases = fill(desk.project)
    show_cases(part)
    part.model.setData(part.model.index(0, 0), "South")

    choose(part, 0, 0, 1, 2)
    part.grid.fill_down()
    filled = said_of(desk.project, region, "case")
    choose(part, 0, 1)
    part.grid.selectionModel().clearSelection()
    QTest.keyClick(part.grid, Qt.Key.Key_Delete)

    assert filled == dict.fromkeys(cases, "South")
    assert said_of(desk.project, region, "case")[cases[1]] == "North"


def test_a_single_cell_is_filled_from_above(part: AttributesPart, desk: Desk) -> None:
    _region, age, cases = fill(desk.project)
    show_cases(part)
    part.model.setData(part.model.index(0, 1), "7")

    part.grid.setCurrentIndex(part.model.index(1, 1))
    desk.actions.get("attributes.fill_down").trigger()

    assert said_of(desk.project, age, "case") == {cases[0]: "7", cases[1]: "7"}


def test_cells_are_pasted_from_a_spreadsheet_and_copied_to_one(part: AttributesPart, desk: Desk) -> None:
    _region, age, cases = fill(desk.project)
    show_cases(part)
    QGuiApplication.clipboard().setText("North\t1.234,5\nSouth\t9\n")

    part.grid.setCurrentIndex(part.model.index(1, 0))
    QTest.keyClick(part.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    choose(part, 1, 1, 2)
    part.grid.copy()

    assert said_of(desk.project, age, "case") == {cases[1]: "1234.5", cases[2]: "9"}
    assert QGuiApplication.clipboard().text() == "1234.5\n9"


def test_a_paste_that_has_no_room_changes_nothing_and_says_so(part: AttributesPart, desk: Desk) -> None:
    _region, age, _cases = fill(desk.project)
    show_cases(part)
    told: list[str] = []
    desk.session.told.connect(lambda words, _hint: told.append(words))
    QGuiApplication.clipboard().setText("1\n2\n3")

    part.grid.setCurrentIndex(part.model.index(1, 1))
    part.grid.paste()

    assert said_of(desk.project, age, "case") == {}
    assert told == ["What was copied has more rows or columns than there are from here on."]


def test_an_attribute_is_renamed_and_a_choice_with_it_in_one_act(part: AttributesPart, desk: Desk) -> None:
    fill(desk.project)
    show_cases(part)

    part.grid.setCurrentIndex(part.model.index(0, 0))
    part.edit()
    part.form.name.setText("Where")
    part.form.choices.setText("Upper town; South")
    part.form.keep()

    assert attributes.attributes(desk.project)[0].choices == ("Upper town", "South")
    assert part.model.index(0, 0).data() == "Upper town"
    assert desk.project.undo() == "Change attribute “Region”"


def test_a_column_drawn_elsewhere_is_the_new_order(part: AttributesPart, desk: Desk) -> None:
    region, age, _cases = fill(desk.project)
    show_cases(part)

    part.grid.horizontalHeader().moveSection(1, 0)

    assert [row.id for row in attributes.attributes(desk.project)] == [age, region]
    assert part.grid.horizontalHeader().visualIndex(0) == 0
    assert part.model.headerData(0, Qt.Orientation.Horizontal) == "Age"


def test_an_attribute_is_deleted_from_its_form(part: AttributesPart, desk: Desk) -> None:
    fill(desk.project)
    show_cases(part)

    part.grid.setCurrentIndex(part.model.index(0, 1))
    part.edit()
    part.form.delete_link.click()

    assert [row.name for row in attributes.attributes(desk.project)] == ["Region"]


def test_a_spreadsheet_is_previewed_before_it_is_taken_over(part: AttributesPart, desk: Desk, tmp_path: Path) -> None:
    _region, age, cases = fill(desk.project)
    path = tmp_path / "cases.csv"
    path.write_text("case;Age;Region\nLeah;9,5;South\nPaul;ten;\nNobody;1;North\n", encoding="utf-8")

    part.preview(path)
    before = said_of(desk.project, age, "case")
    lines = [part.importing.list.model().index(at, 0).data() for at in range(4)]
    part.importing.go.click()

    assert before == {}
    assert lines == [
        "Row 4: there is no “Nobody” in the study.",
        "Row 3: “ten” does not fit “Age” of “Paul”.",
        "Leah · Age: 9.5",
        "Leah · Region: South",
    ]
    assert said_of(desk.project, age, "case") == {cases[1]: "9.5"}
    assert part.target() == "case"
    assert part.grid.isVisible()


def test_a_column_of_a_spreadsheet_can_be_left_out(part: AttributesPart, desk: Desk, tmp_path: Path) -> None:
    fill(desk.project)
    path = tmp_path / "cases.csv"
    path.write_text("case,Age,New\nLeah,9,x\n", encoding="utf-8")
    part.preview(path)

    part.importing._on_tick("New", False)
    part.importing.take_over()

    assert [row.name for row in attributes.attributes(desk.project)] == ["Region", "Age"]


def test_the_table_is_written(part: AttributesPart, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    fill(desk.project)
    show_cases(part)

    part.write(tmp_path / "cases.csv")
    desk.until_quiet(qtbot)

    qtbot.waitUntil((tmp_path / "cases.csv").exists)
    assert (tmp_path / "cases.csv").read_text("utf-8-sig").startswith("Case,Region,Age\n")


def test_sources_are_filtered_by_what_they_have_or_inherit(desk: Desk, qtbot: QtBot) -> None:
    unit, case = make_case(desk.project)
    make_source(desk.project, name="Elsewhere")
    source = make_source(desk.project, name="Of Martine")
    sources.move(desk.project, [source], case_id=case)
    region = attributes.create(desk.project, "Region")
    attributes.set_value(desk.project, region, "unit", [unit], "North")
    shown = SourcesPart(desk.session, desk.actions, desk.jobs, desk.window)

    shown.filter.show_only(region, "North")
    with_north = [row.name for row in shown.rows.rows()]
    shown.filter.show_only(region, "")

    assert with_north == ["Of Martine"]
    assert [row.name for row in shown.rows.rows()] == ["Elsewhere"]
    desk.until_quiet(qtbot)


def test_attributes_of_others_stand_back_until_they_are_asked_for(part: AttributesPart, desk: Desk) -> None:
    region, age, cases = fill(desk.project)
    unused = attributes.create(desk.project, "Unused")
    person = study.create_participant(desk.project, "Theresa")
    attributes.set_value(desk.project, region, "case", cases, "North")
    attributes.set_value(desk.project, age, "participant", [person], "40")

    part.show_target("participant")
    shown = [part.model.attribute(at) for at in range(part.model.columnCount())]
    part.more_link.click()

    assert [row.id for row in shown if row is not None] == [age, unused]
    assert part.model.columnCount() == 3
    assert part.more_link.words() == "Fewer attributes"


def test_many_rows_and_columns_are_shown_at_once(part: AttributesPart, desk: Desk) -> None:
    unit, _case = make_case(desk.project)
    with desk.project.command("test.cases", "Add cases"):
        cases = [study.create_case(desk.project, unit, f"Case {at}") for at in range(100)]
        ids = [attributes.create(desk.project, f"Attribute {at}") for at in range(20)]
        entries = [attributes.Entry(each, "case", case, "some words") for each in ids for case in cases]
        attributes.set_values(desk.project, entries)

    show_cases(part)

    assert (part.model.rowCount(), part.model.columnCount()) == (101, 20)
    assert part.grid.verticalHeader().width() < part.grid.width() / 2
