"""The field that memos are written in: a serif, light Markdown, and the words exactly as they were typed."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from qda.i18n import _
from qda.ui import theme
from qda.ui.memos.written.markdown import ADDRESS, Markdown
from qda.ui.offsets import Offsets
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor

_CONTINUED = re.compile(r"(\s*)(?:([-*+])|(\d{1,3})([.)])|(>))(\s+)(.*)")
_USUAL = 0.94  # of the size of texts: a memo stands beside them
_MARKED = 500  # matches that are marked in one memo
_SMALLER, _LARGER = 4, 12  # steps of a tenth
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class MemoEditor(QPlainTextEdit):
    """Plain text with a little Markdown. `left` is emitted when the writer goes elsewhere in the window."""

    left = Signal()
    address_clicked = Signal(str)  # the guid in the address of a quotation

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scale, self._steps = _USUAL, 0
        self.setAccessibleName(_("Memo"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(STEP)
        self.viewport().setMouseTracking(True)
        self.show_font()
        self._markdown = Markdown(self.document(), session.ink)
        session.ink_changed.connect(self._markdown.set_ink)

    def set_scale(self, scale: float) -> None:
        """So much of the size that texts are read in."""
        self._scale = scale
        self.show_font()

    def zoom_by(self, steps: int) -> None:
        """So many steps larger or smaller; 0 is the usual size."""
        self._steps = min(max(-_SMALLER, self._steps + steps), _LARGER) if steps else 0
        self.show_font()

    def show_font(self) -> None:
        """Take over the font that texts are read in."""
        font = theme.reading_font()
        font.setPointSizeF(font.pointSizeF() * self._scale * 1.1**self._steps)
        self.setFont(font)

    # --- the words --------------------------------------------------------------------------------

    def words(self) -> str:
        """What is written. Block by block: toPlainText() would turn a no-break space into a space."""
        lines = []
        block = self.document().begin()
        while block.isValid():
            lines.append(block.text().replace("\u2028", "\n"))
            block = block.next()
        return "\n".join(lines)

    def show_words(self, words: str) -> None:
        """Show other words; what was typed before can't be undone any more."""
        if words != self.words():
            self.setPlainText(words)
        self.document().clearUndoRedoStacks()

    def add_paragraph(self, words: str) -> None:
        """Put a paragraph of its own behind the one where the caret stands, and the caret after it."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        before = cursor.block().text().strip()
        cursor.insertText(f"\n\n{words}\n\n" if before else f"{words}\n\n")
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files are for the window, which imports them; their addresses are no words of a memo."""
        return not any(url.isLocalFile() for url in source.urls()) and super().canInsertFromMimeData(source)

    def mark_words(self, words: str) -> None:
        """Mark what was searched for, wherever it stands; "" marks nothing."""
        if not words.strip():
            self.setExtraSelections([])
            return
        from qda.memos import finding

        whole = self.words()
        offsets, marks = Offsets(whole), []
        for span in finding.matches(whole, words)[:_MARKED]:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document())
            mark.cursor.setPosition(offsets.to_qt(span.start))
            mark.cursor.setPosition(offsets.to_qt(span.end), QTextCursor.MoveMode.KeepAnchor)
            ink = self._session.ink
            mark.format.setBackground(QColor(theme.mixed(ink.hint, ink.paper, 0.28)))
            marks.append(mark)
        self.setExtraSelections(marks)

    # --- addresses --------------------------------------------------------------------------------

    def address_at(self, position: int) -> str:
        """The guid of the address around a place in the document (UTF-16); "" where none is."""
        block = self.document().findBlock(position)
        at = position - block.position()
        for found in ADDRESS.finditer(block.text()):
            if found.start() <= at <= found.end():
                return found[2]
        return ""

    def follow_at_caret(self) -> bool:
        """Go to the words of the quotation whose address the caret is in; False if it is in none."""
        guid = self.address_at(self.textCursor().position())
        if guid:
            self.address_clicked.emit(guid)
        return bool(guid)

    def _under(self, point: QPoint) -> str:
        if self.textCursor().block().layout().preeditAreaText():
            return ""  # Qt counts signs that are being composed as if they were there
        cursor = self.cursorForPosition(point)
        guid = self.address_at(cursor.position())
        box = self.cursorRect(cursor)
        return (
            guid
            if abs(point.x() - box.x()) < 2 * box.height() and abs(point.y() - box.center().y()) < box.height()
            else ""
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over an address."""
        super().mouseMoveEvent(event)
        over = self._under(event.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on an address goes to its words."""
        super().mouseReleaseEvent(event)
        guid = self._under(event.position().toPoint())
        if guid and event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.address_clicked.emit(guid)

    # --- keys -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on with a list or a quote; Ctrl+B and Ctrl+I set their signs round the words."""
        key, control = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if self.isReadOnly():
            if not (control and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.follow_at_caret()):
                super().keyPressEvent(event)
        elif control and key == Qt.Key.Key_B:
            self._surround("**")
        elif control and key == Qt.Key.Key_I:
            self._surround("*")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._entered(event):
            pass
        else:
            super().keyPressEvent(event)

    def _entered(self, event: QKeyEvent) -> bool:
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return self.follow_at_caret()
        return not event.modifiers() and self._go_on()

    def _surround(self, sign: str) -> None:
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.beginEditBlock()
        cursor.setPosition(end)
        cursor.insertText(sign)
        cursor.setPosition(start)
        cursor.insertText(sign)
        cursor.endEditBlock()
        cursor.setPosition(start + len(sign))
        cursor.setPosition(end + len(sign), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _go_on(self) -> bool:
        """Begin the next item of a list; on an empty item, end the list."""
        cursor = self.textCursor()
        found = _CONTINUED.fullmatch(cursor.block().text())
        if found is None or cursor.hasSelection() or not cursor.atBlockEnd():
            return False
        space, bullet, number, stop, quote, gap, words = found.groups()
        if not words.strip():
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        else:
            sign = bullet or quote or f"{int(number) + 1}{stop}"
            cursor.insertText(f"\n{space}{sign}{gap}")
        self.setTextCursor(cursor)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving is told; a menu or another program is no leaving."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rule beside what is quoted."""
        painter = QPainter(self.viewport())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(self._session.ink.rule))
        block, offset = self.firstVisibleBlock(), self.contentOffset()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(offset)
            if box.top() > event.rect().bottom():
                break
            if block.text().lstrip().startswith(">"):
                painter.drawRect(QRectF(QPointF(0, box.top()), QPointF(2, box.bottom())))
            block = block.next()
        painter.end()
        super().paintEvent(event)
