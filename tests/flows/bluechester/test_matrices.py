"""The sample's matrices: every kind once, judged, with words for it, and rows that rest on little."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.analysis.synthesis import matrix_cells, matrix_quotes
from qda.flows.bluechester import sample
from qda.project.project import Project
from qda.synthesis import matrices


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "Bluechester.gerund"
    sample.build(path, coder="AQ")
    return path


def test_the_sample_has_a_matrix_of_each_kind(built: Path) -> None:
    with Project.open(built, writable=False) as project:
        kinds = ("perspectives", "across", "triangulation")
        found = {row.kind: matrices.matrix(project, row.id) for row in matrices.names(project, kinds)}

        shapes = {kind: (len(row.rows), len(row.columns), len(row.cells)) for kind, row in found.items()}
        assert shapes == {"perspectives": (6, 3, 13), "across": (3, 3, 9), "triangulation": (4, 4, 7)}
        for row in found.values():
            assert {cell.judgement for cell in row.cells.values()} - {""} <= set(row.scale)
            # A cell without evidence is there too, so that one sees how it looks.
            assert {bool(cell.evidence) for cell in row.cells.values()} == {True, False}


def test_its_evidence_stands_where_it_is_linked(built: Path) -> None:
    with Project.open(built, writable=False) as project:
        ground = matrix_cells.load(project)
        for name in matrices.names(project):
            found = matrix_cells.cells(ground, matrices.matrix(project, name.id))
            for row, one in enumerate(found.rows):
                for column, other in enumerate(found.columns):
                    if one.line is not None and one.line.target == "":
                        continue  # a heading of one's own takes what speaks for it from anywhere
                    cell = found.matrix.cell(one.id, other.id)
                    astray = set(cell.evidence if cell is not None else ()) - set(found.segments(row, column))
                    assert astray == set(), [each.quote for each in matrix_quotes.quotes(project, sorted(astray))]


def test_a_claim_in_the_making_rests_on_one_source(built: Path) -> None:
    with Project.open(built, writable=False) as project:
        found = matrix_cells.whole(project, matrices.find(project, "Claims by kind of source"))

        assert [found.alarms[head.id] for head in found.rows] == ["", "", "", "one source"]
