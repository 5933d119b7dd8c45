"""Existing codes that a label may become, under the field: what was used in this source lately comes first."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qda.names import name_key
from qda.ui.coding import matching
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.found import FoundList
from qda.ui.coding.lines.text import Lines
from qda.ui.session import Session
from qda.ui.theme import CORNER, STEP, mixed, qcolor

_ROWS = 7
_WIDE = 90 * STEP
_LOOKED_AT = 200


def ranked(book: CodeBook, lines: Lines, typed: str, limit: int = 40) -> list[int]:
    """Codes that have words beginning with what is typed: one of this very name, then those in use in this source."""
    recent = {code_id: place for place, code_id in enumerate(book.recent)}

    def prefer(code_id: int) -> tuple[float, ...]:
        entry = book.get(code_id)
        return (-lines.last_use(code_id), recent.get(code_id, len(recent)), -entry.segments if entry else 0, code_id)

    names = ((code_id, entry.key) for code_id in book.in_order() if (entry := book.get(code_id)) is not None)
    found = matching.find(typed, names, prefer, _LOOKED_AT)
    near = [(code_id, quality) for code_id, quality in found if quality <= matching.WORDS_BEGIN]
    near.sort(key=lambda one: (one[1] != matching.EXACT, not lines.last_use(one[0])))
    return [code_id for code_id, _quality in near[:limit]]


def same_name(book: CodeBook, label: str) -> int | None:
    """The code that is called so, but for case and white space; the most used of several."""
    key, folded = name_key(label), matching.fold(label)
    entries = (entry for code_id in book.in_order() if (entry := book.get(code_id)) is not None)
    same = [entry for entry in entries if entry.key == folded and name_key(entry.name) == key]
    return max(same, key=lambda entry: entry.segments).id if same else None


class Completions(QWidget):
    """A list over the grid. Nothing is chosen until somebody moves into it; the keyboard stays in the field."""

    taken = Signal(int)  # a code was clicked

    def __init__(self, session: Session, book: CodeBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.list = FoundList(session, book, self)
        self.list.setFocusPolicy(self.focusPolicy())
        self.list.setDragEnabled(False)
        self.list.viewport().setAutoFillBackground(False)
        self.list.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP, STEP, STEP, STEP)
        column.addWidget(self.list)
        self.hide()

    @property
    def open(self) -> bool:
        """True while completions are shown."""
        return not self.isHidden()

    def offer(self, codes: list[int]) -> None:
        """Show these, none of them chosen; an empty list closes."""
        self.list.found.show(codes)
        self.list.choose_row(-1)
        self.setVisible(bool(codes))

    def chosen(self) -> int | None:
        """The code that was moved to."""
        return self.list.current() if self.open else None

    def step(self, rows: int) -> None:
        """Move so many rows; above the first is the field."""
        count, row = self.list.found.rowCount(), self.list.currentIndex().row()
        self.list.choose_row((row + 1 + rows) % (count + 1) - 1)

    def place(self, field: QRect, below: int, room: QRect) -> None:
        """Stand under `below` (a height) at the left edge of the field, above the field if there is no room."""
        rows = min(_ROWS, self.list.found.rowCount())
        height = rows * (QFontMetrics(self.list.font()).height() + 2 * STEP) + 2 * STEP
        size = QSize(min(_WIDE, room.width()), height)
        y = below + 2
        if y + height > room.bottom():
            y = max(room.top(), field.top() - height - 2)
        x = min(field.left(), room.right() - size.width())
        self.setGeometry(QRect(QPoint(x, y), size))
        self.raise_()

    def _on_clicked(self) -> None:
        code = self.list.current()
        if code:
            self.taken.emit(code)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper with an edge."""
        ink = self._session.ink
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(qcolor(mixed(ink.faint, ink.paper, 0.6)), 1))
        painter.setBrush(qcolor(ink.paper))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
