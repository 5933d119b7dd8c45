"""The surface: what is painted on the paper. Words with their codings, stripes, labels, numbers."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from qda.ui.documents import margin, painting
from qda.ui.documents.coded_text import Highlight
from qda.ui.documents.laying.decor import Decor, decorate
from qda.ui.documents.laying.laid import Laid
from qda.ui.documents.painting import Look
from qda.ui.documents.paper import Paper
from qda.ui.theme import STEP, qcolor

_REMEMBERED = 400  # blocks whose decor is kept


class Surface(Paper):
    """A coded text on paper. Each change of a coding touches its own blocks only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._decor: dict[int, Decor] = {}

    def _forget(self) -> None:
        self._decor.clear()

    def set_highlights(self, highlights: Iterable[Highlight]) -> None:
        """Show these codings instead of those before."""
        self._text.set_highlights(highlights)
        self._decor.clear()
        self._set_columns()
        self.viewport().update()

    def add(self, highlight: Highlight) -> None:
        """Show one more coding; one with the same id is replaced."""
        before = self._text.highlight(highlight.id)
        self._text.add(highlight)
        for changed in (before, highlight):
            if changed is not None:
                self._refresh(changed)

    def remove(self, coding: int) -> None:
        """Show a coding no longer; nothing happens if it is not shown."""
        gone = self._text.remove(coding)
        if gone is not None:
            self._refresh(gone)

    def replace(self, highlight: Highlight) -> None:
        """Show a coding that changed: its place, label, colour or memo."""
        self.add(highlight)

    def _refresh(self, highlight: Highlight) -> None:
        """Forget what was worked out for the blocks that a coding touches, and paint them again."""
        if self._pages is None:
            return
        first, last = self._pages.block_at(highlight.start), self._pages.block_at(highlight.end - 1)
        for block in [block for block in self._decor if first <= block <= last]:
            del self._decor[block]
        lanes = self._columns.lanes
        self._set_columns()
        if self._columns.lanes != lanes:
            self.viewport().update()
            return
        top = self._top(first)
        bottom = self._top(last) + self._pages.heights[last]
        self.viewport().update(QRect(0, top, self.viewport().width(), bottom - top))

    def _decor_of(self, block: int, laid: Laid) -> Decor:
        found = self._decor.get(block)
        if found is None:
            if len(self._decor) > _REMEMBERED:
                self._decor.clear()
            lying = self._text.overlapping(laid.start, laid.stop)
            found = self._decor[block] = decorate(laid, lying, self._text, self._ink, self._current_id())
        return found

    def _current_id(self) -> int | None:
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the blocks in the exposed rectangle."""
        exposed = event.rect()
        painter = QPainter(self.viewport())
        painter.fillRect(exposed, qcolor(self._ink.paper))
        if self._pages is None:
            self._paint_sentence(painter)
            return
        shown = list(self._shown(exposed.top(), exposed.bottom() + 1))
        if not shown:
            return
        look = self._look(shown[0][1].start, shown[-1][1].stop)
        for block, laid, top in shown:
            decor = self._decor_of(block, laid)
            painting.paint_words(painter, laid, decor, top, look, exposed)
            painting.paint_numbers(painter, laid, top, look)
            margin.paint_stripes(painter, decor, top, look)
            margin.paint_labels(painter, laid, decor, top, look)
        painting.paint_handles(painter, self.handles(), look)

    def _look(self, start: int, end: int) -> Look:
        """What is painted besides the text, between two offsets."""
        return Look(self._ink, self._face, self._columns)

    def handles(self) -> list[QRect]:
        """The bars of the handles of the coding at hand."""
        return []

    def _paint_sentence(self, painter: QPainter) -> None:
        box = self.viewport().rect().adjusted(6 * STEP, 0, -6 * STEP, -self.viewport().height() // 5)
        painter.setFont(QApplication.font())
        painter.setPen(qcolor(self._ink.soft))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._sentence)
