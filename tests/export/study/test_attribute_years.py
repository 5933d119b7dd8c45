"""Figures that were recorded year after year: a row for each year, measures and things as columns."""

from __future__ import annotations

from qda.export.blocks import Prose
from qda.export.material import Material
from qda.export.profiles import APA, GERMAN
from qda.export.study import attribute_tables
from qda.export.synthesis import case_reports
from qda.export.tables import Dash, Table, plain
from qda.project.project import Project
from qda.study import attributes
from qda.study import service as study


def _recorded(project: Project, values: dict[str, dict[str, str]]) -> None:
    """Teams of one unit with their figures, by the name of the attribute."""
    unit = study.create_unit(project, "Teams")
    cases = {name: study.create_case(project, unit, name) for name in values}
    made: dict[str, int] = {}
    for name, figures in values.items():
        for attribute, words in figures.items():
            if attribute not in made:
                made[attribute] = attributes.create(project, attribute, "number")
            attributes.set_value(project, made[attribute], "case", [cases[name]], words)


def _by_years(project: Project) -> Table:
    table = attribute_tables.by_years(project, "case")
    assert table is not None
    return table


def test_years_are_rows_and_cases_stand_under_each_measure(project: Project) -> None:
    _recorded(
        project,
        {
            "North": {"Referrals: 2011": "447", "Referrals: 2010": "412", "Plans: 2010": "6.1", "Plans: 2011": "7"},
            "Central": {"Referrals: 2010": "388"},
        },
    )

    table = _by_years(project)

    assert [(column.group, column.heading, column.kind) for column in table.columns] == [
        ("", "Year", "stub"),
        ("Referrals", "North", "count"),
        ("Referrals", "Central", "count"),
        ("Plans", "North", "decimal"),
    ]
    assert [row.cells for row in table.rows] == [("2010", 412, 388, 6.1), ("2011", 447, Dash(), 7.0)]
    assert plain(table.notes[0]) == "A dash means that no value was recorded."


def test_of_one_case_places_stand_under_their_measure(project: Project) -> None:
    names = [f"{measure}: {place}: {year}" for place in ("here", "elsewhere") for measure in ("Referrals", "Plans")
             for year in (2010, 2011)]  # fmt: skip
    _recorded(project, {"Board": {name: str(at) for at, name in enumerate(names)}})

    table = _by_years(project)

    assert [(column.group, column.heading) for column in table.columns[1:]] == [
        ("Referrals", "here"),
        ("Referrals", "elsewhere"),
        ("Plans", "here"),
        ("Plans", "elsewhere"),
    ]
    assert table.rows[0].cells == ("2010", 0, 4, 2, 6)
    assert plain(table.notes[0]) == "Figures of Board."


def test_many_cases_stand_one_under_the_other(project: Project) -> None:
    _recorded(project, {f"Team {at}": {"Referrals: 2010": str(at), "Referrals: 2011": str(at)} for at in range(9)})

    table = _by_years(project)

    assert [(row.cells, row.indent) for row in table.rows[:3]] == [
        (("Team 0", ""), 0),
        (("2010", 0), 1),
        (("2011", 0), 1),
    ]
    assert len(table.rows) == 27


def test_they_are_printed_beside_the_attributes_and_stay_columns_for_calculating(project: Project) -> None:
    _recorded(project, {"North": {"Staff": "12", "Referrals: 2010": "412", "Referrals: 2011": "447"}})

    printed = attribute_tables.printed(project, "case", profile=GERMAN)
    flat = attribute_tables.table(project, "case")

    assert [[column.heading for column in table.columns] for table in printed] == [
        ["Fall", "Staff"],
        ["Jahr", "Referrals"],
    ]
    assert [column.heading for column in flat.columns] == ["Case", "Staff", "2010", "2011"]


def test_those_of_whom_nothing_is_recorded_are_counted_and_not_printed(project: Project) -> None:
    age = attributes.create(project, "Age", "number")
    people = [study.create_participant(project, name) for name in ("Ann", "Bob", "Cem")]
    attributes.set_value(project, age, "participant", people[:1], "40")

    (table,) = attribute_tables.printed(project, "participant", profile=APA)

    assert [row.cells for row in table.rows] == [("Ann", 40)]
    assert plain(table.notes[0]) == "2 further participants of whom nothing is recorded are left out."


def test_a_case_report_tells_the_years_of_a_measure_in_one_line(project: Project) -> None:
    _recorded(project, {"North": {"Referrals: 2010": "412", "Staff": "12", "Referrals: 2011": "447"}})

    blocks = case_reports.cases(Material(project), APA)

    told = [plain(block.text) for block in blocks if isinstance(block, Prose) and block.kind == "item"]
    assert told == ["Staff: 12", "Referrals: 412 (2010), 447 (2011)"]
