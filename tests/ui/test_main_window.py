"""The window holds its parts together: opening, closing, going back, keys, drops."""

from __future__ import annotations

import gc
import weakref
from collections import defaultdict
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qda import settings as settings_file
from qda.coding import queries as codings
from qda.errors import QdaError
from qda.project import coders
from qda.project.project import Project
from qda.settings import Settings
from qda.ui.main_window import MainWindow
from qda.ui.screens import WORKSPACES

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


class Windows(QObject):
    """Notes whatever is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(repr(watched))
        return False


def open_study(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    window.open(path)
    qtbot.waitUntil(lambda: not window.jobs.busy)


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button, key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), action, data, button, key))


def editor_in(window: MainWindow, qtbot: QtBot) -> QPlainTextEdit:
    editor = QPlainTextEdit()
    window.stage.addWidget(editor)
    window.stage.setCurrentWidget(editor)
    window.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    return editor


def test_a_new_window_begins_on_the_start_page_without_sides_or_workspaces(main_window: MainWindow) -> None:
    assert main_window.stage.key == "start"
    assert not main_window.panels.is_shown("left")
    assert main_window.windowTitle() == "Gerund"
    assert not main_window.acts.get("workspace.code").isEnabled()


def test_opening_a_study_shows_its_name_and_both_sides(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    open_study(main_window, study, qtbot)

    assert main_window.bar.name.text() == "Talking"
    assert main_window.bar.marked() == "study"
    assert main_window.panels.is_shown("left")
    assert main_window.panels.is_shown("right")
    assert main_window.acts.get("workspace.code").isEnabled()


def test_a_renamed_study_is_renamed_in_the_bar(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    from qda.study import service

    open_study(main_window, study, qtbot)
    service.describe(main_window.session.project, title="Listening")

    assert (main_window.bar.name.text(), main_window.windowTitle()) == ("Listening", "Listening – Gerund")


def test_undo_is_named_in_the_menu_and_in_the_bottom_line(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    open_study(main_window, study, qtbot)

    named = "Undo: Apply new code “not being judged”"
    assert main_window.acts.get("edit.undo").text() == named
    assert main_window.line.undo.words() == named


def test_undo_in_the_bottom_line_takes_the_act_back(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    open_study(main_window, study, qtbot)

    main_window.line.undo.click()
    qtbot.waitUntil(main_window.acts.get("edit.redo").isEnabled)

    assert codings.everything(main_window.session.project) == []
    assert main_window.acts.get("edit.redo").text() == "Redo: Apply new code “not being judged”"


def test_coverage_of_the_open_source_is_said(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    open_study(main_window, study, qtbot)

    main_window.session.show_source(1)

    qtbot.waitUntil(lambda: main_window.line.coverage.text() == "1 of 2 lines coded")
    assert main_window.stage.key == "code"


def test_work_goes_on_where_it_was_left(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    open_study(main_window, study, qtbot)
    main_window.session.show_source(1)
    main_window.acts.get("view.right").trigger()

    main_window.acts.get("project.close").trigger()
    assert main_window.stage.key == "start"
    open_study(main_window, study, qtbot)

    assert (main_window.stage.key, main_window.session.source_id) == ("code", 1)
    assert not main_window.panels.is_shown("right")


def test_a_study_open_elsewhere_is_offered_for_reading(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    with Project.open(study, purpose="Another window"):
        main_window.open(study)
        message = main_window.messages.current()
        assert message is not None
        assert "Another window" in message.sentence

        main_window.messages.take(message.offers[0])

        assert not main_window.session.project.writable
        assert main_window.line.reading.isVisible()
        assert not main_window.acts.get("project.import").isEnabled()
        main_window.opening.close()


def test_a_file_that_is_no_study_is_told_of(main_window: MainWindow, tmp_path: Path) -> None:
    stray = tmp_path / "notes.gerund"
    stray.write_text("no study")

    main_window.open(stray)

    message = main_window.messages.current()
    assert message is not None
    assert message.sentence == "“notes.gerund” is not a Gerund project."
    assert main_window.stage.key == "start"


def test_esc_closes_the_message_first_and_then_goes_back(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    open_study(main_window, study, qtbot)
    main_window.show_page("settings")
    main_window.session.failed.emit(QdaError("Something."))

    QTest.keyClick(main_window, Qt.Key.Key_Escape)
    assert (main_window.messages.current(), main_window.stage.key) == (None, "settings")
    QTest.keyClick(main_window, Qt.Key.Key_Escape)

    assert main_window.stage.key == "study"


def test_ctrl_z_in_an_editor_is_the_editors(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    open_study(main_window, study, qtbot)
    editor = editor_in(main_window, qtbot)
    QTest.keyClicks(editor, "word")

    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert editor.toPlainText() == ""
    assert len(codings.everything(main_window.session.project)) == 1


def test_ctrl_k_finds_from_within_an_editor_too(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    open_study(main_window, study, qtbot)
    editor = editor_in(main_window, qtbot)

    QTest.keyClick(editor, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    assert main_window.bar.field.hasFocus()


def test_a_study_dropped_on_the_window_is_opened(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    drop(main_window, study)

    qtbot.waitUntil(lambda: main_window.session.path() == study)


def test_files_dropped_without_a_study_ask_for_one(main_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    drop(main_window, tmp_path / "interview.txt")

    qtbot.waitUntil(lambda: main_window.messages.current() is not None)
    message = main_window.messages.current()
    assert message is not None
    assert [offer.text for offer in message.offers] == ["New study…", "Open…"]


def test_light_and_dark_are_switched_and_kept(main_window: MainWindow, tmp_path: Path) -> None:
    main_window.acts.get("view.scheme").trigger()

    assert main_window.session.ink.dark
    assert settings_file.load(tmp_path / "config" / "settings.toml").scheme == "dark"


def test_settings_that_could_not_be_read_are_not_overwritten(main_window: MainWindow, tmp_path: Path) -> None:
    main_window.settings_readable = False

    main_window.acts.get("view.scheme").trigger()

    assert not (tmp_path / "config" / "settings.toml").exists()


def test_a_new_name_codes_from_now_on(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    from dataclasses import replace

    open_study(main_window, study, qtbot)
    main_window.set_settings(replace(main_window.settings, coder="Bea"))

    assert main_window.line.coder.words() == "Coder: Bea"
    assert "Bea" in coders.named(main_window.session.project).values()


@pytest.mark.parametrize("remember", [True, False])
def test_a_study_is_remembered_only_if_that_is_wanted(
    main_window: MainWindow, study: Path, qtbot: QtBot, remember: bool
) -> None:
    from dataclasses import replace

    main_window.set_settings(replace(main_window.settings, remember_recent=remember))
    open_study(main_window, study, qtbot)

    assert [each.path for each in main_window.state.recent()] == ([study] if remember else [])
    main_window.state.sync()
    kept = [file.read_text() for file in study.parent.glob("config/*") if file.is_file()]
    assert any("talk.gerund" in text for text in kept) is remember


@pytest.mark.parametrize("known", [True, False])
def test_line_by_line_is_a_form_of_the_code_workspace(
    main_window: MainWindow, study: Path, qtbot: QtBot, known: bool
) -> None:
    from qda.ui.coding.lines.view import LinesView

    open_study(main_window, study, qtbot)
    if known:
        main_window.show_workspace("code")
    main_window.session.show_source(1)
    main_window.session.workspace_wanted.emit("lines")

    view = main_window.findChild(LinesView)
    assert main_window.stage.key == "code"
    assert view is not None
    assert view.isVisible()


def test_no_part_of_a_page_is_a_window_for_a_moment(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    shown = Windows()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(shown)
    open_study(main_window, study, qtbot)
    main_window.session.show_source(1)

    for key in (*WORKSPACES, "lines", "import", "search", "history", "settings", "keys", "manual"):
        main_window.show_workspace(key)
    application.removeEventFilter(shown)

    assert shown.names == []


def test_nor_is_it_in_a_blank_study(main_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    with Project.create(tmp_path / "blank.gerund", title="Blank", coder="AQ"):
        pass
    shown = Windows()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(shown)

    open_study(main_window, tmp_path / "blank.gerund", qtbot)
    for key in WORKSPACES:
        main_window.show_workspace(key)
    application.removeEventFilter(shown)

    assert shown.names == []


@pytest.mark.parametrize("part", ["study", "codes", "memo", "text"])
def test_the_focus_goes_to_a_part_by_a_key_even_if_it_was_folded(
    main_window: MainWindow, study: Path, qtbot: QtBot, part: str
) -> None:
    open_study(main_window, study, qtbot)
    main_window.activateWindow()
    main_window.session.show_source(1)
    main_window.show_page("settings")
    main_window.panels.fold("left", True)
    main_window.panels.fold("right", True)

    main_window.acts.get(f"focus.{part}").trigger()

    place = main_window.stage.page("code") if part == "text" else main_window.panel(part)
    qtbot.waitUntil(lambda: place.isAncestorOf(QApplication.focusWidget() or main_window))


def test_a_new_memo_brings_its_panel_out(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    open_study(main_window, study, qtbot)
    main_window.panels.fold("right", True)

    main_window.acts.get("memo.new").trigger()

    assert main_window.panels.is_shown("right")


def test_every_workspace_is_made_while_nothing_happens(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    open_study(main_window, study, qtbot)

    qtbot.waitUntil(lambda: all(main_window.stage.made(key) for key in WORKSPACES), timeout=40_000)


def test_no_key_means_two_things_in_one_place(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    open_study(main_window, study, qtbot)
    for key in WORKSPACES:
        main_window.stage.page(key)

    users: dict[tuple[str, QWidget | None], list[str]] = defaultdict(list)
    for action in main_window.acts.all():
        name = action.objectName()
        where = main_window.acts.where(name)
        for keys in main_window.acts.keys_of(name):
            users[QKeySequence(keys).toString(), where].append(name)

    assert {keys: names for keys, names in users.items() if len(names) > 1} == {}


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_that_has_the_focus(main_window: MainWindow, key: Qt.Key) -> None:
    pressed: list[str] = []
    button = QPushButton("Go on", main_window)
    button.clicked.connect(lambda _checked: pressed.append("go on"))
    button.show()
    button.setFocus()

    QTest.keyClick(button, key)

    assert pressed == ["go on"]


def test_the_window_is_no_larger_than_the_screen(main_window: MainWindow) -> None:
    main_window.setGeometry(100, 50, 1440, 900)
    room = QRect(0, 0, 1280, 720)

    main_window.keep_within(room)

    assert room.contains(main_window.geometry())
    assert main_window.width() == 1280


def test_a_window_that_fits_stays_as_it_was(main_window: MainWindow) -> None:
    main_window.setGeometry(100, 50, 900, 600)

    main_window.keep_within(QRect(0, 0, 1280, 720))

    assert main_window.geometry() == QRect(100, 50, 900, 600)


def test_a_window_that_is_gone_is_held_by_nothing_that_outlives_it(
    qtbot: QtBot, qapp: QApplication, study: Path, tmp_path: Path
) -> None:
    before = set(qapp.allWidgets())
    window = MainWindow(Settings(coder="AQ"), tmp_path / "settings.toml")
    open_study(window, study, qtbot)
    window.show_page("study")
    gone = weakref.ref(window)

    window.close()
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [type(widget).__name__ for widget in qapp.allWidgets() if widget not in before]
    del window
    qapp.processEvents()
    gc.collect()

    assert left == []
    assert gone() is None
