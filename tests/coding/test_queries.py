"""Counting codes with all that live under them."""

from __future__ import annotations

from qda.analysis.segments import retrieval
from qda.coding import codes, queries, segments
from qda.project.project import Project
from tests.factories import make_source, span_of


def test_a_segment_that_two_codes_of_a_subtree_share_counts_once(project: Project) -> None:
    source, above = make_source(project), codes.create(project, "collaborating")
    calm, quiet = (codes.create(project, name, parent_id=above) for name in ("calm", "quiet"))
    for code, words in ((calm, "sat down"), (quiet, "sat down"), (quiet, "came in"), (above, "came in")):
        segments.apply(project, source, span_of(words), code)

    found = queries.beneath(project)

    assert found == {above: 2}


def test_what_is_beneath_agrees_with_the_totals_of_the_study(project: Project) -> None:
    source, top = make_source(project), codes.create(project, "top")
    middle = codes.create(project, "middle", parent_id=top)
    low, merged, alone = (codes.create(project, name, parent_id=middle) for name in ("low", "merged", "alone"))
    places = [(source, span_of(words), code) for words in ("sat down", "came in", "judge") for code in (low, merged)]
    segments.apply_many(project, [*places, (source, span_of("talked"), top)])
    codes.merge(project, [merged], into=alone)
    codes.move(project, [alone], codes.ROOT)

    found = queries.beneath(project)

    totals = retrieval.count_subtrees(retrieval.facts(project), retrieval.parents(project))
    assert found == {code: len(totals[code].segments) for code in (top, middle)}


def test_a_code_whose_children_are_gone_is_no_parent(project: Project) -> None:
    source, above = make_source(project), codes.create(project, "above")
    below = codes.create(project, "below", parent_id=above)
    segments.apply(project, source, span_of("sat down"), above)
    codes.delete(project, [below])

    assert queries.beneath(project) == {}
