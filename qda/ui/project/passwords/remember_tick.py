"""“Remember the password on this computer”: a tick with what it means, or the word that lets it be forgotten."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.parts.small import Link, Tick, small_font
from qda.ui.theme import STEP


class RememberTick(QWidget):
    """Off whenever it is offered anew. Whoever listens finds out whether there is a key store when it is ticked."""

    reached_for = Signal()  # it was ticked
    forget_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = Tick(_("Remember the password on this computer"))
        self.forget = Link(_("Forget the password on this computer"), self.forget_wanted.emit, self)
        self.told = QLabel()
        self.told.setObjectName("soft")
        self.told.setFont(small_font())
        self.told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        for part in (self.tick, self.forget, self.told):
            column.addWidget(part)
        self.tick.toggled.connect(self._on_toggled)
        self.offer_nothing()

    def offer_nothing(self) -> None:
        """Show nothing, as where nothing is asked."""
        self.tick.setChecked(False)
        self.tick.hide()
        self.forget.hide()
        self._tell("")

    def offer(self, *, can_be: bool, remembered: bool, new: bool = False, locked: bool = False) -> None:
        """Offer the one or the other, both where a `new` password is typed; without any key store a line says so.

        One that is remembered is asked for all the same where the study was `locked`.
        """
        self.tick.setChecked(False)
        words = _("Remember the password on this computer")
        self.tick.setText(_("Remember it on this computer") if new else words)
        self.tick.setAccessibleName(_("Remember the new password on this computer") if new else words)
        self.tick.setVisible(can_be and (new or not remembered))
        self.forget.setVisible(can_be and remembered)
        if not can_be:
            self._tell(_("The password can’t be remembered here: no key store of the system is known."))
        elif locked:
            self._tell(_("What was locked opens when its password is typed; after that this computer opens it again."))
        else:
            self._tell("")

    def withdraw(self, why: str) -> None:
        """Offer it no more, and say why."""
        self.tick.setChecked(False)
        self.tick.hide()
        self._tell(why)

    def is_wished(self) -> bool:
        """True if the password is to be remembered."""
        return self.tick.isChecked()

    def _on_toggled(self, on: bool) -> None:
        self._tell(
            _(
                "The key store of the system keeps it under your name, and opens the study when you open it here. "
                "Whatever runs under your name could ask for it, too."
            )
            if on
            else ""
        )
        if on:
            self.reached_for.emit()

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))
        self.tick.setAccessibleDescription(words)
