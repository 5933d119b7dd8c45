"""Attributes by objects for the table of the Study page: rows are read once, filtered and sorted here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from qda.i18n import _

if TYPE_CHECKING:
    from qda.analysis.study.attribute_view import AttributeTable, ObjectRow, Value
    from qda.study.attributes import AttributeRow

Index = QModelIndex | QPersistentModelIndex
Cell = tuple[int, int, str]
"""An attribute, the id of what has it, and the words that are to stand there."""


class AttributeModel(QAbstractTableModel):
    """A column for each attribute; the names of the rows are their heads, so that they stay in sight."""

    written = Signal(object)  # list[Cell]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.writable = True
        self._table: AttributeTable | None = None
        self._rows: list[ObjectRow] = []
        self._words = ""
        self._wanted: Callable[[ObjectRow], bool] | None = None
        self._order: tuple[int, bool] | None = None  # attribute, descending

    # --- what is shown ------------------------------------------------------------------------------------------

    def show(self, table: AttributeTable | None, wanted: Callable[[ObjectRow], bool] | None = None) -> None:
        """Take over the table as it is now, of it what is wanted; a cell that only changed its value stays there."""
        before, self._wanted = self._shape(), wanted
        old, self._table = self._table, table
        rows = self._arranged()
        same = old is not None and table is not None and old.attributes == table.attributes
        if same and before == (self._target(), [row.id for row in rows]):
            self._rows = rows
            if rows and self.columnCount():
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))
                self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(rows) - 1)
            return
        self._take(rows)

    def filter(self, words: str) -> None:
        """Show rows that have each of these words in their name or in a value."""
        self._words = words
        self._take(self._arranged())

    def only(self, wanted: Callable[[ObjectRow], bool] | None) -> None:
        """Show rows of which this holds; all with None."""
        self._wanted = wanted
        self._take(self._arranged())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by an attribute; -1 is the order of the study."""
        found = self.attribute(column)
        self._order = None if found is None else (found.id, order == Qt.SortOrder.DescendingOrder)
        self._take(self._arranged())

    def _shape(self) -> tuple[str, list[int]]:
        return self._target(), [row.id for row in self._rows]

    def _target(self) -> str:
        return "" if self._table is None else self._table.target

    def _take(self, rows: list[ObjectRow]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _arranged(self) -> list[ObjectRow]:
        if self._table is None:
            return []
        wanted = self._words.casefold().split()
        found = [row for row in self._table.rows if (self._wanted is None or self._wanted(row)) and _has(row, wanted)]
        by = next((row for row in self._table.attributes if self._order is not None and row.id == self._order[0]), None)
        if by is None or self._order is None:
            return found
        return _sorted(found, by, descending=self._order[1])

    @property
    def table(self) -> AttributeTable | None:
        """All that was read; None without a project."""
        return self._table

    def rows(self) -> list[ObjectRow]:
        """The rows that are shown, in order."""
        return list(self._rows)

    def row(self, number: int) -> ObjectRow | None:
        """A row that is shown."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def attribute(self, column: int) -> AttributeRow | None:
        """The attribute of a column."""
        known = () if self._table is None else self._table.attributes
        return known[column] if 0 <= column < len(known) else None

    def column_of(self, attribute_id: int) -> int:
        """The column of an attribute; -1 when it is gone."""
        known = () if self._table is None else self._table.attributes
        return next((at for at, row in enumerate(known) if row.id == attribute_id), -1)

    def value(self, index: Index) -> Value | None:
        """What stands in a cell, and what says so."""
        row, attribute = self.row(index.row()), self.attribute(index.column())
        return None if row is None or attribute is None else row.values.get(attribute.id)

    # --- Qt asks --------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many attributes there are."""
        return 0 if parent.isValid() or self._table is None else len(self._table.attributes)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Attributes over the columns, names beside the rows."""
        across = orientation == Qt.Orientation.Horizontal
        row, attribute = self.row(section), self.attribute(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = across and attribute is not None and attribute.type == "number"
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if across and attribute is not None:
            return {
                Qt.ItemDataRole.DisplayRole: attribute.name,
                Qt.ItemDataRole.ToolTipRole: described(attribute),
            }.get(Qt.ItemDataRole(role))
        if not across and row is not None:
            return {
                Qt.ItemDataRole.DisplayRole: row.name,
                Qt.ItemDataRole.ToolTipRole: f"{row.name}\n{row.home}" if row.home else row.name,
            }.get(Qt.ItemDataRole(role))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words, and where they come from."""
        row, attribute, value = self.row(index.row()), self.attribute(index.column()), self.value(index)
        if row is None or attribute is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return "" if value is None else value.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return origin(value)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = f"{row.name}, {attribute.name}: {_('nothing') if value is None else value.words}"
            return f"{words}, {origin(value)}" if value is not None and value.inherited else words
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be chosen and written."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flag | Qt.ItemFlag.ItemIsEditable if self.writable else flag

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a change; the change itself comes back through `show`."""
        row, attribute = self.row(index.row()), self.attribute(index.column())
        if row is None or attribute is None or role != Qt.ItemDataRole.EditRole or not self.writable:
            return False
        words = " ".join(str(value).split())
        if words != self.data(index, Qt.ItemDataRole.EditRole):
            self.written.emit([(attribute.id, row.id, words)])
        return True


def origin(value: Value | None) -> str:
    """Where a value comes from, in words; nothing for one's own."""
    if value is None or not value.inherited:
        return ""
    told = {"unit": _("inherited from the unit “{name}”"), "case": _("inherited from the case “{name}”")}
    return told[value.target].format(name=value.name)


def described(attribute: AttributeRow) -> str:
    """An attribute in words: its name, its type and its choices."""
    words = {"text": _("text"), "number": _("number"), "date": _("date"), "choice": _("choice")}[attribute.type]
    told = f"{attribute.name}: {words}"
    return f"{told}\n{', '.join(attribute.choices)}" if attribute.choices else told


def _has(row: ObjectRow, wanted: Sequence[str]) -> bool:
    if not wanted:
        return True
    here = " ".join((row.name, row.home, *(value.words for value in row.values.values()))).casefold()
    return all(word in here for word in wanted)


def _sorted(rows: list[ObjectRow], by: AttributeRow, *, descending: bool) -> list[ObjectRow]:
    """By size, date or order of choices; those without a value come last either way."""
    from qda.study.attribute_values import sort_key

    held = [row for row in rows if row.words(by.id)]
    held.sort(key=lambda row: sort_key(by.type, row.words(by.id), by.choices), reverse=descending)
    return held + [row for row in rows if not row.words(by.id)]
