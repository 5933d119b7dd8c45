"""The originals behind pseudonyms are dropped in the window: the study is written anew and opens again by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.project import files, protection
from qda.project.names_register import Register
from qda.sources import queries
from qda.store import keys
from qda.ui.main_window import MainWindow
from qda.ui.project.names.page import NamesPage
from qda.ui.project.passwords.lock_page import LockPage
from tests.workflows import leaving

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),  # offscreen, of any window that is shown
    pytest.mark.skipif(not keys.can_encrypt(), reason="there is no SQLCipher for this system"),
    pytest.mark.plain,
]


@pytest.fixture(autouse=True)
def as_users_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "usual_password", None)
    monkeypatch.setattr(keys, "ROUNDS", 2)


@pytest.fixture
def named(main_window: MainWindow, study: Path, tmp_path: Path, qtbot: QtBot) -> Callable[[], NamesPage]:
    """Opens the page of names on the open study, with every “Theresa” replaced."""

    def made() -> NamesPage:
        (tmp_path / "apart").mkdir()
        with Register.create(tmp_path / "apart" / "study.names", "walnut") as register:
            register.add("Theresa", pseudonym="Joan")
        page = cast("NamesPage", main_window.show_page("names"))
        page.open_register(tmp_path / "apart" / "study.names", "walnut", False)
        qtbot.waitUntil(lambda: page.hits.count() > 0, timeout=60_000)
        page.replace_all()
        qtbot.waitUntil(page.dropping.isVisible, timeout=60_000)
        page.dropping.ask()
        QTest.keyClicks(page.dropping.typed, "Talking")
        return page

    return made


def opened_again(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session.is_open and not window.jobs.busy, timeout=60_000)


def test_the_names_leave_the_file_and_the_study_opens_again(
    main_window: MainWindow, study: Path, named: Callable[[], NamesPage], qtbot: QtBot
) -> None:
    main_window.open(study)
    page = named()

    page.dropping.button.click()
    opened_again(main_window, qtbot)

    said = main_window.messages.current()
    assert said is not None
    assert said.sentence == "1 earlier text has blocks now."
    assert "Joan" in queries.opened(main_window.session.project, 1).text
    assert [each.name for each in study.parent.glob("talk*/*") if leaving.named(each, ["Theresa"])] == []
    assert not leaving.named(study, ["Theresa"])
    assert page.about.text() == "“study.names” is open."


def test_a_study_with_a_password_asks_for_it_and_a_wrong_one_drops_nothing(
    main_window: MainWindow, study: Path, named: Callable[[], NamesPage], qtbot: QtBot
) -> None:
    protection.set_password(study, "horse")
    main_window.open(study)
    lock = cast("LockPage", main_window.stage.page("lock"))
    QTest.keyClicks(lock.field.line, "horse")
    QTest.keyClick(lock.field.line, Qt.Key.Key_Return)
    opened_again(main_window, qtbot)
    page = named()
    unasked = page.dropping.button.isEnabled()
    QTest.keyClicks(page.dropping.password.line, "house")

    page.dropping.button.click()
    qtbot.waitUntil(lambda: lock.isVisible() and lock.button.isVisible() and lock.button.isEnabled(), timeout=60_000)
    QTest.keyClicks(lock.field.line, "horse")
    QTest.keyClick(lock.field.line, Qt.Key.Key_Return)
    opened_again(main_window, qtbot)

    assert not unasked
    main_window.session.undo()  # nothing was dropped: the pseudonyms can be taken back
    assert "Theresa" in queries.opened(main_window.session.project, 1).text
