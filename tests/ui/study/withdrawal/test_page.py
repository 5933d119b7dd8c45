"""A participant withdraws in the window: what holds their words is listed, masked or kept by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.coding import codes, segments
from qda.memos import service as memos
from qda.project import issued
from qda.sources import service as sources
from qda.study import service as study
from qda.study import withdrawals
from qda.ui.parts.consent_line import ConsentLine
from qda.ui.session import Selection
from qda.ui.study.withdrawal.page import WithdrawalPage
from tests.factories import make_source, span_of
from tests.ui.study.conftest import Desk


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> WithdrawalPage:
    made = WithdrawalPage(desk.session, desk.actions, desk.jobs, lambda: None)
    made.setParent(desk.window)
    made.resize(900, 600)
    desk.window.resize(900, 600)
    return made


def fill(desk: Desk) -> tuple[int, int, int]:
    """Theresa who is quoted, and Anna who is not; gives Theresa, a segment of hers and a memo that quotes her."""
    theresa = study.create_participant(desk.project, "Theresa")
    study.create_participant(desk.project, "Anna")
    source = make_source(desk.project)
    sources.assign_speaker(desk.project, source, "Theresa", participant_id=theresa)
    segment = segments.apply(desk.project, source, span_of("Then we talked"), codes.create(desk.project, "talking"))
    memo = memos.begin(desk.project, "She came in and sat down. She did not judge me.", title="On trust")
    return theresa, segment.segment_id, memo


def show(desk: Desk, page: WithdrawalPage, qtbot: QtBot, person: int) -> None:
    desk.session.select(Selection("participant", person))
    page.show()
    desk.window.show()
    settle(desk, qtbot)


def settle(desk: Desk, qtbot: QtBot) -> None:
    QTest.qWait(180)
    desk.until_quiet(qtbot)
    QTest.qWait(10)


def listed(page: WithdrawalPage) -> list[tuple[str, str]]:
    """What each thing is called, and what becomes of it."""
    return [(row.text(0), row.text(2)) for row in page.tree._rows()]


def choose(page: WithdrawalPage, name: str) -> None:
    page.tree.clearSelection()
    row = next(row for row in page.tree._rows() if row.text(0) == name)
    page.tree.setCurrentItem(row)
    row.setSelected(True)
    page.tree.setFocus()


def test_what_holds_the_words_is_listed_before_anything_is_recorded(
    desk: Desk, page: WithdrawalPage, qtbot: QtBot
) -> None:
    theresa, _segment, _memo = fill(desk)

    show(desk, page, qtbot, theresa)

    assert page.who.currentText() == "Theresa"
    assert listed(page) == [("Interview", ""), ("Interview, line 4", ""), ("On trust", "")]
    assert page.counts.text() == "3 things hold their words."
    assert page.mask_link.isHidden()


def test_a_withdrawal_is_recorded_and_taken_back(desk: Desk, page: WithdrawalPage, qtbot: QtBot) -> None:
    theresa, _segment, _memo = fill(desk)
    show(desk, page, qtbot, theresa)
    page.day.setText("18.5.2012")
    page.reason.setText("asked by letter")

    page.record.click()
    settle(desk, qtbot)

    row = withdrawals.of(desk.project, theresa)
    assert row is not None
    assert (row.withdrawn_on, row.reason) == ("2012-05-18", "asked by letter")
    assert page.day.text() == "2012-05-18"
    assert {told for _name, told in listed(page)} == {"masked"}
    assert page.who.currentText() == "Theresa (withdrawn)"
    page.record.click()
    settle(desk, qtbot)
    assert withdrawals.of(desk.project, theresa) is None
    assert page.day.text() == ""


def test_k_keeps_and_m_masks_what_is_chosen(desk: Desk, page: WithdrawalPage, qtbot: QtBot) -> None:
    theresa, segment, memo = fill(desk)
    withdrawals.withdraw(desk.project, theresa)
    show(desk, page, qtbot, theresa)
    choose(page, "On trust")
    page.note.setText("agreed")

    QTest.keyClick(page.tree, Qt.Key.Key_K)
    settle(desk, qtbot)

    assert listed(page)[2] == ("On trust", "as it is · agreed")
    assert page.counts.text() == "3 things hold their words: 2 leave masked, 1 as they are."
    page.tree.selectAll()
    QTest.keyClick(page.tree, Qt.Key.Key_M)
    settle(desk, qtbot)
    row = withdrawals.of(desk.project, theresa)
    assert row is not None
    assert row.decision("memo", memo) == row.decision("segment", segment) == "mask"


def test_undoing_shows_how_it_was(desk: Desk, page: WithdrawalPage, qtbot: QtBot) -> None:
    theresa, _segment, _memo = fill(desk)
    withdrawals.withdraw(desk.project, theresa)
    show(desk, page, qtbot, theresa)

    desk.session.undo()
    settle(desk, qtbot)

    assert page.record.text() == "Record the withdrawal"
    assert {told for _name, told in listed(page)} == {""}


def test_what_is_no_day_is_refused_and_what_was_typed_stays(desk: Desk, page: WithdrawalPage, qtbot: QtBot) -> None:
    theresa, _segment, _memo = fill(desk)
    show(desk, page, qtbot, theresa)
    failed: list[object] = []
    desk.session.failed.connect(failed.append)
    page.day.setText("soon")

    page.record.click()

    assert [str(error) for error in failed] == ["“soon” is not a date."]
    assert page.day.text() == "soon"


def test_enter_leads_to_the_words(desk: Desk, page: WithdrawalPage, qtbot: QtBot) -> None:
    theresa, _segment, _memo = fill(desk)
    show(desk, page, qtbot, theresa)
    choose(page, "Interview, line 4")

    with qtbot.waitSignal(desk.session.source_wanted) as wanted:
        QTest.keyClick(page.tree, Qt.Key.Key_Return)

    assert wanted.args == [1, span_of("Then we talked")]


def test_earlier_files_are_listed_to_act_on_outside(
    desk: Desk, page: WithdrawalPage, qtbot: QtBot, tmp_path: Path
) -> None:
    theresa, _segment, _memo = fill(desk)
    path = tmp_path / "for Jenny.docx"
    path.write_bytes(b"words")
    issued.enter(desk.project, [issued.leaving(path, "report", "Segments", [1])])

    show(desk, page, qtbot, theresa)

    assert listed(page)[-1] == ("for Jenny.docx", "ask for it back")
    assert page.counts.text().endswith("1 file left before.")
    assert page.foot.isVisible()


def test_somebody_without_words_is_told_of(desk: Desk, page: WithdrawalPage, qtbot: QtBot) -> None:
    fill(desk)

    show(desk, page, qtbot, 2)

    assert page.counts.text() == "Nothing in the study holds words of Anna."


def test_without_participants_the_page_says_what_to_do(desk: Desk, page: WithdrawalPage, qtbot: QtBot) -> None:
    show(desk, page, qtbot, 1)

    assert page.pages.currentWidget() is page.nobody


def test_a_source_says_whose_words_leave_masked(desk: Desk, qtbot: QtBot) -> None:
    theresa, _segment, _memo = fill(desk)
    line = ConsentLine(desk.session, desk.window)
    line.show_source(1)
    assert line.isHidden()

    withdrawals.withdraw(desk.project, theresa)
    QTest.qWait(10)

    assert line.text() == "Theresa has withdrawn from the study: their words leave masked."
