"""A coding script is killed at a hundred random moments: nothing that was acknowledged may be lost.

So are random histories of all commands, GERUND_KILLS times (2 when nothing is said).
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import random
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from qda.coding import codes, queries, segments
from qda.memos import drafts
from qda.project import audit
from qda.text import Span
from tests.factories import make_source
from tests.faults import killing
from tests.workflows.histories import ready

_KILLS = 100
_TEXT = "She came in and sat down and did not judge me. " * 200


def _code_until_killed(path: Path, told: Connection, seed: int) -> None:
    """Apply, take off, recode, undo and write at random; tell what must be on disk after each step."""
    rng = random.Random(seed)
    with ready.opened(path) as project:
        told.send(("open", 0))
        mine: list[int] = []
        typed = 0
        while True:
            step = rng.random()
            if step < 0.7 or not mine:
                start = rng.randrange(len(_TEXT) - 60)
                applied = segments.apply(project, 1, Span(start, start + rng.randint(5, 50)), rng.choice((2, 3)))
                told.send(("coded", applied.coding_id))
                if applied.new:
                    mine.append(applied.coding_id)
            elif step < 0.85:
                gone = mine.pop(rng.randrange(len(mine)))
                told.send(("going", gone))
                segments.remove(project, [gone])
                told.send(("gone", gone))
            else:
                typed += 1
                drafts.save(project, "slot", f"{seed} {typed}")
                told.send(("typed", typed))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL, and no fork")
def test_nothing_acknowledged_is_lost_when_the_program_is_killed() -> None:
    path = ready.folder() / "study.gerund"
    ready.new_study(path)
    with ready.opened(path) as project:
        make_source(project, _TEXT)
        for name in ("arriving", "resting"):
            codes.create(project, name)
    rng = random.Random(7)
    fork = multiprocessing.get_context("fork")
    there: set[int] = set()
    acknowledged = 0
    for number in range(_KILLS):
        ours, theirs = fork.Pipe(duplex=False)
        child = fork.Process(target=_code_until_killed, args=(path, theirs, number))
        child.start()
        theirs.close()
        # So many words, be the machine busy or not; a few are killed while they open.
        heard = [ours.recv() for _ in range(rng.randint(1, 6) if number % 10 else 0)]
        time.sleep(rng.uniform(0.0, 0.02))
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        doubtful, typed = set[int](), 0
        for kind, what in [*heard, *_all(ours)]:
            acknowledged += kind != "open"
            if kind == "coded":
                there.add(what)
            elif kind == "going":
                doubtful = {what}  # it may or may not have been taken off before the kill
            elif kind == "gone":
                there.discard(what)
                doubtful = set()
            elif kind == "typed":
                typed = what
        with ready.opened(path) as project:
            present = {row.coding_id for row in queries.everything(project)}
            assert there - doubtful <= present
            there = present  # what was committed and not acknowledged counts from now on
            if typed:
                child_number, on_disk = drafts.left(project)[0].text.split()
                assert (int(child_number), int(on_disk) >= typed) == (number, True)
            assert audit.check(project).faults == ()
    shutil.rmtree(path.parent)
    assert acknowledged > _KILLS


def _all(told: Connection) -> Iterator[tuple[str, int]]:
    """Everything that reached us before the kill; the last message may have been cut short."""
    while True:
        try:
            yield told.recv()
        except (EOFError, pickle.UnpicklingError):
            return


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL, and no fork")
@pytest.mark.parametrize("seed", range(int(os.environ.get("GERUND_KILLS", "2"))))
def test_nothing_is_lost_whatever_command_was_running(tmp_path: Path, seed: int) -> None:
    acknowledged = killing.kill(tmp_path, seed).acts

    assert acknowledged > 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL, and no fork")
def test_nothing_is_lost_inside_a_command_that_touches_much(tmp_path: Path) -> None:
    acknowledged = killing.kill(tmp_path, 3, "qda.coding.codes.merge").acts

    assert acknowledged > 0
