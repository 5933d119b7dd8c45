"""The chain of evidence: down to the words, back up to the claims, and where it is broken or thin."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from qda.analysis.synthesis import evidence, evidence_flags
from qda.analysis.synthesis.evidence import Chain, Counts, Node
from qda.coding import codes, focused, lookups, properties, relations, segments
from qda.flows import hold_against
from qda.project.project import Project
from qda.sources import editing
from qda.sources import service as sources
from qda.sources.anchoring import Edit
from qda.store.models import Coding, Membership, Segment
from qda.study import service as study
from qda.synthesis import claims
from qda.synthesis.targets import Target
from tests.factories import make_case, make_source, span_of


def coded(project: Project, source: int, words: str, name: str) -> int:
    """A new code on these words."""
    code = codes.create(project, name)
    segments.apply(project, source, span_of(words), code)
    return code


def again(project: Project, source: int, words: str) -> None:
    """“sitting down” once more."""
    code = next(row.id for row in lookups.living(project) if row.name == "sitting down")
    segments.apply(project, source, span_of(words), code)


@pytest.fixture
def interview(project: Project) -> int:
    """An interview with Theresa, at home in a case."""
    _unit, case = make_case(project)
    source = make_source(project)
    sources.move(project, [source], case_id=case)
    sources.describe(project, [source], kind="interview", perspective="parent")
    theresa = study.create_participant(project, "Theresa", case_ids=(case,))
    sources.assign_speaker(project, source, "INT", interviewer=True)
    sources.assign_speaker(project, source, "Theresa", participant_id=theresa)
    return source


@pytest.fixture
def category(project: Project, interview: int) -> int:
    """“being heard”, a category with a focused code that two initial codes are gathered under, each on one segment."""
    top = codes.create(project, "being heard", level="category")
    calm = codes.create(project, "keeping calm", level="focused")
    for words, name in (("sat down", "sitting down"), ("did not judge me", "not being judged")):
        focused.cluster(project, [coded(project, interview, words, name)], calm)
    focused.cluster(project, [calm], top)
    return top


@pytest.fixture
def claim(project: Project, category: int) -> int:
    return claims.create(project, "Being heard comes first", links=[(Target("code", category), "rests on")])


def chain_of(project: Project) -> Chain:
    return evidence.load(project)


def flags(project: Project, claim: int) -> dict[str, str]:
    chain = chain_of(project)
    row = next(row for row in chain.claims if row.id == claim)
    return {flag.key: flag.sentence for flag in evidence_flags.flags(chain, row)}


def told(node: Node) -> list[str]:
    """A trail as indented lines."""
    own = [f"{node.level or node.target.kind}: {node.label} ({node.counts.segments})"]
    return own + [f"  {line}" for child in node.children for line in told(child)]


def test_the_trail_goes_down_to_the_words_and_their_line(project: Project, claim: int) -> None:
    chain = chain_of(project)
    (category,) = chain.trail(claim)
    found = evidence_flags.quotes(project, evidence.segments_of([category]))

    assert told(category) == [
        "category: being heard (2)",
        "  focused: keeping calm (2)",
        "    initial: not being judged (1)",
        "    initial: sitting down (1)",
    ]
    assert {(row.quote, row.place) for row in found} == {
        ("sat down", "Theresa, Interview, line 2"),
        ("did not judge me", "Theresa, Interview, line 2"),
    }


def test_counts_carry_their_base(project: Project, claim: int) -> None:
    chain = chain_of(project)

    counts = chain.count(chain.evidence(claim))

    assert counts == Counts(segments=2, sources=1, participants=1, cases=1)
    assert evidence.counts_words(counts, chain.base) == (
        "2 segments, 1 of 1 sources, 1 of 1 cases, 1 of 1 participants"
    )


def test_what_was_merged_away_stays_a_step_of_the_trail(project: Project, interview: int) -> None:
    quiet = coded(project, interview, "sat down", "being quiet")
    calm = coded(project, interview, "we talked", "keeping calm")
    codes.merge(project, [quiet], into=calm)
    claim = claims.create(project, "Calm helps", links=[(Target("code", calm), "rests on")])

    (node,) = chain_of(project).trail(claim)

    assert told(node) == ["initial: keeping calm (2)", "  began: being quiet (1)"]
    assert len(node.own) == 1


def test_the_counts_agree_with_an_independent_recount(project: Project, interview: int, category: int) -> None:
    second = make_source(project, name="Second interview")
    for words in ("came in", "sat down", "we talked"):
        again(project, second, words)
    claim = claims.create(project, "All of it", links=[(Target("code", category), "rests on")])

    chain = chain_of(project)
    counts = chain.count(chain.evidence(claim))

    with project.read() as session:
        wanted, grew = {category}, True
        while grew:
            query = select(Membership.member_id).where(Membership.group_id.in_(wanted))
            more = set(session.execute(query).scalars()) - wanted
            wanted, grew = wanted | more, bool(more)
        query2 = select(Segment.id, Segment.source_id).join(Coding).where(Coding.code_id.in_(wanted), ~Segment.detached)
        rows = set(session.execute(query2).all())
    assert counts.segments == len({row[0] for row in rows}) == 5
    assert counts.sources == len({row[1] for row in rows}) == 2


def test_a_claim_about_a_case_rests_on_segments_of_that_case_only(project: Project, category: int) -> None:
    other = study.create_case(project, study.create_unit(project, "Teams"), "North Team")
    second = make_source(project, name="Field note")
    sources.move(project, [second], case_id=other)
    again(project, second, "sat down")
    about = claims.create(
        project, "In the North Team", links=[(Target("code", category), "rests on"), (Target("case", other), "about")]
    )

    chain = chain_of(project)

    assert chain.count(chain.evidence(about)).segments == 1
    assert chain.trail(about)[0].counts.segments == 1


def test_a_property_a_relation_and_another_claim_lead_to_words_too(
    project: Project, claim: int, category: int, interview: int
) -> None:
    talking = coded(project, interview, "we talked", "talking")
    held = properties.add_property(project, category, "pace")
    properties.attach(project, held, evidence_flags.segments_at(project, interview, *_of(span_of("talked"))))
    relation = relations.relate(project, talking, "leads to", category)
    made = [
        claims.create(project, kind, links=[(Target(kind, number), "rests on")])
        for kind, number in (("property", held), ("relation", relation), ("claim", claim))
    ]

    chain = chain_of(project)

    assert [len(chain.evidence(each)) for each in made] == [1, 3, 2]


def test_claims_that_rest_on_each_other_come_to_an_end(project: Project, claim: int) -> None:
    second = claims.create(project, "Second", links=[(Target("claim", claim), "rests on")])
    claims.link(project, claim, [Target("claim", second)])

    chain = chain_of(project)

    assert len(chain.evidence(claim)) == len(chain.evidence(second)) == 2
    assert [node.label for node in chain.trail(second)] == ["Being heard comes first"]


def test_from_a_segment_back_to_the_claims_that_stand_on_it(project: Project, claim: int, interview: int) -> None:
    found = evidence_flags.segments_at(project, interview, *_of(span_of("sat")))

    (way,) = chain_of(project).on_segments(found)

    assert way.claim.id == claim
    assert way.names == ("sitting down", "keeping calm", "being heard")


def test_what_was_held_against_a_claim_is_told_on_its_segment(project: Project, claim: int, interview: int) -> None:
    hold_against.hold(project, claim, (interview, span_of("we talked")), "contrary", outcome="kept")
    found = evidence_flags.segments_at(project, interview, *_of(span_of("we talked")))

    (way,) = chain_of(project).on_segments(found)

    assert (way.answer, way.outcome) == ("contrary", "kept")


def test_from_a_code_back_to_the_claims_above_it(project: Project, claim: int) -> None:
    sitting = next(code for code, name in chain_of(project).ground.names.items() if name == "sitting down")

    (way,) = chain_of(project).on_code(sitting)

    assert (way.claim.id, way.names) == (claim, ("sitting down", "keeping calm", "being heard"))


# --- broken and thin -------------------------------------------------------------------------------------------------


def test_a_claim_that_rests_on_nothing_says_so(project: Project) -> None:
    claim = claims.create(project, "Just so")

    assert flags(project, claim) == {"bare": "It rests on nothing yet: link a category, a code or a segment."}


def test_an_empty_category_is_flagged(project: Project) -> None:
    empty = codes.create(project, "being heard", level="category")
    claim = claims.create(project, "So", links=[(Target("code", empty), "rests on")])

    assert flags(project, claim) == {
        "no words": "Nothing that it rests on leads to words in a text.",
        "empty": "No segment leads to the category “being heard”.",
    }


def test_a_merged_code_is_flagged_with_what_it_became_and_keeps_its_words(project: Project, interview: int) -> None:
    quiet = coded(project, interview, "sat down", "being quiet")
    claim = claims.create(project, "So", links=[(Target("code", quiet), "rests on")])
    calm = codes.create(project, "keeping calm")
    codes.merge(project, [quiet], into=calm)

    chain = chain_of(project)

    assert flags(project, claim)["retired"] == (
        "“being quiet” is no longer a code of its own: it became “keeping calm”."
    )
    assert chain.count(chain.evidence(claim)).segments == 1


def test_one_source_one_voice_one_case_are_thin(project: Project, claim: int) -> None:
    _unit, case = make_case(project, "Teams", "North Team")
    make_source(project, name="Another")
    study.create_participant(project, "Paul", case_ids=(case,))

    found = flags(project, claim)

    assert found["one source"] == "All of it comes from one source, Interview."
    assert found["one voice"] == "Only one voice is heard, Theresa."
    assert found["one case"] == "It was seen in one case only, Martine."
    assert found["not coded"] == "1 of its 1 sources is not marked as coded to the end."


def test_one_perspective_in_several_sources_is_thin(project: Project, claim: int) -> None:
    for name, perspective in (("Second", "parent"), ("Record", "case record")):
        source = make_source(project, name=name)
        sources.describe(project, [source], perspective=perspective)
        if name == "Second":
            again(project, source, "sat down")

    assert flags(project, claim)["one perspective"] == "All of it has one perspective: parent."


def test_segments_that_lost_their_words_are_flagged(project: Project, claim: int, interview: int) -> None:
    gone = span_of("sat down")
    editing.correct(project, interview, [Edit(gone.start, gone.end, "")])

    assert flags(project, claim)["lost"] == "1 segment lost its words when its text was corrected."


def test_a_negative_case_left_open_and_one_that_led_nowhere_are_flagged(
    project: Project, claim: int, interview: int
) -> None:
    hold_against.hold(project, claim, (interview, span_of("we talked")), "contrary")
    hold_against.hold(project, claim, (interview, span_of("came in")), "contrary", outcome="claim given up")

    found = flags(project, claim)

    assert found["open"] == "1 negative case is still open."
    assert found["given up"] == "A negative case led to giving it up, but it still stands."


def test_a_line_is_found_by_its_number(project: Project, interview: int) -> None:
    assert evidence_flags.line_at(project, interview, 1) is not None
    assert evidence_flags.line_at(project, interview, 99) is None


def _of(span: object) -> tuple[int, int]:
    return span.start, span.end  # type: ignore[attr-defined]
