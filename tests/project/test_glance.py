"""A study at a glance is the study: what is read with the bare driver equals what the queries give."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.coding import codes, lookups, segments
from qda.coding import queries as coding
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project import glance
from qda.project.glance import Glance, GlancedText
from qda.project.project import Project
from qda.sources import queries as sources
from qda.sources import service
from qda.study import queries as study
from tests.factories import make_case, make_source, span_of

pytestmark = pytest.mark.plain  # nothing is seen at a glance of what has a password

NOT_ONE = 0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study with units, sources here and there, codes under codes, memos and a text that was corrected."""
    file = tmp_path / "talk.gerund"
    with Project.create(file, title="Talking", coder="AQ") as project:
        unit, case = make_case(project)
        here, there = make_source(project), make_source(project, name="Another", line_units="sentence")
        make_source(project, name="Nowhere")
        service.move(project, [here], case_id=case)
        service.move(project, [there], unit_id=unit)
        above = codes.create(project, "feeling safe", color="#112233")
        below = codes.create(project, "not being judged", parent_id=above)
        gone = codes.create(project, "being left alone")
        place = segments.apply(project, here, span_of("She did not judge me."), below)
        segments.apply(project, here, span_of("Then we talked."), gone)
        codes.merge(project, [gone], into=above)
        memos.begin(project, "What is this about?", targets=[Target("segment", place.segment_id)])
        bare = segments.hold(project, here, span_of("How did it begin?"))
        memos.begin(project, "A question that opens.", targets=[Target("segment", bare)])
    return file


def test_the_tree_at_a_glance_is_that_of_the_open_study(path: Path) -> None:
    seen = at_a_glance(path)

    with Project.open(path) as project:
        assert (seen.guid, seen.title) == (study.study(project).guid, "Talking")
        assert [(unit.id, unit.name, tuple(map(tuple, unit.cases))) for unit in seen.units] == [
            (unit.id, unit.name, tuple((case.id, case.name) for case in unit.cases)) for unit in study.units(project)
        ]
        assert [(row.id, row.name, row.kind, row.case_id) for row in seen.sources] == [
            (row.id, row.name, row.kind, row.case_id) for row in sources.rows(project)
        ]


def test_the_text_at_a_glance_is_that_of_the_open_study(path: Path) -> None:
    text = text_of(path, "Interview")

    with Project.open(path) as project:
        opened = sources.opened(project, text.source_id)
    fields = ("version_id", "name", "text", "marks", "unit_kind", "unit_starts")
    assert [getattr(text, name) for name in fields] == [getattr(opened, name) for name in fields]


def test_the_codings_at_a_glance_are_those_of_the_open_study(path: Path) -> None:
    text = text_of(path, "Interview")

    with Project.open(path) as project:
        rows = coding.of_source(project, text.source_id)
        alone = lookups.remarked(project, text.source_id)
        living = {row.id: (row.parent_id, row.name, row.color, row.in_vivo) for row in lookups.living(project)}
    assert [row for row in text.codings if row[4]] == [
        (row.start, row.end, row.id, row.segment_id, row.code_id) for row in rows
    ]
    assert [row for row in text.codings if not row[4]] == [
        (place.start, place.end, 0, place.segment_id, 0) for place in alone
    ]
    assert text.with_memo == {row.segment_id for row in rows if row.memo} | {place.segment_id for place in alone}
    assert text.codes == living
    assert rows
    assert alone


def test_no_text_is_read_where_none_is_asked_for(path: Path) -> None:
    seen = glance.read(path, lambda _guid: NOT_ONE)

    assert seen is not None
    assert seen.text is None


def test_what_is_no_study_gives_no_glance(tmp_path: Path) -> None:
    words, missing = tmp_path / "words.gerund", tmp_path / "missing.gerund"
    words.write_text("These are words, and not few of them. " * 10)

    assert glance.read(words, lambda _guid: NOT_ONE) is None
    assert glance.read(missing, lambda _guid: NOT_ONE) is None
    assert not missing.exists()


def test_a_glance_leaves_the_file_and_its_folder_as_they_were(path: Path) -> None:
    before, there = path.read_bytes(), sorted(path.parent.iterdir())

    at_a_glance(path)

    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == there


def at_a_glance(path: Path) -> Glance:
    found = glance.read(path, lambda _guid: NOT_ONE)
    assert found is not None
    return found


def text_of(path: Path, name: str) -> GlancedText:
    wanted = next(row.id for row in at_a_glance(path).sources if row.name == name)
    found = glance.read(path, lambda _guid: wanted)
    assert found is not None
    assert found.text is not None
    return found.text
