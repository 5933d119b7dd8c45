"""Choosing rows or columns by a few letters: it floats over the page and stays until all are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.ui.grid.choices import LineChoice, answering
from qda.ui.lists.row_model import RowModel
from qda.ui.lists.several import SeveralList
from qda.ui.parts.small import paint_ground, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor

Index = QModelIndex | QPersistentModelIndex
_WIDE, _HIGH = 420, 380


class ChoiceModel(RowModel[LineChoice]):
    """What answers, and at the end what was typed, as a heading of its own."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Its words; for screen readers with what it is."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        return f"{row.text}, {row.detail}" if role == Qt.ItemDataRole.AccessibleTextRole else None


class _Painter(QStyledItemDelegate):
    def __init__(self, session: Session, model: ChoiceModel, view: QListView) -> None:
        super().__init__(view)
        self._session = session
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        return QSize(100, option.fontMetrics.height() + 2 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The words, and what it is at the right."""
        row, ink = self._model.rows[index.row()], self._session.ink
        painter.save()
        paint_ground(painter, option, ink)
        box = option.rect.adjusted(3 * STEP, 0, -3 * STEP, 0)
        painter.setFont(small_font())
        painter.setPen(qcolor(ink.soft))
        detail = painter.fontMetrics().elidedText(row.detail, Qt.TextElideMode.ElideRight, box.width() // 2)
        wide = painter.fontMetrics().horizontalAdvance(detail)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), detail)
        painter.setFont(option.font)
        painter.setPen(qcolor(ink.ink))
        room = box.width() - wide - 2 * STEP
        shown = option.fontMetrics.elidedText(row.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()


class LinePicker(QFrame):
    """Enter adds what is chosen, and the field is empty for the next; Esc ends."""

    chosen = Signal(object)  # list of NewLine
    ended = Signal()

    def __init__(self, session: Session, room: QWidget, title: str, known: Sequence[LineChoice]) -> None:
        super().__init__(room)
        self._room = room
        self._known = list(known)
        self.setObjectName("floating")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        label = QLabel(title)
        label.setFont(small_font())
        label.setObjectName("soft")
        label.setContentsMargins(3 * STEP, STEP, 3 * STEP, 0)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("A code, case, unit, perspective … or a heading of your own"))
        self.field.setAccessibleName(title)
        self.field.textChanged.connect(lambda _words: self._list())
        self.field.installEventFilter(self)
        self.model_ = ChoiceModel(self)
        self.view = SeveralList()
        self.view.setModel(self.model_)
        self.view.setItemDelegate(_Painter(session, self.model_, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(_("What there is"))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.doubleClicked.connect(lambda _index: self.give())
        self.view.installEventFilter(self)
        foot = QLabel(_("Enter adds what is marked; Shift and Ctrl mark several; Esc ends"))
        foot.setFont(small_font())
        foot.setObjectName("soft")
        foot.setWordWrap(True)
        foot.setContentsMargins(3 * STEP, 0, 3 * STEP, STEP)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP, STEP, STEP, STEP)
        column.setSpacing(STEP)
        for widget in (label, self.field):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        column.addWidget(foot)
        self._list()

    def open(self, anchor: QRect) -> None:
        """Show it at a place of the page, inside it."""
        room = self._room.rect()
        wide, high = min(_WIDE, room.width() - 4 * STEP), min(_HIGH, room.height() - 4 * STEP)
        left = max(0, min(anchor.left(), room.right() - wide))
        top = max(0, min(anchor.bottom() + STEP, room.bottom() - high))
        self.setGeometry(left, top, wide, high)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self) -> None:
        from qda.synthesis.matrix_values import NewLine

        words = " ".join(self.field.text().split())
        rows = answering(words, self._known)
        if words:
            rows = [*rows, LineChoice(_("“{words}” as a heading").format(words=words), "", (NewLine(label=words),))]
        self.model_.show(rows)
        if rows:
            self.view.setCurrentIndex(self.model_.index(0))

    def give(self) -> None:
        """Add what is marked."""
        places = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        lines = [line for place in places for line in self.model_.rows[place].lines]
        if lines:
            self.chosen.emit(lines)
            self.field.clear()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """End."""
        self.ended.emit()  # first: the keyboard of what is hidden would go to whatever comes next
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field move through the list, Enter adds, Esc ends."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.give()
        elif event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif watched is self.field and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.view.keyPressEvent(event)
        else:
            return super().eventFilter(watched, event)
        return True
