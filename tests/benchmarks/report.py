"""What a benchmark prints: a figure, what it is held against in the same run, and the ratio."""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `goal` is the ratio, or the figure itself where there is no reference, not to exceed.

    `own` is the processor time of the same act, which others' work touches little; `smaller` what it took in a study
    of the size below.
    """

    name: str
    value: float
    unit: str = "ms"
    reference: float | None = None
    against: str = ""
    goal: float | None = None
    own: float | None = None
    smaller: float | None = None

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


def shown(groups: Mapping[str, Sequence[Row]]) -> str:
    """One table of all groups: the figure, what it is held against, the goal, and whether that is met."""
    head = ("", "figure", "processor", "against, in the same run", "ratio", "growth", "goal", "")
    lines: list[tuple[str, ...]] = [head]
    for title, rows in groups.items():
        lines += [("", *[""] * 7), (title.upper(), *[""] * 7)]
        lines += [_cells(row) for row in rows]
    widths = [max(len(line[at]) for line in lines if line[1] or at) for at in range(len(head))]
    text = [
        "  ".join(
            cell.ljust(width) if at in _TO_THE_LEFT else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    held = [row for rows in groups.values() for row in rows if row.goal is not None]
    met = sum(row.reached is True for row in held)
    return "\n".join([*text, "", f"{met} of {len(held)} goals reached", ""])


_TO_THE_LEFT = (0, 3, 7)  # columns of words


def _cells(row: Row) -> tuple[str, ...]:
    against = "" if row.reference is None else f"{row.against}: {row.reference:.2f}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f} x"
    goal = "" if row.goal is None else f"{row.goal:g}{' x' if row.ratio is not None else f' {row.unit}'}"
    met = {None: "", True: "reached", False: "MISSED"}[row.reached]
    own = "" if row.own is None else f"{row.own:,.2f} {row.unit}"
    growth = "" if not row.smaller else f"{row.value / row.smaller:.2f} x"
    return row.name, f"{row.value:,.2f} {row.unit}", own, against, ratio, growth, goal, met


def load() -> str:
    """How busy the machine is: figures taken beside others' work are worth little."""
    return "load {:.1f} {:.1f} {:.1f}".format(*os.getloadavg()) if hasattr(os, "getloadavg") else ""
