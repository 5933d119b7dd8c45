"""The sorting table: laid out by hand, gathered into an outline, kept as one act each."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qda.memos import arrangements, queries, service
from qda.memos.arrangements import Card
from qda.ui.memos.page import MemosPage
from qda.ui.memos.table.page import SortingTable
from tests.ui.memos.conftest import Desk

LEFT = Qt.MouseButton.LeftButton
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@pytest.fixture
def three(desk: Desk) -> list[int]:
    return [service.begin(desk.project, f"On {name} rooms", title=name, at=n) for n, name in enumerate("ABC", 1)]


@pytest.fixture
def page(desk: Desk, three: list[int]) -> MemosPage:
    made = MemosPage(desk.session, desk.actions, desk.jobs)
    desk.show(made, 1000, 640)
    made.show_mode("sorting")
    return made


@pytest.fixture
def table(page: MemosPage) -> SortingTable:
    assert page.sorting is not None
    return page.sorting


def kept(desk: Desk) -> list[Card]:
    return arrangements.cards(desk.project, arrangements.rows(desk.project)[0].id)


def place(desk: Desk, memo_id: int) -> tuple[float, float]:
    return next((card.x, card.y) for card in kept(desk) if card.memo_id == memo_id)


def outline(table: SortingTable) -> str:
    sorting = table.sorting
    return " ".join("-" * entry.depth + sorting.title(sorting.cards[entry.card]) for entry in sorting.entries)


def put_all(table: SortingTable) -> None:
    table.heap.clearSelection()
    table.put()


def test_memos_begin_in_the_heap_and_the_empty_table_says_what_to_do(table: SortingTable) -> None:
    assert [row.title for row in table.model.rows] == ["C", "B", "A"]
    assert "press Enter" in table.table.sentence


def test_enter_puts_the_chosen_memo_on_a_table_that_is_made_for_it(
    desk: Desk, table: SortingTable, three: list[int]
) -> None:
    table.heap.setFocus()
    table.heap.setCurrentIndex(table.model.index(0))
    QTest.keyClick(table.heap, Qt.Key.Key_Return)

    assert [card.memo_id for card in kept(desk)] == [three[2]]
    assert [row.title for row in table.model.rows] == ["B", "A"]
    assert arrangements.rows(desk.project)[0].name.startswith("Sorting of ")


def test_the_keyboard_begins_where_it_can_do_something(page: MemosPage, table: SortingTable) -> None:
    empty = table.heap.hasFocus()
    put_all(table)
    page.show_mode("list")

    page.show_mode("sorting")

    assert (empty, table.table.hasFocus()) == (True, True)


def test_taking_the_last_card_off_gives_the_keyboard_to_the_heap(desk: Desk, table: SortingTable) -> None:
    put_all(table)
    table.table.setFocus()
    table.table.choose_all()

    desk.actions.get("sorting.off").trigger()

    assert table.sorting.cards == {}
    assert table.heap.hasFocus()


def test_giving_up_a_name_leaves_the_keyboard_on_the_table(table: SortingTable) -> None:
    put_all(table)
    table.table.setFocus()
    table.ask("new")

    QTest.keyClick(table.name, Qt.Key.Key_Escape)

    assert (table.name.isVisible(), table.table.hasFocus()) == (False, True)


def test_where_nothing_is_chosen_enter_chooses_the_first_and_the_link_says_all(table: SortingTable) -> None:
    table.heap.setFocus()
    table.heap.clearSelection()
    offered = table._put.words()

    QTest.keyClick(table.heap, Qt.Key.Key_Return)

    assert offered == "Put all on the table"
    assert (table.sorting.cards, table._put.words()) == ({}, "Put on the table (Enter)")


def test_the_first_cards_are_seen_at_their_size(table: SortingTable) -> None:
    table.table.show_all()  # as a table is that is opened empty

    put_all(table)

    assert table.table.scale == pytest.approx(max(0.5, table.table.fontMetrics().height() / 17), rel=0.4)
    assert all(table.table.viewport().rect().contains(table.table.rect_of(card)) for card in table.sorting.cards)


def test_when_all_are_laid_out_at_once_they_have_the_room_of_the_heap(desk: Desk, table: SortingTable) -> None:
    for number in range(30):
        service.begin(desk.project, f"Memo {number}")
    QApplication.processEvents()

    put_all(table)
    QApplication.processEvents()
    laid_out = table.table.scale
    table.table.show_all()

    assert not table.heap.isVisible()
    assert laid_out == pytest.approx(table.table.scale)


def test_the_filter_narrows_the_heap_and_says_what_it_hides(table: SortingTable) -> None:
    table.filter.setText("on b")

    assert [row.title for row in table.model.rows] == ["B"]
    assert table._heap_told.text() == "1 of 3 shown"


def test_arrows_move_and_shift_moves_far_as_one_act(desk: Desk, table: SortingTable, three: list[int]) -> None:
    put_all(table)
    card = next(card for card in kept(desk) if card.memo_id == three[0])
    table.table.choose({card.id}, card.id)

    QTest.keyClick(table.table, Qt.Key.Key_Right)
    QTest.keyClick(table.table, Qt.Key.Key_Down, SHIFT)
    table.table.keep()

    assert place(desk, three[0]) == (card.x + 8, card.y + 64)
    assert desk.project.undo() == "Move 1 card on the table"
    assert place(desk, three[0]) == (card.x, card.y)


def test_many_are_dragged_at_once(desk: Desk, table: SortingTable, three: list[int]) -> None:
    put_all(table)
    before = {card.memo_id: (card.x, card.y) for card in kept(desk)}
    table.table.choose_all()
    first = table.table.rect_of(next(iter(table.sorting.cards))).center()
    view = table.table.viewport()

    QTest.mousePress(view, LEFT, NONE, first)
    QTest.mouseMove(view, first + QPoint(40, 20))
    QTest.mouseMove(view, first + QPoint(80, 40))
    QTest.mouseRelease(view, LEFT, NONE, first + QPoint(80, 40))

    scale = table.table.scale
    for memo, (x, y) in before.items():
        assert place(desk, memo or 0) == pytest.approx((x + 80 / scale, y + 40 / scale))


def test_escape_lets_the_cards_lie_where_they_lay(desk: Desk, table: SortingTable, three: list[int]) -> None:
    put_all(table)
    before = [(card.x, card.y) for card in kept(desk)]
    table.table.choose_all()

    QTest.keyClick(table.table, Qt.Key.Key_Left)
    QTest.keyClick(table.table, Qt.Key.Key_Escape)
    table.table.keep()

    assert [(card.x, card.y) for card in kept(desk)] == before


def test_control_walks_from_card_to_card_and_with_shift_takes_more(desk: Desk, table: SortingTable) -> None:
    put_all(table)
    cards = sorted(kept(desk), key=lambda card: card.x)
    table.table.choose({cards[0].id}, cards[0].id)

    QTest.keyClick(table.table, Qt.Key.Key_Right, CONTROL)
    walked = set(table.table.chosen)
    QTest.keyClick(table.table, Qt.Key.Key_Right, CONTROL | SHIFT)

    assert walked == {cards[1].id}
    assert table.table.chosen == {cards[1].id, cards[2].id}
    seen = QAccessible.queryAccessibleInterface(table.table)
    assert seen.text(QAccessible.Text.Description).endswith("not in the outline")
    assert seen.text(QAccessible.Text.Name) == "Sorting table"


def test_undo_first_keeps_what_was_just_moved_and_takes_that_back(
    desk: Desk, table: SortingTable, three: list[int]
) -> None:
    put_all(table)
    before = place(desk, three[0])
    desk.actions.add("edit.undo", "Undo", desk.session.undo)
    table.table.choose_all()
    QTest.keyClick(table.table, Qt.Key.Key_Right)

    desk.actions.get("edit.undo").trigger()

    assert desk.said[-1] == "Undone: Move 3 cards on the table"
    assert place(desk, three[0]) == before


def test_gathered_cards_are_ordered_by_keys(desk: Desk, table: SortingTable) -> None:
    put_all(table)
    table.table.choose_all()
    table.gather()
    gathered = outline(table)
    table.outline.setFocus()
    table.outline.setCurrentIndex(table.outline.entries.index(1))

    QTest.keyClick(table.outline, Qt.Key.Key_Tab)
    deeper = outline(table)
    QTest.keyClick(table.outline, Qt.Key.Key_Backtab)
    QTest.keyClick(table.outline, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    first, second, third = gathered.split()
    assert deeper == f"{first} -{second} {third}"
    assert outline(table) == f"{second} {first} {third}"
    assert [table.sorting.title(table.sorting.cards[card]) for card in table.outline.chosen()] == [second]


def test_memos_that_follow_a_heading_are_gathered_beneath_it(desk: Desk, table: SortingTable) -> None:
    table.new_heading()
    QTest.keyClicks(table.name, "Rooms")
    QTest.keyClick(table.name, Qt.Key.Key_Return)
    table.gather()
    put_all(table)
    table.gather()

    assert outline(table).startswith("Rooms -")
    assert [entry.depth for entry in table.sorting.entries] == [0, 1, 1, 1]


def test_del_takes_out_of_the_outline_and_off_the_table(desk: Desk, table: SortingTable, three: list[int]) -> None:
    put_all(table)
    table.table.choose_all()
    table.gather()
    table.outline.setFocus()
    table.outline.setCurrentIndex(table.outline.entries.index(0))

    QTest.keyClick(table.outline, Qt.Key.Key_Delete)
    left = len(table.sorting.entries)
    table.table.choose_all()
    table.take_off()

    assert left == 2
    assert kept(desk) == []
    assert len(table.model.rows) == 3


def test_cards_that_are_dropped_on_the_outline_lie_where_they_were_aimed(desk: Desk, table: SortingTable) -> None:
    put_all(table)
    ids = [card.id for card in kept(desk)]
    table.outline.take(ids[:2], QPoint(5, 5))

    table.outline.take([ids[2]], QPoint(5, 1))

    assert [entry.card for entry in table.sorting.entries] == [ids[2], ids[0], ids[1]]


def test_arrangements_are_begun_copied_renamed_and_deleted(desk: Desk, table: SortingTable) -> None:
    for what, name in (("new", "First"), ("duplicate", "Second"), ("rename", "Third")):
        table.ask(what)
        table.name.setText(name)
        QTest.keyClick(table.name, Qt.Key.Key_Return)
    names = [row.name for row in arrangements.rows(desk.project)]

    table.read(desk.memos())
    table.delete()

    assert names == ["Third", "First"]
    assert [row.name for row in table.sorting.arrangements] == ["First"]
    assert table.chooser.text() == "First ▾"


def test_opening_a_card_goes_to_its_memo(desk: Desk, page: MemosPage, table: SortingTable, three: list[int]) -> None:
    put_all(table)
    card = next(card for card in kept(desk) if card.memo_id == three[1])

    table.open(card.id)

    assert page.modes.currentWidget() is not table
    assert page.writer.memo_id == three[1]


def test_the_arrangement_is_written_as_a_document(
    desk: Desk, table: SortingTable, qtbot: QtBot, tmp_path: Path
) -> None:
    put_all(table)

    table.write(tmp_path / "a.docx")

    qtbot.waitUntil(lambda: desk.said[-1:] == ["Wrote “a.docx”."], timeout=10_000)
    assert (tmp_path / "a.docx").stat().st_size > 0


def test_a_memo_that_is_deleted_leaves_the_table(desk: Desk, page: MemosPage, table: SortingTable) -> None:
    put_all(table)
    service.delete(desk.project, desk.memos()[0].id)
    page.read()

    assert len(table.sorting.cards) == 2
    assert len(queries.memos(desk.project)) == 2
