from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from qda.export.blocks import Block, Heading, Prose, said
from qda.export.tables import Column, Properties, Row, Run, Table
from qda.export.word.document import write_blocks
from qda.export.word.flow import ends, keeps, leads

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEAD = Prose((Run("Participants", bold=True),))
ITEM = Prose((Run("Theresa"),), "item", sign="•")


def paragraphs(path: Path, *blocks: Block) -> list[_Element]:
    from lxml import etree

    write_blocks(path, blocks, properties=Properties("x"))
    with zipfile.ZipFile(path) as archive:
        return list(etree.fromstring(archive.read("word/document.xml")).iter(f"{W}p"))


def test_a_line_in_bold_stays_with_the_list_it_stands_over_and_keeps_off_what_is_before(tmp_path: Path) -> None:
    lead, _item = paragraphs(tmp_path / "a.docx", LEAD, ITEM)

    assert lead.find(f"{W}pPr/{W}keepNext") is not None
    spacing = lead.find(f"{W}pPr/{W}spacing")
    assert spacing is not None
    assert spacing.get(f"{W}before") == "120"


def test_a_sentence_with_one_bold_word_leads_nothing() -> None:
    assert not leads(Prose((Run("Context:", bold=True), Run(" a trust"))))


def test_what_ends_with_a_colon_stays_with_its_list() -> None:
    assert keeps(said("To look for:"), ITEM)
    assert not keeps(said("To look for:"), said("more"))
    assert not keeps(said("It was so."), ITEM)


def test_words_stay_with_the_line_that_says_whose_they_are(tmp_path: Path) -> None:
    words, place, _next = paragraphs(
        tmp_path / "a.docx", said("I never met her", "quote"), said("— Angela, line 32", "quote"), said("So")
    )

    assert words.find(f"{W}pPr/{W}keepNext") is not None
    assert place.find(f"{W}pPr/{W}keepNext") is None


def test_after_the_last_of_a_list_or_of_quotes_is_as_much_room_as_after_prose() -> None:
    assert ends(ITEM, said("So"))
    assert not ends(ITEM, ITEM)
    assert not ends(ITEM, Heading("Next"))
    assert not ends(said("So"), ITEM)


def test_properties_stand_in_the_order_of_the_schema(tmp_path: Path) -> None:
    item, _next = paragraphs(tmp_path / "a.docx", Prose((Run("שלום"),), "item", sign="•"), said("So"))

    properties = item.find(f"{W}pPr")
    assert properties is not None
    assert [child.tag.removeprefix(W) for child in properties] == ["pStyle", "tabs", "bidi", "spacing", "ind"]


def test_words_beneath_a_table_keep_off_it(tmp_path: Path) -> None:
    table = Table("Codes", (Column("Code", "stub"),), (Row(("calm",)),), notes=((Run("n = 1."),),))

    *_table, after, further = paragraphs(tmp_path / "a.docx", table, said("More."), said("And more."))

    spacing = after.find(f"{W}pPr/{W}spacing")
    assert spacing is not None
    assert (spacing.get(f"{W}before"), spacing.get(f"{W}after")) == ("240", None)
    assert further.find(f"{W}pPr/{W}spacing") is None
