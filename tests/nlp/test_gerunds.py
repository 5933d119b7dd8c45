"""A quiet hint for labels that name topics: on topics, never on actions, never on another language."""

from __future__ import annotations

import pytest

from qda.nlp import gerunds
from qda.nlp.gerunds import STATE, TOPIC
from qda.nlp.pipeline import PATTERNS, Pipeline

ACTIONS = [
    "booking into legal",
    "being bypassed",
    "not being judged",
    "saying the same thing",
    "no longer asking",
    "quietly putting it right",
    "meeting with parents",
    "building trust",
    "housing the family",
    "having moved on",
    "success being erased from the record",
    "mother complaining about school",
    "Letting off steam",
    "putting the child’s voice last",
]
SENTENCES = ["she asks for help", "where we started", "blame the school", "opened the door", "to get help", "why now?"]
TOPICS = [
    "relief",
    "Anger about the school",
    "lack of funding",
    "communication",
    "team meeting",
    "social housing",
    "morning",
    "thing",
    "the social worker",
    "mother’s distress",
    "fear of losing the children",
    "parental agency",
    "wellbeing",
]
OTHER_LANGUAGES = ["Vertrauen verlieren", "Müdigkeit", "die Angst vor dem Amt", "perte de confiance", "疲労", "доверие"]


@pytest.mark.parametrize("label", ACTIONS + SENTENCES)
def test_what_says_an_action_gets_no_hint(label: str) -> None:
    assert gerunds.check(label) is None


@pytest.mark.parametrize("label", TOPICS)
def test_a_topic_gets_a_hint_with_actions_to_choose_from(label: str) -> None:
    hint = gerunds.check(label)

    assert hint is not None
    assert (hint.sentence, hint.found_by) == (TOPIC, PATTERNS)
    assert 1 <= len(hint.examples) <= 3
    assert [gerunds.check(example) for example in hint.examples] == [None] * len(hint.examples)


@pytest.mark.parametrize("label", [*OTHER_LANGUAGES, "", "  ", "…", "47", "LSCB", "Martine", "A&E", "i"])
def test_what_is_not_english_or_no_word_gets_no_hint(label: str) -> None:
    assert gerunds.check(label) is None


@pytest.mark.parametrize(
    ("label", "examples"),
    [
        ("relief", ("seeking relief", "finding relief", "going without relief")),
        ("anger", ("feeling angry", "voicing anger", "holding back anger")),
        ("Anger about the school", ("feeling angry about the school", "voicing anger about the school")),
        ("lack of support", ("going without support", "asking for support", "missing support")),
        ("no support", ("going without support", "asking for support", "missing support")),
        ("Communication with school", ("communicating with school",)),
        ("contact with dad", ("contacting dad",)),
        ("loss of trust", ("losing trust", "facing loss of trust", "fearing loss of trust")),
        ("decision of the court", ("asking for decision of the court",)),
        ("housing problems", ("running into housing problems",)),
        ("Monday morning", ("getting through Monday morning",)),
        ("The social worker", ("turning to the social worker",)),
        ("mother's distress", ("noticing mother's distress",)),
        ("LSCB meeting", ("dealing with LSCB meeting",)),
        ("anger / fear", ("feeling angry", "voicing anger", "holding back anger")),
        ("a problem", ("running into problem",)),
    ],
)
def test_examples_are_made_from_the_words_of_the_label(label: str, examples: tuple[str, ...]) -> None:
    hint = gerunds.check(label)

    assert hint is not None
    assert hint.examples[: len(examples)] == examples


@pytest.mark.parametrize("label", ["judged by teachers", "Let down", "stuck in the middle", "tired"])
def test_a_state_is_told_how_it_becomes_happening(label: str) -> None:
    hint = gerunds.check(label)

    assert hint is not None
    assert (hint.sentence, hint.examples) == (STATE, (f"being {label.lower()}",))


def test_the_hint_reads_as_one_line() -> None:
    hint = gerunds.check("relief")

    assert hint is not None
    assert hint.text == ("Names a topic. What is happening? e.g. seeking relief, finding relief, going without relief")


def test_two_topics_with_an_action_between_them_need_no_hint() -> None:
    assert gerunds.check("success: getting help") is None


def test_a_blank_pipeline_changes_nothing(blank: Pipeline) -> None:
    assert [gerunds.check(label, blank) for label in TOPICS] == [gerunds.check(label) for label in TOPICS]


@pytest.mark.parametrize("label", ACTIONS + SENTENCES + OTHER_LANGUAGES)
def test_with_a_model_too_there_is_no_hint_where_there_should_be_none(label: str, model: Pipeline) -> None:
    assert gerunds.check(label, model) is None


@pytest.mark.parametrize("label", TOPICS)
def test_with_a_model_topics_are_topics_and_say_who_found_them(label: str, model: Pipeline) -> None:
    hint = gerunds.check(label, model)

    assert hint is not None
    assert hint.found_by == model.found_by


def test_a_model_knows_words_that_patterns_pass_over(model: Pipeline) -> None:
    assert gerunds.check("sandwiches") is None
    assert gerunds.check("sandwiches", model) is not None


def test_a_model_sees_verbs_that_patterns_pass_over(model: Pipeline) -> None:
    assert gerunds.check("nobody told the grandmother", model) is None
    assert gerunds.check("worker visits daily", model) is None
