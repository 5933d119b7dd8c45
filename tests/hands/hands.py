"""Keys, clicks, words and acts at random, on the window of an open study; what goes wrong is gathered.

Only what somebody at the window can do: acts that menus and the palette offer at that moment, keys where the keyboard
is, clicks at places of the screen. Files are chosen without asking.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import TracebackType

from PySide6.QtCore import QEvent, QMessageLogContext, QPoint, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from shiboken6 import isValid

from qda.ui.main_window import MainWindow

_K = Qt.Key
_KEYS = (
    _K.Key_Return, _K.Key_Escape, _K.Key_Tab, _K.Key_Backtab, _K.Key_Down, _K.Key_Up, _K.Key_Left, _K.Key_Right,
    _K.Key_Delete, _K.Key_Space, _K.Key_F2, _K.Key_Home, _K.Key_End, _K.Key_PageDown, _K.Key_Backspace, _K.Key_F6,
    _K.Key_F7, _K.Key_F8, _K.Key_F9,
)  # fmt: skip
_PLAIN, _SHIFT, _CTRL, _ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
_HELD = (*[_PLAIN] * 6, _SHIFT, _CTRL, _ALT, _CTRL | _SHIFT)
_WORDS = ("a", "re", "what next", "V", "M", "N", "x", "m", "j", "U", "q", "2", "ü", "👩‍👧", " ", "“no”", "7")
_KINDS = (".docx", ".xlsx", ".csv", ".html", ".svg", ".png", ".pdf", ".qdpx", ".jsonl")
_NOT = ("quit", "close", "lock", "password")  # what ends the walk, or asks a question that hands can't answer
_REPORTED = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
_USUAL = ("This plugin does not support", "edit: editing failed")  # the latter: renaming what is being renamed
_LOOK = 120  # milliseconds between two looks for a menu that has popped up
_LAST = 8  # acts that are told of, before what went wrong


class Hands:
    """One walk, which its seed decides but for what jobs do meanwhile."""

    def __init__(self, window: MainWindow, folder: Path, seed: int) -> None:
        self.window = window
        self.faults: list[str] = []
        self._folder = folder
        self._random = Random(seed)
        self._last: deque[str] = deque(maxlen=_LAST)
        self._written = 0
        self._popped = QTimer(window, interval=_LOOK)
        self._popped.timeout.connect(self._answer)

    def walk(self, steps: int) -> None:
        """Do so much, one thing after another."""
        ways = (self._act, self._press, self._write, self._click, self._turn_back)
        with self._watched():
            self._popped.start()
            for _step in range(steps):
                (way,) = self._random.choices(ways, weights=(30, 32, 16, 19, 3))
                way()
                _pass(0.005)
            self._popped.stop()
            self._look_after()

    # --- what hands do ----------------------------------------------------------------------------

    def _act(self) -> None:
        acts = self.window.acts
        may = [act for act in acts.all() if acts.can(act.objectName()) and not any(n in act.objectName() for n in _NOT)]
        act = self._random.choice(may)
        self._last.append(act.objectName())
        act.trigger()

    def _press(self) -> None:
        at, key, held = self._at(), self._random.choice(_KEYS), self._random.choice(_HELD)
        self._last.append(f"{held.name} {key.name} in {type(at).__name__}")
        QTest.keyClick(at, key, held)

    def _write(self) -> None:
        at, words = self._at(), self._random.choice(_WORDS)
        self._last.append(f"“{words}” in {type(at).__name__}")
        if words.isascii():
            QTest.keyClicks(at, words)
        else:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(at, QKeyEvent(kind, 0, _PLAIN, words))

    def _click(self) -> None:
        place = QPoint(self._random.randrange(self.window.width()), self._random.randrange(self.window.height()))
        button = Qt.MouseButton.RightButton if self._random.random() < 0.12 else Qt.MouseButton.LeftButton
        self._last.append(f"{button.name} at {place.x()}, {place.y()}")
        click = QTest.mouseDClick if self._random.random() < 0.1 else QTest.mouseClick
        click(self.window.windowHandle(), button, _PLAIN, place)

    def _turn_back(self) -> None:
        back = self._random.random() < 0.7
        self._last.append("undo" if back else "redo")
        self.window.acts.get("edit.undo" if back else "edit.redo").trigger()

    def _at(self) -> QWidget:
        """Where the keyboard is; what has popped up has it, as with the keys of a real one."""
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window

    def _answer(self) -> None:
        """Choose from the menu that has popped up, or leave it."""
        menu = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if menu is None:
            return
        if isinstance(menu, QMenu) and self._random.random() < 0.6:
            may = [entry for entry in menu.actions() if entry.isEnabled() and not entry.isSeparator()]
            if may:
                entry = self._random.choice(may)
                self._last.append(f"menu: {entry.text()}")
                menu.setActiveAction(entry)
                QTest.keyClick(menu, _K.Key_Return)
                return
        QTest.keyClick(menu, _K.Key_Escape)
        if isValid(menu) and menu.isVisible():
            menu.close()

    # --- what went wrong --------------------------------------------------------------------------

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Hear of what is raised in a slot and of what Qt complains; no file is asked for."""
        before, said = sys.excepthook, qInstallMessageHandler(self._on_message)
        sys.excepthook = self._on_raised
        asked = {name: getattr(QFileDialog, name) for name in _CHOOSERS}
        for name, answer in _CHOOSERS.items():
            setattr(QFileDialog, name, staticmethod(getattr(self, answer)))
        try:
            yield
        finally:
            sys.excepthook = before
            qInstallMessageHandler(said)
            for name, choose in asked.items():
                setattr(QFileDialog, name, staticmethod(choose))

    def _on_raised(self, kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        self._tell("".join(traceback.format_exception(kind, error, at)))

    def _on_message(self, kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        if kind in _REPORTED and not any(usual in words for usual in _USUAL):
            self._tell(words)

    def _tell(self, what: str) -> None:
        self.faults.append(f"after {'; '.join(self._last)}:\n{what}")

    def _look_after(self) -> None:
        """What must be there however it was treated: the study, and the menus."""
        if not self.window.session.is_open:
            self._tell("the study is closed")
        gone = [
            action.text()
            for action in self.window.menuBar().actions()
            if not isinstance(QMenu.menuInAction(action), QMenu)
        ]
        if gone:
            self._tell(f"menus are gone: {gone}")

    # --- files ------------------------------------------------------------------------------------

    def _save_as(self, *_asked: object, **_more: object) -> tuple[str, str]:
        self._written += 1
        return str(self._folder / f"out{self._written}{self._random.choice(_KINDS)}"), ""

    @staticmethod
    def _no_file(*_asked: object, **_more: object) -> tuple[str, str]:
        return "", ""

    @staticmethod
    def _no_files(*_asked: object, **_more: object) -> tuple[list[str], str]:
        return [], ""

    @staticmethod
    def _no_folder(*_asked: object, **_more: object) -> str:
        return ""


_CHOOSERS = {
    "getSaveFileName": "_save_as",
    "getOpenFileName": "_no_file",
    "getOpenFileNames": "_no_files",
    "getExistingDirectory": "_no_folder",
}


def _pass(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.001)


def rest(window: MainWindow, longest: float = 20.0) -> None:
    """Let jobs end, and the window make what it makes while nothing happens."""
    until = time.monotonic() + longest
    _pass(0.5)
    while window.jobs.busy and time.monotonic() < until:
        _pass(0.05)
