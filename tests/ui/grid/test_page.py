"""A page of matrices, worked with the keyboard: judged, written, linked, undone, and told to a screen reader."""

from __future__ import annotations

import json

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from qda.coding import codes
from qda.project.project import Project
from qda.study import service as study
from qda.synthesis import matrices
from qda.synthesis.matrices import CellRow, MatrixRow
from qda.ui.cases.matrix_page import PerspectivesPage
from qda.ui.grid.drops import CODES
from qda.ui.session import Selection
from tests.factories import make_case

ROLE = Qt.ItemDataRole.AccessibleTextRole


def settle(page: PerspectivesPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page._later.isActive() and not page._jobs.busy and not page._rest.isActive())


def go(page: PerspectivesPage, qtbot: QtBot, row: int, column: int) -> None:
    page.grid.setCurrentIndex(page.grid.model_.index(row, column))
    page.grid.setFocus()
    settle(page, qtbot)


def cell(project: Project, made: MatrixRow, row: int = 0, column: int = 0) -> CellRow | None:
    return matrices.matrix(project, made.id).cell(made.rows[row].id, made.columns[column].id)


def test_the_first_page_says_what_to_do_and_begins_a_table(
    project: Project, page: PerspectivesPage, qtbot: QtBot
) -> None:
    _unit, case = make_case(project)
    settle(page, qtbot)
    page._session.select(Selection("case", case))

    page.begin_link.click()

    (name,) = matrices.names(project)
    assert (name.name, name.case_id) == ("Martine: perspectives compared", case)
    assert page._picker is not None


def test_a_cell_says_what_stands_under_it(made: MatrixRow, page: PerspectivesPage, qtbot: QtBot) -> None:
    settle(page, qtbot)

    model = page.grid.model_
    assert model.index(0, 0).data(ROLE) == "row not judging, column parent: 2 of 2 segments"
    assert model.index(1, 0).data(ROLE) == "row calm, column parent: 0 of 2 segments"
    assert model.index(0, 1).data(ROLE) == "row not judging, column social worker: nothing coded here"


def test_digits_judge_and_undo_takes_it_back(
    project: Project, made: MatrixRow, page: PerspectivesPage, qtbot: QtBot
) -> None:
    go(page, qtbot, 0, 0)

    QTest.keyClick(page.grid, Qt.Key.Key_3)
    settle(page, qtbot)
    judged = cell(project, made)
    page._session.undo()

    assert judged is not None
    assert judged.judgement == "mixed"
    assert cell(project, made) is None


def test_a_judgement_that_is_written_over_asks_why(
    project: Project, made: MatrixRow, page: PerspectivesPage, qtbot: QtBot
) -> None:
    matrices.write(project, made.rows[0].id, made.columns[0].id, judgement="positive")
    go(page, qtbot, 0, 0)

    QTest.keyClick(page.grid, Qt.Key.Key_2)
    waiting = cell(project, made)
    QTest.keyClicks(page.evidence.reason, "She says so later.")
    QTest.keyClick(page.evidence.reason, Qt.Key.Key_Return)

    over = cell(project, made)
    assert waiting is not None and waiting.judgement == "positive"
    assert over is not None and (over.judgement, over.reason) == ("negative", "She says so later.")


def test_escape_lets_a_judgement_be(project: Project, made: MatrixRow, page: PerspectivesPage, qtbot: QtBot) -> None:
    matrices.write(project, made.rows[0].id, made.columns[0].id, judgement="positive")
    go(page, qtbot, 0, 0)

    QTest.keyClick(page.grid, Qt.Key.Key_2)
    QTest.keyClick(page.evidence.reason, Qt.Key.Key_Escape)

    held = cell(project, made)
    assert held is not None and held.judgement == "positive"


def test_typing_writes_and_enter_keeps(project: Project, made: MatrixRow, page: PerspectivesPage, qtbot: QtBot) -> None:
    go(page, qtbot, 1, 1)

    QTest.keyClick(page.grid, Qt.Key.Key_N)
    editor = page.grid.findChild(QPlainTextEdit)
    assert editor is not None
    QTest.keyClicks(editor, "othing yet")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "on calm")
    QTest.keyClick(editor, Qt.Key.Key_Return)

    written = cell(project, made, 1, 1)
    assert written is not None and written.text == "nothing yet\non calm"


def test_escape_leaves_a_cell_as_it_was(
    project: Project, made: MatrixRow, page: PerspectivesPage, qtbot: QtBot
) -> None:
    go(page, qtbot, 1, 1)

    QTest.keyClick(page.grid, Qt.Key.Key_N)
    editor = page.grid.findChild(QPlainTextEdit)
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Escape)

    assert cell(project, made, 1, 1) is None


def test_typing_goes_on_what_is_written(
    project: Project, made: MatrixRow, page: PerspectivesPage, qtbot: QtBot
) -> None:
    matrices.write(project, made.rows[0].id, made.columns[0].id, text="She felt seen.")
    go(page, qtbot, 0, 0)

    QTest.keyClick(page.grid, Qt.Key.Key_T)
    editor = page.grid.findChild(QPlainTextEdit)
    assert editor is not None
    QTest.keyClicks(editor, "wice.")
    QTest.keyClick(editor, Qt.Key.Key_Return)

    written = cell(project, made)
    assert written is not None
    assert written.text == "She felt seen. twice."


def test_the_space_bar_goes_to_the_quotes_and_ticks_one(
    project: Project, made: MatrixRow, page: PerspectivesPage, qtbot: QtBot
) -> None:
    go(page, qtbot, 0, 0)

    QTest.keyClick(page.grid, Qt.Key.Key_Space)
    quotes = [row.quote for row in page.evidence.list.quotes.rows]
    QTest.keyClick(page.evidence.list, Qt.Key.Key_Space)
    settle(page, qtbot)

    linked = cell(project, made)
    assert quotes == ["She did not judge me.", "Then we talked."]
    assert linked is not None and len(linked.evidence) == 1
    assert page.grid.model_.index(0, 0).data(ROLE).endswith("1 quote linked")


def test_a_quote_opens_its_place(made: MatrixRow, page: PerspectivesPage, qtbot: QtBot) -> None:
    go(page, qtbot, 0, 0)

    with qtbot.waitSignal(page._session.source_wanted) as wanted:
        QTest.keyClick(page.evidence.list, Qt.Key.Key_Return)

    assert wanted.args is not None
    assert wanted.args[0] == 1


def test_delete_empties_a_cell(project: Project, made: MatrixRow, page: PerspectivesPage, qtbot: QtBot) -> None:
    matrices.write(project, made.rows[0].id, made.columns[0].id, judgement="positive", text="Seen.")
    go(page, qtbot, 0, 0)

    QTest.keyClick(page.grid, Qt.Key.Key_Delete)

    assert cell(project, made) is None


def test_rows_are_picked_by_a_few_letters(
    project: Project, made: MatrixRow, page: PerspectivesPage, qtbot: QtBot
) -> None:
    codes.create(project, "stepping in")
    settle(page, qtbot)

    page.pick("row")
    assert page._picker is not None
    QTest.keyClicks(page._picker.field, "stepp")
    QTest.keyClick(page._picker.field, Qt.Key.Key_Return)
    QTest.keyClicks(page._picker.field, "Trust, quite")
    QTest.keyClick(page._picker.field, Qt.Key.Key_Return)
    QTest.keyClick(page._picker.field, Qt.Key.Key_Escape)

    rows = matrices.matrix(project, made.id).rows
    assert [row.name for row in rows][2:] == ["stepping in", "Trust, quite"]
    assert rows[3].target == ""


def test_codes_dropped_on_the_heads_become_columns(
    project: Project, made: MatrixRow, page: PerspectivesPage, qtbot: QtBot
) -> None:
    code = codes.create(project, "stepping in")
    settle(page, qtbot)
    data = QMimeData()
    data.setData(CODES, json.dumps([code]).encode())
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton

    for target in (page.grid.columns, page.grid):
        target.dropEvent(QDropEvent(QPointF(9, 9), action, data, button, Qt.KeyboardModifier.NoModifier))

    found = matrices.matrix(project, made.id)
    assert (found.columns[-1].name, found.rows[-1].name) == ("stepping in", "stepping in")


def test_lines_are_moved_and_taken_off_by_keys(
    project: Project, made: MatrixRow, page: PerspectivesPage, qtbot: QtBot
) -> None:
    go(page, qtbot, 1, 1)

    page.move_line("row", -1)
    settle(page, qtbot)
    page.remove_line("column")
    settle(page, qtbot)

    found = matrices.matrix(project, made.id)
    assert [row.name for row in found.rows] == ["calm", "not judging"]
    assert [column.name for column in found.columns] == ["parent"]


def test_a_name_and_a_scale_are_typed_in_place(
    project: Project, made: MatrixRow, page: PerspectivesPage, qtbot: QtBot
) -> None:
    settle(page, qtbot)
    asked = (page.rename, "Her case"), (page.ask_scale, "much, little"), (page.describe, "One year.")
    for ask, words in asked:
        ask()
        page.bar.field.setText(words)
        QTest.keyClick(page.bar.field, Qt.Key.Key_Return)
        settle(page, qtbot)

    found = matrices.matrix(project, made.id)
    assert (found.name, found.scale, found.description) == ("Her case", ("much", "little"), "One year.")


def test_the_matrix_is_duplicated_chosen_and_deleted(
    project: Project, made: MatrixRow, page: PerspectivesPage, qtbot: QtBot
) -> None:
    settle(page, qtbot)

    page.duplicate()
    settle(page, qtbot)
    names = [page.bar.chooser.itemText(at) for at in range(page.bar.chooser.count())]
    page.delete()
    settle(page, qtbot)

    assert names == ["Martine", "Martine (2)"]
    assert [row.name for row in matrices.names(project)] == ["Martine"]
    assert page.matrix_id == made.id


def test_another_case_counts_anew(project: Project, made: MatrixRow, page: PerspectivesPage, qtbot: QtBot) -> None:
    unit = study.create_unit(project, "Teams")
    other = study.create_case(project, unit, "North")
    settle(page, qtbot)

    page.bar.case_chosen.emit(other)
    settle(page, qtbot)

    assert page.grid.model_.stand(0, 0).state == "no data"


def test_forty_rows_and_twelve_columns_have_room(
    project: Project, made: MatrixRow, page: PerspectivesPage, qtbot: QtBot
) -> None:
    name = "a very long heading of a row that nobody could shorten without losing what it says about it "
    rows = [matrices.NewLine(label=f"{name}{at}") for at in range(38)]
    matrices.add_lines(project, made.id, "row", rows)
    matrices.add_lines(project, made.id, "column", [matrices.NewLine(label=f"{name}{at}") for at in range(10)])
    settle(page, qtbot)

    view = page.grid
    assert (view.model_.rowCount(), view.model_.columnCount()) == (40, 12)
    assert all(view.columnWidth(at) >= 138 for at in range(12))
    assert view.rows.width() <= 240
    QApplication.processEvents()
    assert not view.grab().isNull()


def test_what_is_being_typed_in_a_cell_outlives_counts_that_come_late(
    made: MatrixRow, page: PerspectivesPage, qtbot: QtBot
) -> None:
    go(page, qtbot, 0, 0)
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, "half a sen")

    page.read()
    QTest.keyClicks(field, "tence")

    assert QApplication.focusWidget() is field
    assert field.toPlainText() == "half a sentence"
