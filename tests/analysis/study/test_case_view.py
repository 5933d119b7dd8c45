"""Everything the study holds of one case."""

from __future__ import annotations

import pytest

from qda.analysis.study import case_view
from qda.coding import maps
from qda.errors import NotFound
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import attributes, consent
from qda.study import service as study
from qda.synthesis import claims
from qda.synthesis.targets import Target
from tests.export.coded_study import build
from tests.factories import TALK, make_source, span_of


def test_a_case_is_told_with_its_base(project: Project) -> None:
    made = build(project)

    found = case_view.of_case(project, made["case"])

    assert (found.name, found.unit, found.segments, found.coded_sources) == ("Martine", "Casework", 2, 1)
    assert [(row.name, row.segments, row.home) for row in found.sources] == [("Interview", 2, True)]
    assert [(code.level, code.name, code.segments) for code in found.codes] == [
        ("theme", "being seen", 2),
        ("category", "being met", 2),
        ("focused", "arriving", 2),
        ("initial", "coming in", 1),
        ("initial", "sitting down", 1),
    ]
    assert [memo.title for memo in found.memos] == ["On Martine"]
    assert [(each.name, each.told) for each in found.claims] == [("Calm comes first", "match")]


def test_attributes_say_whether_they_are_inherited(project: Project) -> None:
    made = build(project)
    place, size = attributes.create(project, "place", "text"), attributes.create(project, "size", "text")
    attributes.set_value(project, place, "unit", [1], "Bluechester")
    attributes.set_value(project, size, "case", [made["case"]], "small")

    found = case_view.of_case(project, made["case"])

    assert [(each.name, each.words, each.origin) for each in found.attributes] == [
        ("place", "Bluechester", "Casework"),
        ("size", "small", ""),
    ]


@pytest.mark.parametrize(
    ("outcome", "withdrawn", "sign"),
    [("yes", None, "yes"), ("no", None, "no"), ("yes", "2011-01", "withdrawn"), ("unanswered", None, "open")],
)
def test_consent_comes_to_one_sign(project: Project, outcome: str, withdrawn: str | None, sign: str) -> None:
    made = build(project)
    consent.record(project, made["person"], "interview", asked_on="2010", outcome=outcome, withdrawn_on=withdrawn)

    (person,) = case_view.of_case(project, made["case"]).people

    assert (person.name, person.consent) == ("Theresa", sign)


def test_passages_elsewhere_speak_of_the_case(project: Project) -> None:
    made = build(project)
    note = make_source(project, name="A note")
    sources.assign_passage(project, note, span_of("Then we talked."), [made["case"]])

    (passage,) = case_view.of_case(project, made["case"]).passages

    assert (passage.source, passage.words) == ("A note", "Then we talked.")
    assert TALK[passage.start : passage.end] == "Then we talked."


def test_claims_and_maps_know_the_case(project: Project) -> None:
    made = build(project)
    drawn = maps.create(project, "The whole")
    maps.place(project, drawn, "case", made["case"], (0.0, 0.0, 120.0, 40.0))
    claims.create(project, "She was met", links=[(Target("case", made["case"]), "about")])

    found = case_view.of_case(project, made["case"])

    assert [each.name for each in found.maps] == ["The whole"]
    assert ("She was met", "about") in [(each.name, each.told) for each in found.claims]


def test_the_segments_of_a_case_can_be_limited_to_codes(project: Project) -> None:
    made = build(project)

    whole = case_view.segments_of(project, made["case"])
    none = case_view.segments_of(project, made["case"], [made["theme"]])

    assert (len(whole), none) == (2, {})


def test_coverage_is_summed_over_the_sources_of_a_case(project: Project) -> None:
    made = build(project)

    found = case_view.coverages(project)

    assert found[made["case"]].coded == 1
    assert found[made["case"]].lines > 1


def test_a_case_that_is_gone_is_refused(project: Project) -> None:
    made = build(project)
    study.delete_case(project, made["case"])

    with pytest.raises(NotFound):
        case_view.of_case(project, made["case"])
