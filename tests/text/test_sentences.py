"""Where sentences begin: the short way for plain stops must find what all the rules find."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.text import sentences

WORDS = ("Dr", "no", "a.m", "word", "I", "Wort", "messrs", "am", "3", "12", "Mai", "é", "So", "A", "b", "C\u0301")
SIGNS = (" ", "  ", "\u00a0", "\t", ".", "!", "?", "…", "。", "”", "“", "(", ")", "-", "\n", ". A", "! B", "x. C")
PIECES = st.sampled_from((*WORDS, *SIGNS))


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=24).map("".join))
def test_plain_stops_are_told_as_all_rules_tell_them(text: str) -> None:
    short = list(sentences.sentences(text))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "_plainly_next", lambda *_given: 0)
        assert list(sentences.sentences(text)) == short
