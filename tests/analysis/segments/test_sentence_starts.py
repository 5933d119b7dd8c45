"""Sentences of many texts at once: the same as the rules tell for each text alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.analysis.segments import sentence_starts
from qda.analysis.segments.bulk import _APART, _batch
from qda.analysis.segments.places import Told
from qda.text.sentences import sentences

WORDS = (
    "Dr", "no", "a.m", "word", "I", "Wort", "messrs", "am", "3", "12", "Mai", "é", "So", "A", "b", "C\u0301", "prof",
    "äDr", "e.g", "Gen", "Fragen", "it", "x'prof", "\u212aap", "aMR", "approximately", "inkl", "vs",
)  # fmt: skip
SIGNS = (
    " ", "  ", "\u00a0", "\t", ".", "!", "?", "…", "。", "”", "“", "(", ")", "-", "\n", ". A", "! B", "x. C", ". ",
    ' "', '." ', ".\n", "? ", "\U0001f642", "\u2009", "\x1c", " " * 30, "\n\n", "’", "‽ ", "॥ ", "». ", "...",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from((*WORDS, *SIGNS)), max_size=24).map("".join)


def _alone(texts: list[str]) -> list[list[int]]:
    return [list(sentences(text)) for text in texts]


def _together(texts: list[str]) -> list[list[int]]:
    lot = [Told(at, "", "", "", None, at, "", "", "", len(text)) for at, text in enumerate(texts)]
    batch = _batch(lot)
    found = sentence_starts.starts(_APART + _APART.join(texts) + _APART, batch).tolist()
    return [[at - base for at in found if base <= at <= end] for base, end in zip(batch.base, batch.ends, strict=True)]


@settings(max_examples=400, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_texts_together_have_the_sentences_that_each_has_alone(texts: list[str]) -> None:
    assert _together(texts) == _alone(texts)


@pytest.mark.parametrize("ending", ["", ".", ". ", "!", ".\n", " " * 40, "\n" + " " * 40 + "\n", "…", "Dr", "So."])
def test_the_end_of_a_text_says_nothing_of_the_next(ending: str) -> None:
    texts = [f"One thing is said{ending}", "Another is said. And more", ""]

    assert _together(texts) == _alone(texts)


def test_every_abbreviation_ends_no_sentence_together_either() -> None:
    from qda.text.sentences import ABBREVIATIONS

    texts = [f"We saw {word}. There it was, the {word.upper()}. And {word}s. Yes" for word in sorted(ABBREVIATIONS)]

    assert _together(texts) == _alone(texts)
