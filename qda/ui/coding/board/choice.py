"""What is chosen on the board, where the keyboard is, and what was cut or copied to be put elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from qda.ui.coding.board.model import HEAD, HEAP, Key


class Choice(QObject):
    """One choice for the heap and the clusters. Heads can be at hand, and several chosen, like cards."""

    changed = Signal()
    moved = Signal()  # another card or head is at hand

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.current: Key | None = None
        self.chosen: set[Key] = set()
        self.taken: tuple[Key, ...] = ()
        self.copying = False
        self._anchor: Key | None = None

    def clear(self) -> None:
        """Nothing is chosen, at hand or cut."""
        self.current, self._anchor, self.taken = None, None, ()
        self.chosen = set()
        self.changed.emit()

    def go(self, key: Key | None) -> None:
        """Be at a card or head, with it alone chosen."""
        self._anchor = key
        self.chosen = {key} if key is not None else set()
        self._at(key)

    def walk(self, key: Key) -> None:
        """Be at a card or head; what is chosen stays."""
        self._at(key)

    def extend(self, key: Key, order: Sequence[Key]) -> None:
        """Choose all from where the choice began up to here."""
        if self._anchor not in order or key not in order:
            self.go(key)
            return
        low, high = sorted((order.index(self._anchor), order.index(key)))
        self.chosen = {each for each in order[low : high + 1] if each[1] != HEAD} or {key}
        self._at(key)

    def flip(self, key: Key) -> None:
        """Add a card to the chosen ones, or take it out of them."""
        self.chosen ^= {key}
        self._anchor = key
        self._at(key)

    def choose(self, keys: Iterable[Key]) -> None:
        """Choose these, where the keyboard stays."""
        self.chosen = set(keys)
        self.changed.emit()

    def _at(self, key: Key | None) -> None:
        other = key != self.current
        self.current = key
        self.changed.emit()
        if other:
            self.moved.emit()

    def take(self, keys: Iterable[Key], *, copying: bool) -> None:
        """Cut or copy cards, to be put elsewhere."""
        self.taken, self.copying = tuple(keys), copying
        self.changed.emit()

    def cards(self, order: Iterable[Key]) -> list[Key]:
        """The chosen cards in their order; without any, the one at hand."""
        found = [key for key in order if key in self.chosen and key[1] != HEAD]
        if not found and self.current is not None and self.current[1] != HEAD:
            return [self.current]
        return found

    def heads(self, order: Iterable[Key]) -> list[int]:
        """The clusters whose heads are chosen, or at hand."""
        found = [key[0] for key in order if key in self.chosen and key[1] == HEAD]
        if not found and self.current is not None and self.current[1] == HEAD:
            return [self.current[0]]
        return [group for group in found if group != HEAP]

    def keep(self, there: Iterable[Key]) -> None:
        """Forget what is no longer there."""
        known = set(there)
        self.chosen &= known
        self.taken = tuple(key for key in self.taken if key in known)
        if self._anchor not in known:
            self._anchor = None
