"""What a benchmark prints: a figure, what it is held against in the same run, and the ratio."""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `goal` is the ratio, or the figure itself where there is no reference, not to exceed."""

    name: str
    value: float
    unit: str = "ms"
    reference: float | None = None
    against: str = ""
    goal: float | None = None

    @property
    def ratio(self) -> float | None:
        """The figure as a multiple of the reference."""
        return self.value / self.reference if self.reference else None

    @property
    def reached(self) -> bool | None:
        """Whether the goal was met; None where there is none."""
        if self.goal is None:
            return None
        return (self.ratio if self.ratio is not None else self.value) <= self.goal


def times(act: Callable[[int], object], count: int) -> list[float]:
    """How long each of `count` calls took, in milliseconds."""
    taken = []
    for number in range(count):
        begun = perf_counter()
        act(number)
        taken.append((perf_counter() - begun) * 1000)
    return taken


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def shown(title: str, rows: Sequence[Row]) -> str:
    """The table as text."""
    lines = [title, "-" * len(title)]
    for row in rows:
        value = f"{row.value:10.2f} {row.unit:<3}"
        held = f"{row.ratio:7.2f} x {row.against} ({row.reference:.2f})" if row.ratio is not None else ""
        goal = "" if row.goal is None else f"   goal {row.goal:g}: {'reached' if row.reached else 'MISSED'}"
        lines.append(f"{row.name:<58} {value} {held}{goal}")
    return "\n".join([*lines, ""])


def load() -> str:
    """How busy the machine is: figures taken beside others' work are worth little."""
    return "load {:.1f} {:.1f} {:.1f}".format(*os.getloadavg()) if hasattr(os, "getloadavg") else ""
