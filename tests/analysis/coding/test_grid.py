"""The grid of a category: counts with their base, and gaps that are told from missing data."""

from __future__ import annotations

import pytest

from qda.analysis.coding import grid
from qda.coding import codes, focused, properties, segments
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import service as study
from tests.factories import make_source, span_of

CASES = ("Leah", "Martine", "Nicola", "Paul")


@pytest.fixture
def cases(project: Project) -> dict[str, int]:
    """Four cases with an interview each; the last is not coded."""
    unit = study.create_unit(project, "Casework")
    made = {name: study.create_case(project, unit, name) for name in CASES}
    for name, case in made.items():
        source = make_source(project, name=f"Interview on {name}")
        sources.move(project, [source], case_id=case)
        sources.describe(project, [source], kind="interview")
    return made


@pytest.fixture
def category(project: Project, cases: dict[str, int]) -> int:
    """A category with a focused code: two segments on Leah, one on Martine; something else on Nicola."""
    made = codes.create(project, "managing the boundaries", level="category")
    satisficing = codes.create(project, "satisficing", level="focused")
    focused.cluster(project, [satisficing], made)
    other = codes.create(project, "catching up")
    for source, words, code in ((1, "came in", satisficing), (1, "sat down", made), (2, "came in", made)):
        segments.apply(project, source, span_of(words), code)
    segments.apply(project, 3, span_of("came in"), other)
    return made


def with_property(project: Project, category: int) -> int:
    return properties.add_property(project, category, "openness", dimensions=[("closed", "open")])


def test_an_empty_cell_says_whether_there_could_be_anything_in_it(project: Project, category: int) -> None:
    made = with_property(project, category)
    properties.attach(project, made, [1])

    found = grid.grid(project, category)

    assert [(column.name, column.segments, column.coded) for column in found.columns] == [
        ("Leah", 2, 2),
        ("Martine", 1, 1),
        ("Nicola", 0, 1),
        ("Paul", 0, 0),
    ]
    assert [cell.state for cell in found.rows[0].cells] == ["found", "gap", "absent", "no data"]
    assert (found.gaps, found.segments) == (1, 3)


def test_a_cell_counts_distinct_segments_and_tells_their_places(project: Project, category: int) -> None:
    made = with_property(project, category)
    properties.attach(project, made, [1, 2])
    for piece, at in zip(properties.placed(project), (0.9, 0.2), strict=True):
        properties.place(project, piece.id, at)

    row = grid.grid(project, category).rows[0]

    assert (row.name, row.low, row.high) == ("openness", "closed", "open")
    assert (row.cells[0].segments, row.cells[0].places, row.cells[0].base) == (2, (0.2, 0.9), 2)
    assert row.whole.segments == 2


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("unit", ["Casework"]),
        ("kind", ["interview"]),
        ("source", [f"Interview on {name}" for name in CASES]),
        ("participant", ["no participant"]),
        ("perspective", ["no perspective"]),
    ],
)
def test_columns_are_chosen(project: Project, category: int, by: grid.By, names: list[str]) -> None:
    with_property(project, category)

    assert [column.name for column in grid.grid(project, category, by).columns] == names


def test_each_dimension_has_a_row_and_so_has_what_lies_on_none(project: Project, category: int) -> None:
    made = properties.add_property(project, category, "openness", dimensions=[("closed", "open"), ("soft", "hard")])
    properties.add_property(project, category, "manner")
    properties.attach(project, made, [1])

    rows = grid.grid(project, category).rows

    assert [(row.name, row.low, row.whole.segments) for row in rows] == [
        ("openness", "closed", 0),
        ("openness", "soft", 0),
        ("openness", "", 1),
        ("manner", "", 0),
    ]


def test_evidence_that_left_the_category_is_told_apart(project: Project, category: int) -> None:
    made = with_property(project, category)
    properties.attach(project, made, [1, 4])

    found = grid.grid(project, category)

    assert found.rows[0].whole.segments == 1
    assert found.astray == (properties.placed(project)[1].id,)


def test_the_overview_counts_each_thing_once(project: Project, category: int) -> None:
    theme = codes.create(project, "demonstrating collaboration", level="theme")
    focused.cluster(project, [category], theme)
    loose = codes.create(project, "overseeing", level="focused")
    made = with_property(project, category)
    properties.attach(project, made, [1])

    found = grid.overview(project)

    rows = {row.id: row for row in found.rows}
    assert (rows[category].segments, rows[category].sources, rows[category].cases) == (3, 2, 2)
    assert (rows[theme].segments, rows[theme].members) == (3, (category,))
    assert (rows[category].properties, rows[category].gaps, rows[theme].gaps) == (1, 1, 0)
    assert rows[category].above == (theme,)
    assert (found.loose, found.bases) == ((loose,), (4, 3, 3))


def test_the_gaps_of_the_overview_are_those_of_the_grid(project: Project, category: int) -> None:
    made = with_property(project, category)
    properties.add_property(project, category, "manner")
    properties.attach(project, made, [3])

    overview = {row.id: row for row in grid.overview(project).rows}

    assert overview[category].gaps == grid.grid(project, category).gaps == 3


def test_a_study_without_codings_has_no_counts(project: Project) -> None:
    category = codes.create(project, "managing the boundaries", level="category")

    found = grid.overview(project)

    assert [(row.id, row.segments, row.cases) for row in found.rows] == [(category, 0, 0)]
    assert found.bases == (0, 0, 0)
