"""The gate on the import page: a line on each file, and a choice."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qda.sources import queries
from qda.study import consent, consent_gate
from qda.study import service as study
from qda.ui.study.importing.page import ImportPage
from tests.ui.study.conftest import Desk


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, tmp_path: Path) -> ImportPage:
    """A case record of Theresa, who did not agree to the use of records, offered beside a note of nobody."""
    theresa = study.create_participant(desk.session.project, "Theresa")
    consent.record(desk.session.project, theresa, "interview", asked_on="2010-07-07", outcome="yes")
    consent.record(desk.session.project, theresa, "records", outcome="no")
    made = ImportPage(desk.session, desk.actions, desk.jobs, desk.window)
    made.resize(900, 700)
    desk.window.resize(900, 700)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    for name in ("Record", "Note"):
        (tmp_path / f"{name}.txt").write_text(f"{name}: she rang twice.", "utf-8")
    made.offer([tmp_path / "Record.txt", tmp_path / "Note.txt"])
    qtbot.waitUntil(lambda: made.settled and len(made.rows) == 2 and all(row.head is not None for row in made.rows))
    record = next(row for row in made.rows if row.path.name == "Record.txt")
    record.kind, record.participants = "case record", "Theresa"
    made._show_all()
    made.view.setCurrentIndex(made.cards.index(made.rows.index(record)))
    return made


def _import(page: ImportPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.run.came_in):
        page.start()


def test_a_file_without_consent_says_why_and_waits(page: ImportPage) -> None:
    why = "Theresa agreed to the interview on 7 July 2010 but not to the use of records."

    problems = [card.problem for card in map(page.cards.card, range(2)) if card is not None]
    assert sorted(problems) == ["", why]
    assert page.consent.words.text() == why
    assert not page.foot.go.isEnabled()


def test_leaving_out_lets_the_others_in_and_is_recorded(page: ImportPage, qtbot: QtBot, desk: Desk) -> None:
    page.consent.out.click()
    _import(page, qtbot)

    project = desk.session.project
    assert [row.name for row in queries.rows(project)] == ["Note"]
    assert [(row.act, row.decision) for row in consent_gate.decisions(project)] == [("import", "leave out")]


def test_going_on_keeps_the_reason_with_the_source(page: ImportPage, qtbot: QtBot, desk: Desk) -> None:
    page.consent.on.click()
    page.consent.why.setText("The court gave leave.")
    page.consent.why.returnPressed.emit()
    _import(page, qtbot)

    (decision,) = consent_gate.decisions(desk.session.project)
    assert (decision.source, decision.reason) == ("Record", "The court gave leave.")


def test_consent_that_is_given_meanwhile_clears_the_way(page: ImportPage, desk: Desk) -> None:
    consent.answer(desk.session.project, [1], "records", "yes")

    assert page.foot.go.isEnabled()
    assert page.consent.isHidden()
