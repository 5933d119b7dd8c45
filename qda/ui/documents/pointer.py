"""The mouse on the paper: selecting, dragging text out, the handles of the coding at hand, stripes and labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from qda.text import Span
from qda.ui.documents import stretches
from qda.ui.documents.coded_text import Highlight
from qda.ui.documents.mime import chip, span_mime

if TYPE_CHECKING:
    from qda.ui.documents.text_view import TextView

_SCROLL_EVERY = 40  # milliseconds, while the mouse is dragged outside
_REACH = 9  # pixels round a handle

Stretch = Callable[[int], Span | None]


class Pointer(QObject):
    """What the mouse is doing in a TextView, from press to release."""

    def __init__(self, view: TextView) -> None:
        super().__init__(view)
        self._view = view
        self._pressed = QPoint()
        self._at = QPoint()
        self._origin: Span | None = None  # the word or line that a double or triple click began with
        self._stretch: Stretch | None = None
        self._selecting = False
        self._may_drag = False
        self._edge = ""  # of the coding at hand that is being dragged: "start" or "end"
        self._fine = False  # Alt: a handle stops at every character
        self._clicks = 0
        self._last_press = 0
        self._scrolling = QTimer(self, interval=_SCROLL_EVERY)
        self._scrolling.timeout.connect(self._scroll_on)

    @property
    def resizing(self) -> bool:
        """True while a handle is being dragged."""
        return bool(self._edge)

    def cancel(self) -> None:
        """Give up what the mouse was doing; nothing is changed by it."""
        self._edge, self._selecting, self._may_drag = "", False, False
        self._scrolling.stop()
        self._view.show_preview(None)

    # -- press, move, release

    def press(self, event: QMouseEvent) -> None:
        """Begin: a handle, the margin, a number, a drag, or a selection."""
        view, point = self._view, event.position().toPoint()
        if event.button() == Qt.MouseButton.RightButton:
            self._right(point)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._count(event, point)
        self._pressed = self._at = point
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._edge = self.edge_at(point)
        if self._edge or self._press_margin(point):
            return
        offset = view.offset_at(point)
        self._stretch = self._stretch_for(point)
        if self._stretch is None and not shift and self._inside_selection(point, offset):
            self._may_drag = True
            return
        self._selecting = True
        if self._stretch is None:
            view.set_caret(offset, extend=shift)
        else:
            self._begin_with(self._stretch(offset), offset)

    def _right(self, point: QPoint) -> None:
        offset = self._view.offset_at(point)
        if not self._inside_selection(point, offset) and not self._view.in_margin(point):
            self._view.set_caret(offset)

    def _count(self, event: QMouseEvent, point: QPoint) -> None:
        """Clicks that come soon after each other in one place: two choose a word, three a line unit."""
        near = (point - self._pressed).manhattanLength() < QApplication.startDragDistance()
        soon = event.timestamp() - self._last_press <= QApplication.doubleClickInterval()
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self._clicks = 2
        else:
            self._clicks = 3 if self._clicks == 2 and near and soon else 1
        self._last_press = event.timestamp()

    def _stretch_for(self, point: QPoint) -> Stretch | None:
        text = self._view.coded_text()
        if self._view.in_numbers(point) or self._clicks == 3:
            return self._view.unit_at
        if self._clicks == 2:
            return lambda offset: stretches.word(text, offset)
        return None

    def _begin_with(self, stretch: Span | None, offset: int) -> None:
        self._origin = stretch
        if stretch is None:
            self._view.set_caret(offset)
        else:
            self._view.select(stretch, reveal=False)

    def _inside_selection(self, point: QPoint, offset: int) -> bool:
        selected = self._view.selection()
        return (
            selected is not None
            and selected.start <= offset <= selected.end
            and any(box.contains(point) for box in self._view.boxes_of(selected))
        )

    def move(self, event: QMouseEvent) -> None:
        """Go on with what was begun; without a button, show what lies under the mouse."""
        view, point = self._view, event.position().toPoint()
        self._at = point
        self._fine = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if self._edge:
            self._preview(point)
        elif self._may_drag:
            if (point - self._pressed).manhattanLength() >= QApplication.startDragDistance():
                self._may_drag = False
                self._drag_out()
        elif self._selecting:
            self._extend(point)
        else:
            view.hover(point)
            return
        outside = not 0 <= point.y() < view.viewport().height()
        if outside and not self._scrolling.isActive() and (self._edge or self._selecting):
            self._scrolling.start()
        elif not outside:
            self._scrolling.stop()

    def _extend(self, point: QPoint) -> None:
        view, offset = self._view, self._view.offset_at(point)
        if self._stretch is None or self._origin is None:
            view.set_caret(offset, extend=True, reveal=False)
            return
        reached = self._stretch(offset) or Span(offset, offset + 1)
        if reached.start < self._origin.start:
            view.select_between(self._origin.end, reached.start)
        else:
            view.select_between(self._origin.start, max(self._origin.end, reached.end))

    def _scroll_on(self) -> None:
        height, y = self._view.viewport().height(), self._at.y()
        beyond = y if y < 0 else max(0, y - height + 1)
        self._view.scroll_to(self._view.scroll_height() + max(-60, min(60, beyond)))
        point = QPoint(self._at.x(), min(max(0, y), height - 1))
        if self._edge:
            self._preview(point)
        else:
            self._extend(point)

    def release(self, event: QMouseEvent) -> None:
        """Finish: a resized coding is asked for, a click within the selection places the caret."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._scrolling.stop()
        if self._edge:
            self._edge = ""
            self._view.finish_resizing(everyone=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif self._may_drag:
            self._view.set_caret(self._view.offset_at(event.position().toPoint()))
        self._selecting = self._may_drag = False

    # -- the coding at hand

    def edge_at(self, point: QPoint) -> str:
        """ "start" or "end" if a handle of the coding at hand is under the point, else ""."""
        for edge, box in zip(("start", "end"), self._view.handles(), strict=False):
            knob = box.topLeft() if edge == "start" else box.bottomLeft()
            if (point - knob).manhattanLength() <= _REACH or box.adjusted(-3, 0, 3, 0).contains(point):
                return edge
        return ""

    def _preview(self, point: QPoint) -> None:
        current = self._view.current_highlight()
        if current is None:
            return
        offset = self._view.offset_at(point)
        offset = offset if self._fine else stretches.word_edge(self._view.coded_text(), offset)
        shown = self._view.preview() or current.span
        if self._edge == "start" and offset < shown.end:
            self._view.show_preview(Span(offset, shown.end))
        elif self._edge == "end" and offset > shown.start:
            self._view.show_preview(Span(shown.start, offset))

    # -- the margin

    def _press_margin(self, point: QPoint) -> bool:
        if not self._view.in_margin(point):
            return False
        under = self._view.codings_under(point)
        if len(under) == 1:
            self._view.activate(under[0].id)
        elif under:
            self._choose(under, point)
        return bool(under)

    def _choose(self, codings: list[Highlight], point: QPoint) -> None:
        """Open the list of codings that had no room for their labels."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for highlight in codings:
            action = QAction(self._view.swatch(highlight), highlight.caption.replace("&", "&&"), menu)
            action.setData(highlight.id)
            menu.addAction(action)
        menu.triggered.connect(self._chosen)
        QToolTip.hideText()
        menu.popup(self._view.viewport().mapToGlobal(point))

    def _chosen(self, action: QAction) -> None:
        self._view.activate(action.data())

    # -- dragging text out

    def _drag_out(self) -> None:
        selected = self._view.selection()
        if selected is None:
            return
        words = selected.of(self._view.coded_text().text)
        drag = QDrag(self._view)
        drag.setMimeData(span_mime(self._view.as_it_leaves(selected, words), selected))
        drag.setPixmap(chip(words, self._view.ink(), self._view.devicePixelRatioF()))
        drag.setHotSpot(QPoint(-8, -8))
        drag.exec(Qt.DropAction.CopyAction)
