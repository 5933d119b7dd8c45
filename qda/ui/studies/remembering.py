"""Passwords that the key store of the system remembers: asked for, kept and forgotten by wish, off the main thread.

The store may have to ask the user first, for as long as it likes: each question has a thread of its own, for which
nobody waits, not even the end of the program, and the field for the password stays free meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QTimer, Signal

from qda.errors import QdaError
from qda.i18n import _

if TYPE_CHECKING:
    from qda.project.key_store import Marks
    from qda.ui.main_window import MainWindow
    from qda.ui.project.passwords.lock_page import LockPage
    from qda.ui.project.passwords.remember_tick import RememberTick

_LOOK = 50  # milliseconds between two looks at whether the store has answered


class Question(QObject):
    """Something that is asked of the store, answered on the main thread.

    The thread knows nothing of Qt: a signal sent from it could meet a window that is being taken down.
    """

    answered = Signal(object)
    failed = Signal(object)  # QdaError

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._told: SimpleQueue[tuple[bool, Any]] = SimpleQueue()
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(self._hear)

    def begin(self, work: Callable[[], Any]) -> None:
        """Ask it on a thread of its own."""
        told = self._told

        def ask() -> None:
            try:
                told.put((True, work()))
            except QdaError as error:
                told.put((False, error))

        threading.Thread(target=ask, name="key store", daemon=True).start()
        self._look.start()

    def _hear(self) -> None:
        if not self._told.empty():
            done, what = self._told.get()
            self._look.stop()
            (self.answered if done else self.failed).emit(what)


class Remembering(QObject):
    """Which passwords this computer remembers, and what the page that asks for one says of it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asked = 0  # how often a page asked; who answers an earlier question comes too late
        self._recalled: tuple[Path, str] | None = None  # a study, and under what its password was found
        self._wished: tuple[Path, str] | None = None  # a study and the password that is to be remembered
        self._typed: Path | None = None

    def marks(self) -> Marks:
        """For which studies the store is to be asked."""
        from qda.project import key_store

        return key_store.marks_beside(self._window.state.file)

    def is_remembered(self) -> bool:
        """True if the password of the open study is."""
        mark = self.mark()
        return mark is not None and mark in self.marks()

    def mark(self) -> str | None:
        """Under what the password of the open study would be kept; None where it has none."""
        from qda.project import key_store

        session = self._window.session
        return key_store.mark_of_open(session.project) if session.is_open else None

    def _page(self) -> LockPage:
        return cast("LockPage", self._window.stage.page("lock"))

    def _question(
        self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[QdaError], None]
    ) -> None:
        question = Question(self)
        question.answered.connect(done)
        question.failed.connect(failed)
        for signal in (question.answered, question.failed):
            signal.connect(lambda _what: question.deleteLater())
        question.begin(work)

    # --- asking ---------------------------------------------------------------------------------------------

    def offer(self, path: Path) -> None:
        """Let the page that asks for a password offer to remember it, or to forget it."""
        from qda.project import key_store

        self._asked += 1
        mark, marks = key_store.mark_of(path), self.marks()
        remembered = mark in marks
        locked = remembered and not marks.is_open(mark)
        self._page().remember.offer(can_be=key_store.can_be(), remembered=remembered, locked=locked)

    def recall(self, path: Path, writable: bool) -> None:
        """Ask the store for the password of a study, if the user wished that, and open it with what it says."""
        from qda.project import key_store

        mark = key_store.mark_of(path)
        if mark is None or not self.marks().is_open(mark):
            return
        page, asked = self._page(), self._asked
        page.say(_("Asking the key store of the system…"))

        def done(password: str | None) -> None:
            if not self._is_waited_for(path, asked):
                return
            if password is None:
                self.marks().drop(mark)
                self.offer(path)
                page.say(_("The key store of the system does not have the password any more."))
                return
            self._recalled = (path, mark)
            page.wait(_("Opening the study…"))
            self._window.opening.unlock(path, password, writable=writable)

        def failed(error: QdaError) -> None:
            if self._is_waited_for(path, asked):
                page.say(error.sentence)

        self._question(lambda: key_store.recall(mark), done, failed)

    def _is_waited_for(self, path: Path, asked: int) -> bool:
        """Nobody typed it, or went elsewhere, meanwhile."""
        page = self._page()
        here = page.isVisible() and page.path() == path and not page.is_waiting()
        return here and asked == self._asked and not page.field.words()

    def offer_new(self, tick: RememberTick, *, new: bool) -> None:
        """Let a page that gives, changes or removes a password offer to remember the new one, and to forget the old."""
        from qda.project import key_store

        remembered = self.is_remembered()
        if new or remembered:
            tick.offer(can_be=key_store.can_be(), remembered=remembered, new=new)
        else:
            tick.offer_nothing()

    def reach(self, tick: RememberTick) -> None:
        """Find out whether there is a store, when somebody wishes that it remembers."""
        from qda.project import key_store

        self._question(key_store.reach, lambda _nothing: None, lambda error: tick.withdraw(error.sentence))

    # --- opened, locked, refused ----------------------------------------------------------------------------

    def typed(self, path: Path, password: str, *, remember: bool) -> None:
        """A password was typed, and may be remembered when it turns out to be right."""
        self._asked += 1
        self._typed = path
        self._wished = (path, password) if remember else None

    def on_opened(self) -> None:
        """It was right."""
        path, mark = self._window.session.path(), self.mark()
        typed, wished = self._typed, self._wished
        self._typed = self._wished = self._recalled = None
        if mark is None or path is None:
            return
        if typed is not None and typed.resolve() == path:
            self.marks().unlock(mark)
        if wished is not None and wished[0].resolve() == path:
            self.keep(mark, wished[1])

    def on_locked(self) -> None:
        """It is locked: until its password is typed the store is not asked for it, whoever starts the program."""
        self.marks().lock(self.mark())

    def on_refused(self, path: Path, *, wrong: bool) -> None:
        """It did not open; a `wrong` password that the store had said is forgotten, and asked for."""
        recalled = self._recalled
        self._typed = self._wished = self._recalled = None
        if wrong and recalled is not None and recalled[0] == path:
            self.marks().drop(recalled[1])
            self.forget(recalled[1], lambda: None)
            self.offer(path)

    # --- keeping and forgetting -----------------------------------------------------------------------------

    def keep(self, mark: str, password: str) -> None:
        """Have the store remember a password, and say so."""
        from qda.project import key_store

        def done(_nothing: object) -> None:
            self.marks().add(mark)
            self._window.session.said.emit(_("This computer remembers the password."))

        self._question(lambda: key_store.remember(mark, password), done, self._window.messages.show_error)

    def forget_open(self, then: Callable[[], object] = lambda: None) -> None:
        """Have the store forget the password of the open study."""
        mark = self.mark()

        def said() -> None:
            self._window.session.said.emit(_said())
            then()

        if mark is not None:
            self.forget(mark, said)

    def forget_asked(self) -> None:
        """Have it forget the password of the study that is asked for."""
        from qda.project import key_store

        page, path = self._page(), self._page().path()
        mark = key_store.mark_of(path) if path is not None else None
        if path is None or mark is None:
            return

        def said() -> None:
            if page.path() == path:
                self.offer(path)
                page.say(_said())

        self.forget(mark, said)

    def forget(self, mark: str, then: Callable[[], object]) -> None:
        """Have it forget what it keeps under a mark."""
        from qda.project import key_store

        def done(_nothing: object) -> None:
            self.marks().drop(mark)
            then()

        self._question(lambda: key_store.forget(mark), done, self._window.messages.show_error)


def _said() -> str:
    return _("This computer does not remember the password any more.")
