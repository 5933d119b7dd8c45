"""How cards on the sorting table look: title, kind and stage, two lines, and what the memo hangs on."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from qda.ui.memos.listed.rows import beginning
from qda.ui.memos.table.model import HEAD_HEIGHT, HEIGHT, WIDTH, SortingModel
from qda.ui.memos.words import day, kind_words, link_label, stage_words
from qda.ui.theme import CORNER, Ink, mixed, qcolor

if TYPE_CHECKING:
    from qda.memos.arrangements import Card
    from qda.memos.queries import MemoRow

_LEGIBLE, _TITLES = 0.55, 0.2  # below these zooms: titles only, no words at all
_FAR = 10  # pixels of the window that the letters of titles keep when one looks from afar
_PAD = 10


@dataclass(frozen=True, slots=True)
class Looks:
    """What is marked on the table."""

    chosen: AbstractSet[int]
    current: int | None
    focused: bool


@dataclass(frozen=True, slots=True)
class _Lines:
    title: str
    state: str
    words: tuple[str, str]
    links: str


class CardPainter:
    """Paints cards; what is shortened to fit is remembered, for cards are all of one width."""

    def __init__(self, model: SortingModel, font: QFont) -> None:
        self._model = model
        self._lines: dict[int, tuple[MemoRow | str, _Lines]] = {}
        self._far: dict[int, tuple[str, int, tuple[str, str]]] = {}
        self.set_font(font)

    def set_font(self, font: QFont) -> None:
        """Another font, its size in pixels: other lines."""
        self._plain, self._small, self._title = QFont(font), QFont(font), QFont(font)
        self._small.setPixelSize(font.pixelSize() - 1)
        self._title.setWeight(QFont.Weight.DemiBold)
        self._lines.clear()
        self._far.clear()

    def paint(self, painter: QPainter, cards: Iterable[tuple[Card, float, float]], ink: Ink, looks: Looks) -> None:
        """Cards at their places, in the painter's coordinates."""
        zoom = painter.worldTransform().m11()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, zoom > _TITLES)
        for card, x, y in cards:
            self._card(painter, card, QPointF(x, y), ink, looks, zoom)

    def _card(self, painter: QPainter, card: Card, at: QPointF, ink: Ink, looks: Looks, zoom: float) -> None:
        heading = card.memo_id is None
        box = QRectF(at.x(), at.y(), WIDTH, HEAD_HEIGHT if heading else HEIGHT)
        chosen = card.id in looks.chosen
        ring = chosen and looks.focused and card.id == looks.current
        edge = ink.accent if chosen else mixed(ink.faint, ink.rule, 0.35)
        painter.setPen(QPen(qcolor(edge), (2 if ring else 1) / min(1.0, zoom)))
        ground = ink.selection if chosen else (mixed(ink.accent, ink.paper, 0.10) if heading else ink.paper)
        painter.setBrush(qcolor(ground))
        painter.drawRoundedRect(box, CORNER, CORNER)
        if card.gathered:
            painter.fillRect(
                QRectF(box.left() + 1, box.top() + CORNER, 3, box.height() - 2 * CORNER), qcolor(ink.accent)
            )
        if zoom >= _LEGIBLE:
            self._words(painter, card, box.adjusted(_PAD, 6, -_PAD, -6), ink)
        elif zoom >= _TITLES:
            self._from_afar(painter, card, box.adjusted(_PAD / 2, 2, -_PAD / 2, -2), ink, zoom)

    def _from_afar(self, painter: QPainter, card: Card, room: QRectF, ink: Ink, zoom: float) -> None:
        """The title in larger letters, on two lines where there is room."""
        font = QFont(self._title)
        font.setPixelSize(round(min(_FAR / zoom, room.height() * 0.8)))
        painter.setFont(font)
        painter.setPen(qcolor(ink.ink))
        metrics = painter.fontMetrics()
        for place, words in enumerate(self._far_lines(card, metrics, int(room.width()), font.pixelSize())):
            line = QRectF(room.left(), room.top() + place * metrics.height(), room.width(), metrics.height())
            if place == 0 or line.bottom() <= room.bottom() + 4:
                painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _far_lines(self, card: Card, metrics: QFontMetrics, room: int, pixels: int) -> tuple[str, str]:
        title = self._model.title(card)
        known = self._far.get(card.id)
        if known is None or known[:2] != (title, pixels):
            lines = two_lines(title, metrics, room)
            if card.memo_id is None:
                lines = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room), ""
            known = title, pixels, lines
            self._far[card.id] = known
        return known[2]

    def _words(self, painter: QPainter, card: Card, room: QRectF, ink: Ink) -> None:
        lines = self._lines_of(card)
        line, small = QFontMetrics(self._plain).height(), QFontMetrics(self._small).height()
        painter.setPen(qcolor(ink.ink))
        painter.setFont(self._title)
        middle = Qt.AlignmentFlag.AlignVCenter
        first = QRectF(room.left(), room.top(), room.width(), room.height() if card.memo_id is None else line)
        painter.drawText(first, int(middle), lines.title)
        if card.memo_id is None:
            return
        painter.setFont(self._small)
        painter.setPen(qcolor(ink.soft))
        y = room.top() + line
        painter.drawText(QRectF(room.left(), y, room.width(), small), int(middle), lines.state)
        painter.drawText(QRectF(room.left(), room.bottom() - small, room.width(), small), int(middle), lines.links)
        painter.setPen(qcolor(ink.ink))
        for place, words in enumerate(lines.words):
            painter.drawText(QRectF(room.left(), y + (place + 1) * small, room.width(), small), int(middle), words)

    def _lines_of(self, card: Card) -> _Lines:
        memo = self._model.memos.get(card.memo_id or 0)
        source: MemoRow | str = card.heading if memo is None else memo
        known = self._lines.get(card.id)
        if known is None or known[0] is not source:
            known = (source, self._measured(card, memo))
            self._lines[card.id] = known
        return known[1]

    def _measured(self, card: Card, memo: MemoRow | None) -> _Lines:
        room = WIDTH - 2 * _PAD
        right = Qt.TextElideMode.ElideRight
        title = QFontMetrics(self._title).elidedText(self._model.title(card), right, room)
        if memo is None:
            return _Lines(title, "", ("", ""), "")
        small = QFontMetrics(self._small)
        state = f"{kind_words(memo.kind)} · {stage_words(memo.stage)} · {day(memo.created_at)}"
        links = ", ".join(link_label(link) for link in memo.links[:2])
        more = f" + {len(memo.links) - 2}" if len(memo.links) > 2 else ""
        on = small.elidedText(links, right, room - small.horizontalAdvance(more)) + more
        return _Lines(title, small.elidedText(state, right, room), two_lines(beginning(memo), small, room), on)


def two_lines(text: str, metrics: QFontMetrics, room: int) -> tuple[str, str]:
    """The first words on two lines, the second shortened."""
    words = text[:300].split()
    first = ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= room:
        first = f"{first} {words.pop(0)}".strip()
    if not first and words:
        return metrics.elidedText(words[0], Qt.TextElideMode.ElideRight, room), ""
    return first, metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, room)
