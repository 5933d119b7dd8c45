"""The study's screens in the real window, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qda.sources import queries as source_queries
from qda.study import queries as study_queries
from qda.ui.main_window import MainWindow
from qda.ui.study.importing.page import ImportPage
from qda.ui.study.page import StudyPage
from qda.ui.study.tree.page import StudyTree
from tests.factories import TALK


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def opened(window: MainWindow, study: Path, qtbot: QtBot) -> StudyTree:
    window.open(study)
    qtbot.waitUntil(lambda: window.session.is_open and bool(window.findChildren(StudyTree)))
    tree = window.findChild(StudyTree)
    assert isinstance(tree, StudyTree)
    qtbot.waitUntil(lambda: tree.head_words()[1] == "1 source")
    return tree


def test_files_are_offered_described_and_brought_in_without_the_mouse(
    main_window: MainWindow, study: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    tree = opened(main_window, study, qtbot)
    for name in ("Interview with Anna 3 May 2012.txt", "Interview with Paul.txt"):
        (tmp_path / name).write_text(f"{TALK}\n\nINT: {name}", encoding="utf-8")

    main_window.bringing.offer([tmp_path / "Interview with Anna 3 May 2012.txt", tmp_path / "Interview with Paul.txt"])
    page = main_window.stage.page("import")
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.settled and len(page.ticked()) == 2)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.form.fields["case"].setFocus()
    QTest.keyClicks(focused(), "Martine")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: tree.head_words()[1] == "3 sources")
    rows = source_queries.rows(main_window.session.project)[1:]
    assert [(row.case, row.participants) for row in rows] == [("Martine", ("Anna",)), ("Martine", ("Paul",))]
    qtbot.waitUntil(lambda: main_window.stage.key == "code")
    code = main_window.stage.page("code")
    # The text that came in, ready to be coded; without a real screen a closed list of offers stays the active window.
    qtbot.waitUntil(lambda: code.focusProxy() is main_window.focusWidget())
    main_window.acts.get("edit.undo").trigger()
    qtbot.waitUntil(lambda: tree.head_words()[1] == "1 source")


def test_a_folder_is_asked_for_and_leaving_it_with_esc_keeps_what_was_found(
    main_window: MainWindow, study: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(main_window, study, qtbot)
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "talk.txt").write_text(f"{TALK} Later.", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_told: str(tmp_path / "in"))

    main_window.acts.get("project.import_folder").trigger()
    page = main_window.stage.page("import")
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.settled and len(page.ticked()) == 1)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    message = main_window.messages.current()
    assert main_window.stage.key != "import"
    assert message is not None
    assert message.sentence == "The import is kept as you left it."
    main_window.acts.get("study.last_import").trigger()

    assert main_window.stage.key == "import"
    assert [row.path.name for row in page.rows] == ["talk.txt"]
    assert main_window.messages.current() is None


def test_a_case_is_added_and_a_source_moved_there_by_keys(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    tree = opened(main_window, study, qtbot)
    main_window.acts.get("focus.study").trigger()
    QTest.keyClick(focused(), Qt.Key.Key_Home)

    QTest.keyClick(focused(), Qt.Key.Key_Insert)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    QTest.keyClicks(focused(), "Leah")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [node.name for node in tree.view.chosen()] == ["Leah"])
    main_window.show_workspace("study")
    page = main_window.stage.page("study")
    assert isinstance(page, StudyPage)
    row = page.sources.rows.rows()[0]
    page.sources.table.choose(row.id, 3)
    QTest.keyClick(page.sources.table, Qt.Key.Key_F2)
    QTest.keyClicks(focused(), "Leah")
    offers = QApplication.activePopupWidget()
    assert offers is not None
    QTest.keyClick(offers, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: source_queries.rows(main_window.session.project)[0].case == "Leah")
    assert [case.name for case in study_queries.units(main_window.session.project)[0].cases] == ["Martine", "Leah"]
