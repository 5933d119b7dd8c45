"""Reading files for the preview of an import, beside the work: all of them once, the one that is looked at first."""

from __future__ import annotations

import hashlib
import time
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from qda.errors import Cancelled, QdaError
from qda.i18n import _
from qda.text import count_words
from qda.ui.jobs import Job, Jobs
from qda.ui.session import Session
from qda.ui.study.importing.files import Head, Sample, Way, sample

if TYPE_CHECKING:
    from qda.progress import Progress
    from qda.project.project import Project
    from qda.sources.readers import Reading


_BREATH = 0.002  # seconds between two files, in which the window has the interpreter for itself


class Reader(QObject):
    """Reads one file after another; `want` puts one in front of the others. Signals come on the main thread."""

    found = Signal(int, object)  # round, paths: the files in what was offered
    guessed = Signal(int, object, object)  # round, path, Plan: what its name says
    looked = Signal(int, object, object)  # round, path, Head
    opened = Signal(int, object, object)  # round, path, samples: of the one that was wanted
    stepped = Signal(int, int)  # files looked at, files in all
    held = Signal(object)  # paths that were left when the reading was stopped
    ended = Signal()

    _over = Signal()  # the work itself says so: a job may end before anybody could listen to it

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._lock = Lock()
        self._waiting: deque[Path] = deque()
        self._wanted: tuple[Path, Way] | None = None
        self._ways: dict[Path, Way] = {}
        self._known: set[Path] = set()
        self._total = 0
        self._here: Path | None = None
        self._running: list[Job] = []
        self._ended = 0  # of those
        self._over.connect(self._on_over)
        self.round = 0  # what comes from an earlier round is stale

    # --- on the main thread --------------------------------------------------------------------------------

    def begin(self, offered: Sequence[Path]) -> None:
        """Find the files in what was dropped or chosen, and read them."""
        self._run(list(offered))

    def want(self, path: Path, way: Way) -> None:
        """Read this one next, for looking at it."""
        with self._lock:
            self._wanted = (path, way)
        self._run([])

    def again(self, paths: Sequence[Path], way: Way | None = None) -> None:
        """Read these again, in another way, or those that were held after all."""
        with self._lock:
            self._waiting.extend(paths)
            if way is not None:
                self._ways.update(dict.fromkeys(paths, way))
            self._total += len(paths)
        self._run([])

    def drop(self, paths: Iterable[Path]) -> None:
        """These may be offered again."""
        with self._lock:
            self._known.difference_update(paths)

    def stop(self) -> None:
        """Stop after what is being read; `held` tells of what is left."""
        for job in self._running:
            job.stop()

    def forget(self) -> None:
        """Stop, and let go of everything."""
        self.stop()
        with self._lock:
            self.round += 1
            self._waiting.clear()
            self._ways.clear()
            self._known.clear()
            self._wanted, self._total = None, 0

    @property
    def busy(self) -> bool:
        """True while files are being read."""
        return bool(self._running)

    def _run(self, offered: list[Path]) -> None:
        if self._running and not offered:
            return  # the work that is running sees what has been put in front of it
        project, number = self._session.project, self.round

        def work(progress: Progress) -> None:
            try:
                self._work(project, number, offered, progress)
            except Cancelled:
                self._hold(number)
                raise
            finally:
                self._over.emit()

        self._running.append(self._jobs.run(_("Looking into files"), work))

    def _on_over(self) -> None:
        self._ended += 1
        if self._ended < len(self._running):
            return
        self._running, self._ended = [], 0
        with self._lock:
            left = self._waiting or self._wanted
            failed, self._here = self._here, None
        if failed is not None and left:
            # A fault of ours ended the work at this file: the others are read all the same.
            self.looked.emit(self.round, failed, Head(problem=_("A fault in Gerund kept this file from being read.")))
        if left and self._session.is_open:
            self._run([])
        else:
            self.ended.emit()

    # --- on the worker's thread --------------------------------------------------------------------------------

    def _work(self, project: Project, number: int, offered: list[Path], progress: Progress) -> None:
        if offered:
            self._find(project, number, offered)
        while (task := self._next(number)) is not None:
            path, way, wanted = task
            with self._lock:
                done, total = self._total - len(self._waiting), self._total
            self._here = path
            within = _Within(progress, min(done, total), total, path.name)
            within.step(0, 0, "")
            self.stepped.emit(min(done, total) - 1, total)
            head, samples = look(project, path, way, within)
            self._here = None
            self.looked.emit(number, path, head)
            time.sleep(_BREATH)
            if wanted:
                self.opened.emit(number, path, samples)

    def _find(self, project: Project, number: int, offered: list[Path]) -> None:
        from qda.flows.importing.files import files_in, guessed

        with self._lock:
            files = [path for path in files_in(offered) if path not in self._known]
            self._known.update(files)
            if number == self.round:
                self._waiting.extend(files)
                self._total += len(files)
        self.found.emit(number, files)
        for path in files:
            self.guessed.emit(number, path, guessed(project, path))

    def _hold(self, number: int) -> None:
        """Put aside what was not read when the user stopped."""
        with self._lock:
            if number != self.round:
                return
            here, self._here = self._here, None
            left = [*([here] if here is not None else []), *self._waiting]
            self._waiting.clear()
            self._wanted, self._total = None, 0
        if left:
            self.held.emit(list(dict.fromkeys(left)))

    def _next(self, number: int) -> tuple[Path, Way, bool] | None:
        with self._lock:
            if number != self.round:
                raise Cancelled
            if self._wanted is not None:
                (path, way), self._wanted = self._wanted, None
                if path in self._waiting:
                    self._waiting.remove(path)
                return path, way, True
            if self._waiting:
                path = self._waiting.popleft()
                return path, self._ways.get(path, Way()), False
            return None


class _Within:
    """The pages of a file are no steps of the whole; stopping is heard between them all the same."""

    def __init__(self, progress: Progress, done: int, total: int, name: str) -> None:
        self._progress = progress
        self._told = done, total, name

    def step(self, done: int, total: int, text: str) -> None:
        """Tell which file of all is being read."""
        self._progress.step(*self._told)


def look(project: Project, path: Path, way: Way, progress: Progress) -> tuple[Head, list[Sample]]:
    """What is in a file, and the beginnings of the texts in it. Raises Cancelled."""
    from qda.flows.importing.files import Plan, preview
    from qda.sources import queries

    try:
        readings = preview(Plan(path, encoding=way.encoding, keep_edges=way.keep_edges), progress)
        sha = _sha(path)
    except QdaError as error:
        return Head(problem=error.sentence, hint=_(error.hint) if error.hint else ""), []
    return _head(readings, sha, tuple(queries.with_original(project, sha))), [
        sample(reading.name, reading.text, reading.marks) for reading in readings
    ]


def _sha(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _head(readings: list[Reading], sha: str, twins: tuple[str, ...]) -> Head:
    turns = Counter(mark.value for reading in readings for mark in reading.marks if mark.kind == "speaker")
    from qda.flows.importing.files import stated

    notes = dict.fromkeys(note for reading in readings for note in reading.notes)
    said = stated(readings[0]) if len(readings) == 1 else {}
    return Head(
        sha=sha,
        samples=len(readings),
        words=sum(count_words(reading.text) for reading in readings),
        encoding=readings[0].encoding or "",
        labels=tuple(turns.items()),
        times=sum(mark.kind == "timestamp" for reading in readings for mark in reading.marks),
        edges=sum(reading.edges for reading in readings),
        kind=said.get("kind", ""),
        date=said.get("date", ""),
        notes=tuple(notes),
        twins=twins,
    )
