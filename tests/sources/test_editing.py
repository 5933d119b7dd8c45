from __future__ import annotations

from qda.coding import codes, lines, queries, segments
from qda.project.project import Project
from qda.sources import editing
from qda.sources import queries as sources
from qda.sources.anchoring import Edit
from tests.factories import TALK, make_source, span_of


def replaced(words: str, by: str) -> Edit:
    span = span_of(words)
    return Edit(span.start, span.end, by)


def test_a_correction_moves_segments_and_keeps_their_words(project: Project) -> None:
    source = make_source(project)
    segments.apply_new(project, source, span_of("we talked"), "talking")

    report = editing.correct(project, source, [replaced("How did it begin?", "How did all of this begin, then?")])

    assert (report.moved, report.changed, report.detached) == (1, (), ())
    assert queries.everything(project)[0].quote == "we talked"


def test_a_corrected_segment_says_what_it_was(project: Project) -> None:
    source = make_source(project)
    segments.apply_new(project, source, span_of("She came in and sat down"), "arriving")

    report = editing.correct(project, source, [replaced("came in and ", "")])

    assert [(row.before, row.after) for row in report.changed] == [("She came in and sat down", "She sat down")]


def test_a_segment_whose_words_are_gone_is_detached_and_listed(project: Project) -> None:
    source = make_source(project)
    segments.apply_new(project, source, span_of("did not judge me"), "not being judged")

    report = editing.correct(project, source, [replaced(" She did not judge me.", "")])

    assert [row.before for row in report.detached] == ["did not judge me"]
    assert queries.everything(project) == []
    assert [row.quote for row in queries.detached(project, source)] == ["did not judge me"]


def test_segments_that_become_one_keep_all_their_codings(project: Project) -> None:
    source = make_source(project)
    segments.apply_new(project, source, span_of("sat down"), "resting")
    segments.apply_new(project, source, span_of("sat down."), "arriving")

    editing.correct(project, source, [replaced("down.", "down")])

    assert {(row.code, row.quote) for row in queries.everything(project)} == {
        ("resting", "sat down"),
        ("arriving", "sat down"),
    }


def test_line_numbers_and_passed_lines_stay(project: Project) -> None:
    source = make_source(project)
    starts = sources.opened(project, source).unit_starts
    lines.pass_over(project, source, [starts[2]])

    editing.correct(
        project, source, [replaced("came in and sat down", "came in slowly and sat down on the chair by the door")]
    )

    after = sources.opened(project, source)
    assert len(after.unit_starts) == len(starts)
    assert lines.passed(project, source) == {after.unit_starts[2]}


def test_speakers_stay_who_they_were(project: Project) -> None:
    source = make_source(project)
    segments.apply_new(project, source, span_of("we talked"), "talking")

    editing.correct(project, source, [replaced("INT: And then?", "INT: And what happened then?")])

    assert queries.everything(project)[0].speaker == "Theresa"


def test_a_corrected_copy_of_the_file_is_taken_over(project: Project) -> None:
    source = make_source(project)
    code = codes.create(project, "talking")
    segments.apply(project, source, span_of("we talked"), code)

    editing.replace_with(project, source, TALK.replace("did not judge", "never judged").replace("\n\n", "\r\n\r\n"))

    assert sources.opened(project, source).text == TALK.replace("did not judge", "never judged")
    assert queries.everything(project)[0].quote == "we talked"


def test_no_correction_makes_no_version(project: Project) -> None:
    source = make_source(project)
    version = sources.opened(project, source).version_id

    editing.replace_with(project, source, TALK)

    assert sources.opened(project, source).version_id == version


def test_a_line_that_takes_the_place_of_a_passed_one_was_never_passed_over(project: Project) -> None:
    source = make_source(project, "one\ntwo\nthree\n")
    lines.pass_over(project, source, [4])

    editing.correct(project, source, [Edit(4, 8, "")])

    assert lines.passed(project, source) == set()
