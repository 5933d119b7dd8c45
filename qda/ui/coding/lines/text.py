"""A text line by line: its units, what is coded and passed over, and which units stand together as one row. No Qt."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from qda.text import Mark, Span, trim, word_at

JOINING = frozenset({"line", "in vivo"})
"""Origins of codings that show the units they wholly cover as one row; others run beside the rows."""

_CODED, _PASSED, _ASKED = 1, 2, 4  # bits of a unit's state


class Label(NamedTuple):
    """One coding as it is shown: its stretch in code points, and the first and the last unit it touches.

    A tuple, because thirty thousand of them are made when a large text is opened.
    """

    id: int
    segment: int
    start: int
    end: int
    code: int
    coder: str
    origin: str
    first: int
    last: int

    @property
    def span(self) -> Span:
        """The coded stretch."""
        return Span(self.start, self.end)


class Lines:
    """The line units of one text in rows. Units and rows count from 0; what the user reads counts from 1.

    `asked` are the units that the interviewer speaks: they count for nothing, as in `qda.analysis.segments.coverage`.
    """

    def __init__(
        self,
        text: str,
        starts: Sequence[int],
        marks: Iterable[Mark] = (),
        asked: Iterable[int] = (),
        *,
        kind: str = "80",
    ) -> None:
        self.text = text
        self.starts = starts
        self.kind = kind
        self._led = {mark.start: mark.end for mark in marks if mark.kind in ("speaker", "timestamp")}
        self._headings = sorted(mark.start for mark in marks if mark.kind == "heading")
        self._states = bytearray(len(starts))
        for unit in asked:
            self._states[unit] = _ASKED
        self._labels: dict[int, Label] = {}
        self._touching: dict[int, list[int]] = {}  # unit: ids of the codings that touch it
        self._segments: dict[int, dict[int, int]] = {}  # code: its segments here, and how often each
        self._last_use: dict[int, int] = {}
        self._coded_joins: Counter[int] = Counter()  # units that a coding joins with the one above
        self._held: set[int] = set()  # units that the coder joined with the one above
        self._cut: set[int] = set()  # units that the coder wants apart whatever is coded
        self._rows = array("I", range(len(starts)))
        self._stale = False

    # --- units --------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self.starts)

    def end(self, unit: int) -> int:
        """Where a unit ends, the white space after it left out."""
        start = self.starts[unit]
        following = self.starts[unit + 1] if unit + 1 < len(self.starts) else len(self.text)
        return start + len(self.text[start:following].rstrip())

    def body(self, unit: int) -> int:
        """Where the words of a unit begin: after white space, and after who speaks and when if that stands first."""
        at, end = self._after_spaces(self.starts[unit]), self.end(unit)
        said = at
        while said in self._led and self._led[said] < end:
            said = self._after_spaces(self._led[said])
        return said if said < end else at

    def _after_spaces(self, at: int) -> int:
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return at

    def unit_at(self, offset: int) -> int:
        """The unit at an offset; between two the one before, before the first the first."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def is_heading(self, unit: int) -> bool:
        """True if a heading begins in the unit."""
        found = bisect_left(self._headings, self.starts[unit])
        return found < len(self._headings) and self._headings[found] < self.end(unit)

    def is_asked(self, unit: int) -> bool:
        """True if the interviewer speaks the unit."""
        return bool(self._states[unit] & _ASKED)

    def is_coded(self, unit: int) -> bool:
        """True if a coding touches a word of the unit."""
        return bool(self._states[unit] & _CODED)

    def is_passed(self, unit: int) -> bool:
        """True if the coder passed the unit over and no coding ended that."""
        return self._states[unit] & (_PASSED | _CODED) == _PASSED

    # --- counting -----------------------------------------------------------------------------------

    @property
    def counted(self) -> int:
        """How many units count: all but the interviewer's."""
        return sum(self._states.count(state) for state in (0, _CODED, _PASSED, _CODED | _PASSED))

    @property
    def coded(self) -> int:
        """How many of them are coded."""
        return self._states.count(_CODED) + self._states.count(_CODED | _PASSED)

    @property
    def passed(self) -> int:
        """How many of them were passed over."""
        return self._states.count(_PASSED)

    def next_open(self, unit: int) -> int | None:
        """The first unit after this one, round the end, that is neither coded nor passed over; None if none is."""
        found = self._states.find(0, unit + 1)
        if found < 0:
            found = self._states.find(0, 0, unit + 1)
        return None if found < 0 else found

    def last_open(self, unit: int) -> int | None:
        """The same backwards."""
        found = self._states.rfind(0, 0, unit)
        if found < 0:
            found = self._states.rfind(0, unit)
        return None if found < 0 else found

    def code_segments(self) -> dict[int, int]:
        """The codes used here, each with how many distinct segments it has here."""
        return {code: len(segments) for code, segments in self._segments.items()}

    def last_use(self, code: int) -> int:
        """The later a code was used here, the higher; 0 for one that was not."""
        return self._last_use.get(code, 0) if code in self._segments else 0

    # --- codings ------------------------------------------------------------------------------------

    def label(self, coding: int) -> Label | None:
        """One coding; None if it is not here."""
        return self._labels.get(coding)

    def labels(self) -> Iterable[Label]:
        """All codings, in no order."""
        return self._labels.values()

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last unit of which a stretch covers at least one character that is not white space.

        The last comes before the first if there is none.
        """
        text = self.text
        if text[start : start + 1].isspace() or text[end - 1 : end].isspace():
            words = trim(text, Span(start, end))
            if words is None:
                return 0, -1
            start, end = words.start, words.end
        return max(0, bisect_right(self.starts, start) - 1), bisect_left(self.starts, end) - 1

    def put(self, coding: int, segment: int, start: int, end: int, code: int, coder: str, origin: str) -> None:
        """Show a coding, in the place of what it was before."""
        if coding in self._labels:
            self.drop(coding)
        first, last = self.touched(start, end)
        label = Label(coding, segment, start, end, code, coder, origin, first, last)
        self._labels[coding] = label
        touching, states = self._touching, self._states
        for unit in range(first, last + 1):
            if unit in touching:
                touching[unit].append(coding)
            else:
                touching[unit] = [coding]
                states[unit] |= _CODED
        segments = self._segments.setdefault(code, {})
        segments[segment] = segments.get(segment, 0) + 1
        if coding > self._last_use.get(code, 0):
            self._last_use[code] = coding
        if first < last and origin in JOINING:
            self._count_joins(label, 1)

    def drop(self, coding: int) -> None:
        """Show a coding no longer; nothing happens if it is not here."""
        label = self._labels.pop(coding, None)
        if label is None:
            return
        for unit in range(label.first, label.last + 1):
            left = self._touching[unit]
            left.remove(coding)
            if not left:
                del self._touching[unit]
                self._states[unit] &= ~_CODED
        segments = self._segments[label.code]
        segments[label.segment] -= 1
        if not segments[label.segment]:
            del segments[label.segment]
        if not segments:
            del self._segments[label.code]
        self._count_joins(label, -1)

    def _count_joins(self, label: Label, step: int) -> None:
        if label.first >= label.last or label.origin not in JOINING or not self._covers(label):
            return
        for unit in range(label.first + 1, label.last + 1):
            self._coded_joins[unit] += step
        self._stale = True

    def _covers(self, label: Label) -> bool:
        return label.start <= self.body(label.first) and label.end >= self.end(label.last)

    def set_passed(self, starts: Iterable[int]) -> None:
        """The units that were passed over, by their starts, in the place of those before."""
        for unit, state in enumerate(self._states):
            if state & _PASSED:
                self._states[unit] = state & ~_PASSED
        for start in starts:
            self.pass_over([bisect_left(self.starts, start)])

    def pass_over(self, units: Iterable[int]) -> None:
        """These units were passed over."""
        for unit in units:
            if unit < len(self._states):
                self._states[unit] |= _PASSED

    def take_up(self, units: Iterable[int]) -> None:
        """These units are passed over no longer."""
        for unit in units:
            self._states[unit] &= ~_PASSED

    # --- rows ---------------------------------------------------------------------------------------

    @property
    def rows(self) -> int:
        """How many rows the units stand in."""
        return len(self.row_starts())

    def row_starts(self) -> array[int]:
        """The first unit of each row; another array whenever rows are joined or separated, never to be changed."""
        if self._stale:
            self._stale = False
            joined = {unit for unit, count in self._coded_joins.items() if count > 0} | self._held
            rows, at = array("I"), 0
            for unit in sorted(joined - self._cut):
                rows.extend(range(at, unit))
                at = unit + 1
            rows.extend(range(at, len(self.starts)))
            self._rows = rows
        return self._rows

    def row_of(self, unit: int) -> int:
        """The row in which a unit stands."""
        return max(0, bisect_right(self.row_starts(), unit) - 1)

    def units(self, row: int) -> range:
        """The units that stand in a row."""
        rows = self.row_starts()
        return range(rows[row], rows[row + 1] if row + 1 < len(rows) else len(self.starts))

    def span(self, row: int) -> Span:
        """What a label of the row is bound to: its words, without who speaks and the white space around."""
        units = self.units(row)
        return Span(self.body(units[0]), self.end(units[-1]))

    def row_labels(self, row: int) -> list[Label]:
        """The codings that begin in a row, in the order of the text."""
        units = self.units(row)
        return [label for label in self.row_touching(row) if label.first >= units[0]]

    def row_touching(self, row: int) -> list[Label]:
        """The codings that lie on a row, those that began above it too, in the order of the text."""
        found = {coding for unit in self.units(row) for coding in self._touching.get(unit, ())}
        return sorted((self._labels[coding] for coding in found), key=lambda label: (label.start, label.end, label.id))

    def is_part(self, label: Label) -> bool:
        """True if a coding leaves out words of the rows it lies on."""
        first, last = self.row_of(label.first), self.row_of(label.last)
        return self.span(first).start < label.start or self.span(last).end > label.end

    def skipped(self, row: int) -> bool:
        """True if Enter leaves the row out: the interviewer speaks all of it."""
        return all(self._states[unit] & _ASKED for unit in self.units(row))

    def open_units(self, row: int) -> list[int]:
        """The units of a row that are neither coded nor passed over nor the interviewer's."""
        return [unit for unit in self.units(row) if not self._states[unit]]

    def words(self, row: int) -> list[Span]:
        """The words of a row, signs around them left out; by white space where there are none."""
        span = self.span(row)
        found: list[Span] = []
        at = span.start
        while at < span.end:
            at = self._after_spaces(at)
            stop = at
            while stop < span.end and not self.text[stop].isspace():
                stop += 1
            found += self._words_in(at, stop)
            at = stop
        return found or [span]

    def _words_in(self, start: int, stop: int) -> Iterator[Span]:
        at = start
        while at < stop:
            word = word_at(self.text, at)
            if word is not None and word.end > at:
                yield word
                at = word.end
            else:
                at += 1

    # --- joining ------------------------------------------------------------------------------------

    def join(self, row: int) -> bool:
        """Let a row stand together with the one above; False for the first row."""
        if not 0 < row < self.rows:
            return False
        unit = self.units(row)[0]
        self._cut.discard(unit)
        self.hold(unit)
        return True

    def hold(self, unit: int) -> None:
        """Keep a unit together with the one above, whatever becomes of the coding that joins them."""
        self._held.add(unit)
        self._stale = True

    def separate(self, row: int) -> bool:
        """Let the units of a row stand alone again; False if there is but one."""
        units = self.units(row)
        if len(units) < 2:
            return False
        self._held.difference_update(units[1:])
        self._cut.update(unit for unit in units[1:] if self._coded_joins[unit] > 0)
        self._stale = True
        return True

    def joins(self) -> tuple[frozenset[int], frozenset[int]]:
        """What the coder joined and separated by hand, to be kept while another text is shown."""
        return frozenset(self._held), frozenset(self._cut)

    def set_joins(self, joins: tuple[frozenset[int], frozenset[int]]) -> None:
        """Join and separate as `joins()` said."""
        self._held, self._cut = set(joins[0]), set(joins[1])
        self._stale = True
