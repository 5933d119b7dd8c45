"""What a laptop does to a study: a full disk, a log cut short, a page overwritten, a clock set back.

GERUND_FAULTS multiplies how many places are tried (1 when nothing is said).
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from qda.coding import codes, queries, segments
from qda.errors import QdaError
from qda.project import audit, files, history
from qda.project import project as projects
from qda.project.project import Project
from qda.store import engine
from qda.text import Span
from tests.factories import make_source
from tests.faults import causes
from tests.faults.causes import Untried

_TEXT = "She came in and sat down and did not judge me. " * 200
_TIMES = int(os.environ.get("GERUND_FAULTS", "1"))


def _study(path: Path, codings: int = 0) -> None:
    with Project.create(path, coder="AQ") as project:
        make_source(project, _TEXT)
        codes.create(project, "arriving")
        for number in range(codings):
            _code(project, number)


def _code(project: Project, number: int) -> int:
    return segments.apply(project, 1, Span(number * 5, number * 5 + 40), 2).coding_id


# --- a full disk --------------------------------------------------------------------------------


def _code_with_little_room(path: Path, told: Connection) -> None:
    """Code until the disk takes no more; tell what was acknowledged, and how it was said that there is no room."""
    import resource

    with Project.open(path, coder="AQ") as project:
        room = max(each.stat().st_size for each in path.parent.glob("study.gerund*")) + 150_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        try:
            for number in range(1700):
                told.send(("coded", _code(project, number)))
        except QdaError as error:
            told.send(("refused", error.sentence))
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        told.send(("later", _code(project, 1701)))  # there is room again, and the work goes on
    told.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit to the size of files to be set")
def test_a_full_disk_is_said_and_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "study.gerund"
    _study(path)
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    child = fork.Process(target=_code_with_little_room, args=(path, theirs))

    child.start()
    theirs.close()
    said = []
    try:
        while True:
            said.append(ours.recv())
    except EOFError:
        child.join()

    kinds = [kind for kind, _what in said]
    assert child.exitcode == 0
    assert kinds[-2:] == ["refused", "later"]
    assert "study.gerund" in said[-2][1]
    with Project.open(path, coder="AQ") as project:
        assert {what for kind, what in said if kind != "refused"} == {
            row.coding_id for row in queries.everything(project)
        }
        assert audit.check(project).faults == ()


# --- a log cut short ----------------------------------------------------------------------------


def test_a_log_that_is_cut_short_leaves_everything_up_to_the_cut(tmp_path: Path) -> None:
    path, cut = tmp_path / "study.gerund", tmp_path / "cut" / "study.gerund"
    cut.parent.mkdir()
    _study(path)
    with Project.open(path, coder="AQ") as project:
        done = [_code(project, number) for number in range(60)]
        shutil.copy(path, tmp_path / "kept.gerund")
        log = path.with_name(path.name + "-wal").read_bytes()
    rng = random.Random(11)
    counts = set()
    for _number in range(20 * _TIMES):
        shutil.copy(tmp_path / "kept.gerund", cut)
        cut.with_name(cut.name + "-wal").write_bytes(log[: rng.randrange(len(log))])

        with Project.open(cut, coder="AQ") as project:
            left = sorted(row.coding_id for row in queries.everything(project))
            assert left == done[: len(left)]
            _code(project, 300)
        counts.add(len(left))
        assert engine.is_whole(cut, files.key_of(cut, None))
        for each in cut.parent.iterdir():
            each.unlink()

    assert len(counts) > 5


# --- a page overwritten -------------------------------------------------------------------------


def test_an_overwritten_page_is_noticed_or_does_no_harm(tmp_path: Path) -> None:
    path, hurt = tmp_path / "study.gerund", tmp_path / "hurt.gerund"
    _study(path, codings=30)
    whole = path.read_bytes()
    with Project.open(path, writable=False) as project:
        words = [row.quote for row in queries.everything(project)]
    rng = random.Random(13)
    noticed = 0
    for page in rng.sample(range(len(whole) // 4096), 12 * _TIMES):
        data = bytearray(whole)
        data[page * 4096 : (page + 1) * 4096] = rng.randbytes(4096)
        hurt.write_bytes(data)

        try:
            with Project.open(hurt, writable=False) as project:
                sound = audit.check(project).sound
                noticed += not sound
                if sound:
                    assert [row.quote for row in queries.everything(project)] == words
        except QdaError as error:
            noticed += 1
            assert error.sentence
            assert error.hint

    assert noticed > 0


# --- a clock set back ---------------------------------------------------------------------------


def test_a_clock_set_back_changes_no_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "study.gerund"
    _study(path, codings=1)
    monkeypatch.setattr(projects, "now", lambda: 86_400_000)  # the second of January 1970

    with Project.open(path, coder="AQ") as project:
        last = codes.create(project, "resting")
        newest = history.rows(project)[0]
        project.undo()

        assert newest.at == 86_400_000
        assert last not in {row.id for row in queries.code_rows(project)}
        assert len(queries.everything(project)) == 1
        assert audit.check(project).faults == ()


# --- the rest, with the causes that the table in docs/faults.md is made of ----------------------


def test_a_folder_that_is_removed_while_the_study_is_open_is_said(tmp_path: Path) -> None:
    assert causes.folder_removed(tmp_path, 1, 1) == {"refused": 1}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork, and no mode of files")
def test_what_may_only_be_read_is_read_and_stays_as_it_is(tmp_path: Path) -> None:
    assert causes.read_only(tmp_path, 1, 1) == {"refused": 2}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_one_program_writes_and_the_others_read(tmp_path: Path) -> None:
    assert causes.two_programs(tmp_path, 1, 1) == {"refused": 1}


def test_a_small_disk_that_is_full_is_said_and_loses_nothing(tmp_path: Path) -> None:
    try:
        assert causes.full_by_disk(tmp_path, 1, 1) == {"refused": 1}
    except Untried as reason:
        pytest.skip(str(reason))
