"""The paper of the grid: rows measured and painted where they are in view, scrolled by the pixel.

Where it stands is a row and the pixels of it that are above the edge, so no height needs to be known but of rows in
view, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QListView, QWidget

from qda.ui import theme
from qda.ui.coding.book import CodeBook
from qda.ui.coding.lines.layout import Columns, fitted, wished
from qda.ui.coding.lines.model import LinesModel
from qda.ui.coding.lines.paint import Look, RowPainter
from qda.ui.theme import STEP, Ink, qcolor

_GRAIN = 32  # steps of the scroll bar to a row
_FOOT = 30 * STEP  # paper under the last row, so that its completions have room
_WHEEL = 3  # lines of text to a notch
_ZOOMS = (75, 80, 90, 100, 110, 125, 150, 175, 200, 250)
_KEPT = 4000  # rows whose height is remembered


class LinesPaper(QListView):
    """A LinesModel on paper. Points are the viewport's.

    It is a list for the sake of screen readers, who find every row in it. Nothing else of a list is used: that would
    measure every row before it showed one.
    """

    moved = Signal()  # rows stand elsewhere than before
    type_changed = Signal()  # fonts or columns are others than before

    def __init__(self, model: LinesModel, book: CodeBook, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = Look()
        self._lines_model = model
        self._ink = ink
        self._font: QFont | None = None
        self._zoom = 100
        self._sentence = ""
        self._top_row, self._top_off = 0, 0
        self._following = False
        self._heights: dict[int, int] = {}
        self._painter = RowPainter(model, book, self.look)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._follow)
        self.setModel(model)
        self.setAutoScroll(False)  # we bring the current row into view ourselves, when its height is known
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._set_type()
        model.altered.connect(self._on_altered)
        model.loaded.connect(self._on_loaded)

    # --- how it looks -------------------------------------------------------------------------------

    def set_ink(self, ink: Ink) -> None:
        """Change between light and dark."""
        self._ink = ink
        self._set_type()

    def set_reading_font(self, font: QFont | None) -> None:
        """Another font for the text, its size that at 100 %; None for our own choice."""
        self._font = font
        self._set_type()

    @property
    def zoom(self) -> int:
        """Per cent."""
        return self._zoom

    def zoom_by(self, steps: int) -> None:
        """So many steps larger or smaller; 0 is back to 100 %."""
        nearest = min(range(len(_ZOOMS)), key=lambda index: abs(_ZOOMS[index] - self._zoom))
        self.set_zoom(_ZOOMS[min(max(0, nearest + steps), len(_ZOOMS) - 1)] if steps else 100)

    def set_zoom(self, percent: int) -> None:
        """Enlarge the text; the place stays."""
        percent = min(max(percent, _ZOOMS[0]), _ZOOMS[-1])
        if percent != self._zoom:
            self._zoom = percent
            self._set_type()

    def set_sentence(self, sentence: str) -> None:
        """What is said where there are no lines."""
        self._sentence = sentence
        self.viewport().update()

    def _measures(self) -> tuple[QFont, QFont, float, int]:
        digits = len(str(max(1, len(self._lines_model.lines))))
        return self._font or theme.reading_font(), QApplication.font(), self._zoom / 100, digits

    def wished_width(self) -> tuple[int, int]:
        """The pixels in which lines of 80 characters stay whole beside their labels: at least, and at best."""
        least, best = wished(*self._measures())
        bar = self.width() - self.viewport().width()
        return least + bar, best + bar

    def _set_type(self) -> None:
        face, cols = fitted(self.viewport().width(), *self._measures())
        self._painter.set_up(self._ink, face, cols)
        self._heights.clear()
        self.type_changed.emit()
        self._moved()

    def set_editor_height(self, field: int, editor: int) -> None:
        """The pixels of the field, and with what stands under it, in the current row."""
        if (self._painter.field_height, self._painter.editor_height) != (field, editor):
            self._painter.field_height, self._painter.editor_height = field, editor
            self._heights.pop(self.look.current, None)
            self._moved()

    @property
    def columns(self) -> Columns:
        """Where the columns stand."""
        return self._painter.cols

    @property
    def label_font(self) -> QFont:
        """The font of labels."""
        return self._painter.face.label

    @property
    def editor_width(self) -> int:
        """The pixels that the field may be wide."""
        return self._painter.cols.label_width

    # --- where rows stand ---------------------------------------------------------------------------

    def height_of(self, row: int) -> int:
        """Pixels of a row."""
        found = self._heights.get(row)
        if found is None:
            if len(self._heights) > _KEPT:
                self._heights.clear()
            found = self._heights[row] = self._painter.height(row, editing=row == self.look.current)
        return found

    def in_view(self) -> Iterator[tuple[int, int]]:
        """The rows in view with their tops."""
        rows, y = self._lines_model.lines.rows, -self._top_off
        for row in range(self._top_row, rows):
            if y >= self.viewport().height():
                return
            yield row, y
            y += self.height_of(row)

    def top_of(self, row: int) -> int | None:
        """Where a row in view begins; None for others."""
        return next((y for seen, y in self.in_view() if seen == row), None)

    def row_at(self, y: int) -> int | None:
        """The row at a height; None below the last."""
        return next((row for row, top in self.in_view() if top <= y < top + self.height_of(row)), None)

    def editor_rect(self) -> QRect | None:
        """Where the field stands in the current row; None while that is out of view."""
        top = self.top_of(self.look.current)
        if top is None:
            return None
        y = top + self._painter.field_top(self.look.current)
        cols = self._painter.cols
        return QRect(cols.label_left, y, cols.label_width, self._painter.editor_height)

    def page(self) -> int:
        """How many rows are in view, at least one."""
        return max(1, sum(1 for _row in self.in_view()) - 1)

    # --- scrolling ----------------------------------------------------------------------------------

    def scroll_by(self, pixels: int) -> None:
        """Scroll down, or up if negative."""
        self._set_top(self._top_row, self._top_off + pixels)

    def _set_top(self, row: int, off: int) -> None:
        self._top_row, self._top_off = row, off
        self._normalise()
        self._moved()

    def _normalise(self) -> None:
        """Let the place be a row and pixels within it, not above the first row and not below the last page."""
        rows = self._lines_model.lines.rows
        if not rows:
            self._top_row = self._top_off = 0
            return
        row, off = min(self._top_row, rows - 1), self._top_off
        while off < 0 and row > 0:
            row -= 1
            off += self.height_of(row)
        while row < rows - 1 and off >= self.height_of(row):
            off -= self.height_of(row)
            row += 1
        self._top_row, self._top_off = min((row, max(0, off)), self._lowest())

    def _lowest(self) -> tuple[int, int]:
        """The place at which the last row and the paper under it end at the lower edge."""
        row, off = self._lines_model.lines.rows, _FOOT - self.viewport().height()
        while off < 0 and row > 0:
            row -= 1
            off += self.height_of(row)
        return row, max(0, off)

    def _moved(self) -> None:
        self.viewport().update()
        self._settle.start()
        self.moved.emit()

    def _follow(self) -> None:
        """Let the scroll bar show where we are."""
        bar = self.verticalScrollBar()
        rows = self._lines_model.lines.rows
        self._following = True
        low = self._lowest() if rows else (0, 0)
        bar.setRange(0, self._to_bar(*low))
        bar.setPageStep(self.page() * _GRAIN)
        bar.setSingleStep(_GRAIN)
        bar.setValue(self._to_bar(self._top_row, self._top_off))
        self._following = False

    def _to_bar(self, row: int, off: int) -> int:
        if row >= self._lines_model.lines.rows:
            return 0
        return row * _GRAIN + off * _GRAIN // max(1, self.height_of(row))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The scroll bar was moved by hand."""
        if self._following or not self._lines_model.lines.rows:
            return
        row, grains = divmod(self.verticalScrollBar().value(), _GRAIN)
        row = min(row, self._lines_model.lines.rows - 1)
        self._top_row, self._top_off = row, grains * self.height_of(row) // _GRAIN
        self.viewport().update()
        self.moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll by the pixel; with Ctrl the text grows and shrinks."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        elif not event.pixelDelta().isNull():
            self.scroll_by(-event.pixelDelta().y())
        else:
            self.scroll_by(-event.angleDelta().y() * _WHEEL * self._painter.face.pitch // 120)
        event.accept()

    def doItemsLayout(self) -> None:
        """Nothing is laid out but what is in view; see Layouts."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """The scroll bar follows by itself."""

    # --- what changed -------------------------------------------------------------------------------

    def _on_altered(self) -> None:
        self._heights.clear()
        self._painter.new_labels()
        self._normalise()
        self._moved()

    def _on_loaded(self) -> None:
        """Another text is shown, from its beginning."""
        self._top_row = self._top_off = 0
        self.look.current, self.look.part, self.look.coding = -1, None, None
        self.look.drafts.clear()
        self._set_type()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width moves the columns, and the words flow anew."""
        if event.size().width() != event.oldSize().width():
            self._set_type()
        self._normalise()
        self._moved()

    def changeEvent(self, event: QEvent) -> None:
        """The window's font changed: the text scales with it."""
        if event.type() == QEvent.Type.FontChange:
            self._set_type()
        super().changeEvent(event)

    # --- painting -----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in view."""
        painter = QPainter(self.viewport())
        area, width = event.rect(), self.viewport().width()
        bottom = 0
        for row, top in self.in_view():
            height = self.height_of(row)
            bottom = top + height
            if bottom > area.top() and top <= area.bottom():
                self._painter.paint(painter, row, top, height, width)
        rest = QRect(0, bottom, width, self.viewport().height() - bottom)
        if not rest.isEmpty():
            painter.fillRect(rest, qcolor(self._ink.paper))
        if not self._lines_model.lines.rows and self._sentence:
            painter.setPen(qcolor(self._ink.soft))
            box = rest.adjusted(10 * STEP, 10 * STEP, -10 * STEP, 0)
            flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
            painter.drawText(box, int(flags) | int(Qt.TextFlag.TextWordWrap), self._sentence)
        painter.end()
