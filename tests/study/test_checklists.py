"""What is written beside the items of a reporting checklist."""

from __future__ import annotations

import pytest

from qda.project.project import Project
from qda.study import checklists
from qda.study.checklists import UnknownChecklist


def test_an_answer_is_written_changed_and_taken_away(project: Project) -> None:
    checklists.answer(project, "coreq", "9", "Grounded theory. ")
    checklists.answer(project, "srqr", "9", "Something else")
    first = checklists.answers(project, "coreq")

    checklists.answer(project, "COREQ", "9", "Constructivist grounded theory.")
    second = checklists.answers(project, "coreq")
    checklists.answer(project, "coreq", "9", "  ")

    assert (first, second) == ({"9": "Grounded theory."}, {"9": "Constructivist grounded theory."})
    assert checklists.answers(project, "coreq") == {}


def test_there_are_two_checklists(project: Project) -> None:
    with pytest.raises(UnknownChecklist):
        checklists.answer(project, "consort", "1", "x")
