"""Words with their counts, and key words in context, as tables that read what is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from qda.i18n import N_, _
from qda.ui.session import Session
from qda.ui.theme import Ink

if TYPE_CHECKING:
    from qda.analysis.words.frequencies import Tally
    from qda.analysis.words.kwic import KwicRow, Places

Index = QModelIndex | QPersistentModelIndex

_PAGE = 60
_NONE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class WordModel(QAbstractTableModel):
    """One row for each word; with groups one column for each, in a thousand words."""

    def __init__(self) -> None:
        super().__init__()
        self.tally: Tally | None = None

    def show(self, tally: Tally | None) -> None:
        """List these."""
        self.beginResetModel()
        self.tally = tally
        self.endResetModel()

    def rowCount(self, parent: Index = _NONE) -> int:
        """How many words."""
        return 0 if parent.isValid() or self.tally is None else len(self.tally.rows)

    def columnCount(self, parent: Index = _NONE) -> int:
        """Word, times, rate, sources, groups, forms."""
        return 0 if self.tally is None else 5 + len(self.tally.groups)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What stands in a column, with its base."""
        if orientation != Qt.Orientation.Horizontal or self.tally is None:
            return None
        groups = self.tally.groups
        if role == Qt.ItemDataRole.ToolTipRole and 4 <= section < 4 + len(groups):
            group = groups[section - 4]
            return _("“{name}”: in 1,000 of its {words} words").format(name=group.heading, words=f"{group.words:,}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if section in (0, self.columnCount() - 1) else _RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        heads = (
            _("Word"),
            _("Times\nN = {words}").format(words=f"{self.tally.words:,}"),
            _("In 1,000\nwords"),
            _("Sources\nof {of}").format(of=self.tally.sources),
            *(f"{group.heading}\nn = {group.words:,}" for group in groups),
            _("Forms"),
        )
        return heads[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        if not index.isValid() or self.tally is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if index.column() in (0, self.columnCount() - 1) else _RIGHT
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(index.row(), index.column())
        return None

    def _words(self, row: int, column: int) -> str:
        from qda.analysis.words.frequencies import per_thousand
        from qda.export.profiles import APA

        assert self.tally is not None
        told, groups = self.tally.rows[row], self.tally.groups
        if column == 0:
            return told.word
        if column in (1, 3):
            return f"{told.n if column == 1 else told.sources:,}"
        if column == 2:
            return APA.decimal(per_thousand(told.n, self.tally.words))
        if column < 4 + len(groups):
            return APA.decimal(per_thousand(told.groups[column - 4], groups[column - 4].words))
        return ", ".join(told.forms)


class KwicModel(QAbstractTableModel):
    """One row for each place; its surroundings are read by the page."""

    HEADS = (N_("Before"), N_("Key word"), N_("After"), N_("Speaker"), N_("Source"), N_("Line"))

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.places: Places | None = None
        self._pages: dict[int, list[KwicRow]] = {}

    def show(self, places: Places | None) -> None:
        """List these."""
        self.beginResetModel()
        self.places, self._pages = places, {}
        self.endResetModel()

    def row(self, number: int) -> KwicRow:
        """One of them."""
        from qda.analysis.words import kwic

        assert self.places is not None
        page = number // _PAGE
        if page not in self._pages:
            numbers = range(page * _PAGE, min(len(self.places), (page + 1) * _PAGE))
            self._pages[page] = kwic.rows(self._session.project, self.places, numbers)
        return self._pages[page][number % _PAGE]

    def rowCount(self, parent: Index = _NONE) -> int:
        """How many places."""
        return 0 if parent.isValid() or self.places is None else len(self.places)

    def columnCount(self, parent: Index = _NONE) -> int:
        """Before, key word, after, speaker, source, line."""
        return len(self.HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What stands in a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in (0, 5) else _LEFT
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self.HEADS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        if not index.isValid() or self.places is None or not self._session.is_open:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in (0, 5) else _LEFT
        row = self.row(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.left} {row.words} {row.right}. {row.source}, {row.speaker}, {row.line}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.left} {row.words} {row.right}"
        shown = (row.left, row.words, row.right, row.speaker, row.source, str(row.line))
        return shown[index.column()] if role == Qt.ItemDataRole.DisplayRole else None


class EndFirst(QStyledItemDelegate):
    """Cuts words at their beginning: the end of what stands before touches the key word."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """As always, but for the cut."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideLeft


class WordsTable(QTableView):
    """A table of rows; Enter or a double click wants the row at hand."""

    wanted = Signal(int)

    def __init__(
        self, session: Session, name: str, model: QAbstractTableModel, size: Callable[[QHeaderView], object]
    ) -> None:
        super().__init__()
        self._dress(session.ink)
        session.ink_changed.connect(self._dress)
        self.setObjectName("list")
        self.setAccessibleName(name)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.horizontalHeader().setHighlightSections(False)
        self._size = size
        model.modelReset.connect(lambda: size(self.horizontalHeader()))
        self.doubleClicked.connect(lambda index: self.wanted.emit(index.row()))

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(
            "QTableView::item { padding: 2px 8px; border: none; }"
            f"QTableView::item:selected {{ background: {ink.selection}; color: {ink.ink}; }}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter wants the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.wanted.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
