"""Readers of formats with an inner structure run in a process of their own, with so much time and memory and no more.

A file made to harm can at worst end that process, which becomes one sentence; what the process answers is taken as
plain values, never as code. The process is kept for the next file of a batch and ends by itself when there is none.
"""

from __future__ import annotations

import atexit
import dataclasses
import importlib
import io
import json
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import qda
from qda import i18n
from qda.collecting import without_collecting
from qda.errors import QdaError
from qda.i18n import N_, _
from qda.progress import Progress, Silent
from qda.sources.readers.problems import UnreadableFile

SECONDS = 60.0
"""So long may a file take, and a second more for each so many bytes."""
BYTES_A_SECOND = 200_000
MEMORY = 3_000_000_000
"""So many bytes may a reader use, and some for each byte of the file; addresses, of which not all are memory."""
MEMORY_A_BYTE = 6
_WITHOUT_WINDOW = 0x08000000  # CREATE_NO_WINDOW, which subprocess knows on Windows only
_PATIENCE = 0.1  # seconds between two looks whether the user has stopped it


class ReaderBroke(UnreadableFile):
    """The process that read the file ended in the midst of it, or its reader has a fault that the file brought out."""

    hint = N_("Open it in its own program, save it anew or as plain text, and import the copy.")

    def __init__(self, name: str) -> None:
        super().__init__(_("“{name}” cannot be read: its reader broke on it.").format(name=name))


class ReaderTooSlow(UnreadableFile):
    """The file's time is over."""

    hint = N_("Open it in its own program, split it or save it as plain text, and import the copy.")

    def __init__(self, name: str, seconds: float) -> None:
        sentence = _("“{name}” was given up: reading it took longer than {seconds} seconds.")
        super().__init__(sentence.format(name=name, seconds=round(seconds)))


class ReaderTooLarge(UnreadableFile):
    """The file wants more memory than any text does."""

    hint = N_("Open it in its own program, split it or save it as plain text, and import the copy.")

    def __init__(self, name: str) -> None:
        super().__init__(_("“{name}” was given up: reading it takes more memory than a text may.").format(name=name))


def run(
    target: str,
    *values: Any,
    name: str,
    size: int,
    progress: Progress | None = None,
    seconds: float | None = None,
    memory: int | None = None,
    **options: Any,
) -> Any:
    """What `module:function`, which takes `progress` too, gives for these values, called in another process.

    It gives dataclasses of ours and plain values. `name` and `size` (bytes) are the file's, for sentences and the
    budget. Raises what the function raises of QdaError, ReaderBroke, ReaderTooSlow, ReaderTooLarge; Cancelled ends
    the process.
    """
    seconds = SECONDS + size / BYTES_A_SECOND if seconds is None else seconds
    memory = MEMORY + size * MEMORY_A_BYTE if memory is None else memory
    request = pickle.dumps((target, values, options, _language(), seconds, memory), protocol=5)
    tell = progress or Silent()
    worker = _taken()
    try:
        answer = worker.ask(request, name, seconds, tell)
        if answer is None and worker.used:  # it had just ended for want of work
            worker.end()
            worker = _Worker()
            answer = worker.ask(request, name, seconds, tell)
    except BaseException:
        worker.end()
        raise
    if answer is None:
        worker.end()
        raise ReaderBroke(name)
    _give_back(worker)
    return _understood(answer, name)


def possible() -> bool:
    """False where this program can't start itself once more, as in one frozen into a single file."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


class _Worker:
    """A process that reads, and a thread that listens to it."""

    def __init__(self) -> None:
        root = str(Path(qda.__file__).parents[1])
        places = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-B", "-m", "qda.sources.readers.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
            creationflags=_WITHOUT_WINDOW if os.name == "nt" else 0,
        )
        self.used = False
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        assert self._process.stdout is not None
        self._listener = threading.Thread(target=_listen, args=(self._process.stdout, self._answers), daemon=True)
        self._listener.start()

    def ask(self, request: bytes, name: str, seconds: float, tell: Progress) -> bytes | None:
        """The answer; None if the process ended without one. Raises ReaderTooSlow, Cancelled."""
        # A file of some size waits in the pipe until the other end has taken it in.
        sender = threading.Thread(target=self._send, args=(request,), daemon=True)
        sender.start()
        end = time.monotonic() + seconds
        last = (0, 0, _("Reading “{name}”").format(name=name))
        while True:
            tell.step(*last)
            if time.monotonic() > end:
                raise ReaderTooSlow(name, seconds)
            try:
                answer = self._answers.get(timeout=_PATIENCE)
            except queue.Empty:
                continue
            if answer is None or answer[:1] != b"s":
                sender.join(timeout=1)
                return answer
            last = _step(answer[1:], last)

    def _send(self, request: bytes) -> None:
        assert self._process.stdin is not None
        with suppress(OSError, ValueError):  # it has ended; that is seen by its silence
            self._process.stdin.write(len(request).to_bytes(8, "big") + request)
            self._process.stdin.flush()

    @property
    def lives(self) -> bool:
        """False once the process has ended."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._listener.join(timeout=5)
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()


def _listen(answers: IO[bytes], to: queue.SimpleQueue[bytes | None]) -> None:
    with suppress(OSError, ValueError, MemoryError):
        while len(head := answers.read(8)) == 8:
            length = int.from_bytes(head, "big")
            content = answers.read(length)
            if len(content) < length or not content:
                break
            to.put(content)
    to.put(None)


# --- one worker that waits ------------------------------------------------------------------------------------------

_waiting: list[_Worker] = []
_lock = threading.Lock()


def _taken() -> _Worker:
    with _lock:
        worker = _waiting.pop() if _waiting else None
    if worker is not None and worker.lives:
        return worker
    if worker is not None:
        worker.end()
    return _Worker()


def _give_back(worker: _Worker) -> None:
    """Keep one for the next file; a second that was needed meanwhile is not."""
    worker.used = True
    with _lock:
        if not _waiting and worker.lives:
            _waiting.append(worker)
            return
    worker.end()


@atexit.register
def close() -> None:
    """End the process that waits, if there is one."""
    with _lock:
        ending, _waiting[:] = list(_waiting), []
    for worker in ending:
        worker.end()


# --- what comes back ------------------------------------------------------------------------------------------------


def _language() -> str | None:
    return i18n._translations.info().get("language")


def _step(told: bytes, last: tuple[int, int, str]) -> tuple[int, int, str]:
    try:
        done, total, text = json.loads(told)
    except (ValueError, TypeError):
        return last
    return int(done), int(total), str(text)


def _understood(answer: bytes, name: str) -> Any:
    letter, content = answer[:1], answer[1:]
    if letter == b"r":
        try:
            with without_collecting():
                return _Plain(io.BytesIO(content)).load()
        except (pickle.UnpicklingError, EOFError, AttributeError, TypeError, ValueError, IndexError) as error:
            raise ReaderBroke(name) from error
    if letter == b"q":
        raise _refusal(content, name)
    if letter == b"m":
        raise ReaderTooLarge(name)
    broke = ReaderBroke(name)
    broke.add_note(content.decode("utf-8", "replace"))  # for the log: the reader has a fault
    raise broke


def _refusal(content: bytes, name: str) -> QdaError:
    """The error that was raised there, without what its class would say anew."""
    told = json.loads(content)
    kind = _class(*str(told["class"]).split(":", 1))
    if not (isinstance(kind, type) and issubclass(kind, QdaError)):
        return ReaderBroke(name)
    error: QdaError = kind.__new__(kind)
    QdaError.__init__(error, str(told["sentence"]), hint=str(told["hint"]))
    return error


class _Plain(pickle.Unpickler):
    """Builds values and dataclasses of ours, and calls nothing else: whoever took the other process over gains none."""

    def find_class(self, module: str, name: str) -> Any:
        """A dataclass by its name, or a set. Raises UnpicklingError for anything else."""
        if module == "builtins" and name in ("set", "frozenset"):
            return {"set": set, "frozenset": frozenset}[name]
        found = _class(module, name)
        if isinstance(found, type) and dataclasses.is_dataclass(found):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def _class(module: str, name: str) -> Any:
    if not module.startswith("qda.") or not name.isidentifier():
        return None
    try:
        return getattr(importlib.import_module(module), name, None)
    except ImportError:
        return None
