"""What may speak against a claim: found by what the study knows already and by words beside a negation."""

from __future__ import annotations

import pytest

from qda.analysis.synthesis import disconfirming, evidence
from qda.analysis.synthesis.disconfirming import Candidate
from qda.coding import codes, comparison, properties, relations, segments, testing
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import service as study
from qda.synthesis import claims
from qda.synthesis.targets import Target
from tests.factories import make_source, span_of

WORDS = (
    "INT: Were you ever not heard?\n\nTheresa: They listened to me and sat with us. Nobody listened to my son at all, "
    "I can tell you. The weather was not good that day. He shouted at the worker until she left."
)


@pytest.fixture
def source(project: Project) -> int:
    source = make_source(project, WORDS)
    sources.assign_speaker(project, source, "INT", interviewer=True)
    return source


@pytest.fixture
def heard(project: Project, source: int) -> int:
    """“being heard”, on the first sentence that Theresa says."""
    code = codes.create(project, "being heard", level="category", definition="Somebody listens to what they say.")
    segments.apply(project, source, span_of("They listened to me", WORDS), code)
    return code


@pytest.fixture
def claim(project: Project, heard: int) -> int:
    return claims.create(project, "Workers listen to the family", links=[(Target("code", heard), "rests on")])


def segment_on(project: Project, source: int, words: str, name: str) -> tuple[int, int]:
    code = codes.create(project, name)
    return code, segments.apply(project, source, span_of(words, WORDS), code).segment_id


def known(project: Project, claim: int) -> list[Candidate]:
    return disconfirming.known(project, evidence.load(project), claim)


def test_codes_that_contradict_bring_their_segments_with_the_reason(
    project: Project, source: int, heard: int, claim: int
) -> None:
    code, segment = segment_on(project, source, "He shouted at the worker", "shouting")
    relations.relate(project, code, "contradicts", heard)

    (found,) = known(project, claim)

    assert (found.kind, found.segment_id) == ("contradicts", segment)
    assert found.reasons == ("carries “shouting”; noted: “shouting” contradicts “being heard”",)


def test_verdicts_and_tests_that_went_against_its_codes_are_shown_once(
    project: Project, source: int, heard: int, claim: int
) -> None:
    _code, segment = segment_on(project, source, "He shouted at the worker", "shouting")
    first = segments.hold(project, source, span_of("They listened to me", WORDS))
    comparison.judge(project, [first, segment], "contrary", note="nobody hears here", code_id=heard)
    testing.answer(project, heard, segment, "not", note="he is the one who speaks")

    found = {each.segment_id: each.reasons for each in known(project, claim)}

    assert found[segment] == (
        "a comparison found it “contrary”: nobody hears here",
        "tested on “being heard”: does not fit: he is the one who speaks",
    )


def test_the_end_of_a_dimension_that_few_lie_at_is_shown(project: Project, source: int, heard: int, claim: int) -> None:
    held = properties.add_property(project, heard, "pace", dimensions=[("slow", "quick")])
    placed = [segment_on(project, source, words, words)[1] for words in ("They listened", "sat with us", "The weather")]
    for segment, place in zip(placed, (0.1, 0.2, 0.9), strict=True):
        properties.attach(project, held, [segment], place=place)

    (found,) = known(project, claim)

    assert (found.kind, found.segment_id) == ("pole", placed[2])
    assert found.reasons == ("towards “quick” on “pace”, where most lie towards “slow”",)


def test_words_near_it_beside_a_negation_are_shown_and_the_interviewers_are_not(project: Project, claim: int) -> None:
    (found,) = disconfirming.near(project, evidence.load(project), claim)

    assert WORDS[found.start : found.end].startswith("Nobody listened to my son")
    assert found.reasons == ("a negation near its words: listen",)


def test_only_where_the_claim_is_about_is_searched(project: Project, source: int, claim: int) -> None:
    unit = study.create_unit(project, "Teams")
    here, there = study.create_case(project, unit, "North Team"), study.create_case(project, unit, "Central Team")
    sources.move(project, [source], case_id=here)
    claims.link(project, claim, [Target("case", there)], role="about")

    assert disconfirming.near(project, evidence.load(project), claim) == []


def test_a_case_where_the_claim_has_no_evidence_is_named(project: Project, source: int, claim: int) -> None:
    unit = study.create_unit(project, "Teams")
    for name, each in (("North Team", source), ("Central Team", make_source(project, WORDS, "Second"))):
        sources.move(project, [each], case_id=study.create_case(project, unit, name))

    found = disconfirming.near(project, evidence.load(project), claim)

    assert "in Central Team, where the claim has no evidence" in {reason for each in found for reason in each.reasons}


def test_what_was_judged_does_not_come_again(project: Project, claim: int) -> None:
    (found,) = disconfirming.near(project, evidence.load(project), claim)

    assert disconfirming.waiting([found], {found.place: "contrary"}) == []
    assert disconfirming.waiting([found], {}) == [found]


def test_a_claim_without_codes_is_still_searched_by_its_words(project: Project, source: int) -> None:
    bare = claims.create(project, "Everybody listens")
    chain = evidence.load(project)

    assert disconfirming.known(project, chain, bare) == []
    assert disconfirming.near(project, chain, bare) != []
