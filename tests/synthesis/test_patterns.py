"""Pattern matching: judgements on cases, their evidence, the tally."""

from __future__ import annotations

import pytest

from qda.coding import codes, segments
from qda.errors import NotFound
from qda.project import history
from qda.project.project import Project
from qda.synthesis import claims, patterns
from tests.factories import make_case, make_source, span_of


def _proposed(project: Project) -> tuple[int, int]:
    """A proposition and a case."""
    claim = claims.create(project, "Trust comes before change", kind="proposition", expected="first calm, then change")
    return claim, make_case(project)[1]


def _segment(project: Project) -> int:
    source, code = make_source(project), codes.create(project, "staying calm")
    return segments.apply(project, source, span_of("She did not judge me."), code).segment_id


def test_a_case_is_judged_in_parts(project: Project) -> None:
    claim, case = _proposed(project)

    patterns.judge(project, claim, case, observed="calm, then she moved", match="match")
    patterns.judge(project, claim, case, replication="literal", reason="same conditions")

    (row,) = patterns.rows(project)
    assert (row.observed, row.match, row.replication, row.reason) == (
        "calm, then she moved",
        "match",
        "literal",
        "same conditions",
    )
    assert history.rows(project)[0].text == (
        "Hold “Trust comes before change” against Martine: literal; same conditions"
    )


def test_what_is_emptied_again_leaves_no_row(project: Project) -> None:
    claim, case = _proposed(project)
    patterns.judge(project, claim, case, match="partial")

    patterns.judge(project, claim, case, match="")

    assert patterns.rows(project) == []


def test_an_unknown_match_names_those_there_are(project: Project) -> None:
    claim, case = _proposed(project)

    with pytest.raises(patterns.UnknownChoice) as told:
        patterns.judge(project, claim, case, match="perhaps")

    assert told.value.hint == "There are: match, partial, no match, no data."


def test_a_plain_claim_is_not_held_against_cases(project: Project) -> None:
    claim, case = claims.create(project, "They talked"), make_case(project)[1]

    with pytest.raises(patterns.NotExpecting):
        patterns.judge(project, claim, case, match="match")


def test_evidence_keeps_a_segment_alive(project: Project) -> None:
    claim, case = _proposed(project)
    source, code = make_source(project), codes.create(project, "staying calm")
    applied = segments.apply(project, source, span_of("She did not judge me."), code)
    patterns.add_evidence(project, claim, case, [applied.segment_id])

    segments.remove(project, [applied.coding_id])

    assert patterns.rows(project)[0].evidence == (applied.segment_id,)


def test_evidence_is_added_once_and_taken_away(project: Project) -> None:
    claim, case = _proposed(project)
    segment = _segment(project)

    first = patterns.add_evidence(project, claim, case, [segment])
    again = patterns.add_evidence(project, claim, case, [segment])
    patterns.remove_evidence(project, claim, case, [segment])

    assert (first, again, patterns.rows(project)) == (1, 0, [])


def test_evidence_that_is_gone_is_refused(project: Project) -> None:
    claim, case = _proposed(project)

    with pytest.raises(NotFound):
        patterns.add_evidence(project, claim, case, [4711])

    assert patterns.rows(project) == []


def test_rivals_stand_beneath_what_they_rival(project: Project) -> None:
    first = claims.create(project, "One", kind="proposition")
    claims.create(project, "Two", kind="proposition")
    claims.create(project, "A claim")
    claims.create(project, "Instead of one", kind="rival", rival_to=first)

    found = patterns.propositions(project)

    assert [row.text for row in found] == ["One", "Instead of one", "Two"]


def test_the_tally_counts_each_judgement_once(project: Project) -> None:
    claim, case = _proposed(project)
    unit = make_case(project, "Teams", "North")[0]
    assert unit
    other = make_case(project, "Board", "LSCB")[1]
    patterns.judge(project, claim, case, match="match", replication="literal")
    patterns.judge(project, claim, other, match="no data")

    found = patterns.tally(patterns.rows(project), cases=3)

    assert found == patterns.Tally(3, match=1, no_data=1, literal=1)
    assert found.judged == 2


def test_clearing_takes_judgement_and_evidence(project: Project) -> None:
    claim, case = _proposed(project)
    patterns.judge(project, claim, case, match="match")
    patterns.add_evidence(project, claim, case, [_segment(project)])

    patterns.clear(project, claim, [case])

    assert patterns.rows(project) == []


def test_a_proposition_is_found_by_its_first_words(project: Project) -> None:
    claim, _case = _proposed(project)

    found = patterns.find(project, "trust comes")

    assert found.id == claim
