"""A figure as it will stand on paper, always light: its places can be pointed at, walked through and read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from qda.ui.session import Session
from qda.ui.theme import qcolor

if TYPE_CHECKING:
    from PySide6.QtGui import QHelpEvent

    from qda.export.figures.pen import Spot

_ZOOM = (0.3, 1.6)
_DOTS = 96 / 72
"""Pixels to the point at 100 %."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A rendered figure: its pixels, its size in points, its places, its caption and its words."""

    png: bytes
    width: float
    height: float
    spots: tuple[Spot, ...]
    title: str
    description: str


class FigureView(QWidget):
    """`wanted` with the place whose quotes are asked for; `pointed` with the words of the place at hand."""

    wanted = Signal(object)
    pointed = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: Shown | None = None
        self._image = QImage()
        self._at = -1
        self.zoom = 1.0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        session.ink_changed.connect(lambda _ink: self.update())

    def show_figure(self, shown: Shown | None) -> None:
        """Show this, or nothing."""
        self._shown, self._at = shown, -1
        self._image = QImage.fromData(shown.png) if shown is not None else QImage()
        self.setAccessibleName(shown.title if shown is not None else "")
        self.setAccessibleDescription(shown.description if shown is not None else "")
        self.setFixedSize(self.sizeHint())
        self.update()

    @property
    def shown(self) -> Shown | None:
        """What is shown."""
        return self._shown

    def fit(self, room: int) -> None:
        """Take so many pixels of width, within reason."""
        if self._shown is not None:
            self.zoom = min(_ZOOM[1], max(_ZOOM[0], room / (self._shown.width * _DOTS)))
            self.setFixedSize(self.sizeHint())
            self.update()

    def sizeHint(self) -> QSize:
        """The sheet at its zoom."""
        if self._shown is None:
            return QSize(10, 10)
        scale = _DOTS * self.zoom
        return QSize(round(self._shown.width * scale), round(self._shown.height * scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, and a frame around the place at hand."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor("#FFFFFF"))
        if self._shown is None:
            return
        painter.drawImage(QRectF(self.rect()), self._image)
        if self._at >= 0:
            box = self._box(self._shown.spots[self._at]).adjusted(-1, -1, 1, 1)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor("#FFFFFF"), 4))
            painter.drawRect(box)
            painter.setPen(QPen(QColor("#B3261E"), 2))
            painter.drawRect(box)
        elif self.hasFocus():
            painter.setPen(QPen(qcolor(self._session.ink.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _box(self, spot: Spot) -> QRectF:
        scale = _DOTS * self.zoom
        return QRectF(spot.rect.x * scale, spot.rect.y * scale, spot.rect.w * scale, spot.rect.h * scale)

    def place_at(self, point: QPointF) -> int:
        """The number of the smallest place under a point; -1 where there is none."""
        if self._shown is None:
            return -1
        under = [
            (spot.rect.w * spot.rect.h, number)
            for number, spot in enumerate(self._shown.spots)
            if spot.words and self._box(spot).contains(point)
        ]
        return min(under)[1] if under else -1

    # --- hand and keys ----------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be read."""
        number = self.place_at(event.position())
        spots: Sequence[Spot] = self._shown.spots if self._shown is not None else ()
        reads = number >= 0 and spots[number].query is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if reads else Qt.CursorShape.ArrowCursor)
        self.pointed.emit(spots[number].words if number >= 0 else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the place, and read it."""
        number = self.place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self._take(number)
            self._read()
        else:
            super().mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        """What stands under the mouse, in words."""
        if event.type() == QEvent.Type.ToolTip:
            help_event: QHelpEvent = event  # type: ignore[assignment]  # by its type
            number = self.place_at(QPointF(help_event.pos()))
            words = self._shown.spots[number].words if self._shown is not None and number >= 0 else ""
            QToolTip.showText(help_event.globalPos(), words, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows walk through the places, Enter reads."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._read()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down) and self._walk(key):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _walk(self, key: int) -> bool:
        """To the nearest place in that direction; from nowhere to the first."""
        spots = self._shown.spots if self._shown is not None else ()
        told = [number for number, spot in enumerate(spots) if spot.words]
        if not told:
            return False
        if self._at < 0:
            self._take(told[0])
            return True
        here = spots[self._at].rect.centre
        best: tuple[float, int] | None = None
        across = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        sign = 1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1
        for number in told:
            there = spots[number].rect.centre
            ahead = (there[0] - here[0] if across else there[1] - here[1]) * sign
            aside = abs(there[1] - here[1] if across else there[0] - here[0])
            if ahead > 0.5:
                best = min(best or (float("inf"), -1), (ahead + 4 * aside, number))
        if best is not None:
            self._take(best[1])
        return True

    def _take(self, number: int) -> None:
        self._at = number
        assert self._shown is not None
        spot = self._shown.spots[number]
        self.pointed.emit(spot.words)
        self.setAccessibleDescription(spot.words)
        self._reveal(spot)
        self.update()

    def _reveal(self, spot: Spot) -> None:
        parent = self.parentWidget()
        area = parent.parentWidget() if parent is not None else None
        if isinstance(area, QScrollArea):
            centre = self._box(spot).center()
            area.ensureVisible(round(centre.x()), round(centre.y()), 60, 60)

    def _read(self) -> None:
        if self._shown is not None and self._at >= 0:
            self.wanted.emit(self._shown.spots[self._at])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No frame."""
        super().focusOutEvent(event)
        self.update()
