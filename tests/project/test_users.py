"""Closing a study while somebody reads or writes it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from qda.coding import codes
from qda.project.project import Project
from qda.project.users import ProjectClosed
from qda.store.models import Study


def test_closing_waits_for_who_is_reading_on_another_thread(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "s.gerund", title="Reading", coder="AQ")
    inside, on = threading.Event(), threading.Event()
    read: list[str] = []

    def reads() -> None:
        with project.read() as session:
            inside.set()
            on.wait(10)
            with project.read() as again:  # asked on the way, after closing had begun
                study = again.get(Study, 1)
            assert study is not None
            read.append(study.title)
            session.get(Study, 1)

    reader = threading.Thread(target=reads)
    reader.start()
    assert inside.wait(10)
    closing = threading.Thread(target=project.close)
    closing.start()
    closing.join(0.1)
    assert closing.is_alive()
    on.set()
    closing.join(10)
    reader.join(10)
    assert not closing.is_alive()
    assert read == ["Reading"]


def test_what_comes_after_closing_is_told_so(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "s.gerund", coder="AQ")
    project.close()
    with pytest.raises(ProjectClosed), project.read():
        pass
    with pytest.raises(ProjectClosed, match="closed"):
        codes.create(project, "calm")


def test_closing_inside_ones_own_reading_does_not_wait_for_oneself(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "s.gerund", coder="AQ")
    with project.read():
        project.close()
    assert not project.writable


def test_a_command_in_the_queue_ends_before_the_file_is_let_go(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "s.gerund", coder="AQ")
    inside, on = threading.Event(), threading.Event()

    def writes() -> None:
        with project.group(), project.batch():
            inside.set()
            on.wait(10)
            codes.create(project, "calm")

    writer = threading.Thread(target=writes)
    writer.start()
    assert inside.wait(10)
    closing = threading.Thread(target=project.close)
    closing.start()
    on.set()
    writer.join(10)
    closing.join(10)
    with Project.open(tmp_path / "s.gerund", coder="AQ") as again:
        assert codes.name_of(again, codes.named(again, "calm")) == "calm"
