"""The history lists every act and takes any of them back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.coding import codes, queries
from qda.project.history import HistoryRow
from qda.project.project import Project
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.project.history_page import HistoryModel, HistoryPage, acts, words_of
from qda.ui.session import Session
from qda.ui.working.undoing import Undoing
from tests.factories import span_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown

DAY = 86_400_000


def row(number: int, *, at: int = 0, group: str | None = None, undone: bool = False) -> HistoryRow:
    return HistoryRow(number, at, "AQ", "codes.create", f"Act {number}", None, undone, group)


@pytest.fixture
def session(qtbot: QtBot, study: Path) -> Iterator[Session]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Session(window)
    made.begin(Project.open(study, coder="AQ"))
    yield made
    made.end()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> HistoryPage:
    window = QWidget()
    qtbot.addWidget(window)
    made = HistoryPage(session, Actions(window), Undoing(session, Jobs(window)), lambda: None)
    made.resize(800, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def names(session: Session) -> list[str]:
    return [code.name for code in queries.code_rows(session.project)]


def test_a_group_is_one_line_that_counts_its_acts() -> None:
    found = acts([row(5), row(4, group="g"), row(3, group="g"), row(2, group="g"), row(1)])

    assert [words_of(act) for act in found] == ["Act 5", "Act 2 and 2 more", "Act 1"]


def test_a_new_day_is_marked_where_it_begins() -> None:
    found = acts([row(3, at=2 * DAY), row(2, at=2 * DAY), row(1, at=0)])

    assert [act.new_day for act in found] == [True, False, True]


def test_a_day_that_goes_on_in_the_next_portion_is_not_marked_again() -> None:
    first = acts([row(2, at=DAY)])

    assert [act.new_day for act in acts([row(1, at=DAY)], first[-1])] == [False]


def test_older_acts_are_read_when_they_are_wanted() -> None:
    portions = {
        None: [row(number) for number in range(400, 100, -1)],
        101: [row(number) for number in range(100, 0, -1)],
    }
    model = HistoryModel(lambda before: portions[before])

    model.reload()
    assert model.rowCount() == 300
    index = model.index(0, 0).parent()
    assert model.canFetchMore(index)
    model.fetchMore(index)

    assert (model.rowCount(), model.canFetchMore(index)) == (400, False)


def test_the_newest_act_stands_first(page: HistoryPage) -> None:
    assert page.model.index(0).data() == "Apply new code “not being judged”"


def test_an_older_act_is_taken_back_by_itself(page: HistoryPage, session: Session, qtbot: QtBot) -> None:
    codes.create(session.project, "letting off steam")
    codes.create(session.project, "telling stories")
    page.reload()
    page.list.setCurrentIndex(page.model.index(1))
    assert page.button.text() == "Take this step back (Enter)"

    QTest.keyClick(page.list, Qt.Key.Key_Return)

    assert names(session) == ["not being judged", "telling stories"]


def test_what_was_taken_back_is_marked_and_can_be_done_again(page: HistoryPage, session: Session) -> None:
    page.revert()
    page.reload()
    assert page.model.index(1).data() == "Apply new code “not being judged” (taken back)"

    page.list.setCurrentIndex(page.model.index(0))
    assert page.button.text() == "Do this again (Enter)"
    page.revert()

    assert names(session) == ["not being judged"]


def test_beginning_the_study_is_nobodys_step_to_take_back(page: HistoryPage) -> None:
    last = page.model.rowCount() - 1
    page.list.setCurrentIndex(page.model.index(last))

    assert page.model.index(last).data() == "Begin the study “Talking”"
    assert not page.button.isEnabled()


def test_a_conflict_is_told(page: HistoryPage, session: Session, qtbot: QtBot) -> None:
    code = codes.create(session.project, "venting")
    codes.rename(session.project, code, "letting off steam")
    page.reload()
    page.list.setCurrentIndex(page.model.index(1))

    with qtbot.waitSignal(session.failed) as failed:
        page.revert()

    assert "can't be undone by itself" in failed.args[0].sentence


def test_screen_readers_hear_who_and_when(page: HistoryPage) -> None:
    spoken = str(page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))

    assert spoken.startswith("Apply new code “not being judged”, AQ, ")


def test_a_correction_tells_in_the_history_what_became_of_the_segments(page: HistoryPage, session: Session) -> None:
    from qda.sources import editing
    from qda.sources.anchoring import Edit

    span = span_of("not ")
    editing.correct(session.project, 1, [Edit(span.start, span.end, "")])
    page.reload()
    page.list.setCurrentIndex(page.model.index(0))

    told = page.details.toPlainText()
    page.list.setCurrentIndex(page.model.index(1))

    assert "“She did not judge me.” is now “She did judge me.” · not being judged" in told
    assert not page.details.isVisible()
