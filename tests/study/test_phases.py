"""The phases of a study: added, changed, moved, deleted; partial dates."""

from __future__ import annotations

import pytest

from qda.errors import NotFound
from qda.project import history
from qda.project.project import Project
from qda.study import phases
from qda.study.days import NotADay


def test_a_phase_keeps_its_partial_dates(project: Project) -> None:
    phases.add(
        project, "Fieldwork", kind="data collection", began="2010-07", ended="18.5.2012", description=" two teams "
    )

    (row,) = phases.rows(project)

    assert (row.name, row.kind, row.began, row.ended, row.description) == (
        "Fieldwork",
        "data collection",
        "2010-07",
        "2012-05-18",
        "two teams",
    )


def test_a_month_may_hold_the_day_on_which_it_ended(project: Project) -> None:
    phases.add(project, "A visit", began="2010-07", ended="2010-07-03")

    with pytest.raises(phases.EndsBeforeItBegins):
        phases.add(project, "Backwards", began="2010-07", ended="2010-06-30")

    assert [row.name for row in phases.rows(project)] == ["A visit"]


def test_what_is_no_day_is_refused(project: Project) -> None:
    made = phases.add(project, "Analysis")

    with pytest.raises(NotADay):
        phases.change(project, made, began="in spring")

    assert phases.rows(project)[0].began is None


def test_a_change_touches_only_what_it_names(project: Project) -> None:
    made = phases.add(project, "Analysis", began="2010", ended="2013")

    phases.change(project, made, ended="", kind="analysis")

    (row,) = phases.rows(project)
    assert (row.name, row.kind, row.began, row.ended) == ("Analysis", "analysis", "2010", None)
    assert history.rows(project)[0].text == "Change phase “Analysis”"


def test_a_phase_moves_to_a_place(project: Project) -> None:
    for name in ("one", "two", "three"):
        last = phases.add(project, name)

    phases.move(project, last, 0)

    assert [row.name for row in phases.rows(project)] == ["three", "one", "two"]


def test_phases_are_deleted(project: Project) -> None:
    ids = [phases.add(project, name) for name in ("one", "two", "three")]

    phases.delete(project, ids[:2])

    assert [row.name for row in phases.rows(project)] == ["three"]
    assert history.rows(project)[0].text == "Delete 2 phases"


def test_a_phase_that_is_gone_can_t_be_changed(project: Project) -> None:
    made = phases.add(project, "Analysis")
    phases.delete(project, [made])

    with pytest.raises(NotFound):
        phases.change(project, made, name="x")


def test_a_phase_needs_a_name(project: Project) -> None:
    with pytest.raises(phases.PhaseNameMissing):
        phases.add(project, "  ")
