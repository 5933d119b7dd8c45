from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qda.sources.anchoring import Anchors, Edit, edits_between

TEXT = "She came in and sat down."


def moved(words: str, *edits: Edit) -> str | None:
    """What a stretch holds after the edits."""
    start = TEXT.index(words)
    anchors = Anchors(edits)
    place = anchors.span(start, start + len(words))
    return None if place is None else anchors.apply(TEXT)[place[0] : place[1]]


def replaced(words: str, by: str) -> Edit:
    start = TEXT.index(words)
    return Edit(start, start + len(words), by)


def test_what_is_inserted_before_moves_a_stretch() -> None:
    assert moved("sat down", Edit(0, 0, "Then ")) == "sat down"


def test_what_is_inserted_inside_belongs_to_it() -> None:
    assert moved("sat down", Edit(TEXT.index("down"), TEXT.index("down"), "quietly ")) == "sat quietly down"


def test_what_is_inserted_at_its_edges_does_not_belong_to_it() -> None:
    start = TEXT.index("sat down")

    assert moved("sat down", Edit(start, start, "[pause] "), Edit(start + 8, start + 8, " there")) == "sat down"


def test_a_corrected_last_word_stays_in_it() -> None:
    assert moved("sat down", replaced("own", "awn")) == "sat dawn"


def test_a_replacement_that_reaches_out_shrinks_it() -> None:
    assert moved("sat down", replaced("and sat", "then")) == " down"


def test_nothing_is_left_of_a_deleted_stretch() -> None:
    assert moved("sat down", replaced(" and sat down", "")) is None


edits_of_text = st.lists(
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, 6), st.text("xyz\n", max_size=4)), max_size=4
)


def disjoint(raw: list[tuple[int, int, str]]) -> list[Edit]:
    found: list[Edit] = []
    for start, length, text in sorted(raw):
        if not found or start > found[-1].end:
            found.append(Edit(start, min(len(TEXT), start + length), text))
    return found


@given(edits_of_text, st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)))
def test_every_surviving_character_stays_in_its_stretch(
    raw: list[tuple[int, int, str]], start: int, length: int
) -> None:
    end, edits = min(len(TEXT), start + length), disjoint(raw)
    anchors = Anchors(edits)
    gone = {at for edit in edits for at in range(edit.start, edit.end)}
    survivors = [at for at in range(start, end) if at not in gone]

    place = anchors.span(start, end)

    if not survivors:
        assert place is None
    else:
        assert place is not None
        new = anchors.apply(TEXT)
        assert all(place[0] <= anchors.place(at) < place[1] for at in survivors)
        assert [new[anchors.place(at)] for at in survivors] == [TEXT[at] for at in survivors]


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_the_differences_make_the_new_text_of_the_old(old: str, new: str) -> None:
    assert Anchors(edits_between(old, new)).apply(old) == new


def test_a_name_replaced_in_every_paragraph_leaves_all_other_words_where_they_were() -> None:
    old = "".join(f"Then Mary said what number {n} meant to her, and Mary went on.\n" for n in range(400))

    edits = edits_between(old, old.replace("Mary", "Theresa"))

    anchors = Anchors(edits)
    new = anchors.apply(old)
    assert new == old.replace("Mary", "Theresa")
    for number in range(0, 400, 7):
        start = old.index(f"what number {number} meant")
        place = anchors.span(start, start + len("what number"))
        assert place is not None
        assert new[slice(*place)] == "what number"


def test_a_long_stretch_with_words_taken_out_here_and_there_is_compared_by_words() -> None:
    old = " ".join(f"word{n} and" for n in range(2_000))
    new = old.replace("word700 and ", "").replace("word1500", "something else")

    edits = edits_between(old, new)

    assert Anchors(edits).apply(old) == new
    assert sum(edit.end - edit.start for edit in edits) < 100


def test_lines_that_only_share_their_number_are_not_taken_for_one_another() -> None:
    old, new = "one two three\nfour five six\n", "four five six!\nseven eight nine\n"

    anchors = Anchors(edits_between(old, new))

    assert anchors.apply(old) == new
    assert anchors.span(14, 27) == (0, 13)
