"""The sheet that a map lies on: nearer and farther, shown whole or at full size, pushed about."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from qda.ui.analysis.maps.items import LABEL
from qda.ui.analysis.maps.scene import MapScene
from qda.ui.session import Session
from qda.ui.theme import qcolor

_LEAST, _MOST, _ZOOM_STEP = 0.1, 3.0, 1.15
_FIT_MOST = 1.2
_EDGE = 36.0
_LEGIBLE = 5.0  # pixels of the screen


class MapSheet(QGraphicsView):
    """Shows the scene of a map; a map that was shown whole stays whole."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pan: QPoint | None = None
        self._fitted = True
        self.room_below = 0.0  # pixels that something lies over at the lower edge
        self.map = MapScene(session, self)
        self.setScene(self.map)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.RubberBandDrag)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)

    def _is_whole(self) -> bool:
        port = self.viewport().rect().adjusted(0, 0, 0, -int(self.room_below))
        seen = self.mapToScene(port).boundingRect()
        return seen.contains(self.map.outline())

    def _sees(self, node_ids: Iterable[int]) -> bool:
        port = self.viewport().rect().adjusted(0, 0, 0, -int(self.room_below))
        seen = self.mapToScene(port).boundingRect()
        items = map(self.map.item, node_ids)
        return all(seen.contains(item.sceneBoundingRect()) for item in items if item is not None)

    def _begin_pan(self, at: QPoint) -> None:
        self._pan = at
        self._fitted = False
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def _pan_to(self, at: QPoint) -> None:
        by = at - (self._pan or at)
        self._pan = at
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - by.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - by.y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl, nearer and farther where the mouse is."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def zoom_by(self, steps: int) -> None:
        """Nearer or farther by steps; 0 shows the whole map again."""
        if not steps:
            self.fit()
            return
        self._let_scroll(True)
        now = self.transform().m11()
        wanted = min(_MOST, max(_LEAST, now * _ZOOM_STEP**steps))
        self._fitted = False
        self.scale(wanted / now, wanted / now)
        self._on_scale()

    def full_size(self) -> None:
        """One map unit to the pixel, as it is printed at 96 to the inch."""
        self._let_scroll(True)
        self._fitted = False
        self.resetTransform()
        self._on_scale()

    def fit(self) -> None:
        """Show the whole map."""
        self._fitted = True
        self._let_scroll(False)
        rect = self.map.outline().adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)
        view = self.viewport().size()
        height = max(view.height() - self.room_below, view.height() / 2)
        scale = max(_LEAST, min(view.width() / rect.width(), height / rect.height(), _FIT_MOST))
        rect.setHeight(rect.height() + self.room_below / scale)
        self.resetTransform()
        self.scale(scale, scale)
        self.centerOn(rect.center())
        self._on_scale()

    def _on_scale(self) -> None:
        """From afar, what stands on the lines would be specks: the lines alone show more."""
        self.map.set_legible(self.transform().m11() * self.devicePixelRatioF() * LABEL >= _LEGIBLE)

    def _let_scroll(self, may: bool) -> None:
        """A map that is shown whole needs no scroll bars, though there is room around it."""
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if may else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(policy)
        self.setVerticalScrollBarPolicy(policy)

    def middle(self) -> tuple[float, float]:
        """The middle of what is seen, on the map."""
        at = self.mapToScene(self.viewport().rect().center())
        return at.x(), at.y()

    def place_in_view(self, node_id: int) -> QPoint:
        """The lower left corner of a box, in the view."""
        item = self.map.item(node_id)
        if item is None:
            return self.viewport().rect().center()
        return self.mapFromScene(item.mapToScene(QPointF(0, item.height)))

    def place_of_line(self, line_id: int) -> QPoint:
        """Just under the middle of a line, in the view."""
        item = self.map.line_item(line_id)
        if item is None:
            return self.viewport().rect().center()
        return self.mapFromScene(item.boundingRect().center()) + QPoint(0, 16)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A map that was shown whole stays whole."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paper."""
        painter.fillRect(rect, qcolor(self._session.ink.paper))
