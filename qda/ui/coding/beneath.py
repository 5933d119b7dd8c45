"""Counts codes with all that live under them, off the main thread, once the work rests for a moment."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from qda.errors import QdaError
from qda.ui.coding.book import CodeBook
from qda.ui.jobs import Job, Jobs
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.progress import Progress
    from qda.project.project import Change

_REST = 400  # milliseconds; who codes line after line is not waited upon, and does not wait
_COUNTED = ("code", "coding", "segment", "source")


class Beneath(QObject):
    """Keeps true in the code book how many segments lie under each code."""

    def __init__(self, session: Session, book: CodeBook, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._book = book
        self._jobs = jobs
        self._job: Job | None = None
        self._turn = 0  # one for each project: what comes late from the last is left aside
        self._reading = Lock()
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._count)
        session.changed.connect(self._on_changed)
        session.closing.connect(self._on_closing)
        book.loaded.connect(self._rest.start)
        self._rest.start()

    def _on_changed(self, change: Change) -> None:
        if change.touches(*_COUNTED):
            self._rest.start()

    def _on_closing(self) -> None:
        """A project must not be closed while another thread reads it, nor read when it is closed."""
        self._rest.stop()
        self._turn += 1
        if self._job is not None:
            self._job.stop()
            self._job = None
            with self._reading:
                pass

    def _count(self) -> None:
        if not self._session.is_open:
            return
        if self._job is not None:
            self._rest.start()
            return
        project, turn = self._session.project, self._turn

        def work(progress: Progress) -> tuple[int, dict[int, int]]:
            from qda.coding import queries

            with self._reading:
                progress.step(0, 1, "")  # ends the work where the project is closing
                return turn, queries.beneath(project)

        self._job = self._jobs.aside(work, self._take, self._give_up)

    def _take(self, found: tuple[int, dict[int, int]]) -> None:
        turn, counts = found
        if turn == self._turn:
            self._job = None
            self._book.take_beneath(counts)

    def _give_up(self, error: QdaError) -> None:
        self._job = None
        self._session.failed.emit(error)
