"""The coding view: a coded text to read, select, code by drag and drop, and walk through by keyboard or mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QHelpEvent,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPixmap,
)
from PySide6.QtWidgets import QToolTip, QWidget

from qda.i18n import N_
from qda.text import Mark, Span
from qda.ui.documents import margin, movement
from qda.ui.documents.coded_text import Highlight
from qda.ui.documents.mime import CODES, codes_of, span_mime
from qda.ui.documents.painting import Look
from qda.ui.documents.pointer import Pointer
from qda.ui.documents.selecting import Selecting
from qda.ui.theme import lifted, qcolor

KEYS: tuple[tuple[str, str], ...] = (
    ("Left, Right", N_("Move by a character; with Ctrl by a word, with Shift select")),
    ("Up, Down", N_("Move by a line; with Shift select")),
    ("Home, End", N_("To the ends of the line; with Ctrl of the text, with Shift select")),
    ("PgUp, PgDown", N_("Move by a page; with Shift select")),
    ("Ctrl+A", N_("Select the whole text")),
    ("Ctrl+C", N_("Copy the selection")),
    ("Ctrl++, Ctrl+-, Ctrl+0", N_("Larger, smaller, usual size of the text")),
    ("Alt+Shift+Left, Alt+Shift+Right", N_("Move the end of the coding at hand by a word")),
    ("Alt+Shift+Up, Alt+Shift+Down", N_("Move the start of the coding at hand by a word")),
    ("Ctrl+Alt+Shift+arrows", N_("The same for all codings of its segment")),
    ("Esc", N_("Give up resizing; else give up the selection")),
)
"""The keys that the text itself answers to, for the page that lists them all."""

_ARROWS = {
    Qt.Key.Key_Left: ("end", -1),
    Qt.Key.Key_Right: ("end", 1),
    Qt.Key.Key_Up: ("start", -1),
    Qt.Key.Key_Down: ("start", 1),
}
_Key = QKeySequence.StandardKey
_ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_COMMAND = _CTRL | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class TextView(Selecting):
    """A coded text under the researcher's hands. Offsets are code points of the text that is shown.

    Letters for commands are passed on: `typed` (a plain letter), `confirmed` (Enter). The view changes no coding
    itself: it asks by `resizeRequested(coding, start, end, all on the segment)` and `codeDropped(codes, span)`, and is
    told what came of it by `add`, `remove` and `replace`.
    """

    codingHovered = Signal(object)  # noqa: N815 - Qt's way of naming signals; id or None
    codeDropped = Signal(object, object)  # noqa: N815 - list of code ids, Span
    typed = Signal(str)
    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered: int | None = None
        self._target: Span | None = None
        self.as_it_leaves: Callable[[Span, str], str] = lambda _span, words: words
        """What other programs get of words that are copied."""
        self._pointer = Pointer(self)
        self.viewport().setAcceptDrops(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def show_text(
        self,
        text: str,
        marks: Iterable[Mark] = (),
        unit_starts: Sequence[int] = (),
        highlights: Iterable[Highlight] = (),
        *,
        breaks: bool = True,
        lanes: int = 0,
    ) -> None:
        """Show a text from its beginning. `breaks`: each unit begins a line (units of 80 characters).

        There is room for so many `lanes` of stripes, or more.
        """
        self._pointer.cancel()
        self._hovered = self._target = None
        super().show_text(text, marks, unit_starts, highlights, breaks=breaks, lanes=lanes)

    def _look(self, start: int, end: int) -> Look:
        look = super()._look(start, end)
        look.hovered = None if self._hovered is None else self._text.highlight(self._hovered)
        look.target = self._target
        return look

    def copy(self) -> None:
        """Put the selected words on the clipboard, with their place."""
        selected = self.selection()
        if selected is not None:
            words = self.as_it_leaves(selected, selected.of(self._text.text))
            QGuiApplication.clipboard().setMimeData(span_mime(words, selected))

    # -- keyboard

    def event(self, event: QEvent) -> bool:
        """Keys that move, copy and select are the text's own while it has the focus, whatever the window binds."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        if event.matches(_Key.Copy) or event.matches(_Key.SelectAll):
            return True
        if event.modifiers() & _ALT_SHIFT == _ALT_SHIFT and event.key() in _ARROWS:
            return self._current is not None
        return any(event.matches(move) or event.matches(select) for move, select, _ in movement.MOVES)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, select, resize, copy, zoom; pass letters and Enter on."""
        if not self._text.text or not (self._resize_key(event) or self._move_key(event) or self._other_key(event)):
            event.ignore()

    def _move_key(self, event: QKeyEvent) -> bool:
        for move_key, select_key, move in movement.MOVES:
            extend = event.matches(select_key)
            if not extend and not event.matches(move_key):
                continue
            selected = self.selection()
            if selected is not None and not extend and move in (movement.to_left, movement.to_right):
                # As everywhere: the arrow leaves the selection by the side it points to.
                self.set_caret(selected.start if move is movement.to_left else selected.end)
            else:
                self._go(move, extend)
            return True
        return False

    def _go(self, move: movement.Move, extend: bool) -> None:
        goal = self.laid_at(self._caret).x(self._caret) if self._goal is None else self._goal
        there = move(self, self._caret, goal)
        paged = move in (movement.to_page_above, movement.to_page_below)  # which have scrolled already
        self._move(self._anchor if extend else there, there, reveal=not paged)
        self._goal = goal if move in movement.VERTICAL else None

    def _resize_key(self, event: QKeyEvent) -> bool:
        if self._current is None or event.modifiers() & _ALT_SHIFT != _ALT_SHIFT or event.key() not in _ARROWS:
            return False
        edge, words = _ARROWS[Qt.Key(event.key())]
        self.resize_current(edge, words, everyone=bool(event.modifiers() & _CTRL))
        return True

    def _other_key(self, event: QKeyEvent) -> bool:
        key, words = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _COMMAND:
            self.confirmed.emit()
        elif key == Qt.Key.Key_Escape:
            return self._give_up()
        elif event.matches(_Key.Copy):
            self.copy()
        elif event.matches(_Key.SelectAll):
            self.select_all()
        elif event.matches(_Key.ZoomIn) or (event.modifiers() & _CTRL and key == Qt.Key.Key_Equal):
            self.zoom_by(1)
        elif event.matches(_Key.ZoomOut):
            self.zoom_by(-1)
        elif event.modifiers() & _CTRL and key == Qt.Key.Key_0:
            self.zoom_by(0)
        elif words and words.isprintable() and not event.modifiers() & _COMMAND:
            self.typed.emit(words)
        else:
            return False
        return True

    def _give_up(self) -> bool:
        if self._pointer.resizing:
            self._pointer.cancel()
        elif self.selection() is not None:
            self.set_caret(self._caret)
        else:
            return False
        return True

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See Pointer."""
        if self._text.text:
            self._pointer.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """See Pointer."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See Pointer."""
        if self._text.text:
            self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See Pointer."""
        self._pointer.release(event)

    def in_numbers(self, point: QPoint) -> bool:
        """True left of the text, where the numbers stand."""
        return point.x() < self._columns.text_left - 4

    def in_margin(self, point: QPoint) -> bool:
        """True right of the text, where stripes and labels stand."""
        return point.x() >= self._columns.stripes_left - 4

    def codings_under(self, point: QPoint) -> list[Highlight]:
        """The codings whose stripe or label is under a point; those counted as "+2" if it is their count."""
        if not self.in_margin(point):
            return []
        for block, laid, top in self._shown(point.y(), point.y() + 1):
            decor = self._decor_of(block, laid)
            label = margin.label_at(laid, decor, top, self._look(laid.start, laid.stop), point)
            if label is not None:
                return list(label.hidden) if label.highlight is None else [label.highlight]
            return margin.stripe_at(decor, top, self._columns, point)
        return []

    def hover(self, point: QPoint) -> None:
        """The mouse is over a point, without a button: show what it would take hold of."""
        under = self.codings_under(point)
        if under or self.in_margin(point) or self.in_numbers(point):
            shape = Qt.CursorShape.PointingHandCursor if under else Qt.CursorShape.ArrowCursor
        elif self._pointer.edge_at(point):
            shape = Qt.CursorShape.SizeHorCursor
        else:
            shape = Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
        self._set_hovered(under[0].id if len(under) == 1 else None)

    def _set_hovered(self, coding: int | None) -> None:
        if coding != self._hovered:
            self._hovered = coding
            self.viewport().update()
            self.codingHovered.emit(coding)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tool tips over stripes and labels; leaving forgets what was under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self.tip_at(event.pos())
            if tip:
                QToolTip.showText(event.globalPos(), tip, self.viewport())
            else:
                QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.Leave:
            self._set_hovered(None)
        return super().viewportEvent(event)

    def tip_at(self, point: QPoint) -> str:
        """The codings under a point, one a line with its colour; empty where there are none."""
        rows = [
            f'<span style="color:{lifted(item.color, self._ink)}">■</span> {escape(item.caption)}'
            for item in self.codings_under(point)
        ]
        return f'<p style="white-space:pre">{"<br>".join(rows)}</p>' if rows else ""

    def swatch(self, highlight: Highlight) -> QIcon:
        """The colour of a coding, for a menu."""
        pixmap = QPixmap(9, 9)
        pixmap.fill(qcolor(lifted(highlight.color, self._ink)))
        return QIcon(pixmap)

    # -- codes dropped on the text

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Codes may come in."""
        if self._text.text and event.mimeData().hasFormat(CODES):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show what the codes would be dropped on: the selection, else a line unit."""
        self._set_target(self.drop_target(event.position().toPoint()))
        event.setAccepted(self._target is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went away."""
        self._set_target(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Codes were let go: ask for them to be applied."""
        target, codes = self.drop_target(event.position().toPoint()), codes_of(event.mimeData())
        self._set_target(None)
        if target is not None and codes:
            event.acceptProposedAction()
            self.codeDropped.emit(codes, target)

    def drop_target(self, point: QPoint) -> Span | None:
        """The span that a code let go at a point would be applied to."""
        offset, selected = self.offset_at(point), self.selection()
        if selected is not None and selected.start <= offset <= selected.end:
            return selected
        return self.unit_at(offset)

    def _set_target(self, span: Span | None) -> None:
        if span != self._target:
            self._target = span
            self.viewport().update()
