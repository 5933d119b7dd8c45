"""The grid and the list of categories as tables: bases, kinds of nothing, notes."""

from __future__ import annotations

from qda.analysis.grid import Grid, GridCell, GridColumn, GridRow
from qda.coding import codes
from qda.export import category_tables
from qda.export.tables import plain
from qda.project.project import Project

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
