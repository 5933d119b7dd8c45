"""The grid of a matrix to walk in and to write in: frozen heads, keys that judge, drops that add rows and evidence."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from qda.i18n import _
from qda.ui.grid.drops import CODES, SEGMENTS, ids_in
from qda.ui.grid.heads import Heads
from qda.ui.grid.model import GridModel
from qda.ui.grid.paint import CellPainter
from qda.ui.session import Session

_LEAST, _BEST = 138, 240
_COUNTS = 112


class GridView(QTableView):
    """Typing writes, digits judge, the space bar goes to the quotes, Del empties, Enter writes on."""

    at_hand = Signal()
    judged = Signal(int)  # the place of a judgement in the scale; -1 takes it back
    emptied = Signal()
    quotes_wanted = Signal()
    menu_wanted = Signal(object, int, object)  # Qt.Orientation, place, QPoint
    codes_dropped = Signal(str, object)  # axis, ids of codes
    segments_dropped = Signal(int, int, object)  # row, column, ids of segments

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._quiet = False
        self.model_ = GridModel(self)
        self.setModel(self.model_)
        self.painter_ = CellPainter(session, self.model_, self)
        self.setItemDelegate(self.painter_)
        self.setObjectName("matrix")
        self.setAccessibleName(_("Matrix"))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.rows = Heads(Qt.Orientation.Vertical, session, self.model_, self)
        self.columns = Heads(Qt.Orientation.Horizontal, session, self.model_, self)
        self.setVerticalHeader(self.rows)
        self.setHorizontalHeader(self.columns)
        way = Qt.Orientation
        self.rows.menuWanted.connect(lambda at, point: self.menu_wanted.emit(way.Vertical, at, point))
        self.columns.menuWanted.connect(lambda at, point: self.menu_wanted.emit(way.Horizontal, at, point))
        self.columns.dropped.connect(lambda ids: self.codes_dropped.emit("column", ids))
        self.rows.dropped.connect(lambda ids: self.codes_dropped.emit("row", ids))
        self.rows.setAccessibleName(_("Rows"))
        self.columns.setAccessibleName(_("Columns"))
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.fit)
        self.selectionModel().currentChanged.connect(self._on_current)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_cells(self, cells: object, quotes: object) -> None:
        """Show a matrix; the cell at hand stays so where it is still there."""
        index = self.currentIndex()
        same = self.model_.matrix is not None and cells is not None and cells.matrix.id == self.model_.matrix.id  # type: ignore[attr-defined]
        ids = self.model_.ids(index.row(), index.column()) if index.isValid() else (0, 0)
        place = (index.row(), index.column())
        scrolled = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        self._quiet = True
        self.model_.show(cells, quotes)  # type: ignore[arg-type]  # as the model takes them
        self.fit()
        if self.model_.rowCount() and self.model_.columnCount():
            self._go_back(ids if same else (0, 0), place if same else (0, 0))
        if same:
            self.verticalScrollBar().setValue(scrolled[0])
            self.horizontalScrollBar().setValue(scrolled[1])
        self._quiet = False
        self.at_hand.emit()

    def _go_back(self, ids: tuple[int, int], place: tuple[int, int]) -> None:
        cells = self.model_.cells
        assert cells is not None
        found = []
        for wanted, heads, at in zip(ids, (cells.rows, cells.columns), place, strict=True):
            here = [number for number, head in enumerate(heads) if wanted and head.id == wanted]
            found.append(here[0] if here else min(max(at, 0), len(heads) - 1))
        self.setCurrentIndex(self.model_.index(found[0], found[1]))

    def fit(self) -> None:
        """Columns share the room down to a least width; rows are as high as their words, within bounds."""
        count = self.model_.columnCount()
        if not count or self.model_.matrix is None:
            return
        counts = self.model_.matrix.content == "counts"
        least, best = (_COUNTS, _COUNTS * 2) if counts else (_LEAST, _BEST * 2)
        room = self.viewport().width()
        each = max(least, min(best, room // count))
        for column in range(count):
            total = self.model_.ids(0, column)[1] == 0
            self.setColumnWidth(column, min(each, _COUNTS) if total else each)
        self.columns.setFixedHeight(self.columns.measure().height())
        self.painter_.measure()
        heads, metrics = self.rows.measure().width(), self.fontMetrics()
        widths = [self.columnWidth(column) for column in range(count)]
        for row in range(self.model_.rowCount()):
            high = max(self.painter_.height(row, column, width) for column, width in enumerate(widths))
            high = max(high, self._head_height(row, heads, metrics))
            if high != self.rowHeight(row):
                self.setRowHeight(row, high)
        self.rows.setFixedWidth(heads)

    def _head_height(self, row: int, heads: int, metrics: QFontMetrics) -> int:
        words = str(self.model_.headerData(row, Qt.Orientation.Vertical) or "")
        wide = max(60, heads - 24)
        box = metrics.boundingRect(0, 0, wide, 1000, int(Qt.TextFlag.TextWordWrap), words)
        alarm = metrics.height() if self.model_.alarm(row) else 0
        head = self.model_.head(Qt.Orientation.Vertical, row)
        group = metrics.height() if head is not None and head.group else 0
        return min(box.height(), 5 * metrics.height()) + 20 + alarm + group

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew, when Qt is done with its own."""
        super().resizeEvent(event)
        self._later.start()

    def changeEvent(self, event: QEvent) -> None:
        """Another font, other measures."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_later"):
            self._later.start()

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.rows.viewport().update()
        self.columns.viewport().update()
        if not self._quiet:
            self.at_hand.emit()

    def place(self) -> tuple[int, int]:
        """The row and the column at hand, by place; -1 where none is."""
        index = self.currentIndex()
        return index.row(), index.column()

    def is_written_in(self) -> bool:
        """True while somebody types in a cell; showing anything anew would take the words away."""
        return self.state() == QAbstractItemView.State.EditingState

    def lines(self) -> tuple[int, int]:
        """The lines that meet in the cell at hand; 0 for a total or where there is none."""
        return self.model_.ids(*self.place())

    def go_to(self, row_id: int, column_id: int) -> None:
        """Take the cell in which these lines meet in hand."""
        model = self.model_
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                if model.ids(row, column) == (row_id, column_id):
                    self.setCurrentIndex(model.index(row, column))
                    self.scrollTo(model.index(row, column))
                    return

    # --- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits judge where there is a scale, the space bar goes to the quotes, Enter writes, Del empties."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        matrix = self.model_.matrix
        if self.state() == QAbstractItemView.State.EditingState or matrix is None:
            super().keyPressEvent(event)
        elif plain and self._judges(event.text()):
            self.judged.emit(int(event.text()) - 1)
        elif plain and key == Qt.Key.Key_Space:
            self.quotes_wanted.emit()
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.emptied.emit()
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            self.painter_.adding = bool(event.text().strip())
            super().keyPressEvent(event)
            self.painter_.adding = False

    def _judges(self, typed: str) -> bool:
        matrix = self.model_.matrix
        if matrix is None or matrix.content != "judgements" or not (typed.isascii() and typed.isdecimal()):
            return False
        return int(typed) <= len(matrix.scale)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row at hand."""
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.visualRect(self.currentIndex()).bottomLeft() if keyboard else event.pos()
        row = self.currentIndex().row() if keyboard else self.rowAt(event.pos().y())
        if row >= 0:
            self.menu_wanted.emit(Qt.Orientation.Vertical, row, QPoint(self.viewport().mapToGlobal(at)))

    # --- drops ----------------------------------------------------------------------------------------------------

    def _takes(self, data: QMimeData) -> bool:
        return self.model_.writable and (data.hasFormat(CODES) or data.hasFormat(SEGMENTS))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Codes and segments may be dropped."""
        if self._takes(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere."""
        if self._takes(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Codes become rows (columns, where they are dropped on the heads); segments become evidence of a cell."""
        data, at = event.mimeData(), event.position().toPoint()
        if data.hasFormat(CODES):
            self.codes_dropped.emit("row", ids_in(data, CODES))
        elif data.hasFormat(SEGMENTS) and (index := self.indexAt(at)).isValid():
            self.segments_dropped.emit(index.row(), index.column(), ids_in(data, SEGMENTS))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
