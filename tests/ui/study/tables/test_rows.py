from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from qda.ui.study.tables.choices import ChoiceField
from qda.ui.study.tables.rows import Column, Rows
from qda.ui.study.tables.view import Table
from tests.ui.study.conftest import Desk


@dataclass(frozen=True)
class Fruit:
    id: int
    name: str
    count: int
    ripe: bool = False


FRUIT = [Fruit(1, "pear", 10), Fruit(2, "Apple", 9, ripe=True), Fruit(3, "plum", 2)]


@pytest.fixture
def rows(qapp: object) -> Rows[Fruit]:
    columns: list[Column[Fruit]] = [
        Column("Name", lambda row: row.name, 12, write=lambda *_told: None),
        Column("Count", lambda row: str(row.count), 5, key=lambda row: row.count, look="number"),
        Column("Ripe", lambda row: "ripe" if row.ripe else "", 4, write=lambda *_told: None, look="check"),
    ]
    made: Rows[Fruit] = Rows(columns, lambda row: row.id)
    made.show(FRUIT)
    return made


@pytest.fixture
def table(rows: Rows[Fruit], desk: Desk, qtbot: QtBot) -> Table:
    made = Table(desk.session, rows, "Fruit")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def names(rows: Rows[Fruit]) -> list[str]:
    return [row.name for row in rows.rows()]


def told(rows: Rows[Fruit]) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    rows.written.connect(lambda column, row, words: found.append((column.title, row.name, words)))
    return found


def test_the_rows_are_a_sound_model(rows: Rows[Fruit]) -> None:
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Warning)

    rows.filter("p")
    rows.show(FRUIT[:1])

    assert names(rows) == ["pear"]
    assert tester.model() is rows


def test_numbers_are_sorted_as_numbers_and_words_without_regard_to_case(rows: Rows[Fruit]) -> None:
    rows.sort(1)
    by_count = names(rows)
    rows.sort(0, Qt.SortOrder.DescendingOrder)
    by_name = names(rows)
    rows.sort(-1)

    assert (by_count, by_name, names(rows)) == (
        ["plum", "Apple", "pear"],
        ["plum", "pear", "Apple"],
        ["pear", "Apple", "plum"],
    )


def test_a_filter_wants_every_word_somewhere_in_the_row(rows: Rows[Fruit]) -> None:
    rows.filter("RIPE app")

    assert names(rows) == ["Apple"]


def test_what_is_typed_in_a_cell_is_asked_for_and_not_taken_over(table: Table, rows: Rows[Fruit], qtbot: QtBot) -> None:
    asked = told(rows)
    table.setCurrentIndex(rows.index(0, 0))

    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    editor.setText("  quince ")
    QTest.keyClick(editor, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: asked == [("Name", "pear", "quince")])
    assert names(rows)[0] == "pear"


def test_a_mark_is_set_by_the_space_bar(table: Table, rows: Rows[Fruit]) -> None:
    asked = told(rows)
    table.setCurrentIndex(rows.index(0, 2))

    QTest.keyClick(table, Qt.Key.Key_Space)
    table.setCurrentIndex(rows.index(1, 2))
    QTest.keyClick(table, Qt.Key.Key_Space)

    assert asked == [("Ripe", "pear", "x"), ("Ripe", "Apple", "")]


def test_enter_opens_a_row(table: Table, rows: Rows[Fruit]) -> None:
    opened: list[Any] = []
    table.opened.connect(opened.append)
    table.setCurrentIndex(rows.index(1, 0))

    QTest.keyClick(table, Qt.Key.Key_Return)

    assert opened == [FRUIT[1]]


def test_enter_that_ends_a_field_opens_nothing(table: Table, rows: Rows[Fruit]) -> None:
    opened: list[Any] = []
    table.opened.connect(opened.append)
    table.setCurrentIndex(rows.index(1, 0))
    table.edit(table.currentIndex())
    (field,) = table.viewport().findChildren(QLineEdit)

    QTest.keyClick(field, Qt.Key.Key_Return)

    assert opened == []


def test_what_is_chosen_stays_chosen_when_rows_come_and_go(table: Table, rows: Rows[Fruit]) -> None:
    table.choose(3)

    rows.show([FRUIT[2], Fruit(4, "fig", 1)])

    assert [row.name for row in table.chosen()] == ["plum"]
    assert table.currentIndex().row() == 0


def test_a_head_sorts_turns_round_and_lets_go(table: Table, rows: Rows[Fruit]) -> None:
    seen = []
    for _click in range(3):
        table.horizontalHeader().sectionClicked.emit(1)
        seen.append(names(rows))

    assert seen == [["plum", "Apple", "pear"], ["pear", "Apple", "plum"], ["pear", "Apple", "plum"]]
    assert not table.horizontalHeader().isSortIndicatorShown()


def test_a_list_of_names_is_completed_behind_its_last_comma(desk: Desk, qtbot: QtBot) -> None:
    field = ChoiceField("People", lambda: ["Theresa", "Angela"], several=True)
    qtbot.addWidget(field)
    field.setText("Theresa, ang")

    completer = field.completer()
    completer.model().setStringList(["Theresa", "Angela"])  # type: ignore[attr-defined]  # a string list

    assert completer.splitPath(field.text()) == ["ang"]
    assert completer.pathFromIndex(completer.model().index(1, 0)) == "Theresa, Angela"


def test_a_field_tells_only_what_changed_and_esc_puts_it_back(desk: Desk, qtbot: QtBot) -> None:
    field = ChoiceField("Kind", lambda: ["interview"])
    qtbot.addWidget(field)
    field.show_words("diary")
    kept: list[str] = []
    field.chosen.connect(kept.append)

    field.setText("interview")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    QTest.keyClick(field, Qt.Key.Key_Return)
    field.setText("interview ")
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert kept == ["interview"]


def test_an_offer_is_taken_from_the_list_by_enter(desk: Desk, qtbot: QtBot) -> None:
    field = ChoiceField("Kind", lambda: ["interview", "diary"])
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    kept: list[str] = []
    field.chosen.connect(kept.append)

    QTest.keyClick(field, Qt.Key.Key_Down)
    offers = QApplication.activePopupWidget()
    assert offers is not None
    QTest.keyClick(offers, Qt.Key.Key_Down)
    QTest.keyClick(offers, Qt.Key.Key_Return)

    assert kept == ["interview"]
    assert QApplication.activePopupWidget() is None
