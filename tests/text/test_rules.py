from __future__ import annotations

import sys
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from qda.text import (
    Mark,
    Span,
    Turn,
    UnitKind,
    count_words,
    decode_marks,
    decode_starts,
    encode_marks,
    encode_starts,
    excerpt,
    line_of,
    paragraph_at,
    sentence_at,
    stored_marks,
    stored_text,
    trim,
    turn_at,
    turns,
    unit_starts,
    units,
    word_at,
)
from qda.text import words as characters

KINDS: tuple[UnitKind, ...] = ("80", "sentence", "turn", "paragraph")
# letters, spaces, line ends, stops, and everything that makes a cluster of several characters
SIGNS = st.sampled_from(
    "aZé1 \t\n\u00a0\u3000.!?…“”)日。かー\u0301\u0308\u200d\ufe0f👩👧🏽🇩🇪ำक्षि한\u11a8\u1100\u200b\x1c\x1f-'’:"
)
TEXTS = st.one_of(st.text(SIGNS, max_size=400), st.text(max_size=200)).map(lambda text: stored_text(text)[0])


def cut(text: str, kind: UnitKind) -> list[str]:
    return [text[start:end] for start, end in units(text, unit_starts(text, kind))]


def sentences(text: str) -> list[str]:
    return cut(text, "sentence")


# Spans and stored text


def test_a_span_that_ends_before_it_starts_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 3)


def test_every_line_end_becomes_a_line_feed_and_is_reported_with_its_count() -> None:
    raw = "\ufeffone\r\ntwo\r\nthree\rfour\ffive\vsix\u2028seven\u2029eight\x85nine"

    text, notes = stored_text(raw)

    assert text == "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine"
    assert notes == [
        "A byte-order mark was left out.",
        "2 Windows line ends became line ends.",
        "1 carriage return became a line end.",
        "1 form feed became a line end.",
        "1 vertical tab became a line end.",
        "1 next-line sign became a line end.",
        "1 line separator became a line end.",
        "1 paragraph separator became a line end.",
    ]


def test_what_no_text_may_hold_becomes_a_replacement_sign() -> None:
    text, notes = stored_text("a\x00b\ud800c")

    assert text == "a\ufffdb\ufffdc"
    assert notes == ["2 signs that no text may hold became “�”."]


@pytest.mark.parametrize("kept", ["e\u0301", "\ufb01", "a\ufeffb", "\x1c\x1d\x1e\x1f", "\u00a0\u00ad", " two  spaces "])
def test_nothing_else_is_normalised(kept: str) -> None:
    assert stored_text(kept) == (kept, [])


@given(st.text(st.sampled_from("\ufeff\r\n\fab"), max_size=60), st.data())
def test_marks_move_with_the_text_that_is_stored(raw: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(raw)))
    marked = raw[:at] + "ä" + raw[at:]

    moved = stored_marks(marked, [Mark(at, at + 1, "bold")])

    assert [stored_text(marked)[0][mark.start : mark.end] for mark in moved] == ["ä"]


# Line units


@pytest.mark.parametrize("kind", KINDS)
@given(text=TEXTS)
def test_units_cover_every_visible_sign_once_and_in_order(kind: UnitKind, text: str) -> None:
    found = units(text, unit_starts(text, kind))

    covered = "".join(text[start:end] for start, end in found)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(start < end for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


@given(text=TEXTS)
def test_no_unit_crosses_a_line_end_but_a_turn(text: str) -> None:
    assert not any("\n" in unit for kind in ("80", "sentence", "paragraph") for unit in cut(text, kind))


@given(text=TEXTS)
def test_a_row_parts_no_grapheme_and_holds_at_most_eighty(text: str) -> None:
    starts = unit_starts(text, "80")

    borders = {match.start() for line in regex.finditer(r"[^\n]+", text) for match in _clusters(text, line)}
    rows = [text[start:end].lstrip() for start, end in units(text, starts)]
    assert set(starts) <= borders
    assert all(len(regex.findall(r"\X", row)) <= 80 for row in rows)


def _clusters(text: str, line: regex.Match[str]) -> list[regex.Match[str]]:
    return list(regex.finditer(r"\X", text, pos=line.start(), endpos=line.end()))


def test_the_fast_path_is_for_characters_that_never_combine() -> None:
    plain = [
        chr(code)
        for code in range(sys.maxunicode + 1)
        if not 0xD800 <= code < 0xE000 and chr(code) != "\r" and not characters.complex_sign().match(chr(code))
    ]

    assert len(plain) > 100_000
    assert len(regex.findall(r"\X", "".join(plain))) == len(plain)
    assert not [sign for sign in plain if unicodedata.category(sign).startswith("M")]


def test_a_row_breaks_at_its_last_space_at_or_before_eighty() -> None:
    text = "x" * 40 + " " + "y" * 39 + " " + "z" * 80 + "w"

    assert cut(text, "80") == ["x" * 40 + " " + "y" * 39, "z" * 80, "w"]


def test_emoji_count_as_one_each() -> None:
    family = "👩‍👩‍👧"

    assert cut(family * 100, "80") == [family * 80, family * 20]


def test_a_row_does_not_break_at_a_no_break_space() -> None:
    text = "a" * 70 + " 20\u00a0" + "b" * 20

    assert cut(text, "80") == ["a" * 70, "20\u00a0" + "b" * 20]


def test_blank_lines_are_no_units_and_indents_belong_to_their_line() -> None:
    text = "one\n\n \t\n  two\n"

    assert [list(unit_starts(text, kind)) for kind in KINDS] == [[0, 8]] * 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Smith came at 3 p.m. He left.", ["Dr. Smith came at 3 p.m.", "He left."]),
        ("“Yes.” He nodded. “Really?” she said.", ["“Yes.”", "He nodded.", "“Really?” she said."]),
        ("We met J. K. Rowling. So did I. Fine.", ["We met J. K. Rowling.", "So did I.", "Fine."]),
        ("It cost 3.5 pounds, e.g. Today. See no. 5 there.", ["It cost 3.5 pounds, e.g. Today.", "See no. 5 there."]),
        ("No. 20 years ago.", ["No.", "20 years ago."]),
        ("It was 2010. Then it ended.", ["It was 2010.", "Then it ended."]),
        ("well . . . I think. what? no", ["well . . . I think. what?", "no"]),
        ("Am 3. Mai kam er. Das war z. B. Brot.", ["Am 3. Mai kam er.", "Das war z. B. Brot."]),
        ("Im 19. Jahrhundert. Vgl. S. 12 usw. und so.", ["Im 19. Jahrhundert.", "Vgl. S. 12 usw. und so."]),
        ("„Das ist gut.“ Dann ging er.", ["„Das ist gut.“", "Dann ging er."]),
        ("1. First item. 2. Second", ["1. First item.", "2. Second"]),
        ("这是一个访谈。我很高兴！你呢？好。", ["这是一个访谈。", "我很高兴！", "你呢？", "好。"]),
        ("「はい。」と言った。次。", ["「はい。」と言った。", "次。"]),
        ("He came.\nand left.", ["He came.", "and left."]),
        ("Is it over? yes! Good", ["Is it over?", "yes!", "Good"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_turn_holds_its_paragraphs_and_text_around_turns_is_cut_by_paragraph() -> None:
    text = "Title\nBy me\n[00:01] INT: One.\nTwo.\n\nP: Three.\n# Part\nFour."
    starts, ends = [text.index("INT"), text.index("P:")], [text.index("P:"), text.index("# Part")]

    found = units(text, unit_starts(text, "turn", starts, ends))

    said = [text[start:end] for start, end in found]
    assert said == ["Title", "By me", "[00:01] INT: One.\nTwo.", "P: Three.", "# Part", "Four."]


def test_without_ends_a_turn_runs_to_the_next() -> None:
    text = "A: one\ntwo\nB: three"

    assert list(unit_starts(text, "turn", [0, 11])) == [0, 11]


def test_lines_are_numbered_from_one_and_a_gap_belongs_to_the_line_before() -> None:
    starts = unit_starts("one\n\ntwo", "paragraph")

    assert [line_of(starts, offset) for offset in (0, 3, 4, 5, 7, 99)] == [1, 1, 1, 2, 2, 2]
    assert line_of([], 5) == 1


# What lies at a place


def test_words_are_runs_of_letters_with_apostrophes_and_hyphens() -> None:
    assert count_words("Don’t re-read P01's 3 cafés – naïve_one, e\u0301te\u0301!") == 8


def test_each_cjk_sign_is_a_word() -> None:
    assert count_words("访谈 one 日本") == 5


def test_the_word_at_a_place_is_the_one_around_or_before_it() -> None:
    text = "So, don’t go."

    found = [word_at(text, offset) for offset in (5, 9, 0, 12)]

    assert [span and span.of(text) for span in found] == ["don’t", "don’t", "So", "go"]
    assert word_at("a  , b", 3) is None


def test_the_sentence_and_paragraph_at_a_place() -> None:
    text = "Title\n  One here. Two there. \n\nEnd"

    sentence, paragraph = sentence_at(text, text.index("there")), paragraph_at(text, text.index("there"))

    assert sentence is not None
    assert sentence.of(text) == "Two there."
    assert paragraph is not None
    assert paragraph.of(text) == "One here. Two there."
    assert sentence_at(text, text.index("\n\n") + 1) is None


@given(text=TEXTS, data=st.data())
def test_the_sentence_at_a_place_is_one_of_the_sentences(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    found = sentence_at(text, offset)

    if found is not None:
        assert found.of(text) in [sentence.strip() for sentence in sentences(text)]


def test_trimming_takes_white_space_and_nothing_else() -> None:
    text = " \n a b \t"

    assert trim(text, Span(0, len(text))) == Span(3, 6)
    assert trim(text, Span(0, 3)) is None


@given(st.text(max_size=300), st.integers(2, 60))
def test_an_excerpt_is_one_line_of_at_most_its_limit(text: str, limit: int) -> None:
    found = excerpt(text, limit)

    assert len(found) <= limit
    assert "\n" not in found


def test_an_excerpt_ends_with_a_word() -> None:
    assert excerpt("The quick\nbrown   fox jumps", 18) == "The quick brown…"
    assert excerpt("short", 18) == "short"


# Turns


def test_a_turn_runs_to_the_next_label_heading_or_end() -> None:
    marks = [
        Mark(0, 3, "speaker", "A"),
        Mark(10, 13, "speaker", "B"),
        Mark(20, 25, "heading", "1"),
        Mark(26, 36, "timestamp", "00:00:10"),
        Mark(37, 39, "speaker", "A"),
    ]

    assert turns(marks, 50) == [Turn(0, 10, "A", 3), Turn(10, 20, "B", 13), Turn(26, 50, "A", 39)]
    assert turn_at(marks, 50, 22) is None
    assert turn_at(marks, 50, 12) == Turn(10, 20, "B", 13)


def test_a_time_belongs_to_the_first_label_after_it() -> None:
    marks = [Mark(0, 6, "timestamp", "0:01"), Mark(6, 8, "speaker", "A"), Mark(9, 11, "speaker", "B")]

    assert turns(marks, 20) == [Turn(0, 9, "A", 8), Turn(9, 20, "B", 11)]


def test_a_label_that_is_a_heading_opens_a_turn() -> None:
    marks = [Mark(0, 5, "heading", "2"), Mark(0, 5, "speaker", "Anna")]

    assert turns(marks, 30) == [Turn(0, 30, "Anna", 5)]


# Blobs


def test_equal_marks_give_equal_bytes_and_come_back() -> None:
    marks = (Mark(0, 3, "speaker", "Änn“a"), Mark(5, 9, "bold"))

    assert encode_marks(marks) == encode_marks(marks[::-1])
    assert decode_marks(encode_marks(marks)) == marks


def test_starts_are_four_bytes_each_and_come_back() -> None:
    starts = unit_starts("one\ntwo\nthree", "paragraph")

    assert encode_starts(starts) == b"\0\0\0\0\4\0\0\0\x08\0\0\0"
    assert decode_starts(encode_starts(starts)) == starts


def test_units_of_a_real_text_cover_it() -> None:
    seed = Path(__file__).resolve().parents[2] / ".." / "shared" / "seeds" / "004_146c8fcff29a08c5.txt"
    if not seed.exists():
        pytest.skip("the seed texts are not here")
    text, _notes = stored_text(seed.read_text("utf-8"))

    for kind in KINDS:
        assert "".join("".join(cut(text, kind)).split()) == "".join(text.split())
