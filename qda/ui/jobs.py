"""Long work off the main thread: one worker, progress at most twenty times a second, a result delivered here.

What nobody waits for, such as a language model, is read in aside, by a worker of its own that gives way to all others.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMetaMethod, QObject, QRunnable, QThread, QThreadPool, QTimer, Signal, Slot

from qda.errors import Cancelled, QdaError
from qda.progress import Progress, Stoppable

_INTERVAL = 0.05
_PAINTED = 20  # milliseconds after what there is to do has been done: what is being shown is painted by then


class Job(QObject):
    """One running piece of work; `stop()` asks it to end at its next step."""

    stepped = Signal(int, int, str)  # done, total, text
    finished = Signal(object)  # the result
    failed = Signal(object)  # a QdaError
    broke = Signal(object)  # a fault of the program; whoever began the work hears `ended` alone
    asked = Signal(object)  # QuotedWithoutConsent, where somebody is there to answer
    ended = Signal()  # always last

    def __init__(self, text: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = text
        self.left = False  # by the worker's thread, which touches it no more
        self._stoppable = Stoppable()
        self._told = 0.0

    def stop(self) -> None:
        """Ask the work to end."""
        self._stoppable.stop()

    @property
    def stopped(self) -> bool:
        """True if the work was asked to end."""
        return self._stoppable.stopped

    def step(self, done: int, total: int, text: str) -> None:
        """Called by the work, on its thread; raises Cancelled after `stop()`."""
        self._stoppable.step(done, total, text)
        now = time.monotonic()
        if now - self._told >= _INTERVAL or done == total:
            self._told = now
            self.stepped.emit(done, total, text)


class Jobs(QObject):
    """The queue of long work. Two workers would starve the window on two cores, so there is one."""

    started = Signal(object)  # Job; not for what is done aside
    asking = Signal(object, object)  # QuotedWithoutConsent, and what does the same work anew once it is decided
    broke = Signal(object)  # a fault of the program, in whatever work; where nobody shows it, Python's own hook does

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._side = QThreadPool(self)
        self._side.setMaxThreadCount(1)
        self._side.setThreadPriority(QThread.Priority.LowPriority)
        self._running: list[Job] = []
        self._over: list[Job] = []
        self._held: list[tuple[Job, Callable[[Progress], Any]]] = []
        self._painting = QTimer(self, singleShot=True, interval=0)
        self._painted = QTimer(self, singleShot=True, interval=_PAINTED)
        self._painting.timeout.connect(self._painted.start)
        self._painted.timeout.connect(self._begin_held)

    def run(
        self,
        text: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[QdaError], None] | None = None,
        ended: Callable[[], None] | None = None,
        *,
        asks: bool = True,
    ) -> Job:
        """Start `work(progress)`; the rest runs on the main thread, `ended` in any case; Cancelled is no failure.

        Work that would quote somebody without consent asks, where there is a strip for it, and is done when that is
        decided; not with `asks` false: then it has failed.
        """
        job = self._job(text, done, failed, ended)
        if asks and self.isSignalConnected(QMetaMethod.fromSignal(self.asking)):
            job.asked.connect(lambda error: self.asking.emit(error, lambda: self.run(text, work, done, failed, ended)))
        self.started.emit(job)
        self._pool.start(_Run(job, work))
        return job

    def aside(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[QdaError], None] | None = None,
        ended: Callable[[], None] | None = None,
        *,
        at_once: bool = False,
    ) -> Job:
        """Start loading that nobody waits for: no other work waits behind it, and no strip shows it.

        It begins when what is being shown is painted, as two threads that compute hold one another up; or `at_once`.
        """
        job = self._job("", done, failed, ended)
        if at_once:
            self._side.start(_Run(job, work))
        else:
            self._held.append((job, work))
            self._painting.start()
        return job

    def _begin_held(self) -> None:
        held, self._held = self._held, []
        for job, work in held:
            self._side.start(_Run(job, _not_begun if job.stopped else work))

    def _job(
        self,
        text: str,
        done: Callable[[Any], None] | None,
        failed: Callable[[QdaError], None] | None,
        ended: Callable[[], None] | None,
    ) -> Job:
        self._clear()
        job = Job(text, self)
        self._running.append(job)
        if done is not None:
            job.finished.connect(done)
        if failed is not None:
            job.failed.connect(failed)
        job.broke.connect(self._on_broke)
        if ended is not None:
            job.ended.connect(ended)
        job.ended.connect(lambda: self._forget(job))
        return job

    @property
    def busy(self) -> bool:
        """True while work is running or waiting."""
        return bool(self._running)

    def stop_all(self) -> None:
        """Ask all work to end, and wait for it."""
        for job in self._running:
            job.stop()
        self._begin_held()
        self._pool.waitForDone()
        self._side.waitForDone()

    def _on_broke(self, fault: Exception) -> None:
        if not self.isSignalConnected(QMetaMethod.fromSignal(self.broke)):
            raise fault
        self.broke.emit(fault)

    def _forget(self, job: Job) -> None:
        if job in self._running:
            self._running.remove(job)
            self._over.append(job)

    def _clear(self) -> None:
        """Delete what is over, now that its worker has come back from telling so: it would tell it of nothing."""
        for job in [job for job in self._over if job.left]:
            self._over.remove(job)
            job.deleteLater()


class Latest:
    """One question to the workers at a time: asking anew stops the work on the one before, whose answer is dropped."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._job: Job | None = None
        self._turn = 0

    @property
    def running(self) -> bool:
        """True until the answer is there."""
        return self._job is not None

    def stop(self) -> None:
        """The answer is not wanted any more."""
        self._turn += 1
        if self._job is not None:
            self._job.stop()
            self._job = None

    def run(
        self,
        text: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[QdaError], object] | None = None,
    ) -> None:
        """Start work as `Jobs.run` does, in place of the one before."""
        self.stop()
        wanted = self._if_wanted
        self._job = self._jobs.run(text, work, wanted(done), failed and wanted(failed), wanted(_nothing))

    def aside(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[QdaError], object] | None = None,
    ) -> None:
        """Start loading as `Jobs.aside` does, in place of the one before."""
        self.stop()
        wanted = self._if_wanted
        self._job = self._jobs.aside(work, wanted(done), failed and wanted(failed), wanted(_nothing))

    def _if_wanted(self, tell: Callable[..., object]) -> Callable[..., None]:
        turn = self._turn

        def told(*what: object) -> None:
            if turn == self._turn:
                self._job = None
                tell(*what)

        return told


def _nothing() -> None:
    """What was stopped by its strip ends without an answer; it runs no more all the same."""


def _not_begun(_progress: Progress) -> None:
    """Work that was stopped before it began."""
    raise Cancelled


class _Run(QRunnable):
    def __init__(self, job: Job, work: Callable[[Progress], Any]) -> None:
        super().__init__()
        self._job = job
        self._work = work

    @Slot()
    def run(self) -> None:
        job = self._job
        try:
            result = self._work(job)
        except Cancelled:
            pass
        except QdaError as error:
            (job.asked if _is_asked(job, error) else job.failed).emit(error)
        except Exception as error:
            job.broke.emit(error)
        else:
            job.finished.emit(result)
        job.ended.emit()
        job.left = True


def _is_asked(job: Job, error: QdaError) -> bool:
    """True where consent is missing, and somebody listens who can ask for it."""
    if not job.isSignalConnected(QMetaMethod.fromSignal(job.asked)):
        return False
    from qda.flows.withholding.quoting_gate import QuotedWithoutConsent

    return isinstance(error, QuotedWithoutConsent)
