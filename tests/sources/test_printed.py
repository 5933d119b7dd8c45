"""Paragraphs of printed pages: wrapped lines are joined, what belongs to the page is left out."""

from __future__ import annotations

import pytest

from qda.sources import printed

WALK = (
    "We walked along the harbour wall until the rain came over from the east and the boats were only "
    "shapes, and then we stood in the doorway of the chandler's and waited. Nobody said very much."
)
TEA = (
    "Later there was tea in the back room. The kettle took its time, the window steamed up, and someone "
    "had drawn a gull on it with one finger, badly, and a name."
)


def texts(text: str) -> list[str]:
    return [block.text for block in printed.blocks(text)]


def lines_of(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def test_each_long_line_is_a_paragraph() -> None:
    long = " ".join([WALK, TEA])

    assert texts(f"{long}\n{WALK}\n\n{long}\n") == [long, WALK, long]


def test_wrapped_lines_are_joined_up_to_an_empty_one() -> None:
    text = "\n".join([*lines_of(WALK, 60), "", *lines_of(TEA, 60)])

    assert texts(text) == [WALK, TEA]


def test_without_empty_lines_a_line_that_is_not_full_ends_a_paragraph() -> None:
    text = "\r\n".join([*lines_of(WALK, 60), *lines_of(TEA, 60), *lines_of(WALK, 60)])

    assert texts(text) == [WALK, TEA, WALK]


def test_a_page_number_and_a_form_feed_do_not_part_a_paragraph() -> None:
    first, *rest = lines_of(WALK, 60)
    text = "\n".join([*lines_of(TEA, 60), first, "17", "\f" + rest[0], *rest[1:], *lines_of(TEA, 60)])

    assert texts(text) == [TEA, WALK, TEA]


def test_a_running_head_is_left_out() -> None:
    page = "\n".join(lines_of(WALK, 60))
    text = "\f".join(f"The harbour study {number}\n{page}\n" for number in range(1, 8))

    assert "harbour study" not in " ".join(texts(text))


def test_a_footnote_begins_a_paragraph_of_its_own() -> None:
    first, *rest = lines_of(WALK, 60)
    text = "\n".join(
        [first, "12 Measured at low tide by two of us, with one tape between us,", "and twice.", "3", *rest]
    )

    assert texts(text)[:2] == [first, "12 Measured at low tide by two of us, with one tape between us, and twice."]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("the multi-\nagency team, a multi-agency one", "the multi-agency team, a multi-agency one"),
        ("the organi-\nsation, our organisation", "the organisation, our organisation"),
        ("the organi\xad\nsation", "the organisation"),
        ("ten - \neleven", "ten - eleven"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays_only_where_the_word_has_it(lines: str, joined: str) -> None:
    assert texts(lines) == [joined]


def test_a_part_of_a_block_knows_where_it_stood() -> None:
    text = "one two\nthree  four\n"
    (block,) = printed.blocks(text)

    part = block.part(block.text.index("two"), block.text.index("four") + 4)

    assert part.text == "two three  four"
    assert (part.source(0), part.source(len(part.text) - 1)) == (text.index("two"), text.index("four") + 3)


@pytest.mark.parametrize(
    "words", ["It ended.", "Did it?", "He said: “Yes.”", "we came;", "we came; and", "cases.⁵³", "(so)"]
)
def test_these_are_finished(words: str) -> None:
    assert printed.is_finished(words)


@pytest.mark.parametrize("words", ["and then he", "the plan was,", "with [Nora] and"])
def test_these_go_on(words: str) -> None:
    assert not printed.is_finished(words)
