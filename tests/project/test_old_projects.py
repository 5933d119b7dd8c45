"""A project of every format that was ever on somebody's disk still opens, and its history still holds."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from qda.coding import maps
from qda.project import audit
from qda.project.problems import NothingToUndo
from qda.project.project import Project
from qda.store import engine
from qda.store.version import SCHEMA_VERSION

KEPT = Path(__file__).resolve().parents[1] / "old_projects"


@pytest.fixture(params=sorted(KEPT.glob("*.gz")), ids=lambda kept: kept.name)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An old project as its owner has it: a source, a coding, and a map from which a note was taken."""
    path = tmp_path / "study.gerund"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def test_an_old_project_is_upgraded_and_sound(old: Path) -> None:
    with Project.open(old, coder="AQ") as project:
        findings = audit.check(project)

    assert findings.faults == ()
    assert findings.segments == 1
    assert engine.header(old)[1] == SCHEMA_VERSION


def test_what_was_deleted_before_the_upgrade_comes_back_after_it(old: Path) -> None:
    with Project.open(old, coder="AQ") as project:
        drawing = maps.named(project)[0][0]
        before, _lines = maps.drawn(project, drawing)

        project.undo()

        after, lines = maps.drawn(project, drawing)
        assert audit.check(project).faults == ()
    assert [node.text for node in after if node not in before] == ["who judges?"]
    assert len(lines) == 1


def test_everything_done_in_an_old_project_can_be_taken_back(old: Path) -> None:
    with Project.open(old, coder="AQ") as project:
        with pytest.raises(NothingToUndo):
            while True:
                project.undo()

        assert maps.named(project) == []
        assert audit.check(project).faults == ()
