"""What an editor did comes out as edits of the first text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qda.ui.coding.edit_log import EditLog, Replaced, applied, as_text, as_units

TEXTS = st.text(alphabet="ab \n😀é\u00a0", max_size=12)


def test_a_word_that_was_corrected_is_one_edit() -> None:
    log = EditLog("She cam in")

    log.replace(7, 0, "e")

    assert log.edits() == [Replaced(7, 7, "e")]
    assert log.result() == "She came in"


def test_what_was_typed_and_taken_back_is_no_edit() -> None:
    log = EditLog("She came in")
    log.replace(3, 0, "!")

    log.replace(3, 1, "")

    assert log.edits() == []


def test_places_behind_an_emoji_are_code_points() -> None:
    log = EditLog("😀 yes")

    log.replace(3, 3, "no")  # the emoji counts two for Qt

    assert log.edits() == [Replaced(2, 5, "no")]


def test_edits_far_apart_stay_apart() -> None:
    log = EditLog("one two three")
    log.replace(8, 5, "3")

    log.replace(0, 3, "1")

    assert log.edits() == [Replaced(0, 3, "1"), Replaced(8, 13, "3")]


@given(TEXTS, st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6), TEXTS), max_size=6))
def test_edits_always_give_what_the_editor_holds(text: str, steps: list[tuple[int, int, str]]) -> None:
    log, held = EditLog(text), as_units(text)

    for at, removed, typed in steps:
        start, end = _whole(held, min(at, len(held))), _whole(held, min(at + removed, len(held)))
        log.replace(start, end - start, typed)
        held = held[:start] + as_units(typed) + held[end:]

    assert log.result() == as_text(held)
    assert applied(text, log.edits()) == as_text(held)


def _whole(units: str, at: int) -> int:
    """An editor's caret never stands between the halves of a pair."""
    return at - 1 if 0 < at < len(units) and "\udc00" <= units[at] <= "\udfff" else at
