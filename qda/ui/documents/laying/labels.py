"""Where labels stand in the margin: at the line where their segment begins, and what gives way when several do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.ui.documents.coded_text import Highlight

FURTHEST = 2
"""Lines that a crowded label may move down."""


@dataclass(slots=True)
class Slot:
    """The labels on one line of the margin; those that don't fit beside the first are counted: "+2"."""

    line: int
    labels: list[Highlight]


def place(beginning: Sequence[tuple[int, Highlight]], lines: int, first: int | None = None) -> list[Slot]:
    """Slots for the codings that begin in a block of `lines` lines, given as (line, coding) in order.

    The first label of a line stands on it. The others go to the next free line, at most FURTHEST below; where none is
    free they stay behind the first. `first` is the id of a coding that comes first on its line: the one at hand.
    """
    slots: dict[int, Slot] = {}
    waiting: list[tuple[int, Highlight]] = []
    for line, highlight in sorted(beginning, key=lambda entry: (entry[0], entry[1].id != first)):
        if line in slots:
            waiting.append((line, highlight))
        else:
            slots[line] = Slot(line, [highlight])
    for line, highlight in waiting:
        below = range(line + 1, min(lines, line + FURTHEST + 1))
        free = next((candidate for candidate in below if candidate not in slots), None)
        if free is None:
            slots[line].labels.append(highlight)
        else:
            slots[free] = Slot(free, [highlight])
    return [slots[line] for line in sorted(slots)]
