from __future__ import annotations

from qda.text import Span
from qda.ui.documents import stretches
from tests.ui.documents.samples import MARKS, NOTE, at, coded


def test_a_sentence_leaves_out_the_label_of_its_speaker_unless_the_place_is_in_it() -> None:
    text = coded(marks=MARKS)

    spoken = stretches.sentence(text, NOTE.index("you want to"))
    whole = stretches.sentence(text, NOTE.index("INT"))

    assert spoken is not None
    assert spoken.of(NOTE) == "Did you want to?"
    assert whole is not None
    assert whole.of(NOTE) == "INT: Did you want to?"


def test_growing_goes_from_word_to_sentence_to_line_to_paragraph_to_the_whole() -> None:
    text = coded(marks=MARKS)
    selected, found = None, list[str]()

    while (grown := stretches.larger(text, selected, NOTE.index("quieter"))) is not None:
        found.append(grown.of(NOTE))
        selected = grown

    assert found[0] == "quieter"
    assert found[1] == "The room is quieter after lunch."
    assert found[2].startswith("The room is quieter after lunch. Two of the newer")
    assert found[-2].endswith("over her shoulder.")
    assert found[-1] == NOTE


def test_a_resized_span_has_no_space_at_the_end_that_moved() -> None:
    text, span = coded(), Span(*at("room is quieter"))

    assert stretches.resized(text, span, "end", NOTE.index("quieter")) == Span(*at("room is"))
    assert stretches.resized(text, span, "start", NOTE.index(" is")) == Span(*at("is quieter"))
    assert stretches.resized(text, span, "end", span.start) is None


def test_the_nearer_edge_of_a_word_is_taken_and_a_place_between_words_stays() -> None:
    text, (start, end) = coded(), at("quieter")

    assert [stretches.word_edge(text, offset) for offset in (start + 1, end - 1)] == [start, end]
    assert [stretches.word_edge(text, offset) for offset in (start, end)] == [start, end]
