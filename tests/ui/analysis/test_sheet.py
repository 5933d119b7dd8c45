from __future__ import annotations

import pytest

from qda.errors import Cancelled
from qda.export.coding.code_tables import Bases, FrequencyRow, Split, SplitColumn, frequencies
from qda.export.profiles import APA, GERMAN
from qda.export.tables import Column, Count, Dash, Marked, Quote, Row, Table, rich
from qda.export.word.layout import panels, text_area
from qda.progress import Silent, Stoppable
from qda.ui.analysis.sheet import lay_out, row_words

PLAIN = Table(
    title="Codes",
    columns=(Column("Code", "stub"), Column("Path", "text", sheet_only=True), Column("Segments", "count", base=9)),
    rows=(Row(("calming", "x > calming", Count(3, 9))), Row(("leaving", "x > leaving", Dash()), indent=1)),
    notes=(rich("*N* = {n}.", n=9),),
)


def wide(columns: int) -> Table:
    split = Split("source", tuple(SplitColumn(str(n), f"Interview {n}", 40) for n in range(columns)))
    row = FrequencyRow("calming", "calming", 0, "initial", 4, by={str(n): 1 for n in range(columns)})
    return frequencies([row], Bases(40, columns), split=split)


def test_the_sheet_has_the_columns_and_widths_of_the_word_file() -> None:
    sheet = lay_out(PLAIN, APA, Silent())

    (panel,) = panels(PLAIN, APA)
    assert [place.at for place in sheet.parts[0].places] == [0, 2]
    assert [place.width for place in sheet.parts[0].places] == list(panel.widths)
    assert sheet.width == text_area(APA, landscape=False)


def test_everything_stands_on_it_in_order() -> None:
    sheet = lay_out(PLAIN, APA, Silent())

    assert [(item.kind, item.row) for item in sheet.items] == [
        ("caption", 0),
        ("head", 0),
        ("row", 0),
        ("row", 1),
        ("foot", 0),
    ]
    assert len(sheet.heights) == len(sheet.items)


def test_a_table_too_wide_for_any_sheet_goes_on_beneath() -> None:
    sheet = lay_out(wide(60), APA, Silent())

    assert len(sheet.parts) > 1
    assert [part.first for part in sheet.parts] == [True] + [False] * (len(sheet.parts) - 1)
    assert all(part.places[0].column.kind == "stub" for part in sheet.parts)


def test_long_words_are_thought_to_need_more_lines() -> None:
    columns = (Column("Code", "stub"), Column("Definition", "text"))
    table = Table("Book", columns, (Row(("a", "short")), Row(("b", "a long definition " * 40))))

    sheet = lay_out(table, APA, Silent())

    assert sheet.heights[3] > 4 * sheet.heights[2]


def test_laying_out_can_be_stopped() -> None:
    progress = Stoppable()
    progress.stop()

    with pytest.raises(Cancelled):
        lay_out(PLAIN, APA, progress)


def test_a_row_is_read_aloud_with_its_headings_and_without_what_is_not_printed() -> None:
    columns = (*PLAIN.columns, Column("Example quote", "quote"))
    quote = Quote("It was calm.", "Interview", "Theresa", 12)
    table = Table("Codes", columns, (Row(("calming", "x > calming", Marked(Count(3, 9), "a"), quote)),))

    words = row_words(table, 0, GERMAN)

    assert words == (
        "calming; Segments: 3\u00a0(33\u00a0%); Example quote: It was calm., Theresa, Interview, Zeile\u00a012"
    )
