"""Turns: what one speaker says at a stretch."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from qda.text.spans import Mark, Span


@dataclass(frozen=True, slots=True, order=True)
class Turn(Span):
    """What one speaker says at a stretch, label included; `said` is where the label ends."""

    label: str
    said: int


def turns(marks: Sequence[Mark], length: int) -> list[Turn]:
    """The turns that speaker marks open in a text of `length` characters, in order.

    A turn starts at the label, or at a time that stands just before it, and runs to the next turn, the next heading
    or the end of the text.
    """
    stops = sorted(mark.start for mark in marks if mark.kind == "heading")
    times = {mark.end: mark.start for mark in marks if mark.kind == "timestamp"}
    speakers = sorted(mark for mark in marks if mark.kind == "speaker")
    before = [-1, *(mark.start for mark in speakers)]  # a time before the label before it is not this one's
    starts = [
        next((times[at] for at in range(mark.start, max(mark.start - 4, last), -1) if at in times), mark.start)
        for mark, last in zip(speakers, before, strict=False)
    ]
    found = []
    for number, mark in enumerate(speakers):
        end = starts[number + 1] if number + 1 < len(speakers) else length
        heading = bisect_right(stops, mark.start)
        if heading < len(stops):
            end = min(end, stops[heading])
        found.append(Turn(starts[number], end, mark.value, mark.end))
    return found


def turn_at(marks: Sequence[Mark], length: int, offset: int) -> Turn | None:
    """The turn around an offset; None outside all turns."""
    return next((turn for turn in turns(marks, length) if turn.start <= offset < turn.end), None)
