"""Who is reading or writing a project: closing waits for them, and lets nobody in any more."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from qda.errors import Cancelled
from qda.i18n import _


class ProjectClosed(Cancelled):
    """What was asked came too late: the study is closed. Nobody waits for the answer, so nothing is shown for it."""

    def __init__(self) -> None:
        super().__init__()
        self.args = (_("The study is closed."),)


class Users:
    """Counts those who read or write, by thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside: Counter[int] = Counter()
        self._closed = False

    @contextmanager
    def one(self) -> Iterator[None]:
        """Somebody reads or writes inside. Raises ProjectClosed."""
        thread = threading.get_ident()
        with self._changed:
            # Who is inside already may ask more on the way: it is waited for, and would else end half-way.
            if self._closed and thread not in self._inside:
                raise ProjectClosed
            self._inside[thread] += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside[thread] -= 1
                if not self._inside[thread]:
                    del self._inside[thread]
                    self._changed.notify_all()

    def end(self) -> None:
        """Let nobody in any more and wait for the threads that are inside; a driver torn down under one crashes.

        What this thread itself holds open is not waited for.
        """
        thread = threading.get_ident()
        with self._changed:
            self._closed = True
            self._changed.wait_for(lambda: not self._inside.keys() - {thread})
