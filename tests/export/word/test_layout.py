from __future__ import annotations

import pytest

from qda.export.measure import text_width
from qda.export.profiles import APA
from qda.export.tables import Cell, Column, Count, Row, Table
from qda.export.word.layout import CELL_MARGIN, FONT_SIZE, _given, number_indent, panels, text_area


def table(columns: list[Column], *rows: list[Cell]) -> Table:
    return Table("Codes", tuple(columns), tuple(Row(tuple(cells)) for cells in rows))


def by_case(cases: int, heading: str = "Kyle and Simon") -> Table:
    columns = [Column("Code", "stub"), *(Column(heading, "count", base=40, group="Cases") for _ in range(cases))]
    return table(columns, ["success being erased from the record", *(Count(12) for _ in range(cases))])


def test_a_small_table_stands_on_an_upright_sheet_and_fills_its_width() -> None:
    (panel,) = panels(by_case(3), APA)

    assert not panel.landscape
    assert sum(panel.widths) == text_area(APA, landscape=False)


def test_a_wide_table_lies_on_its_side() -> None:
    (panel,) = panels(by_case(14), APA)

    assert panel.landscape
    assert not panel.rotated


def test_more_columns_turn_their_heads_upright() -> None:
    (panel,) = panels(by_case(22), APA)

    assert panel.landscape
    assert panel.rotated


def test_a_table_that_fits_no_sheet_is_cut_and_each_panel_has_the_stub() -> None:
    cut = panels(by_case(80), APA)

    assert len(cut) > 1
    assert all(panel.columns[0] == 0 for panel in cut)
    assert [at for panel in cut for at in panel.columns[1:]] == list(range(1, 81))
    assert all(sum(panel.widths) == text_area(APA, landscape=True) for panel in cut)


def test_columns_for_sheets_take_no_room_on_paper() -> None:
    made = table([Column("Code", "stub"), Column("Path", sheet_only=True), Column("n", "count")], ["a", "a > b", 3])

    (panel,) = panels(made, APA)

    assert panel.columns == (0, 2)


def test_prose_gets_more_room_than_numbers() -> None:
    made = table(
        [Column("Code", "stub"), Column("Segments", "count"), Column("Quote", "quote")],
        ["aligning", 3, "We brought the plan into line with theirs, and then they changed theirs. " * 4],
    )

    (panel,) = panels(made, APA)

    assert panel.widths[2] > 2 * panel.widths[1]


def test_a_heading_of_one_long_word_is_not_broken() -> None:
    made = by_case(9, "Participants")

    (panel,) = panels(made, APA)

    assert min(panel.widths[1:]) > 1100


def test_a_stub_is_not_as_broad_as_its_long_heading_beside_prose() -> None:
    columns = [Column("Thema, Kategorie, fokussierter Code", "stub"), Column("Zitat", "quote")]

    (panel,) = panels(table(columns, ["Focused 1", LONG], ["Focused 2", LONG]), APA)

    assert panel.widths[0] < 2100


def test_one_long_word_over_a_stub_is_not_broken() -> None:
    columns = [Column("Teilnehmende/r", "stub"), Column("Rolle")]

    (panel,) = panels(table(columns, ["Bev", LONG], ["Jess", LONG]), APA)

    assert panel.widths[0] > text_width("Teilnehmende/r", FONT_SIZE) + 2 * CELL_MARGIN


def test_the_widest_number_stands_in_the_middle_of_its_column() -> None:
    narrow, wide = number_indent(["1", "12"], 1200), number_indent(["1", "12\u00a0(100\u00a0%)"], 1200)

    assert narrow > wide > 0


def test_a_table_without_rows_fits() -> None:
    (panel,) = panels(table([Column("Code", "stub"), Column("n", "count", base=3)]), APA)

    assert all(width > 0 for width in panel.widths)


LONG = "We brought the plan into line with theirs, and then they changed theirs. " * 3


def test_a_column_that_is_full_in_most_rows_gets_more_room_than_one_that_is_full_in_few() -> None:
    columns = [Column("Code", "stub"), Column("Definition"), Column("Example", "quote")]
    rows: list[list[Cell]] = [["a", LONG if at == 0 else "", LONG] for at in range(20)]

    (panel,) = panels(table(columns, *rows), APA)

    assert panel.widths[2] > 1.3 * panel.widths[1]


def test_two_columns_that_are_as_full_as_one_another_share_the_room() -> None:
    columns = [Column("Code", "stub"), Column("Definition"), Column("Example", "quote")]

    rows: list[list[Cell]] = [["a", LONG, LONG] for _ in range(20)]

    (panel,) = panels(table(columns, *rows), APA)

    assert abs(panel.widths[2] - panel.widths[1]) < 600


def test_a_day_and_its_hour_stay_on_one_line_beside_prose() -> None:
    columns = [Column("When", "stub"), Column("What happened"), Column("Why")]
    rows: list[list[Cell]] = [["2026-11-22 20:26", LONG, LONG] for _ in range(5)]

    (panel,) = panels(table(columns, *rows), APA)

    assert panel.widths[0] >= text_width("2026-11-22 20:26", 200) + 120


def test_the_base_in_a_head_of_words_is_not_broken() -> None:
    columns = [Column("Property", "stub"), *(Column("Paul", base=12_345) for _ in range(9))]

    (panel,) = panels(table(columns, [LONG, *["0"] * 9]), APA)

    assert min(panel.widths[1:]) >= text_width("n = 12,345", 200) + 120


def test_a_column_of_answers_is_broader_than_that_of_the_questions_beside_it() -> None:
    columns = [Column("Item", "stub"), Column("What to tell"), Column("From the project")]
    rows: list[list[Cell]] = [["a", LONG if at == 0 else "Says what is studied.", LONG * 2] for at in range(12)]

    (panel,) = panels(table(columns, *rows), APA)

    assert panel.widths[2] > 1.5 * panel.widths[1]


@pytest.mark.parametrize("spare", [32.3, 36.9, 1000.0, 1781.8])
def test_no_more_room_is_given_away_than_there_is(spare: float) -> None:
    # By a hair of rounding one piece more was given: the stub paid for it, and its longest word broke.
    widths = _given([100.0, 100.0], [1e6, 1e6], spare, [[3000.0, 3000.0]])

    assert sum(widths) == pytest.approx(200 + spare)


def test_heads_take_two_lines_at_most_where_there_is_room() -> None:
    heads = ("New in the run", "% of the base", "Not yet")
    columns = [Column("Source", "stub"), *(Column(head, "count") for head in heads), Column("Left out")]
    rows: list[list[Cell]] = [["LSCB development day field note 18 October 2012", 26, 20, 3, "for a reason"]] * 30

    (panel,) = panels(table(columns, *rows), APA)

    new, percent, short = panel.widths[1:4]
    assert new - 120 > text_width("the run", 200)
    assert min(new, percent) - 120 > text_width("New in the run", 200) / 2
    assert short - 120 > text_width("Not yet", 200)
