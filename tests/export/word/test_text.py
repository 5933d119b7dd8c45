from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.export.profiles import APA, GERMAN, Profile
from qda.export.word.text import is_right_to_left, paragraph, quoted, runs, text_paragraphs

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parsed(xml: str) -> _Element:
    from lxml import etree

    return etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{xml}</w:body>')


def words(paragraph: _Element) -> str:
    return "".join("\t" if part.tag == f"{W}tab" else part.text or "" for part in paragraph.iter(f"{W}t", f"{W}tab"))


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")))
def test_every_text_comes_back_line_by_line_with_only_control_characters_replaced(text: str) -> None:
    made = parsed(text_paragraphs(text, "TableQuote"))

    expected = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    assert "\n".join(words(one) for one in made) == expected


@pytest.mark.parametrize("hidden", ["\x00", "\x0b", "\x1b", "\ud83d", "\uffff"])
def test_what_xml_cannot_hold_is_replaced_visibly(hidden: str) -> None:
    assert words(parsed(paragraph(runs(f"a{hidden}b"), "TableText"))) == "a\ufffdb"


def test_spaces_at_the_ends_are_kept() -> None:
    text = parsed(runs("  two  ")).find(f".//{W}t")

    assert text is not None
    assert text.text == "  two  "
    assert text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


@pytest.mark.parametrize(
    ("text", "backwards"),
    [("הקול של הילד", True), ("الطفل", True), ("the קול", False), ("12 קול", True), ("🙂", False), ("", False)],
)
def test_the_first_letter_gives_a_paragraph_its_direction(text: str, backwards: bool) -> None:
    assert is_right_to_left(text) is backwards


def test_each_line_of_a_quote_has_its_own_direction() -> None:
    lines = parsed(text_paragraphs("she said\nהקול של הילד", "TableQuote"))

    assert [line.find(f"{W}pPr/{W}bidi") is not None for line in lines] == [False, True]


def test_runs_part_where_the_direction_turns_and_spaces_between_follow_their_neighbours() -> None:
    made = parsed(runs("הקול של, she said, בסוף"))

    shown = [(words(run), run.find(f"{W}rPr/{W}rtl") is not None) for run in made]
    assert shown == [("הקול של, ", True), ("she said", False), (", בסוף", True)]


def test_a_vowel_sign_stays_with_its_letter() -> None:
    made = parsed(runs("שָׁ said"))

    assert next(words(run) for run in made).startswith("שָׁ")


@pytest.mark.parametrize(("text", "language"), [("子どもの声", "ja-JP"), ("아이의 목소리", "ko-KR")])
def test_japanese_and_korean_say_so(text: str, language: str) -> None:
    properties = parsed(runs(text)).find(f".//{W}rPr")

    assert properties is not None
    assert [child.tag.removeprefix(W) for child in properties] == ["rFonts", "lang"]
    assert properties[-1].get(f"{W}eastAsia") == language


def test_properties_stand_in_the_order_that_the_schema_wants() -> None:
    made = parsed(
        paragraph(
            runs("קול 子どもの", style="Strong", face="<w:i/>"),
            "TableText",
            properties="<w:keepNext/>",
            right_to_left=True,
        )
    )

    assert [child.tag.removeprefix(W) for child in made[0][0]] == ["pStyle", "keepNext", "bidi"]
    first = made.find(f".//{W}rPr")
    assert first is not None
    assert [child.tag.removeprefix(W) for child in first] == ["rStyle", "i", "rtl"]


@pytest.mark.parametrize(
    ("text", "profile", "shown"),
    [
        ("we fed it in", APA, "“we fed it in”"),
        ("we fed it in", GERMAN, "„we fed it in“"),
        ("“Put like that.”", APA, "“Put like that.”"),
        ("“Put like that.”", GERMAN, "„Put like that.“"),
        ("„So gesagt.“", APA, "“So gesagt.”"),
        ("“Yes,” she said, “no.”", APA, "“‘Yes,’ she said, ‘no.’”"),
        ('He said "no" to it.', GERMAN, "„He said ‚no‘ to it.“"),
        ("and then “I was", APA, "“and then “I was”"),
        ("“", APA, "““”"),
    ],
)
def test_words_get_the_quotation_marks_of_the_language_and_those_within_are_inner_ones(
    text: str, profile: Profile, shown: str
) -> None:
    assert quoted(text, profile) == shown


def test_what_a_segment_takes_along_of_blanks_and_empty_lines_stands_not_between_the_marks() -> None:
    assert quoted(" they said so.\n\n", APA) == "“they said so.”"
    assert quoted("\u00a0one\n\ntwo", GERMAN) == "„\u00a0one\ntwo“"
