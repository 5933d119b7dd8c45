"""What figures are drawn of: codes along a text, and its portrait."""

from __future__ import annotations

import pytest

from qda.analysis.figures import portraits
from qda.analysis.queries.crosstab import Axis, Line
from qda.analysis.segments import ground
from qda.coding import codes, segments
from qda.errors import NotFound
from qda.project.project import Project
from qda.sources import service as sources
from qda.text import Span
from tests.factories import make_source, span_of

LINES = "".join(f"Line number {at} of the note.\n" for at in range(10))


@pytest.fixture
def note(project: Project) -> Project:
    """Ten lines; one code on the first two and on the fifth, another on the second and third."""
    make_source(project, LINES, "note", line_units="paragraph")
    one, other = (codes.create(project, label, level="focused") for label in ("waiting", "leaving"))
    step = len("Line number 0 of the note.\n")
    for code, first, last in ((one, 0, 1), (one, 4, 4), (other, 1, 2)):
        segments.apply(project, 1, Span(first * step, (last + 1) * step - 1), code)
    return project


def lines(project: Project) -> portraits.CodeLines:
    return portraits.code_lines(project, ground.load(project), 1, Axis("codes"))


def test_codes_stand_on_their_lines_in_the_order_of_their_first_place(note: Project) -> None:
    found = lines(note)

    assert (found.lines, found.coded, found.base) == (10, 4, 3)
    assert [(track.code.name, track.stretches, track.segments) for track in found.tracks] == [
        ("waiting", ((0, 1), (4, 4)), 2),
        ("leaving", ((1, 2),), 1),
    ]


def test_a_portrait_shows_the_code_with_most_lines_and_the_rarer_of_two(note: Project) -> None:
    found = portraits.portrait(lines(note))

    names = {track.code.id: track.code.name for track in found.tracks}
    assert [names.get(code or 0) for code in found.cells] == [
        *("waiting", "leaving", "leaving", None, "waiting", None, None, None, None, None),
    ]
    assert {names[code]: share for code, share in found.share.items()} == {"waiting": 3, "leaving": 2}


def test_a_long_text_has_larger_cells(note: Project) -> None:
    found = portraits.portrait(lines(note), cells=4)

    assert (found.size, len(found.cells)) == (3, 4)


def test_who_speaks_is_told_with_the_interviewer(project: Project) -> None:
    make_source(project)
    sources.assign_speaker(project, 1, "INT", interviewer=True)
    segments.apply(project, 1, span_of("sat down"), codes.create(project, "sitting"))

    found = lines(project)

    assert [(voice.label, voice.interviewer) for voice in found.voices] == [
        *(("INT", True), ("Theresa", False), ("INT", True), ("Theresa", False)),
    ]


def test_a_source_is_found_by_its_name_or_a_part_that_is_its_own(project: Project) -> None:
    make_source(project, name="Interview with Anna")
    make_source(project, name="Interview with Bert")

    assert portraits.source_named(project, "interview with anna") == 1
    assert portraits.source_named(project, "Bert") == 2
    with pytest.raises(NotFound):
        portraits.source_named(project, "Interview")


def test_the_fullest_lines_keep_their_order() -> None:
    told = [Line(at, str(at), total) for at, total in enumerate((5, 1, 9, 7))]

    assert portraits.ranked(told, 3) == ([0, 2, 3], 1)
    assert portraits.ranked(told, 4) == ([0, 1, 2, 3], 0)
