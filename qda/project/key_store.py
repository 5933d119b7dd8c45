"""The key store of the operating system, asked only by wish: it may keep the password of a study on this computer.

What stands in it is named by a hash of the file's salt, which says neither what the study is called nor where it lies.
Of that hash, too, a file beside the settings makes a note, so that the store is never asked about any other study.
Only the system's own store is used: no settings, variables or plugins of the library `keyring` can put another one in
its place, which might keep passwords readable or send them away. Nothing heavy is imported until the store is asked,
for the page that asks for a password comes before all that the program needs.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from qda.errors import QdaError
from qda.i18n import N_, _
from qda.store import keys

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

    from qda.project.project import Project

_SERVICE = "Gerund"
_PURPOSE = b"the password of a study in the key store\x00"
_LETTERS = 32

# The Secret Service (GNOME Keyring, KWallet from 5.97 on, KeePassXC), the keychain, the credential manager.
_SYSTEMS: Mapping[str, tuple[str, str]] = {
    "linux": ("keyring.backends.SecretService", "Keyring"),
    "darwin": ("keyring.backends.macOS", "Keyring"),
    "win32": ("keyring.backends.Windows", "WinVaultKeyring"),
}


class KeyStoreMissing(QdaError):
    """There is none that could be asked."""

    hint = N_("The password can be typed as ever; a password manager that you trust can type it.")

    def __init__(self) -> None:
        super().__init__(_("No key store of the system can be reached here."))


class KeyStoreRefused(QdaError):
    """It is there and does not do what is asked."""

    hint = N_("The password can be typed as ever. Perhaps the key store has to be unlocked first.")

    def __init__(self) -> None:
        super().__init__(_("The key store of the system did not do it."))


# --- the store ----------------------------------------------------------------------------------


def can_be() -> bool:
    """True if the library is installed that speaks to the store; asks nobody."""
    return sys.platform in _SYSTEMS and find_spec("keyring") is not None


def reach() -> None:
    """Find out whether there is a store, without asking it for anything. Raises KeyStoreMissing."""
    _system()


def recall(mark: str) -> str | None:
    """The password that is kept under a mark; None where none is. May wait for the user's answer to the system.

    Raises KeyStoreMissing, KeyStoreRefused.
    """
    with _asked() as store:
        return store.get_password(_SERVICE, mark)


def remember(mark: str, password: str) -> None:
    """Keep a password under a mark, in the place of an earlier one. May wait, and raises, as `recall`."""
    with _asked() as store:
        store.set_password(_SERVICE, mark, password)


def forget(mark: str) -> None:
    """Keep none under this mark. May wait, and raises, as `recall`."""
    with _asked() as store:
        if store.get_password(_SERVICE, mark) is not None:
            store.delete_password(_SERVICE, mark)


@contextmanager
def _asked() -> Iterator[KeyringBackend]:
    """The store of this system, with whatever goes wrong in it as one of ours."""
    store = _system()
    try:
        yield store
    except Exception as error:  # each system has errors of its own, and so has each way to it
        raise KeyStoreRefused from error


def _system() -> KeyringBackend:
    if not can_be():
        raise KeyStoreMissing
    module, name = _SYSTEMS[sys.platform]
    try:
        kind = cast("type[KeyringBackend]", getattr(import_module(module), name))
        kind.priority  # noqa: B018  # which raises where there is no such store
        return kind()
    except Exception as error:
        # RuntimeError by the library's own word, but what it stands on raises what it likes: no bus, a wrong address.
        raise KeyStoreMissing from error


# --- under what --------------------------------------------------------------------------------


def mark_of(path: Path) -> str | None:
    """Under what the password of a study is kept that is not open here; None for a plain one, or one not readable."""
    try:
        path = path.resolve()
        return _mark(keys.salt_of(path)) if keys.seems_encrypted(path) else None
    except (OSError, RuntimeError):  # the latter of links that lead in a circle
        return None


def mark_of_open(project: Project) -> str | None:
    """The same of a study that is open, whose file nobody may open a second time; None where it has no password."""
    return None if project.key is None else _mark(project.key.salt)


def _mark(salt: bytes) -> str:
    return hashlib.sha256(_PURPOSE + salt).hexdigest()[:_LETTERS]


# --- for which studies ---------------------------------------------------------------------------


class Marks:
    """For which studies the store is to be asked, kept in a file: their marks, and which of them are locked.

    What was locked is asked for by its password, until that is typed; also when the program was closed meanwhile.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def __contains__(self, mark: str | None) -> bool:
        return mark in self._read()

    def is_open(self, mark: str | None) -> bool:
        """True if the store may be asked without anybody's typing."""
        return mark is not None and self._read().get(mark) is False

    def add(self, mark: str) -> None:
        """From now on the store is asked; nothing is locked."""
        self._write({**self._read(), mark: False})

    def lock(self, mark: str | None) -> None:
        """Not until the password is typed again."""
        self._set(mark, locked=True)

    def unlock(self, mark: str | None) -> None:
        """It was typed."""
        self._set(mark, locked=False)

    def drop(self, mark: str | None) -> None:
        """Never again."""
        held = self._read()
        if mark is not None and held.pop(mark, None) is not None:
            self._write(held)

    def _set(self, mark: str | None, *, locked: bool) -> None:
        held = self._read()
        if mark is not None and held.get(mark, locked) is not locked:
            self._write({**held, mark: locked})

    def _read(self) -> dict[str, bool]:
        """What is not readable, or not ours, asks nobody."""
        try:
            found = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        pairs = found.items() if isinstance(found, dict) else ()
        return {mark: locked for mark, locked in pairs if isinstance(locked, bool)}

    def _write(self, held: Mapping[str, bool]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_name(f"{self._path.name}.part")
        unfinished.write_text(json.dumps(held, indent=0) + "\n", "utf-8")
        unfinished.replace(self._path)


def marks_beside(settings: Path) -> Marks:
    """The marks that belong to a file of settings."""
    return Marks(settings.with_name("remembered.json"))
