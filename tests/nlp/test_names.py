"""Candidates for names: known ones first, then the model's, else what patterns can vouch for."""

from __future__ import annotations

import itertools

import pytest

from qda.nlp import names
from qda.nlp.names import KNOWN, Name
from qda.nlp.pipeline import PATTERNS, Pipeline


def told(found: tuple[Name, ...]) -> list[tuple[str, str]]:
    return [(name.text, name.kind) for name in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Then Dr. Maria Gonzalez rang.", [("Maria Gonzalez", "person")]),
        ("I saw Mrs O’Neill of the Harbour Trust.", [("O’Neill", "person"), ("Harbour Trust", "organisation")]),
        ("We moved to Elm Street.", [("Elm Street", "place")]),
        ("She lives in Leeds.", [("Leeds", "place")]),
        ("The Elm Park School rang.", [("Elm Park School", "organisation")]),
        ("It was Kwame who came.", [("Kwame", "unknown")]),
        ("It was Zoë van Dyke’s idea.", [("Zoë van Dyke", "unknown")]),
        ("Yesterday Anna came.", [("Anna", "unknown")]),
        ("We drove near Łódź", [("Łódź", "place")]),
        ("It was Łukasz.", [("Łukasz", "unknown")]),
    ],
)
def test_patterns_find_capitals_that_no_sentence_explains(text: str, found: list[tuple[str, str]]) -> None:
    names_found = names.candidates(text)

    assert told(names_found) == found
    assert {name.found_by for name in names_found} == {PATTERNS}


@pytest.mark.parametrize(
    "text",
    [
        "Nobody came. Everybody rang.",
        "On Monday Mum and I went out in May.",
        "INT: What then?",
        "“Maybe,” she said. “Later.”",
        "It goes to the LSCB.",
        "- Tea\n- Milk",
        "",
    ],
)
def test_patterns_leave_other_capitals_alone(text: str) -> None:
    assert names.candidates(text) == ()


def test_a_name_seen_within_a_sentence_counts_at_the_start_of_another() -> None:
    text = "I rang Kwame. Kwame was out. Nurse Mary Hall knew. Mary’s kind."

    assert [name.text for name in names.candidates(text)] == ["Kwame", "Kwame", "Mary Hall", "Mary"]


def test_spans_are_where_the_name_stands() -> None:
    text = "👋 I rang Kwame, and Kwame’s mother."

    found = names.candidates(text)

    assert [name.span.of(text) for name in found] == [name.text for name in found] == ["Kwame", "Kwame"]


def test_known_names_are_found_anywhere_and_win() -> None:
    text = "Theresa: I like roses. Rose\nHall likes Theresa Green."

    found = names.candidates(text, known={"Theresa": "person", "Rose Hall": "person", "Rose": "unknown"})

    assert [(name.text, name.kind, name.found_by) for name in found][:2] == [
        ("Theresa", "person", KNOWN),
        ("Rose\nHall", "person", KNOWN),
    ]
    assert [name.span.of(text) for name in found if name.found_by == KNOWN][2:] == ["Theresa"]


def test_a_model_finds_names_that_begin_a_sentence_and_tells_what_they_are(model: Pipeline) -> None:
    text = "Kwame Mensah rang Mrs Patel in Leeds.\nThen the Ministry of Justice rang back."

    found = names.candidates(text, model)

    assert told(found) == [
        ("Kwame Mensah", "person"),
        ("Patel", "person"),
        ("Leeds", "place"),
        ("Ministry of Justice", "organisation"),
    ]
    assert {name.found_by for name in found} == {model.found_by}
    assert [name.span.of(text) for name in found] == [name.text for name in found]


def test_with_a_blank_pipeline_patterns_are_at_work(blank: Pipeline) -> None:
    text = "I rang Kwame in Leeds."

    assert names.candidates(text, blank) == names.candidates(text)


def test_names_do_not_overlap(model: Pipeline) -> None:
    text = "Dr Maria Gonzalez of Elm Park School met Dr Gonzalez’s team from Leeds City Council."

    found = names.candidates(text, model, {"Gonzalez": "person"})

    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(found))
    assert sum(name.found_by == KNOWN for name in found) == 2
