"""The register of files that left."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from qda.project import history, issued
from qda.project.problems import ProjectOpenElsewhere
from qda.project.project import Project


def _file(folder: Path, name: str = "report.docx") -> Path:
    path = folder / name
    path.write_bytes(name.encode())
    return path


def test_a_file_is_entered_with_what_it_is_and_what_it_holds(project: Project, tmp_path: Path) -> None:
    path = _file(tmp_path)

    issued.enter(project, [issued.leaving(path, "report", "Segments by code", [3, 1])])

    (row,) = issued.rows(project)
    assert (row.kind, row.title, row.file_name, row.folder) == ("report", "Segments by code", path.name, str(tmp_path))
    assert (row.coder, row.sources) == ("AQ", frozenset({1, 3}))
    assert row.sha256 == hashlib.sha256(b"report.docx").hexdigest()


def test_the_register_is_no_part_of_the_history(project: Project, tmp_path: Path) -> None:
    before = len(history.rows(project))

    issued.enter(project, [issued.leaving(_file(tmp_path), "report", "", [])])

    assert len(history.rows(project)) == before


def test_the_newest_stands_first(project: Project, tmp_path: Path) -> None:
    for name in ("first.docx", "second.docx"):
        issued.enter(project, [issued.leaving(_file(tmp_path, name), "report", "", [])])

    assert [row.file_name for row in issued.rows(project)] == ["second.docx", "first.docx"]


def test_a_project_that_is_read_only_is_opened_for_the_entry(tmp_path: Path) -> None:
    Project.create(tmp_path / "s.gerund", coder="AQ").close()

    with Project.open(tmp_path / "s.gerund", writable=False) as reader:
        issued.enter(reader, [issued.leaving(_file(tmp_path), "report", "", [])])
        assert len(issued.rows(reader)) == 1


def test_while_somebody_else_writes_nothing_is_entered(project: Project, tmp_path: Path) -> None:
    with Project.open(project.path, writable=False) as reader, pytest.raises(ProjectOpenElsewhere):
        issued.enter(reader, [issued.leaving(_file(tmp_path), "report", "", [])])

    assert issued.rows(project) == []
