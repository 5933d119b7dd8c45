"""Lanes for stripes: what overlaps stands side by side, each as far left as it was free when it came."""

from __future__ import annotations

from collections.abc import Iterable


class Lanes:
    """The lane of every stripe, from 0; later ones are placed one by one.

    Takes (id, beginning of the line on which it starts, end), in the order in which they start: a stripe may follow
    another in its lane if that ended before the line.
    """

    __slots__ = ("_counts", "_lane")

    def __init__(self, stripes: Iterable[tuple[int, int, int]] = ()) -> None:
        self._lane: dict[int, int] = {}
        self._counts: list[int] = []
        ends: list[int] = []  # of the last stripe in each lane
        for stripe, start, end in stripes:
            lane = 0
            for taken in ends:
                if taken <= start:
                    break
                lane += 1
            if lane == len(ends):
                ends.append(0)
                self._counts.append(0)
            ends[lane] = end
            self._counts[lane] += 1
            self._lane[stripe] = lane

    def __getitem__(self, stripe: int) -> int:
        return self._lane[stripe]

    @property
    def count(self) -> int:
        """How many lanes are in use."""
        return len(self._counts)

    def keep(self, count: int) -> None:
        """Hold so many lanes free, or more, for stripes that are still to come."""
        self._counts += [0] * (count - len(self._counts))

    def place(self, stripe: int, neighbours: Iterable[int]) -> int:
        """Give a new stripe the first lane that none of its neighbours holds."""
        taken = {self._lane[neighbour] for neighbour in neighbours}
        lane = 0
        while lane in taken:
            lane += 1
        while lane >= len(self._counts):
            self._counts.append(0)
        self._counts[lane] += 1
        self._lane[stripe] = lane
        return lane

    def drop(self, stripe: int) -> None:
        """Take a stripe away; the others stay where they are."""
        self._counts[self._lane.pop(stripe)] -= 1
        while self._counts and not self._counts[-1]:
            self._counts.pop()
