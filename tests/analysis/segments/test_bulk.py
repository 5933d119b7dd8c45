"""Many texts read together: what is told of them is what each tells alone."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.analysis.segments import bulk, ground
from qda.analysis.segments.places import Told
from qda.project.project import Project
from qda.text import Mark, encode_marks, turns
from tests.factories import make_source

LENGTH = 60
LABELS = ("INT", "Theresa", "")


def _marks(rows: list[tuple[int, int, int]]) -> list[Mark]:
    """Labels, times and headings one after the other, with gaps between them."""
    found, at = [], 0
    for gap, kind, label in rows:
        at += gap
        name = ("speaker", "timestamp", "heading", "bold")[kind]
        found.append(Mark(at, at + 2, name, LABELS[label]))  # type: ignore[arg-type]  # one of the four
        at += 2
    return [mark for mark in found if mark.end <= LENGTH]


MARKS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 2)), max_size=12).map(_marks)


def _told(at: int, marks_sha: str = "", length: int = LENGTH) -> Told:
    return Told(at, f"Text {at}", "", "", None, at, "", marks_sha, "", length)


@settings(max_examples=200, deadline=None)
@given(st.lists(MARKS, min_size=1, max_size=3))
def test_turns_of_texts_together_are_those_that_each_has_alone(texts: list[list[Mark]]) -> None:
    (batch,) = bulk.batches([_told(at) for at in range(len(texts))])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "_stored", lambda *_asked: [encode_marks(marks) for marks in texts])
        found = bulk.spoken(None, batch)  # type: ignore[arg-type]  # nothing is asked of it here

    rows = zip(found.start.tolist(), found.end.tolist(), found.text.tolist(), found.label.tolist(), strict=True)
    here = [
        (text, start - batch.base[text], end - batch.base[text], found.labels[text][label])
        for start, end, text, label in rows
    ]
    alone = [(text, turn) for text, marks in enumerate(texts) for turn in turns(marks, LENGTH)]
    assert here == [(text, turn.start, turn.end, turn.label) for text, turn in alone]


def test_a_damaged_text_leaves_the_others_in_their_places(project: Project) -> None:
    for name in ("one", "two"):
        make_source(project, f"Theresa: We came in {name}.", name=name)
    first, second = ground.load(project).sources.values()
    (batch,) = bulk.batches([replace(first, length=5), second])

    with project.read() as session:
        text = bulk.joined(session, batch)

    assert text[batch.base[0] : batch.ends[0]] == "There"
    assert text[batch.base[1] : batch.ends[1]] == "Theresa: We came in two."


def test_texts_are_read_a_million_signs_at_a_time() -> None:
    lengths = (400_000, 500_000, 200_000, 3_000_000, 5)

    lots = list(bulk.batches([_told(at, length=length) for at, length in enumerate(lengths)]))

    assert [[told.id for told in lot.told] for lot in lots] == [[0, 1], [2], [3], [4]]


@pytest.mark.parametrize("letter", ["a", "é", "Ж", "\U0001f642"])
def test_signs_are_code_points_whatever_the_letters(letter: str) -> None:
    assert bulk.signs(f"a{letter}b").tolist() == [ord("a"), ord(letter), ord("b")]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(("a", " ", "\n", "\u00a0", " " * 30)), max_size=12).map("".join))
def test_white_space_is_left_on_both_sides_as_strip_leaves_it(words: str) -> None:
    text = f"x{words}\x00"
    blank = np.array([sign.isspace() for sign in text], dtype=np.uint8)
    begin, end = np.array([1]), np.array([len(text) - 1])

    after = bulk.after_blanks(text, blank, begin)
    before = bulk.before_blanks(text, blank, end, begin)

    assert after.tolist() == [1 + len(words) - len(words.lstrip())]
    assert before.tolist() == [1 + len(words.rstrip())]


def test_white_space_of_a_line_ends_with_the_line() -> None:
    text = "x" + " " * 40 + "\n  y\x00"
    blank = np.array([sign == " " for sign in text], dtype=np.uint8)

    after = bulk.after_blanks(text, blank, np.array([1]), bulk.IN_LINE)

    assert after.tolist() == [re.compile("\n").search(text).start()]  # type: ignore[union-attr]  # there is one
