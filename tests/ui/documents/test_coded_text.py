from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qda.text import Span
from qda.ui.documents.coded_text import BY_SPAN_AND_ID, CodedText, Highlight, SpanIndex
from tests.ui.documents.samples import MARKS, NOTE, at, coded, coding, on

_SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=25)


def _codings(spans: list[tuple[int, int]]) -> list[Highlight]:
    return [coding(number, start, start + length) for number, (start, length) in enumerate(spans)]


@given(_SPANS, st.integers(0, 100), st.integers(1, 50))
def test_what_overlaps_a_stretch_is_what_a_look_at_all_would_find(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    codings = _codings(spans)
    index = SpanIndex(codings, BY_SPAN_AND_ID)

    found = index.overlapping(start, start + length)

    expected = [item for item in codings if item.start < start + length and item.end > start]
    assert found == sorted(expected, key=BY_SPAN_AND_ID)


@given(_SPANS, st.randoms())
def test_adding_one_by_one_in_any_order_equals_giving_all_at_once(spans: list[tuple[int, int]], random: object) -> None:
    codings = _codings(spans)
    shuffled = sorted(codings, key=lambda item: hash((item.start, item.id, str(random))))
    index = SpanIndex[Highlight]((), BY_SPAN_AND_ID)

    for item in shuffled:
        index.add(item)

    assert list(index) == list(SpanIndex(codings, BY_SPAN_AND_ID))


def test_a_coding_of_the_whole_text_is_found_everywhere_and_goes_again() -> None:
    text = CodedText("word " * 4_000, highlights=[coding(1, 0, 20_000), coding(2, 9_000, 9_010)])

    assert [item.id for item in text.at(9_005)] == [1, 2]
    text.remove(1)

    assert [item.id for item in text.at(9_005)] == [2]
    assert text.at(19_000) == []


def test_a_coding_given_again_takes_the_place_of_the_one_before() -> None:
    text = coded(highlights=[coding(1, 0, 5)])

    text.add(coding(1, 20, 30))

    assert [(item.start, item.end) for item in text.highlights] == [(20, 30)]


def test_going_on_visits_every_coding_of_a_segment_before_the_next() -> None:
    text = coded(highlights=[coding(1, 5, 9), coding(2, 5, 9), coding(3, 5, 12), coding(4, 30, 40)])
    order = []

    here = text.beside(0, 1)
    while here is not None:
        order.append(here.id)
        here = text.beside(0, 1, here.id)

    assert order == [1, 2, 3, 4]
    last = text.beside(35, -1)
    assert last is not None
    assert last.id == 4


def test_units_have_the_numbers_that_were_stored() -> None:
    text = coded()
    shoulder = NOTE.index("shoulder")

    index = text.unit_index(shoulder)

    assert index == 2
    assert text.lines(Span(shoulder, shoulder + 8)) == (3, 3)
    assert text.lines(Span(*at("Field note\nThe room"))) == (1, 2)
    unit = text.unit(2)
    assert unit is not None
    assert unit.of(NOTE).endswith("her shoulder.")


def test_a_turn_runs_from_its_label_to_the_next_and_elsewhere_it_is_the_paragraph() -> None:
    text = coded(marks=MARKS)

    turn, paragraph = text.turn(NOTE.index("Did you")), text.turn(NOTE.index("window"))

    assert turn is not None
    assert turn.of(NOTE) == "INT: Did you want to?"
    assert paragraph is not None
    assert paragraph.of(NOTE).startswith("The room is")


def test_stripes_of_neighbouring_lines_share_a_lane_and_those_on_one_line_do_not() -> None:
    text = coded(highlights=[on(1, "The room"), on(2, "quieter"), on(3, "her shoulder")])

    assert [text.lanes[number] for number in (1, 2, 3)] == [0, 1, 0]


def test_a_coding_added_later_takes_a_lane_that_is_free_on_all_its_lines() -> None:
    text = coded(highlights=[on(1, "The room"), on(2, "her shoulder")])

    text.add(on(3, "quieter after lunch. Two of the newer workers share a desk by the window"))

    assert text.lanes[3] == 1


def test_where_lines_move_with_the_window_a_lane_is_kept_free_for_a_line_length() -> None:
    text = coded(kind="sentence", highlights=[on(1, "after lunch."), on(2, "Two of"), on(3, "Did you want")])

    assert [text.lanes[number] for number in (1, 2, 3)] == [0, 1, 0]
