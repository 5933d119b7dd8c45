"""Attributes from a spreadsheet: told first, then taken over in one act."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.analysis.study import attribute_view
from qda.flows.importing import import_attributes
from qda.flows.importing.attribute_file import Sheet, SheetEmpty, SheetUnreadable, pasted, read
from qda.flows.importing.import_attributes import Outcome
from qda.project.project import Project
from qda.study import attributes
from qda.study import service as study
from qda.study.attributes import AttributeRow
from tests.factories import make_case, said_of

GERMAN = "Fall;Alter;Aufgenommen;Ort\nMartine;7,5;18.5.2012;Nord\nLeah;1.234,5;7.7.2010;Nord\nNiemand;3;;Süd\n"


def _two_cases(project: Project) -> tuple[int, int]:
    unit, martine = make_case(project)
    return martine, study.create_case(project, unit, "Leah")


def _values(project: Project, case_id: int) -> dict[str, str]:
    held = attribute_view.table(project, "case")
    row = next(row for row in held.rows if row.id == case_id)
    return {each.name: row.words(each.id) for each in held.attributes}


def test_a_german_table_is_understood_and_says_how(project: Project) -> None:
    _two_cases(project)

    plan = import_attributes.plan(project, pasted(GERMAN, "faelle.csv"))

    assert plan.target == "case"
    assert [(column.name, column.type) for column in plan.columns] == [
        ("Alter", "number"),
        ("Aufgenommen", "date"),
        ("Ort", "text"),
    ]
    assert [column.told for column in plan.columns] == [
        "“7,5” is read as 7.5.",
        "“18.5.2012” is read as 2012-05-18, the day before the month.",
        "",
    ]
    assert plan.unknown == ((4, "Niemand"),)
    assert plan.count("new") == 6


def test_what_was_planned_is_one_act(project: Project) -> None:
    martine, leah = _two_cases(project)
    plan = import_attributes.plan(project, pasted(GERMAN, "faelle.csv"))

    done = import_attributes.carry_out(project, plan)

    assert done == Outcome(attributes=3, values=6)
    assert _values(project, martine) == {"Alter": "7.5", "Aufgenommen": "2012-05-18", "Ort": "Nord"}
    assert _values(project, leah)["Alter"] == "1234.5"
    assert project.undo() == "Import attributes from “faelle.csv”"
    assert attributes.attributes(project) == []


def test_what_changes_what_stays_and_what_does_not_fit_is_told_apart(project: Project) -> None:
    martine, leah = _two_cases(project)
    age = attributes.create(project, "Age", "number")
    attributes.set_value(project, age, "case", [martine], "7")
    attributes.set_value(project, age, "case", [leah], "9")
    sheet = pasted("case,AGE\nmartine,7.0\nLeah,ten\n", "ages.csv")

    plan = import_attributes.plan(project, sheet)

    assert [(cell.name, cell.words, cell.before, cell.state) for cell in plan.cells] == [
        ("Martine", "7.0", "7", "changed"),
        ("Leah", "ten", "9", "misfit"),
    ]


def test_blank_cells_leave_what_is_there(project: Project) -> None:
    martine, leah = _two_cases(project)
    age = attributes.create(project, "Age", "number")
    attributes.set_value(project, age, "case", [martine], "7")

    plan = import_attributes.plan(project, pasted("case\tAge\nMartine\t\nLeah\t9\n", "ages.tsv"))
    import_attributes.carry_out(project, plan)

    assert said_of(project, age, "case") == {martine: "7", leah: "9"}


def test_what_is_inherited_already_stays_inherited(project: Project) -> None:
    unit, _martine = make_case(project)
    region = attributes.create(project, "Region")
    attributes.set_value(project, region, "unit", [unit], "North")

    plan = import_attributes.plan(project, pasted("case,Region\nMartine,North\n", "regions.csv"))

    assert not plan.does_something


def test_choices_that_are_not_known_yet_are_told_and_added(project: Project) -> None:
    martine, _leah = _two_cases(project)
    region = attributes.create(project, "Region", "choice", ["North"])
    plan = import_attributes.plan(project, pasted("case,Region\nMartine,West\nLeah,NORTH\n", "regions.csv"))

    import_attributes.carry_out(project, plan)

    assert plan.columns[0].new_choices == ("West",)
    assert attributes.attributes(project) == [AttributeRow(region, "Region", "choice", ("North", "West"))]
    assert _values(project, martine) == {"Region": "West"}


def test_a_new_column_can_be_given_another_type_or_left_alone(project: Project) -> None:
    martine, _leah = _two_cases(project)
    sheet = pasted("case,Number,Age\nMartine,007,7\n", "cases.csv")

    plan = import_attributes.plan(project, sheet, types={"Number": "text"}, without=["Age"])
    import_attributes.carry_out(project, plan)

    assert _values(project, martine) == {"Number": "007"}


def test_names_that_nothing_has_are_taken_for_what_the_head_says(project: Project) -> None:
    plan = import_attributes.plan(project, pasted("Participant,Age\nNobody,7\n", "people.csv"))

    assert plan.target == "participant"
    assert plan.unknown == ((2, "Nobody"),)


def test_of_two_lines_for_the_same_the_last_one_holds(project: Project) -> None:
    martine, _leah = _two_cases(project)
    plan = import_attributes.plan(project, pasted("case,Age,age\nMartine,7,1\nMartine,8,1\n", "twice.csv"))

    import_attributes.carry_out(project, plan)

    assert plan.twice == ("Martine",)
    assert _values(project, martine) == {"Age": "8"}


def test_a_workbook_gives_its_numbers_and_dates(tmp_path: Path) -> None:
    from datetime import datetime

    import openpyxl

    book = openpyxl.Workbook()
    rows = (["case", "Age", "Met"], ["Martine", 7.5, datetime(2012, 5, 18)], ["Leah", 9, None])
    for row in rows:
        book.worksheets[0].append(row)
    book.save(tmp_path / "cases.xlsx")

    assert read(tmp_path / "cases.xlsx") == Sheet(
        "cases.xlsx", ("case", "Age", "Met"), (("Martine", "7.5", "2012-05-18"), ("Leah", "9", "")), (2, 3)
    )


@pytest.mark.parametrize("content", [b"", b"only a word", b"case,Age\n", b"case\nMartine\n"])
def test_a_table_without_attributes_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cases.csv"
    path.write_bytes(content)

    with pytest.raises(SheetEmpty):
        read(path)


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cases.xlsx"
    path.write_bytes(b"not a workbook")

    with pytest.raises(SheetUnreadable):
        read(path)
    with pytest.raises(SheetUnreadable):
        read(tmp_path / "missing.csv")
