"""When an expected pattern was entered, against when a case was coded."""

from __future__ import annotations

from qda.analysis.synthesis import pattern_stamps
from qda.coding import codes, segments
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import service as study
from qda.synthesis import claims
from tests.factories import make_case, make_source, span_of


def _coded_case(project: Project) -> int:
    case = make_case(project)[1]
    source, code = make_source(project), codes.create(project, "staying calm")
    sources.move(project, [source], case_id=case)
    segments.apply(project, source, span_of("She did not judge me."), code)
    segments.apply(project, source, span_of("Then we talked."), code)
    return case


def test_what_was_expected_before_coding_is_not_late(project: Project) -> None:
    claims.create(project, "Trust first", kind="proposition", expected="calm, then change", at=1_000)
    _coded_case(project)

    stamped = pattern_stamps.stamps(project)

    assert [(stamp.entered, stamp.worded) for stamp in stamped.values()] == [(1_000, 1_000)]
    assert pattern_stamps.late(project, stamped) == {}


def test_what_was_expected_after_coding_says_how_many_segments(project: Project) -> None:
    case = _coded_case(project)
    claim = claims.create(project, "Trust first", kind="proposition", expected="calm, then change")

    found = pattern_stamps.late(project, pattern_stamps.stamps(project))

    assert found == {(claim, case): pattern_stamps.Late(2, 2)}


def test_what_is_reworded_after_coding_says_so(project: Project) -> None:
    claim = claims.create(project, "Trust first", kind="proposition", expected="calm", at=1_000)
    case = _coded_case(project)

    claims.set_expected(project, claim, "calm, then change")

    found = pattern_stamps.late(project, pattern_stamps.stamps(project))
    assert found == {(claim, case): pattern_stamps.Late(0, 2)}


def test_words_that_come_back_are_as_old_as_they_were(project: Project) -> None:
    claim = claims.create(project, "Trust first", kind="proposition", expected="calm", at=1_000)
    _coded_case(project)
    claims.set_expected(project, claim, "calm, then change")

    project.undo()

    assert pattern_stamps.late(project, pattern_stamps.stamps(project)) == {}


def test_nothing_expected_has_no_stamp(project: Project) -> None:
    claim = claims.create(project, "Trust first", kind="proposition")

    stamped = pattern_stamps.stamps(project)

    assert stamped[claim] == pattern_stamps.Stamp(None, None)


def test_a_segment_in_a_passage_is_the_other_case_s_and_counts_once_by_its_first_coding(project: Project) -> None:
    case = _coded_case(project)
    other = study.create_case(project, study.create_unit(project, "Ward"), "Theresa")
    source, again = 1, codes.create(project, "talking")
    sources.assign_passage(project, source, span_of("Then we talked."), [other])
    segments.apply(project, source, span_of("Then we talked."), again)
    claim = claims.create(project, "Trust first", kind="proposition", expected="calm, then change")

    found = pattern_stamps.late(project, pattern_stamps.stamps(project))

    assert found == {(claim, case): pattern_stamps.Late(1, 1), (claim, other): pattern_stamps.Late(1, 1)}
