"""What corrections did is told later too, and segments without words find a place or are given up."""

from __future__ import annotations

import pytest

from qda.coding import codes, corrected, queries, segments
from qda.coding.corrected import Places
from qda.errors import NotFound
from qda.memos import queries as memo_queries
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project import history
from qda.project.project import Project
from qda.sources import editing
from qda.sources.anchoring import Edit
from qda.text import Span
from tests.factories import TALK, make_source, span_of


def without(project: Project, source: int, *words: str) -> int:
    """Take words out of the talk; gives the number of the step."""
    editing.correct(project, source, [Edit(span_of(each).start, span_of(each).end, "") for each in words])
    return history.rows(project, limit=1)[0].id


def test_a_correction_tells_later_what_was_lost_changed_and_moved(project: Project) -> None:
    source = make_source(project)
    for words in ("sat down", "did not judge me", "we talked"):
        segments.apply_new(project, source, span_of(words), f"code of {words}")

    step = without(project, source, "She came in and sat down. ", "not ")

    found = [(row.fate, row.before, row.after, row.codes) for row in corrected.changes(project, step)]
    assert found == [
        ("lost", "sat down", "", ("code of sat down",)),
        ("changed", "did not judge me", "did judge me", ("code of did not judge me",)),
        ("moved", "we talked", "we talked", ("code of we talked",)),
    ]


def test_words_that_came_back_changed_are_proposed_as_a_place(project: Project) -> None:
    source = make_source(project)
    segments.apply_new(project, source, span_of("She came in and sat down."), "arriving")
    without(project, source, "She came in and sat down. ")
    text = TALK.replace("She came in and sat down. ", "")
    end = len(text)
    editing.correct(project, source, [Edit(end, end, "\n\nTheresa: She sat down, came in, and left.")])

    lost = corrected.lost(project, source)

    assert [(row.quote, row.words, row.codes) for row in lost] == [
        ("She came in and sat down.", "She sat down, came in, and", ("arriving",))
    ]
    assert corrected.count_lost(project, source) == 1


def test_a_lost_segment_is_attached_with_its_codes_and_memos(project: Project) -> None:
    source = make_source(project)
    made = segments.apply_new(project, source, span_of("sat down"), "arriving")
    memo = memos.begin(project, "About sitting", targets=[Target("segment", made.segment_id)])
    without(project, source, "She came in and sat down. ")

    corrected.attach(project, made.segment_id, Span(0, 3))

    [row] = queries.everything(project)
    assert (row.quote, row.code, corrected.lost(project, source)) == ("INT", "arriving", [])
    assert [found.id for found in memo_queries.on(project, Target("segment", row.segment_id))] == [memo]


def test_a_lost_segment_without_codes_takes_its_memo_along(project: Project) -> None:
    source = make_source(project)
    segment = segments.hold(project, source, span_of("sat down"))
    memos.begin(project, "About sitting", targets=[Target("segment", segment)])
    without(project, source, "She came in and sat down. ")

    corrected.attach(project, segment, Span(0, 3))

    [found] = memo_queries.memos(project)
    assert (corrected.count_lost(project, source), len(found.links)) == (0, 1)


def test_what_is_attached_already_is_not_attached_again(project: Project) -> None:
    source = make_source(project)
    made = segments.apply_new(project, source, span_of("sat down"), "arriving")

    with pytest.raises(NotFound):
        corrected.attach(project, made.segment_id, Span(0, 3))


def test_lost_segments_are_given_up_and_their_codes_stay(project: Project) -> None:
    source = make_source(project)
    made = segments.apply_new(project, source, span_of("sat down"), "arriving")
    kept = segments.apply_new(project, source, span_of("we talked"), "talking")
    without(project, source, "She came in and sat down. ")

    corrected.remove(project, [made.segment_id, kept.segment_id])

    assert [row.code for row in queries.everything(project)] == ["talking"]
    assert corrected.lost(project, source) == []
    assert codes.named(project, "arriving")


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("the red door", "the red door"),
        ("a green old gate", None),
        ("the very old red door", "old the red door"),
        ("…", None),
    ],
)
def test_the_place_is_where_half_of_the_words_stand_together(quote: str, words: str | None) -> None:
    text = "Nobody came. It was old the red door that was open; the rest was shut."

    span = Places(text).of(quote)

    assert (span and span.of(text)) == words
