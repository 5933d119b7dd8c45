"""The three columns of the window: the study, the work, codes above memo. The sides fold, and give way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

# In mean characters of the window's font, so that all of it grows with the font.
_LEFT, _RIGHT = 31, 40  # at first
_LEAST_LEFT, _LEAST_RIGHT = 20, 27
_WORK = 36  # with less room for the work, a side gives way
_NARROWED = 0.85  # of what a side is usually wide it is still of use
_LABELLED = 97  # room for numbered lines of 80 characters with labels: sides that nobody has drawn leave so much


class Panels(QSplitter):
    """Left, middle, right. A side is hidden when the user folds it, or while the window is too narrow for it."""

    folded = Signal()

    def __init__(self, middle: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._middle = middle
        self._left: QWidget | None = None
        self._right: QSplitter | None = None
        self._folded = {"left": False, "right": False}
        self._insisted = {"left": False, "right": False}
        self._widths = {"left": self._chars(_LEFT), "right": self._chars(_RIGHT)}
        self._drawn = False  # whether the user has drawn a side to a width
        self._on = False
        self._wish = self._best = 0
        self.addWidget(middle)
        self.setStretchFactor(0, 1)
        self.splitterMoved.connect(lambda _at, _index: self._note_widths())

    def begin(self, left: QWidget) -> None:
        """Put the left panel in, and keep the room of those at the right."""
        self._left = left
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._right.setHandleWidth(1)
        self._right.setChildrenCollapsible(False)
        self._right.setMinimumWidth(self._chars(_LEAST_RIGHT))
        self.insertWidget(0, left)
        self.addWidget(self._right)
        for index, stretch in enumerate((0, 1, 0)):
            self.setStretchFactor(index, stretch)
        self._arrange()

    def complete(self, upper: QWidget, lower: QWidget) -> None:
        """Put the panels at the right in, once."""
        assert self._right is not None
        self._right.addWidget(upper)
        self._right.addWidget(lower)
        self._right.setSizes([620, 300])
        self._arrange()

    def _chars(self, count: int) -> int:
        return self.fontMetrics().averageCharWidth() * count

    @property
    def filled(self) -> bool:
        """True once all panels are there."""
        return self._right is not None and self._right.count() > 0

    def show_sides(self, on: bool) -> None:
        """Sides are shown with a study only."""
        self._on = on
        self._arrange()

    # --- folding ------------------------------------------------------------------------------------------

    def is_shown(self, side: str) -> bool:
        """True if a side ("left" or "right") can be seen."""
        widget = self._left if side == "left" else self._right
        return widget is not None and not widget.isHidden()

    def toggle(self, side: str) -> None:
        """Fold a side that can be seen; show one that can't."""
        self.fold(side, self.is_shown(side))

    def fold(self, side: str, away: bool) -> None:
        """Fold a side away, or insist on it even where there is little room."""
        # A side that was only insisted on gives way again, and comes back by itself where there is room.
        self._folded[side] = away and (self._has_room()[side] or not self._insisted[side])
        self._insisted[side] = not away
        self._arrange()
        self.folded.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sides give way and come back as the window changes."""
        super().resizeEvent(event)
        self.settle()

    def settle(self) -> None:
        """Give every column its due: the window or the page in the middle is another."""
        self._arrange()
        self._set_widths()

    def set_wish(self, width: int, best: int = 0) -> None:
        """Let the page in the middle have so many pixels if that can be: sides narrow, or the left one gives way.

        For as many as would be best they narrow a little.
        """
        if (width, best) != (self._wish, self._best):
            self._wish, self._best = width, best
            self.settle()

    def _gives_way(self) -> bool:
        """True if the work gets what it wishes only without the left side."""
        right = 0 if self._folded["right"] else int(self._widths["right"] * _NARROWED)
        room = self.width() - right - 2 * self.handleWidth()
        return room >= self._wish > room - int(self._widths["left"] * _NARROWED)

    def _has_room(self) -> dict[str, bool]:
        work, least = self._chars(_WORK), self._chars(_LEAST_LEFT)
        left = self._left.minimumSizeHint().width() if self._left is not None else 0
        right = self._right.minimumSizeHint().width() if self._right is not None else 0
        has = {"left": self.width() >= work + max(least, left) and not self._gives_way()}
        beside = max(least, left) if has["left"] and not self._folded["left"] else 0
        has["right"] = self.width() >= work + beside + max(self._chars(_LEAST_RIGHT), right)
        return has

    def _arrange(self) -> None:
        if self._left is None or self._right is None:
            return
        room = self._has_room()
        before = (self.is_shown("left"), self.is_shown("right"))
        for side, widget in (("left", self._left), ("right", self._right)):
            shown = self._on and not self._folded[side] and (room[side] or self._insisted[side])
            widget.setHidden(not shown)
        if before != (self.is_shown("left"), self.is_shown("right")):
            self._set_widths()

    # --- widths ---------------------------------------------------------------------------------------------

    def _note_widths(self) -> None:
        """Remember what the user dragged; what a narrow window did to a side is no wish of anybody."""
        for side, width in (("left", self.sizes()[0]), ("right", self.sizes()[-1])):
            if self.is_shown(side):
                self._widths[side] = width
        self._drawn = True

    def _set_widths(self) -> None:
        if self._right is None:
            return
        left = self._widths["left"] if self.is_shown("left") else 0
        right = self._widths["right"] if self.is_shown("right") else 0
        least = max(self._chars(_WORK), self._middle.minimumSizeHint().width())
        if not self._drawn:
            spare = max(0, left - self._chars(_LEAST_LEFT)) + max(0, right - self._chars(_LEAST_RIGHT))
            over = left + right + 2 * self.handleWidth() - self.width()
            wish = over + max(self._chars(_LABELLED), self._wish)
            little = min(over + self._best, int((left + right) * (1 - _NARROWED)))
            left, right = self._narrowed(left, right, min(max(wish, little), spare))
        left, right = self._narrowed(left, right, left + right + least + 2 * self.handleWidth() - self.width())
        self.setSizes([max(0, left), max(1, self.width() - left - right), max(0, right)])

    @staticmethod
    def _narrowed(left: int, right: int, over: int) -> tuple[int, int]:
        """What is too much is taken from both sides in proportion, and Qt keeps them from vanishing."""
        if over <= 0 or left + right == 0:
            return left, right
        share = over / (left + right)
        return int(left - left * share), int(right - right * share)

    def state(self) -> tuple[int, int, int, int, bool, bool]:
        """Widths of left and right, heights of codes and memo, and whether left and right are folded."""
        upper, lower = self._right.sizes() if self._right is not None and self.filled else (0, 0)
        left, right = (self._widths["left"], self._widths["right"]) if self._drawn else (0, 0)
        return left, right, upper, lower, self._folded["left"], self._folded["right"]

    def restore(self, left: int, right: int, heights: tuple[int, int], folded: tuple[bool, bool]) -> None:
        """Be as remembered; 0 stands for the usual size."""
        self._widths = {"left": left or self._chars(_LEFT), "right": right or self._chars(_RIGHT)}
        self._drawn = bool(left or right)
        self._folded = {"left": folded[0], "right": folded[1]}
        self._insisted = {"left": False, "right": False}
        if self._right is not None and self.filled and all(heights):
            self._right.setSizes(list(heights))
        self._arrange()
        self._set_widths()

    def memory(self) -> dict[str, Any]:
        """Which sides are insisted on where there is little room."""
        return {"insisted": [side for side, on in self._insisted.items() if on]}

    def remember(self, memory: Mapping[str, Any], *, glanced: bool) -> None:
        """Insist on the same sides."""
        insisted = memory.get("insisted", ())
        self._insisted = {side: side in insisted and not self._folded[side] for side in self._insisted}
        self.settle()
