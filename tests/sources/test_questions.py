"""Questions set and refused by hand, and how they move with a corrected text."""

from __future__ import annotations

from qda.project.project import Project
from qda.sources import editing, questions
from qda.sources.anchoring import Edit
from qda.sources.questions import Question
from qda.study import instruments
from qda.text import Span
from tests.factories import TALK, make_source, span_of


def _guide(project: Project) -> Question:
    made = instruments.create(project, "Guide", text="How did it begin?\nAnd then?")
    return Question(made, 0, "How did it begin?")


def test_a_place_is_set_once(project: Project) -> None:
    source, question = make_source(project), _guide(project)

    first = questions.set_asked(project, source, span_of("How did it begin?"), question)
    again = questions.set_asked(project, source, span_of("How did it begin?"), question)

    assert first == again
    assert [row.refused for row in questions.by_hand(project)[source]] == [False]


def test_what_is_set_can_be_refused_at_its_place(project: Project) -> None:
    source, question = make_source(project), _guide(project)
    questions.set_asked(project, source, span_of("And then?"), question)

    questions.refuse(project, source, span_of("And then?"), question)

    assert [(row.span, row.refused) for row in questions.by_hand(project)[source]] == [(span_of("And then?"), True)]


def test_moving_refuses_the_old_place_and_sets_the_new(project: Project) -> None:
    source, question = make_source(project), _guide(project)

    questions.move(project, source, span_of("How did it begin?"), span_of("And then?"), question)

    assert [(row.span, row.refused) for row in questions.by_hand(project)[source]] == [
        (span_of("How did it begin?"), True),
        (span_of("And then?"), False),
    ]


def test_places_move_with_a_corrected_text(project: Project) -> None:
    source, question = make_source(project), _guide(project)
    place = span_of("And then?")
    questions.set_asked(project, source, place, question)

    editing.correct(project, source, [Edit(0, 3, "Interviewer")])

    moved = questions.by_hand(project)[source][0].span
    assert moved == Span(place.start + 8, place.end + 8)


def test_a_place_that_lost_its_words_is_let_go(project: Project) -> None:
    source, question = make_source(project), _guide(project)
    place = span_of("And then?")
    questions.set_asked(project, source, place, question)

    editing.correct(project, source, [Edit(place.start, place.end, "")])

    assert questions.by_hand(project) == {}


def test_corrections_are_let_go_of_one_question_or_of_all(project: Project) -> None:
    source, question = make_source(project, TALK), _guide(project)
    other = Question(question.instrument_id, 1, "And then?")
    questions.set_asked(project, source, span_of("How did it begin?"), question)
    questions.refuse(project, source, span_of("And then?"), other)

    assert questions.forget(project, source, other) == 1
    assert questions.forget(project, source) == 1
    assert questions.by_hand(project) == {}
