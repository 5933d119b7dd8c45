"""Matrices: what stands in rows and columns, and what each cell counts."""

from __future__ import annotations

import pytest

from qda.analysis.queries import crosstab
from qda.analysis.queries.crosstab import Axis, Matrix
from qda.analysis.queries.text import written
from qda.analysis.segments import ground
from qda.analysis.segments.ground import Counted
from qda.coding import codes, segments
from qda.errors import NotFound
from qda.project.project import Project
from qda.sources import service as sources
from qda.store import journal
from qda.store.models import AttributeValue
from qda.study import attributes
from tests.factories import make_case, make_source, span_of


@pytest.fixture
def two(project: Project) -> Project:
    """Two interviews of one case, and a code with another under it."""
    _unit, case = make_case(project)
    top = codes.create(project, "talking", level="focused")
    under = codes.create(project, "listening", parent_id=top)
    codes.create(project, "never used")
    for name, kind in (("one", "interview"), ("two", "diary")):
        source = make_source(project, name=name)
        sources.describe(project, [source], kind=kind)
        segments.apply(project, source, span_of("we talked"), top)
    sources.move(project, [1], case_id=case)
    segments.apply(project, 1, span_of("sat down"), under)
    segments.apply(project, 1, span_of("we talked"), under)
    return project


def cells(matrix: Matrix) -> list[tuple[str, list[int]]]:
    columns = range(len(matrix.columns))
    return [(line.heading, [matrix.cell(row, column) for column in columns]) for row, line in enumerate(matrix.rows)]


def cross(project: Project, rows: Axis, columns: Axis, counted: Counted = "segments") -> Matrix:
    return crosstab.cross(project, ground.load(project), rows, columns, counted)


def test_a_code_counts_what_lives_under_it_and_nothing_twice(two: Project) -> None:
    matrix = cross(two, Axis("codes"), Axis("source"))

    assert [line.heading for line in matrix.columns] == ["one", "two"]
    assert cells(matrix) == [("talking", [2, 1]), ("listening", [2, 0])]
    assert [(line.total, line.indent, line.parent) for line in matrix.rows] == [(3, 0, True), (2, 1, False)]
    assert [line.total for line in matrix.columns] == [2, 1]
    assert matrix.base == 3


def test_codes_can_stand_for_themselves_alone(two: Project) -> None:
    matrix = cross(two, Axis("codes", reach="alone"), Axis("source"))

    assert cells(matrix) == [("talking", [1, 1]), ("listening", [2, 0])]


def test_rows_may_be_limited_to_levels_and_to_codes(two: Project) -> None:
    assert cells(cross(two, Axis("codes", levels=("focused",)), Axis("kind"))) == [("talking", [2, 1])]
    assert cells(cross(two, Axis("codes", code_ids=(3,)), Axis("kind"))) == [("listening", [2, 0])]


def test_what_is_never_used_is_shown_when_asked_for(two: Project) -> None:
    matrix = cross(two, Axis("codes", used=False), Axis("case"))

    assert cells(matrix)[-1] == ("never used", [0])


def test_segments_of_no_case_are_counted_apart(two: Project) -> None:
    matrix = cross(two, Axis("codes"), Axis("case"))

    assert cells(matrix) == [("talking", [2]), ("listening", [2])]
    assert (matrix.base, matrix.outside) == (3, 1)


def test_sources_are_counted_once(two: Project) -> None:
    assert cells(cross(two, Axis("codes"), Axis("unit"), "sources")) == [("talking", [1]), ("listening", [1])]


def test_columns_may_be_values_of_an_attribute_in_their_order(two: Project) -> None:
    age = attributes.create(two, "Age", "number")
    attributes.set_value(two, age, "source", [1], "30")
    attributes.set_value(two, age, "source", [2], "9")

    matrix = cross(two, Axis("codes", levels=("focused",)), Axis("attribute", name="age"))

    assert [line.heading for line in matrix.columns] == ["9", "30"]
    assert cells(matrix) == [("talking", [1, 2])]
    with pytest.raises(NotFound):
        cross(two, Axis("codes"), Axis("attribute", name="shoe size"))


def test_a_cell_says_what_to_ask_for_its_quotes(two: Project) -> None:
    matrix = cross(two, Axis("codes"), Axis("kind"))

    query = matrix.query(1, 0)

    assert query is not None
    assert written(query) == "CODE talking > listening AND KIND interview"


def test_a_value_that_an_older_import_left_among_numbers_stands_last_and_breaks_nothing(two: Project) -> None:
    age = attributes.create(two, "Age", "number")
    attributes.set_value(two, age, "source", [1], "41")
    with two.command("exchange.import", "Import the project “old”") as session:
        log = journal.of(session)
        log.insert(AttributeValue, {"attribute_id": age, "target": "source", "target_id": 2, "value": "about forty"})

    matrix = cross(two, Axis("codes"), Axis("attribute", name="Age"))

    assert [line.heading for line in matrix.columns] == ["41", "about forty"]
