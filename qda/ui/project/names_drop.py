"""The last step with names: dropping for good what still holds them, asked in place by typing the study's title."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from qda.i18n import _
from qda.names import name_key
from qda.ui.parts import Link, small_font
from qda.ui.project.names_parts import button
from qda.ui.project.password_field import PasswordField
from qda.ui.theme import STEP

_WIDE = 34  # letters of a field


@dataclass(frozen=True, slots=True)
class DropWish:
    """The password of the study, where it has one."""

    password: str = ""


class DropStep(QWidget):
    """A link; behind it what will be gone, a copy to keep first, and the field that the title has to be typed into."""

    wanted = Signal(object)  # DropWish
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._protected = "", False
        self.link = Link(_("Drop the originals for good…"), self.ask, self)
        self.asking = QWidget()
        self.about = QLabel(
            _(
                "Until now the study remembers the names, so that every pseudonym can be undone. Dropping ends that: "
                "earlier texts get blocks where a name was, the history has the pseudonyms, and the original files of "
                "these sources and the backups that held the names are overwritten and deleted; a new backup is made. "
                "Nobody can take it back. Files that left before, and copies elsewhere, are not reached. Once the "
                "register is gone too, nobody can say any more who was who."
            )
        )
        self.about.setWordWrap(True)
        self.about.setFont(small_font())
        self.about.setObjectName("soft")
        self.typed, self.password = QLineEdit(), PasswordField(_("Password of the study"))
        self.copy = button(_("Keep a copy elsewhere first…"), self.copy_wanted.emit)
        self.copy.setToolTip(_("A whole study with the names in it: on a stick, where the study is not"))
        self.button = button(_("Drop the originals"), self._do)
        self.leave = Link(_("Leave them (Esc)"), self.put_away, self)
        self._lay_out()
        self.typed.textChanged.connect(lambda _words: self._look())
        self.typed.returnPressed.connect(self._do)
        self.password.edited.connect(self._look)
        self.password.entered.connect(self._do)
        self.asking.hide()

    def _lay_out(self) -> None:
        grid = QGridLayout(self.asking)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * STEP)
        grid.setVerticalSpacing(STEP)
        grid.setColumnStretch(2, 1)
        grid.addWidget(self.about, 0, 0, 1, 3)
        typed, self._label = QLabel(_("Type the title of the study")), QLabel(_("Password of the study"))
        self.typed.setAccessibleName(typed.text())
        for at, (label, field) in enumerate(((typed, self.typed), (self._label, self.password))):
            label.setBuddy(field)
            field.setFixedWidth(self.fontMetrics().averageCharWidth() * _WIDE)
            grid.addWidget(label, 1, at)
            grid.addWidget(field, 2, at, Qt.AlignmentFlag.AlignTop)
        acts = QHBoxLayout()
        acts.setSpacing(2 * STEP)
        for part in (self.button, self.copy, self.leave):
            acts.addWidget(part)
        acts.addStretch(1)
        grid.addLayout(acts, 3, 0, 1, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.link)
        column.addWidget(self.asking)

    def show_of(self, title: str, *, protected: bool) -> None:
        """Which study it is about; what was typed for another is forgotten."""
        if title != self._title:
            self.put_away()
        self._title, self._protected = title, protected
        self.typed.setPlaceholderText(title)
        for part in (self._label, self.password):
            part.setVisible(protected)
        self._look()

    def ask(self) -> None:
        """Show what it means, and wait for the title."""
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
        same = bool(self._title) and name_key(self.typed.text()) == name_key(self._title)
        return same and bool(self.password.words() or not self._protected)

    def _look(self) -> None:
        self.button.setEnabled(self._is_meant())

    def _do(self) -> None:
        if self._is_meant():
            wish = DropWish(self.password.words())
            self.put_away()
            self.wanted.emit(wish)
