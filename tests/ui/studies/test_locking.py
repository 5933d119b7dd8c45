"""Studies with a password in the window: asked for on a page, locked with all work kept, changed and opened again."""

from __future__ import annotations

import time
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from qda.memos import queries as memos
from qda.project import backup, files, protection
from qda.store import keys
from qda.ui.main_window import MainWindow
from qda.ui.project.names.page import NamesPage
from qda.ui.project.passwords.lock_page import LockPage
from qda.ui.project.passwords.password_page import PasswordPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


@pytest.fixture(autouse=True)
def as_users_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "usual_password", None)
    monkeypatch.setattr(keys, "ROUNDS", 2)


@pytest.fixture
def protected(study: Path) -> Path:
    if protection.is_protected(study):  # the whole suite runs with passwords
        protection.change_password(study, "five unrelated words", "horse")
    else:
        protection.set_password(study, "horse")
    return study


def lock_page(window: MainWindow) -> LockPage:
    return cast("LockPage", window.stage.page("lock"))


def type_in(window: MainWindow, qtbot: QtBot, words: str) -> None:
    page = lock_page(window)
    QTest.keyClicks(page.field.line, words)
    QTest.keyClick(page.field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.button.isEnabled() or window.session.is_open, timeout=30_000)


def unlocked(window: MainWindow, qtbot: QtBot, study: Path) -> None:
    window.open(study)
    type_in(window, qtbot, "horse")
    assert window.session.is_open


def test_opening_asks_for_the_password_with_the_field_at_hand(
    main_window: MainWindow, protected: Path, qtbot: QtBot
) -> None:
    main_window.open(protected)

    assert main_window.stage.key == "lock"
    assert lock_page(main_window).field.line.hasFocus()
    assert main_window.messages.current() is None

    type_in(main_window, qtbot, "horse")
    assert main_window.windowTitle() == "Talking – Gerund"
    assert lock_page(main_window).field.words() == ""


def test_a_wrong_password_is_one_sentence_and_can_be_typed_anew(
    main_window: MainWindow, protected: Path, qtbot: QtBot
) -> None:
    main_window.open(protected)

    type_in(main_window, qtbot, "house")

    page = lock_page(main_window)
    assert page.told.text() == "This password does not open “talk.gerund”."
    assert (main_window.stage.key, page.field.line.selectedText() != "") == ("lock", True)
    type_in(main_window, qtbot, "horse")
    assert main_window.session.is_open


def test_the_program_begins_with_the_question_when_it_is_started_on_such_a_study(
    main_window: MainWindow, protected: Path, qtbot: QtBot
) -> None:
    main_window.arrive(protected)

    assert main_window.stage.key == "lock"
    assert main_window.windowTitle() == "Gerund"
    type_in(main_window, qtbot, "horse")
    assert main_window.session.is_open


def test_locking_keeps_what_is_being_written_and_shows_nothing_of_the_study(
    main_window: MainWindow, protected: Path, qtbot: QtBot
) -> None:
    unlocked(main_window, qtbot, protected)
    main_window.acts.get("memo.new").trigger()
    QTest.keyClicks(main_window.focusWidget(), "Is silence a refusal?")
    key = main_window.session.project.key

    main_window.acts.get("project.lock").trigger()

    assert not main_window.session.is_open
    assert (main_window.windowTitle(), main_window.stage.key) == ("Gerund", "lock")
    assert not main_window.panel("study").isVisible()
    with pytest.raises(keys.KeyForgotten):
        assert key is not None
        key.spoken()
    type_in(main_window, qtbot, "horse")
    assert [row.text for row in memos.memos(main_window.session.project)] == ["Is silence a refusal?"]


def test_locking_closes_the_register_of_names_too(
    main_window: MainWindow, protected: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    from qda.export.leaving import leak_check
    from qda.project.names_register import Register

    unlocked(main_window, qtbot, protected)
    with Register.create(tmp_path / "study.names", "walnut") as register:
        register.add("Theresa", pseudonym="Joan")
    names = cast("NamesPage", main_window.show_page("names"))
    names.open_register(tmp_path / "study.names", "walnut", False)
    qtbot.waitUntil(lambda: names.hits.count() > 0, timeout=60_000)

    main_window.locking.lock()

    assert leak_check.is_locked()
    assert names.table.rowCount() == 1
    assert names.hits.count() == 0
    leak_check.watch(None)


def test_a_register_that_is_left_alone_is_locked_beside_a_plain_study_too(
    main_window: MainWindow, study: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qda.export.leaving import leak_check
    from qda.project.names_register import Register

    if protection.is_protected(study):  # the whole suite runs with passwords
        pytest.skip("the study itself would be locked")
    main_window.open(study)
    Register.create(tmp_path / "study.names", "walnut").close()
    names = cast("NamesPage", main_window.show_page("names"))
    names.open_register(tmp_path / "study.names", "walnut", False)
    qtbot.waitUntil(lambda: not main_window.jobs.busy, timeout=60_000)
    later = time.monotonic() + 11 * 60
    monkeypatch.setattr(time, "monotonic", lambda: later)

    main_window.locking._look()

    said = main_window.messages.current()
    assert said is not None
    assert said.sentence == "The register of names was locked."
    assert (main_window.session.is_open, leak_check.is_locked()) == (True, True)
    leak_check.watch(None)


def test_the_register_of_names_is_closed_with_the_window(main_window: MainWindow, study: Path, tmp_path: Path) -> None:
    from qda.export.leaving import leak_check
    from qda.project.names_register import Register

    main_window.open(study)
    Register.create(tmp_path / "study.names", "walnut").close()
    names = cast("NamesPage", main_window.show_page("names"))
    names.open_register(tmp_path / "study.names", "walnut", False)
    assert leak_check.watched() is not None

    main_window.close()

    assert leak_check.watched() is None


def test_unlocking_leads_back_to_the_place(main_window: MainWindow, protected: Path, qtbot: QtBot) -> None:
    unlocked(main_window, qtbot, protected)
    main_window.show_workspace("categories")

    main_window.locking.lock()
    type_in(main_window, qtbot, "horse")

    assert main_window.stage.key == "categories"


@pytest.mark.parametrize(("minutes", "open_still"), [(10, False), (0, True)])
def test_a_study_left_alone_is_locked_after_a_while(
    main_window: MainWindow,
    protected: Path,
    qtbot: QtBot,
    minutes: int,
    open_still: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from dataclasses import replace

    main_window.set_settings(replace(main_window.settings, lock_minutes=minutes))
    unlocked(main_window, qtbot, protected)
    qtbot.waitUntil(lambda: not main_window.jobs.busy, timeout=30_000)
    later = time.monotonic() + 11 * 60
    monkeypatch.setattr(time, "monotonic", lambda: later)

    main_window.locking._look()

    assert main_window.session.is_open is open_still


def test_a_key_that_comes_to_the_window_is_a_sign_of_life(
    main_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    main_window.show()
    main_window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is not None, timeout=5_000)
    later = time.monotonic() + 11 * 60
    monkeypatch.setattr(time, "monotonic", lambda: later)
    left_alone = main_window.locking.rested()

    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
    QApplication.sendEvent(main_window.windowHandle(), key)

    assert left_alone > 10 * 60
    assert main_window.locking.rested() == 0


def test_a_plain_study_has_nothing_to_lock_it_with(main_window: MainWindow, study: Path) -> None:
    main_window.open(study)

    main_window.acts.get("project.lock").trigger()

    said = main_window.messages.current()
    assert main_window.session.is_open
    assert said is not None
    assert said.sentence == "This study has no password to lock it with."


def test_a_study_with_a_password_is_listed_by_its_file_alone(
    main_window: MainWindow, protected: Path, qtbot: QtBot
) -> None:
    unlocked(main_window, qtbot, protected)
    main_window.show_page("memos")
    main_window.close()

    kept = main_window.state.file.read_text("utf-8")

    assert [each.title for each in main_window.state.recent()] == ["talk.gerund"]
    assert "Talking" not in kept
    assert "Interview" not in kept


# --- giving, changing, removing -----------------------------------------------------------------


def ask_on_page(window: MainWindow, action: str, **typed: str) -> PasswordPage:
    window.acts.get(action).trigger()
    page = cast("PasswordPage", window.stage.page("password"))
    for name, words in typed.items():
        QTest.keyClicks(getattr(page, name).line, words)
    return page


def done(window: MainWindow, qtbot: QtBot, page: PasswordPage) -> None:
    assert page.button.isEnabled()
    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.is_open or lock_page(window).button.isEnabled(), timeout=30_000)


def test_a_study_gets_a_password_and_goes_on_where_it_was(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    main_window.open(study)
    main_window.show_workspace("categories")

    done(main_window, qtbot, ask_on_page(main_window, "project.protect", new="horse", again="horse"))

    assert main_window.session.project.protected
    assert main_window.stage.key == "categories"
    assert all(protection.is_protected(made.path) for made in backup.existing(study))


def test_the_password_is_changed_and_removed(main_window: MainWindow, protected: Path, qtbot: QtBot) -> None:
    unlocked(main_window, qtbot, protected)
    typed = {"old": "horse", "new": "battery", "again": "battery"}
    done(main_window, qtbot, ask_on_page(main_window, "project.password", **typed))
    assert main_window.session.project.protected

    done(main_window, qtbot, ask_on_page(main_window, "project.unprotect", old="battery"))

    assert not main_window.session.project.protected


def test_with_a_wrong_old_password_nothing_changes_and_the_right_one_is_asked_for(
    main_window: MainWindow, protected: Path, qtbot: QtBot
) -> None:
    unlocked(main_window, qtbot, protected)

    done(main_window, qtbot, ask_on_page(main_window, "project.unprotect", old="house"))

    assert main_window.stage.key == "lock"
    type_in(main_window, qtbot, "horse")
    assert main_window.session.project.protected


def test_two_words_that_differ_protect_nothing(main_window: MainWindow, study: Path) -> None:
    main_window.open(study)

    page = ask_on_page(main_window, "project.protect", new="horse", again="house")

    assert not page.button.isEnabled()
    assert page.password.differs.text() == "The two differ."


def test_the_page_says_how_good_a_password_is(main_window: MainWindow, study: Path) -> None:
    main_window.open(study)

    page = ask_on_page(main_window, "project.protect", new="horse")
    assert page.password.strength.text().startswith("Weak")
    QTest.keyClicks(page.new.line, " battery staple orchard violin kettle")
    assert page.password.strength.text().startswith("Strong")


def test_capitals_that_are_locked_are_noticed(main_window: MainWindow, study: Path) -> None:
    main_window.open(study)
    page = ask_on_page(main_window, "project.protect", new="horse")
    assert page.new.capitals.isHidden()

    QTest.keyClick(page.new.line, Qt.Key.Key_H)  # a small letter
    assert page.new.capitals.isHidden()
    QTest.keyClicks(page.new.line, "H")  # a capital, and no Shift

    assert not page.new.capitals.isHidden()


def test_what_was_typed_is_gone_when_the_study_is_closed(main_window: MainWindow, study: Path) -> None:
    main_window.open(study)
    page = ask_on_page(main_window, "project.protect", new="horse", again="horse")

    main_window.opening.close()

    assert (page.new.words(), page.again.words()) == ("", "")


def test_a_locked_window_tells_nothing_of_the_study_anywhere(
    main_window: MainWindow, protected: Path, qtbot: QtBot
) -> None:
    unlocked(main_window, qtbot, protected)
    main_window.show_workspace("code")
    main_window.session.show_source(1)
    main_window.bar.field.setText("judged")
    assert "Interview" in told_by(main_window)

    main_window.locking.lock()

    told = told_by(main_window)
    assert [word for word in ("Talking", "Interview", "judged", "Casework", "Theresa") if word in told] == []


def told_by(window: MainWindow) -> str:
    """What a passer-by, or a screen reader, gets from the window: words, tips, names, menus."""
    parts = [window.windowTitle()]
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            parts += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
            parts += [str(widget.property(name) or "") for name in ("text", "plainText", "placeholderText")]
            parts += visible_rows(widget)
    for action in window.findChildren(QAction):
        parts += [action.text(), action.toolTip(), action.statusTip()]
    return "\n".join(parts)


def visible_rows(widget: QWidget) -> list[str]:
    if not isinstance(widget, QAbstractItemView) or widget.model() is None:
        return []
    model = widget.model()
    return [str(model.index(row, 0).data() or "") for row in range(model.rowCount())] + [
        str(model.index(below, 0, model.index(row, 0)).data() or "")
        for row in range(model.rowCount())
        for below in range(model.rowCount(model.index(row, 0)))
    ]
