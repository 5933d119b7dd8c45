from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qda.errors import Cancelled
from qda.export.coding.code_tables import Bases, FrequencyRow, SegmentRow, Split, SplitColumn, frequencies, segments
from qda.export.leaving.files import CannotWrite
from qda.export.profiles import APA, GERMAN, MARGIN, PAPERS
from qda.export.tables import Column, Count, Marked, Properties, Quote, Row, Table, rich
from qda.export.word.document import Figure, write_tables
from qda.progress import Stoppable
from tests.export.golden import assert_like_golden

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MADE = Properties("Code frequencies", created=datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
BASES = Bases(segments=400, sources=24, participants=11, cases=9, units=3)
ROWS = [
    FrequencyRow("demonstrating collaboration", "demonstrating collaboration", 0, "theme", 30, 41, 9, 5, 4),
    FrequencyRow("aligning", "demonstrating collaboration > aligning", 1, "focused", 20, 22, 8, None, 0),
]
QUOTES = [
    "plain words, “quoted”, it’s <b>&amp;</b>",
    "emoji 🙂 and a family 👩‍👩‍👧, skin 🧒🏽",
    "combining e\u0301 a\u0308\u0323 against é",
    "孩子的声音在哪里？",
    "子どもの声が聞こえない。",
    "הקול של הילד, she said, בסוף",
    "صوت الطفل",
    "\ufeffwith a mark inside \u200f and \u00a0 spaces  two",
    "a\ttab and\na line and\n\nanother",
    "=1+1",
]


def written(path: Path, *tables: Table | Figure) -> Document:
    import docx

    write_tables(path, tables, properties=MADE, profile=APA)
    return docx.Document(str(path))


def part(path: Path, name: str = "word/document.xml") -> _Element:
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def fields(path: Path) -> list[str]:
    return [(field.text or "").strip() for field in part(path).iter(f"{W}instrText")]


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xff" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "table.docx"


def test_a_caption_is_numbered_by_word_and_has_its_title_on_the_next_line(path: Path) -> None:
    document = written(path, frequencies(ROWS, BASES, study="Bluechester"))

    caption = document.paragraphs[0]
    assert caption.style is not None
    assert caption.style.name == "Caption"
    assert caption.text == "Table 1\nCode Frequencies – Bluechester"
    assert fields(path) == ["SEQ Table \\* ARABIC"]
    assert caption.runs[-1].style.name == "Caption Title"


def test_a_caption_is_bold_and_its_title_italic_instead(path: Path) -> None:
    styles = written(path, frequencies(ROWS, BASES)).styles

    assert styles["Caption"].font.bold is True
    assert (styles["Caption Title"].font.bold, styles["Caption Title"].font.italic) == (False, True)


def test_a_table_that_does_not_begin_at_one_tells_word_so(path: Path) -> None:
    written(path, frequencies(ROWS, BASES, number=3), frequencies(ROWS, BASES, number=4))

    assert fields(path) == ["SEQ Table \\* ARABIC \\r 3", "SEQ Table \\* ARABIC"]


def test_the_head_row_is_flagged_and_repeated(path: Path) -> None:
    table = written(path, frequencies(ROWS, BASES)).tables[0]

    flagged = [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows]
    assert flagged == [True, False, False]


def test_both_rows_of_a_head_with_cases_are_flagged(path: Path) -> None:
    split = Split("case", (SplitColumn("Martine", "Martine", 40), SplitColumn("Leah", "Leah", 31)))

    table = written(path, frequencies(ROWS, BASES, split=split)).tables[0]

    flagged = [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows]
    assert flagged == [True, True, False, False]
    assert table.cell(0, 6).text == "Segments by case"
    assert [table.cell(1, at).text for at in (6, 7)] == ["Martine\nn\u00a0=\u00a040", "Leah\nn\u00a0=\u00a031"]


def test_the_table_style_has_rules_above_and_below_the_head_and_below_the_last_row_only(path: Path) -> None:
    written(path, frequencies(ROWS, BASES))

    (style,) = [one for one in part(path, "word/styles.xml") if one.get(f"{W}styleId") == "GerundTable"]
    borders = style.find(f"{W}tblPr/{W}tblBorders")
    head = style.find(f"{W}tblStylePr[@{W}type='firstRow']/{W}tcPr/{W}tcBorders")
    assert borders is not None
    assert head is not None
    drawn = {border.tag.removeprefix(W): border.get(f"{W}val") for border in borders}
    assert drawn == {
        "top": "single",
        "left": "nil",
        "bottom": "single",
        "right": "nil",
        "insideH": "nil",
        "insideV": "nil",
    }
    assert {border.tag.removeprefix(W) for border in head} == {"top", "bottom"}


def test_no_cell_draws_a_vertical_rule(path: Path) -> None:
    split = Split("case", (SplitColumn("Martine", "Martine", 40),))
    written(path, frequencies(ROWS, BASES, split=split, quotes=True))

    sides = {border.tag.removeprefix(W) for borders in part(path).iter(f"{W}tcBorders") for border in borders}
    assert sides == {"top", "bottom"}


def test_the_table_has_the_style_a_fixed_layout_and_widths_that_agree(path: Path) -> None:
    written(path, frequencies(ROWS, BASES))

    body = part(path)
    properties = body.find(f".//{W}tblPr")
    assert properties is not None
    style, layout = properties.find(f"{W}tblStyle"), properties.find(f"{W}tblLayout")
    assert style is not None
    assert layout is not None
    assert (style.get(f"{W}val"), layout.get(f"{W}type")) == ("GerundTable", "fixed")
    grid = [column.get(f"{W}w") for column in body.iter(f"{W}gridCol")]
    cells = [width.get(f"{W}w") for width in body.iter(f"{W}tcW")]
    assert cells == grid * 3


def test_levels_are_indented_by_style_and_not_by_spaces(path: Path) -> None:
    table = written(path, frequencies(ROWS, BASES)).tables[0]

    stubs = [row.cells[0].paragraphs[0] for row in table.rows[1:]]
    assert [(stub.text, stub.style and stub.style.name) for stub in stubs] == [
        ("demonstrating collaboration", "Table Stub"),
        ("aligning", "Table Stub 1"),
    ]
    assert [stub.runs[0].style.name for stub in stubs] == ["Strong", "Default Paragraph Font"]


def test_numbers_zero_and_dash_are_told_apart_and_aligned(path: Path) -> None:
    table = written(path, frequencies(ROWS, BASES)).tables[0]

    assert [cell.text.replace("\u00a0", " ") for cell in table.rows[2].cells] == [
        "aligning",
        "focused",
        "20",
        "–",
        "8 (33%)",
        "0 (0%)",
    ]
    assert {cell.paragraphs[0].style.name for cell in table.rows[2].cells[2:]} == {"Table Number"}


def test_the_base_stands_in_the_head_with_an_italic_letter(path: Path) -> None:
    table = written(path, frequencies(ROWS, BASES)).tables[0]

    heading, base = table.rows[0].cells[3].paragraphs
    assert (heading.text, base.text) == ("Participants", "n\u00a0=\u00a011")
    assert [run.text for run in base.runs if run.font.italic] == ["n"]


def test_a_note_follows_in_the_order_general_specific_source(path: Path) -> None:
    table = Table(
        "Agreement",
        (Column("Code", "stub"), Column("κ", "decimal", bounded=True, marks="a")),
        (Row(("aligning", Marked(0.492, "b"))),),
        notes=(rich("*N* = 24."),),
        specific=(("a", rich("Cohen’s kappa.")), ("b", rich("Two coders."))),
        source="own figures",
    )

    document = written(path, table)

    notes = [paragraph for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == "Table Note"]
    assert [note.text for note in notes] == [
        "Note. N = 24.",
        "a Cohen’s kappa.",
        "b Two coders.",
        "Source: own figures",
    ]
    assert [run.text for run in notes[0].runs if run.font.italic] == ["Note.", "N"]
    assert notes[1].runs[0].font.superscript is True
    marked = document.tables[0].rows[1].cells[1].paragraphs[0]
    assert [(run.text, run.font.superscript) for run in marked.runs] == [(".49", None), ("b", True)]


@pytest.mark.parametrize("quote", QUOTES)
def test_a_segment_is_quoted_exactly(path: Path, quote: str) -> None:
    table = written(path, segments([SegmentRow("aligning", quote, "Board")])).tables[0]

    assert table.rows[1].cells[1].text == quote.replace("\n\n", "\n")


@pytest.mark.parametrize("quote", QUOTES)
def test_an_example_is_quoted_exactly_but_for_marks_within_marks_with_its_place_beneath(path: Path, quote: str) -> None:
    row = replace(ROWS[0], quote=Quote(quote, "Board meeting", "Chair", 12))

    cell = written(path, frequencies([row], BASES, quotes=True)).tables[0].rows[1].cells[-1]

    within = quote.replace("“quoted”", "‘quoted’").replace("\n\n", "\n")
    assert cell.text == f"“{within}”\nChair, Board meeting, line\u00a012"


def test_control_characters_are_replaced_where_they_stood(path: Path) -> None:
    table = written(path, segments([SegmentRow("a\x00b", "c\x0bd\ud800e", "f\x1bg")])).tables[0]

    assert [cell.text for cell in table.rows[1].cells] == ["a\ufffdb", "c\ufffdd\ufffde", "f\ufffdg"]


def test_a_wide_table_lies_on_its_side_and_the_next_stands_upright(path: Path) -> None:
    split = Split("case", tuple(SplitColumn(str(at), f"Case {at}", 40) for at in range(12)))

    document = written(path, frequencies(ROWS, BASES, split=split), frequencies(ROWS * 20, BASES, number=2))

    assert [section.orientation for section in document.sections] == [1, 0]
    assert document.sections[0].page_width == document.sections[1].page_height


def test_a_table_too_wide_for_any_sheet_goes_on_and_says_so(path: Path) -> None:
    split = Split("source", tuple(SplitColumn(str(at), f"Field note {at}", 40) for at in range(60)))

    document = written(path, frequencies(ROWS, BASES, split=split))

    assert len(document.tables) > 1
    continued = [one.text for one in document.paragraphs if one.style and one.style.name == "Table Continued"]
    assert continued == ["Table 1 (continued)"] * (len(document.tables) - 1)


def test_short_rows_stay_whole_and_long_ones_may_go_on_overleaf(path: Path) -> None:
    rows = [SegmentRow("a", "short", "Board"), SegmentRow("a", "a very long answer " * 300, "Board")]

    table = written(path, segments(rows)).tables[0]

    assert [row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows[1:]] == [True, False]


def test_neither_the_note_nor_a_single_row_is_left_alone_on_a_page(path: Path) -> None:
    rows = [SegmentRow("a", "short", "Board")] * 40

    table = written(path, segments(rows)).tables[0]

    kept = [row.cells[0].paragraphs[0]._p.find(f"{W}pPr/{W}keepNext") is not None for row in table.rows]
    assert kept == [False, True, *[False] * 37, True, True]


def test_a_row_that_is_named_keeps_the_first_that_goes_on_with_it(path: Path) -> None:
    rows = [Row((name, "words")) for name in ["a", "a", "b", "", "", *["c"] * 30]]

    table = written(path, Table("Words", (Column("Code", "stub"), Column("Quote", "quote")), tuple(rows))).tables[0]

    kept = [row.cells[0].paragraphs[0]._p.find(f"{W}pPr/{W}keepNext") is not None for row in table.rows]
    assert kept[1:7] == [True, False, True, False, False, False]


def test_no_line_ends_within_a_day_that_stands_in_a_sentence(path: Path) -> None:
    rows = (Row(("2010-01-11", "Dates of the sources: 2010-01-11 to 2014-12-11, files 10-2-3.")),)

    document = written(path, Table("Days", (Column("Day", "stub"), Column("Told")), rows))

    day, told = document.tables[0].rows[1].cells
    assert told.text == rows[0].cells[1]
    assert len(list(told._tc.iter(f"{W}noBreakHyphen"))) == 4
    assert not list(day._tc.iter(f"{W}noBreakHyphen"))


def test_note_and_source_stay_on_one_page(path: Path) -> None:
    table = replace(frequencies(ROWS, BASES), notes=(rich("*N* = 9."),), specific=(("a", rich("once")),), source="own")

    document = written(path, table)

    notes = [one for one in document.paragraphs if one.style and one.style.name == "Table Note"]
    assert [one.text for one in notes] == ["Note. N = 9.", "a once", "Source: own"]
    assert [one.paragraph_format.keep_with_next for one in notes] == [True, True, None]


def test_a_parent_stays_with_its_first_child_as_long_as_it_reads_like_a_heading(path: Path) -> None:
    leaf = Row(("leaf", "short"), indent=1)
    rows = [leaf, leaf, Row(("parent", "short"), strong=True), leaf, Row(("parent", "long " * 90), strong=True)]
    table = Table("Codes", (Column("Code", "stub"), Column("Definition")), (*rows, *[leaf] * 30))

    made = written(path, table).tables[0]

    kept = [row.cells[0].paragraphs[0]._p.find(f"{W}pPr/{W}keepNext") is not None for row in made.rows]
    assert kept[:7] == [False, True, False, True, False, False, False]


def test_a_picture_takes_the_room_that_caption_and_note_leave(path: Path) -> None:
    tall = [Figure("Tall", png(100, 400)), Figure("Tall", png(100, 400), notes=(rich("words " * 900),))]

    document = written(path, *tall)

    alone, noted = document.inline_shapes
    page = PAPERS["A4"][1] - 2 * MARGIN
    assert 0.85 * page < alone.height / 635 < page
    assert noted.height < 0.9 * alone.height
    assert noted.height / 635 > page / 4


def test_the_file_says_its_title_and_program_and_nobody_else(path: Path) -> None:
    properties = written(path, frequencies(ROWS, BASES)).core_properties

    assert (properties.title, properties.author, properties.last_modified_by) == (
        "Code frequencies",
        "Gerund",
        "Gerund",
    )
    assert properties.language == "en-GB"
    with zipfile.ZipFile(path) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert str(path.parent).encode() not in everything
    assert Path.home().name.encode() + b"/" not in everything


def test_the_german_profile_sets_language_words_numbers_and_source(path: Path) -> None:
    import docx

    row = replace(ROWS[0], segments=1234)
    write_tables(
        path, [frequencies([row], BASES, profile=GERMAN, source="Eigene Erhebung")], properties=MADE, profile=GERMAN
    )

    document = docx.Document(str(path))
    assert document.paragraphs[0].text == "Tabelle 1\nHäufigkeit der Codes"
    assert document.tables[0].rows[1].cells[2].text == "1.234"
    assert document.paragraphs[-1].text == "Quelle: Eigene Erhebung"
    language = part(path, "word/styles.xml").find(f".//{W}lang")
    assert language is not None
    assert language.get(f"{W}val") == "de-DE"
    assert fields(path) == ["SEQ Tabelle \\* ARABIC"]


def test_what_the_table_shows_can_be_heard(path: Path) -> None:
    written(path, replace(frequencies(ROWS, BASES), description="How often & where"))

    spoken = part(path).find(f".//{W}tblDescription")
    assert spoken is not None
    assert spoken.get(f"{W}val") == "How often & where"


def test_a_figure_has_a_caption_of_its_own_count_and_words_for_those_who_hear(path: Path) -> None:
    figure = Figure("The Board", png(40, 20), description="Three categories")

    document = written(path, frequencies(ROWS, BASES), figure)

    captions = [one.text for one in document.paragraphs if one.style and one.style.name == "Caption"]
    assert captions == ["Table 1\nCode Frequencies", "Figure 1\nThe Board"]
    (shape,) = document.inline_shapes
    assert shape.width == 2 * shape.height
    assert shape._inline.docPr.get("descr") == "Three categories"
    (image,) = [name for name in zipfile.ZipFile(path).namelist() if name.endswith(".png")]
    assert document.part.package.image_parts is not None
    assert image.startswith("word/media/")


def test_a_german_figure_has_its_caption_below(path: Path) -> None:
    import docx

    write_tables(path, [Figure("Das Board", png(4, 4), source="eigene Karte")], properties=MADE, profile=GERMAN)

    shown = [(one.style and one.style.name, one.text) for one in docx.Document(str(path)).paragraphs]
    assert shown == [("Figure", ""), ("Caption", "Abbildung 1\nDas Board"), ("Table Note", "Quelle: eigene Karte")]


def test_the_same_table_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.docx"
    for target in (path, other):
        write_tables(target, [frequencies(ROWS, BASES)], properties=MADE)

    assert path.read_bytes() == other.read_bytes()


def test_the_document_is_as_it_was_agreed(path: Path) -> None:
    split = Split("case", (SplitColumn("Martine", "Martine", 40),))
    rows = [replace(ROWS[0], by={"Martine": 3}, quote=Quote("we fed it in 🙂", "Board", "Chair", 7)), ROWS[1]]

    written(path, frequencies(rows, BASES, split=split, quotes=True, study="Bluechester"))

    with zipfile.ZipFile(path) as archive:
        text = archive.read("word/document.xml").decode()
    assert_like_golden(
        "frequencies.document.xml", text.replace("<w:p>", "\n<w:p>").replace("<w:tr>", "\n<w:tr>") + "\n"
    )


def test_stopping_leaves_the_old_file(path: Path) -> None:
    path.write_bytes(b"old")
    progress = Stoppable()
    progress.stop()

    with pytest.raises(Cancelled):
        write_tables(path, [segments([SegmentRow("a", "b", "c")] * 500)], properties=MADE, progress=progress)

    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_progress_counts_rows(path: Path) -> None:
    progress = Stoppable()

    write_tables(path, [segments([SegmentRow("a", "b", "c")] * 450)], properties=MADE, progress=progress)

    assert progress.last[:2] == (400, 450)


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="There is no folder"):
        write_tables(tmp_path / "gone" / "t.docx", [frequencies(ROWS, BASES)], properties=MADE)


def test_counts_without_a_base_print_no_percentage(path: Path) -> None:
    table = Table("t", (Column("Code", "stub"), Column("n", "count")), (Row(("a", Count(3))),))

    assert written(path, table).tables[0].rows[1].cells[1].text == "3"
