"""How a cell of a matrix is painted: judgement, words, quotes or counts, and whether there is evidence for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qda.i18n import _
from qda.ui.grid.model import GridModel, Index
from qda.ui.grid.words import count_words, foot_words, judgement_tint, tally_words
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import CORNER, STEP, mixed, qcolor, reading_font
from qda.ui.working.unfinished import About, Unfinished

if TYPE_CHECKING:
    from qda.analysis.synthesis.matrix_cells import Stand
    from qda.synthesis.matrix_values import CellRow

PAD = 10
_MOST = 9  # lines of words in a cell; more is read in the tool tip and beside the grid
_CHIP = 6
_BAR = 3
_QUOTES = 3  # shown in a cell
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class CellPainter(QStyledItemDelegate):
    """Paints cells and opens the field in them."""

    def __init__(self, session: Session, model: GridModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._session = session
        self._model = model
        self._view = view
        self.adding = False  # a field is opened by a letter that goes on what is written
        self._fonts: tuple[QFont, QFont] | None = None
        self._bounds: dict[tuple[str, int, bool], int] = {}
        self.measure()

    # --- measuring ------------------------------------------------------------------------------------------------

    def measure(self) -> None:
        """Take the measures of the fonts anew; what was measured in others is forgotten."""
        fonts = self._view.font(), reading_font()
        if fonts != self._fonts:
            self._fonts = fonts
            self._bounds.clear()
            self._plain, self._serif = QFontMetrics(fonts[0]), QFontMetrics(fonts[1])
            self._small = QFontMetrics(small_font(fonts[0])).height()

    def height(self, row: int, column: int, width: int) -> int:
        """How high the words of a cell stand in this width, within bounds."""
        cell = self._model.cell(row, column)
        high = 3 * STEP + self._small
        if self._content() == "counts":
            return high + round(1.4 * self._plain.height()) + self._small
        if cell is None:
            return high
        if cell.judgement:
            high += self._plain.height() + _CHIP
        words = self._words(cell)
        return high + (self._bound(words, width - 2 * PAD - _BAR, self._quoted(cell)) if words else 0)

    def _bound(self, words: str, width: int, serif: bool) -> int:
        """How high words stand; measured once for each width."""
        key = (words, width, serif)
        if key not in self._bounds:
            room = self._serif if serif else self._plain
            bound = room.boundingRect(QRect(0, 0, max(40, width), 10_000), int(_WRAP), words)
            self._bounds[key] = min(bound.height(), _MOST * room.lineSpacing()) + STEP
        return self._bounds[key]

    def _content(self) -> str:
        matrix = self._model.matrix
        return matrix.content if matrix is not None else ""

    def _quoted(self, cell: CellRow | None) -> bool:
        return self._content() == "quotes" and cell is not None and bool(cell.evidence)

    def _words(self, cell: CellRow | None) -> str:
        if cell is None:
            return ""
        if not self._quoted(cell):
            return cell.text
        held = [self._model.quotes[each] for each in cell.evidence if each in self._model.quotes]
        quotes = [f"“{' '.join(quote.quote.split())}” {quote.speaker or quote.source}" for quote in held[:_QUOTES]]
        more = [_("and {n} more").format(n=len(held) - _QUOTES)] if len(held) > _QUOTES else []
        return "\n".join((*quotes, *more, *([cell.text] if cell.text else [])))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The words with some air."""
        return QSize(120, self.height(index.row(), index.column(), option.rect.width()))

    # --- painting -------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, words, count, and the frame of the cell at hand."""
        if self._model.cells is None:
            return
        ink, box = self._session.ink, option.rect
        cell, stand = self._model.cell(index.row(), index.column()), self._model.stand(index.row(), index.column())
        total = 0 in self._model.ids(index.row(), index.column())
        painter.save()
        painter.setClipRect(box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, box, cell, stand, total=total)
        inside = box.adjusted(PAD + _BAR, STEP, -PAD, -STEP)
        if self._content() == "counts" or total:
            self._paint_count(painter, inside, cell, stand)
        else:
            self._paint_words(painter, inside, cell, stand)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(qcolor(ink.accent if self._view.hasFocus() else ink.faint), 2))
            painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -3, -3), 3, 3)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRect, cell: CellRow | None, stand: Stand, *, total: bool) -> None:
        ink = self._session.ink
        painter.fillRect(box, qcolor(ink.panel if total else ink.paper))
        if stand.state == "no data" and (cell is None or not cell.said):
            painter.fillRect(box, QBrush(qcolor(mixed(ink.faint, ink.paper, 0.22)), Qt.BrushStyle.BDiagPattern))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), qcolor(ink.rule))
        painter.fillRect(QRect(box.right(), box.top(), 1, box.height()), qcolor(ink.rule))
        edge = QRect(box.left() + 2, box.top() + STEP, _BAR, box.height() - 2 * STEP - 1)
        if cell is not None and cell.evidence:
            painter.fillRect(edge, qcolor(ink.accent))
        elif cell is not None and cell.said:
            pen = QPen(qcolor(ink.hint), _BAR, Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawLine(edge.center().x() + 1, edge.top() + 2, edge.center().x() + 1, edge.bottom())

    def _paint_count(self, painter: QPainter, box: QRect, cell: CellRow | None, stand: Stand) -> None:
        ink = self._session.ink
        if stand.count is None or stand.base is None:
            self._paint_words(painter, box, cell, stand)
            return
        font = QFont(self._view.font())
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(qcolor(ink.ink if stand.count.segments else ink.faint))
        high = painter.fontMetrics().height()
        number = "–" if stand.state == "no data" else str(stand.count.segments)
        painter.drawText(QRect(box.left(), box.top(), box.width(), high), int(Qt.AlignmentFlag.AlignLeft), number)
        painter.setFont(small_font(self._view.font()))
        painter.setPen(qcolor(ink.soft))
        metrics = painter.fontMetrics()
        told = [_("of {n}").format(n=stand.base.segments), foot_words(cell) or tally_words(stand.count)]
        for line, words in enumerate(part for part in told if part):
            under = QRect(box.left(), box.top() + high + line * metrics.height(), box.width(), metrics.height())
            while metrics.horizontalAdvance(words) > under.width() and " · " in words:
                words = words.rpartition(" · ")[0]  # noqa: PLW2901 - what has no room is told beside the grid
            painter.drawText(under, int(Qt.AlignmentFlag.AlignLeft), words)

    def _paint_words(self, painter: QPainter, box: QRect, cell: CellRow | None, stand: Stand) -> None:
        ink = self._session.ink
        painter.setFont(small_font(self._view.font()))
        high = painter.fontMetrics().height()
        foot = QRect(box.left(), box.bottom() - high + 1, box.width(), high)
        self._paint_foot(painter, foot, cell, stand)
        area = box.adjusted(0, 0, 0, -high - 2)
        if cell is None:
            return
        if cell.judgement:
            area = self._paint_chip(painter, area, cell.judgement)
        words = self._words(cell)
        font = QFont(reading_font() if self._quoted(cell) else self._view.font())
        painter.setFont(font)
        painter.setPen(qcolor(ink.ink))
        painter.save()
        painter.setClipRect(area)
        painter.drawText(area, int(_WRAP), words)
        painter.restore()

    def _paint_foot(self, painter: QPainter, box: QRect, cell: CellRow | None, stand: Stand) -> None:
        ink = self._session.ink
        told, linked = count_words(stand), foot_words(cell)
        metrics = painter.fontMetrics()
        bare = cell is not None and cell.said and not cell.evidence
        if linked:
            painter.setPen(qcolor(ink.hint if bare else ink.accent))
            shown = metrics.elidedText(linked, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
            box = box.adjusted(metrics.horizontalAdvance(shown) + 2 * STEP, 0, 0, 0)
        side = Qt.AlignmentFlag.AlignRight if linked else Qt.AlignmentFlag.AlignLeft
        painter.setPen(qcolor(ink.soft if stand.state == "found" else ink.faint))
        if (
            linked
            and metrics.horizontalAdvance(told) > box.width()
            and stand.count is not None
            and stand.base is not None
        ):
            told = f"{stand.count.segments}/{stand.base.segments}"
        if metrics.horizontalAdvance(told) <= box.width():
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | side), told)

    def _paint_chip(self, painter: QPainter, area: QRect, judgement: str) -> QRect:
        """The judgement on its tint; gives what is left beneath it."""
        ink, matrix = self._session.ink, self._model.matrix
        font = QFont(self._view.font())
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        place = matrix.scale.index(judgement) if matrix is not None and judgement in matrix.scale else 0
        word = metrics.elidedText(_(judgement), Qt.TextElideMode.ElideRight, area.width() - 2 * STEP)
        chip = QRectF(area.left(), area.top() + 1, metrics.horizontalAdvance(word) + 3 * STEP, metrics.height() + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(judgement_tint(judgement, place, ink)))
        painter.drawRoundedRect(chip, CORNER, CORNER)
        painter.setPen(qcolor(ink.ink))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), word)
        return area.adjusted(0, round(chip.height()) + _CHIP, 0, 0)

    # --- editing --------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field over the cell."""
        made = QPlainTextEdit(parent)
        made.setTabChangesFocus(True)
        made.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        made.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
        ink = self._session.ink
        made.setStyleSheet(
            f"QPlainTextEdit {{ background: {ink.paper}; color: {ink.ink}; border: 2px solid {ink.accent};"
            f" border-radius: 4px; padding: 1px 4px; }}"
        )
        about = self._about(index)
        Unfinished(self._session, made, lambda: about)
        return made

    def _about(self, index: Index) -> About | None:
        """The matrix, or the cell where there is one already; the name on the disk says which cell it will be."""
        matrix, cells = self._model.matrix, self._model.cells
        if matrix is None or cells is None:
            return None
        row, column = cells.rows[index.row()].name, cells.columns[index.column()].name
        title = _("cell “{row} × {column}” of “{matrix}”").format(row=row, column=column, matrix=matrix.name)
        cell, lines = self._model.cell(index.row(), index.column()), self._model.ids(index.row(), index.column())
        target = ("matrix", matrix.id) if cell is None else ("matrix_cell", cell.id)
        return About(f"matrix_cell.text/{lines[0]}-{lines[1]}", title, target)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the words in, the caret after them: what is typed goes on."""
        assert isinstance(editor, QPlainTextEdit)
        if not editor.property("filled"):
            editor.setProperty("filled", True)
            words = str(index.data(Qt.ItemDataRole.EditRole) or "")
            editor.setPlainText(f"{words} " if words and self.adding else words)
            editor.moveCursor(QTextCursor.MoveOperation.End)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Hand over what was typed."""
        assert isinstance(editor, QPlainTextEdit)
        # A document's own text, whose lines end in U+2029; `toPlainText` would turn no-break spaces into plain ones.
        words = editor.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")
        self._model.setData(index, words)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the cell, and never too low to write in."""
        least = 5 * QFontMetrics(self._view.font()).height()
        room = self._view.viewport().rect()
        box = QRect(option.rect).adjusted(1, 1, -1, -1)
        box.setHeight(max(box.height(), least))
        box.setWidth(max(box.width(), 180))
        box.moveBottom(min(box.bottom(), room.bottom()))
        box.moveRight(min(box.right(), room.right()))
        editor.setGeometry(box)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps, Ctrl+Enter and Shift+Enter begin a line, Esc leaves the cell as it was."""
        if not isinstance(watched, QPlainTextEdit) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if not isinstance(event, QKeyEvent) or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return super().eventFilter(watched, event)
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            watched.insertPlainText("\n")
        else:
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
        return True
