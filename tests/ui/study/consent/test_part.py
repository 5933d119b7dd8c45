"""Consent on the Study page: answered by a letter, dated by figures, filtered, and told of on a source."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qda.sources import service as sources
from qda.study import consent
from qda.study import service as study
from qda.ui.parts.consent_line import ConsentLine
from qda.ui.study.consent.part import ConsentPart
from qda.ui.study.consent.table import FIXED
from tests.factories import make_source
from tests.ui.study.conftest import Desk


@pytest.fixture
def part(desk: Desk, qtbot: QtBot) -> ConsentPart:
    made = ConsentPart(desk.session, desk.actions, desk.jobs, desk.window)
    made.resize(760, 600)
    desk.window.resize(760, 600)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    return made


def fill(desk: Desk) -> tuple[int, int]:
    """Theresa and Anna; what follows from them has come to the screen."""
    theresa = study.create_participant(desk.project, "Theresa", role="parent")
    anna = study.create_participant(desk.project, "Anna", role="parent")
    QTest.qWait(20)
    while desk.jobs.busy:
        QTest.qWait(5)
    return theresa, anna


def stand(part: ConsentPart, row: int, kind: str) -> None:
    # Chosen outright: setCurrentIndex asks which keys are held, and a test before may have left one down.
    flag = QItemSelectionModel.SelectionFlag
    index = part.rows.index(row, FIXED + part.rows.kinds.index(kind))
    part.table.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
    part.table.setFocus()


def cell(part: ConsentPart, row: int, kind: str) -> str:
    return str(part.rows.index(row, FIXED + part.rows.kinds.index(kind)).data())


def test_without_participants_they_are_asked_for(part: ConsentPart, qtbot: QtBot) -> None:
    assert part.empty.button.isVisible()

    with qtbot.waitSignal(part.people_wanted):
        part.empty.button.click()


def test_a_letter_answers_and_undo_takes_it_back(part: ConsentPart, desk: Desk) -> None:
    theresa, _anna = fill(desk)
    stand(part, 0, "records")

    QTest.keyClick(part.table, Qt.Key.Key_Y)
    answered = cell(part, 0, "records"), consent.allows(desk.project, theresa, "records")
    desk.session.undo()

    assert answered == ("yes", "yes")
    assert cell(part, 0, "records") == ""


def test_figures_typed_into_a_cell_are_the_day_of_asking(part: ConsentPart, desk: Desk, qtbot: QtBot) -> None:
    fill(desk)
    stand(part, 1, "interview")
    QTest.keyClick(part.table, Qt.Key.Key_N)

    QTest.keyClick(part.table, Qt.Key.Key_7)
    editor = part.table.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, ".7.2010")
    QTest.keyClick(editor, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: cell(part, 1, "interview") == "no 2010-07-07")


def test_all_chosen_participants_get_one_answer(part: ConsentPart, desk: Desk) -> None:
    fill(desk)
    stand(part, 0, "quotation")
    part.table.selectAll()

    QTest.keyClick(part.table, Qt.Key.Key_Y)

    assert [cell(part, row, "quotation") for row in (0, 1)] == ["yes", "yes"]


def test_a_withdrawal_is_written_in_words_and_filtered(part: ConsentPart, desk: Desk) -> None:
    fill(desk)
    stand(part, 0, "interview")
    QTest.keyClick(part.table, Qt.Key.Key_Y)

    QTest.keyClick(part.table, Qt.Key.Key_W)
    field = part.form.fields["withdrawn_on"]
    focused = field.hasFocus()
    QTest.keyClicks(field, "2011-03-01")
    QTest.keyClick(field, Qt.Key.Key_Return)
    part.only.show_choice("withdrawn")

    assert focused
    assert [row.name for row in part.rows.rows()] == ["Theresa"]
    assert cell(part, 0, "interview") == "withdrawn 2011-03-01"
    heard = part.rows.index(0, FIXED).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Theresa, interview: yes, withdrawn 2011-03-01"


def test_a_withdrawal_stays_in_words_while_somebody_is_asked_again(part: ConsentPart, desk: Desk) -> None:
    theresa, _anna = fill(desk)
    consent.record(desk.project, theresa, "records", outcome="yes", withdrawn_on="2011-03-01")
    stand(part, 0, "records")
    problems: list[str] = []
    desk.session.failed.connect(lambda error: problems.append(error.sentence))

    QTest.keyClick(part.table, Qt.Key.Key_Y)
    QTest.keyClick(part.table, Qt.Key.Key_A)

    assert problems == ["Theresa has withdrawn “records”."]
    assert cell(part, 0, "records") == "withdrawn, asked again"


def test_open_questions_and_those_never_asked_are_found(part: ConsentPart, desk: Desk) -> None:
    theresa, _anna = fill(desk)
    consent.record(desk.project, theresa, "records", outcome="unanswered")

    part.only.show_choice("open")
    waiting = [row.name for row in part.rows.rows()]
    part.only.show_choice("never")

    assert waiting == ["Theresa"]
    assert [row.name for row in part.rows.rows()] == ["Anna"]


def test_what_is_no_day_is_refused_and_the_old_one_stays(part: ConsentPart, desk: Desk) -> None:
    theresa, _anna = fill(desk)
    consent.record(desk.project, theresa, "interview", asked_on="2010-07-07")
    stand(part, 0, "interview")
    problems: list[str] = []
    desk.session.failed.connect(lambda error: problems.append(error.sentence))

    field = part.form.fields["asked_on"]
    field.setFocus()
    field.setText("soon")
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert problems == ["“soon” is not a date."]
    assert field.text() == "2010-07-07"


def test_asking_again_keeps_what_was_before(part: ConsentPart, desk: Desk) -> None:
    theresa, _anna = fill(desk)
    consent.record(desk.project, theresa, "interview", asked_on="2010-07", outcome="no", form="oral")
    stand(part, 0, "interview")

    part.form.again.click()

    assert cell(part, 0, "interview") == "asked again"
    assert part.form._earlier.text() == "Before: no, 2010-07, oral"


def test_an_asking_is_deleted_by_key(part: ConsentPart, desk: Desk) -> None:
    theresa, _anna = fill(desk)
    consent.record(desk.project, theresa, "interview", outcome="no")
    stand(part, 0, "interview")

    QTest.keyClick(part.table, Qt.Key.Key_Delete)

    assert consent.allows(desk.project, theresa, "interview") == "unknown"


def test_another_kind_of_data_gets_a_column(part: ConsentPart, desk: Desk) -> None:
    theresa, _anna = fill(desk)

    part.kind_link.click()
    QTest.keyClicks(part.kind, "Diary")
    QTest.keyClick(part.kind, Qt.Key.Key_Return)
    QTest.keyClick(part.table, Qt.Key.Key_Y)

    assert part.rows.kinds[-1] == "Diary"
    assert consent.allows(desk.project, theresa, "diary") == "yes"


def test_the_register_is_written(part: ConsentPart, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    theresa, _anna = fill(desk)
    consent.record(desk.project, theresa, "interview", outcome="yes")

    part.write(tmp_path / "consent.csv", names=False)
    desk.until_quiet(qtbot)

    qtbot.waitUntil((tmp_path / "consent.csv").exists)
    assert "Theresa" not in (tmp_path / "consent.csv").read_text("utf-8-sig")


def test_two_hundred_participants_are_shown_at_once(part: ConsentPart, desk: Desk) -> None:
    with desk.project.command("test.people", "Add participants"):
        ids = [study.create_participant(desk.project, f"Person {at}") for at in range(200)]
        consent.answer(desk.project, ids, "interview", "yes")

    started = time.perf_counter()
    part.refresh()
    took = time.perf_counter() - started

    assert part.rows.rowCount() == 200
    assert took < 0.3


def test_a_source_says_whose_consent_was_withdrawn(desk: Desk) -> None:
    theresa, _anna = fill(desk)
    source = make_source(desk.project)
    sources.describe(desk.project, [source], kind="interview")
    sources.set_participants(desk.project, source, [theresa])
    line = ConsentLine(desk.session, desk.window)
    line.show_source(source)
    before = line.isHidden()

    consent.record(desk.project, theresa, "interview", outcome="yes", withdrawn_on="2011-03-01")

    assert before
    assert not line.isHidden()
    assert line.text() == "Theresa withdrew consent to “interview” on 2011-03-01."


def test_withdrawal_is_asked_for_of_who_the_keyboard_is_on(desk: Desk, part: ConsentPart) -> None:
    shown: list[int] = []
    desk.actions.add("study.withdrawal", "Withdrawal", lambda: shown.append(desk.session.selection.id))
    _theresa, anna = fill(desk)
    stand(part, 1, "interview")

    part.withdrawal_link.click()

    assert shown == [anna]
