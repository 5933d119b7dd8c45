"""The strip for long work: what is being done, how far it is, and a word to stop it. One goes on working meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from qda.i18n import _, ngettext
from qda.ui.jobs import Job, Jobs
from qda.ui.parts.small import ElidedLabel, Link
from qda.ui.theme import STEP

_PATIENCE = 300  # milliseconds: what ends sooner needs no strip


class JobStrip(QWidget):
    """Shows the work that is running; hidden while there is none, and for the first moment of each."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Job] = []
        self.setObjectName("jobStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Work in progress"))
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * STEP, STEP, 4 * STEP, STEP)
        row.setSpacing(3 * STEP)
        self._text = ElidedLabel()
        row.addWidget(self._text)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(180)
        self._bar.setAccessibleName(_("How far the work is"))
        row.addWidget(self._bar)
        self._stop = Link(_("Stop"), self.stop)
        row.addWidget(self._stop)
        self._others = ElidedLabel()
        self._others.setObjectName("soft")
        row.addWidget(self._others)
        row.addStretch(1)
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._timer.timeout.connect(self._appear)
        self.hide()
        jobs.started.connect(self._on_started)

    def stop(self) -> None:
        """Ask the work that is shown to end; it does at its next step."""
        if self._waiting:
            self._waiting[0].stop()
            self._stop.set_words(_("Stopping…"))
            self._stop.setEnabled(False)

    @Slot(object)
    def _on_started(self, job: Job) -> None:
        self._waiting.append(job)
        job.stepped.connect(lambda done, total, text: self._on_step(job, done, total, text))
        job.ended.connect(lambda: self._on_ended(job))
        if len(self._waiting) == 1:
            self._begin(job)
        self._count()

    def _begin(self, job: Job) -> None:
        self._text.setText(job.text)
        self._bar.setRange(0, 0)
        self._stop.set_words(_("Stop"))
        self._stop.setEnabled(True)
        if not self.isVisible():
            self._timer.start()

    def _on_step(self, job: Job, done: int, total: int, text: str) -> None:
        if self._waiting and self._waiting[0] is job:
            self._text.setText(f"{job.text}: {text}" if text else job.text)
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    def _on_ended(self, job: Job) -> None:
        if job not in self._waiting:
            return
        first = self._waiting[0] is job
        self._waiting.remove(job)
        self._count()
        if not self._waiting:
            self._timer.stop()
            self.hide()
        elif first:
            self._begin(self._waiting[0])

    def _count(self) -> None:
        others = len(self._waiting) - 1
        self._others.setText(ngettext("{count} more waits", "{count} more wait", others).format(count=others))
        self._others.setVisible(others > 0)

    def _appear(self) -> None:
        if self._waiting:
            self.show()
