from __future__ import annotations

import datetime
import io
from collections.abc import Sequence

import pytest

from qda.sources.readers import read_bytes
from qda.sources.readers.problems import NoTextColumn, TooManyRows
from qda.sources.readers.tables import MOST_ROWS

LONG = "I have often thought about that, and I cannot say."


def xlsx(*sheets: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for number, (title, rows) in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = title
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_row_is_a_text_named_by_its_participant_with_the_rest_as_fields() -> None:
    data = f'age,Participant,Answer\n31,P1,"{LONG}\nReally."\n,P2,Short\n9,P3,\n'

    first, second = read_bytes(data.encode(), "survey.csv")

    assert (first.name, first.text, first.fields) == ("P1", f"{LONG}\nReally.", {"age": "31"})
    assert (second.name, second.text, second.fields) == ("P2", "Short", {})
    assert first.notes == ("1 row has no text.", "The text is in the column “Answer”.")
    assert second.notes == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = "\n".join(delimiter.join((f"x{number}", "1", f'"{LONG}"')) for number in range(4))

    found = read_bytes(rows.encode(), "survey.csv")

    assert [reading.name for reading in found] == ["x0", "x1", "x2", "x3"]
    assert {reading.text for reading in found} == {LONG}


def test_without_a_head_or_names_rows_are_numbered() -> None:
    found = read_bytes(f"{LONG}\n{LONG} Again.\n".encode(), "diary.csv")

    assert [reading.name for reading in found] == ["diary row 1", "diary row 2"]
    assert found[1].text == f"{LONG} Again."


def test_a_table_in_another_encoding_says_so_once() -> None:
    first, second = read_bytes(f"id,text\nA,größer und schöner\nB,{LONG}".encode("cp1252"), "survey.csv")

    assert (first.text, first.encoding, second.encoding) == ("größer und schöner", "cp1252", "cp1252")
    assert first.notes[0] == "The encoding was guessed: cp1252."


def test_the_first_sheet_with_rows_is_read() -> None:
    day = datetime.date(2013, 5, 12)
    data = xlsx(
        ("Empty", []), ("Answers", [["id", "date", "n", "text"], ["P1", day, 3.0, LONG], []]), ("Codes", [["x"]])
    )

    (reading,) = read_bytes(data, "survey.xlsx")

    assert (reading.name, reading.text) == ("P1", LONG)
    assert reading.fields == {"date": "2013-05-12", "n": "3"}
    assert reading.notes == (
        "Only the sheet “Answers” was read, not “Codes”.",
        "The text is in the column “text”.",
    )


def test_tables_without_text_or_without_end_are_refused() -> None:
    with pytest.raises(NoTextColumn):
        read_bytes(xlsx(("Empty", [])), "survey.xlsx")
    with pytest.raises(NoTextColumn):
        read_bytes(b",,\n,,\n", "survey.csv")
    with pytest.raises(TooManyRows):
        read_bytes(b"text\n" + b"a\n" * (MOST_ROWS + 1), "survey.csv")
