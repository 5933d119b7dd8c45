"""The quotes under a cell with boxes to tick: what is ticked is evidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.i18n import _
from qda.ui import theme
from qda.ui.lists.several import Several
from qda.ui.parts.small import TICK, paint_ground, paint_tick, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor

if TYPE_CHECKING:
    from qda.analysis.synthesis.matrix_quotes import CellQuote

Index = QModelIndex | QPersistentModelIndex
_LINES = 4
_LEFT = TICK + 5 * STEP


def where(quote: CellQuote) -> str:
    """Source, line, speaker, perspective."""
    parts = (quote.source, _("line {number}").format(number=quote.line), quote.speaker, quote.perspective)
    return " · ".join(part for part in parts if part)


class QuoteModel(QAbstractListModel):
    """Quotes in their order; `linked` are evidence, `astray` are so though they stand under the cell no longer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[CellQuote] = []
        self.linked: frozenset[int] = frozenset()
        self.astray: frozenset[int] = frozenset()

    def show(self, rows: Sequence[CellQuote], linked: Collection[int], astray: Collection[int]) -> None:
        """List these."""
        self.beginResetModel()
        self.rows, self.linked, self.astray = list(rows), frozenset(linked), frozenset(astray)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def told(self, quote: CellQuote) -> str:
        """What is to be minded of a quote."""
        if quote.detached:
            return _("no longer in the text")
        return _("not under this cell") if quote.segment_id in self.astray else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words, whether they are ticked, and what a screen reader says."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        quote = self.rows[index.row()]
        on = quote.segment_id in self.linked
        if role == Qt.ItemDataRole.DisplayRole:
            return quote.quote
        if role == Qt.ItemDataRole.AccessibleTextRole:
            ticked = _("evidence") if on else _("not linked")
            return ". ".join(part for part in (ticked, quote.quote, where(quote), self.told(quote)) if part)
        return None


class QuotePainter(QStyledItemDelegate):
    """The box, the place, up to four lines of words."""

    def __init__(self, session: Session, view: QuoteList) -> None:
        super().__init__(view)
        self._session = session
        self._list = view
        self._serif = theme.reading_font()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As many lines as the words need, up to four."""
        # As if the scroll bar were there: it comes when the heights are known.
        room = max(80, self._list.width() - self._list.verticalScrollBar().sizeHint().width() - _LEFT - 3 * STEP - 2)
        metrics = QFontMetrics(self._serif)
        words = str(index.data() or "")[:600]
        bound = metrics.boundingRect(QRect(0, 0, room, 10_000), int(Qt.TextFlag.TextWordWrap), words)
        lines = min(_LINES, max(1, round(bound.height() / metrics.lineSpacing())))
        return QSize(120, QFontMetrics(small_font()).height() + lines * metrics.lineSpacing() + 4 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one quote."""
        quote, ink, box = self._list.quotes.rows[index.row()], self._session.ink, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, ink)
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), qcolor(ink.rule))
        on = quote.segment_id in self._list.quotes.linked
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        tick = QRectF(box.left() + 3 * STEP, box.top() + 2 * STEP, TICK, TICK)
        paint_tick(painter, tick, state, qcolor(ink.accent), qcolor(ink.soft), qcolor(ink.paper))
        area = box.adjusted(_LEFT, STEP + 2, -3 * STEP, -STEP - 2)
        painter.setFont(small_font())
        metrics = painter.fontMetrics()
        told = self._list.quotes.told(quote)
        painter.setPen(qcolor(ink.hint))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), told)
        painter.setPen(qcolor(ink.soft))
        room = area.width() - (metrics.horizontalAdvance(told) + 2 * STEP if told else 0)
        shown = metrics.elidedText(where(quote), Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), shown)
        words = area.adjusted(0, metrics.height() + 1, 0, 0)
        painter.setFont(self._serif)
        painter.setPen(qcolor(ink.ink))
        painter.setClipRect(words)
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop), quote.quote)
        painter.restore()


class QuoteList(Several, QListView):
    """Space or a click on the box ticks, Enter or a double click opens the text, Esc goes back."""

    ticked = Signal(object, bool)  # ids of segments; linked or not
    opened = Signal(object)  # CellQuote
    left = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.quotes = QuoteModel(self)
        self.setModel(self.quotes)
        self.setItemDelegate(QuotePainter(session, self))
        self.setObjectName("quotes")
        self.setAccessibleName(_("Quotes of the cell"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.quotes.rows[index.row()]))

    def show_rows(self, rows: Sequence[CellQuote], linked: Collection[int], astray: Collection[int]) -> None:
        """List these; what was at hand stays so."""
        current, scrolled = self.current(), self.verticalScrollBar().value()
        self.quotes.show(rows, linked, astray)
        ids = [row.segment_id for row in self.quotes.rows]
        if ids:
            at = ids.index(current.segment_id) if current is not None and current.segment_id in ids else 0
            self.setCurrentIndex(self.quotes.index(at))
        self.verticalScrollBar().setValue(scrolled)

    def current(self) -> CellQuote | None:
        """The quote at hand."""
        at = self.currentIndex().row()
        return self.quotes.rows[at] if 0 <= at < len(self.quotes.rows) else None

    def chosen(self) -> list[CellQuote]:
        """The chosen quotes, else the one at hand."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        current = self.current()
        return [self.quotes.rows[at] for at in places] or ([current] if current is not None else [])

    def tick(self) -> None:
        """Make the chosen quotes evidence; where all of them are, take them off."""
        ids = [row.segment_id for row in self.chosen()]
        if ids:
            on = not set(ids) <= self.quotes.linked
            self.ticked.emit(ids, on)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the box ticks that quote."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() < _LEFT and event.button() == Qt.MouseButton.LeftButton:
            self.setCurrentIndex(index)
            segment = self.quotes.rows[index.row()].segment_id
            self.ticked.emit([segment], segment not in self.quotes.linked)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Enter opens, Esc leaves."""
        key = event.key()
        if key == Qt.Key.Key_Space:
            self.tick()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (row := self.current()) is not None:
            self.opened.emit(row)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
