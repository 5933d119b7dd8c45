"""Where room is short: parts that go on in another line, and pages that scroll instead of cutting their words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from qda.ui.theme import STEP


class Wrapping(QWidget):
    """Parts side by side on as many lines as they need, none narrower than it wants; the last may keep to the right."""

    def __init__(self, parts: Sequence[QWidget], *, gap: int = STEP, last_right: bool = False) -> None:
        super().__init__()
        self._parts = list(parts)
        self._gap = gap
        self._last_right = last_right
        for part in self._parts:
            part.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _wanted(self) -> list[tuple[QWidget, QSize]]:
        shown = [part for part in self._parts if not part.isHidden()]
        return [(part, part.sizeHint().expandedTo(part.minimumSize())) for part in shown]

    def places(self, width: int) -> tuple[list[tuple[QWidget, QRect]], int]:
        """Where each part stands in so much room, and how high all of it is."""
        wanted = self._wanted()
        line = max((size.height() for _part, size in wanted), default=0)
        x = y = 0
        found: list[tuple[QWidget, QRect]] = []
        for part, size in wanted:
            wide = min(size.width(), width)
            if x and x + wide > width:
                x, y = 0, y + line + self._gap
            at = width - wide if self._last_right and part is self._parts[-1] else x
            found.append((part, QRect(at, y, wide, line)))
            x += wide + self._gap
        return found, y + line

    def heightForWidth(self, width: int) -> int:
        """As many lines as there are then."""
        return self.places(width)[1]

    def sizeHint(self) -> QSize:
        """One line."""
        wanted = self._wanted()
        wide = sum(size.width() for _part, size in wanted) + self._gap * max(0, len(wanted) - 1)
        return QSize(wide, max((size.height() for _part, size in wanted), default=0))

    def minimumSizeHint(self) -> QSize:
        """The widest part."""
        wanted = self._wanted()
        wide = max((size.width() for _part, size in wanted), default=0)
        return QSize(wide, max((size.height() for _part, size in wanted), default=0))

    def _place(self) -> None:
        places, high = self.places(self.width())
        for part, place in places:
            part.setGeometry(place)
        if high != self.minimumHeight():  # for what asks for no height by width, as splitters
            self.setMinimumHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width makes other lines."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """A part that has other words wants other room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
            self.updateGeometry()
        return super().event(event)


class Scrolled(QScrollArea):
    """A page that has all the room there is, and scrolls where that is less than it needs at the least.

    Qt's own way would ask for what a page with wrapped words wants at its best, and scroll long before it must.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.page = page
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(page)
        page.setAutoFillBackground(False)

    def _high(self, width: int) -> int:
        layout = self.page.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.minimumHeightForWidth(width)
        return self.page.minimumSizeHint().height()

    def _fit(self) -> None:
        room, least = self.maximumViewportSize(), self.page.minimumSizeHint().width()
        wide = max(room.width(), least)
        if self._high(wide) > room.height():
            wide = max(room.width() - self.verticalScrollBar().sizeHint().width(), least)
        high = room.height() - (self.horizontalScrollBar().sizeHint().height() if wide > room.width() else 0)
        self.page.resize(wide, max(high, self._high(wide)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, or less."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page needs other room."""
        if watched is self.page and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys are for the page around it."""
        event.ignore()
