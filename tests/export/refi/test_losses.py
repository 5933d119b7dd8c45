from __future__ import annotations

from pathlib import Path

from qda.coding import codes, comparison, judgements, lines, maps, sampling, segments, testing
from qda.export.refi import writing
from qda.memos import arrangements, drafts
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project import unfinished
from qda.project.project import Project
from qda.project.texts import content_hash
from qda.sources import editing
from qda.sources import service as sources
from qda.sources.anchoring import Edit
from qda.sources.service import NewSource
from qda.study import service as study
from tests.factories import TALK, make_source, span_of


def lost(project: Project, folder: Path, name: str = "study.qdpx") -> dict[str, tuple[int, tuple[str, ...]]]:
    """What the report of an export says is not there."""
    return {line.key: (line.count, line.names) for line in writing.write(project, folder / name).lost}


def test_judgements_and_comparisons_are_counted_by_what_they_are_about(project: Project, tmp_path: Path) -> None:
    source, calm = make_source(project), codes.create(project, "calming", level="focused")
    one = segments.apply(project, source, span_of("sat down"), calm).segment_id
    other = segments.apply(project, source, span_of("we talked"), calm).segment_id
    verdict = comparison.judge(project, [one, other], "differs", code_id=calm)
    testing.answer(project, calm, one, "fits")
    judgements.record(project, calm, "saturated")
    step = sampling.add(project, "Fathers are missing", code_id=calm)
    memos.begin(project, "Why", title="Why", targets=[Target("verdict", verdict), Target("sampling", step)])

    found = lost(project, tmp_path)

    assert found["verdicts"] == (1, ("calming",))
    assert found["tests"] == (1, ("calming",))
    assert found["saturation"] == (1, ("calming",))
    assert found["sampling"] == (1, ("Fathers are missing",))
    assert found["memo_links"] == (2, ("Why",))


def test_what_belongs_to_texts_is_named_by_them(project: Project, tmp_path: Path) -> None:
    file = b"{\\rtf1}"
    sha = content_hash("original", file)
    source = sources.add(project, NewSource("Interview", TALK, original_name="a.rtf", original_sha=sha, original=file))
    lines.pass_over(project, source, [0])
    editing.correct(project, source, [Edit(0, 3, "IV")])
    segments.in_vivo(project, source, span_of("did not judge me", TALK.replace("INT", "IV", 1)))

    found = lost(project, tmp_path)

    assert found["passed_lines"] == (1, ("Interview",))
    assert found["text_versions"] == (1, ("Interview",))
    assert found["originals"] == (1, ("Interview",))
    assert found["origins"] == (1, ("in vivo",))


def test_plans_arrangements_drafts_and_groups_of_maps_are_named(project: Project, tmp_path: Path) -> None:
    study.add_data_set(project, study.create_unit(project, "Casework"), "interviews")
    arrangements.create(project, "First outline")
    drafts.save(project, "slot", "half a thou")
    unfinished.save(project, "claim.new", "half a claim", title="new claim")
    drawing = maps.create(project, "The Board")
    box = maps.place(project, drawing, "code", codes.create(project, "aligning"), (0, 0, 100, 50))
    maps.group(project, drawing, "Strategies", [box])
    maps.show_by(project, drawing, size_by="segments")

    found = lost(project, tmp_path)

    assert found["data_plan"] == (1, ("interviews",))
    assert found["arrangements"] == (1, ("First outline",))
    assert found["drafts"] == (2, ("half a thou", "new claim"))
    assert found["map_groups"] == (1, ("Strategies",))
    assert found["map_counts"] == (1, ("The Board",))


def test_a_source_with_emoji_is_named_because_programs_count_them_differently(project: Project, tmp_path: Path) -> None:
    make_source(project, "plain é ש", "Plain")
    make_source(project, "with 😀", "Emoji")

    report = writing.write(project, tmp_path / "study.qdpx")

    assert report.shifted == ("Emoji",)
    assert "1 source holds characters such as emoji" in report.warning


def test_a_code_book_leaves_everything_but_codes(project: Project, tmp_path: Path) -> None:
    source = make_source(project)
    segments.apply(project, source, span_of("sat down"), codes.create(project, "resting"))

    found = lost(project, tmp_path, "codes.qdc")

    assert (found["sources"], found["segments"][0], found["codings"][0]) == ((1, ("Interview",)), 1, 1)
