"""Codes that stand together, and how strongly."""

from __future__ import annotations

import pytest

from qda.analysis.queries import asking, cooccurrence
from qda.analysis.queries.cooccurrence import Meeting, Meetings
from qda.analysis.segments import ground
from qda.coding import codes, segments
from qda.project.project import Project
from tests.factories import make_source, span_of


@pytest.fixture
def sitting(project: Project) -> Project:
    make_source(project)
    for label, words in (
        ("coming in", "She came in and sat down."),
        ("settling", "sat down"),
        ("not judging", "She did not judge me."),
        ("talking", "we talked"),
        ("being heard", "we talked"),
    ):
        segments.apply(project, 1, span_of(words), codes.create(project, label))
    return project


def told(meetings: Meetings) -> list[tuple[str, str, int, float]]:
    return [(p.one.name, p.other.name, p.n12, round(p.coefficient, 3)) for p in meetings.strongest()]


def test_overlapping_segments_meet_and_one_with_both_codes_meets_itself(sitting: Project) -> None:
    found = cooccurrence.meet(sitting, ground.load(sitting))

    assert told(found) == [("coming in", "settling", 1, 1.0), ("talking", "being heard", 1, 1.0)]
    assert found.count(3, 2) == found.count(2, 3) == 1


def test_on_the_same_line_more_meet(sitting: Project) -> None:
    found = cooccurrence.meet(sitting, ground.load(sitting), meeting=Meeting("line"))

    assert [pair[:2] for pair in told(found)] == [
        ("coming in", "not judging"), ("coming in", "settling"), ("settling", "not judging"),
        ("talking", "being heard"),
    ]  # fmt: skip


def test_near_is_as_near_as_one_says(sitting: Project) -> None:
    here = ground.load(sitting)

    one = cooccurrence.meet(sitting, here, [3, 4], Meeting("near", 1))
    two = cooccurrence.meet(sitting, here, [3, 4], Meeting("near", 2))

    assert (one.count(3, 4), two.count(3, 4)) == (0, 1)


def test_the_coefficient_is_the_share_of_what_could_have_met(sitting: Project) -> None:
    segments.apply(sitting, 1, span_of("Then"), 5)

    found = cooccurrence.meet(sitting, ground.load(sitting), [5, 6])

    assert told(found) == [("talking", "being heard", 1, 0.5)]  # 1 / (2 + 1 - 1)


def test_a_code_that_brings_another_along_does_not_meet_it(sitting: Project) -> None:
    coming, settling = codes.named(sitting, "coming in"), codes.named(sitting, "settling")
    codes.move(sitting, [settling], coming)

    found = cooccurrence.meet(sitting, ground.load(sitting), reach="below")

    assert found.related == {(coming, settling)}
    assert [pair[:2] for pair in told(found)] == [("talking", "being heard")]


def test_a_pair_says_what_to_ask_for_its_quotes(sitting: Project) -> None:
    here = ground.load(sitting)
    found = cooccurrence.meet(sitting, here)
    pair = found.strongest(1)[0]

    answer = asking.ask(sitting, found.query(pair.one, pair.other), here)

    assert answer.counts.segments == 1
