"""Commands find the password in a file, in the environment or at the terminal, and say when it is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from qda import cli
from qda.cli import password
from qda.flows.bluechester import sample
from qda.project import backup, files, protection
from qda.project.project import Project
from qda.store import keys
from tests.factories import make_source
from tests.memory_store import MemoryStore


@pytest.fixture(autouse=True)
def as_users_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "usual_password", None)
    monkeypatch.setattr(keys, "ROUNDS", 2)
    monkeypatch.delenv("GERUND_PASSWORD", raising=False)


@pytest.fixture
def protected(tmp_path: Path) -> str:
    path = tmp_path / "study.gerund"
    with Project.create(path, title="Orchards", coder="AQ", password="horse") as project:
        make_source(project)
        backup.make_if_changed(project)
    return str(path)


def secret(folder: Path, words: str) -> str:
    path = folder / "secret.txt"
    path.write_text(words, encoding="utf-8")
    return str(path)


def test_the_password_comes_from_a_file(protected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.main(["sources", protected, "--password-file", secret(tmp_path, "horse\r\nanother line")])

    assert code == 0
    assert "Interview" in capsys.readouterr().out


def test_it_comes_from_the_environment(protected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GERUND_PASSWORD", "horse")

    assert cli.main(["check", protected]) == 0
    assert cli.main(["backups", protected]) == 0


def test_it_is_asked_for_at_a_terminal(protected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(password, "getpass", lambda _asked: "horse")

    assert cli.main(["check", protected]) == 0


@pytest.mark.parametrize(("given", "told"), [(None, "has a password"), ("Horse", "does not open"), ("", "no password")])
def test_what_is_wrong_is_one_sentence(
    protected: str, given: str | None, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    option = [] if given is None else ["--password-file", secret(tmp_path, given)]

    assert cli.main(["sources", protected, *option]) == cli.USER

    assert told in capsys.readouterr().err


def test_a_new_project_is_made_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "new.gerund"

    assert cli.main(["new", str(path), "--password-file", secret(tmp_path, "horse")]) == 0

    assert protection.opens(path, "horse")


def test_what_is_imported_into_a_new_project_is_protected_from_the_first(tmp_path: Path) -> None:
    path, text = tmp_path / "new.gerund", tmp_path / "talk.txt"
    text.write_text("She came in and sat down.", encoding="utf-8")

    assert cli.main(["import", str(path), str(text), "--password-file", secret(tmp_path, "horse")]) == 0

    assert protection.opens(path, "horse")


def test_a_password_is_set_changed_and_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "study.gerund"
    Project.create(path, title="Orchards", coder="AQ").close()
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("horse")
    new.write_text("battery")

    assert cli.main(["password", str(path), "set", "--new-password-file", str(old)]) == 0
    assert protection.opens(path, "horse")
    changing = ["--password-file", str(old), "--new-password-file", str(new)]
    assert cli.main(["password", str(path), "change", *changing]) == 0
    assert protection.opens(path, "battery")
    assert cli.main(["password", str(path), "remove", "--password-file", str(new)]) == 0
    assert not protection.is_protected(path)

    assert "overwritten" in capsys.readouterr().out


def test_a_new_password_that_nobody_says_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "study.gerund"
    Project.create(path).close()

    assert cli.main(["password", str(path), "set"]) == cli.USER

    assert "--new-password-file" in capsys.readouterr().err


def test_two_different_words_set_no_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "study.gerund"
    Project.create(path).close()
    typed = iter(["horse", "house"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(password, "getpass", lambda _asked: next(typed))

    assert cli.main(["password", str(path), "set"]) == cli.USER

    assert not protection.is_protected(path)


def test_a_new_project_gets_a_password_that_is_typed_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(password, "getpass", lambda _asked: "horse")
    path = tmp_path / "new.gerund"

    code = cli.main(["new", str(path), "--title", "Grandmothers", "--ask-password"])

    assert code == 0
    assert protection.opens(path, "horse")
    assert b"Grandmothers" not in path.read_bytes()


def test_where_nobody_can_be_asked_no_plain_project_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)

    code = cli.main(["new", str(tmp_path / "new.gerund"), "--ask-password"])

    assert code == cli.USER
    assert "--password-file FILE" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_two_words_that_differ_make_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["horse", "house"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(password, "getpass", lambda _asked: next(typed))

    code = cli.main(["new", str(tmp_path / "new.gerund"), "--ask-password"])

    assert code == cli.USER
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["a template", "the sample", "files", "plain lines"])
def test_every_command_that_makes_a_project_makes_it_with_the_password(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample, "fill", lambda _project, _progress: None)  # what is in it takes its time
    given = ["--password-file", secret(tmp_path, "horse")]
    path = tmp_path / "new.gerund"
    (tmp_path / "talk.txt").write_text("We talked of Grandmothers.", encoding="utf-8")
    if kind == "a template":
        command = ["new", str(path), "--template", "three-levels"]
    elif kind == "the sample":
        command = ["bluechester", str(path)]
    elif kind == "files":
        command = ["import", str(path), str(tmp_path / "talk.txt")]
    else:
        with Project.create(tmp_path / "old.gerund", title="Grandmothers", coder="AQ") as project:
            make_source(project)
        cli.main(["export", str(tmp_path / "old.gerund"), str(tmp_path / "study.jsonl")])
        command = ["import", str(path), str(tmp_path / "study.jsonl")]

    code = cli.main([*command, *given])

    assert code == 0
    assert protection.is_protected(path)
    assert protection.opens(path, "horse")


# --- the key store of the system ------------------------------------------------------------------


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> MemoryStore:
    from qda import settings
    from qda.project import key_store

    made = MemoryStore()
    monkeypatch.setattr(key_store, "_system", lambda: made)
    monkeypatch.setattr(settings, "default_path", lambda: tmp_path / "config" / "settings.toml")
    return made


def test_the_key_store_is_asked_by_wish_alone(
    protected: str, store: MemoryStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["password", protected, "remember", "--password-file", secret(tmp_path, "horse")]) == 0
    store.asked = 0

    refused = cli.main(["sources", protected])
    assert (refused, store.asked) == (cli.USER, 0)
    given = cli.main(["sources", protected, "--key-store"])

    assert given == 0
    assert "Interview" in capsys.readouterr().out


def test_only_a_password_that_opens_the_project_is_remembered(
    protected: str, store: MemoryStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["password", protected, "remember", "--password-file", secret(tmp_path, "house")])

    assert (code, store.held) == (cli.USER, {})
    assert "does not open" in capsys.readouterr().err


def test_a_remembered_password_is_forgotten_by_wish_and_when_it_is_changed(
    protected: str, store: MemoryStore, tmp_path: Path
) -> None:
    given = ["--password-file", secret(tmp_path, "horse")]
    (tmp_path / "new").write_text("battery")
    cli.main(["password", protected, "remember", *given])
    cli.main(["password", protected, "forget"])
    assert store.held == {}
    cli.main(["password", protected, "remember", *given])

    code = cli.main(["password", protected, "change", *given, "--new-password-file", str(tmp_path / "new")])

    assert (code, store.held) == (0, {})


def test_a_new_password_is_remembered_by_wish(protected: str, store: MemoryStore, tmp_path: Path) -> None:
    (tmp_path / "new").write_text("battery")
    given = ["--password-file", secret(tmp_path, "horse"), "--new-password-file", str(tmp_path / "new")]

    cli.main(["password", protected, "change", *given, "--key-store"])

    assert list(store.held.values()) == ["battery"]
    assert cli.main(["check", protected, "--key-store"]) == 0


def test_a_store_that_refuses_leaves_the_change_done(
    protected: str, store: MemoryStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "new").write_text("battery")
    given = ["--password-file", secret(tmp_path, "horse"), "--new-password-file", str(tmp_path / "new")]
    store.locked = True

    code = cli.main(["password", protected, "change", *given, "--key-store"])

    assert (code, protection.opens(Path(protected), "battery")) == (0, True)
    assert "key store" in capsys.readouterr().err


def test_a_plain_project_and_one_that_is_not_there_have_nothing_to_remember(
    store: MemoryStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Project.create(tmp_path / "plain.gerund").close()

    codes = [cli.main(["password", str(tmp_path / name), "remember"]) for name in ("plain.gerund", "none.gerund")]

    assert codes == [cli.USER, cli.USER]
    assert store.asked == 0
    assert "no password" in capsys.readouterr().err
