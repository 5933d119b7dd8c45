"""The strip shows long work and stops it."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qda.progress import Progress
from qda.ui.jobs import Jobs
from qda.ui.window.job_strip import JobStrip

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


def strip_in(qtbot: QtBot) -> tuple[Jobs, JobStrip, QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    jobs = Jobs(window)
    strip = JobStrip(jobs)
    QVBoxLayout(window).addWidget(strip)
    window.show()
    return jobs, strip, window


def test_long_work_is_shown_and_can_be_stopped(qtbot: QtBot) -> None:
    jobs, strip, _window = strip_in(qtbot)
    done: list[object] = []

    def work(progress: Progress) -> None:
        for step in range(10_000):
            progress.step(step, 10_000, "source")
            time.sleep(0.005)

    jobs.run("Counting", work, done.append)
    qtbot.waitUntil(strip.isVisible)
    strip.stop()

    qtbot.waitUntil(lambda: not jobs.busy and strip.isHidden())
    assert done == []


def test_short_work_is_not_shown(qtbot: QtBot) -> None:
    jobs, strip, _window = strip_in(qtbot)

    jobs.run("Counting", lambda _progress: 1)
    qtbot.waitUntil(lambda: not jobs.busy)
    qtbot.wait(400)

    assert strip.isHidden()


def test_work_that_waits_is_counted(qtbot: QtBot) -> None:
    jobs, strip, _window = strip_in(qtbot)
    go_on = threading.Event()

    for _each in range(3):
        jobs.run("Waiting", lambda _progress: go_on.wait(10))
    qtbot.waitUntil(strip.isVisible)

    assert strip.findChildren(QWidget, "soft")[0].property("text") == "2 more wait"
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy)
