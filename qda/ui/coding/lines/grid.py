"""The grid of line-by-line mode: the row that is worked on, the mouse, and what screen readers ask.

The keyboard is never here but in the field, which floats over the current row.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QWidget

from qda.i18n import _
from qda.text import Span
from qda.ui.coding.book import CodeBook
from qda.ui.coding.lines.model import LinesModel
from qda.ui.coding.lines.paper import LinesPaper
from qda.ui.coding.lines.text import Label
from qda.ui.theme import STEP, Ink

Index = QModelIndex | QPersistentModelIndex

_LINES_KNOWN = 4000


class LinesGrid(LinesPaper):
    """Shows a LinesModel, with one row as the current."""

    row_clicked = Signal(int)
    words_dragged = Signal(int, int)  # from offset to offset, in the current row
    label_clicked = Signal(int)  # coding
    menu_wanted = Signal(int, object, QPoint)  # row, coding or None, where on the screen

    def __init__(self, model: LinesModel, book: CodeBook, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(model, book, ink, parent)
        self._pressed: int | None = None
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Lines"))
        self.viewport().setMouseTracking(True)

    # --- the current row ----------------------------------------------------------------------------

    def set_current(self, row: int) -> None:
        """Let another row be the one that is worked on, and bring it into view with some lines around."""
        for other in (self.look.current, row):
            self._heights.pop(other, None)
        self.look.current = row
        self.look.part = None
        index = self._lines_model.index(row)
        self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)
        self.reveal(row)
        self._moved()

    def set_part(self, part: Span | None) -> None:
        """Show a part of the current row's words as chosen."""
        if part != self.look.part:
            self.look.part = part
            self.viewport().update()

    def set_coding(self, coding: int | None) -> None:
        """Show a coding as chosen."""
        if coding != self.look.coding:
            self.look.coding = coding
            self.viewport().update()

    def reveal(self, row: int) -> None:
        """Scroll as little as brings a row into view with two lines above it and room below."""
        if not 0 <= row < self._lines_model.lines.rows:
            return
        room = self.viewport().height()
        above, below = min(2, row), max(0, min(room // 4, 8 * self._painter.face.pitch))
        if row - above < self._top_row or (row - above == self._top_row and self._top_off):
            self._set_top(row - above, 0)
            return
        bottom = self._distance(self._top_row, row + 1, room * 3) - self._top_off
        if bottom > room - below:
            self._top_row, self._top_off = row, self.height_of(row) - (room - below)
            self._normalise()
            # A row higher than the window is shown from its beginning.
            if self._top_row > row or (self._top_row == row and self._top_off > 0):
                self._top_row, self._top_off = row, 0
            self._moved()

    def centre(self, row: int) -> None:
        """Scroll so that a row stands a third down the window."""
        if 0 <= row < self._lines_model.lines.rows:
            self._set_top(row, -self.viewport().height() // 3)

    def _distance(self, first: int, last: int, enough: int) -> int:
        """Pixels from the top of one row to the top of another below it; no further than `enough`."""
        total = 0
        for row in range(first, last):
            total += self.height_of(row)
            if total > enough:
                break
        return total

    # --- mouse --------------------------------------------------------------------------------------

    def label_at(self, point: QPoint) -> Label | None:
        """The label under a point."""
        row = self.row_at(point.y())
        if row is None or point.x() < self._painter.cols.label_left - STEP:
            return None
        top = self.top_of(row) or 0
        return next((label for label, box in self._painter.label_rects(row, top) if box.contains(point)), None)

    def offset_at(self, row: int, point: QPoint) -> int:
        """The place in the text nearest to a point, among the words of a row."""
        y = point.y() - (self.top_of(row) or 0) - self._painter.face.air
        units = self._lines_model.lines.units(row)
        for unit in units:
            laid = self._painter.layouts.of(unit)
            if y < laid.height or unit == units[-1]:
                return laid.offset_at(point.x() - self._painter.cols.text_left, y)
            y -= laid.height
        return 0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A label is chosen, or a row gone to; words of the current row can be dragged over."""
        point = event.position().toPoint()
        row = self.row_at(point.y())
        self._pressed = None
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        label, top, offset = self.label_at(point), self.top_of(row) or 0, self.offset_at(row, point)
        self.row_clicked.emit(row)
        now = self.top_of(row)
        if now is not None and now != top:
            self.scroll_by(now - top)  # the row that was current shrinks; what was clicked stays under the mouse
        if label is not None:
            self.label_clicked.emit(label.id)
        elif point.x() < self._painter.cols.bars_right:
            self._pressed = offset

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose words of the current row; over a label the hand says that it can be clicked."""
        point = event.position().toPoint()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton and self.look.current >= 0:
            self.words_dragged.emit(self._pressed, self.offset_at(self.look.current, point))
            return
        if self.label_at(point) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif self._painter.cols.text_left <= point.x() < self._painter.cols.text_left + self._painter.cols.text_width:
            shape = Qt.CursorShape.IBeamCursor
        else:
            shape = Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Dragging ends."""
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """As two presses."""
        self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu on the label or the row under the mouse."""
        row = self.row_at(event.pos().y())
        if row is not None:
            label = self.label_at(event.pos())
            self.menu_wanted.emit(row, None if label is None else label.id, event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """The whole name of a label that is cut short."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            label = self.label_at(event.pos())
            QToolTip.showText(event.globalPos(), self._lines_model.label_name(label) if label else "", self.viewport())
            return True
        return super().viewportEvent(event)

    # --- what an item view must answer --------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:
        """Where a row stands; nothing if it is out of view."""
        top = self.top_of(index.row()) if index.isValid() else None
        return QRect() if top is None else QRect(0, top, self.viewport().width(), self.height_of(index.row()))

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a row into view."""
        if index.isValid():
            self.reveal(index.row())

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row at a point."""
        row = self.row_at(point.y())
        return self._lines_model.index(row) if row is not None else QModelIndex()

    def moveCursor(self, cursor_action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Keys come by way of the field."""
        return self.currentIndex()

    def horizontalOffset(self) -> int:
        """Never scrolled sideways."""
        return 0

    def verticalOffset(self) -> int:
        """Pixels are known from the row at the top only."""
        return 0

    def isIndexHidden(self, index: Index) -> bool:
        """None is."""
        return False

    def setSelection(self, rect: QRect, command: object) -> None:
        """Nothing is selected here but words and codings."""

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """See above."""
        return QRegion()

    def dataChanged(self, top_left: Index, bottom_right: Index, roles: Sequence[int] = ()) -> None:
        """Rows say something else."""
        for row in range(top_left.row(), min(bottom_right.row(), top_left.row() + _LINES_KNOWN) + 1):
            self._heights.pop(row, None)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Room for a page of lines."""
        return QSize(900, 600)
