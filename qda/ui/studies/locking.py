"""Studies with a password in the window: asking for it, locking by key and after a while, changing it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

from qda.errors import QdaError
from qda.i18n import _, ngettext
from qda.ui.studies.remembering import Remembering

if TYPE_CHECKING:
    from qda.progress import Progress
    from qda.project.protection import Done
    from qda.ui.main_window import MainWindow
    from qda.ui.project.names.page import NamesPage
    from qda.ui.project.new_page import NewPage
    from qda.ui.project.passwords.lock_page import LockPage
    from qda.ui.project.passwords.password_page import Act, PasswordPage, Wish

_EVERY = 5_000  # milliseconds between two looks at the clock
_KIND = QEvent.Type
_SIGNS_OF_LIFE = frozenset(
    (_KIND.KeyPress, _KIND.ShortcutOverride, _KIND.MouseButtonPress, _KIND.MouseMove, _KIND.Wheel, _KIND.TouchBegin,
     _KIND.InputMethod)
)  # fmt: skip


class Locking(QObject):
    """Knows when to lock, and what has to happen until the study is back."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.remembering = Remembering(window)
        self._last = time.monotonic()
        self._watch = QTimer(self, interval=_EVERY)
        self._watch.timeout.connect(self._look)
        self._watch.start()
        window.opening.password_wanted.connect(self.ask)
        window.opening.saving_asked.connect(self.ask_to_save)
        window.opening.refused.connect(self._refuse)
        window.session.opened.connect(self._on_opened)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch_over)
            self._watch_over(application.focusWindow())

    def _watch_over(self, handle: QWindow | None) -> None:
        """Hear of what comes to a window, ours or one above it, from outside.

        Not of all events of the program: a page that is opened has thousands, and each would call into Python.
        """
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody is there."""
        if event.type() in _SIGNS_OF_LIFE:
            self._last = time.monotonic()
        return False

    def rested(self) -> float:
        """Seconds since somebody was there."""
        return time.monotonic() - self._last

    # --- asking ---------------------------------------------------------------------------------------------

    def ask(self, path: Path, writable: bool) -> None:
        """Show the page that asks for the password of a file, or have it from the key store, where that was wished."""
        self._page().ask(path, writable=writable)
        self.remembering.offer(path)
        self._window.show_page("lock")
        self.remembering.recall(path, writable)

    def unlock(self, path: Path, password: str, writable: bool) -> None:
        """Open a study with the password that was typed."""
        self.remembering.typed(path, password, remember=self._page().remember.is_wished())
        self._window.opening.unlock(path, password, writable=writable)

    def ask_to_save(self, path: Path, take: Callable[[str], object], wrong: str) -> None:
        """Ask for the password of a damaged study in the same place; `take` saves what can be saved with it."""
        self._page().ask_to_save(path, take)
        self._window.show_page("lock")
        if wrong:
            self._page().refuse(wrong)

    def begin_new(self) -> None:
        """Show the page that begins a study with a password."""
        cast("NewPage", self._window.stage.page("new")).begin()
        self._window.show_page("new")

    def _page(self) -> LockPage:
        return cast("LockPage", self._window.stage.page("lock"))

    def _refuse(self, path: Path, error: QdaError) -> None:
        beginning = self._window.stage.made("new")
        if beginning is not None and beginning.isVisible():
            cast("NewPage", beginning).refuse(error.sentence)
        from qda.project.problems import WrongPassword

        page = self._page()
        self.remembering.on_refused(path, wrong=isinstance(error, WrongPassword))
        if page.path() == path:
            self._window.show_page("lock")
            page.refuse(error.sentence)

    def _on_opened(self) -> None:
        self._last = time.monotonic()
        self.remembering.on_opened()
        page = self._window.stage.made("lock")
        if page is not None:
            cast("LockPage", page).forget()

    # --- locking --------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Put away what is being written, close study and names, forget their keys, and show nothing of them."""
        session = self._window.session
        if not self.is_protected():
            self._window.messages.tell(_("This study has no password to lock it with."), _("Protect it first."))
            return
        path, writable = session.project.path, session.project.writable
        self.remembering.on_locked()
        self._window.opening.close()
        self._lock_names()
        self._window.bar.field.clear()  # what was searched for last
        self._window.menus.fill()  # they name what would have been undone
        self._page().ask(path, writable=writable, locked=True)
        self.remembering.offer(path)
        self._window.show_page("lock")

    def _lock_names(self) -> bool:
        """Close the register of names, if one is open; then nothing leaves until it is open again."""
        names = self._window.stage.made("names")
        return names is not None and cast("NamesPage", names).lock_register()

    def close_names(self) -> None:
        """The window is going: its register of names is closed, and nobody is told any more what was stopped."""
        names = self._window.stage.made("names")
        if names is not None:
            cast("NamesPage", names).close_register()

    def _look(self) -> None:
        minutes = self._window.settings.lock_minutes
        # Work that goes on while its researcher is away is not stopped for it; it locks behind that.
        if not minutes or self._window.jobs.busy or self.rested() < minutes * 60:
            return
        if self.is_protected():
            self.lock()
        elif self._lock_names():
            hint = _("Until it is open again, nothing leaves.")
            self._window.messages.tell(_("The register of names was locked."), hint)

    # --- giving, changing, removing -------------------------------------------------------------------------

    def is_protected(self) -> bool:
        """True if the open study has a password."""
        session = self._window.session
        return session.is_open and session.project.protected

    def is_plain(self) -> bool:
        """True if the open study has none."""
        session = self._window.session
        return session.is_open and not session.project.protected

    def show_act(self, act: Act) -> None:
        """Show the page that asks for a new password, or for the one to be removed."""
        if act == "set" and self.is_protected():
            act = "change"
        elif act != "set" and self.is_plain():
            act = "set"
        page = cast("PasswordPage", self._window.stage.page("password"))
        page.show_act(act)
        self.remembering.offer_new(page.remember, new=act != "remove")
        self._window.show_page("password")

    def carry_out(self, wish: Wish) -> None:
        """Close the study, have it written anew, and open it again where it was."""
        from qda.project import protection

        window = self._window
        path, mark = window.session.project.path, self.remembering.mark()
        window.opening.close()
        lock = self._page()
        title = _("“{name}” is being written anew").format(name=path.name)
        lock.tell(path, title, _("It opens again by itself."))
        window.show_page("lock")

        def work(progress: Progress) -> Done:
            if wish.act == "set":
                return protection.set_password(path, wish.new, copies=wish.copies, progress=progress)
            if wish.act == "change":
                return protection.change_password(path, wish.old, wish.new, copies=wish.copies, progress=progress)
            return protection.remove_password(path, wish.old, copies=wish.copies, progress=progress)

        def done(what: Done) -> None:
            if mark is not None and mark in self.remembering.marks():
                self.remembering.forget(mark, lambda: None)  # it opens nothing any more, but earlier copies
            self.remembering.typed(path, wish.new, remember=wish.remember)
            window.opening.unlock(path, wish.new or None)
            self._tell(wish, what)

        def failed(error: QdaError) -> None:
            # The password that was typed as the old one may be the mistake: then it is asked for.
            window.opening.unlock(path, wish.old or None)
            window.messages.show_error(error)

        window.jobs.run(_("Writing the study anew"), work, done, failed)

    def _tell(self, wish: Wish, done: Done) -> None:
        said = {
            "set": _("The study has a password now."),
            "change": _("The study has another password now."),
            "remove": _("The study has no password any more."),
        }
        words = [said[wish.act]]
        if wish.act == "set" and not done.overwritten:
            words.append(_("What was plain is deleted, but this file system could not overwrite it."))
        if done.left:
            one, many = "{count} copy beside it opens as before.", "{count} copies beside it open as before."
            words.append(ngettext(one, many, len(done.left)).format(count=len(done.left)))
        self._window.messages.tell(words[0], " ".join(words[1:]))
