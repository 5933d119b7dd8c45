from __future__ import annotations

import pytest

from qda.errors import NotFound
from qda.project.project import Project
from qda.sources import queries as source_queries
from qda.sources import service as sources
from qda.study import queries as study_queries
from qda.study import service as study
from qda.ui.study.sources import acts as source_acts
from tests.factories import make_case, make_source


def homes(project: Project) -> dict[str, tuple[str, str]]:
    return {row.name: (row.unit, row.case) for row in source_queries.rows(project)}


def test_a_case_brings_its_unit_along(project: Project) -> None:
    make_case(project)
    ids = [make_source(project, name=name) for name in ("a", "b")]

    source_acts.set_case(project, ids, "martine")

    assert homes(project) == {"a": ("Casework", "Martine"), "b": ("Casework", "Martine")}


def test_a_new_case_is_made_in_the_unit_that_the_sources_share(project: Project) -> None:
    unit, _case = make_case(project)
    source = make_source(project)
    sources.move(project, [source], unit_id=unit)

    source_acts.set_case(project, [source], "Leah")

    assert homes(project) == {"Interview": ("Casework", "Leah")}


def test_a_new_case_without_a_unit_is_refused_and_nothing_is_made(project: Project) -> None:
    make_case(project)
    source = make_source(project)

    with pytest.raises(source_acts.CaseNeedsUnit):
        source_acts.set_case(project, [source], "Leah")

    assert [case.name for unit in study_queries.units(project) for case in unit.cases] == ["Martine"]


def test_without_a_case_a_source_stays_with_the_unit(project: Project) -> None:
    _unit, case = make_case(project)
    source = make_source(project)
    sources.move(project, [source], case_id=case)

    source_acts.set_case(project, [source], "")

    assert homes(project) == {"Interview": ("Casework", "")}


def test_another_unit_leaves_alone_what_is_in_a_case_of_it(project: Project) -> None:
    _unit, case = make_case(project)
    inside, outside = make_source(project, name="in"), make_source(project, name="out")
    sources.move(project, [inside], case_id=case)

    source_acts.set_unit(project, [inside, outside], "Casework")

    assert homes(project) == {"in": ("Casework", "Martine"), "out": ("Casework", "")}


def test_a_new_unit_is_made_and_none_sends_a_source_home(project: Project) -> None:
    source = make_source(project)

    source_acts.set_unit(project, [source], "Teams")
    assert homes(project) == {"Interview": ("Teams", "")}
    source_acts.set_unit(project, [source], "")

    assert homes(project) == {"Interview": ("", "")}


def test_participants_are_parted_by_commas_and_new_ones_are_made_once(project: Project) -> None:
    study.create_participant(project, "Theresa")
    ids = [make_source(project, name=name) for name in ("a", "b")]

    source_acts.set_participants(project, ids, "theresa, Angela; Angela ,")

    assert {row.participants for row in source_queries.rows(project)} == {("Theresa", "Angela")}
    assert [person.name for person in study_queries.participants(project)] == ["Theresa", "Angela"]


def test_describing_many_is_one_act(project: Project) -> None:
    ids = [make_source(project, name=name) for name in ("a", "b")]

    source_acts.set_date(project, ids, "18 May 2012")
    source_acts.set_kind(project, ids, "  case   record ")
    project.undo()

    assert [(row.kind, row.date) for row in source_queries.rows(project)] == [("", "2012-05-18")] * 2


def test_cases_of_a_participant_must_be_there(project: Project) -> None:
    make_case(project)
    person = study.create_participant(project, "Angela")

    source_acts.set_cases(project, person, "Martine")
    with pytest.raises(NotFound):
        source_acts.set_cases(project, person, "Martine, Nobody")

    assert len(study_queries.participants(project)[0].case_ids) == 1
