"""What lies where on the board: initial codes as cards, on the heap or in clusters, filtered and in order."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from qda.i18n import _, ngettext
from qda.ui.coding import matching
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.tree import level_name
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.project.project import Change
    from qda.ui.coding.board.tally import Tally

HEAP = 0
"""The panel of codes that are gathered nowhere."""

HEAD = 0
"""In the place of a code: the head of a panel."""

Key = tuple[int, int]
"""A card by its panel and its code, or the head of a panel."""

SORTS = ("count", "name", "source", "near")
_FEW = 100  # rows of a change that are looked at one by one
_FOLD_ABOVE = 150  # cards in clusters; with more, clusters begin folded


@dataclass(slots=True)
class Card:
    """An initial code at one of its places; `others` are further clusters that it is in."""

    group: int
    code: int
    name: str
    in_vivo: bool
    segments: int
    cases: int | None
    color: str
    others: int = 0

    @property
    def key(self) -> Key:
        """Where and what."""
        return (self.group, self.code)

    @property
    def label(self) -> str:
        """The participants' own words stand in quotes."""
        return f"“{self.name}”" if self.in_vivo else self.name


@dataclass(slots=True)
class Panel:
    """A cluster, or the heap; `cards` are those that answer to the filter, `size` counts all."""

    id: int
    name: str = ""
    level: str = ""
    meaning: str = ""
    tests: str = ""
    color: str = ""
    segments: int | None = None
    cases: int | None = None
    open: bool = True
    size: int = 0
    cards: list[Card] = field(default_factory=list)

    @property
    def base(self) -> str:
        """“focused code · 31 segments · 4 cases”."""
        words = [level_name(self.level)]
        if self.segments is not None:
            words.append(ngettext("{count} segment", "{count} segments", self.segments).format(count=self.segments))
        if self.cases:
            words.append(ngettext("{count} case", "{count} cases", self.cases).format(count=self.cases))
        return " · ".join(words)


class Board(QObject):
    """Cards and clusters as the study has them now; `altered` tells that they are to be laid out anew."""

    altered = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._book = CodeBook.of(session)
        self._groups: dict[int, tuple[int, ...]] = {}
        self._rows: dict[int, int] = {}  # the member of each membership
        self._members: dict[int, list[int]] = {}
        self._meanings: dict[int, str] = {}
        self._tests: dict[int, str] = {}
        self._folded: dict[int, bool] = {}
        self._tally: Tally | None = None
        self._order: Callable[[int], tuple[object, ...]] | None = None
        self._words = ""
        self._stale = True
        self.sort = SORTS[0]
        self.panels: list[Panel] = []
        self.heap = Panel(HEAP)
        self.initial = 0
        self._follow()

    def _follow(self) -> None:
        self._session.changed.connect(self._on_changed)
        self._session.opened.connect(self._begin)
        self._session.closed.connect(self._begin)
        self._book.counted.connect(lambda _ids: self._make_again())
        self._book.loaded.connect(self._make_stale)

    # --- keeping up -------------------------------------------------------------------------------

    active = False
    """While the board is not looked at, it only remembers that it is out of date."""

    def set_active(self, active: bool) -> None:
        """Keep up from now on, or only remember."""
        self.active = active
        if active and self._stale:
            self.read()

    def _begin(self) -> None:
        self._folded.clear()
        self._tally = None
        self._words = ""
        self._order = None
        self.sort = SORTS[0]
        self._make_stale()

    def _make_stale(self) -> None:
        self._stale = True
        if self.active:
            self.read()

    def _on_changed(self, change: Change) -> None:
        if not change.touches("membership", "code", "code_test"):
            return
        if self.active and not self._stale and not change.touches("code_test"):
            self._follow_some(change.rows.get("code", frozenset()), change.rows.get("membership", frozenset()))
        else:
            self._make_stale()

    def _make_again(self) -> None:
        if self.active and not self._stale:
            self.make()

    def _follow_some(self, codes: frozenset[int], memberships: frozenset[int]) -> None:
        """Put only those cards anew that a change has moved: with 600 of them that is a frame's work, no more."""
        touched = self._touched(codes, memberships)
        if touched is None or self._words:
            self.read()
            return
        from qda.coding import focused

        groups = {code: self._groups.get(code, ()) for code in touched}
        now = focused.groups_of(self._session.project, touched)
        moved = {code for code in touched if groups[code] != now.get(code)}
        ends = [each.get(code, ()) or (HEAP,) for code in moved for each in (groups, now)]
        wanted = {group for some in ends for group in some}
        known = {panel.id for panel in self.panels} | {HEAP}
        if not wanted <= known or not moved <= now.keys():
            self.read()
            return
        self._regroup(now)
        self._make_some(moved | touched, wanted)

    def _touched(self, codes: frozenset[int], memberships: frozenset[int]) -> set[int] | None:
        """The cards that a change has touched, in the tree or in a cluster; None where it touched more than cards."""
        if len(codes) + len(memberships) > _FEW:
            return None
        from qda.coding import focused

        now = focused.membership_rows(self._session.project, memberships)
        before = {row: self._rows[row] for row in memberships if row in self._rows}
        if not memberships <= now.keys() | before.keys():
            return None
        for row in memberships:
            self._rows.pop(row, None)
        self._rows.update(now)
        touched = {*codes, *now.values(), *before.values()}
        # What lives under a card goes where that goes.
        touched |= {below for code in codes if code in self._book for below in self._book.below(code)}
        return touched if all(code in self._groups and self.is_card(code) for code in touched) else None

    def _regroup(self, now: Mapping[int, tuple[int, ...]]) -> None:
        for code, groups in now.items():
            for group in self._groups.get(code, ()):
                self._members[group].remove(code)
            for group in groups:
                self._members.setdefault(group, []).append(code)
            self._groups[code] = groups

    def _make_some(self, codes: frozenset[int] | set[int], groups: set[int]) -> None:
        """Make the panels anew that lose or get a card, from cards that are there."""
        every = (self.heap, *self.panels)
        ids = groups | {each.id for each in every if not codes.isdisjoint(card.code for card in each.cards)}
        for place, panel in enumerate(every):
            if panel.id not in ids:
                continue
            made = Panel(HEAP, size=0) if panel.id == HEAP else self._panel(panel.id)
            made.open = panel.open
            made.cards = [card for card in panel.cards if card.code not in codes]
            for code in codes:
                if panel.id in (self._groups_of(code) or (HEAP,)):
                    # The others are in order: to look for a place among them is less than to sort them.
                    insort(made.cards, self._card(panel.id, code, len(self._groups_of(code)) - 1), key=self._sort_key)
            made.size = len(made.cards)
            if place:
                self.panels[place - 1] = made
            else:
                self.heap = made
        self.altered.emit()

    def _groups_of(self, code: int) -> list[int]:
        return [group for group in self._groups.get(code, ()) if group in self._book]

    def _keep(self, groups: Mapping[int, tuple[int, ...]], rows: dict[int, int]) -> None:
        self._groups, self._rows = dict(groups), rows
        self._members = {}
        for code, above in groups.items():
            for group in above:
                self._members.setdefault(group, []).append(code)

    def read(self) -> None:
        """Read what is gathered where."""
        self._stale = False
        if self._session.is_open:
            from qda.coding import focused, testing

            project = self._session.project
            self._keep(focused.clusters(project).groups, focused.membership_rows(project))
            self._meanings = focused.meanings(project)
            self._tests = {code: tally.short for code, tally in testing.tallies(project).items()}
        else:
            self._keep({}, {})
            self._meanings, self._tests = {}, {}
        self.make()

    # --- making -----------------------------------------------------------------------------------

    def make(self) -> None:
        """Put every card in its places, and the cards in order."""
        entries = [entry for code in self._book.in_order() if (entry := self._book.get(code)) is not None]
        panels = {entry.id: self._panel(entry.id) for entry in entries if entry.level == "focused"}
        heap = Panel(HEAP, size=0)
        self.initial = 0
        for entry in entries:
            if entry.level != "initial":
                continue
            self.initial += 1
            groups = [group for group in self._groups.get(entry.id, ()) if group in self._book]
            for group in groups or (HEAP,):
                if group != HEAP and group not in panels:
                    panels[group] = self._panel(group)
                panel = heap if group == HEAP else panels[group]
                panel.size += 1
                if self.answers(entry.key):
                    panel.cards.append(self._card(group, entry.id, len(groups) - 1))
        self._fold(panels.values())
        places = {entry.id: place for place, entry in enumerate(entries)}
        self.panels = [
            panels[group] for group in sorted(panels, key=lambda group: places[group]) if self._is_shown(panels[group])
        ]
        self.heap = heap
        for panel in (heap, *self.panels):
            panel.cards.sort(key=self._sort_key)
        self.altered.emit()

    def _panel(self, group: int) -> Panel:
        book = self._book
        counts = self._tally.of_cluster(group, self._members.get(group, [])) if self._tally else (None, None)
        meaning, tests = self._meanings.get(group, ""), self._tests.get(group, "")
        return Panel(group, book.name(group), book.level(group), meaning, tests, book.color(group), *counts)

    def _card(self, group: int, code: int, others: int) -> Card:
        entry = self._book.get(code)
        assert entry is not None
        cases = self._tally.cases_of(code) if self._tally else None
        return Card(
            group, code, entry.name, entry.in_vivo, entry.segments, cases, self._book.color(code), max(0, others)
        )

    def _fold(self, panels: Iterable[Panel]) -> None:
        made = list(panels)
        many = sum(panel.size for panel in made) > _FOLD_ABOVE
        for panel in made:
            panel.open = bool(self._words) or not self._folded.get(panel.id, many)

    def _is_shown(self, panel: Panel) -> bool:
        return not self._words or bool(panel.cards) or self.answers(matching.fold(panel.name))

    def _sort_key(self, card: Card) -> tuple[object, ...]:
        if self.sort == "count":
            return (-card.segments, matching.fold(card.name), card.code)
        if self.sort != "name" and self._order is not None:
            return (*self._order(card.code), card.code)
        return (matching.fold(card.name), card.code)

    # --- asking and setting -----------------------------------------------------------------------

    def panel(self, group: int) -> Panel | None:
        """The heap or a cluster that is shown; None when there is none of this id."""
        if group == HEAP:
            return self.heap
        return next((panel for panel in self.panels if panel.id == group), None)

    def card(self, key: Key) -> Card | None:
        """A card that is shown."""
        panel = self.panel(key[0])
        return next((card for card in panel.cards if card.code == key[1]), None) if panel else None

    def clusters_of(self, code: int) -> list[int]:
        """The clusters that a code is in."""
        return self._groups_of(code)

    def places_of(self, code: int) -> list[Key]:
        """Where the cards of an initial code lie."""
        return [(group, code) for group in self.clusters_of(code) or [HEAP]]

    def is_card(self, code: int) -> bool:
        """True for an initial code that is there."""
        return code in self._book and self._book.level(code) == "initial"

    @property
    def words(self) -> str:
        """What the cards are filtered by."""
        return self._words

    def set_filter(self, words: str) -> None:
        """Show only cards whose labels answer to some letters."""
        words = matching.fold(words)
        if words != self._words:
            self._words = words
            self.make()

    def answers(self, key: str) -> bool:
        """True if a folded label answers to the filter."""
        found = matching.quality(self._words, key) if self._words else 0
        return found is not None and found < matching.SCATTERED

    def found(self) -> int:
        """How many cards answer to the filter."""
        return len({card.code for panel in (self.heap, *self.panels) for card in panel.cards})

    def set_sort(self, sort: str, order: Callable[[int], tuple[object, ...]] | None = None) -> None:
        """Order the cards by "count" or "name", or by an order that somebody has worked out."""
        self.sort, self._order = sort, order
        self.make()

    def set_tally(self, tally: Tally | None) -> None:
        """Take counts that rest on all codings."""
        self._tally = tally
        self._make_again()

    def fold(self, groups: Iterable[int], folded: bool) -> None:
        """Show only what a cluster is called and holds, or its cards."""
        for group in groups:
            self._folded[group] = folded
        self.make()

    def spoken(self, key: Key) -> str:
        """A card or a head as a screen reader says it."""
        panel = self.panel(key[0])
        if panel is None:
            return ""
        if key[1] == HEAD:
            return self._spoken_head(panel)
        card = self.card(key)
        if card is None:
            return ""
        segments = ngettext("{count} segment", "{count} segments", card.segments).format(count=card.segments)
        where = _("in cluster {name}").format(name=panel.name) if panel.id else _("not yet clustered")
        words = [_("initial code {name}").format(name=card.name), segments, where]
        if card.in_vivo:
            words.insert(1, _("in vivo"))
        if card.others:
            words.append(
                ngettext("and in {count} other", "and in {count} others", card.others).format(count=card.others)
            )
        return ", ".join(words)

    def _spoken_head(self, panel: Panel) -> str:
        codes = ngettext("{count} initial code", "{count} initial codes", panel.size).format(count=panel.size)
        if panel.id == HEAP:
            return _("Not yet clustered, {codes}").format(codes=codes)
        fold = _("open") if panel.open else _("folded")
        words = [panel.name, panel.base.replace(" · ", ", "), codes, fold]
        if panel.tests:
            words.append(panel.tests)
        return ", ".join(words)
