"""Texts read into numbers: against the words one by one, and stopped between two texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.analysis.segments import bulk, ground
from qda.analysis.segments.places import Told
from qda.analysis.words.reading import Book, Read, normal
from qda.errors import Cancelled
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.text import Mark, encode_marks, turns
from qda.text.words import words_of
from tests.factories import make_source, marks_of

WORDS = (
    "don’t", "well-known", "Ünder", "e\u0301tat", "日本語", "_x_", "12", "ß", "A", "œuvre", "жизнь", "x²",
    "counterrevolutionary", "counterrevolutionaries", "counterrevolution", "rock-’n’-roll", "abcdefghijklmnop",
    "abcdefghijklmnopq", "abcdefgh", "abcdefghi", "Straße", "STRASSE", "ÿ",
)  # fmt: skip
PIECES = (*WORDS, "’", "-", "'", " ", " ", " ", "\n", ".", "\U0001f600", "\u200d", "\x01", "\x02", "ﬁ", "Ω")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)
LABELLED = st.lists(st.sampled_from(("INT: So? ", "Theresa: I’d. ", "a word ", "\n", "œ")), max_size=8).map("".join)


@settings(deadline=None)
@given(TEXTS)
def test_words_and_their_places_are_those_that_are_found_one_by_one(text: str) -> None:
    book = Book()

    numbers, starts = book._forms_of(text)

    found = [(book.forms[number], start) for number, start in zip(numbers.tolist(), starts.tolist(), strict=True)]
    assert found == [(normal(match[0]), match.start()) for match in words_of(text)]


def _readings(book: Book, texts: list[str], marks: list[tuple[Mark, ...]]) -> list[Read]:
    """The texts read together, without a project."""
    (batch,) = bulk.batches([Told(at, "", "", "", None, at, "", "", "", len(text)) for at, text in enumerate(texts)])
    stored = iter([texts, [encode_marks(each) for each in marks]])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "_stored", lambda *_asked: next(stored))
        return book._readings(None, batch)  # type: ignore[arg-type]  # nothing is asked of it here


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_texts_together_have_the_words_that_each_has_alone(texts: list[str]) -> None:
    book = Book()

    found = _readings(book, texts, [()] * len(texts))

    for text, read in zip(texts, found, strict=True):
        words = [(book.forms[at], start) for at, start in zip(read.ids.tolist(), read.starts.tolist(), strict=True)]
        assert words == [(normal(match[0]), match.start()) for match in words_of(text)]


@settings(max_examples=200, deadline=None)
@given(st.lists(LABELLED, min_size=1, max_size=4))
def test_each_word_stands_in_its_turn_and_labels_are_no_words(texts: list[str]) -> None:
    book, marks = Book(), [marks_of(text) for text in texts]

    found = _readings(book, texts, marks)

    for text, here, read in zip(texts, marks, found, strict=True):
        said = turns(here, len(text))
        words = [match for match in words_of(text) if not any(mark.start <= match.start() < mark.end for mark in here)]
        assert [book.forms[at] for at in read.ids] == [normal(match[0]) for match in words]
        voices = [read.labels[read.voices[stretch]] for stretch in read.stretch]
        labels = [[turn.label for turn in said if turn.start <= word.start() < turn.end] for word in words]
        assert voices == [each[0] if each else "" for each in labels]
        assert read.begins[0] == 0
        assert [int(at) for at in read.begins if at in {turn.start for turn in said}] == [turn.start for turn in said]


def test_thousands_of_words_keep_their_numbers_while_the_table_grows() -> None:
    words = [f"word{number:x}{'s' * (number % 14)}" for number in range(9_000)]
    book = Book()

    (read,) = _readings(book, [" ".join([*words, *reversed(words)])], [()])

    assert [book.forms[at] for at in read.ids] == [*words, *reversed(words)]
    assert len(book.forms) == len(words)


def test_a_long_word_is_not_taken_for_that_with_which_it_begins() -> None:
    book = Book()
    longer, long = "abcdefghijklmnopq", "abcdefghijklmnop"

    (read,) = _readings(book, [f"{longer} {long} {longer}"], [()])

    assert [book.forms[number] for number in read.ids.tolist()] == [longer, long, longer]


def test_letters_of_more_alphabets_than_there_are_bytes_are_still_words() -> None:
    letters = [chr(code) for code in range(0x100, 0x2B0)]
    text = " ".join(f"a{letter}" for letter in letters)
    book = Book()

    first, second = _readings(book, [text, "plain words"], [(), ()])

    assert [book.forms[at] for at in first.ids] == [normal(match[0]) for match in words_of(text)]
    assert [book.forms[at] for at in second.ids] == ["plain", "words"]


class _StopsAt(Progress):
    """Lets so many steps pass."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self, done: int, total: int, text: str) -> None:
        """One more. Raises Cancelled after the last."""
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_reading_stops_before_the_next_texts_and_keeps_what_was_read(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two", "three"):
        make_source(project, f"Theresa: We came in {name}.", name=name)
    book, here = Book(), ground.load(project)
    monkeypatch.setattr(bulk, "_TOGETHER", 1)  # each text by itself

    with pytest.raises(Cancelled):
        book.read(project, here, _StopsAt(2))

    assert {"one", "two"} <= set(book.forms)
    assert "three" not in book.forms
    assert len(book.read(project, here, Silent())) == 3
