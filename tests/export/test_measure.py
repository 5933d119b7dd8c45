from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.export.measure import text_width, wrapped


def test_widths_are_those_of_the_metric_families() -> None:
    # Times New Roman sets “Hamburg” in 722 + 444 + 778 + 500 + 500 + 333 + 500 thousandths of its size.
    assert text_width("Hamburg", 1000) == 3777


@pytest.mark.parametrize(
    ("mark", "serif", "sans"),
    [("“", 444, 333), ("”", 444, 333), ("„", 444, 333), ("’", 333, 222), ("–", 500, 556), ("\u00a0", 250, 278)],
)
def test_marks_of_print_are_as_wide_as_the_fonts_have_them(mark: str, serif: int, sans: int) -> None:
    # A quotation mark taken for narrower than it is put a whole table on one page too few.
    assert text_width(mark, 1000) == serif
    assert text_width(mark, 1000, face="sans") == sans


@pytest.mark.parametrize(("one", "other"), [("é", "e"), ("e\u0301", "e"), ("ü", "u"), ("a\u200d", "a")])
def test_accents_and_marks_take_no_room_of_their_own(one: str, other: str) -> None:
    assert text_width(one, 10) == text_width(other, 10)


def test_an_ideogram_is_as_wide_as_the_size_and_bold_is_wider() -> None:
    assert text_width("孩", 10) == 10
    assert text_width("bold", 10, bold=True) > text_width("bold", 10)


def test_lines_break_at_spaces() -> None:
    assert wrapped("managing the boundaries", 80, 14) == ["managing the", "boundaries"]


def test_a_word_too_wide_for_its_line_is_cut_but_marks_stay_with_their_letter() -> None:
    pieces = wrapped("e\u0301" * 30, 40, 14)

    assert len(pieces) > 1
    assert all(piece.startswith("e") for piece in pieces)


@settings(deadline=None)
@given(st.text(), st.floats(20, 200))
def test_wrapping_loses_no_word(text: str, width: float) -> None:
    lines = wrapped(text, width, 12, face="sans")

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(line, 12, face="sans") <= max(width, 12) + 0.01 for line in lines)
