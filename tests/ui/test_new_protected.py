"""A study that is begun with a password is encrypted from its first byte: nothing of it is ever in the clear."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.project import files, protection
from qda.project.project import Project
from qda.store import engine, keys
from qda.study import queries
from qda.ui.main_window import MainWindow
from qda.ui.project.new_page import NewPage

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),  # offscreen, of any window that is shown
    pytest.mark.skipif(not keys.can_encrypt(), reason="there is no SQLCipher for this system"),
]

TITLE = "Grandmothers guarding orchards"


@pytest.fixture(autouse=True)
def as_users_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "usual_password", None)
    monkeypatch.setattr(keys, "ROUNDS", 2)


def begun(window: MainWindow, path: Path) -> NewPage:
    window.acts.get("project.new_protected").trigger()
    page = cast("NewPage", window.stage.page("new"))
    page.place.setText(str(path))
    QTest.keyClicks(page.title, TITLE)
    QTest.keyClicks(page.new.line, "horse")
    QTest.keyClicks(page.again.line, "horse")
    return page


def test_a_study_is_begun_with_a_password_and_its_title_is_never_in_the_clear(
    main_window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain: list[Path] = []
    opened = engine.bare

    def watched(path: Path, mode: str, key: keys.Key | None, **rest: bool) -> object:
        if key is None:
            plain.append(path)
        return opened(path, mode, key, **rest)

    monkeypatch.setattr(engine, "bare", watched)
    page = begun(main_window, tmp_path / "study")

    QTest.keyClick(page.again.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: main_window.session.is_open, timeout=60_000)
    qtbot.waitUntil(lambda: not main_window.jobs.busy, timeout=60_000)

    held = [path.name for path in tmp_path.rglob("*") if path.is_file() and TITLE.encode() in path.read_bytes()]
    assert queries.study(main_window.session.project).title == TITLE
    assert main_window.session.project.protected
    assert (held, plain) == ([], [])
    assert (page.new.words(), page.again.words()) == ("", "")
    assert [each.title for each in main_window.state.recent()] == ["study.gerund"]


def test_the_file_that_was_begun_opens_with_the_password_alone(
    main_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page = begun(main_window, tmp_path / "study.gerund")
    page.button.click()
    qtbot.waitUntil(lambda: main_window.session.is_open, timeout=60_000)
    qtbot.waitUntil(lambda: not main_window.jobs.busy, timeout=60_000)
    main_window.opening.close()

    with Project.open(tmp_path / "study.gerund", writable=False, password="horse") as project:
        title = queries.study(project).title

    assert title == TITLE
    assert not protection.opens(tmp_path / "study.gerund", "house")


def test_a_file_that_is_there_is_refused_and_what_was_typed_stays(
    main_window: MainWindow, study: Path, qtbot: QtBot
) -> None:
    before = study.read_bytes()
    page = begun(main_window, study)

    page.button.click()
    qtbot.waitUntil(lambda: bool(page.told.text()), timeout=60_000)

    assert page.told.text() == "“talk.gerund” already exists."
    assert (page.isVisible(), page.new.words()) == (True, "horse")
    assert study.read_bytes() == before


def test_two_words_that_differ_begin_nothing(main_window: MainWindow, tmp_path: Path) -> None:
    page = begun(main_window, tmp_path / "study")

    QTest.keyClicks(page.again.line, "s")

    assert not page.button.isEnabled()
    assert page.password.differs.text() == "The two differ."
