"""The segments that answer, as a list: read as they are looked at, so that twenty thousand cost nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.i18n import _
from qda.ui.lists.few_lines import paint_lines
from qda.ui.lists.several import Several
from qda.ui.parts.small import paint_ground, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor, reading_font

if TYPE_CHECKING:
    from qda.analysis.queries.asking import Answer
    from qda.analysis.queries.quotes import QuoteRow

Index = QModelIndex | QPersistentModelIndex

_PAGE = 60
_LINES = 2


class QuoteModel(QAbstractListModel):
    """The places of an answer; their words are read by the page."""

    def __init__(self, session: Session, parent: QListView) -> None:
        super().__init__(parent)
        self._session = session
        self._view = parent
        self.answer: Answer | None = None
        self._pages: dict[int, list[QuoteRow]] = {}

    def show(self, answer: Answer | None) -> None:
        """List these."""
        self.beginResetModel()
        self.answer = answer
        self._pages = {}
        self.endResetModel()

    def row(self, place: int) -> QuoteRow:
        """One of them."""
        from qda.analysis.queries import quotes

        assert self.answer is not None
        page = place // _PAGE
        if page not in self._pages:
            places = self.answer.places[page * _PAGE : (page + 1) * _PAGE]
            self._pages[page] = quotes.rows(self._session.project, self.answer.ground, places)
        return self._pages[page][place % _PAGE]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many."""
        return 0 if parent.isValid() or self.answer is None else len(self.answer.places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The place with its words; chosen ones count as ticked for whoever compares them."""
        if not index.isValid() or index.row() >= self.rowCount() or not self._session.is_open:
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            chosen = self._view.selectionModel().isSelected(self.index(index.row()))
            return Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.UserRole:
            return self.row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.row(index.row()).quote
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self.row(index.row())
            return f"{row.quote}. {place_words(row)}. {'; '.join(row.codes) or _('no code')}"
        return None


def place_words(row: QuoteRow) -> str:
    """Where it stands and who speaks: source, speaker, line, cases."""
    parts = [row.source, row.speaker, _("line {number}").format(number=row.line), ", ".join(row.cases)]
    return " · ".join(part for part in parts if part)


class QuoteDelegate(QStyledItemDelegate):
    """Paints one: where it stands, its codes at the right, its words on two lines."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A line for the place, two for the words."""
        words = QFontMetrics(reading_font()).lineSpacing() * _LINES
        return QSize(200, QFontMetrics(option.font).height() + words + 6 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one."""
        row, ink = index.data(Qt.ItemDataRole.UserRole), self._session.ink
        if row is None:
            return
        painter.save()
        paint_ground(painter, option, ink)
        painter.setPen(qcolor(ink.rule))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        box = option.rect.adjusted(6 * STEP, 2 * STEP, -4 * STEP, -2 * STEP)
        head = QRect(box.left(), box.top(), box.width(), QFontMetrics(option.font).height())
        painter.setFont(small_font(option.font))
        metrics = painter.fontMetrics()
        codes = metrics.elidedText("; ".join(row.codes), Qt.TextElideMode.ElideRight, head.width() * 9 // 20)
        painter.setPen(qcolor(ink.ink))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), codes)
        painter.setPen(qcolor(ink.soft))
        where = head.adjusted(0, 0, -metrics.horizontalAdvance(codes) - 4 * STEP, 0)
        shown = metrics.elidedText(place_words(row), Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.setPen(qcolor(ink.ink))
        paint_lines(
            painter, box.adjusted(0, head.height() + STEP, 0, 0), " ".join(row.quote.split()), reading_font(), _LINES
        )
        painter.restore()


class QuoteList(Several, QListView):
    """The list; plain letters are acts, Enter goes to the text."""

    typed = Signal(str)
    open_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.quotes = QuoteModel(session, self)
        self.setModel(self.quotes)
        self.setItemDelegate(QuoteDelegate(session, self))
        self.setObjectName("list")
        self.setAccessibleName(_("Segments that answer"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda _index: self.open_wanted.emit())

    def chosen(self) -> list[int]:
        """The numbers of the chosen places in their order; where none is chosen, of the current one."""
        if self.quotes.answer is None:
            return []
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        return [self.quotes.answer.places[row] for row in rows]

    def current(self) -> QuoteRow | None:
        """The one at hand."""
        index = self.currentIndex()
        return self.quotes.row(index.row()) if index.isValid() and self.quotes.answer is not None else None

    def chosen_count(self) -> int:
        """How many are chosen."""
        return len(self.selectionModel().selectedIndexes())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are acts; everything else as in any list."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_wanted.emit()
        elif plain and event.text().isalpha():
            self.typed.emit(event.text().casefold())
        else:
            super().keyPressEvent(event)
