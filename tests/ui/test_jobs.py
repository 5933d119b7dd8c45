"""Long work one after another, and loading aside from it."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from qda.errors import Cancelled, QdaError
from qda.progress import Progress
from qda.ui.jobs import Job, Jobs, Latest


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


def test_loading_waits_until_what_is_shown_is_painted(qapp: QObject, qtbot: QtBot) -> None:
    jobs = Jobs()
    done: list[str] = []

    jobs.aside(lambda _progress: done.append("aside"))
    jobs.aside(lambda _progress: done.append("at once"), at_once=True)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=3000)

    assert done == ["at once", "aside"]


def test_loading_that_was_stopped_before_it_began_is_not_done(qapp: QObject, qtbot: QtBot) -> None:
    jobs = Jobs()
    done: list[str] = []
    jobs.aside(lambda _progress: done.append("loaded"), ended=lambda: done.append("ended"))

    jobs.stop_all()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=3000)

    assert done == ["ended"]


def test_loading_that_fails_tells_it(qapp: QObject, qtbot: QtBot) -> None:
    jobs = Jobs()
    failures: list[object] = []

    def load(_progress: object) -> None:
        raise QdaError("There is no such model.")

    jobs.aside(load, failed=failures.append)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=3000)

    assert [str(failure) for failure in failures] == ["There is no such model."]


def test_a_fault_in_what_nobody_waits_for_is_shown_all_the_same(qapp: QObject, qtbot: QtBot) -> None:
    jobs = Jobs()
    faults, heard = list[Exception](), list[object]()
    jobs.broke.connect(faults.append)

    jobs.aside(lambda _progress: 1 / 0, heard.append, heard.append, lambda: heard.append("ended"))
    qtbot.waitUntil(lambda: not jobs.busy, timeout=3000)

    assert [type(fault) for fault in faults] == [ZeroDivisionError]
    assert heard == ["ended"]


def test_a_fault_that_no_window_shows_reaches_the_hook_of_python(qapp: QObject, qtbot: QtBot) -> None:
    jobs = Jobs()

    with qtbot.captureExceptions() as raised:
        jobs.run("Counting", lambda _progress: 1 / 0)
        qtbot.waitUntil(lambda: not jobs.busy, timeout=3000)

    assert [kind for kind, _error, _trace in raised] == [ZeroDivisionError]


def test_asking_anew_stops_the_work_before_and_only_the_newest_answer_arrives(qapp: QObject, qtbot: QtBot) -> None:
    jobs = Jobs()
    latest, began, go_on, answers, stopped = (
        Latest(jobs),
        threading.Event(),
        threading.Event(),
        list[str](),
        list[str](),
    )

    def old(progress: Progress) -> str:
        began.set()
        go_on.wait(10)
        try:
            progress.step(0, 0, "")
        except Cancelled:
            stopped.append("old")
            raise
        return "old"

    latest.run("Counting", old, answers.append)
    began.wait(10)
    latest.run("Counting", lambda _progress: "new", answers.append)
    go_on.set()
    qtbot.waitUntil(lambda: not latest.running, timeout=3000)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=3000)

    assert (stopped, answers) == (["old"], ["new"])


def test_an_answer_that_nobody_wants_any_more_is_dropped_be_it_a_failure(qapp: QObject, qtbot: QtBot) -> None:
    jobs = Jobs()
    latest, told = Latest(jobs), list[object]()

    def fail(_progress: object) -> None:
        raise OSError("gone")

    latest.aside(fail, told.append, told.append)
    latest.stop()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=3000)

    assert told == []


def test_what_was_stopped_by_its_strip_runs_no_more(qapp: QObject, qtbot: QtBot) -> None:
    jobs = Jobs()
    latest, shown, answers = Latest(jobs), list[Job](), list[object]()
    jobs.started.connect(shown.append)
    jobs.started.connect(lambda job: job.stop())

    latest.run("Counting", lambda progress: progress.step(0, 0, ""), answers.append)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=3000)

    assert len(shown) == 1
    assert (latest.running, answers) == (False, [])
