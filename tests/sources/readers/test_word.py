from __future__ import annotations

import html
import io
import re
import zipfile

import pytest

from qda.sources.readers import Reading, read_bytes
from qda.sources.readers.problems import DamagedFile, TooDeep
from tests.sources.readers.making import W, docx, marked, p, packed, r

STRICT = "http://purl.oclc.org/ooxml"
STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="Outlined"/></w:style>
<w:style w:type="paragraph" w:styleId="Outlined"><w:name w:val="Outlined"/><w:basedOn w:val="Mine"/>
<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Label"><w:name w:val="Label"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
</w:styles>"""


def only(data: bytes) -> Reading:
    (reading,) = read_bytes(data, "Interview.docx")
    return reading


def all_words(data: bytes) -> str:
    """What an extractor finds that knows nothing of Word: the content of every w:t of the main part, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = archive.read("word/document.xml").decode()
    return html.unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", document)))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_paragraphs_are_lines_and_breaks_inside_them_too() -> None:
    data = docx(p("One ", "two") + p() + p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>"))

    assert only(data).text == "One two\n\na\nb\tc"


def test_headings_are_marked_in_any_language_and_through_styles_in_a_circle() -> None:
    data = docx(
        p("First", properties='<w:pStyle w:val="berschrift1"/>')
        + p("Third", properties='<w:pStyle w:val="Mine"/>')
        + p("By hand", properties='<w:outlineLvl w:val="8"/>')
        + p("Body", properties='<w:pStyle w:val="Mine"/><w:outlineLvl w:val="9"/>'),
        styles=STYLES,
    )

    assert marked(only(data), "heading") == [("First", "1"), ("Third", "3"), ("By hand", "6")]


def test_bold_runs_side_by_side_are_one_mark_and_styles_count() -> None:
    data = docx(
        p(r("Ste", "<w:b/>"), r("phen:", '<w:b w:val="1"/>'), r(" no", '<w:b w:val="0"/>'), r("it", "<w:i/>"))
        + p("Anna:", properties='<w:pStyle w:val="Label"/>')
        + p(r("strong", '<w:rStyle w:val="Strong"/>')),
        styles=STYLES,
    )

    reading = only(data)

    assert marked(reading, "bold") == [("Stephen:", ""), ("Anna:", ""), ("strong", "")]
    assert marked(reading, "italic") == [("it", "")]


def test_a_row_of_a_table_is_a_line_of_cells_with_tabs() -> None:
    wide = f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('a')}</w:tc>"
    row = f"<w:tr>{wide}<w:tc>{p()}</w:tc><w:tc>{p('c')}</w:tc></w:tr>"
    data = docx(p("Before") + f"<w:tbl>{row}</w:tbl>" + p("After"))

    reading = only(data)

    assert reading.text == "Before\na\t\tc\nAfter"
    assert marked(reading, "cell") == [("a", "1,1"), ("c", "1,4")]


def test_cells_of_several_lines_stand_one_below_another_with_nested_tables_inside() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('x')}</w:tc><w:tc>{p('y')}</w:tc></w:tr></w:tbl>"
    data = docx(f"<w:tbl><w:tr><w:tc>{p('left')}</w:tc><w:tc>{p('one')}{p('two')}{inner}{p()}</w:tc></w:tr></w:tbl>")

    assert only(data).text == "left\none\ntwo\nx\ty"


def test_a_table_with_a_column_of_labels_is_a_transcript() -> None:
    said = "Something long enough to be what a person says in a turn."
    rows = "".join(
        f"<w:tr><w:tc>{p(label)}</w:tc><w:tc>{p(said)}</w:tc></w:tr>"
        for label in ("Speaker", "INT", "Anna:", "INT", "Anna:")
    )

    assert marked(only(docx(f"<w:tbl>{rows}</w:tbl>")), "speaker") == [
        ("INT", "INT"),
        ("Anna:", "Anna"),
        ("INT", "INT"),
        ("Anna:", "Anna"),
    ]


def test_what_python_docx_passes_over_is_read() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('in a box')}</w:txbxContent></w:pict></w:r>"
    data = docx(
        f"<w:sdt><w:sdtContent>{p('content control')}</w:sdtContent></w:sdt>"
        + p(
            "<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>",
            "<w:smartTag><w:r><w:t> smart</w:t></w:r></w:smartTag>",
        )
        + p("<w:ins><w:r><w:t>inserted</w:t></w:r></w:ins>", "<w:moveTo><w:r><w:t> moved</w:t></w:r></w:moveTo>")
        + p("anchor", box)
        + p("<w:fldSimple w:instr='DATE'><w:r><w:t>field</w:t></w:r></w:fldSimple>")
        + p("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>inline control</w:t></w:r></w:sdtContent></w:sdt>")
    )

    reading = only(data)

    assert reading.text == "content control\nlink smart\ninserted moved\nanchor\nin a box\nfield\ninline control"
    assert squeezed(reading.text) == squeezed(all_words(data))


def test_a_text_box_that_comes_for_new_and_old_programs_is_read_once() -> None:
    box = f"<w:txbxContent>{p('boxed')}</w:txbxContent>"
    both = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert only(docx(p("text", both))).text == "text\nboxed"


def test_tracked_deletions_are_left_out_and_a_deleted_line_end_joins_paragraphs() -> None:
    deleted = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom>"
    data = docx(p("kept", deleted, moved, properties="<w:rPr><w:del/></w:rPr>") + p(" on") + p("next"))

    assert only(data).text == "kept on\nnext"


def test_footnotes_and_endnotes_stand_at_the_end_with_their_signs() -> None:
    data = docx(
        p("Claim", "<w:r><w:footnoteReference w:id='7'/></w:r>", ".", "<w:r><w:endnoteReference w:id='2'/></w:r>"),
        footnotes=f"<w:footnotes {W}><w:footnote w:id='0'>{p('rule')}</w:footnote>"
        f"<w:footnote w:id='7'>{p(' proof')}</w:footnote></w:footnotes>",
        endnotes=f"<w:endnotes {W}><w:endnote w:id='2'>{p('end')}{p('more')}</w:endnote></w:endnotes>",
    )

    reading = only(data)

    assert reading.text == "Claim[1].[E1]\nFootnotes\n[1] proof\nEndnotes\n[E1] end\nmore"
    assert marked(reading, "heading") == [("Footnotes", "1"), ("Endnotes", "1")]
    assert reading.notes == ("2 notes stand at the end of the text.",)


def test_a_comment_stands_at_the_end_after_the_words_it_is_about() -> None:
    data = docx(
        p(
            "I ",
            "<w:commentRangeStart w:id='3'/>",
            "left",
            "<w:commentRangeEnd w:id='3'/>",
            "<w:r><w:commentReference w:id='3'/></w:r>",
            ".",
        ),
        comments=f"<w:comments {W}><w:comment w:id='3' w:author='AQ'>{p('why?')}</w:comment></w:comments>",
    )

    assert only(data).text == "I left.\nComments\n“left” – why? (AQ)"


def test_headers_and_list_numbers_are_told_and_not_invented() -> None:
    item = p("item", properties="<w:numPr><w:numId w:val='4'/></w:numPr>")
    data = docx(item, header=f"<w:hdr {W}>{p('Confidential')}</w:hdr>", footer=f"<w:ftr {W}>{p('3')}</w:ftr>")

    reading = only(data)

    assert reading.text == "item"
    assert reading.notes == (
        "1 list item is stored without its automatic number or bullet.",
        "Page headers and footers were left out: “Confidential”.",
    )


def test_a_strict_document_reads_as_any_other() -> None:
    strict = packed(
        {
            "_rels/.rels": f'<R><Relationship Type="{STRICT}/officeDocument/relationships/officeDocument"'
            ' Target="/word/document.xml"/></R>',
            "word/document.xml": docx_main(f"{STRICT}/wordprocessingml/main"),
        }
    )

    assert only(strict).text == "strict"


def docx_main(namespace: str) -> str:
    return f'<w:document xmlns:w="{namespace}"><w:body><w:p><w:r><w:t>strict</w:t></w:r></w:p></w:body></w:document>'


def test_signs_of_other_fonts_and_readings_above_words() -> None:
    ruby = "<w:ruby><w:rt><w:r><w:t>かん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby>"
    data = docx(p("<w:r><w:sym w:font='Wingdings' w:char='F04A'/><w:noBreakHyphen/></w:r>", f"<w:r>{ruby}</w:r>"))

    assert only(data).text == "☺\u2011漢(かん)"


def test_elements_nested_too_deeply_are_refused() -> None:
    table = p("deep")
    for _level in range(90):
        table = f"<w:tbl><w:tr><w:tc>{table}</w:tc></w:tr></w:tbl>"

    with pytest.raises(TooDeep):
        only(docx(table))


def test_a_document_without_its_main_part_is_damaged() -> None:
    with pytest.raises(DamagedFile, match="damaged"):
        only(packed({"word/styles.xml": STYLES}))
