"""Readers that do what a reader must not do, for the process that has to bear it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qda.progress import Progress


def loop(data: bytes, progress: Progress) -> bytes:
    """Never ends."""
    while data:
        progress.step(1, 2, "on and on")
    return data


def sleep(data: bytes, progress: Progress) -> bytes:
    """Hangs without a word."""
    time.sleep(600)
    return data


def swell(data: bytes, progress: Progress) -> int:
    """Wants ten times the memory there is."""
    return len(bytearray(10**12)) + len(data)


def crash(data: bytes, progress: Progress) -> None:
    """Ends as C code does that was led astray."""
    os.abort()


def fail(data: bytes, progress: Progress) -> None:
    """Has a fault."""
    raise KeyError(data)


class _Trap:
    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self._path,)


def trap(path: Path, progress: Progress) -> object:
    """Answers with a value that does something when it is taken in."""
    return [_Trap(path)]


def pid(data: bytes, progress: Progress) -> int:
    """Tells which process this is, and prints, as libraries do."""
    print("nothing to see", flush=True)
    os.write(1, b"here neither")
    return os.getpid()


def modules(data: bytes, progress: Progress) -> list[str]:
    """What the process has imported."""
    from qda.sources.readers import pdf, rtf, tables, web, word

    assert all((pdf, rtf, tables, web, word))
    return sorted(sys.modules)


def write(path: Path, progress: Progress) -> list[str]:
    """Tries all that is forbidden, and tells what it was refused."""
    attempts: dict[str, Callable[[], object]] = {
        "write": lambda: path.write_text("x"),
        "append": lambda: path.open("ab"),
        "remove": path.unlink,
        "folder": lambda: path.with_name("made").mkdir(),
        "start": lambda: subprocess.run(["true"], check=False),
        "shell": lambda: os.system("true"),
        "connect": lambda: socket.create_connection(("127.0.0.1", 9)),
    }
    refused = []
    for name, attempt in attempts.items():
        try:
            attempt()
        except PermissionError as error:
            assert "may not" in str(error)
            refused.append(name)
    return refused
