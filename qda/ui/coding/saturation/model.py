"""The model of a small table: rows of values, and what stands in each cell of them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from qda.i18n import _
from qda.ui.theme import Ink

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Part:
    """One column: its heading, its share of the room (or, below 0, its width in digits), and how it looks."""

    key: str
    heading: str
    share: float = 1.0
    look: str = ""  # "", "number", "soft", "check", "strip", or "name": what is too long gives way in the middle
    spoken: str = ""
    """The heading for those who hear it, where that on the screen is a sign."""
    spare: bool = False
    """Gives way where there is little room."""


class Cells(QAbstractTableModel):
    """Rows of one kind of value; what stands in a cell is for the subclass to say."""

    parts: tuple[Part, ...] = ()
    written = Signal(object, str, str)  # row, key of the part, words

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Any] = []
        self.writable = False

    # --- for subclasses -----------------------------------------------------------------------------------------------

    def key(self, row: Any) -> Hashable:
        """What a row is known by, to stay at hand when all is read anew."""
        found: Hashable = row.id
        return found

    def words(self, row: Any, part: str) -> str:
        """What stands in a cell."""
        raise NotImplementedError

    def below(self, row: Any, part: str) -> str:
        """A soft line beneath the words."""
        return ""

    def ink(self, row: Any, part: str, ink: Ink) -> str:
        """The colour of the words."""
        return ink.ink

    def checked(self, row: Any) -> bool:
        """Whether a row's box is ticked."""
        return False

    def editable(self, row: Any, part: str) -> bool:
        """True if the words can be written in place."""
        return False

    def editing(self, row: Any, part: str) -> str:
        """What the field holds when editing begins."""
        return self.words(row, part)

    def tip(self, row: Any) -> str:
        """More about a row, for the pointer."""
        return ""

    # --- Qt's side ----------------------------------------------------------------------------------------------------

    def show(self, rows: Sequence[Any]) -> bool:
        """List these; False if they are what is listed already."""
        new = list(rows)
        if new == self.rows:
            return False
        if new and [self.key(row) for row in new] == [self.key(row) for row in self.rows]:
            # The same rows with other words: what is being written in a cell goes on.
            self.rows = new
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(self.parts) - 1))
            return True
        self.beginResetModel()
        self.rows = new
        self.endResetModel()
        return True

    def place_of(self, key: Hashable) -> int | None:
        """The row of that key."""
        return next((at for at, row in enumerate(self.rows) if self.key(row) == key), None)

    def column_of(self, key: str) -> int:
        """The column of a part."""
        return next(at for at, part in enumerate(self.parts) if part.key == key)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns."""
        return 0 if parent.isValid() else len(self.parts)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings, and on which side they stand."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.parts):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.parts[section].heading
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.parts[section].spoken or self.parts[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.parts[section].look == "number" else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be done with a cell."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.writable and self.editable(self.rows[index.row()], self.parts[index.column()].key):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, box, tool tip, and what a screen reader says."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row, part = self.rows[index.row()], self.parts[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and part.look == "check":
            return Qt.CheckState.Checked if self.checked(row) else Qt.CheckState.Unchecked
        told = {
            Qt.ItemDataRole.DisplayRole: lambda: self.words(row, part.key),
            Qt.ItemDataRole.EditRole: lambda: self.editing(row, part.key),
            Qt.ItemDataRole.ToolTipRole: lambda: self.tip(row),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._spoken(row, part),
        }.get(Qt.ItemDataRole(role))
        return told() if told is not None else None

    def _spoken(self, row: Any, part: Part) -> str:
        told = (self.words(row, part.key), self.below(row, part.key))
        return f"{part.spoken or part.heading}: {', '.join(words for words in told if words)}"

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Pass on what was written; the table is read anew when it has been done."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or index.row() >= len(self.rows):
            return False
        row, part = self.rows[index.row()], self.parts[index.column()]
        if str(value).strip() != self.editing(row, part.key).strip():
            self.written.emit(row, part.key, str(value))
        return True


def none_words() -> str:
    """What stands where there is no number."""
    return _("–")
