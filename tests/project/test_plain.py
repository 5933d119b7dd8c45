from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qda.coding import codes, segments
from qda.errors import QdaError
from qda.export import plain as export
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project import audit, history, plain
from qda.project.problems import NothingToUndo, ProjectExists
from qda.project.project import Project
from qda.sources import service as sources
from qda.sources.service import NewSource
from tests.factories import TALK, make_case, make_source, marks_of, span_of


def fill(project: Project) -> None:
    """A bit of everything, a deletion and something undone."""
    make_case(project)
    source = make_source(project)
    new = NewSource("Kept", TALK, marks_of(TALK), original=b"\x00\xff raw", original_name="kept.bin")
    sources.add(project, new)
    segments.apply_new(project, source, span_of("She did not judge me."), "not being judged 👩‍👧")
    judged = codes.named(project, "not being judged 👩‍👧")
    gone = codes.create(project, "a short life")
    codes.delete(project, [gone])
    memos.begin(project, "Why “judge”?\n\n= 1 + 1", targets=[Target("code", judged)])
    codes.rename(project, judged, "undone")
    project.undo()


@pytest.fixture
def written(project: Project, tmp_path: Path) -> Path:
    """A project as lines."""
    fill(project)
    path = tmp_path / "study.jsonl"
    export.write(project, path)
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of a project, to be spoilt."""
    with Project.create(tmp_path_factory.mktemp("plain") / "study.gerund", coder="AQ") as project:
        fill(project)
        return list(plain.lines(project))


def test_what_is_written_and_read_is_the_same_project(project: Project, written: Path, tmp_path: Path) -> None:
    plain.rebuild(written, tmp_path / "again.gerund")

    with Project.open(tmp_path / "again.gerund", coder="AQ") as again:
        assert _tables(again) == _tables(project)
        assert [row.text for row in history.rows(again)] == [row.text for row in history.rows(project)]
        assert audit.check(again).faults == ()


def test_a_project_read_back_is_written_alike(written: Path, tmp_path: Path) -> None:
    plain.rebuild(written, tmp_path / "again.gerund")

    with Project.open(tmp_path / "again.gerund", coder="AQ") as again:
        export.write(again, tmp_path / "again.jsonl")

    assert _rows(tmp_path / "again.jsonl") == _rows(written)


def test_the_history_that_came_along_can_be_undone_and_redone(written: Path, tmp_path: Path) -> None:
    plain.rebuild(written, tmp_path / "again.gerund")

    with Project.open(tmp_path / "again.gerund", coder="AQ") as again:
        again.redo()
        with pytest.raises(NothingToUndo):
            while True:
                again.undo()
        assert audit.check(again).faults == ()
        assert history.steps(again).redo is not None


def test_an_id_of_something_deleted_is_given_to_nothing_else(written: Path, tmp_path: Path) -> None:
    held = [line["id"] for line in _rows(written) if line.get("table") == "code"]

    plain.rebuild(written, tmp_path / "again.gerund")

    with Project.open(tmp_path / "again.gerund", coder="AQ") as again:
        assert codes.create(again, "new") > max(held) + 1


def test_a_line_is_an_object_that_names_its_table(written: Path) -> None:
    head, *rows, end = _rows(written)

    assert head["gerund"] == plain.FORMAT
    assert head["title"] == "A study"
    assert end == {"end": len(rows)}
    assert {"code", "coding", "segment", "memo", "content", "audit_change"} <= {row["table"] for row in rows}


def test_an_existing_project_is_not_written_over(project: Project, written: Path) -> None:
    with pytest.raises(ProjectExists):
        plain.rebuild(written, project.path)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda lines: lines[:-2], "is not whole"),
        (lambda lines: lines[:3] + lines[4:], "is not whole"),
        (lambda lines: [*lines, lines[3]], "after the end"),
        (lambda lines: ["\n", *lines], "no line of JSON"),
        (lambda lines: ["[]\n", *lines], "no JSON object"),
        (lambda lines: lines[1:], "holds no project"),
        (lambda lines: [], "holds no project"),
        (lambda lines: [lines[0].replace('"gerund":1', '"gerund":9'), *lines[1:]], "newer version"),
        (lambda lines: [lines[0].replace('"schema":', '"schema":9'), *lines[1:]], "newer version"),
        (lambda lines: _changed(lines, "code", {"table": "coed"}), "no table"),
        (lambda lines: _changed(lines, "code", {"colour": "red"}), "column “colour”"),
        (lambda lines: _changed(lines, "code", {"name": 3}), "does not take"),
        (lambda lines: _changed(lines, "code", {"retired": "no"}), "does not take"),
        (lambda lines: _changed(lines, "segment", {"source_id": 77}), "contradicts itself"),
        (lambda lines: _changed(lines, "segment", {"quote": "other words"}), "no sound project"),
        (lambda lines: _changed(lines, "content", {"text": "other words"}), "no sound project"),
    ],
)
def test_what_is_no_whole_project_makes_none(
    whole: list[str], tmp_path: Path, spoil: Callable[[list[str]], list[str]], told: str
) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("".join(spoil(whole)), encoding="utf-8")

    with pytest.raises(QdaError, match=told):
        plain.rebuild(bad, tmp_path / "bad.gerund")

    assert list(tmp_path.glob("bad.gerund*")) == []


def test_bytes_that_are_no_text_make_no_project(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b'{"gerund": "\xff"}\n')

    with pytest.raises(plain.NotPlain, match=r"Line 1 of “bad\.jsonl” is no line of JSON"):
        plain.rebuild(bad, tmp_path / "bad.gerund")


def _changed(lines: list[str], table: str, values: dict[str, object]) -> list[str]:
    """The last line of a table with other values."""
    at = max(i for i, line in enumerate(lines) if json.loads(line).get("table") == table)
    return [*lines[:at], json.dumps(json.loads(lines[at]) | values) + "\n", *lines[at + 1 :]]


def _rows(path: Path) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found[0].pop("written_at", None)
    return found


def _tables(project: Project) -> object:
    with project.read() as session:
        return audit.snapshot(session)


def test_a_line_that_no_project_can_have_is_refused_before_it_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain, "_LONGEST", 1000)
    (tmp_path / "endless.jsonl").write_bytes(b'{"gerund": "' + b"x" * 5000)

    with pytest.raises(plain.NotPlain) as refused:
        plain.rebuild(tmp_path / "endless.jsonl", tmp_path / "new.gerund")

    assert refused.value.sentence == "Line 1 of “endless.jsonl” is longer than a line of a project can be."
    assert not (tmp_path / "new.gerund").exists()
