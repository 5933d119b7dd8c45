"""Whose word a code was, who else uses it, and where."""

from __future__ import annotations

import pytest

from qda.analysis.words import in_vivo
from qda.analysis.words.in_vivo import BY_FORMS, Trace
from qda.coding import codes, segments
from qda.errors import NotFound
from qda.nlp import pipeline as models
from qda.project.project import Project
from qda.sources import queries as sources
from qda.sources import service as sources_service
from qda.study import service as study
from qda.text import Span
from tests.factories import make_source

FIRST = "INT: Did she judge you?\n\nTheresa: She judged nobody. Judging is easy."
OTHER = "Anna: They judge, and they went along with it.\n\nAnna: I never judged."


@pytest.fixture
def code(project: Project) -> int:
    one, _other = make_source(project, FIRST, "First"), make_source(project, OTHER, "Second")
    sources_service.assign_speaker(project, one, "INT", interviewer=True)
    at = FIRST.index("judged nobody")
    applied = segments.in_vivo(project, one, Span(at, at + len("judged")))
    return codes.named(project, "judged") if applied.new else 0


def seen(trace: Trace) -> list[tuple[str, str, int]]:
    return [(hit.who, hit.quote, hit.line) for hit in trace.hits]


def test_other_forms_of_the_word_are_found_with_speaker_and_line(project: Project, code: int) -> None:
    found = in_vivo.trace(project, code)

    assert found.found_by == BY_FORMS
    assert seen(found) == [
        ("INT", "judge", 1),
        ("Theresa", "judged", 2),
        ("Theresa", "Judging", 2),
        ("Anna", "judge", 1),
        ("Anna", "judged", 2),
    ]


def test_the_first_word_is_the_one_that_was_coded(project: Project, code: int) -> None:
    found = in_vivo.trace(project, code)

    assert found.in_vivo
    assert found.origin == "Theresa, First, line 2"
    assert [hit.quote for hit in found.hits if hit.first] == ["judged"]
    assert sum(hit.coded for hit in found.hits) == 1


def test_the_interviewer_s_words_are_shown_and_not_counted(project: Project, code: int) -> None:
    found = in_vivo.trace(project, code)

    assert found.people.counts == (("Anna", 2), ("Theresa", 2))
    assert found.people.base == 2
    assert (found.sources.counts, found.sources.base) == ((("First", 2), ("Second", 2)), 2)
    assert "1 is the interviewer’s and not counted" in found.sentence


def test_cases_are_those_of_the_passage_s_source(project: Project, code: int) -> None:
    unit = study.create_unit(project, "Families")
    case = study.create_case(project, unit, "Martine")
    study.create_case(project, unit, "Paul")
    sources_service.move(project, [sources.find(project, "Second")], case_id=case)

    found = in_vivo.trace(project, code)

    assert (found.cases.counts, found.cases.base) == ((("Martine", 2),), 2)


def test_several_words_are_found_one_after_the_other(project: Project, code: int) -> None:
    phrase = codes.create(project, "go along")

    found = in_vivo.trace(project, phrase)

    assert seen(found) == [("Anna", "went along", 1)]
    assert found.first is None


def test_with_a_model_base_forms_decide(project: Project, code: int) -> None:
    pipeline = models.load()
    if not pipeline.has_model:
        pytest.skip("no language model is installed")

    found = in_vivo.trace(project, code, pipeline=pipeline)

    assert found.found_by == pipeline.found_by
    assert ("Anna", "judged", 2) in seen(found)
    assert pipeline.found_by in found.sentence


def test_a_code_that_is_gone_is_told(project: Project, code: int) -> None:
    with pytest.raises(NotFound):
        in_vivo.trace(project, 999)
