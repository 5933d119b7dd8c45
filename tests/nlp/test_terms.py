"""Words, base forms, -ing forms, and labels that come near one another."""

from __future__ import annotations

import pytest

from qda.nlp import lexicon, terms
from qda.nlp.pipeline import PATTERNS, Pipeline
from qda.text import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She’d re-read it, twice.", ["she'd", "re-read", "it", "twice"]),
        ("Müdigkeit – 24 hours", ["müdigkeit", "24", "hours"]),
        ("…", []),
    ],
)
def test_words_are_letters_with_apostrophes_and_hyphens_inside(text: str, words: list[str]) -> None:
    assert terms.words(text) == words
    assert count_words(text) == len(words)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("judged", "judge"),
        ("judging", "judge"),
        ("judges", "judge"),
        ("stopped", "stop"),
        ("cried", "cry"),
        ("lied", "lie"),
        ("agreed", "agree"),
        ("travelling", "travel"),
        ("seeking", "seek"),
        ("telling", "tell"),
        ("bypassed", "bypass"),
        ("panicking", "panic"),
        ("went", "go"),
        ("children’s", "child"),
        ("mothers'", "mother"),
        ("agencies", "agency"),
        ("services", "service"),
        ("bosses", "boss"),
        ("crises", "crisis"),
        ("Visits", "visit"),
        ("de-planned", "de-plan"),
    ],
)
def test_forms_go_back_to_their_base(form: str, lemma: str) -> None:
    assert terms.lemma(form) == lemma


@pytest.mark.parametrize(
    "word", ["thing", "morning", "need", "hundred", "this", "always", "status", "crisis", "bus", "Müll"]
)
def test_words_that_only_look_like_forms_stay(word: str) -> None:
    assert terms.lemma(word) == word.casefold()


@pytest.mark.parametrize(
    ("verb", "ing"),
    [
        ("make", "making"),
        ("stop", "stopping"),
        ("visit", "visiting"),
        ("travel", "travelling"),
        ("label", "labelling"),
        ("reveal", "revealing"),
        ("die", "dying"),
        ("see", "seeing"),
        ("be", "being"),
        ("age", "ageing"),
        ("panic", "panicking"),
        ("refer", "referring"),
        ("offer", "offering"),
        ("develop", "developing"),
        ("begin", "beginning"),
        ("quit", "quitting"),
        ("fix", "fixing"),
        ("play", "playing"),
        ("reset", "resetting"),
        ("undercut", "undercutting"),
    ],
)
def test_verbs_take_ing_in_british_spelling(verb: str, ing: str) -> None:
    assert terms.ing(verb) == ing


def test_every_known_verb_comes_back_from_its_ing_form() -> None:
    lost = {verb for verb in lexicon.VERBS if terms.lemma(terms.ing(verb)) != verb}

    assert lost == {"concern"}  # "concerning" is a preposition before it is a verb


def test_labels_that_share_rare_words_are_near() -> None:
    labels = ["asking for help", "asking the school for help", "waiting by the phone", "asking what green means"]

    (pair,) = terms.near(labels)

    assert (pair.one, pair.other, pair.shared) == (labels[0], labels[1], ("ask", "help"))
    assert pair.found_by == PATTERNS


def test_forms_of_a_word_are_the_same_word() -> None:
    (pair,) = terms.near(["judging the mother", "mothers being judged", "making tea"])

    assert pair.shared == ("judge", "mother")


def test_a_slip_of_the_pen_is_near() -> None:
    (pair,) = terms.near(["satisficing together", "satisfising together", "moving on"], least=0.7)

    assert {pair.one, pair.other} == {"satisficing together", "satisfising together"}


def test_only_case_and_marks_apart_is_closest() -> None:
    (first, *_) = terms.near(["Moving on", "moving on!", "moving away", "being moved"], least=0.3)

    assert ({first.one, first.other}, first.closeness) == ({"Moving on", "moving on!"}, 1.0)


def test_an_opposite_is_near_but_not_the_same() -> None:
    (pair,) = terms.near(["being judged", "not being judged", "drinking tea", "ringing round"], least=0.3)

    assert 0.3 <= pair.closeness < 0.8


def test_small_words_alone_bring_nothing_together() -> None:
    assert terms.near(["being at the end of it", "being in the middle of it", "a b"], least=0.5) == ()


def test_the_same_label_twice_is_one_label() -> None:
    assert terms.near(["ringing round", "ringing round"]) == ()


def test_the_model_reads_forms_that_rules_do_not(model: Pipeline) -> None:
    labels = ["feeling worse", "being bad at it", "making tea"]

    (pair,) = terms.near(labels, model, least=0.1)

    assert pair.shared == ("bad",)
    assert pair.found_by == model.found_by
