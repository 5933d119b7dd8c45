"""The timeline painted: lanes over one axis; what lies under the pointer or the keyboard is told, and opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from qda.i18n import N_, _, ngettext
from qda.ui.parts.small import small_font
from qda.ui.theme import CODE_COLOURS, LIGHT, STEP, Ink, lifted, mixed, qcolor

if TYPE_CHECKING:
    from qda.analysis.figures.timeline import Event, Lane, Timeline
    from qda.analysis.figures.timeline_layout import Layout, Mark, Tick

_LEAST = 3.0
_MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A mark as it is painted."""

    row: int
    mark: Mark
    box: QRectF


class TimelineView(QWidget):
    """Lanes with marks. Left and Right go along a lane, Up and Down between lanes, Enter opens."""

    opened = Signal(object)  # ((table, id), …) of the event

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink: Ink = LIGHT
        self._timeline: Timeline | None = None
        self._layout: Layout | None = None
        self._wanted = 0  # pixels of the widest label
        self._at: tuple[int, int] | None = None  # row, mark
        self._spots: list[_Spot] = []
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_timeline(self, timeline: Timeline | None) -> None:
        """Paint this timeline from now on."""
        from qda.analysis.figures.timeline_layout import lay_out

        self._timeline = timeline
        self._layout = lay_out(timeline) if timeline is not None else None
        self._measure()
        if self._at is not None and self._mark(self._at) is None:
            self._at = None
        self._place()
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def set_ink(self, ink: Ink) -> None:
        """Paint in these colours from now on."""
        self._ink = ink
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its lanes."""
        rows = self._layout.rows if self._layout is not None else ()
        return QSize(640, int(self._top + sum(self._height(row.heads) for row in rows) + 2 * STEP))

    @property
    def _row(self) -> int:
        return self.fontMetrics().height() + 2 * STEP

    @property
    def _top(self) -> int:
        return self.fontMetrics().height() + 2 * STEP

    def _height(self, heads: bool) -> int:
        return self._row + (self._row if heads else 0)

    @property
    def _left(self) -> int:
        """Where the axis begins: the labels take a quarter, or what they need."""
        if self._layout is None:
            return 0
        return min(self._wanted + 14 * STEP, max(30 * STEP, self.width() * 3 // 10))

    def _measure(self) -> None:
        """How wide the labels are; asked once, for every mark is placed by it."""
        metrics, rows = self.fontMetrics(), self._layout.rows if self._layout is not None else ()
        self._wanted = max((metrics.horizontalAdvance(_label(row.lane)) for row in rows), default=0)

    def changeEvent(self, event: QEvent) -> None:
        """Letters of another size want other places."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()
            self._place()

    def _x(self, share: float) -> float:
        return self._left + share * (self.width() - self._left - 6 * STEP)

    def _place(self) -> None:
        """Where every mark lies now."""
        self._spots = []
        if self._layout is None:
            return
        y = float(self._top)
        for number, row in enumerate(self._layout.rows):
            y += self._row if row.heads else 0
            middle = y + self._row / 2
            self._spots += [_Spot(number, mark, self._box(row.lane, mark, middle)) for mark in row.marks]
            y += self._row

    def _box(self, lane: Lane, mark: Mark, middle: float) -> QRectF:
        left, right = self._x(mark.left), self._x(mark.right)
        if lane.shape == "bar":
            high = max(2.0, mark.height * (self._row - 6))
            return QRectF(left, middle + self._row / 2 - 3 - high, max(2.0, right - left - 1), high)
        if lane.shape == "span":
            return QRectF(left, middle - 6, max(_LEAST, right - left), 12)
        if mark.event.rough:
            return QRectF(left, middle - 4, max(_LEAST, right - left), 8)
        wide = _LEAST + min(4.0, mark.event.count - 1)
        return QRectF(left - wide / 2, middle - 7, wide, 14)

    # --- painting -----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: object) -> None:
        """Everything lies elsewhere."""
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shades, axis, lanes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout = self._layout
        if layout is None or not layout.rows:
            return
        bottom = self.height() - STEP
        shade = qcolor(mixed(self._ink.rule, self._ink.paper, 0.45))
        for left, right in layout.shades:
            painter.fillRect(
                QRectF(self._x(left), self._top, self._x(right) - self._x(left), bottom - self._top), shade
            )
        self._paint_axis(painter, layout, bottom)
        self._paint_labels(painter, layout)
        hues = self._hues(layout)
        for spot in self._spots:
            self._paint_spot(painter, spot, layout.rows[spot.row].lane, hues)
        if self.hasFocus() and (here := self._spot()) is not None:
            painter.setPen(QPen(qcolor(self._ink.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(here.box.adjusted(-4, -4, 4, 4), 3, 3)

    def _paint_axis(self, painter: QPainter, layout: Layout, bottom: int) -> None:
        painter.setFont(small_font(self.font()))
        metrics = painter.fontMetrics()
        taken: list[tuple[float, float]] = []
        resumed = {cut.right for cut in layout.cuts}  # where the axis goes on must be told before any other year
        for tick in sorted(layout.ticks, key=lambda each: (each.at not in resumed, not each.major, each.at)):
            x = self._x(tick.at)
            painter.setPen(QPen(qcolor(self._ink.faint if tick.major else self._ink.rule), 1))
            painter.drawLine(QPointF(x, self._top), QPointF(x, bottom))
            words = _tick_words(tick, layout.unit)
            left, right = x, x + metrics.horizontalAdvance(words)
            if right > self.width():
                left, right = self.width() - (right - left), float(self.width())
            if not words or any(left < end + 8 and start < right + 8 for start, end in taken):
                continue
            taken.append((left, right))
            painter.setPen(qcolor(self._ink.ink if tick.major else self._ink.soft))
            painter.drawText(QPointF(left, self._top - STEP), words)
        painter.setPen(QPen(qcolor(self._ink.soft), 1))
        painter.drawLine(QPointF(self._x(0), self._top), QPointF(self._x(1), self._top))
        for cut in layout.cuts:
            left, right = self._x(cut.left), self._x(cut.right)
            painter.fillRect(QRectF(left, self._top - 2, right - left, bottom - self._top + 4), qcolor(self._ink.paper))
            painter.setPen(QPen(qcolor(self._ink.soft), 1))
            for x in ((left + right) / 2 - 3, (left + right) / 2 + 3):
                painter.drawLine(QPointF(x - 3, self._top + 5), QPointF(x + 3, self._top - 5))
        painter.setFont(self.font())

    def _paint_labels(self, painter: QPainter, layout: Layout) -> None:
        y = self._top
        metrics = self.fontMetrics()
        for row in layout.rows:
            if row.heads:
                bold = QFont(self.font())
                bold.setWeight(QFont.Weight.DemiBold)
                painter.setFont(bold)
                painter.setPen(qcolor(self._ink.ink))
                box = QRectF(0, y, self.width(), self._row)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignBottom), _(row.lane.group))
                painter.setFont(self.font())
                y += self._row
            count = "" if row.lane.shape == "span" else f"{sum(mark.event.count for mark in row.marks):,}"
            room = self._left - 5 * STEP - metrics.horizontalAdvance(count)
            painter.setPen(qcolor(self._ink.ink))
            shown = metrics.elidedText(_label(row.lane), Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(2 * STEP, y, room, self._row), int(Qt.AlignmentFlag.AlignVCenter), shown)
            painter.setPen(qcolor(self._ink.soft))
            right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(QRectF(0, y, self._left - 2 * STEP, self._row), right, count)
            y += self._row

    def _hues(self, layout: Layout) -> dict[str, QColor]:
        from qda.analysis.figures.timeline import DATA

        units = dict.fromkeys(row.lane.color for row in layout.rows if row.lane.group == DATA)
        picked = (0, 3, 7, 2, 4, 6)
        return {unit: qcolor(lifted(CODE_COLOURS[picked[at % 6]], self._ink)) for at, unit in enumerate(units)}

    def _paint_spot(self, painter: QPainter, spot: _Spot, lane: Lane, hues: dict[str, QColor]) -> None:
        from qda.analysis.figures.timeline import DATA, PHASES

        hue = qcolor(self._ink.accent if lane.group != PHASES else mixed(self._ink.accent, self._ink.paper, 0.5))
        if lane.group == DATA:
            hue = hues[lane.color]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hue)
        box = spot.box
        if lane.shape == "point" and spot.mark.event.rough:
            painter.setPen(QPen(hue, 1))
            pale = QColor(hue)
            pale.setAlphaF(0.35)
            painter.setBrush(pale)
        painter.drawRect(box)
        if spot.mark.event.open:
            x, y = box.right(), box.center().y()
            painter.drawPolygon(QPolygonF([QPointF(x, y - 6), QPointF(x + 7, y), QPointF(x, y + 6)]))

    # --- pointing, keys -----------------------------------------------------------------------------------------------

    def told(self, event: Event) -> str:
        """An event in words: when, what, how many."""
        when = _day(event.first) if event.first == event.last else f"{_day(event.first)} – {_day(event.last)}"
        if event.open:
            when = _("since {day}").format(day=_day(event.first))
        count = ngettext("{count} in all", "{count} in all", event.count).format(count=event.count)
        return f"{when}\n{event.label}" + (f"\n{count}" if event.count > 1 else "")

    def at(self, place: QPoint) -> Event | None:
        """The event under a point."""
        found = self._spot_at(place)
        return None if found is None else found.mark.event

    def _spot_at(self, place: QPoint) -> _Spot | None:
        near = [spot for spot in self._spots if spot.box.adjusted(-3, -5, 3, 5).contains(QPointF(place))]
        return min(near, key=lambda spot: abs(spot.box.center().x() - place.x()), default=None)

    def _mark(self, at: tuple[int, int]) -> Mark | None:
        if self._layout is None or at[0] >= len(self._layout.rows):
            return None
        marks = self._layout.rows[at[0]].marks
        return marks[at[1]] if at[1] < len(marks) else None

    def _spot(self) -> _Spot | None:
        mark = self._mark(self._at) if self._at is not None else None
        if self._at is None or mark is None:
            return None
        return next((spot for spot in self._spots if spot.row == self._at[0] and spot.mark is mark), None)

    def event(self, event: QEvent) -> bool:
        """Say what lies under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.at(event.pos())
            QToolTip.showText(event.globalPos(), self.told(found) if found is not None else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be opened."""
        found = self.at(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if found is not None and found.targets else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        spot = self._spot_at(event.position().toPoint())
        if spot is None or self._layout is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._go(spot.row, self._layout.rows[spot.row].marks.index(spot.mark))
        if spot.mark.event.targets:
            self.opened.emit(spot.mark.event.targets)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins at the first mark."""
        super().focusInEvent(event)
        if self._at is None and self._spots:
            self._go(self._spots[0].row, 0)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along and between lanes; Enter opens."""
        key, layout = event.key(), self._layout
        if layout is None or not layout.rows or self._at is None:
            super().keyPressEvent(event)
            return
        row, number = self._at
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            last = len(layout.rows[row].marks) - 1
            self._go(row, min(last, max(0, number + (1 if key == Qt.Key.Key_Right else -1))))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            goal = min(len(layout.rows) - 1, max(0, row + (1 if key == Qt.Key.Key_Down else -1)))
            here = layout.rows[row].marks[number].left
            marks = layout.rows[goal].marks
            self._go(goal, min(range(len(marks)), key=lambda each: abs(marks[each].left - here)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            found = self._mark(self._at)
            if found is not None and found.event.targets:
                self.opened.emit(found.event.targets)
        else:
            super().keyPressEvent(event)

    def _go(self, row: int, number: int) -> None:
        self._at = (row, number)
        mark = self._mark(self._at)
        if mark is not None and self._layout is not None:
            told = f"{_label(self._layout.rows[row].lane)}: {self.told(mark.event)}"
            self.setAccessibleDescription(told)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            spot = self._spot()
            if spot is not None and self.hasFocus():
                QToolTip.showText(self.mapToGlobal(spot.box.bottomRight().toPoint()), self.told(mark.event), self)
        self.update()


def _label(lane: Lane) -> str:
    return lane.label


def _day(day: date) -> str:
    return day.isoformat()


def _tick_words(tick: Tick, unit: str) -> str:
    if tick.day.month == 1:
        return str(tick.day.year)
    month = _(_MONTHS[tick.day.month - 1])
    if tick.major:
        return f"{month} {tick.day.year}"
    return "" if unit == "year" else month
