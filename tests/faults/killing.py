"""Random histories of all commands in a process that is killed: what was acknowledged is there, and it is sound."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from qda.project import audit
from qda.project.project import Change, Project

_LONGEST = 1.2  # seconds from the first act to the latest kill


def _walk_until_killed(folder: Path, told: Connection, seed: int) -> None:
    """Random histories of all commands, one study after another; tells each act when it is on the disk."""
    from hypothesis import HealthCheck, Phase, settings
    from hypothesis import seed as seeded
    from hypothesis.stateful import run_state_machine_as_test

    from tests.workflows.test_histories import Histories

    tempfile.tempdir = str(folder)
    announce: Callable[[Project, Change], None] = Project._announce

    def tell(project: Project, change: Change) -> None:
        told.send((str(project.path), change.number))
        announce(project, change)

    setattr(Project, "_announce", tell)  # noqa: B010  # no command is announced before it is on the disk

    class Left(Histories):
        """Histories whose folders stay for whoever looks at what the kill left."""

        def teardown(self) -> None:
            self.project.close()

    chosen = settings(
        max_examples=1000,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
        database=None,
    )
    run_state_machine_as_test(seeded(seed)(Left), settings=chosen)


def kill(folder: Path, seed: int) -> int:
    """Let one process work and kill it; gives how many acts it had acknowledged. Asserts that none is lost."""
    rng = random.Random(seed)
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    child = fork.Process(target=_walk_until_killed, args=(folder, theirs, seed))
    child.start()
    theirs.close()
    ours.poll(60)
    heard = _hear(ours, rng.uniform(0, _LONGEST))
    assert child.is_alive(), f"it ended by itself (seed {seed})"
    _kill(child)
    heard += _hear(ours, 30)
    _look(heard, seed)
    return len(heard)


def _kill(child: BaseProcess) -> None:
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    child.join()


def _hear(told: Connection, seconds: float) -> list[tuple[str, int]]:
    """What is told within this time, or until nobody tells any more."""
    heard: list[tuple[str, int]] = []
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        try:
            if told.poll(left):
                heard.append(told.recv())
        except (EOFError, OSError):
            break
    return heard


def _look(heard: list[tuple[str, int]], seed: int) -> None:
    newest: dict[str, int] = {}
    for path, number in heard:
        newest[path] = max(number, newest.get(path, 0))
    for path, number in list(newest.items())[-2:]:
        with Project.open(Path(path), coder="AQ") as project:
            assert _last(project) >= number, f"step {number} is lost (seed {seed})"
            assert audit.check(project).faults == (), f"seed {seed}"


def _last(project: Project) -> int:
    from qda.project import history

    rows: list[Any] = history.rows(project, limit=1)
    return rows[0].id if rows else 0
