"""Testing a focused code: answers, the tally that stays with it, and taking answers back."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.coding import codes, lookups, segments, testing
from qda.coding.testing import Stretches, Tally
from qda.errors import NotFound
from qda.project.project import Project
from tests.factories import make_source, span_of


@pytest.fixture
def source(project: Project) -> int:
    return make_source(project)


@pytest.fixture
def calm(project: Project) -> int:
    return codes.create(project, "keeping calm", level="focused")


@pytest.fixture
def segment(project: Project, source: int) -> int:
    """“sat down”, which another code holds."""
    return segments.apply_new(project, source, span_of("sat down"), "sitting").segment_id


def test_an_answer_codes_nothing_by_itself(project: Project, calm: int, segment: int) -> None:
    testing.answer(project, calm, segment, "fits", note=" she stays ")

    row = testing.answers(project, calm)[0]

    assert (row.answer, row.note, row.coder, row.quote, row.speaker) == (
        "fits",
        "she stays",
        "AQ",
        "sat down",
        "Theresa",
    )
    assert not row.carries
    assert calm not in lookups.codes_on(project, segment)


def test_what_fits_may_be_coded_in_the_same_act(project: Project, calm: int, segment: int) -> None:
    testing.answer(project, calm, segment, "fits", apply=True)
    carried = testing.answers(project, calm)[0].carries

    undone = project.undo()

    assert carried
    assert undone == "Test “keeping calm”: fits"
    assert testing.answers(project, calm) == []
    assert calm not in lookups.codes_on(project, segment)


def test_what_does_not_fit_is_not_coded_whatever_is_wished(project: Project, calm: int, segment: int) -> None:
    testing.answer(project, calm, segment, "not", apply=True)

    assert not testing.answers(project, calm)[0].carries


def test_uncoded_words_become_a_segment_that_carries_nothing(project: Project, source: int, calm: int) -> None:
    testing.answer(project, calm, (source, span_of("we talked")), "unsure")

    row = testing.answers(project, calm)[0]

    assert (row.quote, row.answer) == ("we talked", "unsure")
    assert lookups.codes_on(project, row.segment_id) == []


def test_an_answer_can_be_changed_and_keeps_its_note(project: Project, calm: int, segment: int) -> None:
    first = testing.answer(project, calm, segment, "later", note="ask again")
    second = testing.answer(project, calm, segment, "not")

    rows = testing.answers(project, calm)

    assert first == second
    assert [(row.answer, row.note) for row in rows] == [("not", "ask again")]


def test_the_tally_says_what_it_rests_on(project: Project, source: int, calm: int, segment: int) -> None:
    for words, given in (("came in", "fits"), ("She did", "not"), ("we talked", "unsure"), ("How did", "later")):
        testing.answer(project, calm, (source, span_of(words)), given)
    testing.answer(project, calm, segment, "fits")

    tally = testing.tally(project, calm)

    assert tally == Tally(fits=2, not_=1, unsure=1, later=1)
    assert tally.words == "fits 2, does not fit 1, not sure 1, of 5 looked at"


def test_two_coders_on_one_segment_count_once_by_the_newest_answer(tmp_path: Path) -> None:
    with Project.create(tmp_path / "two.gerund", title="Two", coder="AQ") as project:
        code = codes.create(project, "keeping calm")
        place = make_source(project), span_of("sat down")
        testing.answer(project, code, place, "fits")
        project.work_as("Bea")
        testing.answer(project, code, place, "not")

        told = testing.tally(project, code), len(testing.answers(project, code))

    assert told == (Tally(not_=1), 2)


def test_a_code_that_was_never_tested_has_no_tally_to_tell(project: Project, calm: int) -> None:
    assert testing.tally(project, calm).words == ""


def test_a_withdrawn_answer_leaves_the_tally_and_comes_back_by_undo(project: Project, calm: int, segment: int) -> None:
    made = testing.answer(project, calm, segment, "fits")

    testing.withdraw(project, [made])
    between = testing.tally(project, calm).looked
    project.undo()

    assert (between, testing.tally(project, calm).fits) == (0, 1)


def test_a_note_can_be_written_later(project: Project, calm: int, segment: int) -> None:
    made = testing.answer(project, calm, segment, "unsure")

    testing.note(project, made, "who decides?")

    assert testing.answers(project)[0].note == "who decides?"


def test_an_answer_that_is_none_is_refused(project: Project, calm: int, segment: int) -> None:
    with pytest.raises(testing.UnknownAnswer, match="perhaps"):
        testing.answer(project, calm, segment, "perhaps")


def test_a_segment_that_is_gone_is_refused(project: Project, calm: int) -> None:
    with pytest.raises(NotFound):
        testing.answer(project, calm, 999, "fits")


def test_deleting_a_code_takes_its_answers_along_and_undo_brings_them_back(
    project: Project, calm: int, segment: int
) -> None:
    testing.answer(project, calm, segment, "fits")

    codes.delete(project, [calm])
    between = testing.answers(project)
    project.undo()

    assert between == []
    assert testing.tally(project, calm).fits == 1


@pytest.mark.parametrize(
    ("start", "end", "touches"), [(0, 2, False), (0, 3, True), (9, 12, True), (10, 12, False), (5, 6, True)]
)
def test_stretches_touch_what_shares_a_character(start: int, end: int, touches: bool) -> None:
    stretches = Stretches([(2, 10), (3, 4)])

    assert stretches.touch(start, end) is touches
