from __future__ import annotations

import re

import pytest

from qda.sources.readers import Reading, read_bytes
from tests.sources.readers.making import marked


def only(body: str) -> Reading:
    (reading,) = read_bytes(rf"{{\rtf1\ansi\ansicpg1252 {body}}}".encode("latin-1"), "Notes.rtf")
    return reading


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"One\par two\line three\tab four\par", "One\ntwo\nthree\tfour"),
        (r"One\par\par two", "One\n\ntwo"),
        ("One\\\ntwo", "One\ntwo"),
        (r"caf\'e9 \u8220?quoted\u8221? \u-10179?\u-8704? {\uc2\u233\'e9xy}", "café “quoted” \U0001f600 éy"),
        (r"\lquote a\rquote  \{\}\\ b\~c\_d\-e", "‘a’ {}\\ b\u00a0c\u2011de"),
        (r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f1\'cf\'f0\'e8\'e2\'e5\'f2\f0 \'e4", "Приветä"),
        (r"{\fonttbl{\f2\fcharset128 M;}}{\f2\'93\'fa\'96\'7b}", "日本"),
        (r"{\*\generator Word;}{\info{\author Me}}{\header head}text{\pict 0badf00d}{\*\unknown no}", "text"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}} {\deleted gone}kept", "link kept"),
        (r"a{\pict\bin4 }}{{}b", "ab"),
        (r"one}} two", "one two"),
    ],
)
def test_text_is_what_the_document_shows(body: str, text: str) -> None:
    assert only(body).text == text


def test_bold_italic_and_headings_are_marked() -> None:
    styles = r"{\stylesheet{\s1 heading 1;}{\s2\outlinelevel2 Mine;}}"
    body = rf"{styles}\pard\s1{{\b Title}}\par\pard\s2 Sub\par\pard\plain {{\b Ann}}{{\b a:}} and {{\i so}}\par"

    reading = only(body)

    assert marked(reading, "heading") == [("Title", "1"), ("Sub", "3")]
    assert marked(reading, "bold") == [("Anna:", "")]
    assert marked(reading, "italic") == [("so", "")]


def test_rows_of_tables_are_lines_of_cells() -> None:
    rows = r"\trowd\pard\intbl a\cell b\cell\row\trowd\pard\intbl one\par two\cell\pard\intbl c\cell\row\pard"

    reading = only(rf"Before\par{rows} After\par")

    assert reading.text == "Before\na\tb\none\ntwo\nc\nAfter"
    assert marked(reading, "cell") == [("a", "1,1"), ("b", "1,2"), ("one\ntwo", "2,1"), ("c", "2,2")]


def test_cells_of_a_writer_that_leaves_intbl_out() -> None:
    assert only(r"Before\par a\cell b\cell\row After").text == "Before\na\tb\nAfter"


def test_notes_comments_and_boxes_are_kept() -> None:
    body = (
        r"Claim{\super\chftn}{\footnote\pard {\super\chftn} proof}{\footnote\ftnalt end}, "
        r"{\*\atnid A}{\*\atnauthor AQ}{\*\annotation\pard why?}done"
        r"{\shp{\*\shpinst{\sp x}{\shptxt boxed\par}}{\shprslt old}}\par next"
    )

    reading = only(body)

    assert reading.text == (
        "Claim[1][E1], done\nboxed\nnext\nFootnotes\n[1] proof\nEndnotes\n[E1] end\nComments\nwhy? (AQ)"
    )
    assert reading.notes == ("2 notes stand at the end of the text.", "1 comment stands at the end of the text.")


def test_numbers_of_lists_are_counted_and_left_out() -> None:
    reading = only(r"{\listtext 1.\tab}first\par{\pntext 2.\tab}second")

    assert reading.text == "first\nsecond"
    assert reading.notes == ("2 list items are stored without their automatic numbers or bullets.",)


def test_it_reads_what_another_reader_reads() -> None:
    from striprtf.striprtf import rtf_to_text

    body = "".join(rf"{{\b P{number:02d}:}} Well \'e4h, {number} \endash  yes.\par\pard " for number in range(30))
    raw = rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl{{\f0 Arial;}}}}\f0 {body}}}"

    theirs = rtf_to_text(raw)  # type: ignore[no-untyped-call]

    reading = only(body)

    assert re.sub(r"\s+", " ", reading.text).strip() == re.sub(r"\s+", " ", theirs).strip()
    assert len(marked(reading, "speaker")) == 30
