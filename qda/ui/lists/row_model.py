"""Rows of a list, shown in the order they were given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractListModel, Generic[R]):
    """Values as rows; what is told of each, `data`, is for the list to say."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[R] = []

    def show(self, rows: Iterable[R]) -> None:
        """List these."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def row(self, index: Index) -> R | None:
        """The value at an index; None where the list has become shorter."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None
