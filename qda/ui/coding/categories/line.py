"""A dimension as a line between its poles, with a tick for each piece of evidence that can be moved along it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from qda.i18n import _
from qda.ui.coding.categories.mime import segments_of
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor

_REACH = 7  # pixels within which a tick is taken
_TICK, _CURRENT = 7, 10


class DimensionLine(QWidget):
    """Poles at the ends; ticks at the places (0 to 1). The tick of the current piece can be dragged, or let drop."""

    chosen = Signal(int)  # a tick was taken
    moved = Signal(int, float)  # while it is dragged
    placed = Signal(int, float)  # let go
    dropped = Signal(object, float)  # ids of segments, the place

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._poles = ("", "")
        self._places: dict[int, float] = {}
        self._current: int | None = None
        self._dragged: int | None = None
        self.writable = True
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_line(self, poles: tuple[str, str], places: Mapping[int, float], current: int | None) -> None:
        """Show these places by piece of evidence."""
        self._poles, self._places, self._current = poles, dict(places), current
        told = _("From {low} to {high}").format(low=poles[0], high=poles[1])
        self.setAccessibleName(told)
        at = self._places.get(current) if current is not None else None
        self.setAccessibleDescription("" if at is None else _("placed at {at}").format(at=round(100 * at)))
        self.update()

    def places(self) -> dict[int, float]:
        """What is shown, for asking."""
        return dict(self._places)

    def sizeHint(self) -> QSize:
        """Two lines of words and the line."""
        return QSize(200, QFontMetrics(small_font(self.font())).height() + 7 * STEP)

    def _track(self) -> QRect:
        height = QFontMetrics(small_font(self.font())).height()
        return QRect(4 * STEP, height + 4 * STEP, max(1, self.width() - 8 * STEP), 1)

    def x_of(self, place: float) -> int:
        """Where a place is, in pixels."""
        track = self._track()
        return track.left() + round(place * track.width())

    def _place_at(self, x: float) -> float:
        track = self._track()
        return min(1.0, max(0.0, round((x - track.left()) / track.width(), 2)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Poles, line, ticks."""
        ink, track = self._session.ink, self._track()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self.font()))
        painter.setPen(qcolor(ink.ink))
        metrics, half = painter.fontMetrics(), track.width() // 2 - 2 * STEP
        low, high = (metrics.elidedText(pole, Qt.TextElideMode.ElideRight, half) for pole in self._poles)
        head = QRect(track.left(), STEP, track.width(), metrics.height())
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft), low)
        painter.drawText(head, int(Qt.AlignmentFlag.AlignRight), high)
        y = track.top()
        painter.setPen(QPen(qcolor(ink.soft), 1.2))
        painter.drawLine(track.left(), y, track.right(), y)
        for quarter in range(5):
            x = self.x_of(quarter / 4)
            painter.drawLine(x, y - 2, x, y + 2)
        for number, place in self._places.items():
            if number != self._current:
                painter.setPen(QPen(qcolor(ink.accent), 2))
                x = self.x_of(place)
                painter.drawLine(x, y - _TICK, x, y + _TICK)
        at = self._places.get(self._current) if self._current is not None else None
        if at is not None:
            x = self.x_of(at)
            painter.setPen(QPen(qcolor(ink.hint), 3))
            painter.drawLine(x, y - _CURRENT, x, y + _CURRENT)
            painter.setBrush(qcolor(ink.hint))
            painter.drawEllipse(QPoint(x, y), 4, 4)

    # --- the mouse --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the nearest tick; where there is none, the current piece comes here."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        near = [(abs(self.x_of(place) - x), number) for number, place in self._places.items()]
        distance, number = min(near, default=(_REACH + 1.0, 0))
        if distance <= _REACH:
            self._dragged = number
            self.chosen.emit(number)
        elif self._current is not None and self.writable:
            self._dragged = self._current
            self._move(x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The tick follows."""
        if self._dragged is not None and self.writable:
            self._move(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It lies here now."""
        number, self._dragged = self._dragged, None
        if number is not None and self.writable and number in self._places:
            self.placed.emit(number, self._places[number])

    def _move(self, x: float) -> None:
        assert self._dragged is not None
        self._places[self._dragged] = place = self._place_at(x)
        self.moved.emit(self._dragged, place)
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Segments may come."""
        if self.writable and segments_of(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere on the line."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """They are evidence, and lie here."""
        ids = segments_of(event.mimeData())
        if ids:
            event.acceptProposedAction()
            self.dropped.emit(ids, self._place_at(event.position().x()))
