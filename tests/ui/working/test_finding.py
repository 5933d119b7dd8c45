"""A few letters find what is meant."""

from __future__ import annotations

import pytest

from qda.ui.working.finding import Entry, answers, best, folded, score


def entry(text: str, part: str = "Codes", also: str = "") -> Entry:
    return Entry(part, text, lambda: None, also=also)


def found(query: str, *entries: Entry) -> list[str]:
    return [each.text for _score, each in best(query, entries, 10)]


def test_the_beginning_of_a_name_comes_before_a_word_in_it_and_a_word_before_its_inside() -> None:
    names = [entry("preventing harm"), entry("avoiding venting"), entry("venting")]

    assert found("vent", *names) == ["venting", "avoiding venting", "preventing harm"]


def test_all_words_must_be_found_in_any_order() -> None:
    names = [entry("sharing news face to face"), entry("sharing know-how")]

    assert found("face shar", *names) == ["sharing news face to face"]


def test_case_and_accents_do_not_matter() -> None:
    assert folded("Élan VITAL") == "elan vital"
    assert found("elan", entry("Élan vital")) == ["Élan vital"]


def test_words_of_the_surroundings_find_too_but_come_last() -> None:
    names = [entry("Interview with Theresa", also="Martine"), entry("Case record of Martine")]

    assert found("martine", *names) == ["Case record of Martine", "Interview with Theresa"]


def test_the_part_with_the_best_answer_comes_first() -> None:
    codes = [entry("opening up")]
    actions = [entry("Reopen", "Actions"), entry("Open…", "Actions")]

    assert [each.text for each in answers("open", [("Codes", codes), ("Actions", actions)])] == [
        "opening up",
        "Open…",
        "Reopen",
    ]
    assert [each.text for each in answers("reo", [("Codes", codes), ("Actions", actions)])] == ["Reopen"]


def test_a_part_shows_no_more_than_its_share() -> None:
    codes = [entry(f"code {number}") for number in range(30)]

    assert len(answers("code", [("Codes", codes)], limit=6)) == 6


@pytest.mark.parametrize(("words", "text", "expected"), [(["a"], "b", None), ([], "b", 0), (["b"], "a b", 1)])
def test_a_score_says_how_well_words_fit(words: list[str], text: str, expected: int | None) -> None:
    assert score(words, text) == expected
