"""A code's story as a list: a day, and under it what happened, by whom, why, and how many segments there were then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.i18n import _, ngettext
from qda.ui.coding.codes.rows import selection_palette
from qda.ui.lists.row_model import RowModel
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor, reading_font

if TYPE_CHECKING:
    from qda.analysis.coding.biography import Event

Index = QModelIndex | QPersistentModelIndex

_WHY_LINES = 3


def day_words(at: int) -> str:
    """The day of a moment (milliseconds UTC), in full."""
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(at).date(), "d MMMM yyyy")


def _day(at: int) -> int:
    return QDateTime.fromMSecsSinceEpoch(at).date().toJulianDay()


class EventModel(RowModel["Event"]):
    """Events as rows; the first of a day has the day above it."""

    def new_day(self, place: int) -> bool:
        """True if a day begins with this row."""
        return not place or _day(self.rows[place - 1].at) != _day(self.rows[place].at)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Everything about an event in one line."""
        row = self.row(index)
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (day_words(row.at), row.coder, text_of(row), row.why, standing_words(row))
            return " · ".join(part for part in parts if part)
        return row.why if role == Qt.ItemDataRole.ToolTipRole and row.why else None


def text_of(event: Event) -> str:
    """What happened, and whether that still holds."""
    return _("{what} (taken back)").format(what=event.text) if event.taken_back else event.text


def standing_words(event: Event) -> str:
    """“31 segments”; of a cluster “12 codes, 3 segments of its own”, where it has any."""
    if not event.members:
        return segment_words(event.segments)
    codes = ngettext("{count} code", "{count} codes", event.members).format(count=event.members)
    own = ngettext("{count} segment of its own", "{count} segments of its own", event.segments)
    return f"{codes}, {own.format(count=event.segments)}" if event.segments else codes


def segment_words(count: int) -> str:
    """“31 segments”."""
    return ngettext("{count} segment", "{count} segments", count).format(count=count)


class EventDelegate(QStyledItemDelegate):
    """A line along which the events hang: kind and words, why beneath, who and how many at the right."""

    def __init__(self, session: Session, view: QListView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._serif = reading_font()

    def _why_lines(self, row: Event, width: int) -> list[str]:
        if not row.why:
            return []
        metrics = QFontMetrics(self._serif)
        lines: list[str] = []
        line = ""
        words = " ".join(row.why.split()).split(" ")
        for place, word in enumerate(words):
            longer = f"{line} {word}" if line else word
            if not line or metrics.horizontalAdvance(longer) <= width:
                line = longer
                continue
            if len(lines) == _WHY_LINES - 1:
                line = " ".join((line, *words[place:]))
                break
            lines.append(line)
            line = word
        lines.append(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width))
        return lines

    def _words_width(self, metrics: QFontMetrics, row: Event) -> int:
        right = metrics.horizontalAdvance(max(standing_words(row), segment_words(888_888), key=len)) + 4 * STEP
        return max(120, self._view.viewport().width() - 14 * STEP - right)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As many lines as it needs."""
        model = index.model()
        if not isinstance(model, EventModel):
            return QSize()
        line = option.fontMetrics.height()
        row = model.rows[index.row()]
        why = len(self._why_lines(row, self._words_width(option.fontMetrics, row)))
        height = line + QFontMetrics(small_font(option.font)).height() + 3 * STEP
        height += why * QFontMetrics(self._serif).height()
        return QSize(200, height + (line + 4 * STEP if model.new_day(index.row()) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """From top to bottom."""
        model = index.model()
        if not isinstance(model, EventModel) or index.row() >= len(model.rows):
            return
        row, ink, box = model.rows[index.row()], self._session.ink, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rail = box.left() + 7 * STEP
        if model.new_day(index.row()):
            box.setTop(box.top() + self._paint_day(painter, option, box, row))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box.adjusted(8 * STEP + STEP, 0, 0, 0), qcolor(ink.selection))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(qcolor(ink.accent), 1))
            painter.drawRect(box.adjusted(9 * STEP, 0, -1, -1))
        painter.setPen(QPen(qcolor(ink.rule), 2))
        painter.drawLine(rail, option.rect.top(), rail, option.rect.bottom())
        middle = box.top() + 2 * STEP + option.fontMetrics.height() // 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(ink.faint if row.taken_back else ink.accent))
        painter.drawEllipse(rail - 4, middle - 4, 8, 8)
        self._paint_event(painter, option, box.adjusted(11 * STEP, STEP, -4 * STEP, 0), row)
        painter.restore()

    def _paint_day(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, row: Event) -> int:
        height = option.fontMetrics.height() + 4 * STEP
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(qcolor(self._session.ink.soft))
        place = QRect(
            box.left() + 11 * STEP, box.top() + 2 * STEP, box.width() - 11 * STEP, option.fontMetrics.height()
        )
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), day_words(row.at))
        return height

    def _paint_event(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, row: Event) -> None:
        ink = self._session.ink
        words = ink.soft if row.taken_back else ink.ink
        right = standing_words(row)
        line = QRect(box.left(), box.top(), box.width(), option.fontMetrics.height() + STEP)
        painter.setFont(small_font(option.font))
        painter.setPen(qcolor(ink.soft))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), right)
        room = self._words_width(option.fontMetrics, row)
        painter.setFont(option.font)
        painter.setPen(qcolor(words))
        told = option.fontMetrics.elidedText(text_of(row), Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), told)
        top = line.bottom() + 1
        painter.setFont(self._serif)
        high = QFontMetrics(self._serif).height()
        for why in self._why_lines(row, room):
            painter.drawText(QRect(box.left(), top, room, high), int(Qt.AlignmentFlag.AlignVCenter), why)
            top += high
        painter.setFont(small_font(option.font))
        painter.setPen(qcolor(ink.soft))
        time = QDateTime.fromMSecsSinceEpoch(row.at).time().toString("HH:mm")
        who = f"{time} · {row.coder}" if row.coder else time
        small = painter.fontMetrics().height()
        painter.drawText(QRect(box.left(), top, room, small), int(Qt.AlignmentFlag.AlignVCenter), who)


class EventList(QListView):
    """The list; Enter goes to what an event names."""

    wanted = Signal(object)  # Event

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.events = EventModel(self)
        self.setModel(self.events)
        self.setItemDelegate(EventDelegate(session, self))
        self.setObjectName("list")
        self.setAccessibleName(_("What happened to the code"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setPalette(selection_palette(self.palette()))
        self.doubleClicked.connect(lambda _index: self._want())

    def show_rows(self, rows: Sequence[Event]) -> None:
        """List these, with the same event at hand."""
        at = self.current()
        self.events.show(rows)
        place = next((n for n, row in enumerate(rows) if at and (row.act, row.kind) == (at.act, at.kind)), 0)
        if rows:
            self.setCurrentIndex(self.events.index(place))

    def current(self) -> Event | None:
        """The event at hand."""
        place = self.currentIndex().row()
        return self.events.rows[place] if 0 <= place < len(self.events.rows) else None

    def _want(self) -> None:
        if (row := self.current()) is not None:
            self.wanted.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width sets the words anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
