"""The grid and the list of categories as tables: bases, kinds of nothing, notes."""

from __future__ import annotations

import pytest

from qda.analysis.coding.grid import Grid, GridCell, GridColumn, GridRow
from qda.coding import codes, properties, relations, segments
from qda.export.coding import category_tables
from qda.export.profiles import APA, GERMAN, Profile
from qda.export.tables import Count, plain
from qda.project.project import Project
from qda.sources import service as sources
from tests.factories import make_case, make_source, span_of

COLUMNS = (
    GridColumn(1, "Leah", 4, 9),
    GridColumn(2, "Paul", 2, 2),
    GridColumn(3, "Jo", 0, 7),
    GridColumn(4, "Nicola", 0, 0),
)


def laid(astray: tuple[int, ...] = ()) -> Grid:
    cells = (
        GridCell("found", (1, 2, 3), 3, (0.2, 0.8), 4),
        GridCell("gap", base=2),
        GridCell("absent"),
        GridCell("no data"),
    )
    row = GridRow(1, 1, "pace", "slow", "fast", cells[0], cells)
    return Grid(1, "case", COLUMNS, (row,), 6, astray)


def test_a_column_carries_its_base_and_a_cell_its_places() -> None:
    table = category_tables.grid_table(laid(), "keeping calm")

    assert table.title == "Properties and Dimensions of “keeping calm” by Case"
    assert [(column.heading, column.base) for column in table.columns][3:] == [
        ("All", 6),
        ("Leah", 4),
        ("Paul", 2),
        ("Jo", 0),
        ("Nicola", 0),
    ]
    assert table.rows[0].cells == ("pace", "slow", "fast", "3 (at 20, 80)", "3 (at 20, 80)", "0", "–", "no data")


def test_evidence_that_is_left_out_is_told() -> None:
    table = category_tables.grid_table(laid((7, 9)), "keeping calm", study_title="Talking {so}")

    notes = [plain(note) for note in table.notes]
    assert notes[2] == "2 pieces of evidence on segments that belong to the category no longer are left out."
    assert table.title.endswith(" – Talking {so}")


def test_a_study_without_categories_has_an_empty_list(project: Project) -> None:
    codes.create(project, "calm")

    table = category_tables.overview(project)

    assert (table.rows, category_tables.relation_table(project)) == ((), None)


@pytest.mark.parametrize(("profile", "told"), [(APA, ["leads to", "eases"]), (GERMAN, ["führt zu", "eases"])])
def test_offered_kinds_of_relation_are_told_in_the_document_s_language_and_own_ones_as_written(
    project: Project, profile: Profile, told: list[str]
) -> None:
    calm, talk = codes.create(project, "calm"), codes.create(project, "talking")
    relations.relate(project, calm, "leads to", talk)
    relations.relate(project, talk, "eases", calm)

    table = category_tables.relation_table(project, profile=profile)

    assert table is not None
    assert [row.cells[1] for row in table.rows] == told
    assert table.printed == (0, 1, 2)  # no relation has a note


def test_notes_on_relations_have_a_column_of_their_own(project: Project) -> None:
    calm, talk = codes.create(project, "calm"), codes.create(project, "talking")
    relations.relate(project, calm, "leads to", talk, note="twice")

    table = category_tables.relation_table(project)

    assert table is not None
    assert table.printed == (0, 1, 2, 3)


def evidence_for_pace(project: Project) -> int:
    """A category with two properties in one case, of which one has evidence; gives the category."""
    _unit, case = make_case(project)
    source = make_source(project)
    sources.move(project, [source], case_id=case)
    calm = codes.create(project, "keeping calm", level="category")
    pace = properties.add_property(project, calm, "pace")
    properties.add_property(project, calm, "tone")
    segment = segments.apply(project, source, span_of("sat down"), calm).segment_id
    properties.attach(project, pace, [segment])
    return calm


def test_a_property_counts_the_sources_and_cases_of_its_evidence(project: Project) -> None:
    evidence_for_pace(project)

    _category, pace, tone = category_tables.overview(project).rows

    assert pace.cells[2:] == (Count(1), Count(1), Count(1), Count(0))
    assert tone.cells[2:] == (Count(0), Count(0), Count(0), Count(1))


def test_a_category_without_any_evidence_has_no_grid_of_noughts(project: Project) -> None:
    evidence_for_pace(project)
    properties.add_property(project, codes.create(project, "being met", level="category"), "length")

    first, grid = category_tables.tables(project)

    assert grid.title.startswith("Properties and Dimensions of “keeping calm”")
    assert plain(first.notes[-1]).startswith("1 category has no table by case")


def test_a_grid_explains_only_the_kinds_of_nothing_that_it_has(project: Project) -> None:
    evidence_for_pace(project)

    _first, grid = category_tables.tables(project)

    assert plain(grid.notes[1]) == "0: the category is found there and the property not yet."
