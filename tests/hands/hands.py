"""Keys, drags, words and acts at random, on the window of an open study; what goes wrong is gathered.

Only what somebody at the window can do: acts that menus and the palette offer at that moment, keys where the keyboard
is, clicks and drags at places of the screen. Files are chosen without asking.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from random import Random

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from shiboken6 import isValid

from qda.ui.main_window import MainWindow
from tests.hands.files import Files
from tests.hands.keyboard import Keyboard
from tests.hands.pointer import Pointer
from tests.hands.studies import PASSWORDS
from tests.hands.watching import Watch, menus_gone

_NOT = ("quit",)  # what ends the walk
_RARE = ("project.sample", "project.close", "project.lock", "project.protect", "project.password", "project.unprotect")
_LOOK = 120  # milliseconds between two looks for a menu that has popped up
_DRAG = 3.0  # seconds that a drag may take
_SLOW = 2.0  # seconds of the main thread; slower acts are told, but are no fault


class Hands:
    """One walk, which its seed decides but for what jobs do meanwhile."""

    def __init__(self, window: MainWindow, folder: Path, seed: int, watch: Watch | None = None) -> None:
        self.window = window
        self.watch = watch or Watch()
        self.slow: list[str] = []
        self._random = Random(seed)
        self._files = Files(folder, self._random)
        self._keyboard = Keyboard(window, self._random, self.watch)
        self._pointer = Pointer(window, self._random, self.watch, _until)
        self._popped = QTimer(window, interval=_LOOK)
        self._popped.timeout.connect(self._answer)

    @property
    def faults(self) -> list[str]:
        """What went wrong so far."""
        return self.watch.faults

    def ways(self) -> dict[Callable[[], None], int]:
        """What hands can do, and how often they do it."""
        keyboard, pointer = self._keyboard, self._pointer
        return {
            self.act: 28,
            keyboard.press: 26,
            keyboard.write: 10,
            keyboard.enter: 6,
            keyboard.compose: 2,
            keyboard.paste: 3,
            pointer.click: 18,
            pointer.drag: 7,
            pointer.wheel: 4,
            pointer.resize: 1,
            self.turn_back: 3,
            self.set_otherwise: 1,
            self.bring: 1,
        }

    def walk(self, steps: int) -> None:
        """Do so much, one thing after another."""
        ways = self.ways()
        with ExitStack() as stack:
            stack.enter_context(self.watch.watched(self.window))
            stack.enter_context(self._files.chosen())
            self._popped.start()
            for _step in range(steps):
                (way,) = self._random.choices(list(ways), weights=list(ways.values()))
                if QApplication.activeWindow() is None:
                    self.window.activateWindow()  # what the system does when what had popped up is gone
                self._do(way)
                self._come_back()
            self._popped.stop()
            gone = menus_gone(self.window)
            if gone:
                self.watch.tell(f"menus are gone: {gone}")
            rest(self.window)

    def _do(self, way: Callable[[], None]) -> None:
        began = time.thread_time()
        try:
            way()
            _pass(0.005)
        except Exception as error:  # whatever it is, it came out of the window
            self.watch.tell("".join(traceback.format_exception(error)))
        taken = time.thread_time() - began
        if taken > _SLOW:
            self.slow.append(f"{taken:.1f} s: {self.watch.newest()}")

    # --- what hands do --------------------------------------------------------------------------------

    def act(self) -> None:
        """One of the acts that can be done now."""
        acts = self.window.acts
        if QApplication.activePopupWidget() is not None and self._random.random() < 0.95:
            return  # only what comes of itself, as locking does, comes while something has popped up
        may = [act for act in acts.all() if acts.can(act.objectName()) and not any(n in act.objectName() for n in _NOT)]
        act = self._random.choice(may)
        if act.objectName() in _RARE and self._random.random() < 0.8:
            return
        self.watch.note(act.objectName())
        act.trigger()

    def turn_back(self) -> None:
        """Undo or redo."""
        back = self._random.random() < 0.7
        if self.window.session.is_open:
            self.watch.note("undo" if back else "redo")
            self.window.acts.get("edit.undo" if back else "edit.redo").trigger()

    def set_otherwise(self) -> None:
        """Light or dark, another style of tables, other sizes of what is read."""
        settings = replace(
            self.window.settings,
            scheme=self._random.choice(("light", "dark")),
            table_profile=self._random.choice(("apa", "german")),
            reading_size=self._random.choice((0, 9, 16, 24)),
            line_units=self._random.choice(("80", "sentence", "turn", "paragraph")),
        )
        self.watch.note(f"settings {settings.scheme} {settings.table_profile} {settings.reading_size}")
        self.window.set_settings(settings)

    def bring(self) -> None:
        """Files, as if they had been dropped."""
        some = self._files.some()
        self.watch.note(f"bring {[path.name for path in some]}")
        self.window.bringing.offer(some)

    def _come_back(self) -> None:
        """Where no study is open: type a password that is asked for, or open a study."""
        if self.window.session.is_open or self.window.jobs.busy or self._random.random() > 0.2:
            return
        asked = [line for line in self.window.findChildren(QLineEdit) if _asks_password(line)]
        if asked and self._random.random() < 0.8:
            asked[0].setFocus()
            asked[0].setText(self._random.choice((PASSWORDS[0], *PASSWORDS)))
            self.watch.note("the password")
            QTest.keyClick(asked[0], Qt.Key.Key_Return)
        else:
            path = self._random.choice(self._files.studies())
            self.watch.note(f"open {path.name}")
            self.window.open(path)
        rest(self.window, 10)

    def _answer(self) -> None:
        """Choose from the menu that has popped up, or leave it."""
        menu = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if menu is None:
            return
        if isinstance(menu, QMenu) and self._random.random() < 0.6:
            may = [entry for entry in menu.actions() if entry.isEnabled() and not entry.isSeparator()]
            may = [entry for entry in may if not any(each in entry.objectName() for each in _NOT)]
            if may:
                entry = self._random.choice(may)
                self.watch.note(f"menu: {entry.text()}")
                menu.setActiveAction(entry)
                QTest.keyClick(menu, Qt.Key.Key_Return)
                return
        QTest.keyClick(menu, Qt.Key.Key_Escape)
        if isValid(menu) and menu.isVisible():
            menu.close()


def _asks_password(line: QLineEdit) -> bool:
    return line.isVisible() and line.isEnabled() and line.echoMode() == QLineEdit.EchoMode.Password


def _pass(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        # What is to be deleted later goes by itself in the loop of a program only, and hands have none.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        time.sleep(0.001)


def _until(over: Callable[[], bool]) -> None:
    last = time.monotonic() + _DRAG
    while not over() and time.monotonic() < last:
        _pass(0.005)


def rest(window: MainWindow, longest: float = 20.0) -> None:
    """Let jobs end, and the window make what it makes while nothing happens."""
    until = time.monotonic() + longest
    _pass(0.3)
    while window.jobs.busy and time.monotonic() < until:
        _pass(0.05)
