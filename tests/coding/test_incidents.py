from __future__ import annotations

import pytest

from qda.coding import codes, incidents, segments
from qda.project.project import Project
from qda.sources import service
from tests.factories import make_source, span_of


def coded(project: Project, source: int, words: str, code: int) -> int:
    """Give words a code; gives the segment's id."""
    return segments.apply(project, source, span_of(words), code).segment_id


@pytest.fixture
def source(project: Project) -> int:
    return make_source(project)


@pytest.fixture
def calm(project: Project) -> int:
    return codes.create(project, "calm")


def test_an_incident_carries_question_speaker_and_place(project: Project, source: int, calm: int) -> None:
    service.assign_speaker(project, source, "INT", interviewer=True)
    coded(project, source, "we talked", calm)

    found = incidents.incidents(project, [calm])[0]

    assert (found.question, found.speaker, found.source, found.line) == ("And then?", "Theresa", "Interview", 4)
    assert [code for _coding, code in found.codes] == [calm]


def test_incidents_can_be_chosen_one_by_one(project: Project, source: int, calm: int) -> None:
    first, _second, third = (coded(project, source, words, calm) for words in ("came in", "sat down", "we talked"))

    found = incidents.incidents(project, segment_ids=[third, first])

    assert [row.quote for row in found] == ["came in", "we talked"]


def test_words_that_are_no_segment_are_shown_like_one(project: Project, source: int) -> None:
    span = span_of("we talked")

    shown = incidents.at_place(project, source, span.start, span.end)

    assert shown is not None
    assert (shown.quote, shown.speaker, shown.question, shown.segment_id) == ("we talked", "Theresa", "And then?", 0)
    assert incidents.at_place(project, source, 0, 9999) is None
