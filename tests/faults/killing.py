"""Random histories of all commands in a process that is killed: what was acknowledged is there, and it is sound.

The process is forked from one that has imported, mapped and compiled everything, so that all its time is acts.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from qda.errors import QdaError
from qda.project import audit, files, history
from qda.project.project import Change, Project
from tests.workflows.histories import ready, walking
from tests.workflows.histories.machine import NOTHING, Machine, Tables, driver, flat, held

_LONGEST = 1.5  # seconds from the first act to the latest kill
_OPENING = 0.06  # seconds in which a study is opened, about; one kill in ten comes there
# Seconds after which a command is killed that is aimed at, on the average: many last one to three thousandths, but some
# are over in a few ten-thousandths.
_INSIDE = (0.0001, 0.0005, 0.002)
_PATIENCE = 30.0  # seconds until a command is reached at the latest
_BEFORE = 8  # acts before a command is aimed at, which often needs what others make
_TURN = 6  # acts after which one is undone and done again

Word = tuple[str, Any]
"""("begun", a command), ("ended", it) or ("kept", the number of an act that is on the disk)."""


@dataclass(frozen=True, slots=True)
class Killed:
    """What a process had acknowledged when it was killed, and which command it was in; None between two."""

    acts: int
    within: str | None


@cache
def _kind() -> type[Machine]:
    class Telling(machine()):  # type: ignore[misc]  # which is known only when every rule is imported
        """Acts and tells; what is compared elsewhere is not compared here, so that a kill comes within an act."""

        told: Connection
        place: Path

        def put(self) -> Path:
            return self.place

        def open(self) -> None:
            super().open()
            self.project.keep_checkpointing()  # as the window does

        def act(self, command: Callable[..., object], *args: object, **options: object) -> None:
            if NOTHING in flat((*args, *options.values())):
                return
            self._run(walking.full_name(command), lambda: command(self.project, *args, **options))
            self.acts += 1
            if self.acts % _TURN == 0:
                self._run("undo", self.project.undo)
                self._run("redo", self.project.redo)

        def _run(self, name: str, work: Callable[[], object]) -> None:
            self.told.send(("begun", name))
            with suppress(QdaError):
                work()
            self.told.send(("ended", name))

    return Telling


def machine() -> type[Machine]:
    """Every rule there is."""
    from tests.workflows.test_histories import Histories

    return Histories


def warm() -> None:
    """Have everything imported and compiled, once for each driver: a fork has it all."""
    _warm(files.usual_password)


@cache
def _warm(_password: str | None) -> None:
    walking.walk(machine(), 0)
    gc.collect()
    gc.freeze()


def _walk_until_killed(path: Path, told: Connection, seed: int, aim: str | None) -> None:
    """A random history without end, which comes to the command that is aimed at; tells each act that is on the disk."""
    announce: Callable[[Project, Change], None] = Project._announce

    def tell(project: Project, change: Change) -> None:
        told.send(("kept", change.number))
        announce(project, change)

    setattr(Project, "_announce", tell)  # noqa: B010  # no command is announced before it is on the disk
    kind: Any = _kind()
    kind.told, kind.place = told, path
    rng, walker = random.Random(seed), kind()
    walker.begin()
    aimed = walking.commands(machine())[aim] if aim is not None else ()
    while True:
        if aimed and walker.acts > _BEFORE and rng.random() < 0.5:
            walking.take(walker, rng.choice(aimed), rng, [])
        else:
            walking.step(walker, rng, [])


def kill(folder: Path, seed: int, aim: str | None = None) -> Killed:
    """Let one process work and kill it; gives how far it was. Asserts that nothing acknowledged is lost.

    With an aim, the full name of a command, it is killed when it is in that.
    """
    warm()
    path = folder / "study.gerund"
    ready.new_study(path)
    rng = random.Random(seed)
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    child = fork.Process(target=_walk_until_killed, args=(path, theirs, seed, aim))
    child.start()
    theirs.close()
    if aim is not None:
        heard = _hear(ours, _PATIENCE, until=("begun", aim))
        time.sleep(rng.expovariate(1 / rng.choice(_INSIDE)))
    elif rng.random() < 0.1:
        heard = _hear(ours, rng.uniform(0, _OPENING))
    else:
        ours.poll(60)
        heard = _hear(ours, rng.uniform(0, _LONGEST))
    assert child.is_alive(), f"it ended by itself (seed {seed})"
    _kill(child)
    heard += _hear(ours, 30)
    _look(path, max((word for kind, word in heard if kind == "kept"), default=0), f"seed {seed}, aimed at {aim}")
    return Killed(sum(kind == "kept" for kind, _word in heard), _within(heard))


def _within(heard: list[Word]) -> str | None:
    """Which command was begun and not ended; before the first one the study was being opened."""
    if heard and heard[-1][0] == "ended":
        return None
    return next((str(word) for kind, word in reversed(heard) if kind == "begun"), "opening")


def _kill(child: BaseProcess) -> None:
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    child.join()


def _hear(told: Connection, seconds: float, until: Word | None = None) -> list[Word]:
    """What is told within this time, up to this word, or until nobody tells any more."""
    heard: list[Word] = []
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and (until is None or until not in heard[-1:]):
        try:
            if told.poll(left):
                heard.append(told.recv())
        except (EOFError, OSError):
            break
    return heard


def _look(path: Path, number: int, told: str) -> None:
    """All that was acknowledged is there; the study is sound and can be worked on. Else `told` says how it came."""
    with ready.opened(path) as project:
        last = history.rows(project, limit=1)
        assert (last[0].id if last else 0) >= number, f"step {number} is lost ({told})"
        faults = audit.check(project).faults
        assert faults == (), f"{faults[0]} ({told})"
        if history.next_undo(project) is not None:
            before = _held(project)
            project.undo()
            project.redo()
            assert _held(project) == before, told


def _held(project: Project) -> Tables:
    with project.read() as session:
        return held(driver(session))
