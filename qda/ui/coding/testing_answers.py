"""The answers that testing a code gave, to look at again: changed by the same keys, withdrawn, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.i18n import _
from qda.ui.coding.code_rows import selection_palette
from qda.ui.parts import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor, reading_font

if TYPE_CHECKING:
    from qda.coding.testing import AnswerRow

Index = QModelIndex | QPersistentModelIndex

ANSWER_KEYS = {Qt.Key.Key_F: "fits", Qt.Key.Key_D: "not", Qt.Key.Key_N: "unsure"}


def answer_words(row: AnswerRow) -> str:
    """“fits: she stays · coded so”."""
    from qda.coding.testing import ANSWER_WORDS

    words = _(ANSWER_WORDS[row.answer])
    words = f"{words}: {row.note}" if row.note else words
    return f"{words} · " + _("coded so") if row.carries else words


def place_words(row: AnswerRow) -> str:
    """Where the passage stands."""
    parts = [row.source, row.speaker, _("line {number}").format(number=row.line)]
    if row.detached:
        parts.append(_("words gone since"))
    return " · ".join(part for part in parts if part)


class AnswerModel(QAbstractListModel):
    """Answers as rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[AnswerRow] = []

    def show(self, rows: Sequence[AnswerRow]) -> None:
        """List these."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The answer, the words and their place."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{answer_words(row)} – “{' '.join(row.quote.split())}” – {place_words(row)}"
        return None


class AnswerDelegate(QStyledItemDelegate):
    """Two lines: answer and place, then the words."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._serif = reading_font()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        return QSize(200, option.fontMetrics.height() + QFontMetrics(self._serif).height() + 4 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Answer at the left, place at the right, words beneath."""
        model = index.model()
        if not isinstance(model, AnswerModel) or index.row() >= len(model.rows):
            return
        row, ink = model.rows[index.row()], self._session.ink
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, qcolor(ink.selection))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(qcolor(ink.accent), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.setPen(qcolor(ink.rule))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        box = option.rect.adjusted(6 * STEP, STEP, -5 * STEP, -STEP)
        line = QRect(box.left(), box.top(), box.width(), option.fontMetrics.height() + STEP)
        painter.setFont(option.font)
        used = self._draw(painter, line, answer_words(row), ink.ink, share=0.6)
        painter.setFont(small_font(option.font))
        self._draw(painter, line.adjusted(used + 4 * STEP, 0, 0, 0), place_words(row), ink.soft, right=True)
        painter.setFont(self._serif)
        words = QRect(box.left(), line.bottom(), box.width(), QFontMetrics(self._serif).height())
        self._draw(painter, words, " ".join(row.quote.split()), ink.ink)

    def _draw(
        self, painter: QPainter, box: QRect, words: str, colour: str, *, share: float = 1.0, right: bool = False
    ) -> int:
        """Words on one line; gives the width they took."""
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(box.width() * share))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setPen(qcolor(colour))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | side), shown)
        return metrics.horizontalAdvance(shown)


class AnswerList(QListView):
    """The list. F, D and N change an answer, Del withdraws it, Enter shows the words in their text."""

    changed = Signal(object, str)  # AnswerRow, answer
    withdrawn = Signal(object)  # AnswerRow
    open_wanted = Signal(object)  # AnswerRow

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.answers = AnswerModel(self)
        self.setModel(self.answers)
        self.setItemDelegate(AnswerDelegate(session, self))
        self.setObjectName("list")
        self.setAccessibleName(_("Answers"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setPalette(selection_palette(self.palette()))
        self.doubleClicked.connect(lambda _index: self._open())

    def show_rows(self, rows: Sequence[AnswerRow]) -> None:
        """List these, with the same place at hand."""
        at = max(0, self.currentIndex().row())
        if list(rows) != self.answers.rows:
            self.answers.show(rows)
            if rows:
                self.setCurrentIndex(self.answers.index(min(at, len(rows) - 1)))

    def current(self) -> AnswerRow | None:
        """The answer at hand."""
        place = self.currentIndex().row()
        return self.answers.rows[place] if 0 <= place < len(self.answers.rows) else None

    def _open(self) -> None:
        if (row := self.current()) is not None:
            self.open_wanted.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of testing, and Del."""
        row = self.current()
        key = Qt.Key(event.key())
        if row is not None and key in ANSWER_KEYS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.changed.emit(row, ANSWER_KEYS[key])
        elif row is not None and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.withdrawn.emit(row)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)
