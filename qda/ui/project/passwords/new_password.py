"""A password that is to be: typed twice, with a word on how good it is, and another where the two differ."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from qda.i18n import _
from qda.ui.parts.password_field import PasswordField, strength_words
from qda.ui.parts.small import amber, soft


class NewPassword(QObject):
    """The two fields and the words beneath each; where they stand is for the page."""

    edited = Signal()
    entered = Signal()

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self.new, self.again = PasswordField(name), PasswordField(_("The same again"))
        self.strength, self.differs = soft(wrap=True), amber(wrap=True)
        for field in (self.new, self.again):
            field.edited.connect(self._look)
            field.entered.connect(self.entered)
        self._look()

    def agreed(self) -> str:
        """The password, once it was typed twice alike; else empty."""
        return self.new.words() if self.new.words() == self.again.words() else ""

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        for field in (self.new, self.again):
            field.clear()
        self._look()

    def _look(self) -> None:
        self.strength.setText(strength_words(self.new.words()))
        differs = bool(self.again.words()) and self.again.words() != self.new.words()
        self.differs.setText(_("The two differ.") if differs else "")
        self.edited.emit()


def cipher_lack() -> str:
    """Why nothing can be encrypted here, and the way out; empty where it can."""
    from qda.project import protection
    from qda.project.problems import CipherMissing

    if protection.can_encrypt():
        return ""
    error = CipherMissing()
    return f"{error.sentence} {_(error.hint or '')}"
