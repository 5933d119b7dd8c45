"""Pure rules: where a stretch of text is after the text around it was corrected."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\S+\s*|\s+")

# Above this product of lengths, comparing characters takes more than a second or two.
_BY_CHARACTERS = 25_000_000


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The old characters from `start` to `end` (not included) are replaced by `text`; code points of the old text."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not an edit: {self.start}-{self.end}")


def least(text: str, edits: Sequence[Edit]) -> list[Edit]:
    """The same edits without what they replace by itself, so that they touch as few stretches as can be."""
    found = []
    for edit in edits:
        old, start, end, new = text[edit.start : edit.end], edit.start, edit.end, edit.text
        same = _alike(old, new)
        start, new, old = start + same, new[same:], old[same:]
        same = _alike(old[::-1], new[::-1])
        end, new = end - same, new[: len(new) - same]
        if start < end or new:
            found.append(Edit(start, end, new))
    return found


def _alike(one: str, other: str) -> int:
    """How many characters the two begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


class Anchors:
    """Moves places of the old text into the new one. Edits are in order and do not overlap.

    With `swapped` each replacement stands for what it replaces, as a pseudonym for a name: a stretch that holds any
    of it holds all of the replacement, and none is lost.
    """

    def __init__(self, edits: Sequence[Edit], *, swapped: bool = False) -> None:
        self._edits, self._swapped = sorted(edits), swapped
        for one, two in pairwise(self._edits):
            if two.start < one.end:
                raise ValueError("edits overlap")
        self._starts = [edit.start for edit in self._edits]
        # How far everything behind each edit has moved, by all edits up to and with it.
        self._shifts: list[int] = []
        shift = 0
        for edit in self._edits:
            shift += len(edit.text) - (edit.end - edit.start)
            self._shifts.append(shift)

    def apply(self, text: str) -> str:
        """The new text."""
        pieces, at = [], 0
        for edit in self._edits:
            pieces += [text[at : edit.start], edit.text]
            at = edit.end
        return "".join([*pieces, text[at:]])

    def place(self, offset: int) -> int:
        """A place between characters; inside what was replaced it falls to the start of the replacement."""
        found = bisect_right(self._starts, offset) - 1
        if found < 0:
            return offset
        edit = self._edits[found]
        if offset >= edit.end and offset > edit.start:
            return offset + self._shifts[found]
        before = self._shifts[found - 1] if found else 0
        # An insertion right here pushes what begins here; a replacement that begins here takes its place.
        pushed = len(edit.text) if edit.start == edit.end == offset else 0
        return edit.start + before + pushed

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a stretch is now, None if none of its characters survives.

        What is inserted inside it belongs to it; what is inserted at its edges does not; a replacement that lies wholly
        inside it belongs to it even at its edges, so that a corrected last word stays in the quotation.
        """
        if self._swapped:
            return self._swapped_span(start, end)
        first, last = self._first_kept(start, end), self._last_kept(start, end)
        if first is None or last is None:
            return None
        new_start, new_end = self.place(first), self.place(last) + 1
        for number in self._touching(start, end):
            edit = self._edits[number]
            if edit.start < edit.end and start <= edit.start and edit.end <= end:
                at = edit.start + (self._shifts[number - 1] if number else 0)
                new_start, new_end = min(new_start, at), max(new_end, at + len(edit.text))
        return new_start, new_end

    def _swapped_span(self, start: int, end: int) -> tuple[int, int] | None:
        new_start, new_end = self.place(start), self.place(end)
        for number in self._touching(start, end):
            edit = self._edits[number]
            if edit.start < end < edit.end:
                new_end = self.place(edit.start) + len(edit.text)
        return (new_start, new_end) if new_start < new_end else None

    def _touching(self, start: int, end: int) -> list[int]:
        """Numbers of the edits that replace or delete something of a stretch, or insert inside it."""
        first = max(0, bisect_right(self._starts, start) - 1)
        return [at for at in range(first, bisect_left(self._starts, end)) if self._edits[at].end > start]

    def _first_kept(self, start: int, end: int) -> int | None:
        at = start
        for number in self._touching(start, end):
            edit = self._edits[number]
            if edit.start <= at < edit.end:
                at = edit.end
        return at if at < end else None

    def _last_kept(self, start: int, end: int) -> int | None:
        at = end - 1
        for number in reversed(self._touching(start, end)):
            edit = self._edits[number]
            if edit.start <= at < edit.end:
                at = edit.start - 1
        return at if at >= start else None


def edits_between(old: str, new: str) -> list[Edit]:
    """What must be edited to make the new text of the old one: by paragraphs first, then by characters within."""
    olds, news = _LINE.findall(old), _LINE.findall(new)
    old_at, new_at = _line_starts(olds), _line_starts(news)
    found: list[Edit] = []
    for kind, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if kind != "equal":
            old_span = _stretch(old_at, a, b, len(old))
            new_span = _stretch(new_at, c, d, len(new))
            found.extend(_within(old, old_span, new, new_span))
    return _joined(found)


def _line_starts(lines: Sequence[str]) -> list[int]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line)
    return starts


def _stretch(starts: Sequence[int], first: int, last: int, length: int) -> tuple[int, int]:
    begin = starts[first] if first < len(starts) else length
    end = starts[last] if last < len(starts) else length
    return begin, max(begin, end)


def _within(old: str, a: tuple[int, int], new: str, b: tuple[int, int]) -> list[Edit]:
    """The edits of one stretch: line by line where lines kept their number, else by words, and by characters within."""
    before, after = old[a[0] : a[1]], new[b[0] : b[1]]
    if before == after:
        return []
    if not before or not after:
        return [Edit(a[0], a[1], after)]
    olds, news = _LINE.findall(before), _LINE.findall(after)
    if len(olds) == len(news) > 1 and _resemble(olds, news):
        pairs = zip(_stretches(a[0], olds), _stretches(b[0], news), strict=True)
        return [edit for one, two in pairs for edit in _within(old, one, new, two)]
    if len(before) * len(after) > _BY_CHARACTERS:
        return _by_words(old, a, new, b)
    found = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            found.append(Edit(a[0] + i, a[0] + j, after[k:m]))
    return found


def _by_words(old: str, a: tuple[int, int], new: str, b: tuple[int, int]) -> list[Edit]:
    olds, news = _WORD.findall(old[a[0] : a[1]]), _WORD.findall(new[b[0] : b[1]])
    old_at, new_at = _line_starts(olds), _line_starts(news)
    found: list[Edit] = []
    # Words as common as “the” are no anchors in a long text, and looking at each of them would take minutes.
    for kind, i, j, k, m in SequenceMatcher(None, olds, news, autojunk=True).get_opcodes():
        if kind != "equal":
            one = _stretch(old_at, i, j, a[1] - a[0])
            two = _stretch(new_at, k, m, b[1] - b[0])
            found.append(Edit(a[0] + one[0], a[0] + one[1], new[b[0] + two[0] : b[0] + two[1]]))
    return least(old, found)


def _resemble(olds: Sequence[str], news: Sequence[str]) -> bool:
    """True if most words of each line are in the line that has its number."""
    same = total = 0
    for one, two in zip(olds, news, strict=True):
        words, others = Counter(one.split()), Counter(two.split())
        same += (words & others).total()
        total += max(words.total(), others.total())
    return same * 2 >= total


def _stretches(start: int, pieces: Sequence[str]) -> list[tuple[int, int]]:
    ends = [start]
    for piece in pieces:
        ends.append(ends[-1] + len(piece))
    return list(pairwise(ends))


def _joined(edits: Sequence[Edit]) -> list[Edit]:
    """Edits that touch become one, so that each place has one answer."""
    joined: list[Edit] = []
    for edit in sorted(edits):
        if joined and joined[-1].end == edit.start:
            joined[-1] = Edit(joined[-1].start, edit.end, joined[-1].text + edit.text)
        else:
            joined.append(edit)
    return joined
