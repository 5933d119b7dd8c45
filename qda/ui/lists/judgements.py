"""A list of what was judged, for any screen: some lines for each judgement, acts by keys, the same place at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.ui import theme
from qda.ui.lists.row_model import RowModel
from qda.ui.lists.several import Several
from qda.ui.parts.small import paint_ground, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink, mixed, qcolor

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Part:
    """Words on a line of a judgement: in which ink and font, how much of the line at most, at which end."""

    words: str
    ink: Literal["ink", "dim", "soft", "accent", "hint"] = "ink"
    look: Literal["plain", "small", "serif"] = "plain"
    share: float = 1.0
    right: bool = False


Lines = Sequence[Sequence[Part]]


def steady(palette: QPalette) -> QPalette:
    """The same highlight whether a list has the keyboard or not."""
    group = QPalette.ColorGroup
    for role in (QPalette.ColorRole.Highlight, QPalette.ColorRole.HighlightedText):
        palette.setColor(group.Inactive, role, palette.color(group.Active, role))
    return palette


class Judgements(RowModel[R]):
    """Judgements as rows."""

    def __init__(self, spoken: Callable[[R], str], detail: Callable[[R], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._spoken, self._detail = spoken, detail

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is heard, and in the tool tip everything that was kept."""
        row = self.row(index)
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row)
        return self._detail(row) if role == Qt.ItemDataRole.ToolTipRole else None


class _Painter(QStyledItemDelegate):
    def __init__(self, session: Session, view: JudgementList[Any]) -> None:
        super().__init__(view)
        self._session, self._view = session, view

    def _font(self, look: str) -> QFont:
        return {"serif": theme.reading_font(), "small": small_font(self._view.font())}.get(look, self._view.font())

    def _high(self, line: Sequence[Part]) -> int:
        return max((QFontMetrics(self._font(part.look)).height() for part in line), default=0)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        rows = self._view.judged.rows
        lines = self._view.lines(rows[index.row()]) if index.row() < len(rows) else ()
        return QSize(200, sum(map(self._high, lines)) + (2 + len(lines)) * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows, ink = self._view.judged.rows, self._session.ink
        if index.row() >= len(rows):
            return
        paint_ground(painter, option, ink)
        painter.setPen(qcolor(ink.rule))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        lines = self._view.lines(rows[index.row()])
        box = option.rect.adjusted(6 * STEP, (STEP * (1 + len(lines))) // 2, -5 * STEP, -STEP)
        top = box.top()
        for line in lines:
            high = self._high(line)
            self._paint_line(painter, QRect(box.left(), top, box.width(), high), line, ink)
            top += high

    def _paint_line(self, painter: QPainter, box: QRect, line: Sequence[Part], ink: Ink) -> None:
        """Each part after the one before, those at the right in what is left; without room a part is left out."""
        colours = {"dim": mixed(ink.ink, ink.soft, 0.5), "soft": ink.soft, "accent": ink.accent, "hint": ink.hint}
        whole = box.width()
        for part in line:
            if not part.words or box.width() < 3 * STEP:
                continue
            painter.setFont(self._font(part.look))
            painter.setPen(qcolor(colours.get(part.ink, ink.ink)))
            metrics = painter.fontMetrics()
            room = min(box.width(), int(whole * part.share))
            shown = metrics.elidedText(part.words, Qt.TextElideMode.ElideRight, room)
            side = Qt.AlignmentFlag.AlignRight if part.right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
            used = metrics.horizontalAdvance(shown) + 3 * STEP
            box = box.adjusted(0, 0, -used, 0) if part.right else box.adjusted(used, 0, 0, 0)


class JudgementList(Several, QListView, Generic[R]):
    """The list. Keys that are not its own are told by `pressed`; `lines` say how a row looks."""

    pressed = Signal(object)  # QKeyEvent; accepted if somebody did something with it
    opened = Signal()  # a double click
    at_hand = Signal()

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        name: str,
        lines: Callable[[R], Lines],
        spoken: Callable[[R], str],
        *,
        detail: Callable[[R], str] | None = None,
        several: bool = False,
        first: bool = True,
    ) -> None:
        super().__init__(parent)
        self.lines = lines
        self._first = first  # at hand from the beginning
        self.judged: Judgements[R] = Judgements(spoken, detail or spoken, self)
        self.setModel(self.judged)
        self.setItemDelegate(_Painter(session, self))
        self.setObjectName("list")
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        if not several:
            self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setPalette(steady(self.palette()))
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentChanged.connect(lambda _now, _old: self.at_hand.emit())

    def show_rows(self, rows: Sequence[R]) -> None:
        """List these, with the same place at hand."""
        at = max(0 if self._first else -1, self.currentIndex().row())
        if list(rows) != self.judged.rows:
            self.judged.show(rows)
            if rows and at >= 0:
                self.setCurrentIndex(self.judged.index(min(at, len(rows) - 1)))

    def go_to(self, wanted: Callable[[R], bool]) -> bool:
        """Take the first judgement of which this holds in hand; False where there is none."""
        place = next((place for place, row in enumerate(self.judged.rows) if wanted(row)), None)
        if place is None:
            return False
        self.setCurrentIndex(self.judged.index(place))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def current(self) -> R | None:
        """The judgement at hand."""
        place = self.currentIndex().row()
        return self.judged.rows[place] if 0 <= place < len(self.judged.rows) else None

    def chosen(self) -> list[R]:
        """The chosen judgements; the one at hand where none is chosen."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        current = self.current()
        return [self.judged.rows[place] for place in places] or ([current] if current is not None else [])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is at hand is what the work is about."""
        super().focusInEvent(event)
        self.at_hand.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Acts first, then what any list does."""
        event.ignore()
        self.pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)
