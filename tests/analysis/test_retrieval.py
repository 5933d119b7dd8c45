from __future__ import annotations

from qda.analysis import retrieval
from qda.coding import codes, segments
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import service as study
from tests.factories import make_case, make_source, span_of


def cases_of_the_only_coding(project: Project) -> frozenset[int]:
    (fact,) = retrieval.facts(project)
    return fact.cases


def test_a_coding_belongs_to_the_home_of_its_source(project: Project) -> None:
    _unit, martine = make_case(project)
    source = make_source(project)
    sources.move(project, [source], case_id=martine)
    segments.apply_new(project, source, span_of("And then"), "asking on")

    assert cases_of_the_only_coding(project) == {martine}


def test_a_speaker_s_participant_comes_before_the_home(project: Project) -> None:
    unit, martine = make_case(project)
    leah = study.create_case(project, unit, "Leah")
    source = make_source(project)
    sources.move(project, [source], case_id=martine)
    theresa = study.create_participant(project, "Theresa", case_ids=(martine, leah))
    sources.assign_speaker(project, source, "Theresa", participant_id=theresa)
    segments.apply_new(project, source, span_of("came in"), "arriving")

    assert cases_of_the_only_coding(project) == {martine, leah}


def test_a_passage_comes_before_the_speaker(project: Project) -> None:
    unit, martine = make_case(project)
    leah = study.create_case(project, unit, "Leah")
    source = make_source(project)
    sources.move(project, [source], case_id=martine)
    sources.assign_passage(project, source, span_of("She came in and sat down."), [leah])
    segments.apply_new(project, source, span_of("came in"), "arriving")

    assert cases_of_the_only_coding(project) == {leah}


def test_the_interviewer_s_words_count_for_no_participant(project: Project) -> None:
    source = make_source(project)
    theresa = study.create_participant(project, "Theresa")
    sources.assign_speaker(project, source, "Theresa", participant_id=theresa)
    segments.apply_new(project, source, span_of("How did it begin"), "asking")

    (fact,) = retrieval.facts(project)

    assert fact.participants == frozenset()


def test_parents_count_distinct_and_never_sum(project: Project) -> None:
    source = make_source(project)
    above = codes.create(project, "above")
    for name in ("one", "two"):
        segments.apply(project, source, span_of("came in"), codes.create(project, name, parent_id=above))

    totals = retrieval.count_subtrees(retrieval.facts(project), retrieval.parents(project))

    assert (len(totals[above].codings), len(totals[above].segments), len(totals[above].sources)) == (2, 1, 1)
