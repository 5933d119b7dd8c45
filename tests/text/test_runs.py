"""Runs of six and more words, and what stands in their place."""

from __future__ import annotations

import time

import pytest

from qda.text import Span
from qda.text.runs import Runs, blanked, unblanked

SAID = "She came in and sat down. She did not judge me, and that’s what I needed then."


def test_six_words_in_a_row_are_found_whatever_stands_between_them() -> None:
    memo = "I wrote: „She did not\n> judge me – AND that's what\u00a0I needed“, she said."

    found = Runs([SAID]).find(memo)

    assert [span.of(memo) for span in found] == ["She did not\n> judge me – AND that's what\u00a0I needed"]


def test_five_words_in_a_row_are_nobodys() -> None:
    assert not Runs([SAID]).touches("She came in and sat on the floor")


def test_a_long_run_is_one_span_and_two_runs_are_two() -> None:
    runs = Runs(["one two three four five six seven", "eins zwei drei vier fünf sechs"])
    text = "one two three four five six seven, and then EINS ZWEI DREI VIER FÜNF SECHS!"

    assert runs.replaced(text, "[withheld]") == "[withheld], and then [withheld]!"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("a cafe\u0301 on the other side", "a café on the other side"),
        ("die große Straße war sehr lang", "DIE GROSSE STRASSE WAR SEHR LANG"),
        ("well-being of the whole family here", "well being of the whole family here"),
        ("some\u00adwhere in the mid\u00addle of it", "somewhere in the middle of it"),
        ("我不知道怎么办", "（我不知道怎么办）"),
    ],
)
def test_words_are_the_same_however_they_are_written(said: str, written: str) -> None:
    assert Runs([said]).find(written)


def test_offsets_are_those_of_the_text_as_it_is() -> None:
    text = "👩‍👧 STRASSE ﬁ: one two three four five six 🏠"

    (span,) = Runs(["one two three four five six"]).find(text)

    assert span.of(text) == "one two three four five six"


def test_runs_that_may_be_quoted_are_taken_out() -> None:
    kept = Runs(["She did not judge me, and"])

    runs = Runs([SAID]).without(kept)

    assert not runs.touches("She did not judge me, and")
    assert runs.touches("did not judge me, and that")  # that’s


def test_blocks_keep_every_place_and_read_as_withheld() -> None:
    text = "Anna: I was there.\nAnd then?"

    blank = blanked(text, [Span(6, 18)])

    assert blank == "Anna: █ ███ ██████\nAnd then?"
    assert len(blank) == len(text)
    assert unblanked(blank, "[withheld]") == "Anna: [withheld]\nAnd then?"


def test_a_long_text_is_indexed_whole_and_soon() -> None:
    said = "\n".join(" ".join(f"w{(line * 7 + at) % 5000}" for at in range(20)) for line in range(20_000))
    began = time.perf_counter()

    runs = Runs([said])

    assert time.perf_counter() - began < 5
    words = said.split()
    assert all(runs.touches(" ".join(words[at : at + 6])) for at in range(0, len(words) - 6, 9973))
