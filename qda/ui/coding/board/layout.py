"""Where cards and clusters lie: columns of panels, each with its head and its cards. Plain geometry, no painting."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QRegion

from qda.i18n import ngettext
from qda.ui.coding.board.model import HEAD, Card, Key, Panel
from qda.ui.theme import STEP

PAD = 2 * STEP
EDGE = 4
"""The width of a card's stripe, in pixels."""

_GAP = STEP + 2  # between cards
_BETWEEN = 4 * STEP  # between clusters
_NARROWEST = 236  # pixels at the usual size; the least width of a column
_RIGHT = Qt.TextElideMode.ElideRight
_ALL = 1 << 20  # pixels; more than any board is high
_LINES = 2  # of a label, and of the names in a folded cluster


@dataclass(frozen=True, slots=True)
class Fonts:
    """What the board is written in, with the measures of each."""

    plain: QFont
    small: QFont
    title: QFont
    quote: QFont

    @property
    def line(self) -> int:
        """The height of a line of a label."""
        return QFontMetrics(self.plain).height()


@dataclass(frozen=True, slots=True)
class Quote:
    """One line of data: words, and where they stand."""

    words: str
    place: str


@dataclass(slots=True)
class CardBox:
    """A card where it lies; `lines` are those of its label."""

    card: Card
    box: QRect
    lines: list[str]
    quote: list[str] = field(default_factory=list)
    place: str = ""


@dataclass(slots=True)
class PanelBox:
    """A cluster where it lies; `names` are the lines that stand for its cards while it is folded."""

    panel: Panel
    column: int
    box: QRect
    head: QRect
    names: list[str] = field(default_factory=list)
    cards: list[CardBox] = field(default_factory=list)


class BoardLayout:
    """Panels in columns of equal width. Cluster n is in column n modulo the columns, so that none ever jumps aside."""

    def __init__(self, fonts: Fonts, *, with_heads: bool, new_panel: bool) -> None:
        self.fonts = fonts
        self._with_heads = with_heads
        self._new_panel = new_panel
        self._wrapped: dict[tuple[str, int, int], list[str]] = {}
        # What is asked of every card: making the measures of a font anew each time takes longer than measuring.
        self._line = fonts.line
        self._small = QFontMetrics(fonts.small)
        self._marks = {id(font): _mark(font) for font in (fonts.plain, fonts.small, fonts.title, fonts.quote)}
        self._counts: dict[str, int] = {}
        self.panels: list[PanelBox] = []
        self.columns = 1
        self.size = (0, 0)
        self.new = QRect()
        """Where codes are dropped to make another cluster."""
        self._boxes: dict[Key, QRect] = {}
        self._keys: list[Key] = []
        self._tops: list[list[tuple[int, Key]]] = []
        self._laid: tuple[object, ...] = ()
        self._holding: tuple[Panel, ...] = ()
        self.stale = QRegion()
        """What looks different since the last time, in the coordinates of the layout."""

    def arrange(self, panels: Sequence[Panel], width: int, quotes: Mapping[Key, Quote]) -> None:
        """Lay everything out for a width; what stands as it did is left as it is, and `stale` says what does not."""
        self.stale = QRegion()
        laid = (width, tuple(map(id, panels)), frozenset(quotes))
        if laid == self._laid:
            return
        kept = self._laid
        margin = 5 * STEP if self._with_heads else 3 * STEP
        room = width - 2 * margin
        self.columns = self._columns(room)
        wide = (room - _BETWEEN * (self.columns - 1)) // self.columns
        lefts = [margin + column * (wide + _BETWEEN) for column in range(self.columns)]
        bottoms = [2 * STEP if self._with_heads else STEP] * self.columns
        known = {made.panel.id: made for made in self.panels}
        before, self.panels = self.new, []
        for place, panel in enumerate(panels):
            column = place % self.columns
            at = QPoint(lefts[column], bottoms[column])
            made = known.get(panel.id)
            if made is None or not _holds(made, panel, at.x(), wide, quotes):
                self._spoil(made)
                made = self._panel(panel, column, at, wide, quotes)
                self._spoil(made)
            elif made.box.top() != at.y():
                self._spoil(made)
                _lower(made, at.y() - made.box.top())
                self._spoil(made)
            self.panels.append(made)
            bottoms[column] = made.box.bottom() + 1 + _BETWEEN
        self.new = QRect()
        if self._new_panel:
            column = len(panels) % self.columns
            self.new = QRect(lefts[column], bottoms[column], wide, self.fonts.line + 4 * PAD)
            bottoms[column] = self.new.bottom() + _BETWEEN
        self.size = (width, max(bottoms))
        # Panels are new objects when they have changed: as long as they are held, no other has their identity.
        self._laid, self._holding = laid, tuple(panels)
        if not kept or kept[0] != width or len(known) != len(self.panels):
            self.stale = QRegion(0, 0, width, _ALL)
        elif before != self.new:
            self.stale += QRegion(before.adjusted(-2, -2, 2, 2)) + QRegion(self.new.adjusted(-2, -2, 2, 2))
        self._index()

    def _columns(self, room: int) -> int:
        least = max(_NARROWEST, self.fonts.line * 13)
        return max(1, (room + _BETWEEN) // (least + _BETWEEN)) if self._with_heads else 1

    def is_higher(self, panels: Sequence[Panel], width: int, height: int) -> bool:
        """True if it is plain, before anything is laid out, that it will be higher than this."""
        cards = sum(len(panel.cards) for panel in panels if panel.open)
        heads = len(panels) * self._with_heads
        return cards * (self._line + 2 * STEP) + heads * 2 * self._line > height * self._columns(width)

    def _spoil(self, made: PanelBox | None) -> None:
        if made is not None:
            self.stale += made.box.adjusted(-2, -2, 2, 2)

    def _index(self) -> None:
        self._boxes, self._keys = {}, []
        self._tops = [[] for _column in range(self.columns)]
        for panel in self.panels:
            if self._with_heads:
                self._add((panel.panel.id, HEAD), panel.head, panel.column)
            for card in panel.cards:
                self._add(card.card.key, card.box, panel.column)

    def _add(self, key: Key, box: QRect, column: int) -> None:
        self._boxes[key] = box
        self._keys.append(key)
        self._tops[column].append((box.center().y(), key))

    def _panel(self, panel: Panel, column: int, at: QPoint, wide: int, quotes: Mapping[Key, Quote]) -> PanelBox:
        small = self._small.height()
        y = at.y()
        head = QRect()
        if self._with_heads:
            height = QFontMetrics(self.fonts.title).height() + small + 2 * STEP
            height += (small + 2) * (bool(panel.meaning) + bool(panel.tests))
            head = QRect(at.x(), y, wide, height)
            y = head.bottom() + 1 + STEP
        made = PanelBox(panel, column, QRect(), head)
        if panel.open:
            for card in panel.cards:
                box = self._card(card, at.x() + PAD * self._with_heads, y, wide - 2 * PAD * self._with_heads, quotes)
                made.cards.append(box)
                y = box.box.bottom() + 1 + _GAP
        elif panel.cards:
            names = " · ".join(card.name for card in panel.cards)
            made.names = self.wrapped(names, wide - 2 * PAD - 4 * STEP, _LINES, self.fonts.small)
            y += small * len(made.names) + STEP
        bottom = y - _GAP + PAD if made.cards else y + STEP
        made.box = QRect(at.x(), at.y(), wide, max(bottom - at.y(), head.height() + STEP))
        return made

    def _card(self, card: Card, x: int, y: int, wide: int, quotes: Mapping[Key, Quote]) -> CardBox:
        told = counts(card)
        if told not in self._counts:
            self._counts[told] = self._small.horizontalAdvance(told)
        count = self._counts[told] + 2 * STEP
        lines = self.wrapped(card.label, wide - EDGE - 2 * PAD - count, _LINES, self.fonts.plain)
        height = self._line * len(lines) + 2 * STEP + 2
        made = CardBox(card, QRect(), lines)
        quote = quotes.get(card.key)
        if quote is not None:
            made.quote = self.wrapped(quote.words, wide - EDGE - 2 * PAD, _LINES, self.fonts.quote)
            made.place = quote.place
            height += QFontMetrics(self.fonts.quote).height() * len(made.quote)
            height += self._small.height() + STEP
        made.box = QRect(x, y, wide, height)
        return made

    def wrapped(self, words: str, width: int, most: int, font: QFont) -> list[str]:
        """Words in lines of a width; the last line is cut off where there are more than `most`."""
        key = (words, width, self._marks.get(id(font)) or _mark(font))
        known = self._wrapped.get(key)
        if known is None:
            known = self._wrapped[key] = _wrap(words, width, most, QFontMetrics(font))
        return known

    # --- asking -----------------------------------------------------------------------------------

    @property
    def keys(self) -> list[Key]:
        """All heads and cards in their order."""
        return self._keys

    def box(self, key: Key) -> QRect | None:
        """Where a card or a head lies."""
        return self._boxes.get(key)

    def at(self, point: QPoint) -> Key | None:
        """The card or head at a point."""
        panel = self.panel_at(point)
        if panel is None:
            return None
        if panel.head.contains(point):
            return (panel.panel.id, HEAD)
        return next((card.card.key for card in panel.cards if card.box.contains(point)), None)

    def panel_at(self, point: QPoint) -> PanelBox | None:
        """The panel at a point."""
        return next((panel for panel in self.panels if panel.box.contains(point)), None)

    def seen(self, area: QRegion) -> Iterator[PanelBox]:
        """The panels that lie in an area."""
        return (panel for panel in self.panels if area.intersects(panel.box))

    def column_of(self, key: Key) -> int:
        """The column of a card or head; 0 where it is not there."""
        return next((panel.column for panel in self.panels if panel.panel.id == key[0]), 0)

    def beside(self, key: Key, step: int) -> Key | None:
        """The nearest card or head in the next column that has any."""
        box = self._boxes.get(key)
        column = self.column_of(key) + step
        while box is not None and 0 <= column < self.columns:
            if self._tops[column]:
                return self.nearest(column, box.center().y())
            column += step
        return None

    def nearest(self, column: int, y: int) -> Key | None:
        """The card or head of a column that is nearest to a height."""
        tops = self._tops[column] if 0 <= column < len(self._tops) else []
        if not tops:
            return None
        place = bisect_left(tops, (y, (-1, -1)))
        near = tops[max(0, place - 1) : place + 1]
        return min(near, key=lambda one: abs(one[0] - y))[1]

    def within(self, key: Key, step: int) -> Key | None:
        """The card or head above or below in the same column."""
        column = [each for _y, each in self._tops[self.column_of(key)]] if self._tops else []
        if key not in column:
            return None
        place = column.index(key) + step
        return column[place] if 0 <= place < len(column) else None


def _holds(made: PanelBox, panel: Panel, left: int, wide: int, quotes: Mapping[Key, Quote]) -> bool:
    """True if a panel was laid out in this very column, and nothing about it has changed."""
    if made.box.left() != left or made.box.width() != wide or (made.panel is not panel and made.panel != panel):
        return False
    return all(bool(card.quote) == (card.card.key in quotes) for card in made.cards)


def _mark(font: QFont) -> int:
    """What tells a font of the board from its others."""
    return int(font.weight()) + int(font.pointSizeF() * 10000) + len(font.family())


def _lower(made: PanelBox, by: int) -> None:
    """Move a panel down, or up where `by` is negative; nothing in it is wrapped anew."""
    for box in (made.box, made.head, *(card.box for card in made.cards)):
        box.translate(0, by)


def counts(card: Card) -> str:
    """What stands at the right of a card: "14 · 3 cases", "+1" where it is in another cluster too."""
    words = [str(card.segments)]
    if card.cases:
        words.append(ngettext("{count} case", "{count} cases", card.cases).format(count=card.cases))
    if card.others:
        words.append(f"+{card.others}")
    return " · ".join(words)


def _wrap(words: str, width: int, most: int, metrics: QFontMetrics) -> list[str]:
    words = " ".join(words.split())
    lines: list[str] = []
    line = ""
    parts = words.split(" ")
    for place, part in enumerate(parts):
        longer = f"{line} {part}" if line else part
        if not line or metrics.horizontalAdvance(longer) <= width:
            line = longer
            continue
        if len(lines) == most - 1:
            line = " ".join((line, *parts[place:]))
            break
        lines.append(line)
        line = part
    lines.append(line)
    # What fits by its width may be cut off by elidedText, which reckons more strictly.
    return [
        line if metrics.horizontalAdvance(line) <= width else metrics.elidedText(line, _RIGHT, max(width, 16))
        for line in lines
    ]
