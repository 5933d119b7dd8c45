"""Incidents of one column: where each stands, the question before it, its words, and whether it was compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.i18n import _
from qda.ui import theme
from qda.ui.coding.codes.rows import selection_palette
from qda.ui.offsets import units
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, mixed, qcolor, tint

if TYPE_CHECKING:
    from qda.coding.comparison import VerdictRow
    from qda.coding.incidents import Incident

SEGMENT_ROLE = Qt.ItemDataRole.UserRole
_LINES = 9  # of question and words; the rest is read in its surroundings
_LONG = 1200  # code points; more is not laid out

Index = QModelIndex | QPersistentModelIndex


def where(row: Incident) -> str:
    """Speaker, source and line."""
    parts = [row.source, _("line {number}").format(number=row.line), row.speaker]
    return " · ".join(part for part in parts if part)


def _place(row: Incident, metrics: QFontMetrics, width: int) -> str:
    """The same for one line: the name of the source gives way, for the line number says where to look."""
    rest = where(row).removeprefix(row.source)
    room = max(width - metrics.horizontalAdvance(rest), width // 3)
    return metrics.elidedText(row.source, Qt.TextElideMode.ElideMiddle, room) + rest


def verdict_words(row: VerdictRow) -> str:
    """A verdict in words: “differs in: who may refuse”."""
    from qda.coding.comparison import RESULT_WORDS

    word = _("differs in") if row.result == "differs" and row.note else _(RESULT_WORDS[row.result])
    return f"{word}: {row.note}" if row.note else word


class IncidentModel(QAbstractListModel):
    """The incidents of a column; `latest` is the newest verdict on each within its code, `judged` on it at all."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Incident] = []
        self.latest: Mapping[int, VerdictRow] = {}
        self.judged: Mapping[int, VerdictRow] = {}
        self.color = theme.PLAIN_CODE

    def show(
        self,
        rows: Sequence[Incident],
        latest: Mapping[int, VerdictRow],
        judged: Mapping[int, VerdictRow],
        color: str,
    ) -> None:
        """List these."""
        self.beginResetModel()
        self.rows, self.latest, self.judged, self.color = list(rows), latest, judged, color
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The segment's id, its words, and what a screen reader says."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == SEGMENT_ROLE:
            return row.segment_id
        if role == Qt.ItemDataRole.DisplayRole:
            return row.quote
        if role == Qt.ItemDataRole.AccessibleTextRole:
            asked = _("Question: {words}.").format(words=row.question) if row.question else ""
            return f"{row.quote}. {asked} {where(row)}. {self.state(row)}".replace("  ", " ")
        return None

    def state(self, row: Incident) -> str:
        """Whether an incident was compared, and what came of it."""
        verdict, across = self.latest.get(row.segment_id), self.judged.get(row.segment_id)
        if verdict is None and across is not None:
            words = _("Across codes: {words} · not yet compared within the code")
            return words.format(words=verdict_words(across))
        if verdict is None:
            return _("Not yet compared")
        return _("Compared: {words}").format(words=verdict_words(verdict))

    def place_of(self, segment_id: int | None) -> int | None:
        """The row of a segment."""
        return next((place for place, row in enumerate(self.rows) if row.segment_id == segment_id), None)


class IncidentDelegate(QStyledItemDelegate):
    """Paints one incident, as high as its words."""

    def __init__(self, session: Session, view: IncidentList) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._serif = theme.reading_font()
        self._laid: dict[tuple[str, str], tuple[QTextLayout, int]] = {}
        self._width = 0

    def _small(self) -> QFont:
        return small_font(self._view.font())

    def _layout(self, row: Incident) -> tuple[QTextLayout, int]:
        """The words of an incident as they are set, and where the answer begins (UTF-16)."""
        width = self._view.viewport().width() - 8 * STEP
        if width != self._width:
            self._width = width
            self._laid.clear()
        key = (row.question, row.quote)
        if key not in self._laid:
            question = f"{row.question}\u2028" if row.question else ""
            words = " ".join(row.quote[:_LONG].split())
            self._laid[key] = (_set(question + words, self._serif, width), units(question))
        return self._laid[key]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The place, the words and whether it was compared."""
        model = index.model()
        if not isinstance(model, IncidentModel):
            return QSize()
        layout, _begin = self._layout(model.rows[index.row()])
        line = QFontMetrics(self._small()).height()
        return QSize(120, 2 * line + round(layout.boundingRect().height()) + 7 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """From top to bottom: place, question and words, verdict."""
        model = index.model()
        if not isinstance(model, IncidentModel) or index.row() >= len(model.rows):
            return
        row, ink = model.rows[index.row()], self._session.ink
        soft = ink.soft
        if index == self._view.currentIndex():
            self._paint_at_hand(painter, option.rect)
            soft = mixed(ink.ink, ink.soft, 0.5)  # the soft ink is too pale on the ground of a selection
        painter.setPen(qcolor(ink.rule))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        box = option.rect.adjusted(4 * STEP, 2 * STEP, -4 * STEP, 0)
        painter.setFont(self._small())
        line = painter.fontMetrics().height()
        painter.setPen(qcolor(soft))
        head = QRect(box.left(), box.top(), box.width(), line)
        _draw(painter, head, _place(row, painter.fontMetrics(), box.width()))
        layout, begin = self._layout(row)
        top = box.top() + line + STEP
        layout.draw(painter, QPointF(box.left(), top), self._formats(layout, begin, model.color, soft))
        top += round(layout.boundingRect().height()) + STEP
        painter.setPen(qcolor(ink.ink if row.segment_id in model.latest else soft))
        _draw(painter, QRect(box.left(), top, box.width(), line), model.state(row))

    def _paint_at_hand(self, painter: QPainter, box: QRect) -> None:
        ink = self._session.ink
        here = self._view.hasFocus()
        painter.fillRect(box, qcolor(ink.selection if here else mixed(ink.selection, ink.paper, 0.45)))
        painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), qcolor(ink.accent if here else ink.faint))

    def _formats(self, layout: QTextLayout, begin: int, color: str, soft: str) -> list[QTextLayout.FormatRange]:
        ink = self._session.ink
        asked, said = QTextCharFormat(), QTextCharFormat()
        asked.setForeground(qcolor(soft))
        said.setForeground(qcolor(ink.ink))
        said.setBackground(qcolor(tint(color, ink)))
        end = units(layout.text())
        ranges = []
        for start, stop, look in ((0, begin, asked), (begin, end, said)):
            part = QTextLayout.FormatRange()
            part.start, part.length, part.format = start, stop - start, look
            ranges.append(part)
        return ranges


def _draw(painter: QPainter, box: QRect, words: str) -> None:
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


def _set(words: str, font: QFont, width: int) -> QTextLayout:
    """Words on as many lines as they need, and not more than there may be."""
    layout, cut = _lines(words, font, width)
    if cut is not None:
        inside = words.encode("utf-16-le")[: 2 * max(0, cut - 3)].decode("utf-16-le", errors="ignore")
        layout, _cut = _lines(f"{inside.rstrip()} …", font, width)
    return layout


def _lines(words: str, font: QFont, width: int) -> tuple[QTextLayout, int | None]:
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    y, cut, number = 0.0, None, 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(40, width))
        line.setPosition(QPointF(0, y))
        y += line.height()
        number += 1
        if number == _LINES:
            at = line.textStart() + line.textLength()
            cut = at if at < units(words) else None
            break
    layout.endLayout()
    return layout, cut


class IncidentList(QListView):
    """The list of a column; Left and Right go to the neighbouring column."""

    aside = Signal(int)  # -1 or 1
    at_hand = Signal()
    open_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.incidents = IncidentModel(self)
        self.setModel(self.incidents)
        self._painter = IncidentDelegate(session, self)
        self.setItemDelegate(self._painter)
        self.setObjectName("list")
        self.setAccessibleName(_("Incidents"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that comes and goes would change the width, and with it all heights.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setPalette(selection_palette(self.palette()))
        self.doubleClicked.connect(lambda _index: self.open_wanted.emit())
        self.selectionModel().currentChanged.connect(lambda _new, _old: self.at_hand.emit())

    def show_rows(
        self,
        rows: Sequence[Incident],
        latest: Mapping[int, VerdictRow],
        judged: Mapping[int, VerdictRow],
        color: str,
    ) -> None:
        """List these; what was at hand stays so if it is still there, else what stands in its place."""
        old = self.current()
        at, scroll = self.currentIndex().row(), self.verticalScrollBar().value()
        self.incidents.show(rows, latest, judged, color)
        place = self.incidents.place_of(None if old is None else old.segment_id)
        if rows:
            self.go(place if place is not None else min(max(0, at), len(rows) - 1))
            if place is not None:
                self.verticalScrollBar().setValue(scroll)
        else:
            self.at_hand.emit()

    def current(self) -> Incident | None:
        """The incident at hand."""
        place = self.currentIndex().row()
        return self.incidents.rows[place] if 0 <= place < len(self.incidents.rows) else None

    def go(self, place: int) -> None:
        """Take a row in hand."""
        index = self.incidents.index(place)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def next(self, wanted: Callable[[Incident], bool]) -> bool:
        """Go to the next incident that is wanted, from the top again after the last; False if there is none."""
        rows = self.incidents.rows
        at = self.currentIndex().row()
        for step in range(1, len(rows) + 1):
            place = (at + step) % len(rows)
            if wanted(rows[place]):
                self.go(place)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right leave the column; Enter opens the text."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.aside.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width sets the words anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The column is at work."""
        super().focusInEvent(event)
        self.viewport().update()
        self.at_hand.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Another one is."""
        super().focusOutEvent(event)
        self.viewport().update()
