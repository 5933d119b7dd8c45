"""What lies on the sorting table: the cards of one arrangement, their memos, the outline; what is done with them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal

from qda.i18n import _
from qda.ui.memos.words import kind_words, stage_words
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.memos.arrangements import ArrangementRow, Card
    from qda.memos.outline import Entry
    from qda.memos.queries import MemoRow

WIDTH, HEIGHT, HEAD_HEIGHT = 208, 96, 40  # pixels of a card at the usual size; a heading is lower
GAP = 16
_FEW = 100  # cards of a change that are looked at one by one
_COLUMNS = 4  # in which cards are laid where nobody says a place

Place = tuple[float, float]


def _stands(card: Card) -> tuple[object, ...]:
    return card.position, card.depth, card.memo_id, card.heading


class SortingModel(QObject):
    """One arrangement at a time. `altered` tells that something is elsewhere or otherwise."""

    altered = Signal()
    shifted = Signal(object)  # ids of cards that lie elsewhere on the table; nothing else is otherwise
    listed = Signal()  # the arrangements are others, or another is shown

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.arrangements: list[ArrangementRow] = []
        self.current: int | None = None
        self.cards: dict[int, Card] = {}
        self.entries: list[Entry] = []
        self.memos: dict[int, MemoRow] = {}
        self._reads = 0

    # --- reading ----------------------------------------------------------------------------------

    def read(self, memos: Sequence[MemoRow]) -> None:
        """Read what changed; an arrangement that is gone gives way to the newest."""
        from qda.memos import arrangements

        self.memos = {row.id: row for row in memos}
        self.arrangements = arrangements.rows(self._session.project) if self._session.is_open else []
        if all(row.id != self.current for row in self.arrangements):
            self.current = self.arrangements[0].id if self.arrangements else None
        self._read_cards()
        self.listed.emit()

    def follow(self, card_ids: Collection[int]) -> bool:
        """Read cards that were moved on the table; False where they are others, or stand elsewhere in the outline."""
        from qda.memos import arrangements

        if self.current is None or len(card_ids) > _FEW or not self.cards.keys() >= set(card_ids):
            return False
        found = {card.id: card for card in arrangements.cards(self._session.project, self.current, card_ids)}
        if found.keys() != set(card_ids):
            return False
        if any(_stands(card) != _stands(self.cards[card.id]) for card in found.values()):
            return False
        self._reads += 1
        self.cards.update(found)
        self.shifted.emit(frozenset(card_ids))
        return True

    def show(self, arrangement_id: int) -> None:
        """Turn to another arrangement."""
        self.current = arrangement_id
        self._read_cards()
        self.listed.emit()

    def clear(self) -> None:
        """Nothing: no study is open."""
        self.arrangements, self.current, self.cards, self.entries, self.memos = [], None, {}, [], {}
        self.altered.emit()
        self.listed.emit()

    def _read_cards(self) -> None:
        from qda.memos import arrangements

        self._reads += 1
        found = [] if self.current is None else arrangements.cards(self._session.project, self.current)
        self.cards = {card.id: card for card in found}
        self.entries = arrangements.entries(found)
        self.altered.emit()

    @property
    def row(self) -> ArrangementRow | None:
        """The arrangement that is shown."""
        return next((row for row in self.arrangements if row.id == self.current), None)

    def heap(self) -> list[MemoRow]:
        """The memos that are not on the table, the newest first."""
        there = {card.memo_id for card in self.cards.values()}
        return [row for row in self.memos.values() if row.id not in there]

    def title(self, card: Card) -> str:
        """What stands at the head of a card."""
        memo = self.memos.get(card.memo_id or 0)
        return card.heading if memo is None else memo.shown_title

    def spoken(self, card_id: int) -> str:
        """A card in words: what it is, and its place in the outline."""
        card = self.cards.get(card_id)
        if card is None:
            return ""
        memo = self.memos.get(card.memo_id or 0)
        what = _("heading") if memo is None else f"{kind_words(memo.kind)}, {stage_words(memo.stage)}"
        place = next((at for at, entry in enumerate(self.entries, start=1) if entry.card == card_id), None)
        where = _("in the outline at {place}").format(place=place) if place else _("not in the outline")
        return f"{self.title(card)}, {what}, {where}"

    def size(self, card: Card) -> tuple[int, int]:
        """Width and height of a card."""
        return WIDTH, HEAD_HEIGHT if card.memo_id is None else HEIGHT

    # --- places -----------------------------------------------------------------------------------

    def free_places(self, count: int, near: Place) -> list[Place]:
        """Places for so many cards, in rows that begin at a point and pass by what lies there."""
        taken = [(card.x, card.y) for card in self.cards.values()]
        places: list[Place] = []
        step = 0
        while len(places) < count:
            x = near[0] + step % _COLUMNS * (WIDTH + GAP)
            y = near[1] + step // _COLUMNS * (HEIGHT + GAP)
            step += 1
            if not any(abs(x - a) < WIDTH and abs(y - b) < HEIGHT for a, b in taken):
                places.append((x, y))
        return places

    def bounds(self) -> QRectF:
        """What holds all cards; the room of one where none lies."""
        cards = self.cards.values()
        if not cards:
            return QRectF(0, 0, WIDTH, HEIGHT)
        left, top = min(card.x for card in cards), min(card.y for card in cards)
        right, bottom = max(card.x for card in cards) + WIDTH, max(card.y for card in cards) + HEIGHT
        return QRectF(left, top, right - left, bottom - top)

    def nearest(self, card_id: int | None, step: tuple[int, int]) -> int | None:
        """The next card in a direction from one; without one, the first, from above and from the left."""
        here = self.cards.get(card_id or 0)
        if here is None:
            order = sorted(self.cards.values(), key=lambda card: (card.y, card.x))
            return order[0].id if order else None
        best: tuple[float, int] | None = None
        for card in self.cards.values():
            dx, dy = card.x - here.x, card.y - here.y
            along, across = (dx * step[0], abs(dy)) if step[0] else (dy * step[1], abs(dx))
            distance = along + 2 * across
            if card.id != here.id and along > 0 and (best is None or distance < best[0]):
                best = (distance, card.id)
        return None if best is None else best[1]

    # --- acts -------------------------------------------------------------------------------------

    def _done(self, act: Callable[[], object]) -> bool:
        if not self._session.is_open or not self._session.project.writable:
            return False

        def run() -> bool:
            act()
            return True

        before = self._reads
        done = self._session.act(run) is True
        if self._reads == before:  # nobody heard of it, or it was refused
            self._read_cards()
        return done

    def begin(self, name: str) -> int | None:
        """A new arrangement, which is shown."""
        from qda.memos import arrangements

        made = self._session.act(arrangements.create, self._session.project, name)
        return self._turn_to(made)

    def duplicate(self, name: str) -> int | None:
        """The same once more under another name, which is shown."""
        from qda.memos import arrangements

        if self.current is None:
            return None
        return self._turn_to(self._session.act(arrangements.duplicate, self._session.project, self.current, name))

    def _turn_to(self, made: int | None) -> int | None:
        if made is not None:
            self.current = made
            self.read(list(self.memos.values()))
        return made

    def rename(self, name: str) -> None:
        """Give the arrangement that is shown another name."""
        from qda.memos import arrangements

        if self.current is not None:
            self._session.act(arrangements.rename, self._session.project, self.current, name)

    def delete(self) -> None:
        """Delete the arrangement that is shown; undo brings it back."""
        from qda.memos import arrangements

        row = self.row
        if row is not None and self._done(lambda: arrangements.delete(self._session.project, row.id)):
            self.read(list(self.memos.values()))
            self._session.said.emit(_("Deleted the arrangement “{name}”.").format(name=row.name))

    def lay(self, memo_ids: Sequence[int], near: Place) -> list[int]:
        """Put memos on the table, around a point; gives their cards."""
        from qda.memos import arrangements

        current = self.current
        if current is None or not memo_ids:
            return []
        places = dict(zip(memo_ids, self.free_places(len(memo_ids), near), strict=True))
        made: list[int] = []
        self._done(lambda: made.extend(arrangements.lay(self._session.project, current, places)))
        return made

    def add_heading(self, words: str, near: Place) -> int | None:
        """A heading of one's own near a point."""
        from qda.memos import arrangements

        current = self.current
        if current is None:
            return None
        place = self.free_places(1, near)[0]
        made: list[int] = []
        self._done(lambda: made.append(arrangements.add_heading(self._session.project, current, words, place)))
        return made[0] if made else None

    def retitle(self, card_id: int, words: str) -> None:
        """Give a heading other words."""
        from qda.memos import arrangements

        self._done(lambda: arrangements.retitle(self._session.project, card_id, words))

    def move(self, places: Mapping[int, Place]) -> None:
        """Move cards to these places."""
        from qda.memos import arrangements

        self._done(lambda: arrangements.move(self._session.project, places))

    def take_off(self, card_ids: Collection[int]) -> None:
        """Take cards off the table."""
        from qda.memos import arrangements

        current = self.current
        if current is not None and card_ids:
            self._done(lambda: arrangements.take_off(self._session.project, current, card_ids))

    def order(self, entries: Sequence[Entry]) -> None:
        """Let the outline be this."""
        from qda.memos import arrangements

        current = self.current
        if current is not None and list(entries) != self.entries:
            self._done(lambda: arrangements.order(self._session.project, current, entries))

    def gather(self, card_ids: Iterable[int], before: int | None = None, depth: int | None = None) -> None:
        """Put cards into the outline, in front of another or at the end; as deep as the one before unless said."""
        from qda.memos import outline

        cards = list(card_ids)
        if depth is None:
            rest = [entry for entry in self.entries if entry.card not in cards]
            at = next((place for place, entry in enumerate(rest) if entry.card == before), len(rest))
            depth = rest[at].depth if at < len(rest) else (rest[-1].depth if rest else 0)
            heads = at == len(rest) and rest and self.cards[rest[-1].card].memo_id is None
            depth += bool(heads and all(self.cards[card].memo_id is not None for card in cards))
        self.order(outline.gathered(self.entries, cards, before, depth))

    def take_out(self, card_ids: Collection[int]) -> None:
        """Take cards out of the outline; they stay on the table."""
        from qda.memos import outline

        self.order(outline.without(self.entries, card_ids))

    def shift(self, card_ids: Collection[int], step: int) -> None:
        """Move cards of the outline one place up (-1) or down."""
        from qda.memos import outline

        self.order(outline.shifted(self.entries, card_ids, step))

    def deepen(self, card_ids: Collection[int], step: int) -> None:
        """Move cards of the outline one step deeper, or less deep (-1)."""
        from qda.memos import outline

        self.order(outline.deepened(self.entries, card_ids, step))
