"""Small words: those that talk draws together are small too."""

from qda.nlp import stop_words


def test_words_that_talk_draws_together_are_small() -> None:
    small = stop_words.SMALL["en"]

    assert {"she'd", "he'll", "who's", "it'd", "you'll"} <= small
