"""A template's sheet, and what stands at the head and foot of its pages, come along into a report."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from qda.export.blocks import Block, Heading, said
from qda.export.profiles import APA, Sheet
from qda.export.tables import Column, Properties, Row, Table
from qda.export.word import template as word_template
from qda.export.word.document import Front, write_blocks
from qda.export.word.layout import panels, text_area

if TYPE_CHECKING:
    from docx.document import Document

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00\x0c"
    b"IDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)
WORDS = ["Participants", "accountability", "responsibilities"]
TABLE = Table("Codes", (Column("Code", "stub"), *(Column(word, "count") for word in WORDS)), (Row(("calm", 1, 2, 3)),))


def blank() -> Document:
    """An A4 document with a left margin of its own."""
    import docx
    from docx.shared import Twips

    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Twips(11906), Twips(16838)
    section.left_margin, section.right_margin, section.top_margin = Twips(2268), Twips(850), Twips(1985)
    return made


def reported(tmp_path: Path, lending: Document, *blocks: Block) -> Any:
    """A report with this template, as another program reads it."""
    import docx

    lending.save(str(tmp_path / "t.docx"))
    lent = word_template.read(tmp_path / "t.docx")
    items = blocks or (Heading("One"), said("Words."), TABLE)
    write_blocks(tmp_path / "r.docx", items, properties=Properties("R"), front=Front("Report"), template=lent)
    return docx.Document(str(tmp_path / "r.docx"))


def test_every_section_has_the_size_and_margins_of_the_template(tmp_path: Path) -> None:
    read = reported(tmp_path, blank())

    for section in read.sections:
        assert (section.page_width.twips, section.page_height.twips) == (11906, 16838)
        assert [side.twips for side in (section.left_margin, section.right_margin, section.top_margin)] == [
            2268,
            850,
            1985,
        ]


def test_head_and_foot_stand_on_every_page_and_those_of_the_first_on_the_title(tmp_path: Path) -> None:
    lending = blank()
    section = lending.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "University of Bluechester"
    section.header.paragraphs[0].text = "A thesis"
    section.footer.paragraphs[0].text = "Faculty of Education"

    title, *others = reported(tmp_path, lending).sections

    assert title.different_first_page_header_footer
    assert title.first_page_header.paragraphs[0].text == "University of Bluechester"
    assert {each.header.paragraphs[0].text for each in others} == {"A thesis"}
    assert {each.footer.paragraphs[0].text for each in others} == {"Faculty of Education"}


def test_a_template_without_foot_leaves_our_page_number_unless_its_head_has_one(tmp_path: Path) -> None:
    plain = reported(tmp_path, blank())
    numbered = blank()
    field = numbered.sections[0].header.paragraphs[0].add_run()._r
    field.append(field.makeelement("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instrText"))
    field[-1].text = " PAGE "
    own = reported(tmp_path, numbered)

    assert "PAGE" in plain.sections[-1].footer._element.xml
    assert "PAGE" in own.sections[-1].header._element.xml
    assert "PAGE" not in own.sections[-1].footer._element.xml


def test_a_logo_comes_along_under_a_name_of_its_own(tmp_path: Path) -> None:
    lending = blank()
    lending.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(PNG))

    read = reported(tmp_path, lending)

    head = read.sections[-1].header.part
    assert [part.blob for part in head.related_parts.values()] == [PNG]


@pytest.mark.parametrize("target", ["file:///C:/secret/logo.png", "../../outside.bin", "embeddings/sheet.xlsx"])
def test_a_head_that_leans_on_other_things_is_left_where_it_is(tmp_path: Path, target: str) -> None:
    lending = blank()
    lending.sections[0].header.paragraphs[0].text = "A thesis"
    lending.save(str(tmp_path / "plain.docx"))
    external = ' TargetMode="External"' if ":" in target else ""
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        f'Target="{target}"{external}/></Relationships>'
    )
    with zipfile.ZipFile(tmp_path / "plain.docx", "a") as archive:
        name = next(each for each in archive.namelist() if each.startswith("word/header"))
        archive.writestr(f"word/_rels/{name.removeprefix('word/')}.rels", link)

    lent = word_template.read(tmp_path / "plain.docx")

    assert not lent.letterhead.parts()


@pytest.mark.parametrize(
    ("sides", "taken"),
    [
        ({}, True),
        ({"left_margin": 9000}, False),  # no room is left
        ({"page_width": 16838, "page_height": 11906}, True),  # a sheet that lies is stood up
        ({"page_width": 400_000}, False),
    ],
)
def test_a_sheet_without_room_for_a_table_is_not_taken(tmp_path: Path, sides: dict[str, int], taken: bool) -> None:
    from docx.shared import Twips

    lending = blank()
    for side, twips in sides.items():
        setattr(lending.sections[0], side, Twips(twips))
    lending.save(str(tmp_path / "t.docx"))

    sheet = word_template.read(tmp_path / "t.docx").sheet

    assert sheet == (Sheet(11906, 16838, 1985, 850, 1440, 2268, 720, 720, 0) if taken else None)


def test_wider_letters_get_wider_columns_and_the_table_still_fits(tmp_path: Path) -> None:
    lending = blank()
    lending.styles["Normal"].font.name = "Arial"
    lending.save(str(tmp_path / "t.docx"))

    arial = word_template.read(tmp_path / "t.docx").on(APA)

    assert arial.stretch > 1.1
    panel = panels(TABLE, arial)[0]
    assert sum(panel.on_paper(arial).widths) <= text_area(arial, landscape=panel.landscape)
    assert min(panel.on_paper(arial).widths) > min(panel.widths)


def test_a_word_file_without_styles_lends_its_sheet(tmp_path: Path) -> None:
    import docx

    blank().save(str(tmp_path / "full.docx"))
    with zipfile.ZipFile(tmp_path / "full.docx") as full, zipfile.ZipFile(tmp_path / "t.docx", "w") as bare:
        for name in full.namelist():
            if name != "word/styles.xml":
                bare.writestr(name, full.read(name))

    lent = word_template.read(tmp_path / "t.docx")
    write_blocks(tmp_path / "r.docx", [said("Words."), TABLE], properties=Properties("R"), template=lent)

    read = docx.Document(str(tmp_path / "r.docx"))
    assert read.sections[0].left_margin is not None
    assert read.sections[0].left_margin.twips == 2268
    assert "Gerund Table" in {style.name for style in read.styles}
