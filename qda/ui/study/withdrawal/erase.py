"""The last step of a withdrawal: erasing for good, asked in place by typing the pseudonym."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from qda.i18n import _
from qda.names import name_key
from qda.ui.parts import Link, small_font
from qda.ui.theme import STEP

_WIDE = 30  # letters of a field


@dataclass(frozen=True, slots=True)
class EraseWish:
    """Whose words are to be erased, and the password of the study where it has one."""

    name: str
    password: str = ""


class EraseStep(QWidget):
    """A link; behind it what will be gone, and the field that the pseudonym has to be typed into."""

    wanted = Signal(object)  # EraseWish

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._protected = "", False
        self.link = Link(_("Erase for good…"), self.ask, self)
        self.asking = QWidget()
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setFont(small_font())
        self.about.setObjectName("soft")
        self.typed, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.button = QPushButton(_("Erase for good"))
        self.button.setObjectName("button")
        self.button.clicked.connect(lambda _checked=False: self._do())
        self.leave = Link(_("Leave it (Esc)"), self.put_away, self)
        self._lay_out()
        for field in (self.typed, self.password):
            field.textChanged.connect(lambda _words: self._look())
            field.returnPressed.connect(self._do)
        self.asking.hide()

    def _lay_out(self) -> None:
        grid = QGridLayout(self.asking)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * STEP)
        grid.setVerticalSpacing(STEP)
        grid.addWidget(self.about, 0, 0, 1, 3)
        letter = self.fontMetrics().averageCharWidth()
        self._password_label = QLabel(_("Password of the study"))
        self._typed_label = QLabel(_("Type the pseudonym"))
        for at, (label, field) in enumerate(((self._typed_label, self.typed), (self._password_label, self.password))):
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            field.setMaximumWidth(letter * _WIDE)
            grid.addWidget(label, 1, at)
            grid.addWidget(field, 2, at)
        acts = QHBoxLayout()
        acts.setSpacing(2 * STEP)
        acts.addWidget(self.button)
        acts.addWidget(self.leave)
        acts.addStretch(1)
        grid.addLayout(acts, 2, 2)
        grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.link)
        column.addWidget(self.asking)

    def show_name(self, name: str, *, protected: bool) -> None:
        """Whose words it is about; what was typed for another is forgotten."""
        if name != self._name:
            self.put_away()
        self._name = name
        words = _(
            "The words of {name} leave the file itself: texts, original files, quotes, drafts, the history and the "
            "backups. What you keep in the list stays, and so do your codes and your own words. Nobody can take it "
            "back, and what left before is not reached."
        )
        self.about.setText(words.format(name=name))
        for part in (self._password_label, self.password):
            part.setVisible(protected)
        self._protected = protected
        self._look()

    def ask(self) -> None:
        """Show what it means, and wait for the pseudonym."""
        self.link.hide()
        self.asking.show()
        self.typed.setFocus()

    def put_away(self) -> None:
        """Back to the link; what was typed is forgotten."""
        self.typed.clear()
        self.password.clear()
        self.asking.hide()
        self.link.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves it."""
        if event.key() == Qt.Key.Key_Escape and self.asking.isVisible():
            self.put_away()
            self.link.setFocus()
        else:
            super().keyPressEvent(event)

    def _is_meant(self) -> bool:
        same = bool(self._name) and name_key(self.typed.text()) == name_key(self._name)
        return same and bool(self.password.text() or not self._protected)

    def _look(self) -> None:
        self.button.setEnabled(self._is_meant())

    def _do(self) -> None:
        if self._is_meant():
            wish = EraseWish(self._name, self.password.text())
            self.put_away()
            self.wanted.emit(wish)
