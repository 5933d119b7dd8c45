"""The foot of the import page: what can be done now."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from qda.i18n import _, ngettext
from qda.ui.parts.small import Link, Tick
from qda.ui.study.parts import soft
from qda.ui.theme import STEP


class ImportFoot(QWidget):
    """Whether originals are kept, how far the looking and the import are, and what to do."""

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
        self.reading = soft(QLabel())
        self.read_on = Link("")
        self.cancel = QPushButton()
        self.cancel.setObjectName("plain")
        self.go = QPushButton()
        self.go.setObjectName("primary")
        row.addWidget(self.keep)
        row.addStretch(1)
        for part in (self.reading, self.progress, self.read_on, self.cancel, self.go):
            row.addWidget(part)
        self.show_reading(0, 0)

    def show_step(self, done: int, total: int) -> None:
        """Say how far the import is."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def show_reading(self, done: int, total: int) -> None:
        """Say how many files have been looked at; 0 of 0 when there is nothing to say."""
        self.reading.setVisible(total > 1)
        self.reading.setText(_("{done} of {total} looked at").format(done=done, total=total))

    def show_choice(self, go: str, ready: bool, *, running: bool, reading: bool = False, held: int = 0) -> None:
        """Offer the import, which is `ready` or has something in its way; nothing without words.

        While files are being looked at, that can be stopped, and gone on with where files were `held`.
        """
        self._show(go, ready and not running, _("Stop") if running else _("Discard") if go else "")
        words = ngettext("Look at the other {count}", "Look at the other {count}", held).format(count=held)
        self.read_on.set_words(_("Stop looking") if reading else words)
        self.read_on.setVisible(bool(go) and not running and (reading or bool(held)))
        self.keep.setVisible(bool(go) and not running)
        self.progress.setVisible(running)

    def show_outcome(self, go: str, back: str) -> None:
        """Offer the next step after an import, and the way back to files that are left, if any."""
        self._show(go, True, back)
        for part in (self.keep, self.progress, self.read_on, self.reading):
            part.hide()

    def _show(self, go: str, ready: bool, cancel: str) -> None:
        self.go.setText(go)
        self.go.setVisible(bool(go))
        self.go.setEnabled(ready)
        self.cancel.setText(cancel)
        self.cancel.setVisible(bool(cancel))
