"""Reporting checklists filled in from a project."""

from __future__ import annotations

import pytest

import qda
from qda.analysis.study import checklist_items, checklists
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import checklists as answers
from qda.study import consent, instruments
from qda.study import service as study
from tests.factories import make_case, make_source, span_of


def _items(project: Project, name: str = "coreq") -> dict[str, checklists.Filled]:
    return {each.item.key: each for each in checklists.filled(project, name)}


def _said(filled: checklists.Filled) -> str:
    return " ".join(fact.said() for fact in filled.facts)


def test_the_lists_have_32_and_21_items_numbered_through() -> None:
    for items, count in ((checklist_items.COREQ, 32), (checklist_items.SRQR, 21)):
        assert [item.key for item in items] == [str(number) for number in range(1, count + 1)]


def test_an_empty_study_knows_its_software_and_leaves_the_rest_to_write(project: Project) -> None:
    found = _items(project)

    assert [key for key, each in found.items() if each.state == "known"] == ["27"]
    assert f"Gerund {qda.__version__}" in _said(found["27"])
    assert not found["9"].done


def test_what_is_recorded_fills_the_items(project: Project) -> None:
    from qda.coding import segments

    _unit, case = make_case(project)
    theresa = study.create_participant(project, "Theresa", role="parent", case_ids=(case,))
    study.create_participant(project, "Angela", role="social worker")
    talks = [make_source(project, name=name) for name in ("Interview 1", "Interview 2")]
    sources.describe(project, talks, kind="interview", date="2012-03-01")
    for talk in talks:
        sources.set_participants(project, talk, [theresa])
    instruments.create(project, "Guide", version="1", date="2012-02-01", text="1. How?\n2. Why?")
    consent.record(project, theresa, "interview", outcome="no")
    segments.apply_new(project, talks[0], span_of("She did not judge me."), "not being judged")

    found = _items(project)

    assert _said(found["12"]) == "Participants: 2."
    assert _said(found["16"]).startswith(
        "Participants: 2; by role: parent (1), social worker (1). Units of analysis: 1"
    )
    assert _said(found["13"]).startswith("Consent: asked 1, refused something 1, withdrew 0")
    assert _said(found["17"]) == "Instruments: Guide (1), 2012-02-01; questions and dimensions in all: 2."
    assert _said(found["18"]) == "Participants interviewed: 1; more than once: 1."
    assert _said(found["24"]) == "Coders: 1; codings by each: AQ (1)."
    assert {key for key, each in found.items() if each.state == "known"} == {"12", "18", "24", "27"}
    assert found["17"].state == "half"
    assert "Theresa" not in " ".join(_said(each) for each in found.values())


def test_quotations_claim_a_pseudonym_only_where_there_is_one(project: Project) -> None:
    from qda.coding import segments

    talk = make_source(project)
    segments.apply_new(project, talk, span_of("She did not judge me."), "not being judged")

    assert _said(_items(project)["29"]) == "Coded segments: 1. Quotations carry source and line."


def test_many_roles_are_told_together(project: Project) -> None:
    for number in range(10):
        study.create_participant(project, f"P{number}", role=f"role {number}")

    assert _said(_items(project)["16"]).endswith("role 6 (1), others (3).")


def test_an_answer_stands_beside_the_facts_and_settles_the_item(project: Project) -> None:
    answers.answer(project, "coreq", "2", "PhD, MA")

    found = _items(project)["2"]

    assert (found.answer, found.state, found.done) == ("PhD, MA", "open", True)
    assert _items(project, "SRQR")["2"].answer == ""


def test_an_unknown_checklist_is_refused(project: Project) -> None:
    with pytest.raises(answers.UnknownChecklist):
        checklists.filled(project, "prisma")
