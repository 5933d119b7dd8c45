from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qda.ui.offsets import Offsets, units

_TEXTS = st.text(st.sampled_from("ab é中\u0301\u200dع👩🦊🇬\n"), max_size=60)


def _qt_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_an_emoji_shifts_what_follows_by_one_in_qt_only() -> None:
    offsets = Offsets("a🦊b")

    assert [offsets.to_qt(at) for at in range(4)] == [0, 1, 3, 4]
    assert [offsets.to_text(at) for at in (0, 1, 3, 4)] == [0, 1, 2, 3]


def test_the_middle_of_a_surrogate_pair_is_the_beginning_of_its_character() -> None:
    offsets = Offsets("🦊🦊b")

    assert [offsets.to_text(at) for at in (1, 3)] == [0, 1]


@given(_TEXTS)
def test_every_offset_equals_what_encoding_says_and_comes_back(text: str) -> None:
    offsets = Offsets(text)

    for at in range(len(text) + 1):
        assert offsets.to_qt(at) == _qt_length(text[:at])
        assert offsets.to_text(offsets.to_qt(at)) == at


@given(_TEXTS)
def test_the_length_in_units_is_that_of_the_encoded_text(text: str) -> None:
    assert units(text) == _qt_length(text)
