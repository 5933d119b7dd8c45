"""Tables of the study's screens: columns that know how to show, sort and write; rows by the hundred."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from qda.ui.study.tables.choices import Offered

if TYPE_CHECKING:
    from qda.project.project import Project

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: what it shows of a row, and what it does with what is typed in."""

    title: str
    words: Callable[[R], str]
    width: int  # in digits
    write: Callable[[Project, R, str], object] | None = None
    offers: Offered | None = None
    several: bool = False  # names parted by commas
    key: Callable[[R], Any] | None = None  # to sort by; the words, when None
    look: Literal["words", "soft", "number", "bar", "check", "strong"] = "words"
    bar: Callable[[R], tuple[int, int, int] | None] | None = None  # coded, passed over, lines
    editable: Callable[[R], bool] | None = None  # for tables in which rows differ
    shown: Callable[[R], str] | None = None  # what is painted, when it is not what is edited
    indent: Callable[[R], int] | None = None
    weight: Callable[[R], str] | None = None  # another look for some rows
    short: Callable[[R], str] | None = None  # of a name: what other columns do not say; its end is kept in view
    gives_way: int = 0  # where room is short, columns hide, those with the highest number first; 0 stays


class Rows(QAbstractTableModel, Generic[R]):
    """The rows of a table, filtered and sorted here: they are few enough, and already at hand."""

    written = Signal(object, object, str)  # Column, row, words

    def __init__(
        self, columns: Sequence[Column[R]], key: Callable[[R], Hashable], parent: QObject | None = None
    ) -> None:
        # Without a parent it would outlive its window, and what it is connected to with it: nobody sees that circle.
        super().__init__(parent)
        self.columns = tuple(columns)
        self.writable = True
        self._key = key
        self._all: list[R] = []
        self._rows: list[R] = []
        self._words = ""
        self._order: tuple[int, Qt.SortOrder] | None = None

    # --- what is shown ----------------------------------------------------------------------------------------------

    def show(self, rows: Sequence[R]) -> None:
        """Take over the rows as they are now."""
        self._all = list(rows)
        self._arrange()

    def filter(self, words: str) -> None:
        """Show rows that have each of these words in some column."""
        self._words = words
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the order of the study."""
        self._order = None if column < 0 else (column, order)
        self._arrange()

    def _arrange(self) -> None:
        wanted = self._words.casefold().split()
        found = [row for row in self._all if not wanted or self._has(row, wanted)]
        if self._order is not None:
            column = self.columns[self._order[0]]
            key = column.key or (lambda row: column.words(row).casefold())
            found.sort(key=key, reverse=self._order[1] == Qt.SortOrder.DescendingOrder)
        if [self._key(row) for row in found] == [self._key(row) for row in self._rows]:
            self._rows = found
            if found:
                self.dataChanged.emit(self.index(0, 0), self.index(len(found) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._rows = found
        self.endResetModel()

    def _has(self, row: R, wanted: Sequence[str]) -> bool:
        here = " ".join(column.words(row) for column in self.columns).casefold()
        return all(word in here for word in wanted)

    def rows(self) -> list[R]:
        """The rows that are shown, in order."""
        return list(self._rows)

    def row(self, index: Index | int) -> R | None:
        """The row at a place."""
        number = index if isinstance(index, int) else index.row()
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def key_of(self, row: R) -> Hashable:
        """What makes a row the same when it is read again."""
        return self._key(row)

    def where(self, key: Hashable) -> int:
        """The number of the row with this key; -1 when it is not shown."""
        return next((number for number, row in enumerate(self._rows) if self._key(row) == key), -1)

    # --- Qt asks ----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heads of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].look == "number"
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words, and whether a mark is set."""
        row = self.row(index)
        if row is None:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (column.shown or column.words)(row)
        if role == Qt.ItemDataRole.EditRole:
            return column.words(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {(column.shown or column.words)(row)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be chosen and edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flag | Qt.ItemFlag.ItemIsEditable if self.can_write(index) else flag

    def can_write(self, index: Index) -> bool:
        """True if something can be typed here."""
        row = self.row(index)
        if row is None or not self.writable:
            return False
        column = self.columns[index.column()]
        return column.write is not None and (column.editable is None or column.editable(row))

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a change; the change itself comes back through `show`."""
        row = self.row(index)
        if row is None or role != Qt.ItemDataRole.EditRole or not self.can_write(index):
            return False
        words = " ".join(str(value).split())
        if words != self.columns[index.column()].words(row):
            self.written.emit(self.columns[index.column()], row, words)
        return True
