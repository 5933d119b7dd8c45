"""Faults with their real causes, each tried many times from a seed: `cause(folder, rounds, seed)` gives counts.

A cause that finds what must not be raises AssertionError; what can't be tried here raises Untried.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from qda.coding import codes, queries, segments
from qda.errors import QdaError
from qda.project import audit, files, history, salvage
from qda.project import project as projects
from qda.project.problems import ProjectOpenElsewhere
from qda.project.project import Project
from qda.text import Span
from tests.factories import make_source
from tests.faults import killing, table
from tests.faults.table import AIMED, WITHIN, Run
from tests.workflows.histories import ready, walking

Counts = dict[str, int]
"""What was found, by name, as often as it was."""

TEXT = "She came in and sat down and did not judge me. " * 200
PAGE = 4096
LONG = 250  # steps of a long history
_NOBODY = 65534


class Untried(Exception):
    """This computer does not let it be tried; says why."""


def study(path: Path, codings: int = 0) -> Path:
    """A study with one source, one code, and so many codings."""
    ready.new_study(path)
    with ready.opened(path) as project:
        make_source(project, TEXT)
        codes.create(project, "arriving")
        for number in range(codings):
            code(project, number)
    return path


def code(project: Project, number: int) -> int:
    """Code one stretch."""
    return segments.apply(project, 1, Span(number * 5, number * 5 + 40), 2).coding_id


def _in_child(work: Callable[[Connection], None]) -> list[tuple[str, object]]:
    """Run in a process of its own; gives what it told. Asserts that it ended well."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    child = fork.Process(target=work, args=(theirs,))
    child.start()
    theirs.close()
    told: list[tuple[str, object]] = []
    try:
        while True:
            told.append(ours.recv())
    except EOFError:
        child.join()
    assert child.exitcode == 0, f"it ended with {child.exitcode}"
    return told


def killed(folder: Path, rounds: int, seed: int) -> Counts:
    """Kill the program at a random moment of a random history of all commands."""
    return _killed(folder, [(seed + number, None) for number in range(rounds)])


def killed_inside(folder: Path, rounds: int, seed: int) -> Counts:
    """Kill the program inside the command that needs it most, each time anew."""
    counts: Counter[str] = Counter()
    names = list(walking.commands(killing.machine()))
    driver = "SQLite" if files.usual_password is None else "SQLCipher"
    for each in range(seed, seed + rounds):
        aim = table.least_hit(names, [*table.runs(), *_BEFORE], driver)
        found = _killed(folder, [(each, aim)])
        _BEFORE.append(Run("inside", driver, 1, each, each, "", 0, found))
        counts.update(found)
    return dict(counts)


_BEFORE: list[Run] = []
"""What this process has tried, which may not be entered yet."""


def _killed(folder: Path, aims: Sequence[tuple[int, str | None]]) -> Counts:
    counts: Counter[str] = Counter(watched=len(aims))
    for seed, aim in aims:
        here = folder / str(seed)
        here.mkdir()
        found = killing.kill(here, seed, aim)
        counts["acts"] += found.acts
        counts[f"{WITHIN}{found.within}"] += found.within is not None
        counts[f"{AIMED}{aim}"] += aim is not None
        shutil.rmtree(here)
    return dict(+counts)


def histories(folder: Path, rounds: int, seed: int) -> Counts:
    """Walk random histories of all commands; after every act undo and redo are compared."""
    del folder  # each has one of its own
    return _walked(rounds, seed, walking.STEPS)


def long_histories(folder: Path, rounds: int, seed: int) -> Counts:
    """The same, so long that acts meet what many others have made: thirty steps seldom make two things that touch."""
    del folder
    return _walked(rounds, seed, LONG)


def _walked(rounds: int, seed: int, steps: int) -> Counts:
    killing.warm()
    return {"acts": sum(walking.walk(killing.machine(), seed + number, steps) for number in range(rounds))}


def _fill(path: Path, told: Connection) -> None:
    """Code until it is refused; tell what was acknowledged."""
    with ready.opened(path) as project:
        try:
            for number in range(1700):
                told.send(("coded", code(project, number)))
        except QdaError as error:
            told.send(("refused", error.sentence))


def _kept(path: Path, told: list[tuple[str, object]]) -> None:
    done = {what for kind, what in told if kind == "coded"}
    with ready.opened(path) as project:
        assert done == {row.coding_id for row in queries.everything(project)}
        assert audit.check(project).faults == ()


def full_by_limit(folder: Path, rounds: int, seed: int) -> Counts:
    """A file may grow no further: a quota, by RLIMIT_FSIZE."""
    import resource

    rng, refused = random.Random(seed), 0
    for number in range(rounds):
        path = study(folder / f"{number}.gerund")
        room = path.stat().st_size + rng.randrange(20_000, 300_000)

        def work(told: Connection, path: Path = path, room: int = room) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
            _fill(path, told)

        told = _in_child(work)
        refused += told[-1][0] == "refused"
        _kept(path, told)
    return {"refused": refused}


def full_by_disk(folder: Path, rounds: int, seed: int) -> Counts:
    """A disk is full: a small file system in memory."""
    rng, refused = random.Random(seed), 0
    for number in range(rounds):
        disk = folder / f"disk {number}"
        disk.mkdir()
        size = rng.randrange(3_400, 4_600) * 1024
        mounted = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
        if os.name != "posix" or os.getuid() != 0 or subprocess.run(mounted, check=False).returncode:
            raise Untried("only an administrator mounts a file system")
        try:
            path = study(disk / "study.gerund")
            told = _in_child(lambda told, path=path: _fill(path, told))  # type: ignore[misc]
            refused += told[-1][0] == "refused"
            moved = Path(shutil.copy(path, folder / f"{number}.gerund"))
            if (log := path.with_name(path.name + "-wal")).exists():
                shutil.copy(log, moved.with_name(moved.name + "-wal"))
            _kept(moved, told)
        finally:
            subprocess.run(["umount", str(disk)], capture_output=True, check=True)
    return {"refused": refused}


def _as_nobody(work: Callable[[Connection], None]) -> list[tuple[str, object]]:
    """In a process that may write only where anybody may."""

    def child(told: Connection) -> None:
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
        work(told)

    return _in_child(child)


def read_only(folder: Path, rounds: int, seed: int) -> Counts:
    """The file, then its folder, may be read and not written."""
    for each in (folder, *folder.parents):
        if each.stat().st_uid == os.getuid() and not each.stat().st_mode & 0o001 and each != Path("/"):
            each.chmod(each.stat().st_mode | 0o055)
    for number in range(rounds):
        for what in ("file", "folder"):
            here = folder / f"{what} {seed + number}"
            here.mkdir()
            path = study(here / "study.gerund", 3)
            before = path.read_bytes()
            path.chmod(0o444 if what == "file" else 0o644)
            here.chmod(0o777 if what == "file" else 0o555)

            def work(told: Connection, path: Path = path) -> None:
                try:
                    Project.open(path, coder="AQ").close()
                except QdaError as error:
                    told.send(("refused", type(error).__name__))
                with Project.open(path, writable=False) as project:
                    told.send(("read", len(queries.everything(project))))

            told = _as_nobody(work)
            here.chmod(0o777)
            assert told[0][0] == "refused", told
            assert told[1] == ("read", 3), told
            assert path.read_bytes() == before
    return {"refused": 2 * rounds}


def folder_removed(folder: Path, rounds: int, seed: int) -> Counts:
    """The folder is deleted, or the drive taken away, while the study is open."""
    del seed
    for number in range(rounds):
        here = folder / f"gone {number}"
        here.mkdir()
        with ready.opened(study(here / "study.gerund", 3)) as project:
            shutil.rmtree(here)
            try:
                code(project, 50)
            except QdaError as error:
                assert error.sentence
                assert error.hint
            else:
                raise AssertionError("it was said to be kept, and is nowhere")
    return {"refused": rounds}


def two_programs(folder: Path, rounds: int, seed: int) -> Counts:
    """A second program opens for writing while the first works, and again when the first was killed."""
    path = study(folder / "study.gerund", 3)
    for number in range(rounds):
        with ready.opened(path) as project:

            def work(told: Connection) -> None:
                try:
                    Project.open(path, coder="MB").close()
                except ProjectOpenElsewhere:
                    told.send(("refused", ""))
                with Project.open(path, writable=False) as reading:
                    told.send(("read", len(queries.everything(reading))))

            code(project, 10 + number)
            told = _in_child(work)
        assert [kind for kind, _what in told] == ["refused", "read"]
        assert told[1][1] == 4 + number
    here = folder / "killed"
    here.mkdir()
    killing.kill(here, seed)
    return {"refused": rounds}


def clock_set_back(folder: Path, rounds: int, seed: int) -> Counts:
    """The clock goes back by up to forty years between two acts."""
    rng, usual = random.Random(seed), projects.now
    path = study(folder / "study.gerund", 1)
    try:
        for number in range(rounds):
            at = usual() - rng.randrange(40 * 365 * 86_400_000)
            projects.now = lambda at=at: at  # type: ignore[misc]
            with ready.opened(path) as project:
                made = codes.create(project, f"back {number}")
                assert history.rows(project)[0].at == at
                project.undo()
                assert made not in {row.id for row in queries.code_rows(project)}
                assert audit.check(project).faults == ()
    finally:
        projects.now = usual
    return {}


def log_cut(folder: Path, rounds: int, seed: int) -> Counts:
    """The write-ahead log is cut anywhere, as by a power cut."""
    path, cut = study(folder / "study.gerund"), folder / "cut" / "study.gerund"
    cut.parent.mkdir()
    with ready.opened(path) as project:
        done = [code(project, number) for number in range(60)]
        shutil.copy(path, folder / "kept.gerund")
        log = path.with_name(path.name + "-wal").read_bytes()
    rng = random.Random(seed)
    for _number in range(rounds):
        shutil.copy(folder / "kept.gerund", cut)
        cut.with_name(cut.name + "-wal").write_bytes(log[: rng.randrange(len(log))])
        with ready.opened(cut) as project:
            left = sorted(row.coding_id for row in queries.everything(project))
            assert left == done[: len(left)]
            code(project, 300)
            assert audit.check(project).faults == ()
        for each in cut.parent.iterdir():
            each.unlink()
    return {}


def page_overwritten(folder: Path, rounds: int, seed: int) -> Counts:
    """A page is overwritten with noise: it is noticed, and the rest saved into a new project."""
    whole = study(folder / "study.gerund", 40).read_bytes()
    rng = random.Random(seed)
    count, whole_ones, none = len(whole) // PAGE, 0, 0
    first = 1 if files.usual_password else 0
    for number in range(rounds):
        page = first + (seed + number * 7) % (count - first)
        data = bytearray(whole)
        data[page * PAGE : (page + 1) * PAGE] = rng.randbytes(PAGE)
        made = _salvaged(folder, bytes(data))
        none += made is None
        whole_ones += made is not None and not made.lost and not made.steps_lost
    return {"whole": whole_ones, "none": none}


def cut_short(folder: Path, rounds: int, seed: int) -> Counts:
    """The file is cut short anywhere."""
    whole = study(folder / "study.gerund", 40).read_bytes()
    rng, none = random.Random(seed), 0
    for _number in range(rounds):
        none += _salvaged(folder, whole[: rng.randrange(1, len(whole))]) is None
    return {"none": none}


def _salvaged(folder: Path, data: bytes) -> salvage.Salvaged | None:
    hurt, new = folder / "hurt.gerund", folder / "new.gerund"
    hurt.write_bytes(data)
    new.unlink(missing_ok=True)
    try:
        made = salvage.salvage(hurt, new)
    except QdaError as error:
        assert error.hint
        return None
    with ready.opened(new) as project:
        assert audit.check(project).faults == ()
    return made
