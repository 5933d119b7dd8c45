"""A table whose last line is for the next thing: that line is neither chosen nor deleted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.ui.study.tables.listing import NEW, Listing
from qda.ui.study.tables.rows import Column
from tests.ui.study.conftest import Desk


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    name: str


def _listing(desk: Desk, qtbot: QtBot) -> Listing:
    made = Listing(desk.session, [Column("Name", lambda row: row.name, 20)], lambda row: row.id, "Names")
    qtbot.addWidget(made)
    made.show_rows([_Row(4, "calm"), _Row(7, "quiet"), _Row(NEW, "")])
    return made


def _choose(listing: Listing, *rows: int) -> None:
    model, flags = listing.table.selectionModel(), QItemSelectionModel.SelectionFlag
    model.clear()
    for row in rows:
        model.select(listing.rows.index(row, 0), flags.Select | flags.Rows)


def test_one_row_is_chosen_beside_the_line_for_the_next(desk: Desk, qtbot: QtBot) -> None:
    listing = _listing(desk, qtbot)

    _choose(listing, 1, 2)
    one = listing.one()
    _choose(listing, 0, 1)

    assert one == _Row(7, "quiet")
    assert (listing.one(), len(listing.chosen())) == (None, 2)


def test_the_line_for_the_next_is_not_deleted(desk: Desk, qtbot: QtBot) -> None:
    listing, wanted = _listing(desk, qtbot), list[list[_Row]]()
    listing.delete_wanted.connect(wanted.append)

    _choose(listing, 2)
    QTest.keyClick(listing, Qt.Key.Key_Delete)
    _choose(listing, 0, 1, 2)
    QTest.keyClick(listing, Qt.Key.Key_Delete)

    assert wanted == [[_Row(4, "calm"), _Row(7, "quiet")]]
