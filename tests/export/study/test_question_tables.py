"""Guides by interviews, and answers by question."""

from __future__ import annotations

import pytest

from qda.analysis.study import questions
from qda.coding import codes, segments
from qda.export.blocks import Heading, tables_of
from qda.export.profiles import GERMAN
from qda.export.study import question_tables
from qda.export.study.question_tables import NoQuestions
from qda.export.tables import Dash, Quote, plain
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import instruments
from tests.factories import make_source, span_of

TALK = (
    "INT: How did social services come to be involved?\n\nTheresa: It was the fire.\n\n"
    "INT: What would you say the success was?\n\nTheresa: The door."
)
GUIDE = (
    "1. How did social services come to be involved?\n2. Who was in the house?\n3. What would you say the success was?"
)


def _study(project: Project, interviews: int = 1) -> int:
    guide = instruments.create(project, "Guide for parents", text=GUIDE)
    for at in range(interviews):
        source = make_source(project, TALK, f"Interview {at + 1}")
        sources.assign_speaker(project, source, "INT", interviewer=True)
        instruments.link(project, [source], guide)
    return guide


def test_questions_stand_by_interviews_with_lines(project: Project) -> None:
    table = question_tables.guide_table(questions.guide(project, _study(project)))

    assert [column.heading for column in table.columns] == ["Question", "Interview 1", "Interviews"]
    assert [row.cells[1:] for row in table.rows] == [("1", 1), (Dash(), 0), ("3", 1)]
    assert "*" not in plain(table.notes[0]) and "n = 1 interview." in plain(table.notes[0])


def test_many_interviews_stand_one_under_the_other(project: Project) -> None:
    table = question_tables.guide_table(questions.guide(project, _study(project, 7)))

    assert [column.heading for column in table.columns] == ["Interview", "1", "2", "3"]
    assert len(table.rows) == 8
    assert table.rows[-1].cells == ("Interviews", "7", "0", "7")
    assert "2 = Who was in the house?" in plain(table.notes[0])


def test_answers_bring_coded_segments_or_their_beginning(project: Project) -> None:
    _study(project)
    code = codes.create(project, "losing a home", level="initial")
    segments.apply(project, 1, span_of("the fire", TALK), code)

    made = question_tables.answer_blocks(project)

    assert made[0] == Heading("Guide for parents", 2)
    first, last = tables_of(made)
    assert first.rows[0].cells[3:] == (Quote("the fire", "", "Theresa", 2), "losing a home")
    assert last.rows[0].cells[3:] == (Quote("Theresa: The door.", "", "Theresa"), Dash())


def test_german_tables_have_german_heads(project: Project) -> None:
    table = question_tables.guide_table(questions.guide(project, _study(project)), profile=GERMAN)

    assert table.columns[0].heading == "Frage"
    assert table.title == "Gestellte Fragen – Guide for parents"


def test_a_study_without_guides_has_nothing_to_write(project: Project) -> None:
    with pytest.raises(NoQuestions):
        question_tables.allowed(project)


def test_programs_get_places_and_answers(project: Project) -> None:
    view = questions.guide(project, _study(project))

    first, second, _third = question_tables.listed([view])

    assert first["asked"] == [
        {"source": "Interview 1", "line": 1, "start": 5, "end": 49, "answer": [51, 76], "score": 1.0, "by_hand": False}
    ]
    assert second["not_asked"] == ["Interview 1"]
