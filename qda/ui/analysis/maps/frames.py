"""Groups on the surface of a map: a frame with a title around boxes; it grows and shrinks with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QApplication, QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from qda.ui.analysis.maps.items import sans
from qda.ui.analysis.maps.lines import Box
from qda.ui.analysis.maps.reading import Frame
from qda.ui.theme import lifted, mixed, qcolor

if TYPE_CHECKING:
    from qda.ui.analysis.maps.scene import MapScene

_UNDER_ALL = -1.0
_TITLE = 14
_IN = 14.0
_EDGE = 8.0  # map units on which the border can be hit
_RADIUS = 10.0
_WASH = 0.10


class FrameItem(QGraphicsItem):
    """The frame of a group. Its head and its border are what the mouse takes hold of; inside one goes on as outside."""

    def __init__(self, scene: MapScene, frame: Frame) -> None:
        super().__init__()
        self._map = scene
        self.frame = frame
        self._rect = QRectF(*frame.box)
        self.aimed = False
        self.setZValue(_UNDER_ALL)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)

    def show_frame(self, frame: Frame, around: Box | None) -> None:
        """Show this, around the boxes that it holds; None where it holds none."""
        self.prepareGeometryChange()
        self.frame = frame
        rect = QRectF(*(around or frame.box))
        metrics = QFontMetricsF(sans(_TITLE, QApplication.font().family(), bold=True))
        rect.setWidth(max(rect.width(), metrics.horizontalAdvance(frame.title) + 2 * _IN))
        self._rect = rect
        self._map.outgrow()
        self.update()

    def rect(self) -> QRectF:
        """Where the frame lies."""
        return self._rect

    def boundingRect(self) -> QRectF:
        """The frame with room for the ring of the focus."""
        return self._rect.adjusted(-6, -6, 6, 6)

    def shape(self) -> QPainterPath:
        """Its head and its border; all of an empty one."""
        whole = QPainterPath()
        whole.addRect(self._rect.adjusted(-_EDGE / 2, -_EDGE / 2, _EDGE / 2, _EDGE / 2))
        if not self._map.holds(self.frame.id):
            return whole
        inner = QPainterPath()
        inner.addRect(self._rect.adjusted(_EDGE, 30, -_EDGE, -_EDGE))
        return whole.subtracted(inner)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """A wash, a border, and the title above."""
        ink = self._map.ink()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        own = lifted(self.frame.color, ink) if self.frame.color else ""
        edge = own or mixed(ink.faint, ink.paper, 0.7)
        if self.isSelected() or self.aimed:
            ring = ink.hint if self.aimed else ink.accent if self._map.at_hand else ink.faint
            painter.setPen(QPen(qcolor(ring), 2))
        else:
            painter.setPen(QPen(qcolor(edge), 1.2))
        painter.setBrush(qcolor(mixed(own, ink.paper, _WASH) if own else mixed(ink.panel, ink.paper, 0.6)))
        painter.drawRoundedRect(self._rect, _RADIUS, _RADIUS)
        painter.setFont(sans(_TITLE, QApplication.font().family(), bold=True))
        painter.setPen(qcolor(ink.soft))
        head = QRectF(self._rect.x() + _IN, self._rect.y() + 6, self._rect.width() - 2 * _IN, 22)
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self.frame.title)
