"""The head over a text: whose words in it leave masked."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from qda.sources import service as sources
from qda.study import service as study
from qda.study import withdrawals
from qda.ui.coding.page_head import PageHead
from tests.factories import make_source
from tests.ui.coding.conftest import Desk


def test_it_says_who_has_withdrawn(desk: Desk, qtbot: QtBot) -> None:
    theresa = study.create_participant(desk.project, "Theresa")
    source = make_source(desk.project, name="Another talk")
    sources.assign_speaker(desk.project, source, "Theresa", participant_id=theresa)
    head = PageHead(desk.session, desk.window)
    head.consent.show_source(source)
    before = head.consent.isHidden()

    withdrawals.withdraw(desk.project, theresa)

    assert before
    qtbot.waitUntil(lambda: "Theresa has withdrawn from the study" in head.consent.text(), timeout=2000)
