"""The board under eyes and hands: one painted area with cards, walked by arrows, chosen, dragged and dropped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip, QWidget

from qda.i18n import _
from qda.ui.coding.board.choice import Choice
from qda.ui.coding.board.drag import NEW_CLUSTER, Dropping, start_drag
from qda.ui.coding.board.layout import BoardLayout, Fonts, Quote
from qda.ui.coding.board.model import HEAD, HEAP, Board, Key, Panel
from qda.ui.coding.board.paint import BoardPainter, Marks
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor, reading_font


def fonts_of(widget: QWidget, zoom: float = 1.0) -> Fonts:
    """The fonts of the board, at a size."""
    plain, small, title, quote = QFont(widget.font()), small_font(widget.font()), QFont(widget.font()), reading_font()
    title.setWeight(QFont.Weight.DemiBold)
    quote.setPointSizeF(plain.pointSizeF())
    for font in (plain, small, title, quote):
        font.setPointSizeF(font.pointSizeF() * zoom)
    return Fonts(plain, small, title, quote)


class CardsView(QAbstractScrollArea):
    """Cards in panels. What is done with them is told by signals; the choice is shared with the other view."""

    rename_wanted = Signal()  # a double click on a head
    opened = Signal(int)  # a code was double clicked
    left = Signal(int)  # walked out at the left (-1) or right (1)
    dropped = Signal(object, int, bool)  # cards, cluster (HEAP, or NEW_CLUSTER), as a copy
    peeked = Signal()  # one line of data, or a fold, is wanted where the keyboard is

    def __init__(
        self,
        session: Session,
        board: Board,
        choice: Choice,
        quote: Callable[[int], Quote | None],
        *,
        heap: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._board = board
        self._choice = choice
        self._quote = quote
        self._heap = heap
        self._zoom = 1.0
        self._pressed: tuple[QPoint, Key] | None = None
        self.shown_quotes: dict[Key, Quote] = {}
        self.sentence = ""
        self.places = BoardLayout(fonts_of(self), with_heads=not heap, new_panel=not heap)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self.dropping = Dropping(self, session, board)
        board.altered.connect(self.arrange)
        self._marked: frozenset[Key] = frozenset()
        choice.changed.connect(self._mark)
        session.ink_changed.connect(lambda _ink: self.viewport().update())

    def say(self, sentence: str) -> None:
        """What is said where nothing lies."""
        if sentence != self.sentence:
            self.sentence = sentence
            self.viewport().update()

    # --- laying out -------------------------------------------------------------------------------

    def panels(self) -> list[Panel]:
        """What is shown here."""
        return [self._board.heap] if self._heap else self._board.panels

    def arrange(self) -> None:
        """Lay the cards out anew; the card at hand stays where the eye has it."""
        current = self._choice.current
        before = self.places.box(current) if current is not None else None
        bar, panels, page = self.verticalScrollBar(), self.panels(), self.viewport().height()
        wide = self.viewport().width()
        if not bar.isVisible() and self.places.is_higher(panels, wide, page):
            wide -= bar.sizeHint().width()  # it comes at once, and all would be laid out anew for what it leaves
        self.places.arrange(panels, wide, self.shown_quotes)
        height = self.places.size[1]
        bar.setRange(0, max(0, height - page))
        bar.setPageStep(page)
        bar.setSingleStep(3 * self.places.fonts.line)
        after = self.places.box(current) if current is not None else None
        if before is not None and after is not None and self.isVisible():
            bar.setValue(bar.value() + after.top() - before.top())
        self._repaint(self.places.stale)  # where the bar has moved, all is painted anyway

    def _repaint(self, area: QRegion) -> None:
        """Paint what lies in an area of the layout: of twenty clusters in view, most stay as they are."""
        self.viewport().update(area.translated(0, -self.verticalScrollBar().value()))

    def _mark(self) -> None:
        """Other cards are at hand, chosen or cut: paint those, and those that were."""
        choice = self._choice
        now = frozenset((*choice.chosen, *choice.taken, *((choice.current,) if choice.current is not None else ())))
        area = QRegion()
        for key in now | self._marked:
            if (box := self.places.box(key)) is not None:
                area += box.adjusted(-2, -2, 2, 2)
        self._marked = now
        self._repaint(area)

    def spoken(self) -> str:
        """The card at hand in words; what the view is for where nothing lies in it."""
        current = self._choice.current
        if current is None or self.places.box(current) is None:
            return self.sentence
        return self._board.spoken(current)

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by steps; 0 is the usual size."""
        self._zoom = min(2.5, max(0.6, self._zoom * 1.1**steps)) if steps else 1.0
        self._dress()

    def _dress(self) -> None:
        self.places = BoardLayout(fonts_of(self, self._zoom), with_heads=not self._heap, new_panel=not self._heap)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another font: other measures."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other columns."""
        super().resizeEvent(event)
        self.arrange()

    def _down(self, point: QPoint) -> QPoint:
        """A point of the viewport in the layout."""
        return point + QPoint(0, self.verticalScrollBar().value())

    def rect_of(self, key: Key) -> QRect:
        """Where a card is seen, in the viewport."""
        box = self.places.box(key)
        return QRect() if box is None else box.translated(0, -self.verticalScrollBar().value())

    def reveal(self, key: Key) -> None:
        """Scroll no more than is needed to see a card."""
        box, bar = self.places.box(key), self.verticalScrollBar()
        if box is None:
            return
        air = 2 * STEP
        if box.top() - air < bar.value():
            bar.setValue(box.top() - air)
        elif box.bottom() + air > bar.value() + self.viewport().height():
            bar.setValue(box.bottom() + air - self.viewport().height())

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cards that are seen."""
        painter = QPainter(self.viewport())
        ink, offset = self._session.ink, self.verticalScrollBar().value()
        painter.fillRect(event.rect(), qcolor(ink.panel if self._heap else ink.paper))
        if self.sentence:
            self._paint_sentence(painter)
        choice = self._choice
        cut = frozenset() if choice.copying else frozenset(choice.taken)
        marks = Marks(choice.current, self.hasFocus(), choice.chosen, cut, self.dropping.target)
        painter.translate(0, -offset)
        BoardPainter(painter, self.places, ink, marks).paint(event.region().translated(0, offset))
        if self._heap and self.dropping.target == HEAP:
            painter.resetTransform()
            painter.setPen(qcolor(ink.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def _paint_sentence(self, painter: QPainter) -> None:
        painter.setPen(qcolor(self._session.ink.soft))
        painter.setFont(self.places.fonts.plain)
        top = self.places.new.bottom() + 4 * STEP if not self._heap else 2 * STEP
        room = self.viewport().rect().adjusted(5 * STEP, top, -5 * STEP, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), self.sentence)

    # --- keys -------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be at a card of this view."""
        super().focusInEvent(event)
        if (self._choice.current is None or self.places.box(self._choice.current) is None) and self.places.keys:
            self._choice.go(self._first_seen())
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Without the keyboard there is no ring."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _first_seen(self) -> Key:
        top = self.verticalScrollBar().value()
        seen = (key for key in self.places.keys if (box := self.places.box(key)) is not None and box.top() >= top)
        return next(seen, self.places.keys[0])

    def event(self, event: QEvent) -> bool:
        """Keep plain keys that walk here from being taken for shortcuts; tell about a card under the pointer."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._walks(event):
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """One line of data for the card under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event)
            return True
        return super().viewportEvent(event)

    def _tell(self, event: QHelpEvent) -> None:
        key = self.places.at(self._down(event.pos()))
        words = ""
        if key is not None and key[1] != HEAD:
            quote = self._quote(key[1])
            words = f"{quote.words}\n{quote.place}" if quote else _("This code is on no segment.")
        elif key is not None:
            panel = self._board.panel(key[0])
            words = panel.meaning if panel else ""
        if key is None or not words:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), words, self.viewport(), self.rect_of(key))

    def _walks(self, event: QKeyEvent) -> bool:
        return event.key() in _STEPS or event.key() == Qt.Key.Key_Space

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, with Shift they choose, with Ctrl they leave the choice alone; Space asks for data."""
        key, modifiers = event.key(), event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if key in _STEPS and not modifiers & Qt.KeyboardModifier.AltModifier:
            self._walk(Qt.Key(key), shift=bool(modifiers & Qt.KeyboardModifier.ShiftModifier), control=control)
        elif key == Qt.Key.Key_Space and control and self._choice.current is not None:
            self._choice.flip(self._choice.current)
        elif key == Qt.Key.Key_Space:
            self.peeked.emit()
        elif key == Qt.Key.Key_Escape and (len(self._choice.chosen) > 1 or self._choice.taken):
            self._choice.taken = ()
            self._choice.go(self._choice.current)
        else:
            super().keyPressEvent(event)

    def _walk(self, key: Qt.Key, *, shift: bool, control: bool) -> None:
        current = self._choice.current
        here = current is not None and self.places.box(current) is not None
        if not here and self.places.keys:
            self._choice.go(self._first_seen())
            return
        found = self._goal(key, current) if here and current is not None else None
        if found is None:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
            if step and not shift:
                self.left.emit(step)
            return
        if shift:
            self._choice.extend(found, self.places.keys)
        elif control:
            self._choice.walk(found)
        else:
            self._choice.go(found)
        self.reveal(found)

    def _goal(self, key: Qt.Key, current: Key) -> Key | None:
        keys = self.places.keys
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self.places.within(current, -1 if key == Qt.Key.Key_Up else 1)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return self.places.beside(current, -1 if key == Qt.Key.Key_Left else 1)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return keys[0 if key == Qt.Key.Key_Home else -1]
        box = self.places.box(current)
        assert box is not None
        page = self.viewport().height() - 2 * self.places.fonts.line
        y = box.center().y() + (page if key == Qt.Key.Key_PageDown else -page)
        return self.places.nearest(self.places.column_of(current), y)

    def enter_from(self, y: int, step: int) -> bool:
        """Take the keyboard from the other view, at the same height of the window; False if nothing lies here."""
        column = 0 if step > 0 else self.places.columns - 1
        found = self.places.nearest(column, self._down(QPoint(0, y)).y())
        if found is None:
            return False
        self._choice.go(found)
        self.setFocus(Qt.FocusReason.TabFocusReason)
        self.reveal(found)
        return True

    # --- the mouse --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose; with Shift up to here, with Ctrl one more."""
        key = self.places.at(self._down(event.position().toPoint()))
        self._pressed = None
        if event.button() == Qt.MouseButton.RightButton:
            if key is not None and key not in self._choice.chosen:
                self._choice.go(key)
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if key is None:
            self._choice.choose(())
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._choice.extend(key, self.places.keys)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._pressed = (event.position().toPoint(), key)  # to flip, or to drag a copy
        else:
            self._pressed = (event.position().toPoint(), key)
            if key not in self._choice.chosen:
                self._choice.go(key)
            else:
                self._choice.walk(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is chosen."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if (event.position().toPoint() - self._pressed[0]).manhattanLength() < QApplication.startDragDistance():
            return
        key = self._pressed[1]
        self._pressed = None
        if key[1] == HEAD:
            return
        if key not in self._choice.chosen:
            self._choice.go(key)
        cards = self._choice.cards(self.places.keys)
        if cards and self._session.project.writable:
            start_drag(self, cards, self._board, self._session.ink)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on one of several leaves it alone chosen; a click on a triangle folds."""
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return
        key = pressed[1]
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._choice.flip(key)
        else:
            self._choice.go(key)
            head = self.places.box(key)
            if key[1] == HEAD and head is not None and pressed[0].x() < head.left() + 5 * STEP:
                self.peeked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A card shows its segments; a head takes another name."""
        key = self.places.at(self._down(event.position().toPoint()))
        self._pressed = None
        if key is not None and key[1] == HEAD:
            self.rename_wanted.emit()
        elif key is not None:
            self.opened.emit(key[1])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """At the pointer, or with the key of the menu at the card at hand."""
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self._choice.current is not None:
            at = self.viewport().mapToGlobal(self.rect_of(self._choice.current).bottomLeft())
        self.customContextMenuRequested.emit(at)

    # --- what is dragged here -----------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Codes are welcome."""
        self.dropping.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Mark what is aimed at; scroll near the border."""
        self.dropping.move(event, self.target_at(event.position().toPoint()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing is aimed at any more."""
        self.dropping.end()

    def dropEvent(self, event: QDropEvent) -> None:
        """Move the cards here, with Ctrl as a copy."""
        self.dropping.drop(event, self.target_at(event.position().toPoint()))

    def target_at(self, point: QPoint) -> int:
        """What is aimed at: a cluster, the heap, or a cluster that is yet to be made."""
        if self._heap:
            return HEAP
        panel = self.places.panel_at(self._down(point))
        return panel.panel.id if panel else NEW_CLUSTER


_STEPS = frozenset(
    (
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    )
)
