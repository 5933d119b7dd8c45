"""A text cut into the blocks that are laid out one at a time: paragraphs, and the parts of very long ones."""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add

from qda.ui.documents.coded_text import CodedText

LONGEST = 4_000
"""Code points in a block: laying out a whole book as one paragraph would take a second at every touch."""

_JOINERS = frozenset("\u200d\ufe0f\ufe0e")  # zero width joiner, variation selectors
_HEADS = frozenset(("heading", "speaker", "cell"))
_TOLD_APART = 20  # blank lines per hundred paragraphs from which on they do the spacing


@dataclass(slots=True)
class Blocks:
    """Starts and ends in code points (newlines lie between), and what stands at the head of some."""

    starts: array[int]
    ends: array[int]
    joined: set[int] = field(default_factory=set)
    headings: dict[int, int] = field(default_factory=dict)
    turns: set[int] = field(default_factory=set)
    cells: set[int] = field(default_factory=set)
    airless: bool = False

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, offset: int) -> int:
        """The block that holds `offset`."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def blank(self, block: int) -> bool:
        """True if nothing stands in it."""
        return self.starts[block] == self.ends[block]


def cut(text: CodedText) -> Blocks:
    """The blocks of a text; a unit with no space before it, which could give way to a break, begins its own block."""
    blocks = Blocks(array("q"), array("q"))
    forced = _forced(text) if text.breaks else array("q")
    lengths = [len(line) for line in text.text.split("\n")]
    starts = array("q", accumulate((length + 1 for length in lengths[:-1]), initial=0))
    ends = array("q", map(add, starts, lengths))
    done = 0
    for line in _divided(starts, ends, forced):
        blocks.starts += starts[done:line]
        blocks.ends += ends[done:line]
        _cut_paragraph(text, starts[line], ends[line], forced, blocks)
        done = line + 1
    blocks.starts += starts[done:]
    blocks.ends += ends[done:]
    blocks.airless = lengths.count(0) * 100 <= _TOLD_APART * len(blocks)
    _note_heads(text, blocks)
    return blocks


def _divided(starts: array[int], ends: array[int], forced: array[int]) -> list[int]:
    """The lines that are more than one block, which are few."""
    found = {line for line, (start, end) in enumerate(zip(starts, ends, strict=True)) if end - start > LONGEST}
    for unit in forced:
        line = bisect_right(starts, unit) - 1
        if starts[line] < unit < ends[line]:
            found.add(line)
    return sorted(found)


def _forced(text: CodedText) -> array[int]:
    words = text.text
    return array("q", (unit for unit in text.units if unit and not words[unit - 1].isspace()))


def _cut_paragraph(text: CodedText, start: int, end: int, forced: array[int], blocks: Blocks) -> None:
    at = start
    while at < end:
        after = bisect_right(forced, at)
        stop = min(forced[after] if after < len(forced) else end, end)
        if stop - at > LONGEST:
            stop = _soft(text, at, at + LONGEST)
        if at > start:
            blocks.joined.add(len(blocks))
        blocks.starts.append(at)
        blocks.ends.append(stop)
        at = stop


def _soft(text: CodedText, start: int, limit: int) -> int:
    """Where a long paragraph may break: at a unit, else after a space, else between two characters."""
    if text.breaks and text.units:
        unit = text.units[bisect_right(text.units, limit) - 1]
        if unit > start:
            return unit
    space = text.text.rfind(" ", start, limit)
    if space > start:
        return space + 1
    while limit > start + 1 and _belongs(text.text[limit - 1], text.text[limit]):
        limit -= 1
    return limit


def _belongs(before: str, after: str) -> bool:
    return unicodedata.combining(after) > 0 or after in _JOINERS or before == "\u200d"


def _note_heads(text: CodedText, blocks: Blocks) -> None:
    starts = blocks.starts
    for mark in text.marks:
        if mark.kind not in _HEADS:
            continue
        block = max(0, bisect_right(starts, mark.start) - 1)
        if mark.kind == "cell":
            blocks.cells.add(block)
        elif mark.kind == "heading":
            blocks.headings[block] = int(mark.value) if mark.value.isdigit() else 3
        elif mark.start == starts[block]:
            blocks.turns.add(block)
