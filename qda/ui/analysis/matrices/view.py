"""A matrix with frozen heads: painted as far as it is seen, walked by the arrows, shaded by how much there is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from qda.i18n import _
from qda.ui.analysis.matrices.grid import Grid
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink, contrast, mixed, qcolor, text_on

_STRONGEST = 0.82
_READABLE = 4.5  # WCAG 1.4.3
_LEAST_STUB, _MOST_STUB = 120, 260
_INDENT = 14
_TALLEST = 180


def shaded(share: float, ink: Ink) -> str:
    """One hue from paper to ink: lightness alone carries the amount, so every eye can read it."""
    return mixed(ink.accent, ink.paper, round(_STRONGEST * share, 3)) if share > 0 else ink.paper


def words_on(ground: str, ink: Ink) -> str:
    """The ink that can be read on a shade: that of the window, where it can, else black or white."""
    best = max((ink.ink, ink.paper), key=lambda colour: contrast(colour, ground))
    return best if contrast(best, ground) >= _READABLE else text_on(ground)


class MatrixView(QAbstractScrollArea):
    """`wanted` when the quotes of a cell are asked for, by row and column."""

    wanted = Signal(int, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._grid: Grid | None = None
        self._at = (0, 0)
        self._stub, self._head, self._cell = _LEAST_STUB, 60, (48, 24)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(_("Matrix"))
        corner = QWidget()
        corner.setObjectName("page")
        corner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCornerWidget(corner)
        session.ink_changed.connect(lambda _ink: self.viewport().update())

    # --- what is shown ----------------------------------------------------------------------------

    def show_grid(self, grid: Grid | None) -> None:
        """Show this; the cell at hand stays as far as it is there."""
        self._grid = grid
        if grid is not None:
            self._at = (
                max(0, min(self._at[0], len(grid.rows) - 1)),
                max(0, min(self._at[1], len(grid.columns) - 1)),
            )
            self.setAccessibleDescription(
                _("{rows} rows, {columns} columns").format(rows=len(grid.rows), columns=len(grid.columns))
            )
        self._measure()
        self.viewport().update()

    @property
    def grid(self) -> Grid | None:
        """What is shown."""
        return self._grid

    def current(self) -> tuple[int, int]:
        """Row and column of the cell at hand."""
        return self._at

    def _measure(self) -> None:
        grid, metrics = self._grid, self.fontMetrics()
        if grid is None:
            return
        names = [metrics.horizontalAdvance(row.text) + _INDENT * row.indent for row in grid.rows]
        self._stub = max(_LEAST_STUB, min(_MOST_STUB, max(names, default=0) + 5 * STEP))
        bases = [metrics.horizontalAdvance(column.base) for column in grid.columns]
        width = max([metrics.horizontalAdvance(grid.widest), *bases], default=0) + 4 * STEP
        tall = max((metrics.horizontalAdvance(column.text) for column in grid.columns), default=0)
        self._cell = (max(44, width), metrics.height() + 2 * STEP)
        self._head = min(_TALLEST, tall) + metrics.height() + 4 * STEP
        self._fit()

    def _fit(self) -> None:
        grid = self._grid
        rows, columns = (len(grid.rows), len(grid.columns)) if grid is not None else (0, 0)
        for bar, whole, room, step in (
            (self.horizontalScrollBar(), columns * self._cell[0], self.viewport().width() - self._stub, self._cell[0]),
            (self.verticalScrollBar(), rows * self._cell[1], self.viewport().height() - self._head, self._cell[1]),
        ):
            bar.setRange(0, max(0, whole - max(0, room)))
            bar.setPageStep(max(1, room))
            bar.setSingleStep(step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bars fit the room."""
        super().resizeEvent(event)
        self._fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint anew what is seen."""
        self.viewport().update()

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cells, then the heads over them."""
        painter, ink, grid = QPainter(self.viewport()), self._session.ink, self._grid
        painter.fillRect(event.rect(), qcolor(ink.paper))
        if grid is None:
            return
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        rows, columns = self._seen()
        painter.save()
        painter.setClipRect(self.viewport().rect().adjusted(self._stub, self._head, 0, 0))
        for row in rows:
            for column in columns:
                self._paint_cell(painter, row, column, grid, ink)
        self._paint_current(painter, ink)
        painter.restore()
        self._paint_stubs(painter, rows, grid, ink)
        self._paint_heads(painter, columns, grid, ink)
        self._paint_corner(painter, grid, ink)

    def _seen(self) -> tuple[range, range]:
        grid = self._grid
        assert grid is not None
        wide, high = self._cell
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        view = self.viewport().size()
        rows = range(top // high, min(len(grid.rows), (top + view.height() - self._head) // high + 1))
        columns = range(left // wide, min(len(grid.columns), (left + view.width() - self._stub) // wide + 1))
        return rows, columns

    def cell_rect(self, row: int, column: int) -> QRect:
        """Where a cell is, in pixels of the viewport."""
        wide, high = self._cell
        x = self._stub + column * wide - self.horizontalScrollBar().value()
        y = self._head + row * high - self.verticalScrollBar().value()
        return QRect(x, y, wide, high)

    def _paint_cell(self, painter: QPainter, row: int, column: int, grid: Grid, ink: Ink) -> None:
        box, share = self.cell_rect(row, column), grid.shade(row, column)
        ground = ink.panel if share is None else shaded(share, ink)
        painter.fillRect(box.adjusted(0, 0, -1, -1), qcolor(ground))
        text = grid.text(row, column)
        painter.setPen(qcolor(mixed(ink.soft, ink.paper, 0.7) if text == "0" else words_on(ground, ink)))
        painter.drawText(
            box.adjusted(0, 0, -2 * STEP, 0), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text
        )

    def _paint_current(self, painter: QPainter, ink: Ink) -> None:
        if self.hasFocus():
            painter.setPen(QPen(qcolor(ink.ink), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.cell_rect(*self._at).adjusted(1, 1, -2, -2))

    def _paint_stubs(self, painter: QPainter, rows: range, grid: Grid, ink: Ink) -> None:
        painter.save()
        painter.setClipRect(QRect(0, self._head, self._stub, self.viewport().height()))
        painter.fillRect(QRect(0, self._head, self._stub, self.viewport().height()), qcolor(ink.paper))
        for row in rows:
            head, box = grid.rows[row], self.cell_rect(row, 0)
            box = QRect(2 * STEP + _INDENT * head.indent, box.top(), self._stub - 3 * STEP, box.height())
            box.setRight(self._stub - 2 * STEP)
            painter.setFont(self._weighed(strong=head.strong or row == self._at[0]))
            painter.setPen(qcolor(ink.ink))
            shown = painter.fontMetrics().elidedText(head.text, Qt.TextElideMode.ElideMiddle, box.width())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def _paint_heads(self, painter: QPainter, columns: range, grid: Grid, ink: Ink) -> None:
        painter.save()
        area = QRect(self._stub, 0, self.viewport().width() - self._stub, self._head)
        painter.setClipRect(area)
        painter.fillRect(area, qcolor(ink.paper))
        metrics = self.fontMetrics()
        for column in columns:
            head, box = grid.columns[column], self.cell_rect(0, column)
            foot = self._head - metrics.height() - STEP
            painter.setFont(small_font(self.font()))
            painter.setPen(qcolor(ink.soft))
            base = QRect(box.left(), foot, box.width() - 2 * STEP, metrics.height())
            painter.drawText(base, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), head.base)
            painter.save()
            painter.translate(box.right() - 2 * STEP - metrics.height() + 2, foot - STEP)
            painter.rotate(-90)
            painter.setFont(self._weighed(strong=column == self._at[1]))
            painter.setPen(qcolor(ink.ink))
            room = foot - 2 * STEP
            shown = painter.fontMetrics().elidedText(head.text, Qt.TextElideMode.ElideMiddle, room)
            painter.drawText(
                QRect(0, 0, room, metrics.height()),
                int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
                shown,
            )
            painter.restore()
        painter.setPen(qcolor(ink.rule))
        painter.drawLine(0, self._head - 1, self.viewport().width(), self._head - 1)
        painter.restore()

    def _paint_corner(self, painter: QPainter, grid: Grid, ink: Ink) -> None:
        box = QRect(0, 0, self._stub, self._head)
        painter.fillRect(box, qcolor(ink.paper))
        painter.setFont(small_font(self.font()))
        painter.setPen(qcolor(ink.soft))
        painter.drawText(
            box.adjusted(2 * STEP, 0, -2 * STEP, -STEP),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom),
            grid.corner,
        )
        painter.setPen(qcolor(ink.rule))
        painter.drawLine(0, self._head - 1, self._stub, self._head - 1)

    def _weighed(self, *, strong: bool) -> QFont:
        font = QFont(self.font())
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    # --- keys and mouse ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from cell to cell, Enter reads its quotes."""
        grid = self._grid
        if grid is None or not grid.rows or not grid.columns:
            super().keyPressEvent(event)
            return
        page = max(1, (self.viewport().height() - self._head) // self._cell[1] - 1)
        far = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_PageUp: (-page, 0),
            Qt.Key.Key_PageDown: (page, 0),
            Qt.Key.Key_Home: (-len(grid.rows) if far else 0, -len(grid.columns)),
            Qt.Key.Key_End: (len(grid.rows) if far else 0, len(grid.columns)),
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit(*self._at)
        elif key in steps:
            self.go(self._at[0] + steps[key][0], self._at[1] + steps[key][1])
        else:
            super().keyPressEvent(event)

    def go(self, row: int, column: int) -> None:
        """To a cell, or the nearest one there is; it is read aloud."""
        grid = self._grid
        if grid is None:
            return
        self._at = max(0, min(row, len(grid.rows) - 1)), max(0, min(column, len(grid.columns) - 1))
        box, view = self.cell_rect(*self._at), self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + min(0, box.left() - self._stub) + max(0, box.right() - view.width() + 1))
        down.setValue(down.value() + min(0, box.top() - self._head) + max(0, box.bottom() - view.height() + 1))
        self.viewport().update()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, grid.words(*self._at)))

    def cell_at(self, point: QPoint) -> tuple[int, int] | None:
        """The cell at a point of the viewport."""
        grid = self._grid
        if grid is None or point.x() < self._stub or point.y() < self._head:
            return None
        column = (point.x() - self._stub + self.horizontalScrollBar().value()) // self._cell[0]
        row = (point.y() - self._head + self.verticalScrollBar().value()) // self._cell[1]
        return (row, column) if row < len(grid.rows) and column < len(grid.columns) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to a cell and reads its quotes."""
        found = self.cell_at(event.position().toPoint())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.go(*found)
            self.wanted.emit(*found)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pressing did it."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The whole names of what is cut off."""
        found = self.cell_at(event.position().toPoint())
        if self._grid is not None and found is not None:
            QToolTip.showText(event.globalPosition().toPoint(), self._grid.words(*found), self)
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            QToolTip.hideText()
            self.viewport().unsetCursor()


class Legend(QWidget):
    """From paper to the darkest shade, and what the two ends stand for."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._most = ""
        self.setFixedHeight(22)
        self.setFont(small_font())
        session.ink_changed.connect(lambda _ink: self.update())

    def show_most(self, most: str) -> None:
        """Say what the darkest shade stands for."""
        self._most = most
        self.setAccessibleName(_("Shades from 0 to {most}").format(most=most))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ten steps between the two numbers."""
        painter, ink, metrics = QPainter(self), self._session.ink, self.fontMetrics()
        painter.setPen(qcolor(ink.soft))
        y = (self.height() - 10) // 2
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), "0")
        x = metrics.horizontalAdvance("0") + 2 * STEP
        for step in range(11):
            painter.fillRect(QRect(x + 12 * step, y, 12, 10), qcolor(shaded(step / 10, ink)))
        painter.setPen(qcolor(ink.rule))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRect(x, y, 132, 10))
        painter.setPen(qcolor(ink.soft))
        rest = self.rect().adjusted(x + 132 + 2 * STEP, 0, 0, 0)
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._most)
