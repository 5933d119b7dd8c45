from __future__ import annotations

import pytest

from qda.analysis.coding import lineage
from qda.coding import codes, focused, segments
from qda.project.project import Project
from tests.factories import make_source, span_of


@pytest.fixture
def source(project: Project) -> int:
    return make_source(project)


def coded(project: Project, source: int, words: str, code: int) -> int:
    return segments.apply(project, source, span_of(words), code).segment_id


def at_each(line: lineage.SegmentLine) -> list[set[int]]:
    return [set(line.at(level)) for level in codes.LEVELS]


def stages(project: Project) -> list[tuple[int, int, int]]:
    return [(stage.codes, stage.segments, stage.loose) for stage in lineage.of_study(project).stages]


def test_a_segment_leads_from_its_initial_code_to_the_theme(project: Project, source: int) -> None:
    theme = codes.create(project, "collaborating", level="theme")
    category = codes.create(project, "improving", level="category", parent_id=theme)
    calm = codes.create(project, "calming", level="focused")
    sits = codes.create(project, "sitting down")
    focused.cluster(project, [sits], calm)
    focused.cluster(project, [calm], category)
    segment = coded(project, source, "sat down", sits)

    line = lineage.of_study(project).lines[segment]

    assert at_each(line) == [{sits}, {calm}, {category}, {theme}]
    assert stages(project) == [(1, 1, 0), (1, 1, 0), (1, 1, 0), (1, 1, 1)]


def test_after_a_merge_a_segment_still_knows_its_initial_code(project: Project, source: int) -> None:
    calm = codes.create(project, "calming", level="focused")
    sits, rests = codes.create(project, "sitting down"), codes.create(project, "resting")
    focused.cluster(project, [rests], calm)
    segment = coded(project, source, "sat down", sits)

    codes.merge(project, [sits], into=rests)

    found = lineage.of_study(project)
    assert found.lines[segment].initial == {sits}
    assert found.lines[segment].focused == {calm}
    assert found.leads[sits] == {calm}
    assert stages(project)[0] == (2, 1, 0)


def test_an_initial_code_merged_into_a_focused_one_is_counted_at_both_stages(project: Project, source: int) -> None:
    calm, sits = codes.create(project, "calming", level="focused"), codes.create(project, "sitting down")
    segment = coded(project, source, "sat down", sits)

    codes.merge(project, [sits], into=calm)

    line = lineage.of_study(project).lines[segment]
    assert at_each(line) == [{sits}, {calm}, set(), set()]


def test_a_focused_code_applied_to_data_has_no_initial_code(project: Project, source: int) -> None:
    calm = codes.create(project, "calming", level="focused")
    segment = coded(project, source, "sat down", calm)

    line = lineage.of_study(project).lines[segment]

    assert at_each(line) == [set(), {calm}, set(), set()]


def test_segments_are_counted_once_at_each_stage(project: Project, source: int) -> None:
    calm, busy = (codes.create(project, name, level="focused") for name in ("calming", "hurrying"))
    one, other, loose = (codes.create(project, name) for name in ("one", "other", "loose"))
    focused.cluster(project, [one, other], calm)
    focused.cluster(project, [other], busy)
    for code in (one, other):
        coded(project, source, "sat down", code)
    coded(project, source, "came in", loose)

    found = lineage.of_study(project)

    assert [(stage.codes, stage.segments, stage.loose) for stage in found.stages[:2]] == [(3, 2, 1), (2, 1, 2)]
    assert len(found.segments[calm]) == len(found.segments[busy]) == 1
    assert found.members(calm) == [one, other]


def test_codes_gathered_in_a_circle_end_somewhere(project: Project, source: int) -> None:
    one, other = (codes.create(project, name, level="focused") for name in ("one", "other"))
    focused.cluster(project, [one], other, settle=False)
    focused.cluster(project, [other], one, settle=False)
    segment = coded(project, source, "sat down", one)

    assert lineage.of_study(project).lines[segment].focused == {one, other}


def test_taking_a_merge_back_leads_as_before(project: Project, source: int) -> None:
    calm, busy = (codes.create(project, name, level="focused") for name in ("calming", "hurrying"))
    sits = codes.create(project, "sitting down")
    focused.cluster(project, [sits], calm)
    segment = coded(project, source, "sat down", sits)
    focused.merge(project, [calm], busy)
    merged = lineage.of_study(project).lines[segment].focused

    project.undo()

    assert merged == {busy}
    assert lineage.of_study(project).lines[segment].focused == {calm}


def test_initial_codes_that_were_merged_since_are_told(project: Project, source: int) -> None:
    calm = codes.create(project, "calming", level="focused")
    sits, rests, stays = (codes.create(project, name) for name in ("sitting down", "resting", "staying"))
    for words, code in (("sat down", sits), ("came in", rests), ("we talked", stays)):
        coded(project, source, words, code)

    codes.merge(project, [sits], into=rests)
    codes.merge(project, [stays], into=calm)

    assert [(stage.codes, stage.merged) for stage in lineage.of_study(project).stages] == [
        (3, 2),
        (1, 0),
        (0, 0),
        (0, 0),
    ]
