from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError, OperationalError

from qda.errors import NotFound
from qda.project.problems import (
    CantMake,
    CantRead,
    CantWrite,
    NotAProject,
    ProjectDamaged,
    ProjectExists,
    ProjectIsFolder,
    ProjectMissing,
    ProjectOpenElsewhere,
    ProjectOutdated,
    ProjectReadOnly,
    ProjectTooNew,
)
from qda.project.project import Project
from qda.sources import service as sources
from qda.sources.service import NewSource
from qda.store.engine import APPLICATION_ID
from qda.store.journal import Unjournalled
from qda.store.models import Case, Study
from qda.store.version import SCHEMA_VERSION
from qda.study import queries
from qda.study import service as study
from tests import bare


def test_a_new_project_is_one_marked_file(tmp_path: Path) -> None:
    path = tmp_path / "study.gerund"

    Project.create(path, title="Success in safeguarding", coder="AQ").close()

    connection = bare.connect(path)
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
    connection = bare.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(ProjectTooNew) as problem:
        Project.open(path)

    assert "newer" in problem.value.sentence
    assert path.read_bytes() == before


@pytest.mark.plain
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


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(ProjectIsFolder):
        Project.open(tmp_path)


def test_a_project_is_not_made_where_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(CantMake, match="no folder"):
        Project.create(tmp_path / "gone" / "study.gerund")


def test_a_name_too_long_for_the_system_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / ("y" * 300 + ".gerund")

    with pytest.raises(CantMake):
        Project.create(path)
    with pytest.raises(CantRead):
        Project.open(path)


@pytest.mark.parametrize(
    "name", ["50% of it?mode=memory#1.gerund", "zwei Wörter 🙂.gerund", "%41.gerund", "a'b\"c.gerund"]
)
def test_any_name_of_a_file_will_do(tmp_path: Path, name: str) -> None:
    Project.create(tmp_path / name, coder="AQ").close()

    with Project.open(tmp_path / name, coder="AQ") as project:
        study.create_unit(project, "Casework")
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are always text")
def test_a_name_that_is_no_text_becomes_a_title_that_is(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.gerund"))

    with Project.create(path, coder="AQ") as project:
        title = queries.study(project).title

    assert title == "caf�"


def test_what_an_older_program_wrote_is_not_read_past_its_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "study.gerund"
    Project.create(path).close()
    connection = bare.connect(path)
    connection.execute("PRAGMA user_version = 0")
    connection.close()

    with pytest.raises(ProjectOutdated):
        Project.open(path, writable=False)


def test_a_project_whose_making_was_cut_short_is_no_study(tmp_path: Path) -> None:
    path = tmp_path / "study.gerund"
    Project.create(path).close()
    connection = bare.connect(path)
    connection.execute("DELETE FROM study")
    connection.commit()
    connection.close()

    with pytest.raises(ProjectDamaged):
        Project.open(path)


def test_a_full_disk_is_said_and_the_next_step_works_again(project: Project) -> None:
    limit_pages(project, 1)
    with pytest.raises(CantWrite, match="full"), project.command("test.big", "Big"):
        sources.add(project, NewSource("big", "word " * 100_000))
    limit_pages(project, 1_000_000)

    unit = study.create_unit(project, "Casework")

    assert [row.id for row in queries.units(project)] == [unit]


def limit_pages(project: Project, pages: int) -> None:
    """Let the file grow no further than it is, or than so many pages."""
    assert project._writer is not None
    raw = cast("sqlite3.Connection", project._writer.connection.dbapi_connection)
    raw.execute(f"PRAGMA max_page_count = {pages}")


def test_a_commit_that_fails_does_not_bar_the_next(project: Project) -> None:
    with pytest.raises(IntegrityError), project.command("test.loose", "Loose") as session:
        session.add(Case(unit_id=99, name="x", name_key="x", position=0))

    unit = study.create_unit(project, "Casework")

    assert [row.id for row in queries.units(project)] == [unit]


def test_a_closed_project_in_a_folder_that_can_t_be_written_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "study.gerund"
    Project.create(path, title="Read me", coder="AQ").close()
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)

    with Project.open(path, writable=False) as project:
        title = queries.study(project).title

    assert title == "Read me"
    assert [entry.name for entry in tmp_path.iterdir()] == ["study.gerund"]


def test_the_last_work_is_not_left_out_where_the_log_still_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "study.gerund"
    with Project.create(path, coder="AQ") as project:
        study.create_unit(project, "Casework")
        (tmp_path / "copy").mkdir()
        for entry in list(tmp_path.glob("study.gerund*")):
            shutil.copy(entry, tmp_path / "copy")
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)

    with Project.open(tmp_path / "copy" / "study.gerund", writable=False) as copy:
        names = [unit.name for unit in queries.units(copy)]

    assert names == ["Casework"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_is_followed_and_a_circle_of_links_is_not(tmp_path: Path) -> None:
    Project.create(tmp_path / "study.gerund", coder="AQ").close()
    (tmp_path / "link.gerund").symlink_to("study.gerund")
    (tmp_path / "round.gerund").symlink_to("circle.gerund")
    (tmp_path / "circle.gerund").symlink_to("round.gerund")

    with Project.open(tmp_path / "link.gerund", coder="AQ") as project:
        opened = project.path

    assert opened == (tmp_path / "study.gerund").resolve()
    with pytest.raises(CantRead):
        Project.open(tmp_path / "circle.gerund")


def test_a_batch_is_several_acts_that_are_announced_when_all_are_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "study.gerund"
    with Project.create(path, coder="AQ") as project, Project.open(path, writable=False) as reader:
        seen: list[tuple[str, int]] = []
        project.subscribe(lambda change: seen.append((change.key, len(queries.units(reader)))))

        with project.batch():
            study.create_unit(project, "One")
            study.create_unit(project, "Two")
            assert (seen, queries.units(reader)) == ([], [])

        assert seen == [("units.create", 2), ("units.create", 2)]
        project.undo()
        assert [unit.name for unit in queries.units(project)] == ["One"]


def test_what_a_batch_has_done_is_seen_inside_it(tmp_path: Path) -> None:
    with Project.create(tmp_path / "study.gerund", coder="AQ") as project:
        with project.batch():
            unit = study.create_unit(project, "One")
            study.delete_unit(project, unit)
            with pytest.raises(NotFound):
                study.create_case(project, unit, "Martine")
            study.create_unit(project, "Two")
            inside = [row.name for row in queries.units(project)]

        assert inside == ["Two"]


def test_a_batch_that_fails_leaves_nothing_and_the_next_act_stands(tmp_path: Path) -> None:
    with Project.create(tmp_path / "study.gerund", coder="AQ") as project:
        seen: list[object] = []
        project.subscribe(seen.append)

        with pytest.raises(LookupError), project.batch():
            study.create_unit(project, "One")
            raise LookupError

        assert (queries.units(project), seen) == ([], [])
        study.create_unit(project, "Two")
        assert [unit.name for unit in queries.units(project)] == ["Two"]


def test_an_act_that_fails_in_a_batch_takes_only_itself_back(tmp_path: Path) -> None:
    with Project.create(tmp_path / "study.gerund", coder="AQ") as project:
        with project.batch():
            study.create_unit(project, "One")
            with pytest.raises(LookupError), project.command("test", "Test"):
                study.create_unit(project, "Two")
                raise LookupError
            study.create_unit(project, "Three")

        assert [unit.name for unit in queries.units(project)] == ["One", "Three"]
