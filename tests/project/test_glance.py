"""A study at a glance is the study: what is read with the bare driver equals what the queries give."""

from __future__ import annotations

import random
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
from qda.text import Span
from qda.ui.documents.coded_text import CodedText, Highlight
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


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A text of many paragraphs, densely coded."""
    rng = random.Random(8)
    text = "\n".join("words " * rng.randint(1, 30) + "end." for _paragraph in range(200))
    file = tmp_path / "long.gerund"
    with Project.create(file, coder="AQ") as project:
        here, one = make_source(project, text), codes.create(project, "waiting")
        starts = [rng.randrange(len(text) - 300) for _coding in range(150)]
        segments.apply_many(project, [(here, Span(at, at + rng.randint(5, 300)), one) for at in starts])
    return file


@pytest.mark.parametrize("near", [0, 3_000, 9_000, 100_000])
def test_codings_round_a_place_stand_in_the_lanes_that_they_have_among_all(
    long: Path, near: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qda.store.glance._NEAR", 1_500)
    whole = text_of(long, "Interview")

    seen = glance.read(long, lambda _guid: whole.source_id, lambda _guid: near)

    assert seen is not None
    assert seen.text is not None
    there = [row for row in whole.codings if row[0] < near + 1_500 and row[1] > near - 1_500]
    assert set(there) <= set(seen.text.codings) <= set(whole.codings)
    assert near == 100_000 or len(seen.text.codings) < len(whole.codings)
    assert _lanes(seen.text).items() <= _lanes(whole).items()


def _lanes(text: GlancedText) -> dict[int, int]:
    made = [Highlight(row[2], row[3], row[0], row[1], row[4], "waiting", "#000000") for row in text.codings]
    lanes = CodedText(text.text, text.marks, text.unit_starts, made).lanes
    return {each.id: lanes[each.id] for each in made}


def test_a_coding_of_the_whole_text_is_seen_from_its_end(long: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qda.store.glance._NEAR", 1_500)
    with Project.open(long, coder="AQ") as project:
        length = len(sources.opened(project, 1).text)
        over_all = segments.apply(project, 1, Span(0, length), codes.create(project, "being there")).coding_id

    seen = glance.read(long, lambda _guid: 1, lambda _guid: length)

    assert seen is not None
    assert seen.text is not None
    assert over_all in {row[2] for row in seen.text.codings}


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
