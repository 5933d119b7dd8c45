"""The matrix of the included literature: studies down, headings across, in one act."""

from __future__ import annotations

import pytest

from qda.flows.literature import matrix
from qda.flows.literature.matrix import NothingIncluded
from qda.project.project import Project
from qda.synthesis import matrix_queries
from tests.flows.bluechester.test_literature import literature_of_the_sample


def test_the_summary_of_studies_becomes_a_matrix(project: Project) -> None:
    literature_of_the_sample(project)

    made = matrix.make(project)
    second = matrix.make(project)

    found = matrix_queries.matrix(project, made)
    first, aim = found.rows[0], found.columns[1]
    cell = found.cell(first.id, aim.id)
    assert [line.name for line in found.columns] == [
        "Clarity and coherence", "Aim", "Design and sample", "What success means in it",
    ]  # fmt: skip
    assert [line.target for line in found.rows] == ["literature", "literature"]
    assert cell is not None
    assert cell.text == "To follow a decision from the board to the desk"
    assert matrix_queries.matrix(project, second).name == "Included studies (2)"
    assert project.undo() == "Make the matrix “Included studies (2)” of the included literature"


def test_without_included_publications_there_is_nothing_to_make(project: Project) -> None:
    with pytest.raises(NothingIncluded):
        matrix.make(project)
