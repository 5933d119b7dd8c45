"""Attributes as tables for Word and for spreadsheets."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from qda.export import writing
from qda.export.study import attribute_tables
from qda.export.study.attribute_tables import NoAttributes
from qda.export.tables import Dash, Marked, plain
from qda.project.project import Project
from qda.study import attributes
from qda.study import service as study
from tests.factories import make_case


def _study(project: Project) -> tuple[int, int]:
    """Two cases of a unit; the region is the unit's, the rates are the first case's."""
    unit, martine = make_case(project)
    study.create_case(project, unit, "Leah")
    region = attributes.create(project, "Region")
    before, after = (attributes.create(project, f"Rate: {when}", "number") for when in ("before", "after"))
    attributes.set_value(project, region, "unit", [unit], "North")
    attributes.set_value(project, before, "case", [martine], "436.0")
    attributes.set_value(project, after, "case", [martine], "1195")
    return unit, martine


def test_cases_stand_under_their_units_and_inherited_values_are_marked(project: Project) -> None:
    _study(project)

    table = attribute_tables.table(project, "case", printed=True)

    assert [(row.cells, row.indent, row.strong) for row in table.rows] == [
        (("Casework", "", "", ""), 0, True),
        (("Martine", Marked("North", "a"), 436.0, 1195), 1, False),
        (("Leah", Marked("North", "a"), Dash(), Dash()), 1, False),
    ]
    assert [(letter, plain(text)) for letter, text in table.specific] == [("a", "Inherited from the unit.")]


def test_attributes_that_share_what_stands_before_a_colon_have_one_heading(project: Project) -> None:
    _study(project)

    table = attribute_tables.table(project, "case")

    assert [(column.group, column.heading, column.kind, column.places) for column in table.columns] == [
        ("", "Case", "stub", 2),
        ("", "Region", "text", 0),
        ("Rate", "before", "decimal", 1),
        ("Rate", "after", "count", 0),
    ]


@pytest.mark.parametrize(("values", "years"), [(("1985", "2004"), True), (("1985", "850"), False)])
def test_whole_numbers_that_are_all_years_are_told_as_years(
    project: Project, values: tuple[str, str], years: bool
) -> None:
    born = attributes.create(project, "born", "number")
    for name, value in zip(("Theresa", "Angela"), values, strict=True):
        attributes.set_value(project, born, "participant", [study.create_participant(project, name)], value)

    table = attribute_tables.table(project, "participant")

    assert table.columns[1].ordinal is years


def test_a_printed_table_leaves_out_what_nothing_has(project: Project) -> None:
    _study(project)
    attributes.create(project, "Never used")

    printed = attribute_tables.table(project, "case", printed=True)
    whole = attribute_tables.table(project, "case")

    assert [column.heading for column in printed.columns] == ["Case", "Region", "before", "after"]
    assert whole.columns[-1].heading == "Never used"


def test_a_study_without_attributes_says_so(project: Project) -> None:
    with pytest.raises(NoAttributes):
        attribute_tables.table(project, "case")


def test_the_csv_can_be_taken_over_again(project: Project, tmp_path: Path) -> None:
    _study(project)

    writing.write(tmp_path / "cases.csv", attribute_tables.chosen(project, "case", document=False))

    with (tmp_path / "cases.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["Case", "Region", "Rate: before", "Rate: after"],
        ["Martine", "North", "436.0", "1195"],
        ["Leah", "North", "", ""],
    ]


def test_programs_are_told_numbers_as_numbers_and_where_values_come_from(project: Project) -> None:
    _study(project)

    first = attribute_tables.listed(project, "case")[0]

    assert first["values"] == {"Region": "North", "Rate: before": 436.0, "Rate: after": 1195}
    assert first["inherited"] == {"Region": "unit: Casework"}


def test_the_word_table_has_units_headings_and_notes(project: Project, tmp_path: Path) -> None:
    import docx

    _study(project)

    writing.write(tmp_path / "cases.docx", attribute_tables.chosen(project, "case", document=True))

    document = docx.Document(str(tmp_path / "cases.docx"))
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[-2:] == [["Martine", "Northa", "436.0", "1,195"], ["Leah", "Northa", "–", "–"]]
    assert "Attributes of the Cases – A study" in "\n".join(each.text for each in document.paragraphs)
