"""What was collected for each data set, counted from the sources."""

from __future__ import annotations

import pytest

from qda.analysis.study import plan
from qda.analysis.study.plan import Collected
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import service as study
from tests.factories import make_case, make_source


def _source(project: Project, name: str, unit: int, kind: str, perspective: str = "") -> int:
    made = make_source(project, name=name)
    sources.move(project, [made], unit_id=unit)
    sources.describe(project, [made], kind=kind, perspective=perspective)
    return made


def test_sources_are_found_by_unit_and_kind(project: Project) -> None:
    unit, _case = make_case(project)
    observed = study.add_data_set(project, unit, "non-participant observation")
    asked = study.add_data_set(project, unit, "interviews")
    note = _source(project, "A note", unit, "field note")
    talk = _source(project, "A talk", unit, "interview")

    found = plan.collected(project)

    assert {row: each.sources for row, each in found.items()} == {observed: (note,), asked: (talk,)}
    assert found[asked].words > 0


def test_a_perspective_tells_two_data_sets_apart(project: Project) -> None:
    unit, _case = make_case(project)
    parents = study.add_data_set(project, unit, "interviews with parents")
    workers = study.add_data_set(project, unit, "interviews with social workers")
    one = _source(project, "Theresa", unit, "interview", "parent")
    other = _source(project, "Angela", unit, "interview", "social worker")
    _source(project, "Somebody", unit, "interview")

    found = plan.collected(project)

    assert {row: each.sources for row, each in found.items()} == {parents: (one,), workers: (other,)}


def test_what_somebody_said_overrules_what_was_found(project: Project) -> None:
    unit, _case = make_case(project)
    asked = study.add_data_set(project, unit, "interviews")
    _source(project, "A talk", unit, "interview")
    note = _source(project, "A note", unit, "field note")

    study.set_data_set_sources(project, asked, [note])

    found = plan.collected(project)
    assert (found[asked].sources, found[asked].given) == ((note,), True)


def test_naming_no_sources_lets_them_be_found_again(project: Project) -> None:
    unit, _case = make_case(project)
    asked = study.add_data_set(project, unit, "interviews")
    talk = _source(project, "A talk", unit, "interview")
    study.set_data_set_sources(project, asked, [talk])

    study.set_data_set_sources(project, asked, [])

    assert plan.collected(project)[asked].given is False
    assert plan.collected(project)[asked].sources == (talk,)


@pytest.mark.parametrize(
    ("method", "kind", "fits"),
    [
        ("case-record review", "case record", True),
        ("interviews with parents", "interview", True),
        ("preparation of interviewers", "field note", False),
        ("collages", "collage", True),
        ("anything", "", False),
    ],
)
def test_a_method_names_its_kind(method: str, kind: str, fits: bool) -> None:
    assert plan.names(method, kind) is fits


def test_nothing_collected_counts_nothing(project: Project) -> None:
    made = study.add_data_set(project, None, "diaries")

    assert plan.collected(project) == {made: Collected()}
