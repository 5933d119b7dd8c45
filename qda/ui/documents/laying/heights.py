"""Heights of blocks, summed: the top of any block and the block at any height in a few steps, however long the text."""

from __future__ import annotations

from collections.abc import Sequence


class Heights:
    """Whole pixels by block, with their prefix sums in a binary indexed tree (Fenwick 1994)."""

    __slots__ = ("_heights", "_step", "_tree")

    def __init__(self, heights: Sequence[int]) -> None:
        self._heights = list(heights)
        size = len(self._heights)
        self._step = 1 << size.bit_length() >> 1  # the largest power of two within size
        self._tree = [0, *self._heights]
        for at in range(1, size + 1):
            above = at + (at & -at)
            if above <= size:
                self._tree[above] += self._tree[at]

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, block: int) -> int:
        return self._heights[block]

    def __setitem__(self, block: int, height: int) -> None:
        change = height - self._heights[block]
        if change:
            self._heights[block] = height
            at = block + 1
            while at < len(self._tree):
                self._tree[at] += change
                at += at & -at

    def top(self, block: int) -> int:
        """The sum of all heights above a block; of all heights for the length."""
        total = 0
        while block:
            total += self._tree[block]
            block &= block - 1
        return total

    @property
    def total(self) -> int:
        """The sum of all."""
        return self.top(len(self._heights))

    def at(self, y: int) -> int:
        """The block that covers height `y`; the first above all, the last below all."""
        at, step, left = 0, self._step, max(0, y)
        while step:
            if at + step < len(self._tree) and self._tree[at + step] <= left:
                at += step
                left -= self._tree[at]
            step >>= 1
        return min(at, len(self._heights) - 1)
