"""Rows are shown as they were given; an index that outlived them leads nowhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from qda.ui.lists.row_model import RowModel


class Words(RowModel[str]):
    """Words as they are."""

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.row(index) if role == Qt.ItemDataRole.DisplayRole else None


def test_what_was_given_is_listed_in_its_order() -> None:
    parent = QObject()
    model = Words(parent)

    model.show(word for word in ("calm", "tense"))

    assert [model.index(at).data() for at in range(model.rowCount())] == ["calm", "tense"]


def test_an_index_from_before_leads_nowhere_in_a_shorter_list() -> None:
    parent = QObject()
    model = Words(parent)
    model.show(["calm", "tense"])
    last = model.index(1)

    model.show(["calm"])

    assert (model.row(last), model.row(QModelIndex())) == (None, None)


def test_a_row_has_no_rows_within() -> None:
    parent = QObject()
    model = Words(parent)
    model.show(["calm"])

    assert model.rowCount(model.index(0)) == 0
