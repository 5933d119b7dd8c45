"""Lists in which several rows can be chosen; a row that the program turns to is chosen alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

_Flag = QItemSelectionModel.SelectionFlag
_WHOLE = {
    QAbstractItemView.SelectionBehavior.SelectRows: _Flag.ClearAndSelect | _Flag.Rows,
    QAbstractItemView.SelectionBehavior.SelectColumns: _Flag.ClearAndSelect | _Flag.Columns,
    QAbstractItemView.SelectionBehavior.SelectItems: _Flag.ClearAndSelect,
}

if TYPE_CHECKING:
    _View = QAbstractItemView
else:
    _View = object


class Several(_View):
    """Goes before the class of the view; what is chosen is extended with Ctrl and Shift.

    Qt asks the keyboard how a row is to be chosen even where nobody clicked one: after a shortcut Ctrl is still held,
    and the row would be added to those chosen before, which the next key then deletes with it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def setCurrentIndex(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Turn to a row, and choose it alone, whichever keys are held."""
        chosen = self.selectionModel()
        if chosen is not None:
            chosen.setCurrentIndex(index, _WHOLE[self.selectionBehavior()])


class SeveralList(Several, QListView):
    """A list in which several rows can be chosen."""
