from __future__ import annotations

from qda.analysis.segments import retrieval
from qda.coding import codes, queries, segments
from qda.project.project import Project
from qda.sources import editing
from qda.sources import service as sources
from qda.sources.anchoring import Edit
from qda.study import service as study
from qda.text import Span
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


def test_words_that_were_corrected_away_are_counted_nowhere(project: Project) -> None:
    source = make_source(project)
    segments.apply_new(project, source, span_of("Then we talked."), "talking")
    gone = span_of("Then we talked.")

    editing.correct(project, source, [Edit(gone.start, gone.end, "")])

    assert retrieval.facts(project) == []
    assert [row.segments for row in queries.code_rows(project)] == [0]
    assert queries.everything(project) == []
    assert [row.quote for row in queries.detached(project, source)] == ["Then we talked."]


def test_a_case_that_moves_takes_its_codings_to_the_other_unit(project: Project) -> None:
    _unit, martine = make_case(project)
    board = study.create_unit(project, "LSCB")
    source = make_source(project)
    sources.move(project, [source], case_id=martine)
    segments.apply_new(project, source, span_of("And then"), "asking on")

    study.move_case(project, martine, board)

    (fact,) = retrieval.facts(project)
    assert fact.units == frozenset({board})


def test_a_source_that_hangs_on_a_unit_has_a_unit_and_no_case(project: Project) -> None:
    board = study.create_unit(project, "LSCB")
    source = make_source(project)
    sources.move(project, [source], unit_id=board)
    segments.apply_new(project, source, span_of("And then"), "asking on")

    (fact,) = retrieval.facts(project)

    assert (fact.cases, fact.units) == (frozenset(), frozenset({board}))


def test_two_merged_codes_on_one_segment_are_two_codings_and_one_segment(project: Project) -> None:
    source = make_source(project)
    one, two = codes.create(project, "one"), codes.create(project, "two")
    for code in (one, two):
        segments.apply(project, source, span_of("came in"), code)
    codes.merge(project, [two], into=one)

    counts = retrieval.count(retrieval.facts(project))[one]

    assert (len(counts.codings), len(counts.segments), len(counts.sources)) == (2, 1, 1)


def test_a_label_that_stands_for_nobody_known_counts_for_no_participant(project: Project) -> None:
    source = make_source(project)
    theresa = study.create_participant(project, "Theresa")
    sources.set_participants(project, source, [theresa])
    segments.apply_new(project, source, span_of("came in"), "arriving")

    (fact,) = retrieval.facts(project)

    assert fact.participants == frozenset()


def test_a_text_without_labels_speaks_for_its_only_participant(project: Project) -> None:
    source = make_source(project, "She came in.", "Note")
    theresa, anna = (study.create_participant(project, name) for name in ("Theresa", "Anna"))
    sources.set_participants(project, source, [theresa])
    segments.apply_new(project, source, Span(0, 3), "arriving")
    (alone,) = retrieval.facts(project)

    sources.set_participants(project, source, [theresa, anna])

    (together,) = retrieval.facts(project)
    assert (alone.participants, together.participants) == (frozenset({theresa}), frozenset())
