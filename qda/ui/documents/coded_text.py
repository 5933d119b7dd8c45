"""One text as the coding view sees it: its words, structure, line units and codings, found by place. No Qt here."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from heapq import merge
from itertools import compress, count
from operator import attrgetter, eq
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from qda.text import Mark, Span, Turn, turns
from qda.ui.documents.lanes import Lanes

_LONG = 4_000  # code points; see SpanIndex
_LINE = 90  # about the characters on a visual line; see CodedText


class Highlight(NamedTuple):
    """One coding as it is drawn: ids, a stretch in code points, the code's name and "#RRGGBB".

    A tuple, since a long text has tens of thousands, which are made before anything is painted.
    """

    id: int
    segment: int
    start: int
    end: int
    code: int
    label: str
    color: str
    memo: bool = False
    in_vivo: bool = False

    @property
    def span(self) -> Span:
        """Where it lies."""
        return Span(self.start, self.end)

    @property
    def caption(self) -> str:
        """The label as it is written in the margin: the participant's own words stand in quotes."""
        return f"“{self.label}”" if self.in_vivo else self.label


class _Lying(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=_Lying)

_START = attrgetter("start")
BY_SPAN: Callable[[Any], Any] = attrgetter("start", "end")
BY_SPAN_AND_ID: Callable[[Any], Any] = attrgetter("start", "end", "id")


class SpanIndex(Generic[T]):
    """Things with a start and an end; asks and changes cost far less than their number.

    `place` gives what they are ordered by, beginning with (start, end). What overlaps a place begins at most _LONG
    before it, or is one of the few long ones: those lie apart, or a coding of the whole interview would reach over
    everything.
    """

    __slots__ = ("_items", "_long", "_place", "_starts")

    def __init__(self, items: Iterable[T] = (), place: Callable[[T], Any] = BY_SPAN) -> None:
        self._place = place
        self._items = _sorted(items, place)
        self._long = [item for item in self._items if item.end - item.start > _LONG]
        if self._long:
            self._items = [item for item in self._items if item.end - item.start <= _LONG]
        self._starts = array("q", [item.start for item in self._items])

    def __len__(self) -> int:
        return len(self._items) + len(self._long)

    def __iter__(self) -> Iterator[T]:
        return merge(self._items, self._long, key=self._place) if self._long else iter(self._items)

    def add(self, item: T) -> None:
        """Put one in its place."""
        if item.end - item.start > _LONG:
            insort(self._long, item, key=self._place)
        else:
            at = bisect_left(self._items, self._place(item), key=self._place)
            self._items.insert(at, item)
            self._starts.insert(at, item.start)

    def remove(self, item: T) -> None:
        """Take out one equal to `item`; ValueError if there is none."""
        if item.end - item.start > _LONG:
            self._long.remove(item)
        else:
            at = self._items.index(item, bisect_left(self._starts, item.start))
            del self._items[at], self._starts[at]

    def overlapping(self, start: int, end: int) -> list[T]:
        """Those that share a character with start..end, in order."""
        first, last = bisect_left(self._starts, start - _LONG), bisect_left(self._starts, end)
        found = [item for item in self._items[first:last] if item.end > start]
        if self._long:
            found += [item for item in self._long if item.start < end and item.end > start]
            found.sort(key=self._place)
        return found

    def neighbour(self, place: Any, step: int) -> T | None:
        """The first thing after `place` in order, or with step -1 the last before it."""
        there: list[T] = []
        for items in (self._items, self._long):
            at = (
                bisect_right(items, place, key=self._place)
                if step > 0
                else bisect_left(items, place, key=self._place) - 1
            )
            there += items[at : at + 1] if at >= 0 else []
        if not there:
            return None
        return min(there, key=self._place) if step > 0 else max(there, key=self._place)


def _sorted(items: Iterable[T], place: Callable[[T], Any]) -> list[T]:
    """Sorted by start, and by the whole place only where several start together: half the time for the thousands."""
    found = sorted(items, key=_START)
    starts = [item.start for item in found]
    done = 0
    for at in compress(count(), map(eq, starts, starts[1:])):
        if at >= done:
            done = bisect_right(starts, starts[at], at)
            found[at:done] = sorted(found[at:done], key=place)
    return found


class CodedText:
    """A text with its structure (`marks`), the starts of its line units, and its codings.

    With `breaks` every unit begins a visual line (units of 80 characters); without, text runs on to the width of the
    window (sentences, turns, paragraphs).
    """

    def __init__(
        self,
        text: str,
        marks: Iterable[Mark] = (),
        units: Sequence[int] = (),
        highlights: Iterable[Highlight] = (),
        *,
        breaks: bool = True,
    ) -> None:
        self.text = text
        self.breaks = breaks
        self.units = units if isinstance(units, array) else array("q", units)
        self.marks = SpanIndex(marks)
        self.set_highlights(highlights)

    @cached_property
    def _turns(self) -> list[Turn]:
        return turns(list(self.marks), len(self.text))

    def set_highlights(self, highlights: Iterable[Highlight]) -> None:
        """Show these codings and no others."""
        self._by_id = {highlight.id: highlight for highlight in highlights}
        self._index = SpanIndex(self._by_id.values(), BY_SPAN_AND_ID)
        self.lanes = Lanes(self._stripes())

    def __len__(self) -> int:
        return len(self.text)

    @property
    def highlights(self) -> list[Highlight]:
        """All codings, by (start, end)."""
        return list(self._index)

    def count_highlights(self) -> int:
        """How many codings there are."""
        return len(self._by_id)

    def highlight(self, coding: int) -> Highlight | None:
        """The coding with this id."""
        return self._by_id.get(coding)

    def add(self, highlight: Highlight) -> None:
        """Show one more coding; one with the same id is replaced."""
        self.remove(highlight.id)
        self._by_id[highlight.id] = highlight
        near = self._index.overlapping(self._line_start(highlight.start), self._line_end(highlight.end))
        self.lanes.place(highlight.id, (item.id for item in near))
        self._index.add(highlight)

    def remove(self, coding: int) -> Highlight | None:
        """Take a coding away; returns what was shown."""
        gone = self._by_id.pop(coding, None)
        if gone is not None:
            self._index.remove(gone)
            self.lanes.drop(coding)
        return gone

    def overlapping(self, start: int, end: int) -> list[Highlight]:
        """Codings that share a character with start..end, by (start, end)."""
        return self._index.overlapping(start, end)

    def at(self, offset: int) -> list[Highlight]:
        """Codings that cover the character at `offset`."""
        return self._index.overlapping(offset, offset + 1)

    def beside(self, offset: int, step: int, current: int | None = None) -> Highlight | None:
        """The coding after the current one, or after `offset`, by where they begin; with step -1 the one before."""
        shown = self._by_id.get(current) if current is not None else None
        return self._index.neighbour(BY_SPAN_AND_ID(shown) if shown else (offset, 0, -1), step)

    def _stripes(self) -> Iterator[tuple[int, int, int]]:
        """Id, beginning of the line and end of every coding: what Lanes goes by."""
        if not self.breaks:
            for item in self._index:
                yield item.id, self._line_start(item.start), item.end
            return
        line, following = 0, iter((*self.units, len(self.text) + 1))
        after = next(following)
        for item in self._index:  # in order, so that no search is needed
            while after <= item.start:
                line, after = after, next(following)
            yield item.id, line, item.end

    def _line_start(self, offset: int) -> int:
        """Where the visual line may begin on which `offset` stands. Stripes on one line must not share a lane.

        Where units break the lines, they are the lines; elsewhere lines move with the width of the window, and a
        line's length is kept free.
        """
        if not self.breaks:
            return max(self.text.rfind("\n", 0, offset) + 1, offset - _LINE)
        at = bisect_right(self.units, offset)
        return self.units[at - 1] if at else 0

    def _line_end(self, offset: int) -> int:
        """Where the visual line may end on which `offset` stands, an end of a coding."""
        if not self.breaks:
            end = self.text.find("\n", offset, offset + _LINE)
            return end if end >= 0 else offset + _LINE
        at = bisect_left(self.units, offset)
        return self.units[at] if at < len(self.units) else len(self.text)

    def unit_index(self, offset: int) -> int | None:
        """The place of the line unit that `offset` lies in, from 0; None before the first."""
        at = bisect_right(self.units, offset) - 1
        return at if at >= 0 else None

    def unit(self, index: int) -> Span | None:
        """The words of a line unit, without the space after them; None for a unit of spaces."""
        end = self.units[index + 1] if index + 1 < len(self.units) else len(self.text)
        return self.trimmed(self.units[index], end)

    def lines(self, span: Span) -> tuple[int, int]:
        """The numbers of the first and last line unit that a span touches, from 1; (0, 0) before the first."""
        return bisect_right(self.units, span.start), bisect_right(self.units, span.end - 1)

    def paragraph(self, offset: int) -> tuple[int, int]:
        """Start and end of the paragraph round `offset`, without its newline; both may be equal."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return start, end if end >= 0 else len(self.text)

    def turn(self, offset: int) -> Span | None:
        """The speaker's turn round `offset`; where nobody speaks, the paragraph."""
        at = bisect_right(self._turns, offset, key=_START) - 1
        if at < 0 or offset >= self._turns[at].end:
            return self.trimmed(*self.paragraph(offset))
        return self.trimmed(self._turns[at].start, self._turns[at].end)

    def trimmed(self, start: int, end: int) -> Span | None:
        """start..end without white space at either side; None if nothing is left."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        return Span(start, end) if start < end else None
