"""Screens come to rest while their study is still open: what a timer or a job began is not told to a closed one."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from qda.ui.jobs import Jobs


def keep_still(jobs: Jobs, *screens: QObject) -> None:
    """End jobs and timers, and have what they had to tell told."""
    while True:
        for screen in screens:
            for timer in screen.findChildren(QTimer):
                timer.stop()
        jobs.stop_all()
        QApplication.processEvents()
        if not jobs.busy:
            return
