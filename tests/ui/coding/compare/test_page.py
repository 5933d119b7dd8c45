"""Incidents side by side: judging by a key, the ledger, and what was judged on data that changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QListView

from qda.coding import codes, comparison, incidents, queries, segments
from qda.memos import addresses
from qda.memos import queries as memos
from qda.sources import service as sources
from qda.text import Span
from qda.ui.coding.compare import send as compare_send
from qda.ui.coding.compare.content import Content
from qda.ui.coding.compare.page import ComparePage
from qda.ui.coding.compare.send import Remembered
from qda.ui.session import Selection
from qda.ui.working import jumps
from tests.factories import make_case
from tests.ui.coding.conftest import Desk

WORDS = ("came in", "sat down", "we talked")


def opened(desk: Desk) -> ComparePage:
    made = ComparePage(desk.session, desk.actions, desk.jobs)
    desk.show(made, 1000, 700)
    desk.settle()
    made.setFocus()
    return made


@pytest.fixture
def page(desk: Desk) -> ComparePage:
    """Three incidents of “calm” in both columns."""
    source, code = desk.source(), desk.code("calm")
    for words in WORDS:
        desk.coded(source, words, code)
    return opened(desk)


def hand(page: ComparePage) -> list[str]:
    return [row.quote for row in page.columns.incidents()]


def listed(page: ComparePage, place: int) -> list[str]:
    return [row.quote for row in page.columns.all[place].list.incidents.rows]


def press(page: ComparePage, key: Qt.Key) -> None:
    column = page.columns.at_work()
    assert column is not None
    QTest.keyClick(column.list, key)


def calm(desk: Desk) -> int:
    found = desk.book.named("calm")
    assert found is not None
    return found


def test_it_begins_with_two_incidents_of_the_code_that_has_most(page: ComparePage) -> None:
    assert hand(page) == ["came in", "sat down"]
    assert page.ledger.text() == "3 of 3 incidents of “calm” not yet compared"


def test_where_no_code_has_two_incidents_it_begins_with_two_codes(desk: Desk) -> None:
    source = desk.source()
    desk.coded(source, "came in", desk.code("arriving"))
    desk.coded(source, "sat down", desk.code("settling"))

    page = opened(desk)

    assert hand(page) == ["came in", "sat down"]


def test_which_codes_come_first_is_asked_only_while_a_column_is_missing(
    desk: Desk, page: ComparePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    in_order = desk.book.in_order

    def counted() -> Iterator[int]:
        asked.append(len(page.columns.all))
        return in_order()

    monkeypatch.setattr(desk.book, "in_order", counted)

    page.read()
    page.columns.clear()
    page.read()

    assert asked == [0]


def test_a_study_without_codings_says_what_the_page_is_for(desk: Desk) -> None:
    page = opened(desk)
    wanted: list[str] = []
    desk.session.workspace_wanted.connect(wanted.append)

    page.to_texts.click()

    assert page.stack.currentIndex() == 1
    assert wanted == ["code"]


def test_a_key_judges_what_is_at_hand(desk: Desk, page: ComparePage) -> None:
    press(page, Qt.Key.Key_S)
    desk.settle()

    assert [(row.result, row.code_id) for row in comparison.verdicts(desk.project)] == [("same", calm(desk))]
    assert page.ledger.text() == "1 of 3 incidents of “calm” not yet compared"
    assert page.foot.count.text() == "1 verdict"


def test_undo_takes_the_verdict_back_from_list_and_ledger(desk: Desk, page: ComparePage) -> None:
    press(page, Qt.Key.Key_C)
    desk.settle()

    desk.session.undo()
    desk.settle()

    assert page.verdicts.judged.rows == []
    assert page.ledger.text() == "3 of 3 incidents of “calm” not yet compared"


def test_differing_asks_in_what_and_gives_the_keyboard_back(desk: Desk, page: ComparePage) -> None:
    press(page, Qt.Key.Key_D)
    QTest.keyClicks(page.note.field, "who begins")
    QTest.keyClick(page.note.field, Qt.Key.Key_Return)
    desk.settle()

    assert comparison.verdicts(desk.project)[0].note == "who begins"
    assert page.columns.all[0].list.hasFocus()
    state = page.columns.all[0].list.incidents.state(page.columns.incidents()[0])
    assert state == "Compared: differs in: who begins"


def test_escape_gives_no_verdict(desk: Desk, page: ComparePage) -> None:
    press(page, Qt.Key.Key_D)
    QTest.keyClick(page.note.field, Qt.Key.Key_Escape)
    desk.settle()

    assert comparison.verdicts(desk.project) == []
    assert page.note.isHidden()


def test_arrows_go_along_columns_and_incidents(page: ComparePage) -> None:
    press(page, Qt.Key.Key_Right)
    press(page, Qt.Key.Key_Down)
    right = hand(page)
    press(page, Qt.Key.Key_Left)
    press(page, Qt.Key.Key_Down)

    assert right == ["came in", "we talked"]
    assert hand(page) == ["sat down", "we talked"]


def test_one_incident_in_both_columns_can_not_be_judged(page: ComparePage) -> None:
    press(page, Qt.Key.Key_Down)

    assert hand(page) == ["sat down", "sat down"]
    assert not page.bar.buttons["same"].isEnabled()


def test_only_what_is_uncompared_is_listed_if_wanted(desk: Desk, page: ComparePage) -> None:
    press(page, Qt.Key.Key_B)
    desk.settle()

    press(page, Qt.Key.Key_U)

    assert listed(page, 0) == ["we talked"]
    assert page.columns.all[0].count.text() == "1 of 3"


def test_the_next_uncompared_incident_comes_by_a_key(desk: Desk, page: ComparePage) -> None:
    press(page, Qt.Key.Key_S)
    desk.settle()

    press(page, Qt.Key.Key_N)

    assert hand(page) == ["we talked", "sat down"]


def test_what_is_at_hand_is_what_the_work_is_about(desk: Desk, page: ComparePage) -> None:
    press(page, Qt.Key.Key_Down)
    desk.window.repaint()
    QTest.qWait(120)

    row = page.columns.current()
    assert row is not None
    assert desk.selected[-1] == Selection("segment", row.segment_id, coding_id=row.codes[0][0])


def test_recoding_in_place_flags_the_verdict(desk: Desk, page: ComparePage) -> None:
    desk.code("arriving")
    press(page, Qt.Key.Key_S)
    desk.settle()

    press(page, Qt.Key.Key_R)
    field = page.field
    assert field is not None
    QTest.keyClicks(field.field, "arriv")
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    desk.settle()

    assert [row.code for row in queries.everything(desk.project)] == ["arriving", "calm", "calm"]
    assert listed(page, 0) == ["sat down", "we talked"]
    assert page.foot.count.text() == "1 verdict · 1 on data that changed since"


def test_a_column_can_hold_another_code(desk: Desk, page: ComparePage) -> None:
    judging = desk.code("judging")
    desk.coded(1, "judge me", judging)

    page.columns.all[1].choose(judging)

    assert hand(page) == ["came in", "judge me"]
    assert page.ledger.text().endswith("1 of 1 incidents of “judging” not yet compared")


def test_a_column_can_be_narrowed_to_a_case(desk: Desk, page: ComparePage) -> None:
    _unit, case = make_case(desk.project)
    other = desk.source(name="Another")
    sources.move(desk.project, [other], case_id=case)
    desk.coded(other, "we talked", calm(desk))
    desk.settle()

    column = page.columns.all[0]
    place = next(at for at in range(column.places.count()) if column.places.itemText(at).strip() == "Martine")
    column.places.setCurrentIndex(place)
    column.places.activated.emit(place)

    assert [row.source for row in column.list.incidents.rows] == ["Another"]
    assert len(listed(page, 1)) == 4


def test_columns_come_and_go_between_two_and_four(page: ComparePage) -> None:
    for _number in range(4):
        press(page, Qt.Key.Key_A)
    most = len(page.columns.all)
    for _number in range(4):
        press(page, Qt.Key.Key_X)

    assert (most, len(page.columns.all)) == (4, 2)


def test_a_verdict_in_the_list_leads_to_its_incidents(desk: Desk, page: ComparePage) -> None:
    press(page, Qt.Key.Key_S)
    desk.settle()
    judging = desk.code("judging")
    desk.coded(1, "judge me", judging)
    page.columns.all[1].choose(judging)

    page.show_verdict(page.verdicts.judged.rows[0])

    assert hand(page) == ["came in", "sat down"]
    assert page.columns.all[1].name.words() == "1 chosen incident"


def test_a_verdict_is_withdrawn_from_the_list(desk: Desk, page: ComparePage) -> None:
    press(page, Qt.Key.Key_S)
    desk.settle()

    page.verdicts.setCurrentIndex(page.verdicts.judged.index(0))
    QTest.keyClick(page.verdicts, Qt.Key.Key_Delete)
    desk.settle()

    assert comparison.verdicts(desk.project) == []
    assert desk.project.undo() == "Withdraw a verdict"


def test_the_neighbours_are_shown_on_demand(page: ComparePage) -> None:
    press(page, Qt.Key.Key_Space)

    assert "She came in and sat down" in page.columns.all[0].context.toPlainText()


def test_an_incident_tells_a_screen_reader_question_place_and_state(desk: Desk, page: ComparePage) -> None:
    sources.assign_speaker(desk.project, 1, "INT", interviewer=True)
    desk.settle()

    model = page.columns.all[0].list.incidents
    spoken = model.data(model.index(2), Qt.ItemDataRole.AccessibleTextRole)

    assert spoken == "we talked. Question: And then?. Interview · line 4 · Theresa. Not yet compared"


def test_a_code_that_goes_leaves_an_empty_column(desk: Desk, page: ComparePage) -> None:
    judging = desk.code("judging")
    desk.coded(1, "judge me", judging)
    page.columns.all[1].choose(judging)

    codes.delete(desk.project, [judging])
    desk.settle()

    assert page.columns.all[1].name.words() == "Choose a code…"
    assert listed(page, 1) == []


def test_closing_the_study_leaves_nothing_behind(desk: Desk, page: ComparePage) -> None:
    desk.session.end()

    assert page.columns.all == []


def test_a_letter_typed_into_a_box_of_places_is_no_verdict(desk: Desk, page: ComparePage) -> None:
    box = page.columns.all[0].places
    box.setFocus()

    QTest.keyClick(box, Qt.Key.Key_S)
    desk.settle()

    assert comparison.verdicts(desk.project) == []


def test_a_verdict_far_down_a_long_list_leaves_it_where_it_was(desk: Desk, page: ComparePage) -> None:
    text = "She came in and sat down again. " * 90
    other = desk.source(text, "Long")
    places = [(other, Span(at * 32, at * 32 + 31), calm(desk)) for at in range(90)]
    segments.apply_many(desk.project, places)
    desk.settle()
    column = page.columns.all[0].list
    column.go(80)

    press(page, Qt.Key.Key_S)
    desk.settle()

    assert column.currentIndex().row() == 80
    assert column.viewport().rect().intersects(column.visualRect(column.currentIndex()))


def test_what_is_quoted_and_written_stays_with_the_verdict(desk: Desk, page: ComparePage) -> None:
    press(page, Qt.Key.Key_Q)
    QTest.keyClicks(page.memo.editor, "Who begins?")
    QTest.keyClick(page.memo.editor, Qt.Key.Key_Escape)
    desk.settle()
    press(page, Qt.Key.Key_S)
    desk.settle()

    verdict = comparison.verdicts(desk.project)[0]
    assert verdict.memo_id is not None
    memo = memos.memo(desk.project, verdict.memo_id)
    assert memo is not None
    assert memo.text.startswith("> “came in”")
    assert memo.text.endswith("Who begins?")
    assert len(addresses.guids_in(memo.text)) == 1
    assert {link.target.kind for link in memo.links} == {"segment", "code"}


def test_another_comparison_begins_an_empty_memo(desk: Desk, page: ComparePage) -> None:
    press(page, Qt.Key.Key_M)
    QTest.keyClicks(page.memo.editor, "Who begins?")
    QTest.keyClick(page.memo.editor, Qt.Key.Key_Escape)
    press(page, Qt.Key.Key_S)
    desk.settle()

    press(page, Qt.Key.Key_End)
    desk.settle()
    between = page.memo.words()
    page.show_verdict(comparison.verdicts(desk.project)[0])

    assert (between, page.memo.words()) == ("", "Who begins?")


def test_undo_takes_the_memo_off_the_page_too(desk: Desk, page: ComparePage) -> None:
    press(page, Qt.Key.Key_M)
    QTest.keyClicks(page.memo.editor, "Who begins?")
    QTest.keyClick(page.memo.editor, Qt.Key.Key_Escape)
    desk.settle()

    desk.session.undo()
    desk.settle()

    assert page.memo.words() == ""
    assert memos.memos(desk.project) == []


def test_codes_are_sent_to_be_compared(desk: Desk, page: ComparePage) -> None:
    judging = desk.code("judging")
    desk.session.select(Selection("code", judging))

    compare_send.send(desk.session)
    page.read()

    assert [column.content for column in page.columns.all] == [Content(judging), Content(judging)]


def test_a_chosen_code_that_is_gone_is_not_compared(desk: Desk, page: ComparePage) -> None:
    gone = desk.code("judging")
    desk.session.select(Selection("code", gone))
    codes.delete(desk.project, [gone])

    compare_send.send(desk.session)
    page.read()

    assert [column.content for column in page.columns.all] == [Content(calm(desk)), Content(calm(desk))]


def test_a_verdict_across_codes_is_told_with_the_incident(desk: Desk, page: ComparePage) -> None:
    other = desk.code("judging")
    desk.coded(1, "judge me", other)
    page.columns.all[1].choose(other)

    press(page, Qt.Key.Key_S)
    desk.settle()

    told = [column.list.incidents.state(column.list.incidents.rows[0]) for column in page.columns.all]
    assert told == ["Across codes: same · not yet compared within the code"] * 2
    assert page.columns.all[0].list.incidents.state(page.columns.all[0].list.incidents.rows[1]) == "Not yet compared"


def test_a_verdict_on_segments_that_were_sent_is_told_with_them(desk: Desk, page: ComparePage) -> None:
    ids = [row.segment_id for row in page.columns.all[0].list.incidents.rows]
    for column, sent in zip(page.columns.all, ids, strict=False):
        column.content = Content(segment_ids=(sent,))
    page.read()

    press(page, Qt.Key.Key_C)
    desk.settle()

    incidents_ = page.columns.all[0].list.incidents
    assert incidents_.state(incidents_.rows[0]) == "Compared: contrary"


def test_the_memo_has_room_while_it_is_written(desk: Desk, page: ComparePage) -> None:
    before = page.middle.sizes()

    page.memo.editor.setFocus()
    writing = page.middle.sizes()
    QTest.keyClick(page.memo.editor, Qt.Key.Key_Escape)

    assert writing[1] > before[1] + 40
    assert page.middle.sizes() == before


def test_segments_are_sent_side_by_side(desk: Desk, page: ComparePage) -> None:
    ids = [row.segment_id for row in page.columns.all[0].list.incidents.rows]

    few, one = compare_send.of_segments(ids, calm(desk)), compare_send.of_segments(ids[:1], calm(desk))

    assert [each.segment_ids for each in few] == [(each,) for each in ids]
    assert one == [Content(segment_ids=(ids[0],)), Content(calm(desk))]
    assert [each.segment_ids for each in compare_send.of_segments(range(9), None)] == [tuple(range(9))] * 2


def test_places_of_a_list_become_segments_to_compare(desk: Desk, page: ComparePage) -> None:
    place = incidents.at_place(desk.project, page.columns.incidents()[0].source_id, 0, 3)
    view, model = QListView(page), QStandardItemModel()
    item = QStandardItem("INT")
    item.setData(place, Qt.ItemDataRole.UserRole)
    model.appendRow(item)
    view.setModel(model)
    view.setCurrentIndex(model.index(0, 0))

    found = compare_send.contents(desk.session, view)

    held = incidents.incidents(desk.project, segment_ids=found[0].segment_ids)
    assert [row.quote for row in held] == ["INT"]


@pytest.mark.plain  # a column may be named by a value of the study
def test_the_columns_of_a_study_are_remembered(desk: Desk, page: ComparePage, tmp_path: Path) -> None:
    remembered = Remembered(str(tmp_path / "window.ini"))
    page.remember_in(remembered)
    page.columns.add()
    page.hide()

    again = ComparePage(desk.session, desk.actions, desk.jobs)
    again.remember_in(Remembered(str(tmp_path / "window.ini")))
    desk.show(again)
    desk.settle()

    assert [column.content for column in again.columns.all] == [Content(calm(desk))] * 3
    assert remembered.columns("another study") == []


def test_the_ledger_of_the_columns_is_taken_away(
    desk: Desk, page: ComparePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = (str(tmp_path / "ledger"), "CSV (*.csv)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: chosen)

    page.save.click()
    desk.settle()

    assert (tmp_path / "ledger.csv").read_text("utf-8").count("not compared") == 3
    assert desk.said[-1] == "Wrote “ledger.csv”."


def test_a_link_to_a_verdict_takes_its_incidents_in_hand(desk: Desk, page: ComparePage) -> None:
    press(page, Qt.Key.Key_S)
    desk.settle()
    judged = hand(page)
    press(page, Qt.Key.Key_Down)

    jumps.jump(desk.session, "verdict", comparison.verdicts(desk.project)[0].id)

    assert judged == hand(page) == ["came in", "sat down"]
