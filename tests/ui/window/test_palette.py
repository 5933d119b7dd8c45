"""The field finds actions, sources, codes, memos and words, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qda.memos import service as memos
from qda.project.project import Project
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.session import Selection, Session
from qda.ui.window.palette import Field, Palette
from qda.ui.window.palette_entries import Entries
from qda.ui.working.finding import Entry
from tests.factories import span_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


class Desk(QObject):
    """A window with a field, a list and something else that can have the focus."""

    def __init__(self, study: Path, qtbot: QtBot) -> None:
        super().__init__()
        self.done: list[object] = []
        self.window = QWidget()
        self.window.resize(900, 600)
        qtbot.addWidget(self.window)
        self.session = Session(self.window)
        self.actions = Actions(self.window)
        self.jobs = Jobs(self.window)
        self.elsewhere = QPushButton("Elsewhere")
        self.field = Field(lambda: "Ctrl+K")
        column = QVBoxLayout(self.window)
        column.addWidget(self.field)
        column.addWidget(self.elsewhere)
        self.actions.add("memo.new", "&New memo", lambda: self.done.append("memo.new"), keys="Ctrl+M", menu="&Memo")
        self.entries = Entries(self.actions, self.session, self.jobs, self.window)
        self.palette = Palette(self.field, self.entries, self.session, self.window)
        self.session.begin(Project.open(study, coder="AQ"))
        self.actions.project_is(there=True)
        self.session.source_wanted.connect(lambda source, span: self.done.append((source, span)))
        self.session.selected.connect(self.done.append)
        self.window.show()
        self.window.activateWindow()
        self.elsewhere.setFocus()
        qtbot.waitUntil(self.elsewhere.hasFocus)

    def type(self, words: str) -> None:
        self.palette.start()
        QTest.keyClicks(self.field, words)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.field, key)

    def shown(self) -> list[str]:
        rows = [self.palette.list.model().index(row, 0) for row in range(self.palette.list.model().rowCount())]
        return [str(row.data()) for row in rows]


@pytest.fixture
def desk(study: Path, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(study, qtbot)
    yield made
    made.jobs.stop_all()
    made.session.end()


def current(desk: Desk) -> str:
    entry = desk.palette.current()
    assert isinstance(entry, Entry)
    return entry.text


def test_with_nothing_typed_it_lists_what_can_be_done(desk: Desk) -> None:
    desk.palette.start()

    assert desk.shown() == ["Actions", "New memo, Memo, Ctrl+M"]


def test_enter_does_what_was_found_and_the_focus_is_where_it_was(desk: Desk, qtbot: QtBot) -> None:
    desk.type("new me")
    desk.press(Qt.Key.Key_Return)

    assert desk.done == ["memo.new"]
    assert desk.elsewhere.hasFocus()
    assert (desk.field.text(), desk.palette.isVisible()) == ("", False)


def test_a_source_is_opened(desk: Desk) -> None:
    desk.type("interview")
    desk.press(Qt.Key.Key_Return)

    assert desk.done == [(1, None)]


def test_a_code_is_chosen_and_shown_in_its_tree(desk: Desk, qtbot: QtBot) -> None:
    desk.type("judged")

    with qtbot.waitSignal(desk.session.code_wanted):
        desk.press(Qt.Key.Key_Return)

    chosen = desk.done[0]
    assert isinstance(chosen, Selection)
    assert chosen.kind == "code"


def test_a_memo_is_found_by_its_words(desk: Desk) -> None:
    memos.begin(desk.session.project, "Shame is what she avoids naming.", title="On naming")

    desk.type("shame")
    desk.press(Qt.Key.Key_Return)

    assert desk.done == [Selection("memo", 1)]


def test_words_in_texts_come_a_moment_later_and_do_not_move_the_choice(desk: Desk, qtbot: QtBot) -> None:
    desk.type("judg")
    assert current(desk) == "not being judged"

    qtbot.waitUntil(lambda: any("did not judge me" in row for row in desk.shown()))

    assert current(desk) == "not being judged"


def test_a_place_in_a_text_is_gone_to(desk: Desk, qtbot: QtBot) -> None:
    desk.type("sat")
    qtbot.waitUntil(lambda: any("sat down" in row for row in desk.shown()))

    while "sat down" not in current(desk):
        desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)

    assert desk.done == [(1, span_of("sat"))]


def test_all_places_are_asked_for_at_the_end_of_the_list(desk: Desk, qtbot: QtBot) -> None:
    desk.type("nothing like that")
    assert current(desk) == "All places of “nothing like that”…"

    with qtbot.waitSignal(desk.entries.asked) as asked:
        desk.press(Qt.Key.Key_Return)

    assert asked.args == ["nothing like that"]


def test_arrows_pass_over_headings_and_go_round(desk: Desk) -> None:
    desk.type("in")
    seen = []
    for _step in range(len(desk.shown())):
        seen.append(current(desk))
        desk.press(Qt.Key.Key_Down)

    assert "Sources" not in seen
    assert seen.count(seen[0]) > 1


def test_esc_leads_back_and_does_nothing(desk: Desk) -> None:
    desk.type("new")
    desk.press(Qt.Key.Key_Escape)

    assert (desk.done, desk.palette.isVisible(), desk.elsewhere.hasFocus()) == ([], False, True)


def test_what_changed_is_found_when_one_comes_again(desk: Desk) -> None:
    desk.type("letting")
    desk.press(Qt.Key.Key_Escape)
    from qda.coding import codes

    codes.create(desk.session.project, "letting off steam")
    desk.type("letting")

    assert current(desk) == "letting off steam"


def test_esc_goes_back_to_the_list_in_which_a_name_was_being_typed(desk: Desk) -> None:
    rows = QListWidget(desk.window)
    rows.addItem("one")
    rows.item(0).setFlags(rows.item(0).flags() | Qt.ItemFlag.ItemIsEditable)
    rows.show()
    rows.editItem(rows.item(0))
    desk.type("calm")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # the field of the name

    desk.press(Qt.Key.Key_Escape)

    assert rows.hasFocus()
