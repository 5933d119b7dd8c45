"""The last step of a withdrawal asks in place, and only the pseudonym itself will do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.flows.withholding.erase import Erased
from qda.study import withdrawals
from qda.ui.parts.last_step import Meant
from qda.ui.studies import erasing
from qda.ui.study.withdrawal.erase import EraseStep
from qda.ui.study.withdrawal.page import WithdrawalPage
from tests.ui.study.conftest import Desk
from tests.ui.study.withdrawal.test_page import fill, settle, show


@pytest.fixture
def step(qtbot: QtBot) -> EraseStep:
    made = EraseStep()
    qtbot.addWidget(made)
    made.show()
    made.show_person("Theresa", protected=False)
    return made


def test_it_is_done_when_the_pseudonym_is_typed(step: EraseStep) -> None:
    wished: list[Meant] = []
    step.wanted.connect(wished.append)
    step.ask()

    QTest.keyClicks(step.typed, "Ther")
    QTest.keyClick(step.typed, Qt.Key.Key_Return)
    early = list(wished)
    QTest.keyClicks(step.typed, "esa")
    QTest.keyClick(step.typed, Qt.Key.Key_Return)

    assert (early, wished) == ([], [Meant("Theresa")])
    assert step.typed.text() == ""
    assert step.link.isVisible()


def test_a_study_with_a_password_asks_for_it_too(step: EraseStep) -> None:
    step.show_person("Theresa", protected=True)
    step.ask()

    step.typed.setText("Theresa")
    without = step.button.isEnabled()
    QTest.keyClicks(step.password.line, "five unrelated words")

    assert (without, step.button.isEnabled()) == (False, True)
    assert step.password.isVisible()


def test_esc_leaves_it_and_forgets_what_was_typed(step: EraseStep) -> None:
    step.ask()
    step.typed.setText("Theresa")

    QTest.keyClick(step.typed, Qt.Key.Key_Escape)

    assert (step.typed.text(), step.asking.isVisible(), step.link.isVisible()) == ("", False, True)


def test_the_step_is_there_when_somebody_has_withdrawn(desk: Desk, qtbot: QtBot) -> None:
    page = WithdrawalPage(desk.session, desk.actions, desk.jobs, lambda: None)
    page.setParent(desk.window)
    theresa, _segment, _memo = fill(desk)
    show(desk, page, qtbot, theresa)
    before = page.erase.isVisible()

    withdrawals.withdraw(desk.project, theresa)
    settle(desk, qtbot)

    assert (before, page.erase.isVisible()) == (False, True)
    assert "Theresa" in page.erase.about.text()


def test_what_was_done_is_told() -> None:
    said, more = erasing.told(Erased("Theresa", texts=2, steps=9, deleted=3))

    assert said == "The words of Theresa are erased."
    assert more == "3 older copies are deleted."
