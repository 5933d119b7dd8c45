from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from qda.export.blocks import Block, Heading, said
from qda.export.tables import Column, Properties, Row, Table
from qda.export.word import template as word_template
from qda.export.word.document import Front, write_blocks
from qda.export.word.template import BadTemplate

TABLE = Table("Codes", (Column("Code", "stub"),), (Row(("calm",)),))


def template(path: Path) -> Path:
    """A template as Word in German makes one: “heading 1” under another id, and a style called like one of ours."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    made = docx.Document()
    style = made.styles["Heading 1"]
    style.font.color.rgb = RGBColor(0x12, 0x34, 0x56)
    style.element.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}styleId", "berschrift1")
    own = made.styles.add_style("My own", WD_STYLE_TYPE.PARAGRAPH)
    own.element.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}styleId", "TableNote")
    own.font.size = Pt(30)
    made.save(str(path))
    return path


def test_its_styles_are_taken_over_and_ours_added(tmp_path: Path) -> None:
    import docx

    lent = word_template.read(template(tmp_path / "t.docx"))
    blocks: list[Block] = [Heading("One"), said("Words."), TABLE]
    front = Front("Report")

    write_blocks(tmp_path / "r.docx", blocks, properties=Properties("R"), front=front, template=lent)

    read = docx.Document(str(tmp_path / "r.docx"))
    heading = next(p for p in read.paragraphs if p.text == "One" and p.style and p.style.name == "Heading 1")
    assert heading.style is not None
    assert str(heading.style.font.color.rgb) == "123456"
    assert heading.style.style_id == "berschrift1"
    names = {style.name for style in read.styles}
    assert {"My own", "Table Note", "Gerund Table"} <= names
    note = next(style for style in read.styles if style.name == "Table Note")
    assert note.style_id == "GerundTableNote"
    used = {p.style.style_id for p in read.paragraphs if p.style}
    assert used <= {style.style_id for style in read.styles}


def hostile(path: Path, styles: bytes, **more: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<x/>")
        archive.writestr("word/styles.xml", styles)
        for name, content in more.items():
            archive.writestr(f"word/{name}.xml", content)
    return path


W = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'


@pytest.mark.parametrize(
    "styles",
    [
        b"not xml at all",
        b"<other/>",
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + W + b"&e;</w:styles>",
        b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + W + b"&b;</w:styles>",
        W + b" " * 17_000_000 + b"</w:styles>",
        W,
    ],
    ids=["no xml", "other root", "outside entity", "swelling entity", "far too large", "cut off"],
)
def test_a_hostile_template_is_refused_in_a_sentence(tmp_path: Path, styles: bytes) -> None:
    path = hostile(tmp_path / "t.docx", styles)

    with pytest.raises(BadTemplate) as refused:
        word_template.read(path)

    assert str(refused.value).startswith("“t.docx” cannot serve as a template")


def test_what_is_no_word_file_is_refused(tmp_path: Path) -> None:
    plain = tmp_path / "t.docx"
    plain.write_bytes(b"PK\x03\x04 no more")
    empty = tmp_path / "e.docx"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("other.xml", b"<x/>")

    for path in (plain, empty, tmp_path / "missing.docx", tmp_path):
        with pytest.raises(BadTemplate):
            word_template.read(path)


def test_a_part_that_leans_on_others_is_left_where_it_is(tmp_path: Path) -> None:
    numbers = b'<a xmlns:r="urn:r"><b r:embed="rId1"/></a>'
    path = hostile(tmp_path / "t.docx", W + b"</w:styles>", numbering=numbers)

    assert word_template.read(path).parts == {}
