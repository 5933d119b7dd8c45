from __future__ import annotations

import pytest

from qda.project.project import Project
from qda.study import queries, service


def test_a_unit_and_a_case_are_described(project: Project) -> None:
    unit = service.create_unit(project, "Casework")
    case = service.create_case(project, unit, "Martine")

    service.describe_unit(project, unit, " Work with single children ")
    service.describe_case(project, case, "Nine years old")

    (row,) = queries.units(project)
    assert (row.description, row.cases[0].description) == ("Work with single children", "Nine years old")


def test_a_row_of_the_plan_is_changed_and_the_change_undone(project: Project) -> None:
    unit = service.create_unit(project, "Casework")
    data_set = service.add_data_set(project, None, "interview", aim="to hear parents")

    service.edit_data_set(project, data_set, unit_id=unit, collected=" 3 of 5 ")

    (row,) = queries.data_plan(project)
    assert (row.id, row.unit, row.aim, row.collected) == (data_set, "Casework", "to hear parents", "3 of 5")
    project.undo()
    assert queries.data_plan(project)[0].unit == ""


def test_rows_are_taken_off_the_plan_as_one_act(project: Project) -> None:
    kept, *gone = [service.add_data_set(project, None, method) for method in ("interview", "observation", "diary")]

    service.delete_data_sets(project, gone)

    assert [row.id for row in queries.data_plan(project)] == [kept]
    project.undo()
    assert [row.method for row in queries.data_plan(project)] == ["interview", "observation", "diary"]


def test_a_data_set_needs_a_method(project: Project) -> None:
    data_set = service.add_data_set(project, None, "interview")

    with pytest.raises(service.MethodMissing):
        service.edit_data_set(project, data_set, method="  ")
    with pytest.raises(service.MethodMissing):
        service.add_data_set(project, None, " ")

    assert [row.method for row in queries.data_plan(project)] == ["interview"]
