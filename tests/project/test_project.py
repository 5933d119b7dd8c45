from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from qda.project.problems import (
    NotAProject,
    ProjectDamaged,
    ProjectExists,
    ProjectMissing,
    ProjectOpenElsewhere,
    ProjectReadOnly,
    ProjectTooNew,
)
from qda.project.project import Project
from qda.store.engine import APPLICATION_ID
from qda.store.journal import Unjournalled
from qda.store.models import SCHEMA_VERSION, Study
from qda.study import queries
from qda.study import service as study


def test_a_new_project_is_one_marked_file(tmp_path: Path) -> None:
    path = tmp_path / "study.gerund"

    Project.create(path, title="Success in safeguarding", coder="AQ").close()

    connection = sqlite3.connect(path)
    marks = [
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version", "journal_mode")
    ]
    connection.close()
    assert marks == [APPLICATION_ID, SCHEMA_VERSION, "wal"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["study.gerund"]


def test_reading_leaves_nothing_beside_the_project(tmp_path: Path) -> None:
    path = tmp_path / "study.gerund"
    Project.create(path, title="Read me", coder="AQ").close()

    with Project.open(path, writable=False) as project:
        title = queries.study(project).title

    assert title == "Read me"
    assert [entry.name for entry in tmp_path.iterdir()] == ["study.gerund"]


def test_a_new_project_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "notes.gerund"
    path.write_text("precious")

    with pytest.raises(ProjectExists):
        Project.create(path)

    assert path.read_text() == "precious"


def test_a_missing_project_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ProjectMissing):
        Project.open(tmp_path / "gone.gerund")


@pytest.mark.parametrize("content", [b"", b"just text", b"SQLite format 3\x00" + bytes(200)])
def test_another_file_is_no_project(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.gerund"
    path.write_bytes(content)

    with pytest.raises(NotAProject):
        Project.open(path)

    assert path.read_bytes() == content


def test_another_program_s_database_is_no_project(tmp_path: Path) -> None:
    path = tmp_path / "other.gerund"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE x (y)")
    connection.close()

    with pytest.raises(NotAProject):
        Project.open(path)


def test_a_project_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "study.gerund"
    Project.create(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(ProjectTooNew) as problem:
        Project.open(path)

    assert "newer" in problem.value.sentence
    assert path.read_bytes() == before


def test_a_damaged_project_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "study.gerund"
    Project.create(path).close()
    data = bytearray(path.read_bytes())
    data[100:40_000] = b"\xff" * 39_900
    path.write_bytes(data)

    with pytest.raises(ProjectDamaged):
        Project.open(path)

    assert path.read_bytes() == data


def test_only_one_process_writes_and_others_are_told_who(tmp_path: Path) -> None:
    path = tmp_path / "study.gerund"
    program = (
        "import sys, pathlib\nfrom qda.project.project import Project\n"
        "project = Project.create(pathlib.Path(sys.argv[1]), coder='AQ', purpose='the window')\n"
        "print('open', flush=True)\nsys.stdin.read()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdin is not None
    assert other.stdout.readline() == "open\n"

    with pytest.raises(ProjectOpenElsewhere) as problem:
        Project.open(path)
    with Project.open(path, writable=False) as reading:
        title = queries.study(reading).title
    other.kill()
    other.wait()
    other.stdin.close()
    other.stdout.close()

    assert "the window" in problem.value.sentence
    assert title == "study"
    Project.open(path).close()  # the lock died with its process


def test_a_project_opened_for_reading_refuses_commands(tmp_path: Path) -> None:
    path = tmp_path / "study.gerund"
    Project.create(path).close()

    with Project.open(path, writable=False) as project, pytest.raises(ProjectReadOnly):
        study.create_unit(project, "Casework")


def test_writing_outside_a_command_is_refused_by_the_database(project: Project) -> None:
    with project.read() as session, pytest.raises(OperationalError, match="readonly"):
        session.connection().execute(update(Study).values(title="changed"))


def test_bulk_writing_past_the_journal_is_refused(project: Project) -> None:
    with pytest.raises(Unjournalled), project.command("test.bulk", "Bulk") as session:
        session.execute(update(Study).values(title="changed"))
