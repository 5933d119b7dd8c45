"""Many texts read together: behind one another in one string, as numbers of their signs, with their turns in columns.

To call numpy for each of 1,500 texts costs more than its work; for some twenty at a time it costs next to nothing.
Places are those of the joined string: `base` tells where each text begins in it. Between the texts, before the first
and behind the last stand signs that no text holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, compress
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qda.store.models import Content
from qda.store.rows import raw
from qda.text.stored import decode_starts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qda.analysis.segments.arrays import Numbers
    from qda.analysis.segments.places import Told

    Signs = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.uint32]
    Kinds = NDArray[np.uint8]

_GAP = 16
"""Signs between two texts: more than a turn begins before its label, more than a word is looked at behind its end."""
_APART = "\x00" * _GAP
"""Stands in no text that was ever read in."""
_TOGETHER = 1_000_000
"""Signs read at a time: some 20 MB while they are worked on, and the longest that a cancel waits for."""
_STEPS = 24
SPACES = re.compile(r"\s*")
"""White space, line ends included."""
IN_LINE = re.compile(r"[^\S\n]*")
"""White space in a line."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts that are read together, and where each begins and ends."""

    told: tuple[Told, ...]
    base: tuple[int, ...]

    @property
    def ends(self) -> tuple[int, ...]:
        """Where each text ends."""
        return tuple(base + told.length for base, told in zip(self.base, self.told, strict=True))


def batches(sources: Iterable[Told]) -> Iterator[Batch]:
    """The sources by lots of about a million signs, in their order; a longer text stands alone."""
    lot: list[Told] = []
    held = 0
    for told in sources:
        if lot and held + told.length > _TOGETHER:
            yield _batch(lot)
            lot, held = [], 0
        lot.append(told)
        held += told.length
    if lot:
        yield _batch(lot)


def _batch(lot: Sequence[Told]) -> Batch:
    begins = accumulate((told.length + _GAP for told in lot[:-1]), initial=_GAP)
    return Batch(tuple(lot), tuple(begins))


# --- what is stored -------------------------------------------------------------------------------


def _stored(session: Session, column: InstrumentedAttribute[Any], shas: Sequence[str]) -> list[Any]:
    """The contents of these hashes, in their order."""
    found = dict(raw(session, _of_hashes(column), shas=sorted(set(shas))))
    return [found[sha] for sha in shas]


@cache
def _of_hashes(column: InstrumentedAttribute[Any]) -> Select[str, Any]:
    """Put together once: to do so for each lot takes longer than to ask."""
    return select(Content.sha256, column).where(Content.sha256.in_(bindparam("shas", expanding=True)))


def joined(session: Session, batch: Batch) -> str:
    """The texts behind one another."""
    texts = _stored(session, Content.text, [told.text_sha for told in batch.told])
    # As long as is said of it, or all that stands behind a damaged text would be out of place.
    fitting = (text[: told.length].ljust(told.length, "\x00") for text, told in zip(texts, batch.told, strict=True))
    return "".join((_APART, _APART.join(fitting), _APART))


def units(session: Session, batch: Batch) -> tuple[Numbers, Numbers]:
    """Where line units begin, and which text of the batch each belongs to."""
    import numpy as np

    blobs = _stored(session, Content.data, [told.units_sha for told in batch.told])
    starts = [np.frombuffer(decode_starts(blob or b""), dtype=np.uint32).astype(np.int64) for blob in blobs]
    text = np.repeat(np.arange(len(starts)), [len(each) for each in starts])
    return np.concatenate([each + base for each, base in zip(starts, batch.base, strict=True)]), text


# --- who speaks -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """The turns of a batch in order, as `qda.text.turns` tells them.

    `text` is the number of the text in its batch, `label` a number in the labels of that text. `silent` are the
    begins and ends of what is said by nobody: labels and times.
    """

    start: Numbers
    end: Numbers
    text: Numbers
    label: Numbers
    labels: tuple[tuple[str, ...], ...]
    silent: tuple[Numbers, Numbers]


class _Rows:
    """Marks of one kind, gathered from text to text."""

    __slots__ = ("_base", "_end", "_many", "_start")

    def __init__(self) -> None:
        self._start: list[int] = []
        self._end: list[int] = []
        self._base: list[int] = []
        self._many: list[int] = []

    def take(self, start: Sequence[int], end: Sequence[int], base: int) -> None:
        """Add the marks of one text, the next of the batch."""
        self._start += start
        self._end += end
        self._base.append(base)
        self._many.append(len(start))

    def columns(self) -> tuple[Numbers, Numbers, Numbers]:
        """Begins, ends, and whose they are."""
        import numpy as np

        base = np.repeat(np.array(self._base, dtype=np.int64), self._many)
        start, end = (np.array(each, dtype=np.int64) + base for each in (self._start, self._end))
        return start, end, np.repeat(np.arange(len(self._many)), self._many)


def spoken(session: Session, batch: Batch) -> Spoken:
    """Who speaks where in the texts of a batch."""
    speakers, times, headings = _Rows(), _Rows(), _Rows()
    label: list[int] = []
    labels: list[tuple[str, ...]] = []
    blobs = _stored(session, Content.data, [told.marks_sha for told in batch.told])
    for blob, base in zip(blobs, batch.base, strict=True):
        marks = json.loads(blob or b"[]")
        marks.sort()
        # In columns: the marks of a long talk are many, and to look at each costs more than to read them.
        columns = tuple(zip(*marks, strict=True)) or ((), (), (), ())
        start, end, _kind, said = _of_kind("speaker", columns)
        speakers.take(start, end, base)
        known = {each: number for number, each in enumerate(dict.fromkeys(said))}
        label += map(known.__getitem__, said)
        labels.append(tuple(known))
        for rows, kind in ((times, "timestamp"), (headings, "heading")):
            start, end, _kind, _value = _of_kind(kind, columns)
            rows.take(start, end, base)
    return _turns(batch, speakers, times, headings, label, tuple(labels))


def _of_kind(kind: str, columns: tuple[tuple[Any, ...], ...]) -> tuple[tuple[Any, ...], ...]:
    """The columns of marks, of these of one kind alone."""
    kinds = columns[2]
    if kinds.count(kind) == len(kinds):
        return columns
    if kind not in kinds:
        return (), (), (), ()
    which = [each == kind for each in kinds]
    return tuple(tuple(compress(column, which)) for column in columns)


def _turns(
    batch: Batch, speakers: _Rows, times: _Rows, headings: _Rows, label: list[int], labels: tuple[tuple[str, ...], ...]
) -> Spoken:
    import numpy as np

    mark, after, text = speakers.columns()
    time, told, _whose = times.columns()
    start = _with_times(mark, time, told) if len(time) else mark
    last = np.append(text[1:] != text[:-1], True) if len(text) else np.zeros(0, dtype=bool)
    end = np.where(last, np.array(batch.ends, dtype=np.int64)[text], np.append(start[1:], 0)[: len(start)])
    stops = np.sort(headings.columns()[0])
    if len(stops):
        stop = np.append(stops, np.iinfo(np.int64).max)[np.searchsorted(stops, mark, "right")]
        end = np.minimum(end, stop)
    order = np.lexsort((np.append(after, told), np.append(mark, time)))
    silent = np.append(mark, time)[order], np.append(after, told)[order]
    return Spoken(start, end, text, np.array(label, dtype=np.int64), labels, silent)


def _with_times(mark: Numbers, time: Numbers, told: Numbers) -> Numbers:
    """Where turns begin: at a time that stands just before the label, else at the label."""
    import numpy as np

    order = np.argsort(told, kind="stable")
    ends = told[order]
    start = mark.copy()
    before = np.append(-1, mark[:-1])  # a time before the label before it is not this one's
    for step in (3, 2, 1, 0):  # the nearest counts, and so comes last
        at = np.searchsorted(ends, mark - step, "right") - 1
        there = (at >= 0) & (ends[np.maximum(at, 0)] == mark - step) & (mark - step > before)
        start[there] = time[order[at[there]]]
    return start


# --- signs ----------------------------------------------------------------------------------------


def signs(text: str) -> Signs:
    """The code points of a text, in the narrowest numbers that hold them all."""
    import numpy as np

    try:
        return np.frombuffer(text.encode("latin-1"), dtype=np.uint8)
    except UnicodeEncodeError:  # is told sooner than by looking at each sign
        pass
    narrow = text.encode("utf-16-le", "surrogatepass")
    if len(narrow) == 2 * len(text):
        return np.frombuffer(narrow, dtype="<u2")
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def kinds(text: str, table: Kinds) -> Kinds:
    """The kind of each sign, by a table of all code points."""
    import numpy as np

    here = signs(text)
    if here.dtype == np.uint8:  # ten times as fast as to look each up
        return np.frombuffer(here.tobytes().translate(table[:256].tobytes()), dtype=np.uint8)
    return table.take(here)


def after_blanks(text: str, blank: Kinds, at: Numbers, pattern: re.Pattern[str] = SPACES) -> Numbers:
    """Where white space that begins at these places ends; `blank` is 1 for each of its signs, as `pattern` has them."""
    import numpy as np

    at = at.copy()
    left = np.flatnonzero(blank[at])
    for _step in range(_STEPS):
        if not len(left):
            return at
        at[left] += 1
        left = left[blank[at[left]] > 0]
    for each in left.tolist():
        found = pattern.match(text, int(at[each]))
        at[each] = found.end() if found else at[each]
    return at


def before_blanks(text: str, blank: Kinds, at: Numbers, least: Numbers) -> Numbers:
    """Where white space that ends at these places begins, no sooner than `least`."""
    import numpy as np

    at = at.copy()
    left = np.flatnonzero((blank[at - 1] > 0) & (at > least))
    for _step in range(_STEPS):
        if not len(left):
            return at
        at[left] -= 1
        left = left[(blank[at[left] - 1] > 0) & (at[left] > least[left])]
    for each in left.tolist():
        begin = int(least[each])
        at[each] = begin + len(text[begin : int(at[each])].rstrip())
    return at
