"""A small table whose cells are edited in place, painted in the window's ink."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qda.ui.coding.fields import GrowingField
from qda.ui.coding.saturation.model import Cells, Index
from qda.ui.lists import editing
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import CORNER, STEP, Ink, qcolor
from qda.ui.working.unfinished import About, Unfinished

_PAD = 2 * STEP
_TICK = 14
_ROOM = 14  # digits; with less for what shares the room, spare columns give way
_LINES = 4  # of one cell; the rest is read in the tool tip or while it is edited
_TOP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)


class CellPainter(QStyledItemDelegate):
    """Paints cells and opens the field in them."""

    def __init__(self, session: Session, cells: Cells, view: CellTable) -> None:
        super().__init__(view)
        self._session = session
        self._cells = cells
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line, or as many as the words need where the table wraps them."""
        line = option.fontMetrics.height()
        if not self._view.wordWrap():
            return QSize(40, line + _PAD + 2)
        row, part = self._cells.rows[index.row()], self._cells.parts[index.column()]
        room = QRect(0, 0, max(40, self._view.columnWidth(index.column()) - 2 * _PAD), 10_000)
        high = option.fontMetrics.boundingRect(room, _TOP, self._cells.words(row, part.key) or " ").height()
        below = line if self._cells.below(row, part.key) else 0
        return QSize(40, min(high, _LINES * line) + below + _PAD + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, and what stands in the cell."""
        if index.row() >= len(self._cells.rows):
            return
        row, part = self._cells.rows[index.row()], self._cells.parts[index.column()]
        ink = self._session.ink
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index, ink)
        area = option.rect.adjusted(_PAD, 0, -_PAD, -1)
        if part.look == "check":
            self._paint_check(painter, area, ink, self._cells.checked(row))
        elif part.look == "strip":
            self._view.paint_strip(painter, area, row, ink)
        else:
            self._paint_words(painter, option.font, area, index, ink)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, ink: Ink) -> None:
        box = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, qcolor(ink.selection))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), qcolor(ink.rule))
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(qcolor(ink.accent), 1))
            painter.drawRoundedRect(QRectF(box).adjusted(1.5, 1.5, -1.5, -2.5), 3, 3)

    def _paint_check(self, painter: QPainter, area: QRect, ink: Ink, on: bool) -> None:
        box = QRectF(area.left(), area.center().y() - _TICK / 2, _TICK, _TICK)
        painter.setPen(QPen(qcolor(ink.accent if on else ink.soft), 1.2))
        painter.setBrush(qcolor(ink.accent if on else ink.paper))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            painter.setPen(QPen(qcolor(ink.paper), 1.8))
            painter.drawPolyline([(box.topLeft() + corner) for corner in _tick_corners()])

    def _paint_words(self, painter: QPainter, font: QFont, area: QRect, index: Index, ink: Ink) -> None:
        row, part = self._cells.rows[index.row()], self._cells.parts[index.column()]
        words, below = self._cells.words(row, part.key), self._cells.below(row, part.key)
        painter.setFont(font)
        painter.setPen(qcolor(ink.soft if part.look == "soft" else self._cells.ink(row, part.key, ink)))
        metrics = painter.fontMetrics()
        if not self._view.wordWrap():
            side = Qt.AlignmentFlag.AlignRight if part.look == "number" else Qt.AlignmentFlag.AlignLeft
            elide = Qt.TextElideMode.ElideMiddle if part.look == "name" else Qt.TextElideMode.ElideRight
            shown = metrics.elidedText(words, elide, area.width())
            painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
            return
        area = area.adjusted(0, _PAD // 2, 0, 0)
        # Whole lines only: half of one can't be read.
        room = (area.height() - (metrics.height() if below else 0)) // metrics.lineSpacing() * metrics.lineSpacing()
        painter.save()
        painter.setClipRect(QRect(area.left(), area.top(), area.width(), room))
        high = painter.boundingRect(QRect(area.left(), area.top(), area.width(), 10_000), _TOP, words).height()
        painter.drawText(QRect(area.left(), area.top(), area.width(), max(room, high)), _TOP, words)
        painter.restore()
        if below:
            painter.setPen(qcolor(ink.soft))
            top = area.top() + min(high, room)
            shown = metrics.elidedText(below, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(QRect(area.left(), top, area.width(), metrics.height()), _TOP, shown)

    # --- editing ------------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field that grows with its words."""
        # At least as high as the cell that it covers.
        high = max(1, (option.rect.height() - _PAD) // self._view.fontMetrics().lineSpacing())
        lines = (min(high, 8), 8) if self._view.wordWrap() else (1, 1)
        field = GrowingField(self._cells.parts[index.column()].heading, parent, lines=lines)
        field.setFont(self._view.font())
        part, row = self._cells.parts[index.column()], self._cells.rows[index.row()]
        about = About(f"{self._view.accessibleName()}.{part.key}/{self._cells.key(row)}", part.heading)
        Unfinished(self._session, field, lambda: about)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what is there, all of it chosen; what happens elsewhere meanwhile does not overwrite it."""
        if isinstance(editor, GrowingField) and not editor.property("begun"):
            editor.setProperty("begun", True)
            editor.setPlainText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Pass on what was written."""
        if isinstance(editor, GrowingField):
            model.setData(model.index(index.row(), index.column()), editor.words())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over its cell, wide enough to write in and inside the table."""
        room = self._view.viewport().rect()
        width = min(room.width(), max(option.rect.width(), 45 * STEP))
        left = min(option.rect.left(), room.right() - width + 1)
        editor.setGeometry(left, option.rect.top(), width, editor.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps what was written, Tab goes on to the next cell; Shift+Enter makes another line. Esc is Qt's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, GrowingField):
            hint = _HINTS.get(Qt.Key(event.key()))
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if hint is not None and not (shift and hint == QAbstractItemDelegate.EndEditHint.NoHint):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, hint)
                return True
        return super().eventFilter(watched, event)


# Qt leaves these keys to a field of several lines.
_HINTS = {
    Qt.Key.Key_Return: QAbstractItemDelegate.EndEditHint.NoHint,
    Qt.Key.Key_Enter: QAbstractItemDelegate.EndEditHint.NoHint,
    Qt.Key.Key_Tab: QAbstractItemDelegate.EndEditHint.EditNextItem,
    Qt.Key.Key_Backtab: QAbstractItemDelegate.EndEditHint.EditPreviousItem,
}


def _tick_corners() -> tuple[Any, ...]:
    from PySide6.QtCore import QPointF

    return QPointF(3.4, 7.2), QPointF(6, 9.8), QPointF(10.6, 4.4)


class CellTable(QTableView):
    """The table. Enter acts on a cell, F2 or typing writes in it, Space ticks, Del takes away."""

    acted = Signal(object, str)  # row, key of the part
    ticked = Signal(object)  # row
    removed = Signal(object)  # row
    at_hand = Signal(object)  # row or None

    def __init__(self, session: Session, cells: Cells, name: str, *, wrap: bool = False) -> None:
        super().__init__()
        self.cells = cells
        self._session = session
        self.setModel(cells)
        self._painter = CellPainter(session, cells, self)
        self.setItemDelegate(self._painter)
        self.setObjectName("cells")
        self.setAccessibleName(name)
        self.setFont(small_font())
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(wrap)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that comes and goes would change the width, and with it all heights.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(self.fontMetrics().height() + _PAD)
        rows.setDefaultSectionSize(self.fontMetrics().height() + _PAD + 2)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents if wrap else QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(5 * STEP)
        head.setFont(self.font())
        session.ink_changed.connect(lambda _ink: self.viewport().update())
        self.selectionModel().currentRowChanged.connect(lambda _new, _old: self.at_hand.emit(self.current()))

    def paint_strip(self, painter: QPainter, area: QRect, row: Any, ink: Ink) -> None:
        """Draw a row's strip; for tables that have one."""

    # --- rows ---------------------------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[Any], *, writable: bool) -> None:
        """List these; the row and the column at hand stay so, or what stands in their place."""
        self.cells.writable = writable
        old, at = self.current(), self.currentIndex()
        key = self.cells.key(old) if old is not None else None
        scroll = self.verticalScrollBar().value()
        if not self.cells.show(rows):
            return
        if self.wordWrap():
            self.resizeRowsToContents()
        if self.state() == QAbstractItemView.State.EditingState:
            return
        if rows and at.isValid():
            place = self.cells.place_of(key)
            self.setCurrentIndex(
                self.cells.index(place if place is not None else min(at.row(), len(rows) - 1), at.column())
            )
            self.verticalScrollBar().setValue(scroll)

    def current(self) -> Any:
        """The row at hand, or None."""
        at = self.currentIndex().row()
        return self.cells.rows[at] if 0 <= at < len(self.cells.rows) else None

    def part(self) -> str:
        """The key of the column at hand."""
        at = self.currentIndex().column()
        return self.cells.parts[at].key if 0 <= at < len(self.cells.parts) else ""

    def go(self, key: Hashable, part: str = "") -> bool:
        """Take a row in hand; False if it is not there."""
        place = self.cells.place_of(key)
        if place is None:
            return False
        column = self.cells.column_of(part) if part else max(0, self.currentIndex().column())
        index = self.cells.index(place, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def write(self, key: Hashable, part: str) -> None:
        """Open the field of a cell."""
        if self.go(key, part):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            editing.begin(self, self.currentIndex())

    # --- keys and pointer ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, Enter and Del act on the row at hand; Esc is for the page."""
        row = self.current()
        editing = self.state() == QAbstractItemView.State.EditingState
        if row is not None and not editing:
            if event.key() == Qt.Key.Key_Space and any(part.look == "check" for part in self.cells.parts):
                self.ticked.emit(row)
                return
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._act(row)
                return
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.removed.emit(row)
                return
        if event.key() == Qt.Key.Key_Escape and not editing:
            event.ignore()
            return
        super().keyPressEvent(event)

    def _act(self, row: Any) -> None:
        if self.cells.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())
        else:
            self.acted.emit(row, self.part())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a box ticks it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.cells.parts[index.column()].look == "check":
            self.ticked.emit(self.cells.rows[index.row()])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click does what Enter does."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.cells.parts[index.column()].look != "check":
            self.setCurrentIndex(index)
            self._act(self.cells.rows[index.row()])

    # --- widths -------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the columns."""
        super().resizeEvent(event)
        digit = self.fontMetrics().horizontalAdvance("0")
        parts = list(enumerate(self.cells.parts))
        fixed = {at: round(-part.share * digit) + 2 * _PAD for at, part in parts if part.share < 0}
        wide = self.viewport().width()
        for at, part in parts:
            if part.spare:
                hidden = wide - sum(fixed.values()) < _ROOM * digit
                self.setColumnHidden(at, hidden)
                if hidden:
                    fixed[at] = 0
        room = max(0, wide - sum(fixed.values()))
        shares = sum(part.share for part in self.cells.parts if part.share > 0) or 1
        for at, part in parts:
            if not self.isColumnHidden(at):
                self.setColumnWidth(at, fixed[at] if at in fixed else int(room * part.share / shares))


def sheet(ink: Ink) -> str:
    """How the page and its tables look."""
    return f"""
#saturationPage {{ background: {ink.paper}; }}
QLabel#soft {{ color: {ink.soft}; background: transparent; }}
QLabel#caption {{ color: {ink.ink}; font-weight: 600; background: transparent; }}
QSplitter::handle {{ background: {ink.rule}; }}
#picker {{ background: {ink.paper}; border: 1px solid {ink.faint}; border-radius: {CORNER}px; }}
QPlainTextEdit#field {{
    background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 0 3px; color: {ink.ink};
}}
QPlainTextEdit#field:focus, QLineEdit:focus {{ border-color: {ink.accent}; }}
QPushButton#button {{
    background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 4px 10px;
    color: {ink.ink};
}}
QPushButton#button:hover {{ border-color: {ink.faint}; }}
QPushButton#button:focus {{ border-color: {ink.accent}; }}
#cells {{ background: {ink.paper}; border: none; outline: none; }}
#cells QHeaderView {{ background: {ink.paper}; border: none; }}
#cells QHeaderView::section {{
    background: {ink.paper}; color: {ink.soft}; border: none; border-bottom: 1px solid {ink.rule}; padding: 3px 8px;
}}
"""
