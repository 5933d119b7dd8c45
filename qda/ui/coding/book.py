"""The code book as the window needs it: read once, kept up to date from each change, shared by all that show codes."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from qda.ui.coding import matching
from qda.ui.session import Session
from qda.ui.theme import CODE_COLOURS

if TYPE_CHECKING:
    from qda.coding.lookups import Living
    from qda.project.project import Change

ROOT = 1
"""The unseen code that all others live under."""

PATH_SEPARATOR = " › "
LEVELS = ("initial", "focused", "category", "theme")
_MANY = 200  # more codes or codings than this in one change, and everything is read again
_RECENT = 12


@dataclass(slots=True)
class Entry:
    """One living code; `color` is its own, `segments` counts its own, `beneath` those of all under it too, distinct."""

    id: int
    parent_id: int
    position: int
    name: str
    level: str
    color: str
    in_vivo: bool
    key: str
    segments: int = 0
    beneath: int = 0
    children: list[int] = field(default_factory=list)


class CodeBook(QObject):
    """All living codes with their counts. There is one to a session: `CodeBook.of(session)`."""

    loaded = Signal()  # everything may be different
    restructured = Signal(object)  # ids of codes that came, went or moved
    altered = Signal(object)  # ids whose name, level or colour is another, those that inherit a colour among them
    counted = Signal(object)  # ids with other counts
    summed = Signal(object)  # ids under which other segments are; told a while after the change

    # What one screen of this room asks of another.
    apply_wanted = Signal(object)  # ids of codes, for the words that are selected
    activated = Signal(object)  # ids of codes: for the selected words, or where none are, to list their segments
    words_wanted = Signal(int, object)  # id of a code, and the Span of the shown text that it is for
    segments_wanted = Signal(object)  # ids of codes whose segments are to be listed
    applied = Signal(int)  # a code was applied just now

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._entries: dict[int, Entry] = {}
        self._tops: list[int] = []
        self._keys: list[tuple[int, str]] | None = None  # what is searched; None when names have changed
        self._levels: Counter[str] | None = None
        self._witnesses: list[Callable[[int], int | None]] = []
        self.recent: deque[int] = deque(maxlen=_RECENT)
        self.gerund_hints = True  # a setting of the user
        self.has_words: Callable[[], bool] = bool  # whether words are selected that a code could be given to
        self._recount = QTimer(self, singleShot=True, interval=250)
        self._recount.timeout.connect(self._count_all)
        session.opened.connect(self.load)
        session.closed.connect(self._forget)
        session.changed.connect(self._on_changed)
        if session.is_open:
            self.load()

    @classmethod
    def of(cls, session: Session) -> CodeBook:
        """The book of a session, made when first asked for."""
        found = session.findChild(cls)
        return found if found is not None else cls(session)

    # --- asking -----------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, code_id: int) -> bool:
        return code_id in self._entries

    def get(self, code_id: int) -> Entry | None:
        """One code; None when it is gone."""
        return self._entries.get(code_id)

    def name(self, code_id: int) -> str:
        """A code's name; empty when it is gone."""
        entry = self._entries.get(code_id)
        return entry.name if entry else ""

    def level(self, code_id: int) -> str:
        """A code's level; that of an initial code when it is gone."""
        entry = self._entries.get(code_id)
        return entry.level if entry else LEVELS[0]

    def caption(self, code_id: int) -> str:
        """The name in typographic quotes, for sentences."""
        return f"“{self.name(code_id)}”"

    def children_of(self, code_id: int) -> list[int]:
        """Codes that live under a code, or at the top (ROOT), in order; not to be changed."""
        if code_id == ROOT:
            return self._tops
        entry = self._entries.get(code_id)
        return entry.children if entry else []

    def parent_of(self, code_id: int) -> int:
        """Where a code lives; ROOT at the top."""
        entry = self._entries.get(code_id)
        return entry.parent_id if entry else ROOT

    def in_order(self) -> Iterator[int]:
        """All codes, depth first."""
        waiting = self._tops[::-1]
        while waiting:
            code_id = waiting.pop()
            yield code_id
            waiting.extend(reversed(self._entries[code_id].children))

    def above(self, code_id: int) -> list[int]:
        """The codes that a code lives under, the nearest first."""
        found: list[int] = []
        at = self.parent_of(code_id)
        while at != ROOT and at in self._entries:
            found.append(at)
            at = self._entries[at].parent_id
        return found

    def below(self, code_id: int) -> Iterator[int]:
        """The code and all that live under it."""
        waiting = [code_id]
        while waiting:
            at = waiting.pop()
            yield at
            waiting.extend(self._entries[at].children)

    def path_above(self, code_id: int) -> str:
        """The names of the codes that a code lives under, from the top."""
        return PATH_SEPARATOR.join(self._entries[at].name for at in reversed(self.above(code_id)))

    def path(self, code_id: int) -> str:
        """The whole path of a code, as the core writes it."""
        from qda.coding.codes import PATH_SEPARATOR as BETWEEN

        return BETWEEN.join(self.name(at) for at in (*reversed(self.above(code_id)), code_id))

    def color(self, code_id: int) -> str:
        """ "#RRGGBB": its own, else that of the nearest code above that has one, else one by the code at the top."""
        top = code_id
        for at in (code_id, *self.above(code_id)):
            entry = self._entries.get(at)
            if entry is not None and entry.color:
                return entry.color
            top = at
        return CODE_COLOURS[top % len(CODE_COLOURS)]

    def level_counts(self) -> Counter[str]:
        """How many codes there are of each level."""
        if self._levels is None:
            self._levels = Counter(entry.level for entry in self._entries.values())
        return self._levels

    def given(self) -> int:
        """How many segments all codes have together, each by itself."""
        return sum(entry.segments for entry in self._entries.values())

    def find(self, words: str, *, limit: int = 50, but: Iterable[int] = ()) -> list[tuple[int, int]]:
        """Codes whose names answer to some letters: (id, quality), best first; without letters, the last used."""
        left_out = set(but)
        if self._keys is None:
            self._keys = [(entry.id, entry.key) for entry in self._entries.values()]
        names = [pair for pair in self._keys if pair[0] not in left_out] if left_out else self._keys
        last = {code_id: place for place, code_id in enumerate(self.recent)}

        def prefer(code_id: int) -> tuple[float, ...]:
            return (last.get(code_id, _RECENT), -self._entries[code_id].segments, code_id)

        return matching.find(words, names, prefer, limit)

    def named(self, name: str) -> int | None:
        """The code of this very name, wherever it lives; the most used of several."""
        from qda.names import name_key

        key = name_key(name)
        same = [entry for entry in self._entries.values() if name_key(entry.name) == key]
        return max(same, key=lambda entry: entry.segments).id if same else None

    def used(self, code_id: int) -> None:
        """Remember that a code was applied just now."""
        if code_id in self.recent:
            self.recent.remove(code_id)
        self.recent.appendleft(code_id)
        self._session.last_code_id = code_id
        self.applied.emit(code_id)

    def add_witness(self, witness: Callable[[int], int | None]) -> None:
        """Somebody who shows codings and can say which code one had before a change."""
        self._witnesses.append(witness)

    # --- reading ----------------------------------------------------------------------------------

    def load(self) -> None:
        """Read everything."""
        from qda.coding import lookups, queries

        project = self._session.project
        before = self._entries  # of this very project: closing one forgets them
        self._entries = {row.id: _entry(row) for row in lookups.living(project)}
        for code_id, entry in self._entries.items():
            entry.beneath = before[code_id].beneath if code_id in before else 0  # told again in a while
        self._keys = self._levels = None
        for code_id, count in queries.segment_counts(project).items():
            if code_id in self._entries:
                self._entries[code_id].segments = count
        self._order()
        self.loaded.emit()

    def _forget(self) -> None:
        self._recount.stop()
        self._entries.clear()
        self._keys = self._levels = None
        self._tops = []
        self.recent.clear()
        self.loaded.emit()

    def _order(self) -> None:
        """Put every code under its parent; one whose parent is retired counts as being at the top."""
        self._tops = []
        for entry in self._entries.values():
            entry.children = []
        for entry in sorted(self._entries.values(), key=_place):
            if entry.parent_id not in self._entries:
                entry.parent_id = ROOT
                self._tops.append(entry.id)
            else:
                self._entries[entry.parent_id].children.append(entry.id)

    def _order_under(self, parents: set[int], ids: set[int]) -> None:
        """Put codes that came, went or moved in their places, without sorting five thousand others."""
        if any(parent != ROOT and parent not in self._entries for parent in parents | {*map(self.parent_of, ids)}):
            self._order()
            return
        for parent in parents:
            siblings = self.children_of(parent)
            stayed = [code for code in siblings if code in self._entries and self._entries[code].parent_id == parent]
            there = set(stayed)
            came = [code for code in ids if self.parent_of(code) == parent and code in self._entries]
            siblings[:] = sorted(
                [*stayed, *(code for code in came if code not in there)], key=lambda code: _place(self._entries[code])
            )

    # --- keeping up -------------------------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        rows = change.rows
        code_ids, coding_ids = rows.get("code", frozenset()), rows.get("coding", frozenset())
        if len(code_ids) > _MANY:
            self.load()
            return
        if code_ids:
            # Codings that changed with their codes are counted below.
            self._take_codes(code_ids - {ROOT}, count=not coding_ids)
        if len(coding_ids) > _MANY or (not coding_ids and change.touches("segment", "source")):
            self._recount.start()
        elif coding_ids:
            self._count_some(coding_ids)

    def _take_codes(self, ids: frozenset[int], *, count: bool) -> None:
        from qda.coding import lookups

        self._keys = self._levels = None
        found = {row.id: row for row in lookups.living(self._session.project, ids)}
        moved = {number for number in ids if number not in found and number in self._entries}
        parents = {self._entries[number].parent_id for number in moved}
        altered: set[int] = set()
        new: set[int] = set()
        for number, row in found.items():
            known = self._entries.get(number)
            if known is None:
                new.add(number)
                self._entries[number] = _entry(row)
            else:
                if (known.parent_id, known.position) != (row.parent_id, row.position):
                    moved.add(number)
                    parents.add(known.parent_id)
                    altered.update(self.below(number))  # under another code, another colour
                if (known.name, known.level, known.in_vivo) != (row.name, row.level, row.in_vivo):
                    altered.add(number)
                if known.color != row.color:
                    altered.update(self.below(number))
                _renew(known, row)
        for number in moved - found.keys():
            del self._entries[number]
        if moved or new:
            self._order_under(parents | {row.parent_id for row in found.values()}, moved | new)
            if count:
                self._count(new)
            self.restructured.emit(frozenset(moved | new))
        altered &= self._entries.keys()
        if altered:
            self.altered.emit(frozenset(altered))

    def _count_some(self, coding_ids: frozenset[int]) -> None:
        """Count again what these codings are bound to now, and what they were bound to before."""
        from qda.coding import lookups

        now = lookups.codes_of(self._session.project, coding_ids)
        touched = set(now.values())
        for coding_id in coding_ids:
            before = self._before(coding_id)
            if before is not None:
                touched.add(before)
            elif coding_id not in now:
                self._recount.start()  # gone, and nobody knows what it was
        self._count(touched)

    def take_beneath(self, counts: dict[int, int]) -> None:
        """Take over how many segments there are of codes with all under them; those left out have nothing under."""
        other = [entry for entry in self._entries.values() if entry.beneath != counts.get(entry.id, 0)]
        for entry in other:
            entry.beneath = counts.get(entry.id, 0)
        if other:
            self.summed.emit(frozenset(entry.id for entry in other))

    def _before(self, coding_id: int) -> int | None:
        for witness in self._witnesses:
            found = witness(coding_id)
            if found is not None:
                return found
        return None

    def _count(self, code_ids: Iterable[int]) -> None:
        from qda.coding import queries

        ids = [code_id for code_id in code_ids if code_id in self._entries]
        if ids:
            counts = queries.segment_counts(self._session.project, ids)
            self._take_counts({code_id: counts.get(code_id, 0) for code_id in ids})

    def _count_all(self) -> None:
        from qda.coding import queries

        if self._session.is_open:
            counts = queries.segment_counts(self._session.project)
            self._take_counts({code_id: counts.get(code_id, 0) for code_id in self._entries})

    def _take_counts(self, counts: dict[int, int]) -> None:
        other = [code_id for code_id, count in counts.items() if self._entries[code_id].segments != count]
        for code_id in other:
            self._entries[code_id].segments = counts[code_id]
        if other:
            self.counted.emit(frozenset(other))


def _entry(row: Living) -> Entry:
    key = matching.fold(row.name)
    return Entry(row.id, row.parent_id, row.position, row.name, row.level, row.color, row.in_vivo, key)


def _renew(entry: Entry, row: Living) -> None:
    entry.parent_id, entry.position, entry.name, entry.key = (
        row.parent_id,
        row.position,
        row.name,
        matching.fold(row.name),
    )
    entry.level, entry.color, entry.in_vivo = row.level, row.color, row.in_vivo


def _place(entry: Entry) -> tuple[int, int]:
    return entry.position, entry.id


def topmost(book: CodeBook, code_ids: Sequence[int]) -> list[int]:
    """These codes without those that live under another of them."""
    chosen = set(code_ids)
    return [code_id for code_id in code_ids if not chosen.intersection(book.above(code_id))]
