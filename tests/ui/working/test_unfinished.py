"""What is being typed into a field is on disk within a second, and gone when it was kept or given up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qda.project import unfinished
from qda.project.project import Project
from qda.ui.session import Session
from qda.ui.working.unfinished import About, Unfinished


class Text(QPlainTextEdit):
    kept = Signal(str)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.kept.emit(self.toPlainText())


class Page(QWidget):
    """A line and a text that are kept when they are left, a line that stays until Enter, and another place to be."""

    def __init__(self, session: Session, within: QWidget) -> None:
        super().__init__(within)
        self.line, self.new, self.text, self.other = QLineEdit(), QLineEdit(), Text(), QLineEdit()
        column = QVBoxLayout(self)
        for field in (self.line, self.new, self.text, self.other):
            column.addWidget(field)
        self.typing = Unfinished(session, self.line, lambda: About("claim.note", "note", ("claim", 3)))
        self.lasting = Unfinished(session, self.new, lambda: About("claim.new", "new claim"), lasting=True)
        Unfinished(session, self.text, lambda: About("case.summary", "summary", ("case", 1)))
        self.resize(400, 300)


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    made = Session()
    made.begin(Project.create(tmp_path / "study.gerund", title="A study", coder="AQ"))
    yield made
    made.end()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> Iterator[Page]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    made = Page(session, window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield made


@pytest.fixture
def left(session: Session) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [(each.field, each.text) for each in unfinished.left(session.project)]


Left = Callable[[], list[tuple[str, str]]]


def typed(qtbot: QtBot, field: QLineEdit | QPlainTextEdit, words: str, left: Left) -> None:
    """Type, and wait until it is on disk: a second at most."""
    field.setFocus()
    QTest.keyClicks(field, words)
    qtbot.waitUntil(lambda: any(words in text for _field, text in left()), timeout=1_000)


def test_words_are_on_disk_within_a_second(qtbot: QtBot, page: Page, left: Left) -> None:
    typed(qtbot, page.line, "not at first", left)

    assert left() == [("claim.note/3", "not at first")]


@pytest.mark.parametrize("name", ["line", "text"])
def test_leaving_the_field_keeps_the_words_and_they_are_no_longer_unfinished(
    qtbot: QtBot, page: Page, left: Left, name: str
) -> None:
    typed(qtbot, getattr(page, name), "not at first", left)

    page.other.setFocus()
    qtbot.wait(1)

    assert left() == []


def test_old_words_put_back_are_not_unfinished(qtbot: QtBot, page: Page, left: Left) -> None:
    page.text.setPlainText("Stored words")
    typed(qtbot, page.text, "more", left)

    page.text.setPlainText("Stored words")

    assert left() == []


def test_what_a_screen_shows_is_not_taken_for_typing(qtbot: QtBot, page: Page, left: Left) -> None:
    page.line.setText("Stored words")
    page.text.setPlainText("Stored words")
    qtbot.wait(800)

    assert left() == []


def test_a_line_that_waits_for_enter_keeps_its_words_until_it_is_blank(qtbot: QtBot, page: Page, left: Left) -> None:
    typed(qtbot, page.new, "Help comes late", left)
    page.other.setFocus()
    qtbot.wait(1)
    waiting = left()

    page.new.clear()

    assert (waiting, left()) == ([("claim.new", "Help comes late")], [])


def test_words_put_aside_stay_until_they_are_taken_up_and_used(qtbot: QtBot, page: Page, left: Left) -> None:
    typed(qtbot, page.new, "Help comes late", left)
    page.lasting.part()
    page.new.clear()
    aside = left()
    page.new.setText("Help comes late")
    page.lasting.take_up()

    page.new.clear()

    assert (aside, left()) == ([("claim.new", "Help comes late")], [])


def test_closing_the_study_keeps_what_is_in_a_field_and_leaves_what_waits_for_enter(
    qtbot: QtBot, page: Page, session: Session, left: Left
) -> None:
    typed(qtbot, page.new, "Help comes late", left)
    typed(qtbot, page.line, "not at first", left)
    path = session.project.path

    session.end()

    with Project.open(path, coder="AQ") as project:
        assert [each.text for each in unfinished.left(project)] == ["Help comes late"]
    assert page.new.text() == ""


def test_nothing_is_written_into_a_study_that_is_only_read(qtbot: QtBot, page: Page, session: Session) -> None:
    path = session.project.path
    session.begin(Project.open(path, writable=False))
    page.line.setFocus()

    QTest.keyClicks(page.line, "not at first")
    qtbot.wait(800)

    assert unfinished.left(session.project) == []


def test_a_field_that_is_for_nothing_keeps_nothing(qtbot: QtBot, page: Page, session: Session, left: Left) -> None:
    Unfinished(session, page.other, lambda: None)
    page.other.setFocus()

    QTest.keyClicks(page.other, "lost", Qt.KeyboardModifier.NoModifier)
    qtbot.wait(800)

    assert left() == []
