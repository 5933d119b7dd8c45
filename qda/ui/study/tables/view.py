"""How a table looks and is worked: rules between rows, the cell the keyboard is on, fields that open in place."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import floor
from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from qda.ui.lists.several import Several
from qda.ui.session import Session
from qda.ui.study.bars import paint_bar
from qda.ui.study.fitting import named
from qda.ui.study.parts import check_line, paint_check
from qda.ui.study.tables.choices import ChoiceField
from qda.ui.study.tables.editing import Editing, Index
from qda.ui.study.tables.rows import Column, Rows
from qda.ui.theme import STEP, Ink, qcolor
from qda.ui.working.unfinished import About, Unfinished, titled

_PAD = 8
_BAR = 44
_AIR = 12  # above and below the words of a row, together
_ROOMY = 12  # columns of so many digits give and take when the table is too narrow or too wide
_LEAST = 0.7  # of its own width, for such a column
_LOOKED_AT = 200  # rows, for their longest word
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class TablePainter(Editing):
    """Paints cells, and opens the fields in them."""

    def __init__(self, session: Session, rows: Rows[Any], view: QTableView) -> None:
        super().__init__(view)
        self._session = session
        self._rows = rows
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A line of text with some air, or as many as the words need where the table wraps them."""
        if not self._view.wordWrap():
            return QSize(40, option.fontMetrics.height() + _AIR)
        room = QRect(0, 0, self._view.columnWidth(index.column()) - 2 * _PAD, 10_000)
        needed = option.fontMetrics.boundingRect(room, int(_WRAPPED), str(index.data() or " "))
        return QSize(40, needed.height() + _AIR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        row = self._rows.row(index)
        if row is None:
            return
        ink = self._session.ink
        column = self._rows.columns[index.column()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index, ink)
        area = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        if column.indent is not None:
            area.setLeft(area.left() + column.indent(row))
        look = column.weight(row) if column.weight is not None else column.look
        if look == "check":
            box = QRectF(area.left(), area.center().y() - 7, 14, 14)
            paint_check(painter, box, check_line(ink, bool(column.words(row))), bool(column.words(row)))
        else:
            if look == "bar" and column.bar is not None and (told := column.bar(row)) is not None:
                box = QRectF(area.left(), area.center().y() - 2, _BAR, 5)
                paint_bar(painter, box, ink, *told)
                area.setLeft(area.left() + _BAR + _PAD)
            short = None if column.short is None else column.short(row)
            self._paint_words(painter, option, area, str(index.data() or ""), look, short)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, ink: Ink) -> None:
        box = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, qcolor(ink.selection))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), qcolor(ink.rule))
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(qcolor(ink.accent), 1))
            painter.drawRoundedRect(QRectF(box).adjusted(1.5, 1.5, -1.5, -2.5), 3, 3)

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, words: str, look: str, short: str | None
    ) -> None:
        ink = self._session.ink
        font = QFont(option.font)
        if look == "strong":
            font.setWeight(QFont.Weight.DemiBold)
        font.setItalic(look == "offer")
        painter.setFont(font)
        painter.setPen(qcolor(ink.soft if look in ("soft", "offer", "number", "bar") else ink.ink))
        side = Qt.AlignmentFlag.AlignRight if look == "number" else Qt.AlignmentFlag.AlignLeft
        if self._view.wordWrap():
            painter.drawText(area.adjusted(0, _AIR // 2, 0, 0), int(_WRAPPED), words)
            return
        metrics = QFontMetrics(font)
        if short is not None:
            shown = named(words, short, area.width(), metrics.horizontalAdvance)
        else:
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The whole words, where they have no room."""
        words = str(index.data() or "")
        if option.fontMetrics.horizontalAdvance(words) <= option.rect.width() - 2 * _PAD or self._view.wordWrap():
            words = ""
        QToolTip.showText(event.globalPos(), words, view)
        return True

    # --- editing ----------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget | None:  # type: ignore[override]  # Qt takes None for no field
        """A field with offers where the column has some; none for a mark, which is set by a click or the space bar."""
        column: Column[Any] = self._rows.columns[index.column()]
        if column.look == "check":
            return None
        editor: QLineEdit
        if column.offers is not None:
            editor = ChoiceField(column.title, column.offers, several=column.several, parent=parent)
        else:
            editor = QLineEdit(parent)
            editor.setAccessibleName(column.title)
        self.fitted(editor)
        about = self._about(index)
        Unfinished(self._session, editor, lambda: about)
        return editor

    def _about(self, index: Index) -> About:
        """The row is named by what its first column says."""
        row, column = self._rows.row(index), self._rows.columns[index.column()]
        key = "" if row is None else self._rows.key_of(row)
        name = "" if row is None else self._rows.columns[0].words(row)
        return About(f"{self._view.accessibleName()}.{column.title}/{key}", titled(column.title, name))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Hand over what was typed."""
        assert isinstance(editor, QLineEdit)
        self._rows.setData(index, editor.text())

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on a mark sets it or takes it away."""
        column = self._rows.columns[index.column()]
        if column.look == "check" and event.type() == QEvent.Type.MouseButtonRelease:
            self.toggle(index)
            return True
        return super().editorEvent(event, model, option, index)  # type: ignore[arg-type]  # the model is Qt's own word

    def toggle(self, index: Index) -> None:
        """Set a mark, or take it away."""
        row = self._rows.row(index)
        if row is not None:
            column = self._rows.columns[index.column()]
            self._rows.setData(index, "" if column.words(row) else "x")


class Table(Several, QTableView):
    """A table whose cells are edited in place. Enter opens a row; F2, a double click or typing edits a cell."""

    opened = Signal(object)  # a row
    chosenChanged = Signal()  # noqa: N815 - Qt's way of naming signals
    menuWanted = Signal(object)  # noqa: N815 - QPoint on the screen
    columnsHidden = Signal(int)  # noqa: N815 - how many have given way

    def __init__(
        self, session: Session, rows: Rows[Any], name: str, *, wrap: bool = False, by_content: bool = False
    ) -> None:
        super().__init__()
        self._session = session
        self._rows = rows
        self._painter = TablePainter(session, rows, self)
        self._before: tuple[list[Hashable], Hashable, int, int] | None = None
        self._recalling = False
        self._sorted = -1
        self.setModel(rows)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(name)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(wrap)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(STEP * 36)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        mode = QHeaderView.ResizeMode
        self.verticalHeader().setSectionResizeMode(mode.ResizeToContents if wrap else mode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _AIR)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsMovable(False)
        head.setMinimumSectionSize(STEP * 8)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._on_head)
        head.sectionResized.connect(self._on_head_drawn)
        self._fitting = True
        self._by_content = by_content  # columns are as wide as what stands in them; else as they were made
        self._every = False
        self._fit()
        head.sectionHandleDoubleClicked.connect(self.resizeColumnToContents)
        rows.modelAboutToBeReset.connect(self._remember)
        rows.modelReset.connect(self._recall)
        rows.dataChanged.connect(lambda *_where: self._on_words())
        self.selectionModel().selectionChanged.connect(self._on_selection)
        session.ink_changed.connect(lambda _ink: self.viewport().update())

    def _fit(self) -> None:
        """Share the room among the columns, until somebody has drawn one wider or narrower."""
        letter = self.fontMetrics().horizontalAdvance("0")
        widths = [self._width(column, letter) for column in self._rows.columns]
        least = [self._least(at, width) for at, width in enumerate(widths)]
        hidden = self._give_way(least)
        seen = [number for number in range(len(widths)) if number not in hidden]
        roomy = [number for number in seen if self._rows.columns[number].width >= _ROOMY]
        spare = self.viewport().width() - sum(widths[number] for number in seen)
        give = widths if spare > 0 else [width - floor(low) for width, low in zip(widths, least, strict=True)]
        flexible = sum(give[number] for number in roomy)
        if flexible and spare > -flexible:
            for number in roomy:
                widths[number] += floor(spare * give[number] / flexible)
        elif flexible and not self._every:
            for number in roomy:
                widths[number] = least[number]
        for number, width in enumerate(widths):
            self.setColumnWidth(number, width)

    def _width(self, column: Column[Any], letter: int) -> int:
        """What a column would like; by its words between a half and the double of what it was made for."""
        made = column.width * letter + 2 * _PAD
        if not self._by_content or column.width < _ROOMY:
            return made
        rows = self._rows.rows()[:_LOOKED_AT]
        longest = max(
            (self.fontMetrics().horizontalAdvance((column.shown or column.words)(row)) for row in rows), default=0
        )
        title = self.horizontalHeader().fontMetrics().horizontalAdvance(column.title) + 2 * STEP
        return min(max(longest, title, made // 2) + 2 * _PAD + 2, made if column.gives_way else 2 * made)

    def _least(self, number: int, width: int) -> int:
        """How narrow a column may be: its title stays readable, and where words wrap none of them is broken."""
        column = self._rows.columns[number]
        title = self.horizontalHeader().fontMetrics().horizontalAdvance(column.title) + 2 * _PAD + STEP * 2
        made = column.width * self.fontMetrics().horizontalAdvance("0") + 2 * _PAD
        if column.width < _ROOMY or (self._by_content and width <= made and not column.gives_way):
            return width  # by their words, only those give that want more than they were made for
        return max(min(width, max(title, floor(width * _LEAST))), self._longest_word(column) if self.wordWrap() else 0)

    def _longest_word(self, column: Column[Any]) -> int:
        font = QFont(self.font())
        if column.look == "strong":
            font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        words = {word for row in self._rows.rows()[:_LOOKED_AT] for word in (column.shown or column.words)(row).split()}
        return max((metrics.horizontalAdvance(word) for word in words), default=0) + 2 * _PAD + 2

    def _give_way(self, least: Sequence[int]) -> set[int]:
        """Hide columns that have no room, the least needed first; gives those that are hidden."""
        columns = self._rows.columns
        hidden: set[int] = set()
        ready = [at for at, column in enumerate(columns) if column.gives_way]
        for number in sorted(ready, key=lambda at: -columns[at].gives_way):
            needed = sum(width for at, width in enumerate(least) if at not in hidden)
            if self._every or needed <= self.viewport().width():
                break
            hidden.add(number)
        for number in ready:
            self.setColumnHidden(number, number in hidden)
        self.columnsHidden.emit(len(hidden))
        return hidden

    def show_every_column(self, every: bool) -> None:
        """Show all columns, and scroll where they have no room; or let the least needed give way."""
        self._every = every
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        if self._fitting:
            self._fit()

    def _on_head_drawn(self) -> None:
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton and self.horizontalHeader().underMouse():
            self._fitting = False

    def _on_head(self, column: int) -> None:
        """Sort by a column, then the other way round, then as in the study again."""
        head = self.horizontalHeader()
        order = Qt.SortOrder.AscendingOrder
        if head.isSortIndicatorShown() and self._sorted == column:
            if head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder:
                head.setSortIndicatorShown(False)
                self._rows.sort(-1)
                return
            order = Qt.SortOrder.DescendingOrder
        self._sorted = column
        head.setSortIndicatorShown(True)
        head.setSortIndicator(column, order)
        self._rows.sort(column, order)

    # --- choosing ----------------------------------------------------------------------------------------------------

    def chosen(self) -> list[Any]:
        """The selected rows, in order."""
        numbers = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [row for row in map(self._rows.row, numbers) if row is not None]

    def _on_selection(self) -> None:
        if not self._recalling:
            self.chosenChanged.emit()

    def choose(self, key: Hashable, column: int | None = None) -> None:
        """Select the row with this key, and show it."""
        number = self._rows.where(key)
        if number >= 0:
            at = max(0, self.currentIndex().column()) if column is None else column
            self.setCurrentIndex(self._rows.index(number, at))
            self.scrollTo(self._rows.index(number, at))

    def _remember(self) -> None:
        """Rows come anew: what was chosen is chosen again, as far as it is still there."""
        current = self._rows.row(self.currentIndex())
        keys = [self._rows.key_of(row) for row in self.chosen()]
        here = None if current is None else self._rows.key_of(current)
        self._before = (keys, here, self.currentIndex().column(), self.verticalScrollBar().value())

    def _recall(self) -> None:
        if self._before is None:
            return
        keys, here, column, scrolled = self._before
        model = self.selectionModel()
        flag = model.SelectionFlag
        self._recalling = True
        if (number := self._rows.where(here)) >= 0:
            model.setCurrentIndex(self._rows.index(number, max(0, column)), flag.NoUpdate)
        for key in keys:
            if (number := self._rows.where(key)) >= 0:
                model.select(self._rows.index(number, 0), flag.Select | flag.Rows)
        self.verticalScrollBar().setValue(scrolled)
        self._recalling = False
        if (self.wordWrap() or self._by_content) and self._fitting:
            self._fit()

    def _on_words(self) -> None:
        """Words have changed in rows that stay."""
        if self._by_content and self._fitting:
            self._fit()

    # --- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, the space bar sets a mark; the rest is Qt's."""
        index = self.currentIndex()
        # A field that ends by Enter passes the key on: that opens nothing.
        row = None if self.state() == QAbstractItemView.State.EditingState else self._rows.row(index)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Space and row is not None and self._rows.columns[index.column()].look == "check":
            self._painter.toggle(index)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, at the cell that the keyboard is on when it was asked for by key."""
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.visualRect(self.currentIndex()).bottomLeft() if keyboard else event.pos()
        self.menuWanted.emit(self.viewport().mapToGlobal(at))
