"""The curve of new codes as the window paints it: pointer and arrows read it out, source by source."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from qda.analysis.coding.saturation import Curve, Point, Rule, Run, reached, runs, ticks
from qda.analysis.coding.saturation_words import percent_words
from qda.i18n import _
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, mixed, qcolor

_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 10, 14, 22
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_Home: -1_000_000,
    Qt.Key.Key_End: 1_000_000,
}
_DOTS = 60  # sources from which points run into one another


class CurveView(QWidget):
    """Bars of new codes and the line of codes so far; `at_hand` tells the source that is read out."""

    at_hand = Signal(int)  # source id
    read = Signal(str)  # what is read out; empty when nothing is

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._curve: Curve | None = None
        self._rule = Rule()
        self._at: int | None = None  # place from 1
        self._ending: dict[int, Run] = {}  # runs by their last source
        self._back: QPixmap | None = None  # all but what is read out, as it was painted last
        self._most = 1
        self.sentence = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFont(small_font())
        self.setAccessibleName(_("Curve of new codes"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(110)
        session.ink_changed.connect(lambda _ink: self._on_ink())

    def sizeHint(self) -> QSize:
        """Wider than high."""
        return QSize(420, 190)

    def show_curve(self, curve: Curve | None, rule: Rule) -> None:
        """Draw another curve."""
        old = self.source()
        self._curve, self._rule = curve, rule
        self._ending = {run.last: run for run in runs(self._points(), rule)}
        self._back = None
        self._at = next((p.place for p in self._points() if p.source == old), None)
        self.setAccessibleDescription(self.spoken())
        self.update()

    def spoken(self) -> str:
        """The curve in one sentence for each source; of very many, the ends: the table has them all."""
        points = self._points()
        told = points if len(points) <= _DOTS else (*points[:5], *points[-5:])
        return " ".join(f"{self.words(point)}." for point in told)

    def _points(self) -> tuple[Point, ...]:
        return self._curve.points if self._curve is not None else ()

    # --- reading out --------------------------------------------------------------------------------------------------

    def source(self) -> int | None:
        """The source that is read out."""
        points = self._points()
        return points[self._at - 1].source if self._at is not None and self._at <= len(points) else None

    def go_to(self, source: int | None) -> None:
        """Read out a source without telling of it."""
        self._at = next((p.place for p in self._points() if p.source == source), None)
        self._tell()

    def words(self, point: Point) -> str:
        """“6: 47 new, 211 so far; sources 5 to 6: 84 of 127 (66.1 %) – name”; the name is what may give way."""
        assert self._curve is not None
        words = _("{place}: {new} new, {total} so far").format(place=point.place, new=point.new, total=point.total)
        run = self._ending.get(point.place)
        if run is not None and run.percent is not None:
            words += _("; sources {first} to {last}: {new} of {base} ({share})").format(
                first=run.first, last=run.last, new=run.new, base=run.base_codes, share=percent_words(run.percent)
            )
        if self._curve.band is not None:
            at = point.place - 1
            band = self._curve.band
            words += _("; random orders: {low} to {high}").format(low=band.low[at], high=band.high[at])
        return f"{words} – {self._curve.sources[point.source].name}"

    def _tell(self) -> None:
        points = self._points()
        words = self.words(points[self._at - 1]) if self._at is not None and self._at <= len(points) else ""
        if self.hasFocus():
            self.setAccessibleDescription(words)  # Qt tells screen readers of it
        self.read.emit(words)
        self.update()

    def _move(self, place: int) -> None:
        points = self._points()
        if points:
            self._at = min(max(1, place), len(points))
            self._tell()
            self.at_hand.emit(points[self._at - 1].source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go from source to source, Page Up and Page Down by ten."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._move((self._at if self._at is not None else (0 if step > 0 else len(self._points()) + 1)) + step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read out what the pointer is over."""
        points, box = self._points(), self._box()
        if points and box.left() <= event.position().x() <= box.right():
            self._at = min(len(points), 1 + int((event.position().x() - box.left()) * len(points) / box.width()))
            self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the source under the pointer in hand."""
        self.mouseMoveEvent(event)
        if (source := self.source()) is not None:
            self.at_hand.emit(source)

    def leaveEvent(self, event: QEvent) -> None:
        """Read out nothing, unless the keyboard is here."""
        if not self.hasFocus():
            self._at = None
            self._tell()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the arrows work here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """They do no more."""
        super().focusOutEvent(event)
        self.update()

    # --- painting -----------------------------------------------------------------------------------------------------

    def _box(self) -> QRectF:
        return QRectF(_LEFT, _TOP, max(1, self.width() - _LEFT - _RIGHT), max(1, self.height() - _TOP - _BOTTOM))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, another picture."""
        super().resizeEvent(event)
        self._back = None

    def _on_ink(self) -> None:
        self._back = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The curve, and on it what is read out."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        ink = self._session.ink
        if self._points():
            if self._back is None:
                self._back = self._painted()
            painter.drawPixmap(0, 0, self._back)
            self._paint_at_hand(painter)
        else:
            painter.setPen(qcolor(ink.soft))
            room = self.rect().adjusted(4 * STEP, 0, -4 * STEP, 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self.sentence)
        if self.hasFocus():
            painter.setPen(QPen(qcolor(ink.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _painted(self) -> QPixmap:
        """From the back to the front: base, lines, band, bars, threshold, line."""
        ratio = self.devicePixelRatioF()
        back = QPixmap(self.size() * ratio)
        back.setDevicePixelRatio(ratio)
        back.fill(Qt.GlobalColor.transparent)
        painter = QPainter(back)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        heights = ticks(self._points()[-1].total, max(2, int(self._box().height() / 34)))
        self._most = heights[-1]
        self._paint_ground(painter, heights)
        self._paint_band(painter, heights[-1])
        self._paint_bars(painter, heights[-1])
        self._paint_threshold(painter)
        self._paint_line(painter, heights[-1])
        painter.end()
        return back

    def _x(self, place: float) -> float:
        box = self._box()
        return box.left() + (place - 0.5) * box.width() / len(self._points())

    def _y(self, count: float, most: int) -> float:
        box = self._box()
        return box.bottom() - count * box.height() / max(1, most)

    def _paint_ground(self, painter: QPainter, heights: list[int]) -> None:
        box, ink, metrics = self._box(), self._session.ink, painter.fontMetrics()
        count = len(self._points())
        if count >= self._rule.base:
            base = QRectF(box.left(), box.top(), self._x(self._rule.base + 0.5) - box.left(), box.height())
            painter.fillRect(base, qcolor(ink.panel))
            words = _("base: {count}").format(count=self._rule.base)
            if metrics.horizontalAdvance(words) < base.width() - 2 * STEP:
                painter.setPen(qcolor(ink.soft))
                painter.drawText(QPointF(base.left() + STEP, base.top() + metrics.ascent() + 1), words)
        for height in heights:
            y = self._y(height, heights[-1])
            painter.setPen(QPen(qcolor(ink.faint if not height else ink.rule), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(qcolor(ink.soft))
            area = QRectF(0, y - 10, _LEFT - 2 * STEP, 20)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"{height:,}")
        every = max(1, -(-count * metrics.horizontalAdvance("0000") // max(1, int(box.width()))))
        for place in range(1, count + 1):
            if place % every == 0 or (place == 1 and every > 2):
                area = QRectF(self._x(place) - 20, box.bottom() + 2, 40, _BOTTOM - 2)
                painter.drawText(area, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), str(place))

    def _paint_band(self, painter: QPainter, most: int) -> None:
        band = self._curve.band if self._curve is not None else None
        if band is None:
            return
        ink = self._session.ink
        over = [QPointF(self._x(at), self._y(n, most)) for at, n in enumerate(band.high, start=1)]
        under = [QPointF(self._x(at), self._y(n, most)) for at, n in enumerate(band.low, start=1)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(mixed(ink.accent, ink.paper, 0.16)))
        painter.drawPolygon(QPolygonF([*over, *reversed(under)]))
        painter.setPen(QPen(qcolor(ink.soft), 1.2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(self._x(at), self._y(n, most)) for at, n in enumerate(band.median, 1)]))

    def _paint_bars(self, painter: QPainter, most: int) -> None:
        colour = qcolor(mixed(self._session.ink.accent, self._session.ink.paper, 0.42))
        for point in self._points():
            if point.new:
                painter.fillRect(self._bar(point, most), colour)

    def _bar(self, point: Point, most: int) -> QRectF:
        box = self._box()
        half = min(8.0, 0.36 * box.width() / len(self._points()))
        top = self._y(point.new, most)
        return QRectF(self._x(point.place) - half, top, 2 * half, box.bottom() - top)

    def _paint_threshold(self, painter: QPainter) -> None:
        run = reached(self._points(), self._rule)
        if run is None:
            return
        ink, box = self._session.ink, self._box()
        painter.setPen(QPen(qcolor(ink.hint), 1.2, Qt.PenStyle.DotLine))
        for place in (run.first - 0.5, run.last + 0.5):
            painter.drawLine(QPointF(self._x(place), box.top()), QPointF(self._x(place), box.bottom()))
        painter.setPen(qcolor(ink.hint))
        area = QRectF(self._x((run.first + run.last) / 2) - 40, box.top() - _TOP + 1, 80, _TOP)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), run.notation)

    def _paint_line(self, painter: QPainter, most: int) -> None:
        ink, points = self._session.ink, self._points()
        corners = [QPointF(self._x(point.place), self._y(point.total, most)) for point in points]
        painter.setPen(QPen(qcolor(ink.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(corners))
        painter.setBrush(qcolor(ink.accent))
        if len(corners) <= _DOTS:
            painter.setPen(Qt.PenStyle.NoPen)
            for corner in corners:
                painter.drawEllipse(corner, 2.6, 2.6)

    def _paint_at_hand(self, painter: QPainter) -> None:
        points, ink, box = self._points(), self._session.ink, self._box()
        if self._at is None or self._at > len(points):
            return
        point = points[self._at - 1]
        if point.new:
            painter.fillRect(self._bar(point, self._most), qcolor(mixed(ink.accent, ink.paper, 0.8)))
        painter.setPen(QPen(qcolor(ink.faint), 1))
        painter.drawLine(QPointF(self._x(self._at), box.top()), QPointF(self._x(self._at), box.bottom()))
        painter.setPen(QPen(qcolor(ink.paper), 1.5))
        painter.setBrush(qcolor(ink.accent))
        painter.drawEllipse(QPointF(self._x(self._at), self._y(point.total, self._most)), 4.5, 4.5)
