"""Transcripts answer to instruments: what is asked where, and what is answered."""

from __future__ import annotations

import pytest

from qda.analysis.queries import asking
from qda.analysis.queries.query import Has
from qda.analysis.queries.text import parsed, written
from qda.analysis.study import questions
from qda.coding import codes, segments
from qda.errors import NotFound
from qda.project.project import Project
from qda.sources import questions as by_hand
from qda.sources import service as sources
from qda.sources.questions import Question
from qda.study import instruments
from tests.factories import make_source, span_of

TALK = (
    "INT: How did social services come to be involved?\n\nTheresa: It was the fire.\n\nINT: The fire?\n\n"
    "Theresa: There was smoke all up the wall.\n\nINT: What would you say the success was?\n\nTheresa: The door."
)
GUIDE = (
    "1. How did social services come to be involved?\n2. Who was in the house?\n3. What would you say the success was?"
)


def _study(project: Project, talk: str = TALK) -> tuple[int, int]:
    source = make_source(project, talk, "Interview with Theresa")
    sources.assign_speaker(project, source, "INT", interviewer=True)
    guide = instruments.create(project, "Guide for parents", version="1", text=GUIDE)
    instruments.link(project, [source], guide)
    return source, guide


def test_an_answer_runs_to_the_next_question_through_probes(project: Project) -> None:
    _source, guide = _study(project)

    view = questions.guide(project, guide)

    found = [(each.item, each.line, each.answer.of(TALK) if each.answer else "") for each in view.asked]
    assert [(item, line) for item, line, _words in found] == [(0, 1), (2, 5)]
    assert found[0][2].startswith("Theresa: It was the fire.") and found[0][2].endswith("all up the wall.")
    assert found[1][2] == "Theresa: The door."
    assert [name for _id, name in view.without(1)] == ["Interview with Theresa"]


def test_answers_come_with_speakers_lines_and_coded_segments(project: Project) -> None:
    source, guide = _study(project)
    code = codes.create(project, "losing a home", level="initial")
    segments.apply(project, source, span_of("smoke all up the wall", TALK), code)

    answer = questions.answers(project, questions.guide(project, guide), 0)[0]

    assert (answer.source, answer.speakers, answer.asked.line, answer.last_line) == (
        "Interview with Theresa",
        ("Theresa",),
        1,
        4,
    )
    assert [(each.quote, each.codes) for each in answer.segments] == [("smoke all up the wall", ("losing a home",))]


def test_what_was_refused_is_not_asked_and_what_was_set_is(project: Project) -> None:
    source, guide = _study(project)
    third = Question(guide, 2, "What would you say the success was?")

    by_hand.move(project, source, span_of(third.wording, TALK), span_of("The fire?", TALK), third)

    found = [(each.item, each.span, each.by_hand) for each in questions.of_source(project, source)]
    first = span_of("How did social services come to be involved?", TALK)
    assert found == [(0, first, False), (2, span_of("The fire?", TALK), True)]


def test_a_correction_goes_with_its_question_when_the_guide_is_rearranged(project: Project) -> None:
    source, guide = _study(project)
    by_hand.set_asked(project, source, span_of("The fire?", TALK), Question(guide, 1, "Who was in the house?"))

    instruments.edit(project, guide, text="Who was in the house?\nHow did social services come to be involved?")

    found = [(each.item, each.by_hand) for each in questions.of_source(project, source)]
    assert found == [(1, False), (0, True)]


def test_questions_in_one_turn_share_their_answer(project: Project) -> None:
    talk = (
        "INT: How did social services come to be involved? And what would you say the success was?\n\n"
        "Theresa: The fire, and the door."
    )
    source, _guide = _study(project, talk)

    found = questions.of_source(project, source)

    assert [each.item for each in found] == [0, 2]
    assert {each.answer for each in found} == {span_of("Theresa: The fire, and the door.", talk)}


def test_without_an_interviewer_paragraphs_that_end_in_a_question_mark_ask(project: Project) -> None:
    source, _guide = _study(project)
    sources.assign_speaker(project, source, "INT", interviewer=False)

    assert [each.item for each in questions.of_source(project, source)] == [0, 2]


def test_a_framework_for_observation_asks_nothing(project: Project) -> None:
    source, guide = _study(project)

    instruments.edit(project, guide, kind="observation framework")

    assert questions.of_source(project, source) == []
    assert questions.guides(project) == []


def test_a_query_asks_for_what_lies_in_answers(project: Project) -> None:
    source, _guide = _study(project)
    code = codes.create(project, "losing a home", level="initial")
    segments.apply(project, source, span_of("smoke all up the wall", TALK), code)
    segments.apply(project, source, span_of("The door", TALK), code)
    query = parsed("ASKED “Guide for parents: 3”")

    found = asking.ask(project, query)

    assert query == Has("asked", "Guide for parents: 3") and parsed(written(query)) == query
    assert [found.ground.places[at].start for at in found.places] == [span_of("The door", TALK).start]


@pytest.mark.parametrize(
    "words",
    ["Guide for parents (1): 3", "guide for parents: 3. whatever", "What would you say the success was?"],
)
def test_a_question_is_named_by_its_number_or_its_words(project: Project, words: str) -> None:
    _source, guide = _study(project)

    assert questions.meant(project, words) == {guide: {2}}


def test_every_offered_name_is_understood(project: Project) -> None:
    _source, guide = _study(project)

    assert [questions.meant(project, name) for name in questions.names(project)] == [{guide: {at}} for at in range(3)]


def test_a_question_that_is_none_is_not_found(project: Project) -> None:
    _study(project)

    with pytest.raises(NotFound):
        questions.meant(project, "Guide for parents: 9")
    with pytest.raises(NotFound):
        questions.find_instrument(project, "Guide for nobody")
