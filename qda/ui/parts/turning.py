"""Two parts of a page side by side; where there is little room, one above the other."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget


class Turning(QSplitter):
    """Narrower than `narrow` pixels it turns, and asks for `lines` lines of height: what is too low scrolls.

    `beside` and `above` are the sizes of the parts before anybody has drawn them otherwise.
    """

    def __init__(
        self, page: QWidget, narrow: int, beside: tuple[int, int], above: tuple[int, int], *, lines: int
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._page, self._narrow, self._sizes = page, narrow, (beside, above)
        self._lines = lines
        self._low = 0
        self.setChildrenCollapsible(False)

    def begin(self) -> None:
        """Share the room, when both parts are in."""
        self.setSizes(list(self._sizes[0]))

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider part: it turns before it has to scroll to the side."""
        parts = [part for at in range(self.count()) if (part := self.widget(at)) is not None]
        least = max((max(part.minimumWidth(), part.minimumSizeHint().width()) for part in parts), default=0)
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the width has passed the limit."""
        super().resizeEvent(event)
        narrow = self.width() < self._narrow
        if narrow == (self.orientation() == Qt.Orientation.Vertical):
            return
        self.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self.setSizes(list(self._sizes[narrow]))
        if narrow:
            self._low = self._page.minimumHeight()
        self._page.setMinimumHeight(self._lines * self.fontMetrics().height() if narrow else self._low)
