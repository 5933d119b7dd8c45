"""What random hands do with the mouse: clicks, drags, the wheel, and another size of the window."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QHeaderView,
    QScrollBar,
    QSplitterHandle,
    QWidget,
)

from tests.hands.watching import Watch

_PLAIN, _CTRL, _SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_LEFT, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
_SIZES = ((1280, 800), (1280, 800), (900, 600), (1024, 768), (1920, 1080), (640, 400))
_STEPS = 6
_BETWEEN = 12  # milliseconds between two movements of a drag


class Pointer:
    """The mouse on one window; `wait` lets the window work until what it is given says that a drag is over."""

    def __init__(self, window: QWidget, random: Random, watch: Watch, wait: Callable[[Callable[[], bool]], None]):
        self._window = window
        self._random = random
        self._watch = watch
        self._wait = wait
        self._way: list[QPoint] = []
        self._held = _PLAIN
        self._step = QTimer(window, interval=_BETWEEN)
        self._step.timeout.connect(self._drag_on)

    def click(self) -> None:
        """Anywhere, or on something; sometimes twice, sometimes with the other button."""
        place = self._place()
        button = _RIGHT if self._random.random() < 0.12 else _LEFT
        held = self._random.choice((*[_PLAIN] * 8, _CTRL, _SHIFT))
        self._watch.note(f"{held.name} {button.name} at {place.x()}, {place.y()} on {self._beneath(place)}")
        click = QTest.mouseDClick if self._random.random() < 0.1 else QTest.mouseClick
        click(self._window.windowHandle(), button, held, place)

    def drag(self) -> None:
        """From one thing to another, or to anywhere; with Escape before the end at times."""
        if self._way:
            return
        start, end = self._place(), self._place()
        if self._random.random() < 0.4:
            end = self._within_window(start + QPoint(self._random.randint(-200, 200), self._random.randint(-150, 150)))
        self._held = self._random.choice((_PLAIN, _PLAIN, _PLAIN, _CTRL, _SHIFT))
        self._watch.note(
            f"{self._held.name} drag from {start.x()}, {start.y()} on {self._beneath(start)} "
            f"to {end.x()}, {end.y()} on {self._beneath(end)}"
        )
        self._way = [start + (end - start) * step / _STEPS for step in range(1, _STEPS + 1)]
        QTest.mousePress(self._window.windowHandle(), _LEFT, self._held, start)
        self._step.start()
        self._wait(lambda: not self._way)

    def _drag_on(self) -> None:
        # Here and not in a loop: who drags begins a loop of events of his own.
        handle = self._window.windowHandle()
        if not self._way or handle is None:
            self._way = []
            self._step.stop()
            return
        place = self._within_window(self._way.pop(0))  # it may have become smaller meanwhile
        QTest.mouseMove(handle, place)
        if not self._way:
            self._step.stop()
            if self._random.random() < 0.05:
                QTest.keyClick(handle, Qt.Key.Key_Escape)
            QTest.mouseRelease(handle, _LEFT, self._held, place)

    def wheel(self) -> None:
        """Up or down, sideways, or larger and smaller."""
        place, held = self._place(), self._random.choice((_PLAIN, _PLAIN, _CTRL, _SHIFT))
        way = QPoint(0, self._random.choice((-480, -120, 120, 480, 15)))
        if self._random.random() < 0.1:
            way = QPoint(way.y(), 0)
        self._watch.note(f"{held.name} wheel {way.x()}, {way.y()} on {self._beneath(place)}")
        QTest.wheelEvent(self._window.windowHandle(), place, way, QPoint(), held)

    def resize(self) -> None:
        """Another size, as on a smaller or a larger screen."""
        size = self._random.choice(_SIZES)
        self._watch.note(f"window {size[0]} x {size[1]}")
        self._window.showNormal()
        self._window.resize(*size)

    # --- places ---------------------------------------------------------------------------------------

    def _place(self) -> QPoint:
        """Somewhere in the window; as often on something that is made to be clicked or dragged."""
        anywhere = QPoint(self._random.randrange(self._window.width()), self._random.randrange(self._window.height()))
        if self._random.random() < 0.5:
            return anywhere
        kinds: list[type[QWidget]] = [QSplitterHandle, QHeaderView, QAbstractItemView, QAbstractScrollArea, QScrollBar]
        kind = self._random.choice(kinds)
        seen = [
            each for each in self._window.findChildren(kind) if each.isVisible() and not each.visibleRegion().isEmpty()
        ]
        if not seen:
            return anywhere
        widget = self._random.choice(seen)
        return self._within_window(widget.mapTo(self._window, self._within(widget)))

    def _within_window(self, place: QPoint) -> QPoint:
        room = self._window.rect()
        return QPoint(min(max(place.x(), room.left()), room.right()), min(max(place.y(), room.top()), room.bottom()))

    def _within(self, widget: QWidget) -> QPoint:
        if isinstance(widget, QHeaderView) and widget.count() > 1:
            at = widget.sectionViewportPosition(self._random.randrange(widget.count()))
            # The border between two sections is for widening, the middle for moving.
            at += self._random.choice((-1, 20))
            return QPoint(at, 5) if widget.orientation() == Qt.Orientation.Horizontal else QPoint(5, at)
        room = widget.visibleRegion().boundingRect()
        return QPoint(
            self._random.randint(room.left(), max(room.left(), room.right())),
            self._random.randint(room.top(), max(room.top(), room.bottom())),
        )

    def _beneath(self, place: QPoint) -> str:
        widget = self._window.childAt(place)
        above = None if widget is None else widget.parentWidget()
        return f"{type(widget).__name__}/{type(above).__name__}"
