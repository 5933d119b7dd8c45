"""The other end of `guarded`: a process that reads files for the program and can do nothing else.

It is started as `python -m qda.sources.readers.worker`, takes requests from its standard input and answers on its
standard output, each as eight bytes of length and so many bytes; an answer begins with a letter that says what it is.
It imports no Qt, writes no file, opens no connection, starts no program, and ends when it is not needed for a while.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import io
import json
import operator
import os
import pickle
import struct
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import IO, Any, ClassVar, NoReturn

from qda import i18n
from qda.collecting import without_collecting
from qda.errors import QdaError
from qda.resources import path as resource

LENGTH = struct.Struct(">Q")
STEP, RESULT, REFUSED, BROKEN, FULL = b"s", b"r", b"q", b"b", b"m"
IDLE = 30.0
"""Seconds without a request after which it ends."""
_BREATH = 0.05  # seconds between two steps that are told
_FORBIDDEN = (
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "subprocess.Popen", "os.system",
    "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile", "os.remove", "os.rename", "os.rmdir",
    "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "shutil.rmtree", "webbrowser.open",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class _Telling:
    """Hands the steps of a reader on, no more of them than anybody can see."""

    def __init__(self, answers: IO[bytes]) -> None:
        self._answers = answers
        self._last = 0.0

    def step(self, done: int, total: int, text: str) -> None:
        """Tell where the reader is; stopping it is the other end's, which ends this process."""
        if time.monotonic() - self._last >= _BREATH:
            self._last = time.monotonic()
            _answer(self._answers, STEP, json.dumps([done, total, text]).encode())


class _Idleness:
    """Ends the process when nobody has asked for a while."""

    def __init__(self) -> None:
        self._since: float | None = time.monotonic()
        threading.Thread(target=self._watch, daemon=True).start()

    def over(self) -> None:
        """A request came."""
        self._since = None

    def begins(self) -> None:
        """It is answered."""
        self._since = time.monotonic()

    def _watch(self) -> NoReturn:
        while True:
            time.sleep(1)
            if self._since is not None and time.monotonic() - self._since > IDLE:
                os._exit(0)


def main() -> None:
    """Answer requests until there are no more."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)  # what a library reads or prints goes nowhere
    os.dup2(nowhere, 1)
    idleness = _Idleness()
    _never_write()
    sys.addaudithook(_refuse)
    while (request := _next(requests)) is not None:
        idleness.over()
        _serve(request, answers)
        idleness.begins()


def _next(requests: IO[bytes]) -> Any:
    head = requests.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    # From the program itself, never from a file: what comes back is read with more care.
    return pickle.loads(requests.read(*LENGTH.unpack(head)))


def _serve(request: tuple[str, tuple[Any, ...], dict[str, Any], str | None, float, int], answers: IO[bytes]) -> None:
    target, values, options, language, seconds, memory = request
    if language:
        i18n.install(resource("i18n"), language)
    _limit(seconds, memory)
    try:
        module, _colon, name = target.partition(":")
        found = getattr(importlib.import_module(module), name)(*values, **options, progress=_Telling(answers))
        _answer(answers, RESULT, packed(found))
    except QdaError as error:
        told = {"class": f"{type(error).__module__}:{type(error).__qualname__}"}
        _answer(answers, REFUSED, json.dumps({**told, "sentence": error.sentence, "hint": error.hint}).encode())
    except MemoryError:
        _answer(answers, FULL, b"")
        os._exit(1)  # what is left of the memory may be in pieces
    except Exception:
        _answer(answers, BROKEN, traceback.format_exc().encode("utf-8", "replace"))


def packed(value: Any) -> bytes:
    """Plain values and dataclasses of ours, as `guarded` takes them."""
    held = io.BytesIO()
    with without_collecting():
        _Pickler(held, protocol=5).dump(value)
    return held.getvalue()


class _Pickler(pickle.Pickler):
    """Has dataclasses made anew from their fields: to set these one by one, as they do, takes several times as long."""

    _known: ClassVar[dict[type[Any], Callable[[Any], tuple[Any, ...]] | None]] = {}

    def reducer_override(self, value: object) -> Any:
        kind: type[Any] = type(value)
        if kind not in self._known:
            self._known[kind] = _fields(kind)
        fields = self._known[kind]
        return NotImplemented if fields is None else (kind, fields(value))


def _fields(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]] | None:
    """What gives the values of all fields in the order in which they are given; None where that can't make it anew."""
    # A frozen one with slots holds nothing but its fields, and never itself.
    if not dataclasses.is_dataclass(kind) or kind.__dictoffset__ or kind.__hash__ is None:
        return None
    held = dataclasses.fields(kind)
    names = [each.name for each in held]
    if len(names) < 2 or list(inspect.signature(kind).parameters) != names or any(each.kw_only for each in held):
        return None
    return operator.attrgetter(*names)


def _answer(answers: IO[bytes], letter: bytes, content: bytes) -> None:
    answers.write(LENGTH.pack(len(content) + 1) + letter + content)
    answers.flush()


def _limit(seconds: float, memory: int) -> None:
    """Let the system end the process when it takes too long, and refuse memory over a measure; where it can."""
    if sys.platform == "win32":
        return  # the other end watches the clock
    import resource as limits

    used = limits.getrusage(limits.RUSAGE_SELF)
    _set(limits.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 5)
    _set(limits.RLIMIT_AS, memory)


def _never_write() -> None:
    """No file grows by a byte, not by C code either; no picture of the memory is left behind."""
    if sys.platform == "win32":
        return
    import resource as limits

    limits.setrlimit(limits.RLIMIT_FSIZE, (0, 0))
    limits.setrlimit(limits.RLIMIT_CORE, (0, 0))


def _set(kind: int, most: int) -> None:
    if sys.platform == "win32":
        return
    import resource as limits

    _soft, hard = limits.getrlimit(kind)
    try:
        limits.setrlimit(kind, (most if hard == limits.RLIM_INFINITY else min(most, hard), hard))
    except (ValueError, OSError):  # a system that does not know this limit; the clock is watched all the same
        return


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: reading files is all that is done here."""
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
    if event in _FORBIDDEN or (writes and arguments[0] != os.devnull):
        raise PermissionError(f"a reader may not do this: {event}")


if __name__ == "__main__":
    main()
