"""What attributes say of sources, participants, cases and units, inherited downward."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qda.analysis.study import attribute_view
from qda.analysis.study.attribute_view import Value
from qda.project.project import Project
from qda.sources import service as sources
from qda.store import journal
from qda.store.models import Source
from qda.study import attributes
from qda.study import service as study
from qda.study.attributes import Target
from tests.factories import make_case, make_source, said_of


def _study(project: Project) -> tuple[int, int, int, int]:
    """An attribute, a unit, a case and a source of that case."""
    unit, case = make_case(project)
    source = make_source(project)
    sources.move(project, [source], case_id=case)
    return attributes.create(project, "Region", "text"), unit, case, source


def _value(project: Project, attribute: int, target: Target, number: int) -> Value | None:
    rows = {row.id: row for row in attribute_view.table(project, target).rows}
    return rows[number].values.get(attribute)


def test_a_source_has_what_its_unit_says(project: Project) -> None:
    region, unit, case, source = _study(project)

    attributes.set_value(project, region, "unit", [unit], "North")

    expected = Value("North", "unit", unit, "Casework", True)
    assert _value(project, region, "source", source) == expected
    assert _value(project, region, "case", case) == expected


def test_the_nearest_says_it_and_the_thing_itself_last_of_all(project: Project) -> None:
    region, unit, case, source = _study(project)
    attributes.set_value(project, region, "unit", [unit], "North")

    attributes.set_value(project, region, "case", [case], "South")
    by_case = _value(project, region, "source", source)
    attributes.set_value(project, region, "source", [source], "West")
    by_itself = _value(project, region, "source", source)

    assert by_case == Value("South", "case", case, "Martine", True)
    assert by_itself == Value("West", "source", source, "Interview", False)


def test_clearing_a_value_lets_the_inherited_one_through_again(project: Project) -> None:
    region, _unit, case, source = _study(project)
    attributes.set_value(project, region, "case", [case], "South")
    attributes.set_value(project, region, "source", [source], "West")

    attributes.set_value(project, region, "source", [source], "")

    assert said_of(project, region, "source") == {source: "South"}


def test_a_source_that_moves_has_what_its_new_home_says(project: Project) -> None:
    region, unit, case, source = _study(project)
    leah = study.create_case(project, unit, "Leah")
    attributes.set_value(project, region, "case", [case], "South")
    attributes.set_value(project, region, "case", [leah], "East")

    sources.move(project, [source], case_id=leah)

    assert said_of(project, region, "source") == {source: "East"}


def test_participants_have_their_own_values_only(project: Project) -> None:
    region, unit, case, _source = _study(project)
    theresa = study.create_participant(project, "Theresa", case_ids=(case,))
    attributes.set_value(project, region, "unit", [unit], "North")

    before = _value(project, region, "participant", theresa)
    attributes.set_value(project, region, "participant", [theresa], "South")

    assert before is None
    assert said_of(project, region, "participant") == {theresa: "South"}


def test_the_table_stands_in_the_order_of_the_study_with_those_without_a_home_last(project: Project) -> None:
    region, unit, case, source = _study(project)
    loose = make_source(project, name="Loose")
    board = make_source(project, name="On the unit")
    sources.move(project, [board], unit_id=unit)
    attributes.set_value(project, region, "case", [case], "South")

    table = attribute_view.table(project, "source")

    assert [(row.id, row.name, row.home, row.words(region)) for row in table.rows] == [
        (source, "Interview", "Martine", "South"),
        (board, "On the unit", "Casework", ""),
        (loose, "Loose", "", ""),
    ]


def test_a_table_of_many_sources_is_whole(tmp_path: Path) -> None:
    # Not the usual project: its sources have no texts, which would take the time here, and that is rightly found.
    with Project.create(tmp_path / "many.gerund", coder="AQ") as project:
        unit, case = make_case(project)
        many = [attributes.create(project, f"Attribute {at}") for at in range(20)]
        source_ids = _bare_sources(project, case, 1500)
        for attribute in many[:10]:
            attributes.set_value(project, attribute, "source", source_ids, "own")
        for attribute in many[10:]:
            attributes.set_value(project, attribute, "unit", [unit], "inherited")

        table = attribute_view.table(project, "source")

    assert sum(len(row.values) for row in table.rows) == 1500 * 20


def _bare_sources(project: Project, case_id: int, count: int) -> Sequence[int]:
    rows = [
        {"name": f"Note {at}", "name_key": f"note {at}", "position": at, "case_id": case_id, "imported_at": 0}
        for at in range(count)
    ]
    with project.command("test.sources", "Add sources") as session:
        return journal.of(session).insert_many(Source, rows)
