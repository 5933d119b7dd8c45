"""What a search found: the places, gathered by source, as a list that can be ticked. The searching itself is a job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from qda.i18n import _, ngettext

if TYPE_CHECKING:
    from qda.analysis.words.search import Hit
    from qda.progress import Progress
    from qda.project.project import Project
    from qda.sources.queries import SourceRow

Index = QModelIndex | QPersistentModelIndex

LIMIT = 5000
"""So many places are listed; the count is always of all."""

REACH = 110
"""So many characters are shown on either side of a hit."""

HIT = Qt.ItemDataRole.UserRole
GROUP = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Where:
    """Where to look: a unit, a case, a kind of source; None and "" mean everywhere."""

    unit_id: int | None = None
    case_id: int | None = None
    kind: str = ""

    def holds(self, row: SourceRow) -> bool:
        """True if a source lies there."""
        return (
            self.unit_id in (None, row.unit_id)
            and self.case_id in (None, row.case_id)
            and (not self.kind or row.kind == self.kind)
        )


@dataclass(frozen=True, slots=True)
class Group:
    """The places of one source: `first` and `count` among those that are listed, `total` of all."""

    source_id: int
    name: str
    kind: str
    place: str
    first: int
    count: int
    total: int

    @property
    def hits(self) -> range:
        """The numbers of its places."""
        return range(self.first, self.first + self.count)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; `hits` are the first `LIMIT` of `total` places in `sources` sources out of `searched`."""

    words: str
    hits: tuple[Hit, ...] = ()
    groups: tuple[Group, ...] = ()
    total: int = 0
    sources: int = 0
    searched: int = 0


def look(project: Project, words: str, where: Where, progress: Progress, limit: int = LIMIT) -> Found:
    """Search all sources that lie there. Raises SearchUnclear, Cancelled."""
    from qda.analysis.words import search
    from qda.sources import queries

    progress.step(0, 0, "")
    rows = {row.id: row for row in queries.rows(project) if where.holds(row)}
    every = search.find(project, words, reach=REACH, progress=progress)
    progress.step(0, 0, "")
    hits = [hit for hit in every if hit.source_id in rows]
    totals = Counter(hit.source_id for hit in hits)
    shown = tuple(hits[:limit])
    return Found(words, shown, tuple(_groups(shown, rows, totals)), len(hits), len(totals), len(rows))


def _groups(hits: Sequence[Hit], rows: dict[int, SourceRow], totals: Counter[int]) -> Iterator[Group]:
    first = 0
    # Hits come source by source, so each source is one stretch.
    for source_id, count in Counter(hit.source_id for hit in hits).items():
        row = rows[source_id]
        yield Group(source_id, row.name, row.kind, row.case or row.unit, first, count, totals[source_id])
        first += count


def found_words(found: Found) -> str:
    """How much was found, with its base: “914 hits in 37 of 41 sources, the first 5,000 are listed”."""
    if not found.total:
        sources = ngettext("{count} source", "{count} sources", found.searched).format(count=found.searched)
        return _("No place in {sources} holds “{words}”.").format(sources=sources, words=found.words)
    hits = ngettext("{count} hit", "{count} hits", found.total).format(count=f"{found.total:,}")
    where = _("{hits} in {sources} of {searched} sources").format(
        hits=hits, sources=found.sources, searched=found.searched
    )
    if len(found.hits) < found.total:
        return _("{where}; the first {count} are listed").format(where=where, count=f"{len(found.hits):,}")
    return where


class HitModel(QAbstractListModel):
    """The places as rows: before those of a source stands the source itself."""

    ticked = Signal(int)  # so many are ticked now

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._found = Found("")
        self._rows: list[int] = []  # the number of a hit, or -1 - the number of a group
        self._ticks = bytearray()
        self._count = 0

    def show(self, found: Found) -> None:
        """Show this; nothing is ticked."""
        self.beginResetModel()
        self._found = found
        self._rows = [row for number, group in enumerate(found.groups) for row in (-1 - number, *group.hits)]
        self._ticks = bytearray(len(found.hits))
        self._count = 0
        self.endResetModel()
        self.ticked.emit(0)

    @property
    def found(self) -> Found:
        """What is shown."""
        return self._found

    def chosen(self) -> list[Hit]:
        """The places that are ticked, in order."""
        return [hit for hit, tick in zip(self._found.hits, self._ticks, strict=True) if tick]

    def first_hit(self) -> QModelIndex:
        """The first place."""
        return self.index(1) if self._found.hits else QModelIndex()

    # --- ticking ----------------------------------------------------------------------------------

    def tick_all(self, on: bool) -> None:
        """Tick every place, or none."""
        self._ticks = bytearray([on]) * len(self._ticks)
        self._told(range(len(self._rows)))

    def toggle(self, index: Index) -> None:
        """Tick a place or take the tick off; at a source, all of its places."""
        if not index.isValid():
            return
        row = self._rows[index.row()]
        if row >= 0:
            self._ticks[row] = not self._ticks[row]
            self._told((self._row_of_group(row), index.row()))
            return
        group = self._found.groups[-1 - row]
        on = self._state(group) != Qt.CheckState.Checked
        self._ticks[group.first : group.first + group.count] = bytearray([on]) * group.count
        self._told(range(index.row(), index.row() + group.count + 1))

    def _told(self, rows: Iterable[int]) -> None:
        self._count = sum(self._ticks)
        touched = list(rows)
        if touched:
            self.dataChanged.emit(self.index(touched[0]), self.index(touched[-1]), [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit(self._count)

    def _row_of_group(self, hit: int) -> int:
        number = next(at for at, group in enumerate(self._found.groups) if hit in group.hits)
        return self._found.groups[number].first + number

    def _state(self, group: Group) -> Qt.CheckState:
        on = sum(self._ticks[group.first : group.first + group.count])
        if not on:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if on == group.count else Qt.CheckState.PartiallyChecked

    # --- what Qt asks -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Places and sources together."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The place or the source, its tick, and what a screen reader says."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        hit = self._found.hits[row] if row >= 0 else None
        group = None if row >= 0 else self._found.groups[-1 - row]
        if role == HIT:
            return hit
        if role == GROUP:
            return group
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._state(group) if group else self._tick(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return group_words(group) if group else self._hit_words(row)
        return None

    def _tick(self, hit: int) -> Qt.CheckState:
        return Qt.CheckState.Checked if self._ticks[hit] else Qt.CheckState.Unchecked

    def _hit_words(self, row: int) -> str:
        hit = self._found.hits[row]
        words = " ".join(f"{hit.before}{hit.quote}{hit.after}".split())
        ticked = _("ticked, ") if self._ticks[row] else ""
        return _("{ticked}line {line}: {words}").format(ticked=ticked, line=hit.line, words=words)


def group_words(group: Group) -> str:
    """A source with its number of places, in words."""
    hits = ngettext("{count} hit", "{count} hits", group.total).format(count=group.total)
    return f"{group.name}, {hits}"


def in_paragraph(hit: Hit) -> tuple[str, str]:
    """The words before and after, as far as they stand in the same paragraph; where words are cut off, an ellipsis."""
    before, after = hit.before.rsplit("\n", 1)[-1], hit.after.split("\n", 1)[0]
    if len(before) == REACH:
        before = f"… {before.partition(' ')[2]}" if " " in before.rstrip() else f"…{before}"
    if len(after) == REACH:
        after = f"{after.rpartition(' ')[0]} …" if " " in after.lstrip() else f"{after}…"
    return before, after
