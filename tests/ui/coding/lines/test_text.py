from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.analysis.segments import coverage
from qda.text import Mark, Span, unit_starts
from qda.ui.coding.lines.part import Part
from qda.ui.coding.lines.text import Lines

TALK = (
    "INT: And then?\n\nTheresa: She came in and sat down. She did not judge me.\n\n"
    "INT: Yes.\n\nTheresa: [00:12] We talked."
)


def _speakers() -> list[Mark]:
    found = []
    for label in ("INT:", "Theresa:"):
        at = TALK.find(label)
        while at >= 0:
            found.append(Mark(at, at + len(label), "speaker", label[:-1]))
            at = TALK.find(label, at + 1)
    time = TALK.index("[00:12]")
    return [*sorted(found), Mark(time, time + 7, "timestamp", "00:12")]


def _talk() -> Lines:
    """Five units: the interviewer, two sentences of Theresa's, the interviewer, Theresa."""
    starts = unit_starts(TALK, "sentence")
    return Lines(TALK, starts, _speakers(), asked=(0, 3), kind="sentence")


def _put(lines: Lines, coding: int, words: str, *, origin: str = "line", code: int = 7, segment: int = 0) -> None:
    start = lines.text.index(words)
    lines.put(coding, segment or coding, start, start + len(words), code, "AQ", origin)


def test_a_label_is_bound_to_what_was_said_without_the_speaker_and_the_time() -> None:
    lines = _talk()

    said = [lines.span(row).of(TALK) for row in range(lines.rows)]

    assert said == ["And then?", "She came in and sat down.", "She did not judge me.", "Yes.", "We talked."]


def test_a_line_that_is_only_a_name_is_bound_to_the_name() -> None:
    text = "Theresa:\nShe came in."
    lines = Lines(text, unit_starts(text, "80"), [Mark(0, 8, "speaker", "Theresa")])

    assert lines.span(0).of(text) == "Theresa:"


def test_the_interviewers_lines_count_for_nothing() -> None:
    lines = _talk()

    _put(lines, 1, "And then?")
    lines.pass_over([3, 4])

    assert (lines.counted, lines.coded, lines.passed) == (3, 0, 1)


def test_taking_the_last_coding_off_leaves_the_line_open() -> None:
    lines = _talk()
    _put(lines, 1, "She did not judge me.")
    _put(lines, 2, "judge me", code=8)

    lines.drop(1)
    still = lines.coded
    lines.drop(2)

    assert (still, lines.coded, lines.open_units(2)) == (1, 0, [2])


def test_the_next_open_line_is_found_round_the_end() -> None:
    lines = _talk()
    _put(lines, 1, "She did not judge me.")
    lines.pass_over([4])

    assert (lines.next_open(2), lines.last_open(1), lines.next_open(0)) == (1, 1, 1)


def test_when_every_line_was_looked_at_none_is_open() -> None:
    lines = _talk()

    lines.pass_over([1, 2, 4])

    assert lines.next_open(0) is None and lines.last_open(0) is None


def test_joined_lines_are_one_row_with_the_words_of_both() -> None:
    lines = _talk()

    assert lines.join(2)

    assert lines.rows == 4
    assert list(lines.units(1)) == [1, 2]
    assert lines.span(1).of(TALK) == "She came in and sat down. She did not judge me."


def test_the_first_line_has_none_above_to_be_joined_with() -> None:
    lines = _talk()

    assert not lines.join(0)
    assert lines.rows == 5


def test_a_coding_made_over_joined_lines_joins_them_when_they_are_opened_again() -> None:
    lines = _talk()

    _put(lines, 1, "She came in and sat down. She did not judge me.")

    assert [list(lines.units(row)) for row in range(lines.rows)] == [[0], [1, 2], [3], [4]]


@pytest.mark.parametrize(
    ("words", "origin"),
    [("She came in and sat down. She did not judge me.", "by hand"), ("sat down. She did not judge me.", "line")],
)
def test_what_was_selected_in_the_text_runs_beside_the_lines_and_joins_none(words: str, origin: str) -> None:
    lines = _talk()

    _put(lines, 1, words, origin=origin)

    assert lines.rows == 5
    assert [[label.id for label in lines.row_touching(row)] for row in (1, 2)] == [[1], [1]]
    assert [[label.id for label in lines.row_labels(row)] for row in (1, 2)] == [[1], []]


def test_lines_that_stand_apart_again_keep_the_coding_of_both() -> None:
    lines = _talk()
    _put(lines, 1, "She came in and sat down. She did not judge me.")

    assert lines.separate(1)

    assert lines.rows == 5
    assert lines.coded == 2


def test_joins_by_hand_are_kept_while_another_text_is_shown() -> None:
    lines = _talk()
    lines.join(2)

    again = _talk()
    again.set_joins(lines.joins())

    assert again.rows == 4


def test_a_joined_line_that_is_held_stays_when_its_coding_goes() -> None:
    lines = _talk()
    _put(lines, 1, "She came in and sat down. She did not judge me.")

    lines.hold(2)
    lines.drop(1)

    assert lines.rows == 4


def test_a_row_is_left_out_by_enter_only_if_all_of_it_is_the_interviewers() -> None:
    lines = _talk()
    lines.join(4)  # Theresa's last line with the interviewer's before it

    assert lines.skipped(0)
    assert not lines.skipped(3)


def test_the_part_of_a_line_is_known_as_such() -> None:
    lines = _talk()
    _put(lines, 1, "sat down")
    _put(lines, 2, "She did not judge me.", code=8)

    part, whole = lines.label(1), lines.label(2)

    assert part is not None and whole is not None
    assert lines.is_part(part) and not lines.is_part(whole)


def test_counts_of_a_code_are_its_distinct_segments() -> None:
    lines = _talk()
    _put(lines, 1, "sat down", segment=5)
    _put(lines, 2, "sat down", segment=5)
    _put(lines, 3, "judge me", segment=6)

    assert lines.code_segments() == {7: 2}

    lines.drop(3)

    assert lines.code_segments() == {7: 1}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“It’s not,” she said – twice.", ["It’s", "not", "she", "said", "twice"]),
        ("她坐下来。", ["她", "坐", "下", "来"]),
        ("🙂 so-so 🙂", ["so-so"]),
        ("…", ["…"]),
    ],
)
def test_words_of_a_row_are_found_in_any_script(text: str, words: list[str]) -> None:
    lines = Lines(text, unit_starts(text, "80"))

    assert [word.of(text) for word in lines.words(0)] == words


def test_a_part_is_chosen_word_by_word_and_back() -> None:
    text = "she puts the phone down"
    part = Part(Lines(text, unit_starts(text, "80")).words(0))

    part.move(2, extend=False)
    part.move(1, extend=True)
    two = part.span.of(text)
    part.move(-3, extend=True)

    assert two == "the phone"
    assert part.span.of(text) == "she puts the"


def test_a_part_that_is_dragged_backwards_is_the_same() -> None:
    text = "she puts the phone down"
    part = Part(Lines(text, unit_starts(text, "80")).words(0))

    part.stretch(text.index("one"), text.index("uts"))

    assert part.span.of(text) == "puts the phone"


_TEXT = "One two three. Four five\n\n  six seven\neight nine ten eleven. Twelve\n"


@given(
    st.lists(
        st.tuples(st.booleans(), st.integers(1, 6), st.integers(0, len(_TEXT) - 1), st.integers(1, 40)), max_size=25
    ),
    st.sets(st.integers(0, 3)),
)
def test_coverage_is_what_the_analysis_counts_whatever_comes_and_goes(
    steps: list[tuple[bool, int, int, int]], passed: set[int]
) -> None:
    starts = unit_starts(_TEXT, "sentence")
    lines = Lines(_TEXT, starts, asked=(1,))
    there: dict[int, tuple[int, int]] = {}

    lines.pass_over(passed)
    for comes, coding, start, length in steps:
        end = min(len(_TEXT), start + length)
        if comes:
            there[coding] = (start, end)
            lines.put(coding, coding, start, end, 7, "AQ", "line")
        else:
            there.pop(coding, None)
            lines.drop(coding)

    coded = coverage.coded_units(_TEXT, starts, there.values()) - {1}
    assert (lines.counted, lines.coded, lines.passed) == (len(starts) - 1, len(coded), len(passed - coded - {1}))
    assert [unit for row in range(lines.rows) for unit in lines.units(row)] == list(range(len(starts)))


def test_a_unit_reaches_to_its_last_word() -> None:
    lines = Lines("one  \n\ntwo\n", [0, 7])

    assert [Span(lines.starts[unit], lines.end(unit)) for unit in (0, 1)] == [Span(0, 3), Span(7, 10)]
