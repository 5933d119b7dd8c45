"""A password that this computer remembers by wish: asked for off the main thread, and not when it was locked."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.project import files, key_store, protection
from qda.project.project import Project
from qda.store import keys
from qda.ui.main_window import MainWindow
from qda.ui.project.passwords.lock_page import LockPage
from qda.ui.project.passwords.password_page import PasswordPage
from tests.memory_store import MemoryStore

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


@pytest.fixture(autouse=True)
def as_users_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "usual_password", None)
    monkeypatch.setattr(keys, "ROUNDS", 2)


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch) -> MemoryStore:
    made = MemoryStore()
    monkeypatch.setattr(key_store, "_system", lambda: made)
    return made


@pytest.fixture
def protected(study: Path) -> Path:
    if protection.is_protected(study):  # the whole suite runs with passwords
        protection.change_password(study, "five unrelated words", "horse")
    else:
        protection.set_password(study, "horse")
    return study


def lock_page(window: MainWindow) -> LockPage:
    return cast("LockPage", window.stage.page("lock"))


def type_in(window: MainWindow, qtbot: QtBot, words: str = "horse", *, remember: bool = False) -> None:
    page = lock_page(window)
    page.remember.tick.setChecked(remember)
    QTest.keyClicks(page.field.line, words)
    QTest.keyClick(page.field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.button.isEnabled() or window.session.is_open, timeout=30_000)


def remembered(window: MainWindow, qtbot: QtBot, study: Path) -> None:
    """Open it, and have its password remembered."""
    window.open(study)
    type_in(window, qtbot, remember=True)
    qtbot.waitUntil(window.locking.remembering.is_remembered, timeout=30_000)


def test_nothing_is_remembered_and_nobody_is_asked_without_the_tick(
    main_window: MainWindow, protected: Path, store: MemoryStore, qtbot: QtBot
) -> None:
    main_window.open(protected)
    page = lock_page(main_window)
    assert (page.remember.tick.isVisible(), page.remember.is_wished()) == (True, False)

    type_in(main_window, qtbot)

    assert main_window.session.is_open
    assert (store.asked, store.held) == (0, {})
    assert not main_window.locking.remembering.is_remembered()


def test_a_password_that_is_remembered_opens_the_study_off_the_main_thread(
    main_window: MainWindow, protected: Path, store: MemoryStore, qtbot: QtBot
) -> None:
    remembered(main_window, qtbot, protected)
    assert list(store.held.values()) == ["horse"]
    main_window.opening.close()

    main_window.open(protected)
    qtbot.waitUntil(lambda: main_window.session.is_open, timeout=30_000)

    assert threading.get_ident() not in store.threads
    kept = (main_window.state.file.with_name("remembered.json")).read_text("utf-8")
    assert list(json.loads(kept)) == list(store.held)
    assert [word for word in (protected.stem, "horse", "Talking") if word in kept] == []


def test_the_start_of_the_program_has_it_from_the_store(
    main_window: MainWindow, protected: Path, store: MemoryStore, qtbot: QtBot
) -> None:
    mark = key_store.mark_of(protected)
    assert mark is not None
    store.held[mark] = "horse"
    main_window.locking.remembering.marks().add(mark)

    main_window.arrive(protected)

    qtbot.waitUntil(lambda: main_window.session.is_open, timeout=30_000)
    assert main_window.windowTitle() == "Talking – Gerund"


def test_a_locked_study_asks_for_its_password_also_when_the_program_begins_anew(
    main_window: MainWindow, protected: Path, store: MemoryStore, qtbot: QtBot
) -> None:
    remembered(main_window, qtbot, protected)
    main_window.locking.lock()
    store.asked = 0

    main_window.arrive(protected)
    qtbot.wait(50)

    assert (main_window.session.is_open, store.asked) == (False, 0)
    assert lock_page(main_window).remember.forget.isVisible()
    assert lock_page(main_window).remember.told.text().startswith("What was locked opens when its password is typed")
    type_in(main_window, qtbot)
    assert main_window.session.is_open
    assert main_window.locking.remembering.marks().is_open(main_window.locking.remembering.mark())


def test_a_wrong_password_is_not_remembered(
    main_window: MainWindow, protected: Path, store: MemoryStore, qtbot: QtBot
) -> None:
    main_window.open(protected)

    type_in(main_window, qtbot, "house", remember=True)
    lock_page(main_window).remember.tick.setChecked(False)
    lock_page(main_window).field.clear()
    type_in(main_window, qtbot, "horse")

    assert main_window.session.is_open
    assert store.held == {}


def test_it_is_forgotten_from_the_menu_and_on_the_page(
    main_window: MainWindow, protected: Path, store: MemoryStore, qtbot: QtBot
) -> None:
    remembered(main_window, qtbot, protected)
    main_window.acts.get("project.forget_password").trigger()
    qtbot.waitUntil(lambda: not main_window.locking.remembering.is_remembered(), timeout=30_000)
    assert store.held == {}
    main_window.opening.close()

    remembered(main_window, qtbot, protected)
    main_window.locking.lock()
    QTest.mouseClick(lock_page(main_window).remember.forget, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: store.held == {}, timeout=30_000)
    qtbot.waitUntil(lock_page(main_window).remember.tick.isVisible, timeout=30_000)
    assert lock_page(main_window).told.text() == "This computer does not remember the password any more."


def test_while_the_store_asks_its_user_the_password_can_be_typed(
    main_window: MainWindow, protected: Path, store: MemoryStore, qtbot: QtBot
) -> None:
    remembered(main_window, qtbot, protected)
    main_window.opening.close()
    store.waiting = threading.Event()
    main_window.open(protected)
    qtbot.waitUntil(lambda: store.asked > 0, timeout=30_000)
    assert lock_page(main_window).told.text() == "Asking the key store of the system…"

    type_in(main_window, qtbot)

    assert main_window.session.is_open
    guid = main_window.session.project
    store.waiting.set()
    qtbot.wait(50)
    assert main_window.session.project is guid


def test_a_store_that_is_not_there_takes_the_tick_away_and_says_why(
    main_window: MainWindow, protected: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> MemoryStore:
        raise key_store.KeyStoreMissing

    monkeypatch.setattr(key_store, "_system", none)
    main_window.open(protected)
    page = lock_page(main_window)

    page.remember.tick.setChecked(True)

    qtbot.waitUntil(lambda: not page.remember.tick.isVisible(), timeout=30_000)
    assert page.remember.told.text() == "No key store of the system can be reached here."
    type_in(main_window, qtbot)
    assert main_window.session.is_open


def test_without_the_library_the_tick_is_not_offered_and_a_line_says_why(
    main_window: MainWindow, protected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_store, "can_be", lambda: False)

    main_window.open(protected)

    page = lock_page(main_window)
    assert not page.remember.tick.isVisible()
    assert "no key store of the system is known" in page.remember.told.text()


def test_a_store_that_refuses_lets_the_password_be_typed(
    main_window: MainWindow, protected: Path, store: MemoryStore, qtbot: QtBot
) -> None:
    remembered(main_window, qtbot, protected)
    main_window.opening.close()
    store.locked = True

    main_window.open(protected)
    page = lock_page(main_window)
    qtbot.waitUntil(lambda: "did not do it" in page.told.text(), timeout=30_000)

    type_in(main_window, qtbot)
    assert main_window.session.is_open


def test_a_password_of_the_store_that_is_wrong_is_forgotten_and_asked_for(
    main_window: MainWindow, protected: Path, store: MemoryStore, qtbot: QtBot
) -> None:
    remembered(main_window, qtbot, protected)
    main_window.opening.close()
    store.held = dict.fromkeys(store.held, "house")

    main_window.open(protected)
    page = lock_page(main_window)

    qtbot.waitUntil(lambda: "does not open" in page.told.text(), timeout=30_000)
    qtbot.waitUntil(lambda: store.held == {}, timeout=30_000)
    assert page.remember.tick.isVisible()
    type_in(main_window, qtbot)
    assert main_window.session.is_open


def test_a_study_that_is_open_elsewhere_is_no_reason_to_forget_its_password(
    main_window: MainWindow, protected: Path, store: MemoryStore, qtbot: QtBot
) -> None:
    remembered(main_window, qtbot, protected)
    mark = main_window.locking.remembering.mark()
    main_window.opening.close()

    with Project.open(protected, password="horse"):
        main_window.open(protected)
        qtbot.waitUntil(lambda: main_window.messages.current() is not None, timeout=30_000)

    assert mark in main_window.locking.remembering.marks()
    assert len(store.held) == 1


def test_a_changed_password_is_forgotten_and_the_new_one_remembered_by_wish(
    main_window: MainWindow, protected: Path, store: MemoryStore, qtbot: QtBot
) -> None:
    remembered(main_window, qtbot, protected)
    before = set(store.held)
    main_window.acts.get("project.password").trigger()
    page = cast("PasswordPage", main_window.stage.page("password"))
    assert (page.remember.forget.isVisible(), page.remember.tick.isVisible()) == (True, True)
    for field, words in ((page.old, "horse"), (page.new, "battery"), (page.again, "battery")):
        QTest.keyClicks(field.line, words)

    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: main_window.session.is_open, timeout=30_000)
    qtbot.waitUntil(lambda: not before & set(store.held), timeout=30_000)
    assert not main_window.locking.remembering.is_remembered()


@pytest.mark.plain
def test_a_study_that_gets_a_password_has_it_remembered_by_wish(
    main_window: MainWindow, study: Path, store: MemoryStore, qtbot: QtBot
) -> None:
    if protection.is_protected(study):
        pytest.skip("it has one")
    main_window.open(study)
    main_window.acts.get("project.protect").trigger()
    page = cast("PasswordPage", main_window.stage.page("password"))
    for field in (page.new, page.again):
        QTest.keyClicks(field.line, "battery")
    page.remember.tick.setChecked(True)

    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: list(store.held.values()) == ["battery"], timeout=30_000)
    qtbot.waitUntil(main_window.locking.remembering.is_remembered, timeout=30_000)
