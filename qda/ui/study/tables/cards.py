"""A list of files or the like, two or three lines each: a mark, a name, what is known of it, what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qda.ui import icons
from qda.ui.lists.several import Several
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.study.fitting import fitted
from qda.ui.study.parts import check_line, paint_check
from qda.ui.theme import mixed, qcolor

Index = QModelIndex | QPersistentModelIndex
_PAD = 8
_MARK = 24  # what the mark takes at the left
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class Card:
    """One entry. `ticked` is None where nothing can be ticked."""

    name: str
    right: str = ""
    known: str = ""
    problem: str = ""
    icon: str = ""
    ticked: bool | None = None
    faint: bool = False


class Cards(QAbstractListModel):
    """The entries, in order."""

    toggled = Signal(object)  # rows whose mark was clicked, or that were selected when the space bar was pressed

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: list[Card] = []

    def show(self, cards: Sequence[Card]) -> None:
        """Show these; entries of the same number stay where they are."""
        if len(cards) != len(self._cards):
            self.beginResetModel()
            self._cards = list(cards)
            self.endResetModel()
            return
        for row, card in enumerate(cards):
            self.put(row, card)

    def put(self, row: int, card: Card) -> None:
        """Show another entry in a row."""
        before, self._cards[row] = self._cards[row], card
        if before != card:
            self.dataChanged.emit(self.index(row), self.index(row))

    def card(self, index: Index | int) -> Card | None:
        """The entry of a row."""
        row = index if isinstance(index, int) else index.row()
        return self._cards[row] if 0 <= row < len(self._cards) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many entries there are."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name, the mark, and what a screen reader says."""
        card = self.card(index)
        if card is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return card.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (card.name, card.known) if part)
        if role == Qt.ItemDataRole.CheckStateRole and card.ticked is not None:
            return Qt.CheckState.Checked if card.ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (card.name, card.right, card.known, card.problem) if part)
        return None


class CardPainter(QStyledItemDelegate):
    """Paints the entries."""

    def __init__(self, session: Session, model: Cards, view: QListView) -> None:
        super().__init__(view)
        self._session = session
        self._model = model
        self._view = view
        self._font = small_font()
        self._small = QFontMetrics(self._font)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines."""
        card = self._model.card(index)
        if card is None:
            return QSize(0, 0)
        height = 2 * _PAD - 2 + option.fontMetrics.height()
        if card.known:
            height += self._small.height() + 2
        if card.problem:
            height += self._problem_box(QRect(0, 0, self._view.viewport().width(), 0), card).height() + 2
        return QSize(100, height)

    def _problem_box(self, box: QRect, card: Card) -> QRect:
        left = box.left() + _PAD + (_MARK if card.ticked is not None or card.faint else 0)
        room = QRect(left, 0, max(80, box.right() - _PAD - left), 1000)
        return self._small.boundingRect(room, int(_WRAPPED), card.problem)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one entry."""
        card = self._model.card(index)
        if card is None:
            return
        ink, box = self._session.ink, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, qcolor(ink.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, qcolor(mixed(ink.selection, ink.paper, 0.3)))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), qcolor(ink.rule))
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(qcolor(ink.accent), 1))
            painter.drawRoundedRect(QRectF(box).adjusted(1.5, 1.5, -1.5, -2.5), 3, 3)
        self._paint_lines(painter, option, box, card)
        painter.restore()

    def _paint_lines(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, card: Card) -> None:
        ink = self._session.ink
        left, top, right = box.left() + _PAD, box.top() + _PAD - 1, box.right() - _PAD
        height = option.fontMetrics.height()
        if card.ticked is not None:
            mark = QRectF(left, top + (height - 14) / 2, 14, 14)
            paint_check(painter, mark, check_line(ink, card.ticked), card.ticked)
        if card.ticked is not None or card.faint:
            left += _MARK
        at = left
        if card.icon:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(at, top + (height - 16) // 2, icons.pixmap(card.icon, ink.soft, 16, ratio))
            at += 22
        small, metrics = self._font, self._small
        wide = metrics.horizontalAdvance(card.right)
        self._write(painter, small, ink.soft, QRect(right - wide, top, wide + 1, height), card.right)
        room = QRect(at, top, right - at - (wide + _PAD if wide else 0), height)
        name = fitted(card.name, room.width(), option.fontMetrics.horizontalAdvance)
        self._write(painter, option.font, ink.soft if card.faint else ink.ink, room, name)
        top += height + 2
        if card.known:
            known = metrics.elidedText(card.known, Qt.TextElideMode.ElideRight, right - left)
            self._write(painter, small, ink.soft, QRect(left, top, right - left, metrics.height()), known)
            top += metrics.height() + 2
        if card.problem:
            painter.setPen(qcolor(ink.hint))
            painter.setFont(small)
            room = QRect(left, top, right - left, box.bottom() - top)
            painter.drawText(room, int(_WRAPPED), card.problem)

    def _write(self, painter: QPainter, font: QFont, colour: str, room: QRect, words: str) -> None:
        painter.setFont(font)
        painter.setPen(qcolor(colour))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)


class CardView(Several, QListView):
    """The list. A click on a mark or the space bar toggles it; Ctrl+A takes all."""

    def __init__(self, session: Session, model: Cards, name: str) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self._painter = CardPainter(session, model, self)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        session.ink_changed.connect(lambda _ink: self.viewport().update())

    def chosen(self) -> list[int]:
        """The selected rows, in order."""
        return sorted(index.row() for index in self.selectionModel().selectedIndexes())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a mark toggles it and selects nothing."""
        index = self.indexAt(event.position().toPoint())
        card = self._model.card(index) if index.isValid() else None
        if card is not None and card.ticked is not None and event.position().x() < _PAD + _MARK:
            self._model.toggled.emit([index.row()])
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The space bar toggles the marks of what is selected."""
        if event.key() == Qt.Key.Key_Space and self.chosen():
            self._model.toggled.emit(self.chosen())
        else:
            super().keyPressEvent(event)
