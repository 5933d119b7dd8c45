"""Long work one after another, and loading aside from it."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from qda.ui.jobs import Jobs


def test_nothing_waits_behind_what_is_done_aside_and_nobody_is_shown_it(qapp: QObject, qtbot: QtBot) -> None:
    jobs = Jobs()
    go_on, shown, done = threading.Event(), list[object](), list[str]()
    jobs.started.connect(shown.append)

    loading = jobs.aside(lambda _progress: go_on.wait(10) and "model", done.append)
    report = jobs.run("Counting", lambda _progress: "report", done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=3000)
    while_loading = list(done)
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=3000)

    assert (while_loading, done) == (["report"], ["report", "model"])
    assert report in shown and loading not in shown


def test_loading_that_fails_tells_it(qapp: QObject, qtbot: QtBot) -> None:
    jobs = Jobs()
    failures: list[object] = []

    def load(_progress: object) -> None:
        raise OSError("no such model")

    jobs.aside(load, failed=failures.append)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=3000)

    assert [str(failure) for failure in failures] == ["no such model"]
