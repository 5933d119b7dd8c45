"""The paper: a text laid out, scrolled and measured. What is painted on it comes with Surface."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from qda.text import Mark, Span
from qda.ui import theme
from qda.ui.documents import painting
from qda.ui.documents.coded_text import CodedText, Highlight
from qda.ui.documents.laying.columns import columns
from qda.ui.documents.laying.decor import band
from qda.ui.documents.laying.face import face
from qda.ui.documents.laying.laid import Laid
from qda.ui.documents.laying.layout import Layouts
from qda.ui.offsets import Offsets
from qda.ui.theme import STEP, Ink

_HEAD = 4 * STEP  # paper above the first line
_FOOT = 24 * STEP  # and below the last, so that the end of a text need not be read at the edge of the window
_ZOOMS = (50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)


class Paper(QAbstractScrollArea):
    """A text on paper, laid out where it is in view. Offsets are code points, points are the viewport's.

    `columnMoved(left, width)` tells where the column of text stands, for what is set above it.
    """

    columnMoved = Signal(int, int)  # noqa: N815 - Qt's way of naming signals
    zoomChanged = Signal(int)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink: Ink = theme.LIGHT
        self._font: QFont | None = None
        self._measure = 80
        self._zoom = 100
        self._sentence = ""
        self._text = CodedText("")
        self._face = face(theme.reading_font(), QApplication.font())
        self._columns = columns(600, self._face, self._measure, "000", 0)
        self._pages: Layouts | None = None
        self._y = 0
        self._following = False  # while the scroll bar is made to follow
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._follow)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else scrolling repaints everything
        self.viewport().setMouseTracking(True)

    # -- what is shown

    def show_text(
        self,
        text: str,
        marks: Iterable[Mark] = (),
        unit_starts: Sequence[int] = (),
        highlights: Iterable[Highlight] = (),
        *,
        breaks: bool = True,
        lanes: int = 0,
    ) -> None:
        """Show a text from its beginning. `breaks`: each unit begins a line (units of 80 characters).

        There is room for so many `lanes` of stripes, or more.
        """
        self._text = CodedText(text, marks, unit_starts, highlights, breaks=breaks)
        self._text.lanes.keep(lanes)
        self._sentence = ""
        self._pages = None
        self._y = 0
        self._set_type()

    def clear(self, sentence: str = "") -> None:
        """Show nothing but a sentence that says what belongs here."""
        self.show_text("")
        self._pages = None
        self._sentence = sentence
        self.viewport().update()

    def sentence(self) -> str:
        """What is shown in place of a text."""
        return self._sentence

    def coded_text(self) -> CodedText:
        """The text that is shown, for asking; change it through the view only."""
        return self._text

    # -- how it looks

    def set_ink(self, ink: Ink) -> None:
        """Change between light and dark."""
        self._ink = ink
        self._set_type()

    def ink(self) -> Ink:
        """The colours in use."""
        return self._ink

    def set_reading_font(self, font: QFont | None) -> None:
        """Another font for the text, its size that at 100 %; None for our own choice."""
        self._font = font
        self._set_type()

    def zoom(self) -> int:
        """Per cent."""
        return self._zoom

    def set_zoom(self, percent: int) -> None:
        """Enlarge the text; the place stays."""
        percent = min(max(percent, _ZOOMS[0]), _ZOOMS[-1])
        if percent != self._zoom:
            self._zoom = percent
            self._set_type()
            self.zoomChanged.emit(percent)

    def zoom_by(self, steps: int) -> None:
        """So many steps larger or smaller; 0 is back to 100 %."""
        nearest = min(range(len(_ZOOMS)), key=lambda index: abs(_ZOOMS[index] - self._zoom))
        self.set_zoom(_ZOOMS[min(max(0, nearest + steps), len(_ZOOMS) - 1)] if steps else 100)

    def _set_type(self) -> None:
        """Fonts, colours or text changed: lay out anew, with the same words at the top."""
        place = self.position()
        self._face = face(self._font or theme.reading_font(), QApplication.font(), self._zoom / 100)
        self._set_columns()
        self._forget()
        if self._text.text:
            if self._pages is None:
                self._pages = Layouts(self._text, self._face, self._columns.text_width, self._ink)
            else:
                self._pages.reset(self._face, self._columns.text_width, self._ink)
                self.restore(place)
        self.verticalScrollBar().setSingleStep(self._face.pitch)
        self._follow()
        self.viewport().update()

    def _forget(self) -> None:
        """Throw away what was worked out for the old layout."""

    def _set_columns(self) -> None:
        digits = "0" * max(3, len(str(len(self._text.units))))
        flowing, units = not self._text.breaks, len(self._text.units)
        several = flowing and units * self._measure > len(self._text)  # short ones share lines: "17–19"
        made = columns(
            self.viewport().width(),
            self._face,
            self._measure,
            f"{digits}–{digits}" if several else digits,
            self._text.lanes.count,
            flowing=flowing,
        )
        if made != self._columns:
            self._columns = made
            self.columnMoved.emit(made.text_left, made.text_width)

    def column(self) -> tuple[int, int]:
        """Left edge and width of the column of text, in the viewport."""
        return self._columns.text_left, self._columns.text_width

    def sizeHint(self) -> QSize:
        """Room for the measure and its labels."""
        return QSize(round(self._face.char * 110), 600)

    # -- where things are

    def _top(self, block: int) -> int:
        return self._content_top(block) - self._y

    def _laid(self, block: int) -> Laid:
        """A block laid out; what is seen stays where it is if a block above takes another height than was guessed."""
        pages = self._layouts()
        if pages.is_laid(block):
            return pages.laid(block)
        bottom, before = self._content_top(block + 1), pages.heights[block]
        laid = pages.laid(block)
        if laid.height != before:
            if bottom <= self._y:
                self._y += laid.height - before
            self._later.start()
        return laid

    def _shown(self, top: int, bottom: int) -> Iterator[tuple[int, Laid, int]]:
        """The blocks between two heights of the viewport, laid out, with their tops."""
        if self._pages is None:
            return
        block = self._pages.heights.at(self._y + top - _HEAD)
        y = self._top(block)
        while block < len(self._pages) and y < bottom:
            laid = self._laid(block)
            yield block, laid, y
            y += laid.height
            block += 1

    def offsets(self) -> Offsets:
        """Between code points and Qt's units, for what speaks to Qt itself."""
        return self._pages.offsets if self._pages is not None else Offsets("")

    def block_at(self, offset: int) -> int:
        """The number of the block in which a caret at `offset` stands."""
        return self._layouts().block_at(offset)

    def laid_block(self, block: int) -> Laid:
        """A block, laid out."""
        return self._laid(block)

    def laid_at(self, offset: int) -> Laid:
        """The block in which a caret at `offset` stands, laid out."""
        return self._laid(self._layouts().block_at(offset))

    def _layouts(self) -> Layouts:
        assert self._pages is not None, "no text is shown"
        return self._pages

    def page_from(self, offset: int, step: int, x: float) -> int:
        """Scroll by a page; returns the caret's place a page from `offset`."""
        box, page, before = self.rect_at(offset), self.verticalScrollBar().pageStep(), self._y
        self.scroll_to(before + step * page)
        y = box.center().y() + step * page - (self._y - before)
        return self.offset_at(QPoint(self._columns.text_left + round(x), y))

    def offset_at(self, point: QPoint) -> int:
        """The caret's place nearest to a point."""
        if self._pages is None:
            return 0
        block = self._pages.heights.at(self._y + point.y() - _HEAD)
        laid = self._laid(block)
        return laid.offset_at(laid.line_under(point.y() - self._top(block)), point.x() - self._columns.text_left)

    def boxes_of(self, span: Span) -> list[QRect]:
        """The boxes of a span, line by line; of long ones only what is near the window."""
        if self._pages is None:
            return []
        first, last = self._pages.block_at(span.start), self._pages.block_at(span.end)
        near = [block for block, _, _ in self._shown(0, self.viewport().height())]
        blocks = sorted({first, last, *(block for block in near if first <= block <= last)})
        boxes = []
        for block in blocks:
            laid = self._laid(block)
            left, top = self._columns.text_left, self._top(block)
            boxes += [
                QRect(left + x, top + y, width, height) for x, y, width, height in band(laid, span.start, span.end)
            ]
        return boxes

    def rect_of(self, span: Span) -> QRect:
        """The rectangle round a span in the viewport; parts of it may lie outside."""
        whole = QRect()
        for box in self.boxes_of(span):
            whole = whole.united(box)
        return whole

    def rect_at(self, offset: int) -> QRect:
        """The rectangle of a caret at `offset` in the viewport."""
        if self._pages is None:
            return QRect()
        block = self._pages.block_at(offset)
        box = painting.caret_box(self._laid(block), offset)
        return box.translated(self._columns.text_left, self._top(block))

    # -- scrolling

    def position(self) -> tuple[int, float]:
        """The place: the first offset in view, and how much of its line is above the window (0 to 1)."""
        if self._pages is None:
            return 0, 0.0
        block = self._pages.heights.at(self._y - _HEAD)
        laid = self._laid(block)
        within = -self._top(block)
        line = laid.line_under(within)
        return laid.lines[line].start, (within - laid.lines[line].top) / laid.face.pitch

    def restore(self, position: tuple[int, float]) -> None:
        """Scroll to a place that `position` gave, at whatever width or size it was."""
        if self._pages is None:
            return
        offset, share = position
        block = self._pages.block_at(min(max(0, offset), len(self._text)))
        laid = self._laid(block)
        line = laid.lines[laid.line_at(offset)]
        top = self._content_top(block) + line.top
        self.scroll_to(top + round(share * laid.face.pitch))

    def reveal(self, offset: int, *, centre: bool = False) -> None:
        """Scroll as little as needed to bring `offset` into view; from far away to a third of the height."""
        if self._pages is None:
            return
        box, height = self.rect_at(offset), self.viewport().height()
        edge = min(2 * self._face.pitch, height // 4)
        if centre or box.bottom() < -height or box.top() > 2 * height:
            if centre or not 0 <= box.top() <= height - box.height():
                self.scroll_to(self._y + box.top() - height // 3)
        elif box.top() < edge:
            self.scroll_to(self._y + box.top() - edge)
        elif box.bottom() > height - edge:
            self.scroll_to(self._y + box.bottom() - height + edge)

    def scroll_height(self) -> int:
        """How much of the content lies above the window, in pixels."""
        return self._y

    def scroll_to(self, y: int) -> None:
        """Scroll the content to height `y`; what is in view already is moved, not painted again.

        Blocks that come into view take their true heights; what was seen, or after a jump the block at the top,
        keeps its place meanwhile.
        """
        if self._pages is None:
            return
        y, height = min(max(0, y), self._lowest()), self.viewport().height()
        moved = y - self._y
        jump = abs(moved) >= height
        anchor = self._pages.heights.at((y if jump else self._y) - _HEAD)
        within = (y if jump else self._y) - self._content_top(anchor)
        moved = 0 if jump else moved
        self._y = y
        while self._lay_out_view():
            self._y = self._content_top(anchor) + within + moved
        self._y = min(max(0, self._content_top(anchor) + within + moved), self._lowest())
        self._follow()
        if jump:
            self.viewport().update()
        else:
            self.viewport().scroll(0, self._content_top(anchor) + within - self._y)

    def _lay_out_view(self) -> bool:
        """Lay out what is in view at the present height; True if any of it took another height."""
        pages = self._layouts()
        heights = pages.heights
        block, bottom, changed = heights.at(self._y - _HEAD), self._y + self.viewport().height(), False
        while block < len(heights) and self._content_top(block) < bottom:
            before = heights[block]
            if not pages.is_laid(block):
                changed |= pages.laid(block).height != before
            block += 1
        return changed

    def _content_top(self, block: int) -> int:
        return _HEAD + self._layouts().heights.top(block)

    def _lowest(self) -> int:
        if self._pages is None:
            return 0
        return max(0, _HEAD + self._pages.heights.total + _FOOT - self.viewport().height())

    def _follow(self) -> None:
        """Make the scroll bar show where we are."""
        self._following = True
        bar = self.verticalScrollBar()
        bar.setRange(0, self._lowest())
        bar.setPageStep(max(1, self.viewport().height() - self._face.pitch))
        bar.setValue(self._y)
        self._following = False

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The scroll bar was moved."""
        if not self._following:
            self.scroll_to(self.verticalScrollBar().value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Touch pads scroll by the pixel; with Ctrl the text grows and shrinks."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        elif not event.pixelDelta().isNull():
            self.scroll_to(self._y - event.pixelDelta().y())
            event.accept()
        else:
            super().wheelEvent(event)

    # -- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width moves the columns; the text flows anew only if its own column changed."""
        width = self._columns.text_width
        before = self._columns
        self._set_columns()
        if self._columns.text_width != width:
            self._columns = before  # the place must be asked for at the old width
            self._set_type()
        elif self._pages is not None:
            self._y = min(self._y, self._lowest())
            self._lay_out_view()
        self._follow()

    def changeEvent(self, event: QEvent) -> None:
        """The window's font changed: the text scales with it."""
        if event.type() == QEvent.Type.FontChange:
            self._set_type()
        super().changeEvent(event)
