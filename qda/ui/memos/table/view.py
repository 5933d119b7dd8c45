"""The sorting table under eyes and hands: a painted plane with cards that are moved by mouse and keys."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from qda.i18n import _
from qda.ui.memos.listed.rows import MEMOS_MIME
from qda.ui.memos.table.model import GAP, HEIGHT, WIDTH, Place, SortingModel
from qda.ui.memos.table.paint import CardPainter, Looks
from qda.ui.memos.table.plane import Plane
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor

if TYPE_CHECKING:
    from qda.memos.arrangements import Card

_SMALL, _LARGE = 8, 64  # how far a key moves a card
_PIXELS = 13  # the size of the letters at zoom 1
_LEAST, _MOST = 0.12, 3.0
_KEPT = 600  # milliseconds without a key, then the place is kept
_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class TableView(Plane):
    """Cards on a plane. While they are moved nothing is written; where they come to rest is one act."""

    chosen_changed = Signal()
    opened = Signal(int)  # a card was double clicked
    dropped_outside = Signal(object, QPoint)  # cards that were dragged off the table, and where to (global)
    dragged_outside = Signal(QPoint)  # where they are over meanwhile
    memos_dropped = Signal(object, object)  # memo ids, place

    def __init__(self, session: Session, model: SortingModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._session = session
        self.chosen: set[int] = set()
        self.current: int | None = None
        self.sentence = ""
        self._offset: Place = (0.0, 0.0)  # of the cards that are being moved
        self._moving: frozenset[int] = frozenset()
        self._keeping: frozenset[int] = frozenset()
        self._pressed: tuple[QPointF, int | None] | None = None
        self._band: QRectF | None = None
        self._panned: QPoint | None = None
        font = QFont(self.font())
        font.setPixelSize(_PIXELS)
        self._painter = CardPainter(model, font)
        self._rest = QTimer(self, singleShot=True, interval=_KEPT)
        self._rest.timeout.connect(self.keep)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Sorting table"))
        model.altered.connect(self._on_altered)
        model.shifted.connect(self._on_shifted)
        session.ink_changed.connect(lambda _ink: self.viewport().update())

    # --- places -----------------------------------------------------------------------------------

    def place_of(self, card: Card) -> Place:
        """Where a card is now, moved ones included."""
        dx, dy = self._offset if card.id in self._moving else (0.0, 0.0)
        return card.x + dx, card.y + dy

    def box_of(self, card: Card) -> QRectF:
        """The card on the plane."""
        x, y = self.place_of(card)
        return QRectF(x, y, *self._model.size(card))

    def rect_of(self, card_id: int) -> QRect:
        """The card in the viewport."""
        card = self._model.cards.get(card_id)
        return QRect() if card is None else self._transform().mapRect(self.box_of(card)).toAlignedRect()

    def at(self, point: QPoint) -> int | None:
        """The topmost card under a point of the viewport."""
        on_plane = self._on_plane(point)
        found = [card.id for card in self._in_order() if self.box_of(card).contains(on_plane)]
        return found[-1] if found else None

    def _in_order(self) -> list[Card]:
        """Chosen cards lie on top."""
        cards = self._model.cards.values()
        return [c for c in cards if c.id not in self.chosen] + [c for c in cards if c.id in self.chosen]

    def free_corner(self) -> Place:
        """Where new cards are laid: at the upper left of what is seen."""
        seen = self._seen()
        return round(seen.left() / 8 + 2) * 8.0, round(seen.top() / 8 + 2) * 8.0

    # --- scrolling and zoom -----------------------------------------------------------------------

    def reveal(self, card_id: int) -> None:
        """Scroll no more than is needed to see a card."""
        card = self._model.cards.get(card_id)
        if card is None:
            return
        box, seen = self.box_of(card).adjusted(-GAP, -GAP, GAP, GAP), self._seen()
        dx = min(0.0, box.left() - seen.left()) + max(0.0, box.right() - seen.right())
        dy = min(0.0, box.top() - seen.top()) + max(0.0, box.bottom() - seen.bottom())
        if dx or dy:
            self._origin += QPointF(dx, dy)
            self._still = None
            self._set_bars()

    def changeEvent(self, event: QEvent) -> None:
        """Another font: another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            font = QFont(self.font())
            font.setPixelSize(_PIXELS)
            self._painter.set_font(font)
            self._set_bars()

    # --- what is chosen ---------------------------------------------------------------------------

    def choose(self, cards: Iterable[int], current: int | None = None) -> None:
        """Choose these cards."""
        self.keep()
        self.chosen = set(cards)
        self.current = current if current is not None else next(iter(sorted(self.chosen)), None)
        self._still = None
        self.viewport().update()
        self.chosen_changed.emit()

    def spoken(self) -> str:
        """The card at hand in words; what the table is for where none is."""
        return self.sentence if self.current is None else self._model.spoken(self.current)

    def choose_all(self) -> None:
        """Choose every card."""
        self.choose(self._model.cards, self.current)

    def _on_altered(self) -> None:
        there = self.chosen & self._model.cards.keys()
        if there != self.chosen or self.current not in self._model.cards:
            self.chosen = there
            self.current = next(iter(sorted(there)), None)
            self.chosen_changed.emit()
        if not self._moving & self._model.cards.keys():
            self._moving, self._offset = frozenset(), (0.0, 0.0)
        self._still = None
        self._set_bars()

    def _on_shifted(self, cards: frozenset[int]) -> None:
        if not cards <= self._keeping:
            self._on_altered()
            return
        # The eye has followed them here: all else is painted already, and a thousand cards take a frame.
        self._set_ranges()
        for card in cards:
            self.viewport().update(self.rect_of(card).adjusted(-STEP, -STEP, STEP, STEP))

    # --- moving -----------------------------------------------------------------------------------

    def _lift(self) -> None:
        if not self._moving and self._session.project.writable:
            self._moving, self._offset, self._still = frozenset(self.chosen), (0.0, 0.0), None

    def nudge(self, dx: float, dy: float) -> None:
        """Move what is chosen; where it rests for a moment is kept as one act."""
        if not self.chosen or not self._session.is_open:
            return
        self._lift()
        self._offset = (self._offset[0] + dx, self._offset[1] + dy)
        if self.current is not None:
            self.reveal(self.current)
        self.viewport().update()
        self._rest.start()

    def keep(self) -> None:
        """Write down where the cards are that were moved."""
        self._rest.stop()
        moving, (dx, dy) = self._moving, self._offset
        cards = self._model.cards
        self._moving, self._offset, self._still = frozenset(), (0.0, 0.0), None
        if moving and (dx or dy):
            self._keeping = moving
            self._model.move({card: (cards[card].x + dx, cards[card].y + dy) for card in moving if card in cards})
            self._keeping = frozenset()

    def give_up(self) -> None:
        """Let cards lie where they lay before."""
        self._rest.stop()
        self._moving, self._offset, self._still = frozenset(), (0.0, 0.0), None
        self.viewport().update()

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cards that are seen; while some are moved the others are one picture."""
        painter = QPainter(self.viewport())
        ink = self._session.ink
        if self._moving:
            if self._still is None:
                self._still = self._picture_without(self._moving)
            painter.drawPixmap(0, 0, self._still)
            self._paint_cards(painter, [self._model.cards[c] for c in self._moving if c in self._model.cards])
        else:
            painter.fillRect(event.rect(), qcolor(ink.panel))
            self._paint_cards(painter, self._in_order(), event.rect())
        painter.resetTransform()
        if self._band is not None:
            painter.setPen(QPen(qcolor(ink.accent), 1, Qt.PenStyle.DashLine))
            painter.drawRect(self._transform().mapRect(self._band))
        if not self._model.cards and self.sentence:
            painter.setPen(qcolor(ink.soft))
            room = self.viewport().rect().adjusted(8 * STEP, 8 * STEP, -8 * STEP, 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), self.sentence)
        if self.hasFocus() and not self.chosen:
            painter.setPen(QPen(qcolor(ink.accent), 1))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def _picture_without(self, cards: frozenset[int]) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(self.viewport().size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(qcolor(self._session.ink.panel))
        painter = QPainter(made)
        self._paint_cards(painter, [card for card in self._in_order() if card.id not in cards])
        painter.end()
        return made

    def _paint_cards(self, painter: QPainter, cards: Sequence[Card], within: QRect | None = None) -> None:
        seen = self._seen() if within is None else self._seen().intersected(self._plane_rect(within))
        placed = [(card, *self.place_of(card)) for card in cards if self.box_of(card).intersects(seen)]
        painter.setTransform(self._transform(), True)
        self._painter.paint(painter, placed, self._session.ink, Looks(self.chosen, self.current, self.hasFocus()))

    # --- keys -------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Arrows are for the cards, with all modifiers."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _DIRECTIONS
            and not event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, with Shift far; with Ctrl they walk from card to card, with both they choose more."""
        step = _DIRECTIONS.get(Qt.Key(event.key()))
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if step is not None and (control or not self.chosen):
            self._walk(step, extend=control and shift)
        elif step is not None:
            far = _LARGE if shift else _SMALL
            self.nudge(step[0] * far, step[1] * far)
        elif event.key() == Qt.Key.Key_Escape and self._moving:
            self.give_up()
        elif event.key() == Qt.Key.Key_Escape and self.chosen:
            self.choose(())
        else:
            super().keyPressEvent(event)

    def _walk(self, step: tuple[int, int], *, extend: bool) -> None:
        self.keep()
        found = self._model.nearest(self.current, step)
        if found is not None:
            self.choose(self.chosen | {found} if extend else {found}, found)
            self.reveal(found)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        if self.current is None and self._model.cards:
            found = self._model.nearest(None, (0, 0))
            self.choose(() if found is None else {found}, found)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was moved by keys is kept."""
        super().focusOutEvent(event)
        if self._session.is_open:
            self.keep()
        self.viewport().update()

    # --- the mouse --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose; with Ctrl or Shift one more; on empty ground a frame; with the middle button the plane is pulled."""
        point = event.position().toPoint()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panned = point
            return
        card = self.at(point)
        more = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        if card is None:
            if event.button() == Qt.MouseButton.LeftButton:
                self._pressed = (self._on_plane(point), None)
                if not more:
                    self.choose(())
            return
        if more:
            self.choose(self.chosen ^ {card}, card)
        elif card not in self.chosen:
            self.choose({card}, card)
        else:
            self.keep()
            self.current = card
        if event.button() == Qt.MouseButton.LeftButton and card in self.chosen:
            self._pressed = (self._on_plane(point), card)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is chosen, or draw the frame."""
        point = event.position().toPoint()
        if self._panned is not None:
            self._origin -= QPointF(point - self._panned) / self.scale
            self._panned = point
            self._set_bars()
            return
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        begun, card = self._pressed
        way = self._on_plane(point) - begun
        if card is None:
            self._band = QRectF(begun, self._on_plane(point)).normalized()
            self.viewport().update()
            return
        if not self._moving and (way * self.scale).manhattanLength() < QApplication.startDragDistance():
            return
        self._lift()
        if self._moving:
            self._offset = (way.x(), way.y())
            outside = not self.viewport().rect().contains(point)
            self.dragged_outside.emit(event.globalPosition().toPoint() if outside else QPoint())
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: on the table the place is kept, outside it somebody else may take the cards."""
        pressed, self._pressed, self._panned = self._pressed, None, None
        if self._band is not None:
            band, self._band = self._band, None
            within = {card.id for card in self._model.cards.values() if band.intersects(self.box_of(card))}
            self.choose(self.chosen | within)
        elif pressed is not None and self._moving:
            point = event.position().toPoint()
            if self.viewport().rect().contains(point):
                self.keep()
            else:
                cards = sorted(self._moving, key=lambda c: (self._model.cards[c].y, self._model.cards[c].x))
                self.give_up()
                self.dragged_outside.emit(QPoint())
                self.dropped_outside.emit(cards, event.globalPosition().toPoint())
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the memo, or write on the heading."""
        card = self.at(event.position().toPoint())
        self._pressed = None
        if card is not None:
            self.opened.emit(card)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """At the pointer, or with the key at the card at hand."""
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.current is not None:
            at = self.viewport().mapToGlobal(self.rect_of(self.current).bottomLeft())
        self.customContextMenuRequested.emit(at)

    # --- what is dragged here ---------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Memos are welcome."""
        if event.mimeData().hasFormat(MEMOS_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere."""
        if event.mimeData().hasFormat(MEMOS_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Lay them here."""
        data = event.mimeData()
        if data.hasFormat(MEMOS_MIME):
            ids = [int(each) for each in json.loads(bytes(data.data(MEMOS_MIME).data()))]
            place = self._on_plane(event.position())
            event.acceptProposedAction()
            self.memos_dropped.emit(ids, (place.x() - WIDTH / 2, place.y() - HEIGHT / 4))
