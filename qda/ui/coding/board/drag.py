"""Cards under the mouse on their way to another cluster: what is dragged, what is aimed at, and scrolling meanwhile."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent

from qda.i18n import ngettext
from qda.ui.coding.board.model import Board, Key
from qda.ui.documents.mime import CODES, chip, codes_mime, codes_of
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink

if TYPE_CHECKING:
    from qda.ui.coding.board.view import CardsView

CARDS = "application/x-gerund-cards"
"""A JSON list of [cluster, code], the cluster 0 for the heap."""

NEW_CLUSTER = -1
"""Where cards are dropped that are to be asked what they are an example of."""

_EDGE = 36  # pixels from the border at which a drag begins to scroll
_SCROLL = 25  # milliseconds between its steps
_AT_A_TIME = 18  # pixels


def cards_mime(cards: Sequence[Key]) -> QMimeData:
    """Cards as they are dragged; for the text and the map they are codes."""
    mime = codes_mime([code for _group, code in cards])
    mime.setData(CARDS, json.dumps(list(cards)).encode())
    return mime


def start_drag(view: CardsView, cards: Sequence[Key], board: Board, ink: Ink) -> None:
    """Drag cards until they are dropped."""
    drag = QDrag(view)
    drag.setMimeData(cards_mime(cards))
    card = board.card(cards[0])
    count = ngettext("{count} code", "{count} codes", len(cards)).format(count=len(cards))
    drag.setPixmap(chip(card.label if card is not None and len(cards) == 1 else count, ink, view.devicePixelRatioF()))
    drag.setHotSpot(QPoint(-3 * STEP, -STEP))
    drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)


class Dropping(QObject):
    """What a view does while something is dragged over it; `target` is the cluster that is aimed at."""

    def __init__(self, view: CardsView, session: Session, board: Board) -> None:
        super().__init__(view)
        self._view = view
        self._session = session
        self._board = board
        self.target: int | None = None
        self._drift = 0
        self._scrolling = QTimer(self, interval=_SCROLL)
        self._scrolling.timeout.connect(self._scroll_on)

    def enter(self, event: QDragEnterEvent) -> None:
        """Codes are welcome."""
        if event.mimeData().hasFormat(CODES) and self._session.is_open and self._session.project.writable:
            event.acceptProposedAction()

    def move(self, event: QDragMoveEvent, target: int) -> None:
        """Mark what is aimed at; scroll near the border."""
        self.aim(target)
        y, height = event.position().y(), self._view.viewport().height()
        self._drift = -1 if y < _EDGE else 1 if y > height - _EDGE else 0
        if self._drift and not self._scrolling.isActive():
            self._scrolling.start()
        event.accept()

    def drop(self, event: QDropEvent, target: int) -> None:
        """Tell what was dropped where."""
        self.end()
        cards = self._cards_of(event.mimeData())
        if not cards:
            return
        event.acceptProposedAction()
        copy = event.dropAction() == Qt.DropAction.CopyAction and event.mimeData().hasFormat(CARDS)
        # The drag has its own event loop: what the drop does begins after it.
        QTimer.singleShot(0, self, lambda: self._view.dropped.emit(cards, target, copy))

    def end(self) -> None:
        """Nothing is aimed at any more."""
        self._drift = 0
        self._scrolling.stop()
        self.aim(None)

    def aim(self, target: int | None) -> None:
        """Mark a cluster."""
        if target != self.target:
            self.target = target
            self._view.viewport().update()

    def _scroll_on(self) -> None:
        if not self._drift:
            self._scrolling.stop()
            return
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + self._drift * _AT_A_TIME)

    def _cards_of(self, data: QMimeData) -> list[Key]:
        if data.hasFormat(CARDS):
            return [(int(group), int(code)) for group, code in json.loads(bytes(data.data(CARDS).data()))]
        # A code out of the tree has no place of its own here: it is taken from the first that it has.
        return [self._board.places_of(code)[0] for code in codes_of(data) if self._board.is_card(code)]
