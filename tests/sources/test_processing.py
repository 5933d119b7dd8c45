"""What was done to a source: steps, days, by whom; how long it took."""

from __future__ import annotations

import pytest

from qda.project.project import Project
from qda.sources import processing
from qda.sources.processing import NoMinutes, StepMissing
from tests.factories import make_source


def test_the_usual_steps_stand_in_their_order(project: Project) -> None:
    source = make_source(project)
    for step in ("returned", "Recorded", "typed again", "transcribed"):
        processing.done(project, [source], step, on="2012-05-18", by="AQ")

    found = [row.step for row in processing.steps(project, source)]

    assert found == ["recorded", "transcribed", "returned", "typed again"]


def test_one_step_for_several_sources_is_one_act(project: Project) -> None:
    sources = [make_source(project), make_source(project, name="Another")]

    processing.done(project, sources, "checked", note="against the recording")

    project.undo()
    assert processing.all_steps(project) == {}
    project.redo()
    assert {source: len(rows) for source, rows in processing.all_steps(project).items()} == dict.fromkeys(sources, 1)


def test_a_step_can_be_corrected_and_taken_off(project: Project) -> None:
    source = make_source(project)
    [row] = processing.done(project, [source], "anonymised")

    processing.change(project, row, done_on="2012-06", done_by="A colleague", note="names, places")

    step = processing.steps(project, source)[0]
    assert (step.done_on, step.done_by, step.note) == ("2012-06", "A colleague", "names, places")
    processing.delete(project, [row])
    assert processing.steps(project, source) == []


def test_a_step_has_a_name(project: Project) -> None:
    with pytest.raises(StepMissing):
        processing.done(project, [make_source(project)], " ")


def test_minutes_are_kept_by_source(project: Project) -> None:
    source = make_source(project)

    processing.set_minutes(project, [source], 55)

    assert processing.minutes(project) == {source: 55}


@pytest.mark.parametrize(
    ("words", "found"), [("55", 55), ("55 min", 55), ("1:10", 70), ("1 h 10 min", 70), ("2 h", 120), (" ", None)]
)
def test_minutes_are_read_as_they_are_written(words: str, found: int | None) -> None:
    assert processing.read_minutes(words) == found


def test_what_is_no_length_is_refused() -> None:
    with pytest.raises(NoMinutes):
        processing.read_minutes("about an hour")
