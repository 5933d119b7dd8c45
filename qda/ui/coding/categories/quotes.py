"""Segments as quotes between their neighbours, with something told at the right: evidence, and what could be."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.errors import NotFound
from qda.i18n import _
from qda.ui import theme
from qda.ui.coding.categories.mime import segments_mime
from qda.ui.coding.codes.rows import selection_palette
from qda.ui.lists.row_model import RowModel
from qda.ui.lists.several import Several
from qda.ui.offsets import units
from qda.ui.parts.small import small_font
from qda.ui.parts.surroundings import from_word, to_word
from qda.ui.session import Session
from qda.ui.theme import STEP, mixed, qcolor

Index = QModelIndex | QPersistentModelIndex
ID_ROLE = Qt.ItemDataRole.UserRole
_LINES = 3
_SPACES = re.compile(r"\s+")
_LONG = 700  # code points of a quote; more is not laid out
REACH = 90
"""Code points of context on either side."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A row: `id` is the piece of evidence or the segment, `told` stands at the right, in amber with `amber`."""

    id: int
    segment_id: int
    source_id: int
    source: str
    start: int
    end: int
    quote: str
    speaker: str
    line: int
    told: str = ""
    amber: bool = False

    def where(self) -> str:
        """Source, line, speaker."""
        parts = (self.source, _("line {number}").format(number=self.line), self.speaker)
        return " · ".join(part for part in parts if part)


def neighbours(session: Session, segment_id: int) -> tuple[str, str]:
    """The words before and after a segment; none for one that an undo took away before the list was read anew."""
    from qda.coding import queries

    try:
        return queries.neighbours(session.project, segment_id, REACH)
    except NotFound:
        return "", ""


class QuoteModel(RowModel[Quoted]):
    """Quotes in the order they were given."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.writable = True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """They can be dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The segments that are dragged."""
        rows = [self.rows[index.row()] for index in indexes]
        return segments_mime([row.segment_id for row in rows], "\n".join(row.quote for row in rows))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The id, the words, and what a screen reader says."""
        row = self.row(index)
        if row is None:
            return None
        if role == ID_ROLE:
            return row.id
        if role == Qt.ItemDataRole.DisplayRole:
            return row.quote
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (row.quote, row.where(), row.told) if part)
        return None


class QuoteDelegate(QStyledItemDelegate):
    """Paints one quote; its neighbours in soft ink come from `around(segment id)`."""

    def __init__(self, session: Session, around: Callable[[int], tuple[str, str]], view: QuoteList) -> None:
        super().__init__(view)
        self._session = session
        self._around = around
        self._view = view
        self._serif = theme.reading_font()
        self._known: dict[int, tuple[str, str]] = {}

    def forget(self) -> None:
        """Texts may be others."""
        self._known.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A line for the place, three for the words."""
        words = QFontMetrics(self._serif).lineSpacing() * _LINES
        return QSize(120, QFontMetrics(small_font(self._view.font())).height() + words + 4 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Place, what is told, words."""
        row, ink = self._view.quotes.rows[index.row()], self._session.ink
        chosen, soft = bool(option.state & QStyle.StateFlag.State_Selected), ink.soft
        if chosen:
            painter.fillRect(option.rect, qcolor(ink.selection))
            soft = mixed(ink.ink, ink.soft, 0.5)  # the soft ink is too pale on the ground of a selection
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(qcolor(ink.accent), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.setPen(qcolor(ink.rule))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        box = option.rect.adjusted(4 * STEP, STEP, -4 * STEP, -STEP)
        painter.setFont(small_font(self._view.font()))
        metrics = painter.fontMetrics()
        head = QRect(box.left(), box.top(), box.width(), metrics.height())
        painter.setPen(qcolor(ink.hint if row.amber and not chosen else ink.ink))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignRight), row.told)
        head.setRight(head.right() - metrics.horizontalAdvance(row.told) - 2 * STEP)
        painter.setPen(qcolor(soft))
        shown = metrics.elidedText(row.where(), Qt.TextElideMode.ElideMiddle, head.width())
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft), shown)
        self._paint_words(painter, box.adjusted(0, metrics.height() + 2, 0, 0), row, soft)

    def _paint_words(self, painter: QPainter, box: QRect, row: Quoted, soft: str) -> None:
        if row.segment_id not in self._known:
            self._known[row.segment_id] = self._around(row.segment_id)
        before, after = self._known[row.segment_id]
        quote = row.quote[:_LONG]
        # A long quote leaves no room for what stands before it.
        before = from_word(before, REACH) if len(quote) <= 2 * REACH else ""
        words = (_on_one_line(before), _on_one_line(quote), _on_one_line(to_word(after, REACH)))
        layout = _laid(words, (soft, self._session.ink.ink, soft), self._serif, box.width())
        layout.draw(painter, QPointF(box.topLeft()))


def _on_one_line(words: str) -> str:
    """White space as single spaces, at the ends too."""
    return _SPACES.sub(" ", words)


def _laid(words: tuple[str, str, str], inks: tuple[str, str, str], font: QFont, width: int) -> QTextLayout:
    """Words, each part in its ink, on as many lines as there may be."""
    layout = QTextLayout("".join(words), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    at, parts = 0, []
    for some, colour in zip(words, inks, strict=True):
        part, look = QTextLayout.FormatRange(), QTextCharFormat()
        look.setForeground(qcolor(colour))
        part.start, part.length, part.format = at, units(some), look
        at += part.length
        parts.append(part)
    layout.setFormats(parts)
    layout.beginLayout()
    y = 0.0
    for _number in range(_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(40, width))
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout


class QuoteList(Several, QListView):
    """A list of quotes. Keys that are not the list's own are told by `pressed`."""

    at_hand = Signal()
    opened = Signal()
    pressed = Signal(object)  # QKeyEvent; accepted if somebody did something with it

    def __init__(self, session: Session, name: str, around: Callable[[int], tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.quotes = QuoteModel(self)
        self._quiet = False
        self.setModel(self.quotes)
        self.painter_ = QuoteDelegate(session, around, self)
        self.setItemDelegate(self.painter_)
        self.setObjectName("list")
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setPalette(selection_palette(self.palette()))
        self.selectionModel().currentChanged.connect(lambda _now, _old: None if self._quiet else self.at_hand.emit())
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def show_rows(self, rows: Sequence[Quoted]) -> None:
        """List these; what was at hand stays so, else what stands in its place."""
        current, at = self.current(), self.currentIndex().row()
        scroll = self.verticalScrollBar().value()
        self._quiet = True
        self.quotes.show(rows)
        ids = [row.id for row in rows]
        if ids:
            place = (
                ids.index(current.id) if current is not None and current.id in ids else min(max(at, 0), len(ids) - 1)
            )
            self.setCurrentIndex(self.quotes.index(place))
            self.verticalScrollBar().setValue(scroll)
        self._quiet = False
        self.at_hand.emit()

    def current(self) -> Quoted | None:
        """The quote at hand."""
        place = self.currentIndex().row()
        return self.quotes.rows[place] if 0 <= place < len(self.quotes.rows) else None

    def chosen(self) -> list[Quoted]:
        """The chosen quotes in their order; the one at hand where none is chosen."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        current = self.current()
        return [self.quotes.rows[place] for place in places] or ([current] if current is not None else [])

    def go_to(self, number: int) -> None:
        """Take the quote of this id in hand."""
        for place, row in enumerate(self.quotes.rows):
            if row.id == number:
                self.setCurrentIndex(self.quotes.index(place))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is at hand is what the work is about."""
        super().focusInEvent(event)
        self.at_hand.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the text; others may be acts."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
            return
        event.ignore()
        self.pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)
