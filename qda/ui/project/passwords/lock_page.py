"""A study that is closed by its password: one field, Enter opens it, and one sentence when that was not it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from qda.i18n import _
from qda.ui.parts.password_field import PasswordField
from qda.ui.parts.small import ElidedLabel, Link, Page, heading, small_font
from qda.ui.project.form import scrolling
from qda.ui.project.passwords.remember_tick import RememberTick
from qda.ui.theme import STEP


class LockPage(Page):
    """Asks for the password of a file. It shows the file's name and nothing of what is in it."""

    opened = Signal(object, str, bool)  # Path, the password, to write or only to read
    backups_wanted = Signal(object)  # Path of the study

    def __init__(self, leave: Callable[[], object]) -> None:
        super().__init__("")
        self.setAccessibleName(_("Password"))
        self.head.hide()
        self._path: Path | None = None
        self._writable = True
        self._take: Callable[[str], object] | None = None  # who wants the password, where it is not to open the study
        self.title = heading("", 1.6)
        self.place = ElidedLabel()
        self.place.setObjectName("soft")
        self.place.setFont(small_font())
        self.field = PasswordField(_("Password"))
        self.field.entered.connect(self._open)
        self.field.edited.connect(self._take_back)
        self.remember = RememberTick()
        self.told = QLabel()
        self.told.setObjectName("amber")
        self.told.setWordWrap(True)
        self.button = QPushButton(_("Open (Enter)"))
        self.button.setObjectName("button")
        self.button.clicked.connect(lambda _checked=False: self._open())
        self.elsewhere = Link(_("Another study"), leave, self)
        self.backups = Link(_("Its backups"), lambda: self.backups_wanted.emit(self._path), self)
        row = QHBoxLayout()
        row.setSpacing(3 * STEP)
        row.addWidget(self.button)
        row.addWidget(self.elsewhere)
        row.addWidget(self.backups)
        row.addStretch(1)
        inner = QVBoxLayout()
        inner.setSpacing(3 * STEP)
        for part in (self.title, self.place, self.field, self.remember, self.told):
            inner.addWidget(part)
        inner.addLayout(row)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(inner, 3)
        middle.addStretch(1)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addStretch(2)
        whole.addLayout(middle)
        whole.addStretch(3)
        self.column.addWidget(scrolling(whole), 1)
        self.setFocusProxy(self.field)

    def ask(self, path: Path, *, writable: bool, locked: bool = False) -> None:
        """Ask for the password of a file; `locked`: it was open a moment ago."""
        self._path, self._writable, self._take = path, writable, None
        sentence = _("“{name}” is locked.") if locked else _("“{name}” has a password.")
        self.title.setText(sentence.format(name=path.name))
        self.place.setText(str(path.parent))
        self.elsewhere.set_words(_("Another study") if locked else _("Not this one"))
        self.button.setText(_("Open (Enter)"))
        self.backups.hide()
        self.field.clear()
        self.remember.offer_nothing()
        self.say("")
        self._wait(False)
        self._hide_question(False)

    def ask_to_save(self, path: Path, take: Callable[[str], object]) -> None:
        """Ask for the password of a damaged file, to save what can be saved."""
        self.ask(path, writable=True)
        self._take = take
        sentence = _("“{name}” is damaged. What can be read is saved with its password.")
        self.title.setText(sentence.format(name=path.name))
        self.button.setText(_("Save what can be saved (Enter)"))

    def tell(self, path: Path, title: str, words: str) -> None:
        """Ask nothing now: the file is being written anew."""
        self.ask(path, writable=True)
        self.title.setText(title)
        self.say(words)
        self._wait(True)
        self._hide_question(True)

    def is_waiting(self) -> bool:
        """True while nothing can be typed."""
        return not self.button.isEnabled()

    def wait(self, words: str) -> None:
        """Say what is being done, and take nothing meanwhile."""
        self.say(words)
        self._wait(True)

    def refuse(self, sentence: str) -> None:
        """Say what was wrong, and let it be typed anew."""
        self.say(sentence)
        self._wait(False)
        self._hide_question(False)
        self._offer_backups()
        self.field.line.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_backups(self) -> None:
        """A password that is surely right and opens nothing means a damaged file."""
        from qda.project import backup

        self.backups.setVisible(self._path is not None and bool(backup.existing(self._path)))

    def say(self, words: str) -> None:
        """One sentence beneath the field."""
        self.told.setText(words)
        self.field.line.setAccessibleDescription(words)

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        self.field.clear()

    def path(self) -> Path | None:
        """Whose password is asked for."""
        return self._path

    def _wait(self, on: bool) -> None:
        for part in (self.field, self.remember, self.button, self.elsewhere):
            part.setEnabled(not on)

    def _hide_question(self, on: bool) -> None:
        for part in (self.field, self.button, self.elsewhere):
            part.setVisible(not on)
        self.remember.setVisible(not on and self._take is None)
        if on:
            self.backups.hide()

    def _take_back(self) -> None:
        self.say("")

    def _open(self) -> None:
        if self._path is None or not self.button.isEnabled():
            return
        if not self.field.words():
            self.refuse(_("Type the password first."))
            return
        if self._take is not None:
            self.wait(_("Saving what can be read…"))
            self._take(self.field.words())
            return
        self.wait(_("Opening the study…"))
        self.opened.emit(self._path, self.field.words(), self._writable)
