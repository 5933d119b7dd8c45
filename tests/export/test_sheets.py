from __future__ import annotations

import csv
import errno
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.errors import Cancelled
from qda.export.coding.code_tables import Bases, FrequencyRow, SegmentRow, Split, SplitColumn, frequencies, segments
from qda.export.leaving.files import CannotWrite
from qda.export.profiles import APA, GERMAN, Profile
from qda.export.sheets import CELL_LIMIT, write_csv, write_xlsx
from qda.export.tables import Column, Dash, Date, Marked, Properties, Quote, Row, Share, Table, rich
from qda.progress import Stoppable

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TITLED = Properties("Segments")
RUNNING = ["=1+1", "-I said", "+ and", "@x", "\ttab", "\nline", "＝1"]
STILL = [
    'plain, with “marks” and "quotes"',
    "emoji 🙂 👩‍👩‍👧",
    "e\u0301 孩子 הקול",
    "\ufefffirst",
    "two\nlines",
    " =spaced",
    "007",
    "http://example.org",
]


def quotes(texts: list[str]) -> Table:
    return segments([SegmentRow("aligning", text, "Board") for text in texts])


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def read_quotes(path: Path) -> list[str]:
    return [row[2] for row in read_csv(path)[1:]]


def open_book(path: Path) -> Workbook:
    import openpyxl

    return openpyxl.load_workbook(path)


def first_sheet(path: Path) -> Worksheet:
    return open_book(path).worksheets[0]


# -- .csv


def test_texts_in_csv_are_exact(tmp_path: Path) -> None:
    path = tmp_path / "segments.csv"

    write_csv(path, quotes(STILL))

    assert read_quotes(path) == STILL


def test_a_text_that_would_run_as_a_formula_gets_one_apostrophe(tmp_path: Path) -> None:
    path = tmp_path / "segments.csv"

    write_csv(path, quotes(RUNNING))

    assert read_quotes(path) == [f"'{text}" for text in RUNNING]


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1))
def test_taking_one_apostrophe_off_gives_every_text_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "segments.csv"

    write_csv(path, quotes(texts))

    guarded = tuple("=+-@\t\r\n＝＋－＠")
    back = [
        text[1:] if text.startswith("'") and text.lstrip("'").startswith(guarded) else text
        for text in read_quotes(path)
    ]
    assert back == texts


def test_raw_csv_is_exact_throughout(tmp_path: Path) -> None:
    path = tmp_path / "segments.csv"

    write_csv(path, quotes(RUNNING + STILL), raw=True)

    assert read_quotes(path) == RUNNING + STILL


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    path = tmp_path / "kappa.csv"
    table = Table("κ", (Column("Code", "stub"), Column("κ", "decimal")), (Row(("aligning", -0.09)),))

    write_csv(path, table)

    assert read_csv(path)[1] == ["aligning", "-0.09"]


def test_counts_shares_zero_and_not_measured_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    row = FrequencyRow("aligning", "aligning", 0, "focused", 12, participants=None, sources=6, cases=0)

    write_csv(path, frequencies([row], Bases(400, 24, 11, 9), counts=("segments", "participants", "sources", "cases")))

    head, cells = read_csv(path)
    assert dict(zip(head, cells, strict=True)) == {
        "Code": "aligning",
        "Path": "aligning",
        "Level": "focused",
        "Segments (n = 400)": "12",
        "Participants (n = 11)": "",
        "Sources (n = 24)": "6",
        "Sources: share of 24": "0.25",
        "Cases (n = 9)": "0",
        "Cases: share of 9": "0.0",
    }


@pytest.mark.parametrize(
    ("options", "begins", "ends"),
    [
        ({}, b"Code,", b"\r\n"),
        ({"line_end": "\n"}, b"Code,", b"Board\n"),
        ({"bom": True}, b"\xef\xbb\xbfCode,", b"\r\n"),
    ],
)
def test_bytes_are_utf8_with_crlf_and_no_mark_unless_asked(
    tmp_path: Path, options: dict[str, object], begins: bytes, ends: bytes
) -> None:
    path = tmp_path / "segments.csv"
    table = Table("t", (Column("Code", "stub"), Column("Source")), (Row(("a", "Board")),))

    write_csv(path, table, **options)  # type: ignore[arg-type]

    assert path.read_bytes().startswith(begins)
    assert path.read_bytes().endswith(ends)


def test_stopping_a_csv_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "segments.csv"
    path.write_text("old")
    progress = Stoppable()
    progress.stop()

    with pytest.raises(Cancelled):
        write_csv(path, quotes(STILL), progress=progress)

    assert path.read_text() == "old"


# -- .xlsx


def test_texts_in_xlsx_are_texts_and_exact(tmp_path: Path) -> None:
    path = tmp_path / "segments.xlsx"

    write_xlsx(path, [quotes(STILL + RUNNING)], properties=TITLED)

    cells = [row[2] for row in first_sheet(path).iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == STILL + RUNNING
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert not any(cell.hyperlink for cell in cells)


def test_a_large_book_goes_by_way_of_the_disk_and_is_as_exact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "segments.xlsx"
    monkeypatch.setattr("qda.export.sheets._LARGE", 10)

    write_xlsx(path, [quotes(STILL + RUNNING)], properties=TITLED)

    assert [row[2].value for row in first_sheet(path).iter_rows(min_row=2)] == STILL + RUNNING
    assert list(tmp_path.iterdir()) == [path]


def test_control_characters_are_replaced_visibly(tmp_path: Path) -> None:
    path = tmp_path / "segments.xlsx"

    write_xlsx(path, [quotes(["a\x00b\ud800"])], properties=TITLED)

    assert first_sheet(path).cell(2, 3).value == "a\ufffdb\ufffd"


def test_numbers_are_numbers_and_shares_show_as_percentages(tmp_path: Path) -> None:
    path = tmp_path / "codes.xlsx"
    row = FrequencyRow("aligning", "aligning", 2, "focused", 12, participants=None, sources=6)

    write_xlsx(
        path,
        [frequencies([row], Bases(400, 24, 11), counts=("segments", "participants", "sources"))],
        properties=TITLED,
    )

    sheet = first_sheet(path)
    assert [cell.value for cell in sheet[2]] == ["aligning", "aligning", "focused", 12, "–", 6, 0.25]
    assert sheet.cell(2, 7).number_format == "0%"
    assert sheet.cell(2, 1).alignment.indent == 2


def test_a_percent_sign_stands_apart_in_german(tmp_path: Path) -> None:
    path = tmp_path / "codes.xlsx"
    table = Table("Shares", (Column("Share", "percent"),), (Row((Share(1, 4),)),))

    write_xlsx(path, [table], properties=TITLED, profile=GERMAN)

    assert first_sheet(path).cell(2, 1).value == 0.25
    assert first_sheet(path).cell(2, 1).number_format == "0 %"


DATED = (Date("2013-01-31"), "2013-01-31", "2013-01-31 14:05")


@pytest.mark.parametrize(("profile", "order"), [(APA, "yyyy-mm-dd"), (GERMAN, "dd.mm.yyyy")])
def test_a_full_date_is_a_date(tmp_path: Path, profile: Profile, order: str) -> None:
    path = tmp_path / "dates.xlsx"
    table = Table("Dates", (Column("When"),), tuple(Row((text,)) for text in DATED))

    write_xlsx(path, [table], properties=TITLED, profile=profile)

    cells = [row[0] for row in first_sheet(path).iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [
        datetime(2013, 1, 31),
        datetime(2013, 1, 31),
        datetime(2013, 1, 31, 14, 5),
    ]
    assert [cell.number_format for cell in cells] == [order, order, f"{order} hh:mm"]
    assert {cell.alignment.horizontal for cell in cells} == {"left"}


@pytest.mark.parametrize(
    "text", ["2011", "2012-03", "March 2012", "2013-02-30", "2013-13-01", "1899-12-31", "31.01.2013", "2013/01/31"]
)
def test_a_date_of_which_the_day_is_not_known_is_a_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "dates.xlsx"

    write_xlsx(path, [Table("Dates", (Column("When"),), (Row((text,)),))], properties=TITLED)

    assert first_sheet(path).cell(2, 1).value == text


def test_a_month_is_written_as_the_days_around_it(tmp_path: Path) -> None:
    path = tmp_path / "dates.xlsx"
    table = Table("Dates", (Column("When"),), (Row((Date("2012-03"),)), Row((Date("2012-03-01"),))))

    write_xlsx(path, [table], properties=TITLED, profile=GERMAN)

    assert first_sheet(path).cell(2, 1).value == "03.2012"


def test_what_somebody_said_is_never_a_date(tmp_path: Path) -> None:
    path = tmp_path / "segments.xlsx"

    write_xlsx(path, [quotes(["2013-01-31"])], properties=TITLED)

    assert first_sheet(path).cell(2, 3).value == "2013-01-31"


def test_the_head_is_frozen_and_filters_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "segments.xlsx"

    write_xlsx(path, [quotes(STILL)], properties=TITLED)

    sheet = first_sheet(path)
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:L{len(STILL) + 1}"
    assert sheet.column_dimensions["C"].width > 60


def test_a_sheet_is_printed_as_wide_as_a_page_with_its_head_on_each(tmp_path: Path) -> None:
    path = tmp_path / "segments.xlsx"

    write_xlsx(path, [quotes(STILL)], properties=TITLED)

    sheet = first_sheet(path)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"


def test_long_names_go_on_in_their_cell_and_short_ones_take_little_room(tmp_path: Path) -> None:
    path = tmp_path / "claims.xlsx"
    claim = "What a family brought about itself leaves the record: once it is written down, it belongs to the plan."
    table = Table("Claims", (Column("Claim", "stub"), Column("Status")), (Row((claim, "open")),))

    write_xlsx(path, [table], properties=TITLED)

    sheet = first_sheet(path)
    assert 40 < sheet.column_dimensions["A"].width < 55
    assert sheet.column_dimensions["B"].width < 14
    assert sheet["A2"].alignment.wrap_text


@pytest.mark.parametrize(("places", "shown"), [(0, "0"), (1, "0.0"), (3, "0.000")])
def test_decimals_have_the_places_of_their_column(tmp_path: Path, places: int, shown: str) -> None:
    path = tmp_path / "curve.xlsx"
    table = Table("Curve", (Column("Source", "stub"), Column("%", "decimal", places=places)), (Row(("one", 46.45)),))

    write_xlsx(path, [table], properties=TITLED)

    assert (first_sheet(path)["B2"].value, first_sheet(path)["B2"].number_format) == (46.45, shown)


def test_a_sheet_is_named_without_the_study_and_without_half_a_word(tmp_path: Path) -> None:
    path = tmp_path / "codes.xlsx"
    long = replace(quotes(["a"]), title="Code Frequencies – A study of success and collaboration")
    longer = replace(long, number=2, title="Success in the literature, by domain and by year")

    write_xlsx(path, [long, longer], properties=TITLED)

    assert open_book(path).sheetnames[:2] == ["Code Frequencies", "Success in the literature"]


def test_sheets_are_counted_where_all_of_them_have_room_for_it(tmp_path: Path) -> None:
    path = tmp_path / "codes.xlsx"
    first = replace(quotes(["a"]), title="Code Frequencies – A study")

    write_xlsx(path, [first, replace(first, number=2, title="Code Book – A study")], properties=TITLED)

    assert open_book(path).sheetnames[:2] == ["Table 1 Code Frequencies", "Table 2 Code Book"]


def test_a_title_that_fits_only_without_its_number_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"

    write_xlsx(path, [replace(quotes(["a"]), title="Attributes of the Participants – A study")], properties=TITLED)

    assert open_book(path).sheetnames[0] == "Attributes of the Participants"


def test_counts_have_marks_at_the_thousands_and_lines_have_none(tmp_path: Path) -> None:
    path = tmp_path / "counts.xlsx"
    columns = (Column("Words", "count"), Column("Example", "quote"), Column("Left out", "count"))
    table = Table("Words", columns, (Row((12_345, Quote("so", line=1_024), Dash())),))

    write_xlsx(path, [table], properties=TITLED)

    sheet = first_sheet(path)
    assert [sheet[cell].number_format for cell in ("A2", "C2")] == ["#,##0", "0"]
    assert [sheet[cell].alignment.horizontal for cell in ("A1", "A2", "D2")] == ["right", "right", "right"]


def test_a_long_text_has_a_wide_column_for_a_row_shows_few_lines(tmp_path: Path) -> None:
    path = tmp_path / "memos.xlsx"
    table = Table("Memos", (Column("Title", "stub"), Column("Memo")), (Row(("one", "words " * 100)),))

    write_xlsx(path, [table], properties=TITLED)

    assert first_sheet(path).column_dimensions["B"].width > 60


def test_titles_and_notes_have_a_sheet_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "codes.xlsx"
    table = Table(
        "Agreement",
        (Column("Code", "stub"), Column("κ", "decimal", marks="a")),
        (Row(("aligning", Marked(0.49, "b"))),),
        notes=(rich("*N* = 24."),),
        specific=(("a", rich("Cohen.")), ("b", rich("Two coders."))),
        source="own figures",
    )

    write_xlsx(path, [table], properties=TITLED)

    book = open_book(path)
    assert book.worksheets[0]["B1"].value == "κ [a]"
    assert list(book["Notes"].iter_rows(values_only=True)) == [
        ("Table 1", "Agreement"),
        ("Note.", "N = 24."),
        ("a", "Cohen."),
        ("b", "Two coders. (2/κ)"),
        ("Source:", "own figures"),
    ]
    assert (book.properties.title, book.properties.creator) == ("Segments", "Gerund")


def test_sheets_have_names_that_excel_takes(tmp_path: Path) -> None:
    path = tmp_path / "codes.xlsx"
    table = replace(quotes(["a"]), title="Codes: [a/b] * 'and a title that is much too long?'")

    write_xlsx(path, [table, table], properties=TITLED)

    names = open_book(path).sheetnames
    assert len(set(names)) == 3
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


@pytest.mark.parametrize("text", ["x" * (CELL_LIMIT + 1), "🙂" * 20_000])
def test_a_text_longer_than_a_cell_is_cut_visibly_and_the_notes_say_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "segments.xlsx"

    write_xlsx(path, [quotes([text])], properties=TITLED)

    book = open_book(path)
    held = book.worksheets[0].cell(2, 3).value
    assert isinstance(held, str)
    assert held.endswith("…")
    assert text.startswith(held[:-1])
    assert len(held.encode("utf-16-le")) <= 2 * CELL_LIMIT
    assert "Row 2, “Quote”" in str(list(book["Notes"].values)[-1][1])


def test_a_text_that_fills_a_cell_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "segments.xlsx"

    write_xlsx(path, [quotes(["x" * CELL_LIMIT])], properties=TITLED)

    assert first_sheet(path).cell(2, 3).value == "x" * CELL_LIMIT


def test_cases_are_columns_that_name_their_group(tmp_path: Path) -> None:
    path = tmp_path / "codes.xlsx"
    row = FrequencyRow("aligning", "aligning", 0, "focused", 12, by={"Martine": 3})
    split = Split("case", (SplitColumn("Martine", "Martine", 40), SplitColumn("Leah", "Leah")))

    write_xlsx(path, [frequencies([row], Bases(400, 24), counts=(), split=split)], properties=TITLED)

    head, cells = list(first_sheet(path).values)
    assert head[3:] == ("Segments by case: Martine (n = 40)", "Segments by case: Leah")
    assert cells[3:] == (3, "–")


def test_what_is_not_defined_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "kappa.xlsx"
    table = Table("κ", (Column("Code", "stub"), Column("κ", "decimal")), (Row(("aligning", float("nan"))),))

    write_xlsx(path, [table], properties=TITLED)

    assert first_sheet(path)["B2"].value == "not defined"


def test_stopping_leaves_no_half_book(tmp_path: Path) -> None:
    progress = Stoppable()
    progress.stop()

    with pytest.raises(Cancelled):
        write_xlsx(tmp_path / "segments.xlsx", [quotes(STILL)], properties=TITLED, progress=progress)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="There is no folder"):
        write_xlsx(tmp_path / "gone" / "t.xlsx", [quotes(STILL)], properties=TITLED)


def test_a_full_disk_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", full)

    with pytest.raises(CannotWrite, match="There is no room left for “t"):
        write_xlsx(tmp_path / "t.xlsx", [quotes(STILL)], properties=TITLED)
