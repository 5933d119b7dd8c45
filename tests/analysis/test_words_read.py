"""Texts read into numbers: against the words one by one, and stopped between two texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.analysis import ground
from qda.analysis.words_read import Book, normal
from qda.errors import Cancelled
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.text.words import words_of
from tests.factories import make_source

WORDS = ("don’t", "well-known", "Ünder", "e\u0301tat", "日本語", "_x_", "12", "ß", "A")
PIECES = (*WORDS, "’", "-", " ", "\n", ".", "\U0001f600")


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_words_and_their_places_are_those_that_are_found_one_by_one(text: str) -> None:
    book = Book()

    numbers, starts = book._forms_of(text)

    found = [(book.forms[number], start) for number, start in zip(numbers.tolist(), starts.tolist(), strict=True)]
    assert found == [(normal(match[0]), match.start()) for match in words_of(text)]


class _StopsAt(Progress):
    """Lets so many steps pass."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self, done: int, total: int, text: str) -> None:
        """One more. Raises Cancelled after the last."""
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_reading_stops_before_the_next_text_and_keeps_what_was_read(project: Project) -> None:
    for name in ("one", "two", "three"):
        make_source(project, f"Theresa: We came in {name}.", name=name)
    book, here = Book(), ground.load(project)

    with pytest.raises(Cancelled):
        book.read(project, here, _StopsAt(2))

    assert {"one", "two"} <= set(book.forms)
    assert "three" not in book.forms
    assert len(book.read(project, here, Silent())) == 3
