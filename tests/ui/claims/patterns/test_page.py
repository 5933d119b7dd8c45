"""Patterns in the window: a proposition is put down, a case is judged in the table, segments are ticked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from qda.project.project import Project
from qda.study import withdrawals
from qda.synthesis import claims, patterns
from qda.ui.actions import Actions
from qda.ui.claims.patterns import segments
from qda.ui.claims.patterns.page import PatternsPart
from qda.ui.jobs import Jobs
from qda.ui.session import Selection, Session
from tests.export.coded_study import build
from tests.ui.still import keep_still


@dataclass
class Desk:
    """The page over a study with one proposition, which matches its one case."""

    project: Project
    session: Session
    page: PatternsPart
    made: dict[str, int]
    window: QWidget


@pytest.fixture
def desk(qtbot: QtBot, project: Project) -> Iterator[Desk]:
    made = build(project)
    window = QWidget()
    qtbot.addWidget(window)
    session = Session(window)
    session.begin(project)
    jobs = Jobs(window)
    page = PatternsPart(session, Actions(window), jobs)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    qtbot.waitUntil(lambda: page.evidence.count() == 2)
    yield Desk(project, session, page, made, window)
    keep_still(jobs, page)


def _cell(desk: Desk, column: int) -> str:
    return str(desk.page.rows.index(0, column).data())


def test_a_proposition_stands_beside_its_cases(desk: Desk) -> None:
    assert desk.page.head.text() == "Calm comes first"
    assert desk.page.expected.toPlainText() == "calm, then talk"
    assert [_cell(desk, column) for column in range(4)] == ["Martine\nCasework", "she sat down", "match", "literal"]


def test_it_is_said_whose_words_no_report_of_the_patterns_holds(desk: Desk, qtbot: QtBot) -> None:
    withdrawals.withdraw(desk.project, desk.made["person"])

    desk.page.refresh()

    qtbot.waitUntil(desk.page.segments.kept_back.isVisible)
    assert desk.page.segments.kept_back.text() == "Theresa has withdrawn: their words leave masked."


def test_a_long_proposition_can_be_read_to_its_end(desk: Desk) -> None:
    words = "Calm comes first, " * 12 + "and help after it"
    made = claims.create(desk.project, words, kind="proposition")

    desk.page.refresh()

    item = next(each for each in map(desk.page.list.item, range(desk.page.list.count())) if each.data(0x100) == made)
    assert "and help after it" in item.text()
    assert item.sizeHint().height() > 4 * desk.page.list.fontMetrics().height()


def test_what_came_too_late_is_said_plainly(desk: Desk, qtbot: QtBot) -> None:
    told = "entered after 2 segments of this case had been coded"

    qtbot.waitUntil(lambda: desk.page.rows.index(0, 1).data(Qt.ItemDataRole.UserRole) == told)


def test_a_case_is_judged_in_the_table(desk: Desk, qtbot: QtBot) -> None:
    desk.page.rows.setData(desk.page.rows.index(0, 2), "partial")

    assert patterns.rows(desk.project)[0].match == "partial"
    qtbot.waitUntil(lambda: _cell(desk, 2) == "partial")


def test_enter_opens_a_cell_and_keeps_what_is_typed(desk: Desk, qtbot: QtBot) -> None:
    table = desk.page.table
    table.setCurrentIndex(desk.page.rows.index(0, 4))
    QTest.keyClick(table, Qt.Key.Key_Return)
    field = table.findChild(QPlainTextEdit)
    assert field is not None

    QTest.keyClicks(field, "both told it so")
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert patterns.rows(desk.project)[0].reason == "both told it so"


def test_a_segment_is_ticked_and_taken_back(desk: Desk, qtbot: QtBot) -> None:
    item = desk.page.evidence.item(0)

    item.setCheckState(Qt.CheckState.Checked)

    (row,) = patterns.rows(desk.project)
    assert row.evidence == (item.data(Qt.ItemDataRole.UserRole),)
    desk.project.undo()
    assert patterns.rows(desk.project)[0].evidence == ()


def test_a_rival_is_put_down_beneath_its_proposition(desk: Desk) -> None:
    desk.page.new.setText("It was the tea")

    desk.page.add("rival")

    first, rival = patterns.propositions(desk.project)
    assert (rival.text, rival.rival_to) == ("It was the tea", first.id)
    assert desk.page.head.text() == "It was the tea"
    assert desk.page.verdict.text().count("\n") == 1


def test_the_expectation_is_kept_when_it_is_left(desk: Desk) -> None:
    desk.page.expected.setPlainText("calm, then silence")

    desk.page.expected.left.emit()

    assert patterns.propositions(desk.project)[0].expected == "calm, then silence"


def test_the_page_follows_a_claim_that_is_chosen_elsewhere(desk: Desk, qtbot: QtBot) -> None:
    made = claims.create(desk.project, "Second", kind="proposition")
    qtbot.waitUntil(lambda: desk.page.list.count() == 2)

    desk.session.select(Selection("claim", made))

    assert desk.page.head.text() == "Second"


def test_an_empty_page_says_what_a_proposition_is(desk: Desk, qtbot: QtBot) -> None:
    claims.delete(desk.project, [row.id for row in patterns.propositions(desk.project)])

    qtbot.waitUntil(lambda: "what you expect before you look" in desk.page.stamped.text())
    assert not desk.page.table.isVisible()


def test_the_patterns_are_written(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(desk.session.said):
        desk.page.export(tmp_path / "p.csv")

    assert "she sat down" in (tmp_path / "p.csv").read_text("utf-8")


def test_the_segments_of_a_case_are_read_once_however_often_the_page_is_shown_anew(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[tuple[int, bool]] = []
    plain = segments.read

    def counted(project: Project, claim: int, case: int, *, only: bool) -> segments.Found:
        read.append((case, only))
        return plain(project, claim, case, only=only)

    monkeypatch.setattr(segments, "read", counted)
    case, before = desk.page.case_id(), desk.page.segments.only.isChecked()

    desk.page.refresh()
    desk.page._on_late({})

    qtbot.waitUntil(lambda: bool(read) and desk.page.evidence.count() == 2)
    desk.page.segments.only.click()
    qtbot.waitUntil(lambda: len(read) > 1)
    assert read == [(case, before), (case, not before)]
