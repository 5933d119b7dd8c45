"""A matrix as a table model: what is judged and written in its cells, and what stands under them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.grid.words import alarm_words, spoken

if TYPE_CHECKING:
    from qda.analysis.synthesis.matrix_cells import Cells, Head, Stand
    from qda.analysis.synthesis.matrix_quotes import CellQuote
    from qda.synthesis.matrix_values import CellRow, MatrixRow

Index = QModelIndex | QPersistentModelIndex


class GridModel(QAbstractTableModel):
    """The cells of one matrix. `written` asks for a text at a cell; the model itself changes nothing."""

    written = Signal(int, int, str)  # row, column, text

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cells: Cells | None = None
        self.quotes: Mapping[int, CellQuote] = {}
        self.writable = True
        self.alarms = False

    def show(self, cells: Cells | None, quotes: Mapping[int, CellQuote]) -> None:
        """Show another, or the same as it is now."""
        self.beginResetModel()
        self.cells, self.quotes = cells, quotes
        self.endResetModel()

    @property
    def matrix(self) -> MatrixRow | None:
        """The matrix that is shown."""
        return None if self.cells is None else self.cells.matrix

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows, totals among them."""
        return 0 if parent.isValid() or self.cells is None else len(self.cells.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns, totals among them."""
        return 0 if parent.isValid() or self.cells is None else len(self.cells.columns)

    def head(self, way: Qt.Orientation, at: int) -> Head | None:
        """A row or column by its place."""
        if self.cells is None:
            return None
        held = self.cells.columns if way == Qt.Orientation.Horizontal else self.cells.rows
        return held[at] if 0 <= at < len(held) else None

    def ids(self, row: int, column: int) -> tuple[int, int]:
        """The lines that meet in a cell; 0 for a total, in which nothing is written."""
        one, other = self.head(Qt.Orientation.Vertical, row), self.head(Qt.Orientation.Horizontal, column)
        return (one.id if one is not None else 0, other.id if other is not None else 0)

    def cell(self, row: int, column: int) -> CellRow | None:
        """What was judged and written there."""
        return None if self.cells is None else self.cells.matrix.cell(*self.ids(row, column))

    def stand(self, row: int, column: int) -> Stand:
        """What stands under a cell."""
        assert self.cells is not None
        return self.cells.stand(row, column)

    def alarm(self, row: int) -> str:
        """What is to be minded of a row, in words."""
        head = self.head(Qt.Orientation.Vertical, row)
        if not self.alarms or self.cells is None or head is None:
            return ""
        return alarm_words(self.cells.alarms.get(head.id, ""))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """All cells but totals can be written in."""
        flags = super().flags(index)
        row, column = self.ids(index.row(), index.column())
        return flags | Qt.ItemFlag.ItemIsEditable if self.writable and row and column else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, and what is said of it."""
        if not index.isValid() or self.cells is None:
            return None
        cell = self.cell(index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return "" if cell is None else cell.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            row = self.head(Qt.Orientation.Vertical, index.row())
            column = self.head(Qt.Orientation.Horizontal, index.column())
            if row is not None and column is not None:
                return spoken(row.name, _total(column), cell, self.stand(index.row(), index.column()))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the text to be kept."""
        cell = self.cell(index.row(), index.column())
        words = str(value).strip()
        if words == ("" if cell is None else cell.text):
            return False
        self.written.emit(index.row(), index.column(), words)
        return True

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heading, with the unit above it and what is to be minded."""
        head = self.head(way, section)
        wanted = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        if head is None or role not in wanted:
            return None
        alarm = self.alarm(section) if way == Qt.Orientation.Vertical else ""
        return f"{_total(head)}. {alarm}" if alarm and role != Qt.ItemDataRole.DisplayRole else _total(head)


def _total(head: Head) -> str:
    return head.name if head.line is not None else _("{unit}, all cases").format(unit=head.name)
