"""A protected project is worked on, killed, locked and restored: no file anywhere holds a word of it.

The words are those of six letters and more in texts, titles, codes and memos. They are looked for in the bytes of every
file in reach: project, log, shared memory, lock, backups, settings, state, recent studies, temporary files.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.coding import codes, segments
from qda.flows.importing.files import Plan, import_files
from qda.memos import drafts
from qda.memos import service as memos
from qda.project import backup, files, protection, unfinished
from qda.project.project import Project
from qda.settings import Settings
from qda.sources import queries
from qda.store import keys
from qda.text import Span
from qda.ui.main_window import MainWindow
from qda.ui.project.passwords.lock_page import LockPage

pytestmark = [
    pytest.mark.skipif(not keys.can_encrypt(), reason="there is no SQLCipher for this system"),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]

TITLE = "Grandmothers guarding orchards"
CODE = "whispering through curtains"
MEMO = "Perhaps silence protects everybody around Theresa."
DRAFT = "Unfinished thinking concerning kitchens and lanterns."
TEXT = "Theresa: The neighbours watched quietly while somebody carried parcels downstairs. " * 60
WORDS = sorted({word.lower() for word in re.findall(r"[A-Za-z]{6,}", " ".join((TITLE, CODE, MEMO, DRAFT, TEXT)))})


@pytest.fixture(autouse=True)
def as_users_have_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Cheap guesses, and every temporary file where it is seen."""
    monkeypatch.setattr(files, "usual_password", None)
    monkeypatch.setattr(keys, "ROUNDS", 2)
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield


def found_in(folder: Path) -> dict[str, list[str]]:
    """Which of the words stand in which file, written in UTF-8 or UTF-16."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            held = path.read_bytes().lower()
            known = [word for word in WORDS if word.encode() in held or word.encode("utf-16-le") in held]
            if known:
                found[path.name] = known
    return found


def work(project: Project, text: Path) -> None:
    """What a morning's work is made of."""
    import_files(project, [Plan(text)])
    source = queries.rows(project)[0].id
    segments.apply(project, source, Span(9, 60), codes.create(project, CODE))
    memos.begin(project, MEMO)
    drafts.save(project, drafts.new_slot(), DRAFT)
    unfinished.save(project, "code.definition/1", DRAFT, title=CODE)
    codes.create(project, "everybody downstairs")
    project.undo()
    backup.make_if_changed(project)


@pytest.fixture
def text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is imported, out of the folder that is looked through."""
    path = tmp_path_factory.mktemp("outside") / "neighbours.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_words_are_found_where_there_is_no_password(tmp_path: Path, text: Path) -> None:
    with Project.create(tmp_path / "a.gerund", title=TITLE, coder="AQ") as project:
        work(project, text)

        held = found_in(tmp_path)

    assert set().union(*held.values()) >= set(WORDS)


def test_no_word_is_on_the_disk_while_a_protected_project_is_open_or_after(tmp_path: Path, text: Path) -> None:
    with Project.create(tmp_path / "a.gerund", title=TITLE, coder="AQ", password="horse") as project:
        work(project, text)
        while_open = {path.name for path in tmp_path.iterdir()}
        assert found_in(tmp_path) == {}

    assert {"a.gerund", "a.gerund-wal", "a.gerund-shm", "a.gerund.lock", "a backups"} <= while_open
    backup.restore(backup.existing(tmp_path / "a.gerund")[0].path, tmp_path / "restored.gerund")
    assert found_in(tmp_path) == {}


def test_no_word_is_left_by_a_project_that_was_plain_before(tmp_path: Path, text: Path) -> None:
    path = tmp_path / "a.gerund"
    with Project.create(path, title=TITLE, coder="AQ") as project:
        work(project, text)

    protection.set_password(path, "horse")

    assert found_in(tmp_path) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL, and no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_no_word_is_left_behind_when_the_program_is_killed(tmp_path: Path, text: Path) -> None:
    path = tmp_path / "a.gerund"
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    child = fork.Process(target=_work_until_killed, args=(path, text, theirs))
    child.start()
    assert ours.recv() == "typing"
    assert child.pid is not None

    os.kill(child.pid, signal.SIGKILL)
    child.join()

    assert (tmp_path / "a.gerund-wal").stat().st_size > 0
    assert found_in(tmp_path) == {}
    with Project.open(path, coder="AQ", password="horse") as project:
        assert [draft.text for draft in drafts.left(project)] == [DRAFT]


def _work_until_killed(path: Path, text: Path, told: Connection) -> None:
    with Project.create(path, title=TITLE, coder="AQ", password="horse") as project:
        work(project, text)
        told.send("typing")
        signal.pause()


def test_the_window_keeps_no_word_in_its_settings_its_state_or_elsewhere(
    tmp_path: Path, text: Path, qtbot: QtBot
) -> None:
    path, config = tmp_path / "a.gerund", tmp_path / "config" / "settings.toml"
    with Project.create(path, title=TITLE, coder="AQ", password="horse") as project:
        work(project, text)
    window = MainWindow(Settings(coder="AQ"), config)
    qtbot.addWidget(window)
    window.show()
    window.open(path)
    page = cast("LockPage", window.stage.page("lock"))
    QTest.keyClicks(page.field.line, "horse")
    QTest.keyClick(page.field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.is_open, timeout=30_000)
    window.session.show_source(queries.rows(window.session.project)[0].id)
    window.ask("neighbours")
    window.set_settings(Settings(coder="AQ", scheme="dark"))

    window.locking.lock()
    window.state.sync()

    assert found_in(tmp_path) == {}
    assert json.loads(str(window.state._settings.value("recent")))[0][1] == "a.gerund"
    window.close()
    assert found_in(tmp_path) == {}


def test_a_protected_project_moved_elsewhere_opens_there(tmp_path: Path, text: Path) -> None:
    with Project.create(tmp_path / "a.gerund", title=TITLE, coder="AQ", password="horse") as project:
        work(project, text)
    there = tmp_path / "elsewhere"
    there.mkdir()
    shutil.move(tmp_path / "a.gerund", there / "b.gerund")

    with Project.open(there / "b.gerund", coder="AQ", password="horse") as project:
        assert [row.name for row in queries.rows(project)] == ["neighbours"]
