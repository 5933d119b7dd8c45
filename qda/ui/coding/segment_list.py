"""Segments as a list: where each stands, its code, its words on two lines; painted, so that thousands cost nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.i18n import _
from qda.ui import theme
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.rows import SQUARE, selection_palette, shown_name
from qda.ui.coding.incidents import place_words
from qda.ui.lists.few_lines import paint_lines
from qda.ui.lists.row_model import RowModel
from qda.ui.lists.several import Several
from qda.ui.parts.small import paint_ground, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, lifted, qcolor

if TYPE_CHECKING:
    from qda.coding.queries import SegmentRow

CODING_ROLE = Qt.ItemDataRole.UserRole
_LINES = 2

Index = QModelIndex | QPersistentModelIndex


class SegmentModel(RowModel["SegmentRow"]):
    """Rows of codings in the order they were given; cases by coding, where they are known."""

    def __init__(self, book: CodeBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._book = book
        self.cases: Mapping[int, str] = {}

    def set_cases(self, cases: Mapping[int, str]) -> None:
        """Say which cases each coding counts for."""
        self.cases = cases
        self.repaint()

    def repaint(self) -> None:
        """A name, a colour or a case is another."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def take_out(self, coding_ids: Iterable[int]) -> None:
        """List these codings no longer."""
        gone = set(coding_ids)
        for place in range(len(self.rows) - 1, -1, -1):
            if self.rows[place].coding_id in gone:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self.rows[place]
                self.endRemoveRows()

    def put_in(self, row: SegmentRow) -> None:
        """List a coding, at the end if it is not there yet."""
        for place, old in enumerate(self.rows):
            if old.coding_id == row.coding_id:
                self.rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))
                return
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows))
        self.rows.append(row)
        self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The coding's id, its words, and what a screen reader says."""
        row = self.row(index)
        if row is None:
            return None
        if role == CODING_ROLE:
            return row.coding_id
        if role == Qt.ItemDataRole.DisplayRole:
            return row.quote
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._book.name(row.code_id)}: {row.quote}. {self.where(row)}"
        return None

    def where(self, row: SegmentRow) -> str:
        """Source, speaker, line and case."""
        case = self.cases.get(row.coding_id, "")
        return f"{place_words(row)} · {case}" if case else place_words(row)


class SegmentDelegate(QStyledItemDelegate):
    """Paints one coding."""

    def __init__(self, session: Session, book: CodeBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._book = book
        self._serif = theme.reading_font()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A line for the place, two for the words."""
        words = QFontMetrics(self._serif).lineSpacing() * _LINES
        return QSize(200, QFontMetrics(option.font).height() + words + 6 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Place and code, then the words."""
        model = index.model()
        if not isinstance(model, SegmentModel) or index.row() >= len(model.rows):
            return
        row, ink = model.rows[index.row()], self._session.ink
        paint_ground(painter, option, ink)
        painter.setPen(qcolor(ink.rule))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        box = option.rect.adjusted(6 * STEP, 2 * STEP, -4 * STEP, -2 * STEP)
        head = QRect(box.left(), box.top(), box.width(), QFontMetrics(option.font).height())
        painter.setFont(small_font(option.font))
        used = self._paint_code(painter, head, row)
        painter.setPen(qcolor(ink.soft))
        where = head.adjusted(0, 0, -used - 3 * STEP, 0)
        shown = painter.fontMetrics().elidedText(model.where(row), Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.setPen(qcolor(ink.ink))
        paint_lines(
            painter, box.adjusted(0, head.height() + STEP, 0, 0), " ".join(row.quote.split()), self._serif, _LINES
        )

    def _paint_code(self, painter: QPainter, box: QRect, row: SegmentRow) -> int:
        """The code at the right; gives the width it took."""
        entry = self._book.get(row.code_id)
        if entry is None:
            return 0
        ink, metrics = self._session.ink, painter.fontMetrics()
        name = metrics.elidedText(shown_name(entry), Qt.TextElideMode.ElideMiddle, box.width() * 2 // 5)
        width = metrics.horizontalAdvance(name)
        left = box.right() - width
        painter.setPen(qcolor(ink.ink))
        painter.drawText(QRect(left, box.top(), width + 1, box.height()), int(Qt.AlignmentFlag.AlignVCenter), name)
        square = QRect(left - SQUARE - STEP, box.center().y() - SQUARE // 2, SQUARE, SQUARE)
        painter.fillRect(square, qcolor(lifted(self._book.color(row.code_id), ink)))
        return width + SQUARE + STEP


class SegmentList(Several, QListView):
    """The list; plain letters are told, because they are acts here."""

    typed = Signal(str)
    open_wanted = Signal()

    def __init__(self, session: Session, book: CodeBook, parent: QWidget) -> None:
        super().__init__(parent)
        self.segments = SegmentModel(book, self)
        self.setModel(self.segments)
        self.setItemDelegate(SegmentDelegate(session, book, self))
        self.setAccessibleName(_("Segments"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setPalette(selection_palette(self.palette()))
        self.activated.connect(lambda _index: self.open_wanted.emit())

    def chosen(self) -> list[SegmentRow]:
        """The chosen rows in their order; where none is chosen, the current one."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        if not places and self.currentIndex().isValid():
            places = [self.currentIndex().row()]
        return [self.segments.rows[place] for place in places]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are acts; everything else as in any list."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().isalpha():
            self.typed.emit(event.text().casefold())
        else:
            super().keyPressEvent(event)
