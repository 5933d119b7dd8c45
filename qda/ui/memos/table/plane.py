"""The plane that the sorting table shows a piece of: where the piece lies, and how large it is seen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPixmap, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from qda.ui.memos.table.model import GAP, HEIGHT, WIDTH, SortingModel

_LEAST, _MOST = 0.12, 3.0


class Plane(QAbstractScrollArea):
    """Scrolls and zooms over the cards of an arrangement."""

    def __init__(self, model: SortingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._zoom = 1.0
        self._origin = QPointF(-GAP, -GAP)  # what is at the upper left of the view
        self._still: QPixmap | None = None  # what does not move, while something does
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def scale(self) -> float:
        """How many pixels of the window one of the plane is; letters are as large as the window's at zoom 1."""
        return self._zoom * max(0.5, self.fontMetrics().height() / 17)

    def _transform(self) -> QTransform:
        scale = self.scale
        return QTransform.fromScale(scale, scale).translate(-self._origin.x(), -self._origin.y())

    def _on_plane(self, point: QPoint | QPointF) -> QPointF:
        return QPointF(point) / self.scale + self._origin

    def _plane_rect(self, rect: QRect) -> QRectF:
        return QRectF(self._on_plane(rect.topLeft()), self._on_plane(rect.bottomRight() + QPoint(1, 1)))

    def _seen(self) -> QRectF:
        size = self.viewport().size()
        return QRectF(self._origin.x(), self._origin.y(), size.width() / self.scale, size.height() / self.scale)

    def _set_bars(self) -> None:
        self._set_ranges()
        self.viewport().update()

    def _set_ranges(self) -> None:
        seen = self._seen()
        # Room around the cards, to move them into; an empty table has nothing to scroll to.
        around = self._model.bounds().adjusted(-WIDTH, -HEIGHT, WIDTH, HEIGHT)
        whole = around.united(seen) if self._model.cards else seen
        for bar, low, high, at, page in (
            (self.horizontalScrollBar(), whole.left(), whole.right(), seen.left(), seen.width()),
            (self.verticalScrollBar(), whole.top(), whole.bottom(), seen.top(), seen.height()),
        ):
            bar.blockSignals(True)
            bar.setRange(int(low), max(int(low), int(high - page)))
            bar.setPageStep(int(page))
            bar.setSingleStep(40)
            bar.setValue(int(at))
            bar.blockSignals(False)

    def _on_scrolled(self) -> None:
        self._origin = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        self._still = None
        self.viewport().update()

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by steps, around the middle; 0 is the usual size."""
        self._zoom_at(1.1**steps if steps else 1 / self._zoom, QPointF(self.viewport().rect().center()))

    def _zoom_at(self, factor: float, point: QPointF) -> None:
        before = self._on_plane(point)
        self._zoom = min(_MOST, max(_LEAST, self._zoom * factor))
        self._origin = before - point / self.scale
        self._still = None
        self._set_bars()

    def show_all(self) -> None:
        """As large as lets everything be seen."""
        bounds = self._model.bounds().adjusted(-GAP, -GAP, GAP, GAP)
        size = self.viewport().size()
        base = self.scale / self._zoom
        fits = min(size.width() / bounds.width(), size.height() / bounds.height()) / base
        self._zoom = min(1.0, max(_LEAST, fits)) if self._model.cards else 1.0
        self._origin = bounds.topLeft()
        self._still = None
        self._set_bars()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it zooms, around the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom_at(1.0015 ** event.angleDelta().y(), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The same corner stays."""
        super().resizeEvent(event)
        self._still = None
        self._set_bars()
