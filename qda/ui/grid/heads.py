"""The frozen heads of a matrix: rows with what they rest on, columns under the units of their cases."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from qda.ui.grid.drops import CODES, ids_in
from qda.ui.grid.model import GridModel
from qda.ui.lists.long_words import breakable
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, mixed, qcolor

_WIDE, _NARROW = 240, 120
_LINES = 4
_WRAP = Qt.TextFlag.TextWordWrap


class Heads(QHeaderView):
    """Headings that wrap; what is at hand stands out."""

    dropped = Signal(object)  # ids of codes
    menuWanted = Signal(int, object)  # noqa: N815 - Qt's way of naming signals; place, QPoint on the screen

    def __init__(self, way: Qt.Orientation, session: Session, model: GridModel, view: QTableView) -> None:
        super().__init__(way, view)
        self._session = session
        self._grid = model
        self._table = view
        self._hint = QSize(_NARROW, 0) if way == Qt.Orientation.Vertical else QSize(0, 30)
        self.setSectionsClickable(True)
        self.setAcceptDrops(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @property
    def _rows(self) -> bool:
        return self.orientation() == Qt.Orientation.Vertical

    def sizeHint(self) -> QSize:
        """As was measured last: Qt asks at every step of the keyboard."""
        return self._hint

    def measure(self) -> QSize:
        """Rows: as wide as names need, within a quarter of the view. Columns: as high, within four lines."""
        self._hint = self._measured()
        return self._hint

    def _measured(self) -> QSize:
        metrics = QFontMetrics(self._font())
        names = [self._words(at) for at in range(self.count())]
        if self._rows:
            widest = max((metrics.horizontalAdvance(name) for name in names), default=0) + 6 * STEP
            return QSize(min(max(_NARROW, min(widest, self._table.width() // 4)), _WIDE), 0)
        lines = metrics.height()
        for at, name in enumerate(names):
            box = QRect(0, 0, max(40, self.sectionSize(at) - 5 * STEP), 1000)
            lines = max(lines, metrics.boundingRect(box, int(_WRAP), name).height())
        group = QFontMetrics(small_font(self.font())).height() if self._grouped() else 0
        return QSize(0, min(lines, _LINES * metrics.height()) + 3 * STEP + group)

    def _grouped(self) -> bool:
        return any(self._group(at) for at in range(self.count()))

    def _group(self, at: int) -> str:
        head = self._grid.head(self.orientation(), at)
        return head.group if head is not None else ""

    def _words(self, at: int) -> str:
        return breakable(str(self._grid.headerData(at, self.orientation()) or ""))

    def _font(self) -> QFont:
        font = QFont(self._table.font())
        font.setWeight(QFont.Weight.Medium)
        return font

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803  # the name is Qt’s
        """Ground, the unit above, the heading, and in amber what is to be minded."""
        ink = self._session.ink
        index = self._table.currentIndex()
        here = (index.row() if self._rows else index.column()) == logicalIndex
        head = self._grid.head(self.orientation(), logicalIndex)
        if head is None:
            return
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, qcolor(mixed(ink.selection, ink.panel, 0.6) if here else ink.panel))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), qcolor(ink.rule))
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), qcolor(ink.rule))
        box = rect.adjusted(3 * STEP, STEP + 2, -2 * STEP, -STEP - 2)
        if (head.group and head.line is not None) or (not self._rows and self._grouped()):
            box = self._paint_group(painter, box, logicalIndex)
        alarm = self._grid.alarm(logicalIndex) if self._rows else ""
        small = QFontMetrics(small_font(self.font())).height()
        if alarm:
            painter.setFont(small_font(self.font()))
            painter.setPen(qcolor(ink.hint))
            foot = QRect(box.left(), box.bottom() - small + 1, box.width(), small)
            shown = painter.fontMetrics().elidedText(f"⚠ {alarm}", Qt.TextElideMode.ElideRight, foot.width())
            painter.drawText(foot, int(Qt.AlignmentFlag.AlignVCenter), shown)
            box = box.adjusted(0, 0, 0, -small - 2)
        painter.setFont(self._font())
        painter.setPen(qcolor(ink.ink))
        side = Qt.AlignmentFlag.AlignTop if self._rows else Qt.AlignmentFlag.AlignBottom
        painter.setClipRect(box)
        if QFontMetrics(self._font()).boundingRect(box, int(_WRAP), self._words(logicalIndex)).height() > box.height():
            side = Qt.AlignmentFlag.AlignTop
        painter.drawText(box, int(_WRAP | side | Qt.AlignmentFlag.AlignLeft), self._words(logicalIndex))
        painter.restore()

    def _paint_group(self, painter: QPainter, box: QRect, at: int) -> QRect:
        """The unit over the first of its cases, or over each row; gives what is left."""
        ink, small = self._session.ink, small_font(self.font())
        painter.setFont(small)
        high = painter.fontMetrics().height()
        if not at or self._group(at - 1) != self._group(at):
            painter.setPen(qcolor(ink.soft))
            shown = painter.fontMetrics().elidedText(self._group(at), Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(QRect(box.left(), box.top(), box.width(), high), int(Qt.AlignmentFlag.AlignLeft), shown)
        return box.adjusted(0, high + 1, 0, 0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with this row or column."""
        at = event.pos().y() if self._rows else event.pos().x()
        place = self.logicalIndexAt(at)
        if place >= 0:
            self.menuWanted.emit(place, QPoint(event.globalPos()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Codes may be dropped."""
        if self._grid.writable and event.mimeData().hasFormat(CODES):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere on the heads."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """They become rows or columns."""
        self.dropped.emit(ids_in(event.mimeData(), CODES))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
