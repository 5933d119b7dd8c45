"""The outline beside the sorting table: cards in order, each at its depth, moved by keys and by drag."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.i18n import _
from qda.ui.lists.several import Several
from qda.ui.memos.table.model import SortingModel
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor

CARDS_MIME = "application/x-gerund-cards"
_INDENT = 4 * STEP

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it is drawn and spoken."""

    card: int
    depth: int
    title: str
    heading: bool
    spoken: str


class OutlineModel(QAbstractListModel):
    """The entries of the outline, first to last."""

    def __init__(self, sorting: SortingModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.sorting = sorting
        self.lines: list[Line] = []  # its own copy: a view asks for what is listed until it is told otherwise

    def refresh(self) -> None:
        """Read the outline again."""
        self.beginResetModel()
        sorting = self.sorting
        self.lines = [
            Line(entry.card, entry.depth, sorting.title(card), card.memo_id is None, sorting.spoken(card.id))
            for entry in sorting.entries
            if (card := sorting.cards.get(entry.card)) is not None
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The card's id, its words, and what a screen reader says."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return line.card
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            level = _("level {number}").format(number=line.depth + 1)
            return f"{level}, {line.spoken}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Entries are dragged."""
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else usual

    def mimeTypes(self) -> list[str]:
        """Cards."""
        return [CARDS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The cards that are dragged."""
        data = QMimeData()
        cards = [index.data(Qt.ItemDataRole.UserRole) for index in sorted(indexes, key=lambda index: index.row())]
        data.setData(CARDS_MIME, json.dumps(cards).encode())
        return data


class _Delegate(QStyledItemDelegate):
    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, option.fontMetrics.height() + 2 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, OutlineModel):
            return
        ink, line = self._session.ink, model.lines[index.row()]
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, qcolor(ink.selection))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(qcolor(ink.accent), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if line.heading else QFont.Weight.Normal)
        painter.setFont(font)
        room = option.rect.adjusted(2 * STEP + line.depth * _INDENT, 0, -2 * STEP, 0)
        if not line.heading:
            painter.setPen(qcolor(ink.faint))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), "–")
            room.adjust(3 * STEP, 0, 0, 0)
        painter.setPen(qcolor(ink.ink))
        words = painter.fontMetrics().elidedText(line.title, Qt.TextElideMode.ElideRight, max(20, room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)


class OutlineSide(Several, QListView):
    """Alt+Up/Down moves, Tab and Shift+Tab set the depth; what is dragged lies where the line shows."""

    left = Signal()  # Esc: back to the table
    opened = Signal(int)

    def __init__(self, session: Session, sorting: SortingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sorting = sorting
        self._aim: int | None = None
        self._kept: list[int] | None = None  # what stays chosen while the order changes
        self.sentence = ""
        self.entries = OutlineModel(sorting, self)
        self.setModel(self.entries)
        self.setItemDelegate(_Delegate(session, self))
        self.setAccessibleName(_("Outline"))
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(Qt.ItemDataRole.UserRole)))
        sorting.altered.connect(self._on_altered)

    def chosen(self) -> list[int]:
        """The chosen cards, in the order of the outline."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self.entries.lines[row].card for row in rows if row < len(self.entries.lines)]

    def _on_altered(self) -> None:
        current = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        kept = self._remembered() if self._kept is None else self._kept
        self.entries.refresh()
        self._restore(kept, current if current is not None else next(iter(kept), None))
        self.viewport().update()

    def _remembered(self) -> list[int]:
        return [card for index in self.selectedIndexes() if (card := index.data(Qt.ItemDataRole.UserRole)) is not None]

    def _restore(self, cards: Sequence[int], current: int | None) -> None:
        flag = QItemSelectionModel.SelectionFlag
        for row, entry in enumerate(self.entries.lines):
            index = self.entries.index(row)
            if entry.card in cards:
                self.selectionModel().select(index, flag.Select)
            if entry.card == current:
                self.selectionModel().setCurrentIndex(index, flag.NoUpdate)

    def _act(self, act: Any, step: int) -> None:
        cards = self.chosen()
        if cards:
            self._kept = cards
            act(cards, step)
            self._kept = None

    # --- keys -------------------------------------------------------------------------------------

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab is for the depth; Esc leads away."""
        if not self.chosen():
            return super().focusNextPrevChild(forwards)
        self._act(self._sorting.deepen, 1 if forwards else -1)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move, Del takes out, Enter opens, Esc leads to the table."""
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._act(self._sorting.shift, -1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._act(self._sorting.deepen, 1 if key == Qt.Key.Key_Tab else -1)
        elif key == Qt.Key.Key_Delete:
            self._sorting.take_out(self.chosen())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen():
            self.opened.emit(self.chosen()[0])
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # --- drag -------------------------------------------------------------------------------------

    def aim(self, point: QPoint | None) -> None:
        """Show where something would come to lie; None hides it."""
        self._aim = None if point is None else self.row_at(point)
        self.viewport().update()

    def row_at(self, point: QPoint) -> int:
        """In front of which entry a point of the viewport is."""
        for row in range(len(self._sorting.entries)):
            if point.y() < self.visualRect(self.entries.index(row)).center().y():
                return row
        return len(self._sorting.entries)

    def take(self, cards: Sequence[int], point: QPoint) -> None:
        """Put cards into the outline at a point of the viewport."""
        row = self.row_at(point)
        entries = self._sorting.entries
        before = next((entry.card for entry in entries[row:] if entry.card not in cards), None)
        self._kept = list(cards)
        self._sorting.gather(cards, before)
        self._kept = None
        self.aim(None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Cards are welcome."""
        if event.mimeData().hasFormat(CARDS_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where they would come to lie."""
        if event.mimeData().hasFormat(CARDS_MIME):
            self.aim(event.position().toPoint())
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: Any) -> None:
        """No line any more."""
        self.aim(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Here."""
        if event.mimeData().hasFormat(CARDS_MIME):
            cards = [int(each) for each in json.loads(bytes(event.mimeData().data(CARDS_MIME).data()))]
            event.setDropAction(Qt.DropAction.CopyAction)  # the list itself moves nothing
            event.accept()
            self.take(cards, event.position().toPoint())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The list, the line that aims, and what it is for while it is empty."""
        super().paintEvent(event)
        painter, ink = QPainter(self.viewport()), self._session.ink
        if not self._sorting.entries and self.sentence:
            painter.setPen(qcolor(ink.soft))
            room = self.viewport().rect().adjusted(2 * STEP, 2 * STEP, -2 * STEP, 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), self.sentence)
        if self._aim is not None:
            count = len(self._sorting.entries)
            box = self.visualRect(self.entries.index(min(self._aim, count - 1))) if count else QRect()
            y = box.top() if self._aim < count else box.bottom()
            painter.fillRect(QRect(0, max(0, y - 1), self.viewport().width(), 2), qcolor(ink.accent))
