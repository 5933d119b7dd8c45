"""Problems are sentences with a way out; faults of the program leave no words of a study behind."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qda.errors import Cancelled, QdaError
from qda.progress import Progress
from qda.ui import problems
from qda.ui.jobs import Jobs
from qda.ui.parts.small import Link
from qda.ui.problems import Faults, MessageBar, Offer
from qda.ui.session import Session
from qda.ui.theme import LIGHT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


class Full(QdaError):
    hint = "Free some space."


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bar(window: QWidget) -> MessageBar:
    return MessageBar(LIGHT, Faults(window), window)


@pytest.fixture
def fault() -> Iterator[BaseException]:
    try:
        raise KeyError("what Theresa said")
    except KeyError as error:
        yield error


def shown(bar: MessageBar) -> str | None:
    message = bar.current()
    return None if message is None else f"{message.sentence} {message.hint}".strip()


def test_an_error_is_a_sentence_and_a_hint(bar: MessageBar) -> None:
    bar.show_error(Full("The disk is full."))

    assert shown(bar) == "The disk is full. Free some space."
    assert bar.accessibleDescription() == "The disk is full. Free some space."
    assert not bar.isHidden()


def test_what_was_cancelled_is_not_shown(bar: MessageBar) -> None:
    bar.show_error(Cancelled())

    assert bar.isHidden()


def test_closing_a_message_brings_back_the_one_before(bar: MessageBar) -> None:
    bar.tell("First.")
    bar.show_error(Full("Second."))

    bar.close_message()

    assert shown(bar) == "First."
    assert (bar.close_message(), bar.close_message()) == (True, False)
    assert bar.isHidden()


def test_the_same_sentence_is_not_shown_twice(bar: MessageBar) -> None:
    bar.show_error(Full("The disk is full."))
    bar.show_error(Full("The disk is full."))

    bar.close_message()

    assert bar.isHidden()


def test_an_offer_is_taken_once_and_the_message_goes(bar: MessageBar) -> None:
    taken: list[str] = []
    offer = Offer("Keep it", lambda: taken.append("kept"))
    bar.tell("A memo was being written.", offers=(offer,))

    bar.take(offer)

    assert (taken, bar.isHidden()) == (["kept"], True)


def test_a_way_out_is_reached_by_keyboard(bar: MessageBar, window: QWidget, qtbot: QtBot) -> None:
    taken: list[str] = []
    bar.tell("A memo was being written.", offers=(Offer("Keep it", lambda: taken.append("kept")),))
    window.show()
    window.activateWindow()

    bar.go()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), Link))
    QTest.keyClick(bar.findChildren(Link)[0], Qt.Key.Key_Space)

    assert taken == ["kept"]


def test_an_old_problem_goes_when_work_goes_on_but_an_offer_stays(
    bar: MessageBar, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar.tell("A memo was being written.", offers=(Offer("Keep it", lambda: None),))
    bar.show_error(Full("The disk is full."))
    bar.went_on()
    assert shown(bar) == "The disk is full. Free some space."

    later = time.monotonic() + 60
    monkeypatch.setattr(time, "monotonic", lambda: later)
    bar.went_on()

    assert shown(bar) == "A memo was being written."


def test_what_was_told_goes_when_work_goes_on_but_later_than_a_problem(
    bar: MessageBar, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = time.monotonic()
    bar.tell("Three files came in.")
    monkeypatch.setattr(time, "monotonic", lambda: begun + 10)
    bar.went_on()
    assert shown(bar) == "Three files came in."

    monkeypatch.setattr(time, "monotonic", lambda: begun + 60)
    bar.went_on()

    assert not shown(bar)


def test_a_failed_job_is_told_of_unless_somebody_listens(bar: MessageBar, window: QWidget, qtbot: QtBot) -> None:
    jobs, session, heard = Jobs(window), Session(window), list[QdaError]()
    problems.connect(bar, session, jobs)

    def fail(_progress: Progress) -> None:
        raise Full("The disk is full.")

    jobs.run("Working", fail, failed=heard.append)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert (len(heard), bar.isHidden()) == (1, True)
    jobs.run("Working", fail)
    qtbot.waitUntil(lambda: not jobs.busy)

    assert shown(bar) == "The disk is full. Free some space."


def test_a_fault_opens_one_dialog_with_its_details(bar: MessageBar, window: QWidget, fault: BaseException) -> None:
    faults = Faults(window)

    faults.show(fault)
    first = faults.dialog
    faults.show(fault)

    assert first is not None
    assert faults.dialog is first
    assert "KeyError: 'what Theresa said'" in first.details
    first.close()


def test_the_log_tells_the_place_of_a_fault_and_no_words(tmp_path: Path, fault: BaseException) -> None:
    log = tmp_path / "logs" / "faults.log"

    problems.write_log(log, fault)

    told = log.read_text(encoding="utf-8")
    assert "ui/test_problems.py:" in told
    assert "KeyError" in told
    assert "Theresa" not in told


def test_a_long_log_begins_anew_and_keeps_the_old_one(tmp_path: Path, fault: BaseException) -> None:
    log = tmp_path / "faults.log"
    log.write_text("x" * 300_000)

    problems.write_log(log, fault)

    assert log.stat().st_size < 10_000
    assert (tmp_path / "faults.old.log").stat().st_size == 300_000


def test_a_fault_on_another_thread_is_shown_too(
    window: QWidget, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = Faults(window)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    faults.catch_all(tmp_path / "faults.log")

    def fail() -> None:
        raise ValueError("on a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

    qtbot.waitUntil(lambda: faults.dialog is not None)
    assert faults.dialog is not None
    assert "ValueError: on a thread" in faults.dialog.details
    faults.dialog.close()
