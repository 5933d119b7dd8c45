"""A key store of the system as tests have it: in memory, and theirs alone. No test may ask the one of this computer."""

from __future__ import annotations

import threading

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


class MemoryStore(KeyringBackend):
    """Keeps what it is given; `locked` makes it refuse, `waiting` makes it wait until that is set, as for a prompt."""

    priority = 1

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.locked = False
        self.asked = 0
        self.threads: set[int] = set()
        self.waiting: threading.Event | None = None

    def _ask(self, service: str) -> None:
        assert service == "Gerund"
        self.asked += 1
        self.threads.add(threading.get_ident())
        if self.waiting is not None:
            assert self.waiting.wait(30)
        if self.locked:
            raise KeyringLocked("the collection is locked")

    def get_password(self, service: str, username: str) -> str | None:
        """What is held, if anything."""
        self._ask(service)
        return self.held.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        """Hold it."""
        self._ask(service)
        self.held[username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Hold it no more."""
        self._ask(service)
        del self.held[username]
