from __future__ import annotations

from qda.analysis.figures import map_counts
from qda.analysis.figures.map_proposals import Place, Proposal, meetings, proposals, without
from qda.coding import codes, segments
from qda.progress import Silent
from qda.project.project import Project
from tests.factories import make_case, make_source, span_of


def test_codes_meet_where_their_segments_share_a_character() -> None:
    places = [Place(1, 0, 10, 1, 7), Place(1, 9, 20, 2, 8), Place(1, 20, 30, 3, 7), Place(2, 0, 10, 4, 8)]

    assert meetings(places, Silent()) == {(7, 8): 1}


def test_one_long_segment_over_many_short_ones_is_one_meeting() -> None:
    places = [Place(1, 0, 100, 1, 7), *(Place(1, at, at + 5, 10 + at, 8) for at in range(0, 100, 10))]

    assert meetings(places, Silent()) == {(7, 8): 1}


def test_two_codes_on_one_segment_meet_there() -> None:
    assert meetings([Place(1, 0, 9, 1, 8), Place(1, 0, 9, 1, 7)], Silent()) == {(7, 8): 1}


def test_codes_that_meet_often_enough_are_proposed_with_all_beneath_them(project: Project) -> None:
    source = make_source(project)
    theme, calm, trust = (codes.create(project, name) for name in ("being met", "staying calm", "trusting"))
    slow = codes.create(project, "speaking slowly", parent_id=calm)
    for words, code in (("She came in", slow), ("She did not judge me.", calm), ("She came in and sat", trust)):
        segments.apply(project, source, span_of(words), code)
    segments.apply(project, source, span_of("did not judge"), trust)
    segments.apply(project, source, span_of("Then we talked."), theme)

    found = proposals(project, [theme, calm, trust])

    assert found == [Proposal(calm, trust, 2)]


def test_a_code_and_one_beneath_it_are_no_pair(project: Project) -> None:
    source = make_source(project)
    calm = codes.create(project, "staying calm")
    slow = codes.create(project, "speaking slowly", parent_id=calm)
    segments.apply(project, source, span_of("She came in"), slow)

    assert proposals(project, [calm, slow], least=1) == []


def test_what_is_joined_already_is_proposed_no_more() -> None:
    found = [Proposal(1, 2, 5), Proposal(1, 3, 4)]

    assert without(found, [(3, 1)]) == [Proposal(1, 2, 5)]


def test_boxes_count_with_their_base(project: Project) -> None:
    make_case(project)
    source = make_source(project)
    calm = codes.create(project, "staying calm")
    slow = codes.create(project, "speaking slowly", parent_id=calm)
    segments.apply(project, source, span_of("She came in"), slow)

    counted = map_counts.count(project)

    assert {kind: counted.of[kind][calm] for kind in counted.of} == {"segments": 1, "sources": 1, "cases": 0}
    assert counted.base == {"segments": 1, "sources": 1, "cases": 1}
