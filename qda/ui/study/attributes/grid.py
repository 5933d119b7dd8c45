"""The table of attributes as a spreadsheet is worked: cells chosen, typed over, copied, pasted, filled down."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qda.i18n import _
from qda.ui.lists.several import Several
from qda.ui.session import Session
from qda.ui.study.attributes import editors as attribute_editors
from qda.ui.study.attributes.model import AttributeModel, Cell
from qda.ui.study.tables.editing import Editing, Index
from qda.ui.theme import STEP, Ink, qcolor
from qda.ui.working import copying
from qda.ui.working.unfinished import About, Unfinished, titled

_PAD = 8
_AIR = 12
_NAMES = 30  # letters of a row's name that have room at most
_WIDEST, _NARROWEST = 30, 9  # letters of a column


class GridPainter(Editing):
    """Paints cells, own values in ink and inherited ones softer and slanted, and opens the fields in them."""

    def __init__(self, session: Session, model: AttributeModel, view: QTableView) -> None:
        super().__init__(view)
        self._session = session
        self._model = model
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The words with some air."""
        words = str(index.data() or "")
        return QSize(option.fontMetrics.horizontalAdvance(words) + 2 * _PAD, option.fontMetrics.height() + _AIR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        ink, box = self._session.ink, option.rect
        value, attribute = self._model.value(index), self._model.attribute(index.column())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, qcolor(ink.selection))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), qcolor(ink.rule))
        painter.fillRect(QRect(box.right(), box.top(), 1, box.height()), qcolor(ink.rule))
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(qcolor(ink.accent), 1))
            painter.drawRoundedRect(QRectF(box).adjusted(1.5, 1.5, -2.5, -2.5), 3, 3)
        if value is not None and attribute is not None:
            font = QFont(option.font)
            font.setItalic(value.inherited)
            painter.setFont(font)
            painter.setPen(qcolor(ink.soft if value.inherited else ink.ink))
            area = box.adjusted(_PAD, 0, -_PAD, 0)
            side = Qt.AlignmentFlag.AlignRight if attribute.type == "number" else Qt.AlignmentFlag.AlignLeft
            shown = QFontMetrics(font).elidedText(value.words, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    # --- editing --------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget | None:  # type: ignore[override]  # Qt takes None for no field
        """The field that the attribute's type needs."""
        attribute = self._model.attribute(index.column())
        if attribute is None:
            return None
        made = self.fitted(attribute_editors.field(attribute, partial(used, self._model, index.column()), parent))
        name = str(self._model.headerData(index.row(), Qt.Orientation.Vertical) or "")
        about = About(f"attribute.{attribute.id}/{index.row()}", titled(attribute.name, name))
        Unfinished(self._session, made, lambda: about)
        return made

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Hand over what was typed."""
        assert isinstance(editor, QLineEdit)
        self._model.setData(index, editor.text())


def used(model: AttributeModel, column: int) -> list[str]:
    """The words that rows have for an attribute, each once."""
    attribute = model.attribute(column)
    rows = [] if attribute is None or model.table is None else model.table.rows
    found = {row.words(attribute.id) for row in rows if attribute is not None}
    return sorted(found - {""}, key=str.casefold)


def _widest(metrics: QFontMetrics, words: Iterable[str], enough: int) -> int:
    """The width of the widest of these; what is longer than enough ends the looking."""
    found = 0
    for each in sorted(words, key=len, reverse=True):
        found = max(found, metrics.horizontalAdvance(each))
        if found >= enough:
            break
    return found


class AttributeGrid(Several, QTableView):
    """Attributes by objects. F2, Enter, a double click or typing edits; Del clears; Ctrl+C and Ctrl+V are tables."""

    chosenChanged = Signal()  # noqa: N815 - Qt's way of naming signals
    columnMenuWanted = Signal(int, object)  # noqa: N815 - the column, and QPoint on the screen
    moveWanted = Signal(int, int)  # noqa: N815 - from, to
    refused = Signal(str)  # why nothing was pasted

    def __init__(self, session: Session, model: AttributeModel, name: str) -> None:
        super().__init__()
        self._session = session
        self._model = model
        self._widths: dict[int, int] = {}  # that somebody has drawn, by attribute
        self._before: tuple[int, int, int, int] | None = None
        self._sorted: tuple[int, Qt.SortOrder] | None = None  # attribute
        self.setModel(model)
        self.setItemDelegate(GridPainter(session, model, self))
        self.setAccessibleName(name)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(STEP * 36)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_up_heads()
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._recall)
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        self.selectionModel().currentChanged.connect(self._tell_chosen)
        session.ink_changed.connect(self._dress)
        self._dress(session.ink)

    def _dress(self, ink: Ink) -> None:
        """The names of the rows are words like others; only the attributes stand out."""
        self.setStyleSheet(f"""
QHeaderView::section:vertical {{
    background: {ink.paper}; color: {ink.ink}; font-weight: normal; border: none;
    border-bottom: 1px solid {ink.rule}; padding: 0 {_PAD}px 0 0;
}}
QTableView, QTableCornerButton::section {{ background: {ink.paper}; border: none; }}
""")
        self.viewport().update()

    def _set_up_heads(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setHighlightSections(False)
        across.setSectionsMovable(True)
        across.setSectionsClickable(True)
        across.setMinimumSectionSize(STEP * 8)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        across.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        across.customContextMenuRequested.connect(
            lambda at: self.columnMenuWanted.emit(across.logicalIndexAt(at), across.mapToGlobal(at))
        )
        across.sectionClicked.connect(self._on_head)
        across.sectionMoved.connect(self._on_moved)
        across.sectionResized.connect(self._on_resized)
        across.setAccessibleName(_("Attributes"))
        down.setHighlightSections(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(self.fontMetrics().height() + _AIR)
        down.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.setAccessibleName(_("Names"))

    # --- widths, order, places --------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Give names and columns the room that their words need, within bounds."""
        letter = self.fontMetrics().horizontalAdvance("0")
        names = _widest(self.fontMetrics(), {row.name for row in self._model.rows()}, _NAMES * letter)
        self.verticalHeader().setFixedWidth(min(names + 3 * _PAD, _NAMES * letter))
        head = self.horizontalHeader().fontMetrics()
        slanted = QFont(self.font())
        slanted.setItalic(True)
        measure = QFontMetrics(slanted)
        for column in range(self._model.columnCount()):
            attribute = self._model.attribute(column)
            if attribute is None:
                continue
            words = {row.words(attribute.id) for row in self._model.rows()}
            own = _widest(measure, words, _WIDEST * letter)
            needed = max(own, head.horizontalAdvance(attribute.name) + 2 * STEP) + 2 * _PAD + 4
            wide = min(max(needed, _NARROWEST * letter), _WIDEST * letter)
            self.setColumnWidth(column, self._widths.get(attribute.id, wide))

    def _on_resized(self, column: int, _old: int, new: int) -> None:
        attribute = self._model.attribute(column)
        if attribute is not None and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._widths[attribute.id] = new

    def _on_moved(self, _logical: int, start: int, end: int) -> None:
        """A column was drawn elsewhere: the study's order changes, and the head shows that and nothing else."""
        head = self.horizontalHeader()
        head.blockSignals(True)
        head.moveSection(end, start)
        head.blockSignals(False)
        self.moveWanted.emit(start, end)

    def _on_head(self, column: int) -> None:
        """Sort by a column, then the other way round, then as in the study again."""
        order = Qt.SortOrder
        attribute = self._model.attribute(column)
        if attribute is None:
            return
        if self._sorted == (attribute.id, order.AscendingOrder):
            self.sort_by(column, order.DescendingOrder)
        elif self._sorted == (attribute.id, order.DescendingOrder):
            self.sort_by(-1, order.AscendingOrder)
        else:
            self.sort_by(column, order.AscendingOrder)

    def sort_by(self, column: int, order: Qt.SortOrder) -> None:
        """Sort by a column; -1 is the order of the study."""
        attribute = self._model.attribute(column)
        self._sorted = None if attribute is None else (attribute.id, order)
        self._model.sort(column, order)
        self._show_order()

    def _show_order(self) -> None:
        head = self.horizontalHeader()
        column = -1 if self._sorted is None else self._model.column_of(self._sorted[0])
        head.setSortIndicatorShown(column >= 0)
        if self._sorted is not None and column >= 0:
            head.setSortIndicator(column, self._sorted[1])

    def _remember(self) -> None:
        """Rows come anew: the place of the keyboard and of the eye is found again."""
        index = self.currentIndex()
        row, attribute = self._model.row(index.row()), self._model.attribute(index.column())
        self._before = (
            0 if row is None else row.id,
            0 if attribute is None else attribute.id,
            self.verticalScrollBar().value(),
            self.horizontalScrollBar().value(),
        )

    def _recall(self) -> None:
        self.fit()
        self._show_order()
        if self._before is None:
            return
        row_id, attribute_id, down, across = self._before
        row = next((at for at, each in enumerate(self._model.rows()) if each.id == row_id), -1)
        column = self._model.column_of(attribute_id)
        if row >= 0 and column >= 0:
            self.setCurrentIndex(self._model.index(row, column))
        self.verticalScrollBar().setValue(down)
        self.horizontalScrollBar().setValue(across)
        self.chosenChanged.emit()

    # --- cells ----------------------------------------------------------------------------------------------------

    def _tell_chosen(self) -> None:
        self.chosenChanged.emit()

    def chosen(self) -> list[Index]:
        """The chosen cells, row by row; the one of the keyboard where there are none."""
        found: list[Index] = list(self.selectionModel().selectedIndexes())
        if not found and self.currentIndex().isValid():
            found = [self.currentIndex()]
        return sorted(found, key=lambda index: (index.row(), index.column()))

    def write(self, cells: list[Cell]) -> None:
        """Ask for these changes in one act."""
        if cells and self._model.writable:
            self._model.written.emit(cells)

    def _cell(self, index: Index, words: str) -> Cell | None:
        row, attribute = self._model.row(index.row()), self._model.attribute(index.column())
        return None if row is None or attribute is None else (attribute.id, row.id, words)

    def set_chosen(self, words: str) -> None:
        """Give all chosen cells of the column that the keyboard is on these words."""
        column = self.currentIndex().column()
        cells = [self._cell(index, words) for index in self.chosen() if index.column() == column]
        self.write([cell for cell in cells if cell is not None])

    def clear(self) -> None:
        """Take the own values of the chosen cells away."""
        self.write([cell for index in self.chosen() if (cell := self._cell(index, "")) is not None])

    def fill_down(self) -> None:
        """Give the chosen cells of each column what stands in the first; a single cell what stands above it."""
        cells: list[Cell] = []
        chosen = self.chosen()
        for column in sorted({index.column() for index in chosen}):
            rows = [index.row() for index in chosen if index.column() == column]
            first = rows[0] if len(rows) > 1 else rows[0] - 1
            words = str(self._model.index(first, column).data() or "")
            found = [self._cell(self._model.index(row, column), words) for row in rows if row != first]
            cells += [cell for cell in found if cell is not None and first >= 0]
        self.write(cells)

    def copy(self) -> None:
        """Put the chosen cells on the clipboard as a table."""
        chosen = self.chosen()
        if not chosen:
            return
        columns = sorted({index.column() for index in chosen})
        rows = sorted({index.row() for index in chosen})
        leaving = copying.of_study(self._session, [str(index.data() or "") for index in chosen])
        words = {(index.row(), index.column()): each for index, each in zip(chosen, leaving, strict=True)}
        told = "\n".join("\t".join(words.get((row, column), "") for column in columns) for row in rows)
        QGuiApplication.clipboard().setText(told)

    def paste(self) -> None:
        """Put a copied table in, its first cell where the keyboard is; one word goes into all chosen cells."""
        table = pasted(QGuiApplication.clipboard().text())
        chosen = self.chosen()
        if not table or not chosen or not self._model.writable:
            return
        if len(table) == 1 and len(table[0]) == 1:
            cells = [self._cell(index, table[0][0]) for index in chosen]
            self.write([cell for cell in cells if cell is not None])
            return
        top, left = chosen[0].row(), min(index.column() for index in chosen)
        if top + len(table) > self._model.rowCount() or left + max(map(len, table)) > self._model.columnCount():
            self.refused.emit(_("What was copied has more rows or columns than there are from here on."))
            return
        places = (
            (top + down, left + across, words) for down, row in enumerate(table) for across, words in enumerate(row)
        )
        found = [self._cell(self._model.index(row, column), words) for row, column, words in places]
        self.write([cell for cell in found if cell is not None])

    # --- keys -----------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Copy and paste are the table's, whatever keys the window has."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits, Del clears, Ctrl+C and Ctrl+V copy and paste; the rest is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            # A field that ends by Enter passes the key on.
            editing = self.state() == QAbstractItemView.State.EditingState
            if self.currentIndex().isValid() and self._model.writable and not editing:
                self.edit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            self.clear()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the column, at the cell that the keyboard is on when it was asked for by key."""
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.visualRect(self.currentIndex()).bottomLeft() if keyboard else event.pos()
        self.columnMenuWanted.emit(self.currentIndex().column(), self.viewport().mapToGlobal(at))


def _is_own(event: QKeyEvent) -> bool:
    standard: Any = QKeySequence.StandardKey
    return event.matches(standard.Copy) or event.matches(standard.Paste)


def pasted(text: str) -> list[list[str]]:
    """A table as spreadsheets put it on the clipboard: rows of cells between tabs."""
    if not text.strip():
        return []
    rows = list(csv.reader(io.StringIO(text.rstrip("\r\n"), newline=""), delimiter="\t"))
    return [[" ".join(cell.split()) for cell in row] for row in rows]
