"""The preview of a table: a sheet of paper with the table as Word will show it. Words are set when they are seen."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from qda.i18n import _, ngettext
from qda.ui.analysis.reports.typesetting import Typesetter
from qda.ui.analysis.sheet import Sheet, item_words
from qda.ui.session import Session
from qda.ui.theme import mixed, qcolor

_AROUND = 14  # pixels around the sheet
_MARGIN = 460  # twips between the edge of the sheet and the table: less than on paper, where there is more room
_TWIP = 1 / 15  # pixels, at 96 to the inch
_LEAST, _MOST = 0.66, 1.2  # how far the sheet shrinks and grows to the width there is
_ZOOM_STEP = 1.1
_READ = ("row", "heading", "prose", "figure")
"""What the arrows go to."""


class TableView(QAbstractScrollArea):
    """Shows a sheet; the arrows go from row to row, and each is read aloud."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sheet: Sheet | None = None
        self._setter: Typesetter | None = None
        self._heights: array[float] = array("d")
        self._measured = bytearray()
        self._tops: list[float] = [0.0]
        self._zoom = 1.0
        self._item: int | None = None
        self._offset = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Preview of the table"))
        session.ink_changed.connect(lambda _ink: self.viewport().update())

    # --- what is shown ----------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet | None, *, from_above: bool = True) -> None:
        """Show a sheet, from above or where the place was in the one before."""
        place = 0 if from_above else self.verticalScrollBar().value()
        self._sheet = sheet
        self._setter = None if sheet is None else Typesetter(sheet)
        self._heights = array("d") if sheet is None else array("d", sheet.heights)
        self._measured = bytearray(len(self._heights))
        self._item = None
        self._stack()
        self._fit()
        self.verticalScrollBar().setValue(min(place, self.verticalScrollBar().maximum()))
        self.setAccessibleDescription("" if sheet is None else _described(sheet))
        self.viewport().update()

    def sheet(self) -> Sheet | None:
        """What is shown."""
        return self._sheet

    def current_row(self) -> int | None:
        """The row of the table that the arrows are at."""
        if self._sheet is None or self._item is None:
            return None
        return self._sheet.items[self._item].row

    # --- measures ---------------------------------------------------------------------------------

    def scale(self) -> float:
        """Pixels to the twip."""
        if self._sheet is None:
            return _TWIP
        room = self.viewport().width() - 2 * _AROUND
        fitting = room / ((self._sheet.width + 2 * _MARGIN) * _TWIP)
        return min(max(fitting, _LEAST), _MOST) * self._zoom * _TWIP

    def _stack(self) -> None:
        self._tops = [0.0, *accumulate(self._heights)]

    def _fit(self) -> None:
        """Set the scroll bars to the size of the sheet."""
        view, scale = self.viewport().size(), self.scale()
        wide = 0 if self._sheet is None else (self._sheet.width + 2 * _MARGIN) * scale + 2 * _AROUND
        high = 0 if self._sheet is None else (self._tops[-1] + 2 * _MARGIN) * scale + 2 * _AROUND
        for bar, whole, shown in (
            (self.horizontalScrollBar(), wide, view.width()),
            (self.verticalScrollBar(), high, view.height()),
        ):
            bar.setRange(0, max(0, round(whole) - shown))
            bar.setPageStep(shown)
            bar.setSingleStep(24)

    def _top_of(self, item: int) -> float:
        """Where an item begins, in pixels of the whole content."""
        return _AROUND + (_MARGIN + self._tops[item]) * self.scale()

    def _item_at(self, y: float) -> int:
        """The item at a height in pixels of the whole content."""
        inside = (y - _AROUND) / self.scale() - _MARGIN
        return min(max(0, bisect_right(self._tops, inside) - 1), len(self._heights) - 1)

    def _measure(self, first: int, last: int) -> float:
        """Set the words of these items; gives by how many twips they are higher than was thought."""
        if self._setter is None:
            return 0.0
        grown = 0.0
        for item in range(first, last + 1):
            if not self._measured[item]:
                height = self._setter.item(item).height
                grown += height - self._heights[item]
                self._heights[item] = height
                self._measured[item] = 1
        if grown:
            self._stack()
        return grown

    def _settle(self) -> None:
        """Measure what is seen; what was thought higher or lower moves what is beneath, never what is above."""
        if self._sheet is None:
            return
        top = self.verticalScrollBar().value()
        first = self._item_at(top)
        grown = 0.0
        while True:
            last = self._item_at(top + self.viewport().height())
            step = self._measure(first, last)
            grown += abs(step)
            if not step:
                break
        if grown:
            self._fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Going up, rows that turn out higher than was thought must not push away what was being read."""
        bar = self.verticalScrollBar()
        if dy > 0 and self._sheet is not None:
            first, last = self._item_at(bar.value()), self._item_at(bar.value() + dy)
            grown = self._measure(first, last - 1)
            if grown:
                self._fit()
                bar.setValue(bar.value() + round(grown * self.scale()))
        self.viewport().update()

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheet, and on it what is seen of the table."""
        ink = self._session.ink
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), qcolor(mixed(ink.rule, ink.panel, 0.35)))
        if self._sheet is None or self._setter is None:
            return
        self._settle()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        scale = self.scale()
        paper = self._paper()
        painter.setPen(QPen(qcolor(ink.rule), 1))
        painter.setBrush(qcolor(ink.paper if ink.dark else "#FFFFFF"))
        painter.drawRect(paper.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.translate(paper.left() + _MARGIN * scale, paper.top() + _MARGIN * scale)
        painter.scale(scale, scale)
        top = self.verticalScrollBar().value()
        for item in range(self._item_at(top), self._item_at(top + self.viewport().height()) + 1):
            if item == self._item and self.hasFocus():
                shade = QRectF(0, self._tops[item], self._sheet.width, self._heights[item])
                painter.fillRect(shade, qcolor(ink.selection))
            painter.setPen(qcolor(ink.ink if ink.dark else "#000000"))
            self._setter.item(item).draw(painter, self._tops[item], 1 / scale)

    def _paper(self) -> QRectF:
        assert self._sheet is not None
        scale = self.scale()
        width = (self._sheet.width + 2 * _MARGIN) * scale
        height = (self._tops[-1] + 2 * _MARGIN) * scale
        left = max(float(_AROUND), (self.viewport().width() - width) / 2) - self.horizontalScrollBar().value()
        return QRectF(round(left), _AROUND - self.verticalScrollBar().value(), width, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sheet fits the width."""
        super().resizeEvent(event)
        self._fit()

    # --- keys and mouse ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down by rows; pages as everywhere."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self._sheet is not None:
            self._go(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar = self.verticalScrollBar()
            bar.setValue(0 if event.key() == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def _go(self, step: int) -> None:
        assert self._sheet is not None
        items = self._sheet.items
        at = self._item_at(self.verticalScrollBar().value()) - 1 if self._item is None else self._item
        at += step if self._item is not None else 1
        while 0 <= at < len(items) and items[at].kind not in _READ:
            at += step
        if 0 <= at < len(items):
            self._choose(at)

    def _choose(self, item: int) -> None:
        assert self._sheet is not None
        self._item = item
        self._measure(item, item)
        top, bottom = self._top_of(item), self._top_of(item + 1)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value():
            bar.setValue(round(top) - 2)
        elif bottom > bar.value() + height:
            bar.setValue(round(bottom) - height + 2)
        self.viewport().update()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, item_words(self._sheet, item)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to a row."""
        if self._sheet is not None:
            item = self._item_at(event.position().y() + self.verticalScrollBar().value())
            if self._sheet.items[item].kind in _READ:
                self._choose(item)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl, nearer and farther."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def zoom_by(self, steps: int) -> None:
        """Nearer or farther; 0 fits the width again."""
        self._zoom = min(2.5, max(0.6, self._zoom * _ZOOM_STEP**steps)) if steps else 1.0
        self._fit()
        self.viewport().update()


def _described(sheet: Sheet) -> str:
    rows = ngettext("{count} row", "{count} rows", sheet.rows).format(count=sheet.rows)
    if len(sheet.blocks) == 1 and sheet.parts:
        return f"{sheet.profile.say('Table')} {sheet.table.number}: {sheet.table.title}. {rows}."
    return f"{sheet.title}. {rows}."
