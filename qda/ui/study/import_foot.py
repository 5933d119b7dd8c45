"""The foot of the import page: what can be done now."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from qda.i18n import _
from qda.ui.study.parts import Tick
from qda.ui.theme import STEP


class ImportFoot(QWidget):
    """Whether originals are kept, how far an import is, and two buttons."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP * 3)
        self.keep = Tick(_("Keep the original files in the study"))
        self.keep.setChecked(True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(STEP * 40)
        self.progress.setAccessibleName(_("How far the import is"))
        self.cancel = QPushButton()
        self.cancel.setObjectName("plain")
        self.go = QPushButton()
        self.go.setObjectName("primary")
        row.addWidget(self.keep)
        row.addStretch(1)
        for part in (self.progress, self.cancel, self.go):
            row.addWidget(part)

    def show_step(self, done: int, total: int) -> None:
        """Say how far the import is."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def show_choice(self, go: str, ready: bool, *, running: bool) -> None:
        """Offer the import, which is `ready` or has something in its way; nothing without words."""
        self._show(go, ready and not running, _("Stop") if running else _("Cancel"))
        self.keep.setVisible(bool(go) and not running)
        self.progress.setVisible(running)

    def show_outcome(self, go: str, back: str) -> None:
        """Offer the next step after an import, and the way back to files that are left, if any."""
        self._show(go, True, back)
        self.keep.hide()
        self.progress.hide()

    def _show(self, go: str, ready: bool, cancel: str) -> None:
        self.go.setText(go)
        self.go.setVisible(bool(go))
        self.go.setEnabled(ready)
        self.cancel.setText(cancel)
        self.cancel.setVisible(bool(cancel))
