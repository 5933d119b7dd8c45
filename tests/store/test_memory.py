"""A copy in memory is the whole database, whether its file is encrypted or not, and the file knows nothing of it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from qda.project import audit
from qda.project.project import Project
from qda.store.memory import MemoryCopy
from tests.factories import make_source


@pytest.mark.parametrize("password", [None, "a long and good word"])
def test_a_copy_holds_all_rows_and_finds_words(tmp_path: Path, password: str | None) -> None:
    if password is not None:
        pytest.importorskip("sqlcipher3")
    with Project.create(tmp_path / "s.gerund", coder="AQ", password=password) as project:
        make_source(project)
        with project.read() as session:
            before = audit.snapshot(session)
            copy = MemoryCopy(session)
        with Project(project.path, writer=None, reader=copy.engine, lock=None) as read:
            with read.read() as session:
                assert audit.snapshot(session) == before
                found = "SELECT count(*) FROM paragraph_text WHERE paragraph_text MATCH 'judge'"
                assert session.execute(text(found)).scalar() == 1
            assert audit.check(read).faults == ()
        copy.close()


def test_what_is_changed_in_the_copy_is_not_changed_in_the_file(project: Project) -> None:
    make_source(project)
    with project.read() as session:
        copy = MemoryCopy(session)

    with copy.writing() as connection:
        connection.execute(text("UPDATE source SET name = 'gone'"))

    with copy.engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM source")).scalar() == "gone"
    with project.read() as session:
        assert session.execute(text("SELECT name FROM source")).scalar() == "Interview"
    copy.close()


def test_several_threads_read_at_once(project: Project) -> None:
    make_source(project)
    with project.read() as session:
        copy = MemoryCopy(session)
    names: list[object] = []

    def read() -> None:
        with copy.engine.connect() as connection:
            names.append(connection.execute(text("SELECT name FROM source")).scalar())

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert names == ["Interview"] * 4
    copy.close()
