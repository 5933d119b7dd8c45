from __future__ import annotations

import pytest

from qda.coding import codes, lines, queries, segments
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project.project import Project
from qda.sources import queries as sources
from qda.text import Span
from tests.factories import TALK, make_source, span_of


def quotes(project: Project) -> list[str]:
    return [row.quote for row in queries.everything(project)]


def test_the_same_code_span_and_coder_again_is_a_no_op_that_says_so(project: Project) -> None:
    source, code = make_source(project), codes.create(project, "arriving")

    first = segments.apply(project, source, span_of("came in"), code)
    again = segments.apply(project, source, span_of("came in"), code)

    assert (first.new, again.new, again.coding_id) == (True, False, first.coding_id)


def test_a_coding_knows_who_speaks_and_on_which_line(project: Project) -> None:
    source = make_source(project)

    segments.apply_new(project, source, span_of("we talked"), "talking")

    row = queries.everything(project)[0]
    assert (row.speaker, row.line, row.quote) == ("Theresa", 4, "we talked")


def test_a_place_outside_the_text_is_refused(project: Project) -> None:
    source, code = make_source(project), codes.create(project, "arriving")

    with pytest.raises(segments.SpanOutside):
        segments.apply(project, source, Span(0, len(TALK) + 1), code)


def test_emoji_combining_marks_and_other_scripts_are_quoted_exactly(project: Project) -> None:
    text = "👩‍👧 said: cafe\u0301, then 沉默了。 ثم بكت"
    source = make_source(project, text)

    segments.apply_new(project, source, span_of("cafe\u0301", text), "one")
    segments.apply_new(project, source, span_of("沉默了。", text), "two")
    segments.apply_new(project, source, span_of("ثم بكت", text), "three")

    assert quotes(project) == ["cafe\u0301", "沉默了。", "ثم بكت"]


def test_an_in_vivo_code_takes_its_label_from_the_words(project: Project) -> None:
    source = make_source(project)

    segments.in_vivo(project, source, span_of("sat down."))

    row = queries.code_rows(project)[0]
    assert (row.name, row.in_vivo) == ("sat down", True)


def test_an_in_vivo_code_uses_a_code_of_that_name(project: Project) -> None:
    source, code = make_source(project), codes.create(project, "Sat down")

    segments.in_vivo(project, source, span_of("sat down"))

    assert [row.id for row in queries.code_rows(project)] == [code]


def test_a_segment_goes_with_its_last_coding(project: Project) -> None:
    source = make_source(project)
    one = segments.apply_new(project, source, span_of("came in"), "arriving")
    two = segments.apply_new(project, source, span_of("came in"), "entering")

    segments.remove(project, [one.coding_id])
    assert quotes(project) == ["came in"]
    segments.remove(project, [two.coding_id])

    assert quotes(project) == []


def test_a_segment_with_a_memo_stays_when_its_codings_go(project: Project) -> None:
    source = make_source(project)
    coding = segments.apply_new(project, source, span_of("came in"), "arriving")
    memos.begin(project, "Why here?", targets=[Target("segment", coding.segment_id)])

    segments.remove(project, [coding.coding_id])

    assert segments.hold(project, source, span_of("came in")) == coding.segment_id


def test_resizing_moves_one_coding_and_leaves_the_others(project: Project) -> None:
    source = make_source(project)
    one = segments.apply_new(project, source, span_of("came in"), "arriving")
    segments.apply_new(project, source, span_of("came in"), "entering")

    segments.resize(project, one.coding_id, span_of("She came in"))

    assert {(row.code, row.quote) for row in queries.everything(project)} == {
        ("arriving", "She came in"),
        ("entering", "came in"),
    }


def test_resizing_the_segment_moves_all_its_codings_and_its_memo(project: Project) -> None:
    source = make_source(project)
    one = segments.apply_new(project, source, span_of("came in"), "arriving")
    segments.apply_new(project, source, span_of("came in"), "entering")
    memos.begin(project, "Why here?", targets=[Target("segment", one.segment_id)])

    segments.resize(project, one.coding_id, span_of("She came in"), whole_segment=True)

    assert {row.quote for row in queries.everything(project)} == {"She came in"}
    assert all(row.memo for row in queries.of_source(project, source))


def test_many_places_are_coded_as_one_act(project: Project) -> None:
    source, code = make_source(project), codes.create(project, "speaking")
    words = [span_of("came in"), span_of("sat down"), span_of("we talked")]

    first = segments.apply_many(project, [(source, span, code) for span in words])
    again = segments.apply_many(project, [(source, span, code) for span in [*words, span_of("begin")]])

    assert (first, again) == ((3, 0), (1, 3))
    project.undo()
    assert len(quotes(project)) == 3


def test_a_coding_ends_the_passing_over_of_its_line_and_no_other(project: Project) -> None:
    text = "one two three. " * 30
    source = make_source(project, text)
    starts = sources.opened(project, source).unit_starts
    lines.pass_over(project, source, list(starts[:3]))

    segments.apply_new(project, source, Span(starts[1], starts[1] + 3), "counting")

    assert lines.passed(project, source) == {starts[0], starts[2]}


def test_the_last_incidents_come_newest_first(project: Project) -> None:
    source, code = make_source(project), codes.create(project, "speaking")
    for words in ("came in", "sat down", "we talked", "And then"):
        segments.apply(project, source, span_of(words), code)

    assert [row.quote for row in queries.last_incidents(project, code)] == ["And then", "we talked", "sat down"]


def test_coding_many_places_ends_the_passing_over_of_their_lines_only(project: Project) -> None:
    source = make_source(project)
    starts = sources.opened(project, source).unit_starts
    lines.pass_over(project, source, list(starts))
    code = codes.create(project, "talking")

    segments.apply_many(project, [(source, span_of(words), code) for words in ("came in", "we talked")])

    assert lines.passed(project, source) == {starts[0], starts[2]}


def test_a_memo_goes_with_the_only_coding_of_its_segment(project: Project) -> None:
    source = make_source(project)
    coding = segments.apply_new(project, source, span_of("came in"), "arriving")
    memos.begin(project, "Why here?", targets=[Target("segment", coding.segment_id)])

    segments.resize(project, coding.coding_id, span_of("She came in"))

    assert [(row.start, row.memo) for row in queries.of_source(project, source)] == [
        (span_of("She came in").start, True)
    ]


def test_a_memo_stays_with_the_codings_that_stay(project: Project) -> None:
    source = make_source(project)
    one = segments.apply_new(project, source, span_of("came in"), "arriving")
    segments.apply_new(project, source, span_of("came in"), "entering")
    memos.begin(project, "Why here?", targets=[Target("segment", one.segment_id)])

    segments.resize(project, one.coding_id, span_of("She came in"))

    assert [(row.code_id, row.memo) for row in queries.of_source(project, source)] == [(2, False), (3, True)]


def test_a_memo_on_both_stretches_hangs_on_the_new_one_once(project: Project) -> None:
    source = make_source(project)
    one = segments.apply_new(project, source, span_of("came in"), "arriving")
    two = segments.apply_new(project, source, span_of("She came in"), "entering")
    memos.begin(project, "Both", targets=[Target("segment", one.segment_id), Target("segment", two.segment_id)])

    segments.resize(project, one.coding_id, span_of("She came in"))

    assert [row.memo for row in queries.of_source(project, source)] == [True, True]
