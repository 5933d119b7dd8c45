"""How overlapping codings share the text: the outermost washes it, those within wash it less and underline it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qda.ui.documents.coded_text import Highlight

UNDERLINES = 2
"""Underlines that fit below a line of text."""


@dataclass(frozen=True, slots=True)
class Shade:
    """A stretch over which the same codings lie; `colors` from the outermost to the innermost."""

    start: int
    end: int
    colors: tuple[str, ...]


def outermost_first(highlight: Highlight) -> tuple[int, int, int]:
    """The order in which codings lie on each other."""
    return highlight.start, -highlight.end, highlight.id


def shades(highlights: Sequence[Highlight], start: int, end: int) -> list[Shade]:
    """The stretches of start..end that are coded, each with the colours that lie there."""
    coming = sorted(highlights, key=outermost_first)
    bounds = {start, end, *(item.start for item in coming), *(item.end for item in coming)}
    found: list[Shade] = []
    lying: list[Highlight] = []
    taken = 0
    for left, right in pairwise(sorted(bound for bound in bounds if start <= bound <= end)):
        lying = [item for item in lying if item.end > left]
        while taken < len(coming) and coming[taken].start <= left:
            if coming[taken].end > left:
                lying.append(coming[taken])
            taken += 1
        if not lying:
            continue
        colors = tuple(item.color for item in lying)
        if found and found[-1].end == left and found[-1].colors == colors:
            found[-1] = Shade(found[-1].start, right, colors)
        else:
            found.append(Shade(left, right, colors))
    return found
