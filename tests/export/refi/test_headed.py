from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from qda.export.refi.headed import HEADINGS, tagged, told
from tests.export.refi import eyes

LINE = st.one_of(st.sampled_from([*HEADINGS, *(f"\\{each}" for each in HEADINGS), "", "words"]), st.text("ab\\: "))
TEXT = st.lists(LINE, min_size=1, max_size=4).map("\n".join)


@given(first=TEXT, include=TEXT, example_=TEXT)
@example(first="Include when:", include="\\Include when:", example_="\n\n")
def test_headed_texts_can_be_taken_apart_again(first: str, include: str, example_: str) -> None:
    parts = {"": first, "Include when:": include, "Example:": example_}

    read = eyes.told(told(first, [("Include when:", include), ("Example:", example_)]))

    assert {heading: text for heading, text in read.items() if text} == {
        heading: text for heading, text in parts.items() if text
    }


def test_a_text_alone_stands_as_it_is() -> None:
    assert told("What it says.", [("Example:", "")]) == "What it says."


def test_a_tag_is_the_first_line() -> None:
    assert tagged("attribute choice", "Choices: a, b") == "Gerund: attribute choice\nChoices: a, b"
