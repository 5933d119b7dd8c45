"""Small questions of the window."""

from __future__ import annotations

from qda.coding import codes, lookups, segments
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project.project import Project
from tests.factories import make_source, span_of


def test_living_codes_are_told_in_the_order_of_siblings(project: Project) -> None:
    calm, quiet = codes.create(project, "calm"), codes.create(project, "quiet", color="#112233", in_vivo=True)
    codes.move(project, [quiet], codes.ROOT, before=calm)

    rows = lookups.living(project)

    assert [(row.name, row.color, row.in_vivo) for row in rows] == [("quiet", "#112233", True), ("calm", "", False)]


def test_a_merged_code_is_not_among_the_living(project: Project) -> None:
    calm, quiet = codes.create(project, "calm"), codes.create(project, "quiet")
    codes.merge(project, [quiet], into=calm)

    assert [row.id for row in lookups.living(project, [calm, quiet])] == [calm]


def test_a_definition_is_told_in_its_parts(project: Project) -> None:
    code = codes.create(project, "calm", definition="No haste", include_when="slow", exclude_when="bored", example="x")

    assert lookups.defined(project, code) == lookups.Defined("No haste", "slow", "bored", "x")
    assert lookups.defined(project, 999) is None


def test_codings_that_are_gone_have_no_code(project: Project) -> None:
    source, code = make_source(project), codes.create(project, "calm")
    kept = segments.apply(project, source, span_of("sat down"), code).coding_id
    gone = segments.apply(project, source, span_of("came in"), code).coding_id
    segments.remove(project, [gone])

    assert lookups.codes_of(project, [kept, gone]) == {kept: code}


def test_a_place_tells_source_span_and_words(project: Project) -> None:
    source = make_source(project)
    segment = segments.hold(project, source, span_of("sat down"))

    place = lookups.place(project, segment)

    assert place is not None
    assert (place.source_id, place.start, place.quote) == (source, span_of("sat down").start, "sat down")


def test_codes_on_a_segment_are_told_once_each(project: Project) -> None:
    source = make_source(project)
    calm, quiet = codes.create(project, "calm"), codes.create(project, "quiet")
    segment = segments.apply(project, source, span_of("sat down"), quiet).segment_id
    segments.apply(project, source, span_of("sat down"), calm)

    assert lookups.codes_on(project, segment) == [quiet, calm]


def test_what_is_drawn_comes_in_the_order_of_the_text_with_the_segments_that_carry_a_memo(project: Project) -> None:
    source, code = make_source(project), codes.create(project, "calm")
    late = segments.apply(project, source, span_of("sat down"), code)
    early = segments.apply(project, source, span_of("came in"), code)
    memos.begin(project, "A thought", targets=[Target("segment", late.segment_id)])

    rows, with_memo = lookups.drawn(project, source)

    assert [(row.id, row.segment_id, row.code_id) for row in rows] == [
        (early.coding_id, early.segment_id, code),
        (late.coding_id, late.segment_id, code),
    ]
    assert with_memo == {late.segment_id}


def test_only_the_codings_asked_for_are_drawn(project: Project) -> None:
    source, code = make_source(project), codes.create(project, "calm")
    wanted = segments.apply(project, source, span_of("sat down"), code)
    other = segments.apply(project, source, span_of("came in"), code)
    memos.begin(project, "A thought", targets=[Target("segment", other.segment_id)])

    rows, with_memo = lookups.drawn(project, source, [wanted.coding_id, 999])

    assert [row.id for row in rows] == [wanted.coding_id]
    assert with_memo == set()


def test_remarked_are_segments_with_a_memo_and_no_coding(project: Project) -> None:
    source, code = make_source(project), codes.create(project, "calm")
    bare = segments.hold(project, source, span_of("sat down"))
    coded = segments.apply(project, source, span_of("came in"), code).segment_id
    segments.hold(project, source, span_of("Then we talked"))
    for segment in (bare, coded):
        memos.begin(project, "A thought", targets=[Target("segment", segment)])

    assert [place.segment_id for place in lookups.remarked(project, source)] == [bare]
