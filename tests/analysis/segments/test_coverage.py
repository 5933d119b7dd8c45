from __future__ import annotations

from qda.analysis.segments import coverage
from qda.coding import lines, segments
from qda.project.project import Project
from qda.sources import queries as sources
from qda.text import Span
from tests.factories import make_source, span_of


def test_the_interviewer_s_lines_are_left_out(project: Project) -> None:
    source = make_source(project)

    found = coverage.of_source(project, source)

    assert (found.lines, found.all_lines) == (2, 4)


def test_a_line_is_coded_when_one_of_its_letters_is(project: Project) -> None:
    source = make_source(project)
    segments.apply_new(project, source, span_of("talked"), "talking")

    assert coverage.of_source(project, source).coded == 1


def test_white_space_codes_no_line(project: Project) -> None:
    text = "first line\n\nsecond line"
    source = make_source(project, text)

    segments.apply_new(project, source, Span(0, 12), "reading")

    assert coverage.of_source(project, source).coded == 1


def test_passed_lines_are_counted_until_they_are_coded(project: Project) -> None:
    source = make_source(project)
    starts = sources.opened(project, source).unit_starts
    lines.pass_over(project, source, [starts[1], starts[3]])
    segments.apply_new(project, source, span_of("we talked"), "talking")

    found = coverage.of_all(project)[source]

    assert (found.coded, found.passed) == (1, 1)
