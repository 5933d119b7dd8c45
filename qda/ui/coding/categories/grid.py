"""The property-dimension grid: a row for each dimension, a column for each case, and every gap to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qda.i18n import _, ngettext
from qda.ui.coding.categories.mime import segments_of
from qda.ui.lists.long_words import breakable
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, mixed, qcolor

if TYPE_CHECKING:
    from qda.analysis.coding.grid import Grid, GridCell, GridColumn, GridRow

Index = QModelIndex | QPersistentModelIndex
_WIDE, _HEAD = 86, 176
_PAD = 2 * STEP


def cell_words(cell: GridCell, column: GridColumn | None) -> str:
    """What a cell says in words."""
    if cell.state == "found":
        told = ngettext("{n} segment", "{n} segments", cell.segments).format(n=cell.segments)
        if column is not None:
            told = _("{n} of {base} segments").format(n=cell.segments, base=cell.base)
        if cell.places:
            places = ", ".join(str(round(100 * place)) for place in cell.places)
            told = _("{told}, placed at {places}").format(told=told, places=places)
        return told
    if column is None:
        return _("Nothing found yet")
    if cell.state == "gap":
        words = ngettext(
            "Nothing found yet, among {n} segment of the category",
            "Nothing found yet, among {n} segments of the category",
            column.segments,
        )
        return words.format(n=column.segments)
    if cell.state == "absent":
        words = ngettext(
            "Nothing of this category here, among {n} coded segment",
            "Nothing of this category here, among {n} coded segments",
            column.coded,
        )
        return words.format(n=column.coded)
    return _("No data: nothing is coded here")


def row_words(row: GridRow) -> str:
    """“permeability: closed – open”."""
    return f"{row.name}: {row.low} – {row.high}" if row.dimension_id is not None else row.name


class GridModel(QAbstractTableModel):
    """The grid; the first column is the whole of a row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.grid: Grid | None = None

    def show(self, grid: Grid | None) -> None:
        """Show another."""
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many dimensions."""
        return 0 if parent.isValid() or self.grid is None else len(self.grid.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many cases, and one for all."""
        return 0 if parent.isValid() or self.grid is None else len(self.grid.columns) + 1

    def row(self, at: int) -> GridRow | None:
        """A row by its place."""
        return self.grid.rows[at] if self.grid is not None and 0 <= at < len(self.grid.rows) else None

    def column(self, at: int) -> GridColumn | None:
        """A column by its place; None for that of all."""
        return self.grid.columns[at - 1] if self.grid is not None and 0 < at <= len(self.grid.columns) else None

    def cell(self, index: Index) -> GridCell | None:
        """What a cell has."""
        row = self.row(index.row())
        if row is None:
            return None
        return row.whole if index.column() == 0 else row.cells[index.column() - 1]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The count, and what is told of it."""
        cell, row = self.cell(index), self.row(index.row())
        if cell is None or row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(cell.segments)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            column = self.column(index.column())
            where = _("All") if column is None else column.name
            return f"{row_words(row)}. {where}: {cell_words(cell, column)}"
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of cases with their base; properties with their poles."""
        if self.grid is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        if way == Qt.Orientation.Vertical:
            row = self.row(section)
            return None if row is None else row_words(row)
        column = self.column(section)
        if column is None:
            return f"{_('All')}\n{_('of {n}').format(n=f'{self.grid.segments:,}')}"
        return f"{column.name}\n{_('of {n}').format(n=f'{column.segments:,}')}"


class GridDelegate(QStyledItemDelegate):
    """Paints a cell: its count and places, or which kind of nothing it is."""

    def __init__(self, session: Session, view: GridView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, what there is, and the frame of the current cell."""
        cell = self._view.model_.cell(index)
        if cell is None:
            return
        ink, box = self._session.ink, option.rect
        painter.save()
        if cell.state == "found":
            self._paint_found(painter, box, cell)
        elif cell.state == "gap":
            self._paint_gap(painter, box, cell, whole=index.column() == 0)
        elif cell.state == "absent":
            self._say(painter, box, "–", ink.soft)
        else:
            painter.fillRect(box, QBrush(qcolor(mixed(ink.faint, ink.paper, 0.45)), Qt.BrushStyle.BDiagPattern))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            colour = ink.accent if self._view.hasFocus() else ink.faint
            painter.setPen(QPen(qcolor(colour), 2))
            painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -2, -2), 3, 3)
        painter.restore()

    def _paint_found(self, painter: QPainter, box: QRect, cell: GridCell) -> None:
        ink = self._session.ink
        painter.fillRect(box.adjusted(1, 1, -1, -1), qcolor(mixed(ink.accent, ink.paper, 0.14)))
        inside = box.adjusted(_PAD, STEP, -_PAD, -STEP)
        font = QFont(self._view.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(qcolor(ink.ink))
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), str(cell.segments))
        y = box.bottom() - 3 * STEP
        painter.setPen(QPen(qcolor(ink.faint), 1))
        painter.drawLine(inside.left(), y, inside.right(), y)
        painter.setPen(QPen(qcolor(ink.accent), 2))
        for place in cell.places:
            x = inside.left() + round(place * (inside.width() - 1))
            painter.drawLine(x, y - STEP, x, y + STEP)

    def _paint_gap(self, painter: QPainter, box: QRect, cell: GridCell, *, whole: bool) -> None:
        ink = self._session.ink
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(qcolor(ink.hint), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(box).adjusted(5.5, 5.5, -5.5, -5.5), 4, 4)
        self._say(painter, box, "0" if whole else _("0 of {n}").format(n=cell.base), ink.hint)

    def _say(self, painter: QPainter, box: QRect, words: str, colour: str) -> None:
        painter.setFont(small_font(self._view.font()))
        painter.setPen(qcolor(colour))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)


class _RowHead(QHeaderView):
    """Properties with their poles beneath them."""

    def __init__(self, session: Session, view: GridView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._session = session
        self._view = view
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """As wide as a property needs, within a third of the view."""
        return QSize(min(_HEAD, max(110, self._view.width() // 3)), 0)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803  # the name is Qt’s
        """The name, then the poles; what is at hand stands out."""
        row, ink = self._view.model_.row(logicalIndex), self._session.ink
        if row is None:
            return
        painter.save()
        here = self._view.currentIndex().row() == logicalIndex
        painter.fillRect(rect, qcolor(mixed(ink.selection, ink.paper, 0.5) if here else ink.paper))
        painter.setPen(qcolor(ink.rule))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        box = rect.adjusted(4 * STEP, STEP + 2, -2 * STEP, -STEP)
        font = QFont(self._view.font())
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(qcolor(ink.ink))
        height = painter.fontMetrics().height()
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(QRect(box.left(), box.top(), box.width(), height), int(Qt.AlignmentFlag.AlignVCenter), name)
        painter.setFont(small_font(self._view.font()))
        painter.setPen(qcolor(ink.ink if here else ink.soft))
        poles = f"{row.low} – {row.high}" if row.dimension_id is not None else _("no dimension")
        under = box.adjusted(0, height, 0, 0)
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(poles) > under.width():
            flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
            painter.drawText(under, int(flags), poles)
        else:
            painter.drawText(under, int(Qt.AlignmentFlag.AlignTop), poles)
        painter.restore()


class _ColumnHead(QHeaderView):
    """Names of cases, of which the beginning stays where they are long, and their bases beneath."""

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803  # the name is Qt’s
        """Two lines for the name, one for the base."""
        words = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        name, _end, base = words.rpartition("\n")
        painter.save()
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        line = painter.fontMetrics().height()
        box = rect.adjusted(STEP, STEP, -STEP, -STEP)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), base)
        box = box.adjusted(0, 0, 0, -line)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        long = painter.fontMetrics().boundingRect(box, flags, breakable(name)).height() > box.height()
        painter.setClipRect(box)
        side = Qt.AlignmentFlag.AlignTop if long else Qt.AlignmentFlag.AlignBottom
        painter.drawText(box, flags | int(side), breakable(name))
        painter.restore()
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())


class GridView(QTableView):
    """The grid to walk in; segments dropped on a row become evidence."""

    at_hand = Signal()
    dropped = Signal(int, object)  # the row, ids of segments
    wanted = Signal()  # Enter: the quotes of the cell

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._silent = False
        self.model_ = GridModel(self)
        self.setModel(self.model_)
        self.setItemDelegate(GridDelegate(session, self))
        self.setObjectName("grid")
        self.setAccessibleName(_("Properties and dimensions"))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setAcceptDrops(True)
        self.setVerticalHeader(_RowHead(session, self))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().sectionPressed.connect(self._on_row_pressed)
        top = _ColumnHead(Qt.Orientation.Horizontal, self)
        self.setHorizontalHeader(top)
        top.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        top.setHighlightSections(False)
        self._measure()
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda _index: self.wanted.emit())

    def _measure(self) -> None:
        """Rows and columns as high and wide as the font needs."""
        metrics, top = QFontMetrics(self.font()), self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(3 * metrics.height() + 3 * STEP)
        top.setDefaultSectionSize(max(_WIDE, 12 * metrics.averageCharWidth()))
        top.setFont(small_font(self.font()))
        top.setFixedHeight(3 * QFontMetrics(top.font()).height() + 2 * STEP)

    def changeEvent(self, event: QEvent) -> None:
        """Another font, other measures."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "model_"):
            self._measure()

    def _on_row_pressed(self, row: int) -> None:
        self.setCurrentIndex(self.model_.index(row, 0))
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.verticalHeader().viewport().update()
        if not self._silent:
            self.at_hand.emit()

    def show_grid(self, grid: Grid | None) -> None:
        """Show a grid; the cell at hand stays so where it is still there."""
        row, column = self.row_at_hand(), self.column_at_hand()
        old = self.model_.grid
        place = max(0, self.currentIndex().row())
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        same = old is not None and grid is not None and (old.code_id, old.by) == (grid.code_id, grid.by)
        self._silent = True
        self.model_.show(grid)
        if grid is not None and grid.rows:
            self._go_back(grid, row, column, place if same else 0)
            if same:
                self.horizontalScrollBar().setValue(across)
                self.verticalScrollBar().setValue(down)
        self._silent = False
        self.at_hand.emit()

    def _go_back(self, grid: Grid, row: GridRow | None, column: GridColumn | None, place: int) -> None:
        rows = [(each.property_id, each.dimension_id) for each in grid.rows]
        was = (row.property_id, row.dimension_id) if row is not None else None
        at = rows.index(was) if was in rows else min(place, len(rows) - 1)
        keys = [each.key for each in grid.columns]
        across = keys.index(column.key) + 1 if column is not None and column.key in keys else 0
        self.setCurrentIndex(self.model_.index(at, across))

    def row_at_hand(self) -> GridRow | None:
        """The dimension at hand."""
        return self.model_.row(self.currentIndex().row())

    def column_at_hand(self) -> GridColumn | None:
        """The case at hand; None for all of them."""
        return self.model_.column(self.currentIndex().column())

    def cell_at_hand(self) -> GridCell | None:
        """The cell at hand."""
        return self.model_.cell(self.currentIndex())

    def choose(self, property_id: int, dimension_id: int | None = None) -> None:
        """Go to the row of a property, or of one of its dimensions."""
        rows = [] if self.model_.grid is None else self.model_.grid.rows
        for at, row in enumerate(rows):
            if row.property_id == property_id and dimension_id in (None, row.dimension_id):
                self.setCurrentIndex(self.model_.index(at, max(0, self.currentIndex().column())))
                return

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is at hand is what the work is about."""
        super().focusInEvent(event)
        self.at_hand.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the quotes of the cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)

    # --- dropping ---------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Segments may come."""
        if segments_of(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The row beneath takes them."""
        row = self.rowAt(round(event.position().y()))
        if row >= 0 and segments_of(event.mimeData()):
            self.setCurrentIndex(self.model_.index(row, max(0, self.currentIndex().column())))
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """They are evidence for the row."""
        row, ids = self.rowAt(round(event.position().y())), segments_of(event.mimeData())
        if row >= 0 and ids:
            event.acceptProposedAction()
            self.dropped.emit(row, ids)
