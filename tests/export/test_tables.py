from __future__ import annotations

import pytest

from qda.export.profiles import APA, GERMAN
from qda.export.tables import (
    Cell,
    Column,
    Count,
    Dash,
    Date,
    Marked,
    Quote,
    Row,
    Share,
    Table,
    cell_text,
    plain,
    rich,
    sheet_columns,
    sheet_value,
)


def table(columns: list[Column], *rows: list[Cell]) -> Table:
    return Table("Codes", tuple(columns), tuple(Row(tuple(cells)) for cells in rows))


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        (7, "7"),
        (0, "0"),
        (Dash(), "–"),
        (Count(7), "7"),
        (Count(7, 12), "7\u00a0(58%)"),
        (Count(0, 12), "0\u00a0(0%)"),
        (Share(7, 12), "58%"),
        (0.49, ".49"),
        ("as it is", "as it is"),
        (Quote("word for word", "Interview"), "word for word"),
        (Marked(Count(7), "a"), "7"),
    ],
)
def test_cells_are_printed_by_what_they_are(cell: Cell, printed: str) -> None:
    assert cell_text(cell, Column("n", "count", bounded=True), APA) == printed


def test_stars_in_values_stay_stars() -> None:
    text = rich("*N* = {n} of {study}", n=24, study="the *odd* study")

    assert plain(text) == "N = 24 of the *odd* study"
    assert [run.text for run in text if run.italic] == ["N"]


def test_a_quote_says_who_where_and_when_as_far_as_it_is_known() -> None:
    full = Quote("…", "Interview with Theresa", "Theresa", 12, "00:14:31")

    assert full.attribution(GERMAN) == "Theresa, Interview with Theresa, Zeile\u00a012, 00:14:31"
    assert Quote("…", "Board minutes").attribution(APA) == "Board minutes"


def test_rows_must_fit_the_columns() -> None:
    with pytest.raises(ValueError, match="another length"):
        table([Column("Code", "stub")], ["aligning", 3])


def test_columns_of_a_group_must_stand_together() -> None:
    columns = [Column("a", group="Cases"), Column("b"), Column("c", group="Cases")]

    with pytest.raises(ValueError, match="stand together"):
        table(columns)


def test_a_sheet_gives_counts_shares_and_places_of_quotes_their_own_columns() -> None:
    made = table(
        [Column("Code", "stub"), Column("People", "count", base=12), Column("Example", "quote")],
        ["aligning", Count(3, 12), Quote("we fed it in", "Board", "Chair", 7)],
        ["venting", Dash(), ""],
    )

    columns = sheet_columns(made, APA)
    rows = [{column.heading: sheet_value(row, column) for column in columns} for row in made.rows]

    assert rows[0] == {
        "Code": "aligning",
        "People (n = 12)": 3,
        "People: share of 12": 0.25,
        "Example": "we fed it in",
        "Example: Speaker": "Chair",
        "Example: Source": "Board",
        "Example: Line": 7,
    }
    assert rows[1]["People (n = 12)"] == Dash()
    assert rows[1]["Example: Line"] is None


@pytest.mark.parametrize(("ordinal", "printed"), [(False, "1,985"), (True, "1985")])
def test_numbers_that_name_have_no_marks(ordinal: bool, printed: str) -> None:
    column = Column("Born", "count", ordinal=ordinal)

    assert cell_text(1985, column, APA) == printed


def test_a_sheet_has_no_column_for_what_no_quote_tells() -> None:
    made = table([Column("Example", "quote")], [Quote("one", time="00:14:31")], [Quote("two")])

    assert [column.heading for column in sheet_columns(made, APA)] == ["Example", "Example: Time"]


def test_a_sheet_says_the_group_before_the_heading() -> None:
    made = table([Column("Martine", "count", group="Segments by case", base=9)], [4])

    assert [column.heading for column in sheet_columns(made, APA)] == ["Segments by case: Martine (n = 9)"]


@pytest.mark.parametrize(
    ("stored", "printed"),
    [
        ("2013-01-31", "31.01.2013"),
        (Date("2013-01"), "01.2013"),
        ("2011-12", "2011-12"),
        ("all 10-2 of", "all 10-2 of"),
    ],
)
def test_a_day_is_printed_as_german_has_it_and_sorts_in_a_sheet(stored: str, printed: str) -> None:
    column, row = Column("When"), Row((stored,))

    assert cell_text(stored, column, GERMAN) == printed
    assert sheet_value(row, sheet_columns(Table("t", (column,), (row,)), GERMAN)[0]) == stored


def test_the_words_of_a_quote_stay_though_they_are_a_day() -> None:
    assert cell_text(Quote("2013-01-31"), Column("Quote", "quote"), GERMAN) == "2013-01-31"
