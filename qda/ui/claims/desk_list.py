"""The passages that were judged against a claim: answer, outcome, words and place; changed by the same keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.i18n import _
from qda.ui import theme
from qda.ui.claims.claims_looks import on_one_line, steady
from qda.ui.parts import paint_ground, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, mixed, qcolor

if TYPE_CHECKING:
    from qda.synthesis.negative_cases import NegativeRow

Index = QModelIndex | QPersistentModelIndex


def judged_words(row: NegativeRow) -> str:
    """“contrary · claim qualified: only at first”."""
    from qda.synthesis.negative_cases import ANSWER_WORDS, OUTCOME_WORDS

    words = _(ANSWER_WORDS[row.answer])
    if row.answer != "not contrary":
        words += f" · {_(OUTCOME_WORDS[row.outcome])}"
    return f"{words}: {row.note}" if row.note else words


def place_words(row: NegativeRow) -> str:
    """Where the passage stands, and whether a memo hangs on it."""
    parts = [row.source, row.speaker, _("line {number}").format(number=row.line)]
    if row.detached:
        parts.append(_("words gone since"))
    if row.memo_id is not None:
        parts.append(_("memo"))
    return " · ".join(part for part in parts if part)


class JudgedModel(QAbstractListModel):
    """Judgements as rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[NegativeRow] = []

    def show(self, rows: Sequence[NegativeRow]) -> None:
        """List these."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The judgement, the words and their place."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{judged_words(row)} – “{on_one_line(row.quote)}” – {place_words(row)}"
        return None


class _Delegate(QStyledItemDelegate):
    """Judgement and place, then the words."""

    def __init__(self, session: Session, view: JudgedList) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._serif = theme.reading_font()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Three lines."""
        small = QFontMetrics(small_font(self._view.font())).height()
        return QSize(200, 2 * small + QFontMetrics(self._serif).height() + 5 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Words, judgement in amber while it is open, place."""
        if index.row() >= len(self._view.judged.rows):
            return
        row, ink = self._view.judged.rows[index.row()], self._session.ink
        paint_ground(painter, option, ink)
        painter.setPen(qcolor(ink.rule))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        box = option.rect.adjusted(6 * STEP, 2 * STEP, -5 * STEP, -STEP)
        small = small_font(self._view.font())
        lines = (
            (self._serif, on_one_line(row.quote), ink.ink),
            (small, judged_words(row), ink.hint if row.is_open else ink.accent),
            (small, place_words(row), mixed(ink.ink, ink.soft, 0.5)),
        )
        top = box.top()
        for font, words, colour in lines:
            painter.setFont(font)
            painter.setPen(qcolor(colour))
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(QRect(box.left(), top, box.width(), metrics.height()), 0, shown)
            top += metrics.height()


class JudgedList(QListView):
    """The list. Keys that are not its own are told by `pressed`."""

    pressed = Signal(object)  # QKeyEvent; accepted if somebody did something with it
    opened = Signal()
    at_hand = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.judged = JudgedModel(self)
        self.setModel(self.judged)
        self.setItemDelegate(_Delegate(session, self))
        self.setObjectName("list")
        self.setAccessibleName(_("What was held against the claim"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setPalette(steady(self.palette()))
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentChanged.connect(lambda _now, _old: self.at_hand.emit())

    def show_rows(self, rows: Sequence[NegativeRow]) -> None:
        """List these, with the same place at hand."""
        at = max(0, self.currentIndex().row())
        if list(rows) != self.judged.rows:
            self.judged.show(rows)
            if rows:
                self.setCurrentIndex(self.judged.index(min(at, len(rows) - 1)))

    def go_to(self, case_id: int) -> None:
        """Take this judgement in hand."""
        place = next((place for place, row in enumerate(self.judged.rows) if row.id == case_id), None)
        if place is not None:
            self.setCurrentIndex(self.judged.index(place))
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> NegativeRow | None:
        """The judgement at hand."""
        place = self.currentIndex().row()
        return self.judged.rows[place] if 0 <= place < len(self.judged.rows) else None

    def chosen(self) -> list[NegativeRow]:
        """The chosen judgements; the one at hand where none is chosen."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        current = self.current()
        return [self.judged.rows[place] for place in places] or ([current] if current is not None else [])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is at hand is what the work is about."""
        super().focusInEvent(event)
        self.at_hand.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; others may be acts."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        event.ignore()
        self.pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)
