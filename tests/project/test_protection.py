"""A password is given, changed and taken away, and nothing is lost when that fails."""

from __future__ import annotations

import gzip
import hashlib
import multiprocessing
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qda.errors import QdaError
from qda.project import audit, backup, files, protection
from qda.project.problems import (
    AlreadyProtected,
    CantRead,
    CantWrite,
    CipherMissing,
    EmptyPassword,
    NeedsPassword,
    NotAProject,
    NotProtected,
    ProjectDamaged,
    ProjectOpenElsewhere,
    WrongPassword,
)
from qda.project.project import Project
from qda.sources import service as sources
from qda.store import engine as engines
from qda.store import keys
from qda.store.keys import Key
from tests.factories import make_source

OLD = Path(__file__).resolve().parents[1] / "old_projects"
TEXT = "The kitchen was quiet, and grandmother whispered about the orchard. " * 40


@pytest.fixture(autouse=True)
def as_users_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """No password where none is given, and guesses cheap: how dear they are has a test of its own."""
    monkeypatch.setattr(files, "usual_password", None)
    monkeypatch.setattr(keys, "ROUNDS", 2)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "study.gerund"
    with Project.create(path, title="Orchards", coder="AQ") as project:
        make_source(project, TEXT)
        backup.make_if_changed(project)
    return path


@pytest.fixture
def protected(plain: Path) -> Path:
    protection.set_password(plain, "horse")
    return plain


def snapshot(path: Path, password: str | None = None) -> object:
    with Project.open(path, writable=False, password=password) as project, project.read() as session:
        assert audit.check(project).sound
        return audit.snapshot(session)


def traces(folder: Path) -> Iterator[Path]:
    """Files in which a word of the study can be read."""
    for path in folder.rglob("*"):
        if path.is_file() and any(word in path.read_bytes() for word in (b"Orchards", b"grandmother", b"whispered")):
            yield path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_project_with_a_password_is_made_and_opened(tmp_path: Path) -> None:
    path = tmp_path / "new.gerund"
    with Project.create(path, title="Orchards", password="horse") as project:
        assert project.protected
        make_source(project, TEXT)

    with Project.open(path, password="horse") as project:
        assert project.protected
        assert audit.check(project).sound


def test_it_is_a_file_of_sqlcipher_4_that_other_programs_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sqlcipher = pytest.importorskip("sqlcipher3.dbapi2")
    monkeypatch.setattr(keys, "ROUNDS", 256_000)
    path = tmp_path / "new.gerund"
    Project.create(path, title="Orchards", password="höre").close()

    connection = sqlcipher.connect(path)
    connection.execute("PRAGMA key = 'höre'")

    assert connection.execute("SELECT title FROM study").fetchall() == [("Orchards",)]
    connection.close()


def test_the_same_letters_are_the_same_password_however_they_are_put_together(tmp_path: Path) -> None:
    path = tmp_path / "new.gerund"
    Project.create(path, password="h\u00f6re").close()

    assert protection.opens(path, "ho\u0308re")


@pytest.mark.parametrize(
    ("password", "problem"), [(None, NeedsPassword), ("", WrongPassword), ("Horse", WrongPassword)]
)
def test_without_its_password_it_stays_closed(protected: Path, password: str | None, problem: type[QdaError]) -> None:
    with pytest.raises(problem):
        Project.open(protected, password=password)


def test_an_empty_password_is_none(tmp_path: Path) -> None:
    with pytest.raises(EmptyPassword):
        Project.create(tmp_path / "new.gerund", password="")
    assert names(tmp_path) == set()


def test_a_plain_project_opens_whatever_password_is_given(plain: Path) -> None:
    with Project.open(plain, password="horse") as project:
        assert not project.protected


@pytest.mark.parametrize("content", [b"", b"hello\n" * 2000, b"PK\x03\x04" + bytes(range(256)) * 40, b"\xff" * 9000])
def test_what_is_no_project_is_not_asked_for_a_password(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.gerund"
    path.write_bytes(content)

    with pytest.raises(NotAProject):
        Project.open(path)


def test_an_encrypted_file_of_another_program_is_no_project(tmp_path: Path) -> None:
    sqlcipher = pytest.importorskip("sqlcipher3.dbapi2")
    path = tmp_path / "other.gerund"
    key = Key.new("horse")
    connection = sqlcipher.connect(path)
    connection.execute(f'PRAGMA key = "{key.spoken()}"')
    connection.executescript("CREATE TABLE notes (words)")
    connection.close()

    with pytest.raises(NotAProject):
        Project.open(path, password="horse")


def test_without_sqlcipher_plain_projects_open_and_others_say_what_is_missing(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.gerund"
    Project.create(other, password="horse").close()
    monkeypatch.setattr(keys, "can_encrypt", lambda: False)

    Project.open(plain).close()
    with pytest.raises(CipherMissing):
        Project.open(other, password="horse")
    with pytest.raises(CipherMissing):
        protection.set_password(plain, "horse")


@pytest.mark.parametrize(("at", "damage"), [(200, b"\x7f" * 50), (100, b"\xff" * 8000)], ids=["a little", "all"])
def test_a_damaged_first_page_is_as_a_wrong_password(protected: Path, at: int, damage: bytes) -> None:
    with protected.open("rb+") as file:
        file.seek(at)
        file.write(damage)

    with pytest.raises(WrongPassword, match="does not open") as caught:
        Project.open(protected, password="horse")
    assert "damaged" in (caught.value.hint or "")


def test_a_damaged_page_within_is_damage(protected: Path) -> None:
    with protected.open("rb+") as file:
        file.seek(8192)
        file.write(os.urandom(protected.stat().st_size - 8192))

    with pytest.raises(ProjectDamaged), Project.open(protected, password="horse", writable=False) as project:
        audit.check(project)


@pytest.mark.parametrize("kept", sorted(OLD.glob("*.gz")), ids=lambda path: path.stem)
def test_an_older_format_is_upgraded_under_its_password_and_its_copy_has_it(tmp_path: Path, kept: Path) -> None:
    plain, path, key = tmp_path / "plain", tmp_path / "old.gerund", Key.new("horse")
    plain.write_bytes(gzip.decompress(kept.read_bytes()))
    engines.export(plain, path, None, key)
    plain.unlink()

    Project.open(path, password="horse").close()

    copies = [each for each in tmp_path.iterdir() if each != path]
    assert [protection.opens(each, "horse") for each in copies] == [True]


def test_the_key_ends_with_the_project(protected: Path) -> None:
    project = Project.open(protected, password="horse")
    key = project.key
    assert key is not None

    project.close()

    with pytest.raises(keys.KeyForgotten):
        key.spoken()
    assert "horse" not in repr(key)


def test_the_key_is_made_once_when_a_project_is_opened_and_worked_on(
    protected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    pbkdf2 = hashlib.pbkdf2_hmac

    def counted(*told: Any) -> bytes:
        made.append(1)
        return pbkdf2(*told)

    monkeypatch.setattr(hashlib, "pbkdf2_hmac", counted)

    with Project.open(protected, coder="AQ", password="horse") as project:
        project.keep_checkpointing()
        sources.rename(project, 1, "Another")
        backup.make_if_changed(project)
        audit.check(project)

    assert len(made) == 1


def test_a_check_is_not_misled_by_what_it_remembers_of_an_earlier_one(tmp_path: Path) -> None:
    with Project.create(tmp_path / "new.gerund", coder="AQ", password="horse") as project:
        make_source(project)
        sources.delete(project, 1)
        assert audit.check(project).sound

        make_source(project, TEXT)

        assert audit.check(project).faults == ()


# --- giving, changing, removing -----------------------------------------------------------------


def test_a_password_given_leaves_nothing_to_read_and_nothing_changed(plain: Path) -> None:
    before = snapshot(plain)

    done = protection.set_password(plain, "horse")

    assert (done.converted, done.left, done.overwritten) == (1, (), True)
    assert list(traces(plain.parent)) == []
    assert snapshot(plain, "horse") == before
    assert names(plain.parent) == {"study.gerund", "study backups"}


def test_a_password_changed_opens_project_and_backups_and_the_old_one_neither(protected: Path) -> None:
    before = snapshot(protected, "horse")

    protection.change_password(protected, "horse", "battery")

    kept = backup.existing(protected)[0].path
    assert snapshot(protected, "battery") == before
    assert snapshot(kept, "battery") is not None
    assert not protection.opens(protected, "horse")
    assert not protection.opens(kept, "horse")


def test_a_password_removed_gives_the_plain_project_back(protected: Path) -> None:
    before = snapshot(protected, "horse")

    protection.remove_password(protected, "horse")

    assert snapshot(protected) == before
    assert keys.is_plain(backup.existing(protected)[0].path)
    assert names(protected.parent) == {"study.gerund", "study backups"}


def test_backups_are_deleted_or_left_by_wish(plain: Path) -> None:
    kept = backup.existing(plain)[0].path

    left = protection.set_password(plain, "horse", copies="leave").left
    assert left == (kept,)
    assert keys.is_plain(kept)

    done = protection.change_password(plain, "horse", "battery", copies="delete")
    assert done.deleted == 1
    assert backup.existing(plain) == []


def test_a_backup_under_an_earlier_password_is_left_and_told(protected: Path) -> None:
    kept = backup.existing(protected)[0].path
    protection.change_password(protected, "horse", "battery", copies="leave")

    done = protection.change_password(protected, "battery", "staple")

    assert done.left == (kept,)
    assert protection.opens(kept, "horse")


def test_the_copy_of_an_older_format_is_taken_along(plain: Path) -> None:
    older = plain.with_name("study (format 1).gerund")
    engines.copy(plain, older)

    protection.set_password(plain, "horse")

    assert protection.opens(older, "horse")
    assert list(traces(plain.parent)) == []


@pytest.mark.parametrize(
    ("act", "problem"),
    [
        (lambda path: protection.set_password(path, "x"), AlreadyProtected),
        (lambda path: protection.change_password(path, "wrong", "x"), WrongPassword),
        (lambda path: protection.change_password(path, "horse", ""), EmptyPassword),
        (lambda path: protection.remove_password(path, "wrong"), WrongPassword),
    ],
)
def test_what_can_not_be_done_is_said_and_changes_nothing(
    protected: Path, act: object, problem: type[QdaError]
) -> None:
    before = protected.read_bytes()

    with pytest.raises(problem):
        act(protected)  # type: ignore[operator]

    assert protected.read_bytes() == before
    assert names(protected.parent) == {"study.gerund", "study backups"}


def test_a_plain_project_has_no_password_to_change(plain: Path) -> None:
    with pytest.raises(NotProtected):
        protection.change_password(plain, "horse", "battery")


@pytest.mark.parametrize("writable", [True, False])
def test_a_project_that_is_open_is_not_pulled_away(plain: Path, writable: bool) -> None:
    fork = multiprocessing.get_context("spawn")
    ours, theirs = fork.Pipe()
    child = fork.Process(target=_hold_open, args=(plain, writable, theirs))
    child.start()
    assert ours.recv() == "open"

    with pytest.raises(ProjectOpenElsewhere):
        protection.set_password(plain, "horse")

    ours.send("enough")
    child.join()
    assert keys.is_plain(plain)
    assert not plain.with_name("study.gerund.part").exists()


def _hold_open(path: Path, writable: bool, told: object) -> None:
    with Project.open(path, writable=writable) as project, project.read():
        told.send("open")  # type: ignore[attr-defined]
        told.recv()  # type: ignore[attr-defined]


# --- what can stop it ---------------------------------------------------------------------------

STEPS = [
    (engines, "_export"), (engines, "_settle"), (engines, "is_whole"), (engines, "tally"),
    (protection, "_keep_hold"), (Path, "replace"), (files, "flush_folder"), (files, "overwrite"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "step"), STEPS, ids=[step for _place, step in STEPS])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is killed by itself, which needs fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_killed_at_any_step_the_project_opens_with_one_password_or_none(
    plain: Path, place: object, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(plain)
    child = os.fork()
    if child == 0:
        monkeypatch.setattr(place, step, lambda *_given, **_named: os._exit(9))
        protection.set_password(plain, "horse")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9

    given = "horse" if protection.is_protected(plain) else None

    Project.open(plain, coder="AQ", password=given).close()  # for writing: what was left behind is cleared away
    assert snapshot(plain, given) == before
    assert names(plain.parent) == {"study.gerund", "study backups"}


@pytest.mark.parametrize("step", ["is_whole", "overwrite"])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is killed by itself, which needs fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_killed_among_the_backups_nothing_unfinished_or_plain_is_left_after_opening(
    plain: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = os.fork()
    if child == 0:
        place = engines if step == "is_whole" else files
        done, calls = getattr(place, step), list[int]()

        def killed(*given: object) -> object:
            calls.append(1)
            return done(*given) if len(calls) == 1 else os._exit(9)

        monkeypatch.setattr(place, step, killed)
        protection.set_password(plain, "horse")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9

    Project.open(plain, coder="AQ", password="horse").close()

    assert len(names(backup.folder(plain))) == 1
    assert [path.parent.name for path in traces(plain.parent)] == (["study backups"] if step == "is_whole" else [])


@pytest.mark.parametrize(("place", "step"), STEPS[:6], ids=[step for _place, step in STEPS[:6]])
def test_on_a_full_disk_the_project_stays_as_it_was(
    plain: Path, place: object, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    before = snapshot(plain)
    with monkeypatch.context() as patched, pytest.raises((CantWrite, CantRead)):
        patched.setattr(place, step, full)
        protection.set_password(plain, "horse")

    assert snapshot(plain) == before
    Project.open(plain, coder="AQ").close()
    assert names(plain.parent) == {"study.gerund", "study backups"}


def test_a_backup_that_can_not_be_written_anew_is_left_and_told(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export, calls = engines.export, list[Path]()

    def full_after_one(source: Path, target: Path, key: Key | None, new: Key | None) -> None:
        calls.append(source)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        export(source, target, key, new)

    monkeypatch.setattr(engines, "export", full_after_one)

    done = protection.set_password(plain, "horse")

    assert [path.parent.name for path in done.left] == ["study backups"]
    assert protection.opens(plain, "horse")


def test_what_was_not_yet_moved_from_the_log_is_taken_along(plain: Path, tmp_path: Path) -> None:
    killed = tmp_path / "killed"
    killed.mkdir()
    with Project.open(plain) as project:
        make_source(project, "Only in the log.", "late")
        for ending in ("", "-wal"):
            (killed / f"study.gerund{ending}").write_bytes(Path(f"{plain}{ending}").read_bytes())

    protection.set_password(killed / "study.gerund", "horse")

    with Project.open(killed / "study.gerund", password="horse") as project, project.read() as session:
        assert "late" in str(audit.snapshot(session))
    assert names(killed) == {"study.gerund"}


# --- how good it is -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("", "none"),
        ("horse", "weak"),
        ("Password123", "weak"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "weak"),
        ("abcdefghijklmnop", "weak"),
        ("correct horse battery", "fair"),
        ("correct horse battery staple orchard", "strong"),
        ("T7#kq9!vLm2x", "strong"),
    ],
)
def test_the_strength_of_a_password_is_told_plainly(password: str, told: str) -> None:
    assert protection.strength(password) == told


def test_a_plain_file_that_sqlite_itself_reads_is_what_removing_leaves(protected: Path) -> None:
    protection.remove_password(protected, "horse")

    connection = sqlite3.connect(protected)
    assert connection.execute("SELECT title FROM study").fetchall() == [("Orchards",)]
    connection.close()
