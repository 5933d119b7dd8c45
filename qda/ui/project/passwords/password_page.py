"""Giving a study a password, another, or none: asked on a page, done as a job while the study is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qda.i18n import N_, _
from qda.ui.parts.password_field import PasswordField, label_beside
from qda.ui.parts.small import Choice, Page, soft
from qda.ui.project.form import scrolling
from qda.ui.project.passwords.new_password import NewPassword, cipher_lack
from qda.ui.project.passwords.remember_tick import RememberTick
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.project.protection import Copies
    from qda.ui.session import Session

Act = Literal["set", "change", "remove"]

_WORDS: dict[Act, tuple[str, str, str]] = {
    "set": (
        N_("Protect with a password"),
        N_(
            "The study, its history, its search index and its backups are encrypted. If you lose the password, nobody "
            "can open the study again: neither you, nor whoever made Gerund. Keep it where you keep what must not be "
            "lost."
        ),
        N_("Protect the study"),
    ),
    "change": (
        N_("Change the password"),
        N_("The study is encrypted anew. If you lose the new password, nobody can open the study again."),
        N_("Change the password"),
    ),
    "remove": (
        N_("Remove the password"),
        N_("The study becomes an ordinary file again. Whoever can read the file can read the study."),
        N_("Remove the password"),
    ),
}
_WIDE = 72  # mean characters: the fields

_COPIES: dict[Act, tuple[tuple[Copies, str], ...]] = {
    "set": (
        ("convert", N_("Encrypt them, too")),
        ("delete", N_("Overwrite and delete them")),
        ("leave", N_("Leave them readable by anybody")),
    ),
    "change": (
        ("convert", N_("Give them the new password")),
        ("delete", N_("Delete them")),
        ("leave", N_("Leave them with the old password")),
    ),
    "remove": (
        ("convert", N_("Remove it from them, too")),
        ("delete", N_("Delete them")),
        ("leave", N_("Leave them with the password")),
    ),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked on the page."""

    act: Act
    old: str
    new: str
    copies: Copies
    remember: bool = False  # the new one, on this computer


class PasswordPage(Page):
    """Asks for passwords and for what becomes of the backups; whoever listens does it."""

    wanted = Signal(object)  # Wish

    def __init__(self, session: Session, back: Callable[[], object]) -> None:
        super().__init__(_("Password"), " ", back)
        self._session = session
        self._act: Act = "set"
        self._make_fields()
        session.closed.connect(self.forget)
        self.show_act("set")

    def _make_fields(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(4 * STEP)
        self._grid.setVerticalSpacing(2 * STEP)
        self._grid.setColumnStretch(1, 1)
        self.old = PasswordField(_("Password now"))
        self.password = NewPassword(_("New password"), self)
        self.new, self.again = self.password.new, self.password.again
        self.copies = Choice()
        self.copies.setAccessibleName(_("Backups and older copies"))
        self._old = self._row(0, _("Password now"), self.old)
        self._new = self._row(1, _("New password"), self.new)
        self._grid.addWidget(self.password.strength, 2, 1)
        self._again = self._row(3, _("The same again"), self.again)
        self._grid.addWidget(self.password.differs, 4, 1)
        self._row(5, _("Backups"), self.copies)
        self.about = soft(wrap=True)
        self._grid.addWidget(self.about, 6, 1)
        self.remember = RememberTick()
        self._grid.addWidget(self.remember, 7, 1)
        self.button = QPushButton()
        self.button.setObjectName("button")
        self.button.clicked.connect(lambda _checked=False: self._do())
        line = QHBoxLayout()
        line.addWidget(self.button)
        line.addStretch(1)
        self._grid.addLayout(line, 8, 1)
        self._grid.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.column.addWidget(scrolling(column), 1)
        for asked in (self.old, self.password):
            asked.edited.connect(self._look)
            asked.entered.connect(self._enter)
        self.copies.currentIndexChanged.connect(lambda _row: self._tell_about())

    def _row(self, row: int, name: str, field: QWidget) -> QLabel:
        label = label_beside(name, field)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        field.setMaximumWidth(self.fontMetrics().averageCharWidth() * _WIDE)
        self._grid.addWidget(field, row, 1)
        return label

    # --- what is shown --------------------------------------------------------------------------------------

    def show_act(self, act: Act) -> None:
        """Ask for this, with empty fields."""
        self._act = act
        title, sentence, button = _WORDS[act]
        self.head.setText(_(title))
        self.setAccessibleName(_(title))
        self.sentence.setText(_(sentence))
        self.button.setText(_(button))
        old, new = act != "set", act != "remove"
        for part in (self._old, self.old):
            part.setVisible(old)
        asked = (self.password.strength, self.password.differs)
        for part in (self._new, self.new, self._again, self.again, *asked):
            part.setVisible(new)
        self.copies.clear()
        for value, words in _COPIES[act]:
            self.copies.addItem(_(words), value)
        self.setFocusProxy(self.old if old else self.new)
        self.forget()
        self._tell_about()
        self._say_if_missing()

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        self.old.clear()
        self.password.forget()

    def _say_if_missing(self) -> None:
        lack = cipher_lack()
        for part in (self.old, self.new, self.again, self.copies):
            part.setEnabled(not lack)
        if lack:
            self.sentence.setText(lack)

    def _look(self) -> None:
        self.button.setEnabled(self._is_complete())

    def _is_complete(self) -> bool:
        old = self._act == "set" or bool(self.old.words())
        new = self._act == "remove" or bool(self.password.agreed())
        return old and new

    def _tell_about(self) -> None:
        words = ""
        if self._act == "set":
            words = _(
                "What was plain is overwritten before it is deleted. A solid-state disk may keep a copy all the same, "
                "and so may a copy you made elsewhere: on an encrypted disk neither matters."
            )
            if self.copies.currentData() == "leave":
                words = _("The backups stay as they are: whoever reads them reads the study of that day.")
        self.about.setText(words)
        self.about.setVisible(bool(words))

    # --- what is done ---------------------------------------------------------------------------------------

    def _enter(self) -> None:
        """On to the next field that is empty, or done."""
        fields = [field for field in (self.old, self.new, self.again) if not field.isHidden()]
        empty = next((field for field in fields if not field.words()), None)
        if empty is not None:
            empty.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._do()

    def _do(self) -> None:
        if self._is_complete():
            remember = self._act != "remove" and self.remember.is_wished()
            wish = Wish(self._act, self.old.words(), self.new.words(), self.copies.currentData(), remember)
            self.wanted.emit(wish)
