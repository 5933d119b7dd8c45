from __future__ import annotations

import pytest

from qda.sources.readers import Reading, read_bytes
from qda.sources.readers.problems import EncryptedFile
from tests.sources.readers.making import marked, odt

STYLES = (
    '<style:style style:name="Base"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T1" style:parent-style-name="Base"/>'
    '<style:style style:name="T2"><style:text-properties fo:font-style="italic" fo:font-weight="normal"/></style:style>'
)


def only(body: str, styles: str = "") -> Reading:
    (reading,) = read_bytes(odt(body, styles=styles), "Notes.odt")
    return reading


def cell(*paragraphs: str, attributes: str = "") -> str:
    inner = "".join(f"<text:p>{words}</text:p>" for words in paragraphs)
    return f"<table:table-cell {attributes}>{inner}</table:table-cell>"


def test_white_space_is_folded_as_the_format_demands() -> None:
    body = (
        '<text:p>  one \n two <text:span> three</text:span><text:s text:c="2"/>four'
        "<text:tab/>five<text:line-break/>six</text:p>"
    )

    assert only(body).text == "one two three  four\tfive\nsix"


def test_headings_and_emphasis_are_marked_through_parent_styles() -> None:
    body = (
        '<text:h text:outline-level="2">Part</text:h>'
        '<text:p><text:span text:style-name="T1">INT:</text:span> Hello '
        '<text:span text:style-name="T2">there</text:span></text:p>'
    )

    reading = only(body, STYLES)

    assert marked(reading, "heading") == [("Part", "2")]
    assert marked(reading, "bold") == [("INT:", "")]
    assert marked(reading, "italic") == [("there", "")]


def test_lists_sections_tables_and_boxes_keep_their_order() -> None:
    body = (
        "<text:section><text:list><text:list-item><text:p>item</text:p></text:list-item></text:list></text:section>"
        "<table:table><table:table-header-rows><table:table-row>"
        f"{cell('a')}<table:covered-table-cell/>{cell('c')}</table:table-row></table:table-header-rows>"
        f'<table:table-row table:number-rows-repeated="2">{cell("x", "y")}{cell("z")}</table:table-row></table:table>'
        "<text:p>anchor<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame></text:p><text:p/>"
    )

    reading = only(body)

    assert reading.text == "item\na\tc\nx\ny\nz\nx\ny\nz\nanchor\nboxed\n"
    assert marked(reading, "cell")[:3] == [("a", "1,1"), ("c", "1,3"), ("x\ny", "2,1")]
    assert reading.notes == ("1 list item is stored without its automatic number or bullet.",)


def test_deletions_are_left_out_and_notes_and_comments_go_to_the_end() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>Claim<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>proof</text:p></text:note-body></text:note><office:annotation>"
        '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">AQ</dc:creator><text:p>why?</text:p></office:annotation>.</text:p>'
    )

    assert only(body).text == "Claim[1].\nFootnotes\n[1] proof\nComments\nwhy? (AQ)"


def test_an_encrypted_text_is_refused() -> None:
    data = odt("<text:p>x</text:p>", manifest="<m:manifest xmlns:m='m'><m:encryption-data/></m:manifest>")

    with pytest.raises(EncryptedFile, match="password"):
        read_bytes(data, "Notes.odt")
