"""How a long job tells where it is, and learns that it should stop."""

from __future__ import annotations

from typing import Protocol

from qda.errors import Cancelled


class Progress(Protocol):
    """Handed to every long job; `step` raises Cancelled when the user asked to stop."""

    def step(self, done: int, total: int, text: str) -> None:
        """`done` of `total` pieces are finished; `text` says what is being done. total 0: not known."""


class Silent:
    """Tells nobody, never stops."""

    def step(self, done: int, total: int, text: str) -> None:
        """Do nothing."""


class Stoppable:
    """Remembers the last step and raises Cancelled after `stop()`; safe to call from another thread."""

    def __init__(self) -> None:
        self._stopped = False
        self.last: tuple[int, int, str] = (0, 0, "")

    @property
    def stopped(self) -> bool:
        """True once the job was asked to end."""
        return self._stopped

    def stop(self) -> None:
        """Ask the job to end at its next step."""
        self._stopped = True

    def step(self, done: int, total: int, text: str) -> None:
        """Note where the job is."""
        self.last = (done, total, text)
        if self._stopped:
            raise Cancelled
