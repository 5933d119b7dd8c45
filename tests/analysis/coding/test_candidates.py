"""What a code can be tested on: members' segments, segments near by wording, uncoded sentences."""

from __future__ import annotations

import pytest

from qda.analysis.coding import candidates
from qda.coding import codes, focused, segments, testing
from qda.coding.incidents import Incident
from qda.nlp.pipeline import PATTERNS
from qda.project.project import Project
from qda.sources import service
from qda.text import Span
from tests.factories import make_source, span_of

TEXT = (
    "INT: Who was waiting for you?\n\nTheresa: We waited for the phone all day. Nobody came to the house.\n\n"
    "Theresa: I was waiting by the phone again. The children slept upstairs. They waited for me to phone.\n"
)


@pytest.fixture
def source(project: Project) -> int:
    return make_source(project, TEXT)


@pytest.fixture
def waiting(project: Project, source: int) -> int:
    """A focused code with one member on “We waited for the phone all day.”"""
    made = codes.create(project, "waiting", level="focused")
    member = segments.apply_new(project, source, span_of("We waited for the phone all day.", TEXT), "waiting all day")
    focused.cluster(project, [codes.named(project, "waiting all day")], made)
    assert member.new
    return made


def quoted(found: tuple[candidates.Candidate, ...] | list[candidates.Candidate]) -> list[str]:
    return [TEXT[each.start : each.end] for each in found]


def test_members_come_first_as_long_as_they_do_not_carry_the_code(project: Project, source: int, waiting: int) -> None:
    before = candidates.members(project, waiting)

    segments.apply(project, source, span_of("We waited for the phone all day.", TEXT), waiting)

    assert quoted(before) == ["We waited for the phone all day."]
    assert candidates.members(project, waiting) == []


def test_what_was_answered_does_not_come_again_and_what_was_put_off_comes_last(
    project: Project, source: int, waiting: int
) -> None:
    member = codes.named(project, "waiting > waiting all day")
    segments.apply(project, source, span_of("Nobody came", TEXT), member)
    first, second = candidates.members(project, waiting)
    testing.answer(project, waiting, first.segment_id or 0, "later")
    put_off = candidates.members(project, waiting)

    testing.answer(project, waiting, second.segment_id or 0, "not")

    assert [each.segment_id for each in put_off] == [second.segment_id, first.segment_id]
    assert [each.later for each in candidates.members(project, waiting)] == [True]


def test_uncoded_sentences_near_its_words_are_found_by_patterns(project: Project, waiting: int) -> None:
    found = candidates.near(project, waiting)

    assert found.found_by == PATTERNS
    assert quoted(found.candidates) == ["I was waiting by the phone again.", "They waited for me to phone."]
    assert found.candidates[0].shared[:2] == ("wait", "phone")


def test_only_who_is_asked_is_heard(project: Project, source: int, waiting: int) -> None:
    before = quoted(candidates.near(project, waiting).candidates)

    service.assign_speaker(project, source, "INT")
    after = quoted(candidates.near(project, waiting).candidates)

    assert [words for words in after if words not in before] == ["Who was waiting for you?"]


def test_segments_of_other_codes_are_near_too_and_come_before_sentences(
    project: Project, source: int, waiting: int
) -> None:
    segments.apply_new(project, source, span_of("waiting by the phone", TEXT), "sitting by the phone")

    found = candidates.near(project, waiting).candidates

    assert [each.kind for each in found] == ["near", "uncoded"]
    assert found[0].segment_id is not None


def test_words_that_were_answered_are_not_found_again(project: Project, source: int, waiting: int) -> None:
    first = candidates.near(project, waiting).candidates[0]
    testing.answer(project, waiting, (source, Span(first.start, first.end)), "not")

    assert quoted(candidates.near(project, waiting).candidates) == ["They waited for me to phone."]


def test_a_sentence_is_shown_with_its_speaker_and_line(project: Project, waiting: int) -> None:
    found = candidates.near(project, waiting).candidates[0]

    shown = candidates.shown(project, found)

    assert isinstance(shown, Incident)
    assert (shown.speaker, shown.quote, shown.segment_id, shown.codes) == (
        "Theresa",
        "I was waiting by the phone again.",
        0,
        (),
    )
