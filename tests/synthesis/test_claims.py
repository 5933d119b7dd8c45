"""Claims: putting them down, saying how they stand, ordering them, and linking them to what they rest on."""

from __future__ import annotations

import pytest

from qda.coding import codes, segments
from qda.errors import NotFound
from qda.project.project import Project
from qda.synthesis import claims, targets
from qda.synthesis.claims import ClaimMissing, NotAmong, RivalOfItself
from qda.synthesis.targets import Target
from tests.factories import make_case, make_source, span_of


@pytest.fixture
def claim(project: Project) -> int:
    return claims.create(project, "Being listened to comes before being helped")


@pytest.fixture
def calm(project: Project) -> int:
    return codes.create(project, "keeping calm", level="focused")


def texts(project: Project) -> list[str]:
    return [row.text for row in claims.rows(project)]


def test_a_claim_begins_open_and_last(project: Project, claim: int) -> None:
    claims.create(project, " A second one ", kind="proposition", expected="calm first", at=7)

    first, second = claims.rows(project)

    assert (first.kind, first.status, first.links) == ("claim", "open", 0)
    assert (second.text, second.kind, second.expected, second.at) == ("A second one", "proposition", "calm first", 7)


def test_a_blank_claim_is_refused(project: Project) -> None:
    with pytest.raises(ClaimMissing):
        claims.create(project, "  ")


def test_a_claim_is_made_with_its_links_as_one_act(project: Project, calm: int) -> None:
    _unit, case = make_case(project)
    claims.create(project, "Calm helps", links=[(Target("case", case), "about"), (Target("code", calm), "rests on")])

    linked = [(row.target.kind, row.role) for row in claims.links(project)]
    project.undo()

    assert linked == [("code", "rests on"), ("case", "about")]
    assert (claims.rows(project), claims.links(project)) == ([], [])


def test_what_is_said_of_a_claim_can_be_changed(project: Project, claim: int) -> None:
    claims.reword(project, claim, "Listening comes first")
    claims.set_note(project, claim, "see the diary")
    claims.set_expected(project, claim, "listening before help")
    claims.set_status(project, [claim], "qualified")

    row = claims.row(project, claim)

    assert row is not None
    assert (row.text, row.note, row.expected, row.status) == (
        "Listening comes first",
        "see the diary",
        "listening before help",
        "qualified",
    )


def test_a_status_that_is_none_is_refused_with_those_there_are(project: Project, claim: int) -> None:
    with pytest.raises(NotAmong) as raised:
        claims.set_status(project, [claim], "proved")

    assert "given up" in raised.value.hint


def test_a_rival_stands_against_a_claim_until_it_is_none(project: Project, claim: int) -> None:
    rival = claims.create(project, "Time alone does it", kind="rival", rival_to=claim)
    against = claims.rows(project, ["rival"])[0].rival_to

    claims.set_kind(project, rival, "claim")

    assert against == claim
    assert claims.rows(project)[1].rival_to is None


def test_nothing_is_its_own_rival_round_a_corner(project: Project, claim: int) -> None:
    rival = claims.create(project, "Time alone does it", kind="rival", rival_to=claim)

    with pytest.raises(RivalOfItself):
        claims.set_kind(project, claim, "rival", rival_to=rival)


def test_claims_stand_in_the_order_they_are_put_in(project: Project, claim: int) -> None:
    second, third = claims.create(project, "Second"), claims.create(project, "Third")

    claims.move(project, [third, second], before=claim)

    assert texts(project) == ["Third", "Second", "Being listened to comes before being helped"]


def test_linking_twice_is_once(project: Project, claim: int, calm: int) -> None:
    first = claims.link(project, claim, [Target("code", calm)])
    again = claims.link(project, claim, [Target("code", calm)], role="about")

    assert (first, again) == (1, 0)
    assert [row.role for row in claims.links(project, claim)] == ["rests on"]


def test_a_link_to_what_is_gone_is_refused(project: Project, claim: int) -> None:
    with pytest.raises(NotFound):
        claims.link(project, claim, [Target("code", 99)])


def test_a_link_has_a_role_and_a_note_and_can_be_taken_off(project: Project, claim: int, calm: int) -> None:
    claims.link(project, claim, [Target("code", calm)])
    made = claims.links(project)[0].id
    claims.set_role(project, [made], "about")
    claims.note_link(project, made, " the clearest ")
    row = claims.links(project)[0]

    claims.unlink(project, [made])

    assert (row.role, row.note) == ("about", "the clearest")
    assert claims.links(project) == []


def test_a_link_to_a_merged_code_can_follow_it(project: Project, claim: int, calm: int) -> None:
    quiet = codes.create(project, "being quiet")
    claims.link(project, claim, [Target("code", quiet)])
    codes.merge(project, [quiet], into=calm)

    claims.repoint(project, claims.links(project)[0].id, Target("code", calm))

    assert [row.target.id for row in claims.links(project)] == [calm]


def test_following_to_what_is_linked_already_leaves_one_link(project: Project, claim: int, calm: int) -> None:
    quiet = codes.create(project, "being quiet")
    claims.link(project, claim, [Target("code", quiet), Target("code", calm)])

    claims.repoint(project, claims.links(project)[0].id, Target("code", calm))

    assert [row.target.id for row in claims.links(project)] == [calm]


def test_a_deleted_claim_takes_its_links_and_frees_its_rival(project: Project, claim: int, calm: int) -> None:
    claims.link(project, claim, [Target("code", calm)])
    claims.create(project, "Time alone does it", kind="rival", rival_to=claim)

    claims.delete(project, [claim])

    assert claims.links(project) == []
    assert [(row.text, row.rival_to) for row in claims.rows(project)] == [("Time alone does it", None)]


def test_a_segment_that_a_claim_rests_on_stays_when_its_last_code_goes(project: Project, claim: int) -> None:
    source = make_source(project)
    applied = segments.apply_new(project, source, span_of("sat down"), "sitting")
    claims.link(project, claim, [Target("segment", applied.segment_id)])

    segments.remove(project, [applied.coding_id])

    labels = targets.labels(project, [Target("segment", applied.segment_id)])
    assert list(labels.values()) == ["“sat down”, Interview"]


def test_links_are_called_by_what_they_lead_to(project: Project, claim: int, calm: int) -> None:
    unit, case = make_case(project)
    asked = [Target("code", calm), Target("unit", unit), Target("case", case), Target("claim", claim)]

    named = targets.labels(project, [*asked, Target("memo", 12)])

    assert [named[each] for each in asked] == [
        "keeping calm",
        "Casework",
        "Martine",
        "Being listened to comes before being helped",
    ]
    assert Target("memo", 12) not in named


@pytest.mark.parametrize("kind", targets.TARGETS)
def test_every_kind_of_link_has_a_name_to_ask_for(project: Project, kind: str) -> None:
    assert targets.labels(project, [Target(kind, 12345)]) == {}
