"""What was stopped on its way out: the names in it with the words around them, and a reason to let it pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.parts.small import button

if TYPE_CHECKING:
    from qda.export.leaving.leak_check import NamesLeave

_HIGH = 110  # pixels


class Stopped(QWidget):
    """Hidden until something was stopped."""

    passed = Signal(str)  # the reason

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setObjectName("amber")
        self.leaks = QListWidget()
        self.leaks.setAccessibleName(_("Names that were about to leave"))
        self.leaks.setMaximumHeight(_HIGH)
        self.because = QLineEdit()
        self.because.setAccessibleName(_("Why it may leave all the same"))
        self.because.setPlaceholderText(_("for whom it is, as: for the supervisor, who knows them"))
        self.because.returnPressed.connect(self._pass)
        row = QHBoxLayout()
        row.addWidget(self.because, 1)
        row.addWidget(button(_("Let the next file pass"), self._pass))
        row.addWidget(button(_("It stays here"), self.hide))
        for part in (self.told, self.leaks):
            column.addWidget(part)
        column.addLayout(row)
        self.hide()

    def show_error(self, error: NamesLeave) -> None:
        """Show what was about to leave; nothing was written."""
        from qda.export.leaving import leak_check

        if error.leaks:
            self.told.setText(error.sentence)
            self.leaks.clear()
            self.leaks.addItems([line.replace("\t", " · ") for line in leak_check.told(error.leaks)])
            self.show()

    def forget(self) -> None:
        """Keep nothing of it."""
        self.leaks.clear()
        self.because.clear()
        self.hide()

    def _pass(self) -> None:
        self.passed.emit(self.because.text())
