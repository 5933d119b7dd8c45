"""Emptying the write-ahead log from a thread of its own, so that no commit has to wait for it."""

from __future__ import annotations

import threading

from sqlalchemy import Engine

from qda.store import engine as engines

_SECONDS = 0.5
"""After something was written; what is written meanwhile goes along."""


class Checkpointer(threading.Thread):
    """Moves the log into the file a moment after something was written."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(name="checkpointer", daemon=True)
        self._engine = engine
        self._due = threading.Event()
        self._ending = threading.Event()

    def run(self) -> None:
        """Wait for what is written, let more of it come, and empty the log; until it is ended."""
        while not self._ending.is_set():
            self._due.wait()
            if self._ending.wait(_SECONDS):
                return
            self._due.clear()
            engines.checkpoint(self._engine)

    def wake(self) -> None:
        """Something was written."""
        self._due.set()

    def stop(self) -> None:
        """End, and wait until it has."""
        self._ending.set()
        self._due.set()
        self.join()
