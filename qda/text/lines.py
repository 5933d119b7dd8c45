"""Line units: the numbered lines by which a text is coded."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal

from qda.text.sentences import sentences
from qda.text.words import LINE, after_spaces, clusters, combines, complex_sign

UnitKind = Literal["80", "sentence", "turn", "paragraph"]
UNIT_ALGORITHM = 1  # stored beside every blob of starts: another rule is another number, and old blobs stay valid
ROW = 80  # grapheme clusters in a unit of kind "80"

# Where a row may break: any white space that is not a no-break space.
_ROW_BREAK = re.compile(r".+(?=[^\S\u00a0\u2007\u202f])", re.DOTALL)


def unit_starts(text: str, kind: UnitKind, turns: Sequence[int] = (), ends: Sequence[int] = ()) -> array[int]:
    """Where each line unit starts, ascending, as an array('I') of 4-byte integers.

    A unit starts with its line, leading white space included, or after the white space that ends the unit before.
    "80": rows of at most 80 grapheme clusters, not counting leading white space, broken at their last space, in a
    word only where there is none. "sentence": see `sentence_starts`. "paragraph": every line that is not blank.
    "turn": the starts of `turns`, moved back to their line's start over times and signs; text before the first
    turn, and after one of `ends` (parallel to `turns`; without it a turn runs to the next), is cut by paragraph.
    Blank lines are no units, and no unit crosses a line end but a turn.
    """
    if kind == "80":
        return array("I", _rows(text))
    if kind == "sentence":
        return array("I", sentences(text))
    if kind == "turn":
        return array("I", _turn_units(text, turns, ends))
    return array("I", (line.start() for line in LINE.finditer(text)))


def units(text: str, starts: Sequence[int]) -> list[tuple[int, int]]:
    """(start, end) of each unit: it ends at the next start or at the text's end, trailing white space left out."""
    following = [*starts[1:], len(text)]
    # of no starts at all, `following` has one more
    return [(start, start + len(text[start:end].rstrip())) for start, end in zip(starts, following, strict=False)]


def line_of(starts: Sequence[int], offset: int) -> int:
    """Number, from 1, of the unit at an offset; between two units the one before; 1 before the first."""
    return max(1, bisect_right(starts, offset))


def _rows(text: str) -> Iterator[int]:
    plain = complex_sign().search(text) is None
    for line in LINE.finditer(text):
        start, end = line.span()
        yield start
        if end - start <= ROW:  # never more clusters than code points
            continue
        at = after_spaces(text, start)
        while end - at > ROW and (at := _next_row(text, at, end, plain)) < end:
            yield at


def _next_row(text: str, at: int, end: int, plain: bool) -> int:
    """Where the row after the one at `at` starts; `end` (that of the line) if there is none."""
    limit = at + ROW
    if not plain and complex_sign().search(text, at, limit + 2):
        row = clusters(ROW).match(text, at, end)
        limit = row.end() if row else end
    if limit >= end:
        return end
    space = _ROW_BREAK.match(text, at, limit + 1)
    cut = space.end() if space else limit
    following = after_spaces(text, cut)
    # A mark that combines with the space before it stays with it.
    return following - 1 if following > cut and combines(text, following) else following


def _turn_units(text: str, turns: Sequence[int], ends: Sequence[int]) -> Iterator[int]:
    outside = 0  # where text that belongs to nobody begins
    for number, turn in enumerate(turns):
        start = max(outside, _labelled_from(text, turn))
        yield from (line.start() for line in LINE.finditer(text, outside, start))
        yield start
        outside = _labelled_from(text, turns[number + 1]) if number + 1 < len(turns) else len(text)
        if number < len(ends):
            outside = min(outside, ends[number])
    yield from (line.start() for line in LINE.finditer(text, outside))


def _labelled_from(text: str, turn: int) -> int:
    """The start of the turn's line if nothing but a time and signs stand before the label, else the turn's start."""
    line = text.rfind("\n", 0, turn) + 1
    before = text[line:turn]
    return turn if any(letter.isalpha() for letter in before) else line
