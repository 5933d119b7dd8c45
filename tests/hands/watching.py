"""Hearing of what goes wrong under random hands: what is raised, what Qt complains of, what is shown as our fault."""

from __future__ import annotations

import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QMenu

from qda.errors import QdaError
from qda.project.problems import ProjectDamaged

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow

_REPORTED = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
_USUAL = ("This plugin does not support",)
_FRAMES = 6  # of Python, beneath which Qt complained
_LAST = 12  # acts that are told of, before what went wrong


class Watch:
    """What hands did last, and every fault with it; `tell_act` hears of each act before it is done."""

    def __init__(self, tell_act: Callable[[str], object] = lambda _act: None) -> None:
        self.faults: list[str] = []
        self._told: set[str] = set()
        self._tell_act = tell_act
        self._last: deque[str] = deque(maxlen=_LAST)

    def note(self, act: str) -> None:
        """Say what is done next."""
        self._last.append(act)
        self._tell_act(act)

    def newest(self) -> str:
        """What was done last."""
        return self._last[-1] if self._last else ""

    def tell(self, what: str, where: str = "") -> None:
        """Keep a fault, with the acts that led there; once, however often it comes."""
        if what not in self._told:
            self._told.add(what)
            self.faults.append(f"after {'; '.join(self._last)}:\n{where}{what}")

    @contextmanager
    def watched(self, window: MainWindow) -> Iterator[None]:
        """Hear of what is raised on any thread, of what Qt complains, and of what the window shows as our fault."""
        hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
        said = qInstallMessageHandler(self._on_message)
        sys.excepthook = self._on_raised
        threading.excepthook = lambda args: self._on_error(args.exc_value)
        sys.unraisablehook = lambda args: self._on_error(args.exc_value)
        window.faults.show = self._on_error  # type: ignore[method-assign]  # a job's fault comes here alone
        window.session.failed.connect(self._on_failed)
        try:
            yield
        finally:
            sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
            qInstallMessageHandler(said)
            window.session.failed.disconnect(self._on_failed)

    def _on_raised(self, _kind: type[BaseException], error: BaseException, _at: TracebackType | None) -> None:
        self._on_error(error)

    def _on_error(self, error: BaseException | None) -> None:
        if error is not None and (isinstance(error, ProjectDamaged) or not isinstance(error, QdaError)):
            self.tell("".join(traceback.format_exception(error)))

    def _on_failed(self, error: QdaError) -> None:
        """What one may meet is shown and is none of ours; but a study that is whole must not be called damaged."""
        if isinstance(error, ProjectDamaged):
            self._on_error(error)

    def _on_message(self, kind: QtMsgType, _where: QMessageLogContext, words: str | None) -> None:
        if kind in _REPORTED and words and not any(usual in words for usual in _USUAL):
            self.tell(words, "".join(traceback.format_stack(limit=_FRAMES)))


def menus_gone(window: MainWindow) -> list[str]:
    """The menus of the bar that are there no more: PySide once took them along with something else."""
    entries = window.menuBar().actions()
    return [entry.text() for entry in entries if not isinstance(QMenu.menuInAction(entry), QMenu)]
