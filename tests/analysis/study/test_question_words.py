"""Which question of a guide is asked, in made-up turns: as it is written, in other words, merged, skipped, repeated."""

from __future__ import annotations

import pytest

from qda.analysis.study.question_words import Said, detect, stem, stems

GUIDE = (
    "How did social services come to be involved?",
    "What were people worried about?",
    "What was it like, working with the people who came?",
    "Did the different workers talk to one another?",
    "What would you say the success was?",
    "How are things now?",
)


def _asked(*turns: str, guide: tuple[str, ...] = GUIDE) -> list[int]:
    """The numbers, from 1, of what is asked in these turns."""
    text, said = "", []
    for turn in turns:
        said.append(Said(len(text), len(text) + len(turn)))
        text += f"{turn}\nWell, there was a door, and then there was none.\n"
    return [found.item + 1 for found in detect(guide, text, said)]


def test_a_question_as_it_is_written_is_found() -> None:
    assert _asked(*GUIDE) == [1, 2, 3, 4, 5, 6]


def test_shuffled_questions_are_found_where_they_are_asked() -> None:
    assert _asked(GUIDE[4], GUIDE[0], GUIDE[3]) == [5, 1, 4]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Can you tell me how the social services came to be involved with you? Start wherever you like.", 1),
        ("So what was it that people worried about, at the time?", 2),
        ("And did the workers, the different ones, were they talking to one another?", 4),
        ("If you had to say what the success was, if that’s the word.", 5),
    ],
)
def test_other_words_for_the_same_are_found(words: str, number: int) -> None:
    assert _asked(words) == [number]


def test_two_questions_in_one_turn_are_both_found() -> None:
    merged = f"{GUIDE[0]} And what were people worried about?"

    assert _asked(merged) == [1, 2]


def test_a_skipped_question_is_not_found() -> None:
    assert _asked(GUIDE[0], GUIDE[5]) == [1, 6]


def test_a_repeated_question_is_found_twice() -> None:
    assert _asked(GUIDE[4], "Let us go back.", "So what would you say was the success, after all?") == [5, 5]


@pytest.mark.parametrize(
    "probe", ["Mm.", "And then?", "The door?", "You’d asked –", "What was that like?", "Can you say more about that?"]
)
def test_probes_ask_nothing_of_the_guide(probe: str) -> None:
    assert _asked(probe) == []


def test_a_question_in_two_sentences_is_found_in_both() -> None:
    text = "The people who came. What was it like, working with them?"

    found = detect(GUIDE, text, [Said(0, len(text))])

    assert [(each.item, each.span.of(text)) for each in found] == [(2, text)]


def test_the_stretch_is_the_sentence_that_asks() -> None:
    text = "Thank you for that. What were people worried about? I mean at first."

    found = detect(GUIDE, text, [Said(0, len(text))])

    assert [each.span.of(text) for each in found] == ["What were people worried about?"]


def test_a_guide_in_german_is_found_too() -> None:
    guide = ("Wie kam das Jugendamt zu Ihnen?", "Wovor hatten die Leute Angst?")

    assert _asked("Wovor hatten denn die Leute damals Angst?", "Und wie kam das Jugendamt?", guide=guide) == [2, 1]


def test_an_empty_guide_asks_nothing() -> None:
    assert _asked("Anything?", guide=()) == []


def test_words_are_compared_without_their_endings() -> None:
    assert stem("worried") == stem("worries") == stem("worry")
    assert stems("The children’s workers came.") == stems("the child worker come")
