"""Words of who has withdrawn are erased for good: no byte of the project, its backups or a new export holds them."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from qda.errors import Cancelled
from qda.flows.withholding import erase
from qda.project import audit, backup, files, history
from qda.project.problems import CantWrite, WordsErased, WrongPassword
from qda.project.project import Project
from qda.sources import queries as sources
from qda.store import keys
from qda.study import service as study_service
from qda.study import withdrawals
from qda.study.withdrawals import NotWithdrawn
from qda.text.runs import Runs
from tests.workflows import leaving
from tests.workflows.test_withdrawal import SAID, TOLD, _fill, _write_all

RUNS = Runs([SAID, TOLD])
PASSWORD = "five unrelated words"


def _made(folder: Path, password: str | None = None) -> Path:
    """A study full of Theresa's words, with backups from before them, with them, and from after her withdrawal."""
    path = folder / "study.gerund"
    with Project.create(path, title="A study", coder="AQ", password=password) as project:
        backup.make_if_changed(project)
        _fill(project)
        backup.make_if_changed(project)
        withdrawals.withdraw(project, 1)
        backup.make_if_changed(project)
    shutil.copy(path, path.with_name("study (format 2).gerund"))
    return path


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Path:
    """One folder for all: filling it takes longer than erasing it."""
    return _made(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def path(prepared: Path, tmp_path: Path) -> Path:
    shutil.copytree(prepared.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / prepared.name


def _plain(path: Path) -> bytes:
    """The bytes of a file, deciphered where it has a password."""
    key = files.key_of(path, PASSWORD)
    if key is None:
        return path.read_bytes()
    from qda.store import engine

    made = path.with_name(f"{path.name}.deciphered")
    engine.export(path, made, key, None)
    data = made.read_bytes()
    made.unlink()
    return data


def _holding(folder: Path) -> dict[str, list[str]]:
    """The files of a folder in which her words stand, with the parts."""
    found = {}
    for each in sorted(folder.rglob("*")):
        if each.is_file():
            data = _plain(each) if each.suffix == ".gerund" else each.read_bytes()
            parts = sorted({part for part, text in leaving.texts_in(each.name, data) if RUNS.touches(text)})
            found.update({each.name: parts} if parts else {})
    return found


@pytest.mark.parametrize("password", [None, PASSWORD], ids=["plain", "with a password"])
def test_no_byte_of_the_project_or_its_backups_holds_the_words(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, password: str | None
) -> None:
    monkeypatch.setattr(keys, "ROUNDS", 1)
    path = _made(tmp_path, password)
    before = len(_holding(tmp_path))

    done = erase.erase(path, "Theresa", password=password, coder="AQ")

    assert before > 3
    assert _holding(tmp_path) == {}
    assert (done.name, done.deleted, done.left, done.overwritten) == ("Theresa", 3, (), True)
    assert done.texts > 2
    assert done.backup is not None
    assert [each.path == done.backup for each in backup.existing(path)] == [False, True]  # that from before them stays
    assert {each.name for each in tmp_path.iterdir()} <= {"study backups", "study.gerund", "study.gerund.lock"}
    with Project.open(path, password=password) as project:
        assert audit.check(project).faults == ()
        assert {row.name for row in sources.rows(project)} >= {"Interview", "A letter"}


def test_what_is_exported_afterwards_does_not_hold_them_even_when_the_withdrawal_is_taken_back(
    path: Path, tmp_path: Path
) -> None:
    erase.erase(path, "Theresa")

    with Project.open(path, coder="AQ") as project:
        withdrawals.take_back(project, 1)
        written = _write_all(project, tmp_path / "out", only_quoting=True)

    assert {name: parts for name, parts in written.items() if parts} == {}
    assert len(written) > 20


def test_the_history_tells_of_it_and_nothing_before_it_brings_words_back(path: Path) -> None:
    erase.erase(path, "Theresa", coder="AQ")

    with Project.open(path, coder="AQ") as project:
        newest, *acts = history.rows(project)
        withdrawals.take_back(project, 1)
        project.undo()
        refused = 0
        for row in acts:
            try:
                history.revert(project, row.id)
            except WordsErased as error:
                refused += 1
                assert error.hint
                assert "Theresa" in error.sentence
            except Exception as error:
                assert getattr(error, "sentence", ""), error  # each refusal is a sentence
        assert (newest.key, newest.text) == ("erase", "Words of Theresa erased")
        assert refused > 10
        assert audit.check(project).faults == ()
    assert _holding(path.parent) == {}


def test_only_who_has_withdrawn_is_erased(path: Path) -> None:
    with Project.open(path, coder="AQ") as project:
        study_service.create_participant(project, "Martin")
    before = path.read_bytes()

    with pytest.raises(NotWithdrawn):
        erase.erase(path, "Martin")

    assert path.read_bytes() == before


def test_what_was_decided_to_be_kept_is_not_erased(path: Path) -> None:
    with Project.open(path, coder="AQ") as project:
        letter = next(row.id for row in sources.rows(project) if row.name == "A letter")
        withdrawals.decide(project, 1, [("source", letter)], "keep", note="agreed by telephone")

    erase.erase(path, "Theresa")

    with Project.open(path, writable=False) as project:
        assert sources.opened(project, letter).text == TOLD
        assert not any(Runs([SAID]).touches(sources.opened(project, row.id).text) for row in sources.rows(project))


def test_a_second_time_there_is_nothing_to_erase_but_a_backup_that_was_left(path: Path) -> None:
    with_words = backup.existing(path)[1].path
    kept = with_words.read_bytes()
    first = erase.erase(path, "Theresa")
    with_words.write_bytes(kept)  # as if the program had been killed before it could delete it

    second = erase.erase(path, "Theresa")

    assert first.texts > 0
    assert (second.texts, second.deleted, second.backup) == (0, 1, first.backup)
    assert _holding(path.parent) == {}
    with Project.open(path, writable=False) as project:
        assert [row.key for row in history.rows(project)].count("erase") == 1


class _Stop:
    """Stops at the step of this number."""

    def __init__(self, at: int) -> None:
        self.left = at

    def step(self, _done: int, _total: int, _text: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("at", [0, 1, 5, 30])
def test_stopped_before_it_writes_it_has_done_nothing(path: Path, at: int) -> None:
    before = {each.name: each.read_bytes() for each in path.parent.rglob("*.gerund")}

    with pytest.raises(Cancelled):
        erase.erase(path, "Theresa", progress=_Stop(at))

    assert {each.name: each.read_bytes() for each in path.parent.rglob("*.gerund")} == before
    assert not list(path.parent.glob("*.part*"))


STEPS = ("copy", "blank", "compact", "examine", "hold", "replace", "wipe", "backup", "delete")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is killed that was forked")
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_nothing_is_lost_and_erasing_again_finishes_it(path: Path, step: str) -> None:
    child = os.fork()
    if child == 0:
        _die_at(step)
        erase.erase(path, "Theresa")
        os._exit(0)
    _pid, status = os.waitpid(child, 0)

    done = erase.erase(path, "Theresa")

    assert os.WIFSIGNALED(status)
    assert done.backup is not None
    assert _holding(path.parent) == {}
    with Project.open(path, coder="AQ") as project:
        assert audit.check(project).faults == ()
        assert [row.key for row in history.rows(project)].count("erase") == 1
    assert not list(path.parent.glob("*.plain"))


def _die_at(step: str) -> None:
    """Have this process killed when it comes to a step."""
    import signal

    from qda.flows.withholding import renewing
    from qda.store import engine, rewriting

    def die(*_arguments: object, **_options: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    owner, name = {
        "copy": (engine, "copy"),
        "blank": (renewing, "_touched"),
        "compact": (rewriting, "compact"),
        "examine": (renewing, "examine"),
        "hold": (Path, "hardlink_to"),
        "replace": (files, "flush_folder"),
        "wipe": (files, "overwrite"),
        "backup": (backup, "make"),
        "delete": (renewing, "_holds"),
    }[step]
    setattr(owner, name, die)


def test_a_full_disk_leaves_the_study_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from qda.store import rewriting

    def full(_connection: object) -> None:
        raise OSError(28, "No space left on device")

    before = path.read_bytes()
    monkeypatch.setattr(rewriting, "compact", full)

    with pytest.raises(CantWrite):
        erase.erase(path, "Theresa")

    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.part*"))


@pytest.mark.plain
def test_a_wrong_password_erases_nothing(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "ROUNDS", 1)
    path = _made(tmp_path, PASSWORD)
    before = path.read_bytes()

    with pytest.raises(WrongPassword):
        erase.erase(path, "Theresa", password="another")

    assert path.read_bytes() == before
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT 1 FROM source").fetchall()
