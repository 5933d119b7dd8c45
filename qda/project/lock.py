"""One writer per project: an operating-system lock on a file beside it, which dies with its process."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from pathlib import Path
from typing import IO

from qda.i18n import _
from qda.project.problems import ProjectOpenElsewhere, ProjectReadOnly


class WriterLock:
    """Held from before the file is opened for writing until it is closed.

    The lock is on a file of its own: SQLite's POSIX locks on the project would be dropped by closing any other handle.
    """

    def __init__(self, project: Path, purpose: str) -> None:
        """Take the lock; raises ProjectOpenElsewhere when another process has it, ProjectReadOnly when it can't be."""
        self._path = project.with_name(project.name + ".lock")
        self._file = self._take(project, purpose)

    def _take(self, project: Path, purpose: str) -> IO[str]:
        while True:
            try:
                file = self._path.open("a+", encoding="utf-8")
            except OSError as error:
                raise ProjectReadOnly(project) from error
            if not _lock(file):
                file.seek(0)
                holder = file.read(200).strip()
                file.close()
                raise ProjectOpenElsewhere(project, holder)
            if self._is_still_there(file):
                break
            file.close()  # its last holder removed it between our opening and our locking
        file.seek(0)
        file.truncate()
        told = _("{purpose} on {machine} (process {pid})")
        told = told.format(purpose=purpose, machine=socket.gethostname(), pid=os.getpid())
        # Who holds it is only told; on a full disk the lock itself still works, and so does undoing.
        with contextlib.suppress(OSError):
            os.write(file.fileno(), told.encode())
        return file

    def _is_still_there(self, file: IO[str]) -> bool:
        try:
            return os.path.samestat(os.fstat(file.fileno()), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let the next one write."""
        if self._file.closed:
            return
        # On Windows a file can't be removed while it is open; the lock alone decides, the file is only its place.
        with contextlib.suppress(OSError):
            self._path.unlink()
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> bool:
        try:
            # One byte far behind the text, so that others can still read who holds it.
            file.seek(10_000)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
