"""What lies under a code is counted aside, and no reading outlasts a project."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qda.coding import codes, queries
from qda.project.project import Project
from qda.ui.coding.beneath import Beneath
from tests.ui.coding.conftest import Desk


@pytest.fixture
def beneath(desk: Desk) -> Beneath:
    return Beneath(desk.session, desk.book, desk.jobs, desk.window)


def under(desk: Desk, code: int) -> int:
    entry = desk.book.get(code)
    return -1 if entry is None else entry.beneath


def test_a_while_after_coding_the_codes_above_know_of_it(desk: Desk, beneath: Beneath, qtbot: QtBot) -> None:
    source, above = desk.source(), desk.code("above")
    calm, quiet = desk.code("calm", parent_id=above), desk.code("quiet", parent_id=above)
    desk.coded(source, "sat down", calm)
    desk.coded(source, "sat down", quiet)

    with qtbot.waitSignal(desk.book.summed, timeout=3000) as told:
        desk.coded(source, "came in", quiet)

    assert told.args == [frozenset({above})]
    assert (under(desk, above), under(desk, quiet)) == (2, 0)


def test_a_code_that_moves_out_takes_its_segments_along(desk: Desk, beneath: Beneath, qtbot: QtBot) -> None:
    source, above = desk.source(), desk.code("above")
    calm = desk.code("calm", parent_id=above)
    with qtbot.waitSignal(desk.book.summed, timeout=3000):
        desk.coded(source, "sat down", calm)

    with qtbot.waitSignal(desk.book.summed, timeout=3000):
        codes.move(desk.project, [calm], codes.ROOT)

    assert under(desk, above) == 0


def test_closing_waits_for_the_reading_and_hears_no_more_of_it(
    desk: Desk, beneath: Beneath, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, summed, read_after_closing = threading.Event(), list[object](), list[bool]()
    closed = threading.Event()

    def slow(project: Project) -> dict[int, int]:
        begun.set()
        read_after_closing.append(closed.wait(0.1))
        return {1: 99}

    monkeypatch.setattr(queries, "beneath", slow)
    desk.book.summed.connect(summed.append)
    desk.session.closed.connect(closed.set)
    qtbot.waitUntil(begun.is_set, timeout=3000)

    desk.session.begin(Project.create(tmp_path / "other.gerund", title="Another", coder="AQ"))
    desk.settle()

    assert read_after_closing == [False]
    assert summed == []
