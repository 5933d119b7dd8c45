"""What nobody can take back is asked in place: what it means is read, and a name is typed, before it can be done."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from qda.i18n import _
from qda.names import name_key
from qda.ui.parts.password_field import PasswordField
from qda.ui.parts.small import Link, button, soft
from qda.ui.theme import STEP

_WIDE = 34  # letters of a field


@dataclass(frozen=True, slots=True)
class Meant:
    """The name that was typed as it is written in the study, and the password of the study where it has one."""

    name: str
    password: str = ""


class LastStep(QWidget):
    """A link; behind it what will be gone, the field for the name, and the study's password where it has one."""

    wanted = Signal(object)  # Meant

    def __init__(self, link: str, field: str, do: str, leave: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._protected = "", False
        self.link = Link(link, self.ask, self)
        self.asking = QWidget()
        self.about = soft(wrap=True)
        self.typed, self.password = QLineEdit(), PasswordField(_("Password of the study"))
        self.typed.setAccessibleName(field)
        self.button = button(do, self._do)
        self.leave = Link(leave, self.put_away, self)
        self._lay_out(field)
        self.typed.textChanged.connect(lambda _words: self._look())
        self.typed.returnPressed.connect(self._do)
        self.password.edited.connect(self._look)
        self.password.entered.connect(self._do)
        self.asking.hide()

    def _lay_out(self, field: str) -> None:
        grid = QGridLayout(self.asking)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * STEP)
        grid.setVerticalSpacing(STEP)
        grid.setColumnStretch(2, 1)
        grid.addWidget(self.about, 0, 0, 1, 3)
        self._password_label = QLabel(_("Password of the study"))
        rows: tuple[tuple[QLabel, QWidget], ...] = ((QLabel(field), self.typed), (self._password_label, self.password))
        for at, (label, part) in enumerate(rows):
            label.setBuddy(part)
            part.setFixedWidth(self.fontMetrics().averageCharWidth() * _WIDE)
            grid.addWidget(label, 1, at)
            grid.addWidget(part, 2, at, Qt.AlignmentFlag.AlignTop)
        self.acts = QHBoxLayout()
        self.acts.setSpacing(2 * STEP)
        for part in (self.button, self.leave):
            self.acts.addWidget(part)
        self.acts.addStretch(1)
        grid.addLayout(self.acts, 3, 0, 1, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.link)
        column.addWidget(self.asking)

    def show_name(self, name: str, about: str, *, protected: bool) -> None:
        """Which name has to be typed, and what it means; what was typed for another is forgotten."""
        if name != self._name:
            self.put_away()
        self._name, self._protected = name, protected
        self.about.setText(about)
        for part in (self._password_label, self.password):
            part.setVisible(protected)
        self._look()

    def ask(self) -> None:
        """Show what it means, and wait for the name."""
        self.link.hide()
        self.asking.show()
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)

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
            self.link.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _is_meant(self) -> bool:
        same = bool(self._name) and name_key(self.typed.text()) == name_key(self._name)
        return same and bool(self.password.words() or not self._protected)

    def _look(self) -> None:
        self.button.setEnabled(self._is_meant())

    def _do(self) -> None:
        if self._is_meant():
            meant = Meant(self._name, self.password.words())
            self.put_away()
            self.wanted.emit(meant)
