from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.errors import NotFound
from qda.export.refi.positions import LAYOUTS, Layout, Places, layout, stored, wide_characters
from tests.export.refi.eyes import cut, read_text

TEXT = st.text(st.sampled_from("ab \n😀𐍈é\ufeffש"), max_size=20)


@given(text=TEXT, ends=st.tuples(st.integers(0, 20), st.integers(0, 20)), kind=st.sampled_from(LAYOUTS))
def test_the_words_at_a_place_are_the_same_in_every_layout(text: str, ends: tuple[int, int], kind: Layout) -> None:
    start, end = sorted(min(end, len(text)) for end in ends)
    places = Places(text, kind)

    file = read_text(b"".join(stored(text, kind)))

    assert cut(file, places.at(start), places.at(end), kind.name) == text[start:end]


def test_the_standard_has_neither_a_mark_nor_other_line_ends() -> None:
    assert b"".join(stored("a\nb", layout("standard"))) == b"a\nb"


def test_nvivo_gets_what_it_writes_itself() -> None:
    assert b"".join(stored("a\nb", layout("nvivo"))) == b"\xef\xbb\xbfa\r\nb"


def test_a_program_that_is_not_known_is_named_with_those_that_are() -> None:
    with pytest.raises(NotFound, match="standard, nvivo, maxqda, atlasti"):
        layout("paper")


def test_a_long_text_is_written_whole_in_portions() -> None:
    text = "é\n" * 1_500_000

    assert b"".join(stored(text, layout("atlasti"))).decode("utf-8") == text.replace("\n", "\r\n")


def test_only_characters_beyond_the_basic_plane_are_wide() -> None:
    assert wide_characters("aé😀ש\U0010ffff") == 2
