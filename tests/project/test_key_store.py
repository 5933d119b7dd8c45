"""The key store of the system: asked only by wish, under a name that tells nothing, and never another one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qda.project import files, key_store, protection
from qda.project.project import Project
from qda.store import keys
from tests.memory_store import MemoryStore

ROOT = Path(__file__).resolve().parents[2]

# What answers on a bus is a local socket: an address of another kind is refused before anything is reached.
GUARD = """
import sys

def refuse(event, arguments):
    reaching = {"socket.connect", "socket.getaddrinfo", "socket.sendto"}
    if event in reaching and not (event == "socket.connect" and isinstance(arguments[1], (str, bytes))):
        raise SystemExit(f"asked for the network: {event} {arguments!r}")

sys.addaudithook(refuse)
from qda.project import key_store
try:
    key_store.recall("0" * 32)
except key_store.KeyStoreMissing as error:
    print(error.sentence)
"""


@pytest.fixture(autouse=True)
def as_users_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "usual_password", None)
    monkeypatch.setattr(keys, "ROUNDS", 2)


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> MemoryStore:
    made = MemoryStore()
    monkeypatch.setattr(key_store, "_system", lambda: made)
    return made


@pytest.fixture
def protected(tmp_path: Path) -> Path:
    path = tmp_path / "Grandmothers.gerund"
    Project.create(path, title="Orchards", coder="AQ", password="horse").close()
    return path


def mark(path: Path) -> str:
    found = key_store.mark_of(path)
    assert found is not None
    return found


def test_a_password_is_remembered_recalled_and_forgotten(store: MemoryStore, protected: Path) -> None:
    key_store.remember(mark(protected), "horse")
    assert key_store.recall(mark(protected)) == "horse"

    key_store.forget(mark(protected))
    key_store.forget(mark(protected))

    assert key_store.recall(mark(protected)) is None
    assert store.held == {}


def test_the_mark_tells_neither_title_nor_place_and_goes_where_the_file_goes(protected: Path) -> None:
    before = mark(protected)

    moved = protected.rename(protected.with_name("other.gerund"))

    assert mark(moved) == before
    assert all(word not in before.casefold() for word in ("grandmothers", "orchards"))
    assert keys.salt_of(moved).hex() not in before


def test_an_open_study_has_the_same_mark_and_its_file_is_not_opened_for_it(protected: Path) -> None:
    before = mark(protected)

    with Project.open(protected, password="horse") as project:
        opened = key_store.mark_of_open(project)

    assert opened == before


def test_another_password_makes_another_mark_and_a_plain_study_has_none(protected: Path, tmp_path: Path) -> None:
    before = mark(protected)
    protection.change_password(protected, "horse", "battery")
    changed = mark(protected)

    protection.remove_password(protected, "battery")

    assert changed != before
    assert key_store.mark_of(protected) is None
    assert key_store.mark_of(tmp_path / "nothing.gerund") is None


def test_a_store_that_refuses_is_one_sentence(store: MemoryStore) -> None:
    store.locked = True

    with pytest.raises(key_store.KeyStoreRefused) as caught:
        key_store.recall("0" * 32)

    assert "typed as ever" in str(caught.value.hint)


def test_what_is_locked_stays_locked_when_the_program_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    key_store.marks_beside(path).add("a")
    key_store.marks_beside(path).lock("a")
    key_store.marks_beside(path).lock("b")

    begun = key_store.marks_beside(path)

    assert ("a" in begun, begun.is_open("a"), "b" in begun) == (True, False, False)
    begun.unlock("a")
    assert begun.is_open("a")
    begun.drop("a")
    assert "a" not in begun


@pytest.mark.parametrize("text", ["", "[]", '{"a": 1}', "\x00"])
def test_a_file_of_marks_that_is_not_ours_asks_nobody(tmp_path: Path, text: str) -> None:
    (tmp_path / "remembered.json").write_text(text)

    assert not key_store.marks_beside(tmp_path / "settings.toml").is_open("a")


@pytest.mark.skipif(sys.platform != "linux", reason="the bus is Linux's")
@pytest.mark.parametrize("address", ["tcp:host=127.0.0.1,port=9", "unix:path=/nowhere/bus"])
def test_only_a_local_bus_is_asked_and_no_other_store_takes_its_place(tmp_path: Path, address: str) -> None:
    (tmp_path / "python_keyring").mkdir()
    (tmp_path / "python_keyring" / "keyringrc.cfg").write_text(
        "[backend]\ndefault-keyring=keyring.backends.null.Keyring\n"
    )
    surroundings = {
        **os.environ,
        "DBUS_SESSION_BUS_ADDRESS": address,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "XDG_DATA_HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
    }

    done = subprocess.run(
        [sys.executable, "-c", GUARD], env=surroundings, capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.returncode, done.stdout) == (0, "No key store of the system can be reached here.\n"), done.stderr


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="there is no bus to try it on")
@pytest.mark.parametrize(
    ("how", "told", "kept"),
    [
        ([], [None, "über den Zäunen", None, None], 1),
        (["locked"], ["The key store of the system did not do it."], 0),
    ],
)
def test_a_secret_service_remembers_and_forgets_under_the_mark_alone(
    how: list[str], told: list[str | None], kept: int
) -> None:
    command = ["dbus-run-session", "--", sys.executable, "-m", "tests.project.secret_service", *how]

    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT)

    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["told"], said["left"], said["reached"]) == (told, 0, [])
    assert said["labels"] == [f"Password for '{'a' * 32}' on 'Gerund'"] * kept
