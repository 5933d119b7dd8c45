"""Which passages come near a code by their words."""

from __future__ import annotations

from qda.nlp import likeness
from qda.nlp.likeness import Ranking
from qda.nlp.pipeline import PATTERNS


def test_base_forms_leave_out_what_says_nothing() -> None:
    assert likeness.forms("She was judging them, and judged again in 2010.") == ["judge", "judge"]


def test_without_a_model_patterns_find_the_forms_and_say_so() -> None:
    find, found_by = likeness.forms_by(None)

    assert found_by == PATTERNS
    assert find("Nobody judged me") == likeness.forms("Nobody judged me")


def test_what_a_code_is_about_comes_from_its_label_first() -> None:
    about = likeness.wanted([("waiting for a call", 3.0)], ["the phone was silent", "she sat by the phone"])

    assert about["wait"] > about["phone"] > about["silent"]


def test_the_passage_with_the_rarer_words_comes_first() -> None:
    about = likeness.wanted([("waiting for the phone", 1.0)], [])
    passages = ["They wait and wait.", "The phone!", "They wait.", "Nothing of it here.", "I wait at home."]

    places = [place for place, _score in likeness.ranked(passages, about)]

    assert places[0] == 1
    assert 3 not in places


def test_the_nearest_is_one_and_tells_what_it_shares() -> None:
    ranking = Ranking(likeness.wanted([("waiting for the phone", 1.0)], []))
    for number, words in enumerate(("I waited.", "I waited by the phone.", "I slept.")):
        ranking.add(number, words)

    best = ranking.best(5)

    assert [(key, shared) for key, _score, shared in best] == [(1, ("phone", "wait")), (0, ("wait",))]
    assert best[0][1] == 1.0


def test_a_code_that_says_nothing_finds_nothing() -> None:
    assert likeness.ranked(["anything at all"], likeness.wanted([("of the", 1.0)], [])) == []
