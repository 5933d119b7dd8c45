"""The program is killed while somebody types into a claim: the words are a memo when the study is opened again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.memos import queries
from qda.memos.service import Target
from qda.project import files, unfinished
from qda.project.project import Project
from qda.settings import Settings
from qda.store import keys
from qda.synthesis import claims
from qda.ui.jobs import Jobs
from qda.ui.problems import Faults, MessageBar
from qda.ui.session import Session
from qda.ui.studies.opening import Opening
from qda.ui.theme import LIGHT

_TYPES = """
import sys, time
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from qda.project.project import Project
from qda.store import keys
from qda.ui.actions import Actions
from qda.ui.claims.chain.page import ClaimsPart
from qda.ui.jobs import Jobs
from qda.ui.session import Session

app = QApplication([])
window = QWidget()
session, jobs = Session(window), Jobs(window)
keys.ROUNDS = int(sys.argv[2])
session.begin(Project.open(Path(sys.argv[1]), coder="AQ", password=sys.argv[3] or None))
actions = Actions(window)
actions.add("claims.negative", "To the desk", lambda: None)
actions.project_is(there=True)
page = ClaimsPart(session, actions, jobs, window)
window.resize(900, 700)
page.resize(900, 700)
window.show()
QTest.qWaitForWindowActive(window)
page.list.setCurrentIndex(page.list.claims.index(0))
page.words.setFocus()
QTest.keyClick(page.words, Qt.Key.Key_End)
QTest.keyClicks(page.words, ", though not always")
page.new.setFocus()
QTest.keyClicks(page.new, "Help comes")
page.note.setFocus()
QTest.keyClicks(page.note, "ask Theresa")
end = time.monotonic() + 1
while time.monotonic() < end:
    app.processEvents()
    time.sleep(0.01)
print("typed", flush=True)
time.sleep(60)
"""


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """A study whose window was killed a second after the last key."""
    path = tmp_path / "study.gerund"
    with Project.create(path, coder="AQ") as project:
        claims.create(project, "Calm comes before help")
    child = subprocess.Popen(
        [sys.executable, "-c", _TYPES, str(path), str(keys.ROUNDS), files.usual_password or ""],
        stdout=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).resolve().parents[2],
    )
    assert child.stdout is not None
    assert child.stdout.readline().strip() == b"typed"
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    return path


@pytest.fixture
def opened(killed: Path, qtbot: QtBot) -> Iterator[tuple[Session, MessageBar]]:
    window = QWidget()
    qtbot.addWidget(window)
    session, jobs = Session(window), Jobs(window)
    messages = MessageBar(LIGHT, Faults(window), window)
    Opening(window, session, jobs, messages, lambda: Settings(coder="AQ")).open(killed)
    yield session, messages
    qtbot.waitUntil(lambda: not jobs.busy, timeout=30_000)
    session.end()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_words_typed_when_the_program_was_killed_are_memos_and_it_is_said(opened: tuple[Session, MessageBar]) -> None:
    session, messages = opened
    project, told = session.project, messages.current()

    memos = queries.memos(project)

    assert told is not None
    assert told.sentence == (
        "Words typed into 2 fields were not finished when the program ended; they are kept as memos."
    )
    assert {memo.title: memo.text for memo in memos} == {
        "Unfinished: new claim": "Help comes",
        "Unfinished: note on the claim “Calm comes before help, though not always”": "ask Theresa",
    }
    assert [memo.text for memo in queries.on(project, Target("claim", 1))] == ["ask Theresa"]
    assert [row.text for row in claims.rows(project)] == ["Calm comes before help, though not always"]
    assert unfinished.left(project) == []
