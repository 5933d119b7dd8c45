"""The surface of a map under the mouse and the keys: choosing, moving, joining, dropping, zooming. It only tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsLineItem, QGraphicsView, QWidget

from qda.i18n import _
from qda.ui.analysis.chosen_codes import CODES, dropped_codes
from qda.ui.analysis.map_items import GRID, NodeItem
from qda.ui.analysis.map_reading import Map, Node, in_reading_order, line_words, map_words, node_words
from qda.ui.analysis.map_scene import MapScene
from qda.ui.session import Session
from qda.ui.theme import qcolor

if TYPE_CHECKING:
    from qda.ui.analysis.map_reading import Line

_LEAST, _MOST, _ZOOM_STEP = 0.25, 3.0, 1.15
_FIT_MOST = 1.2
_EDGE = 36.0
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_NEAR, _FAR = 2, 10  # steps of the grid that an arrow moves by, and with Ctrl
_RUBBER = 3.0


class MapView(QGraphicsView):
    """Shows one map. Moves, drops and joins are told; the page does them and shows the map anew."""

    moved = Signal(object)  # {node id: (x, y)}
    related = Signal(int, int, QPoint)  # from a node to a node, at a place of the view
    dropped = Signal(object, object)  # ids of codes, and the place on the map
    opened = Signal(object)  # Node: Enter or a double click

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rubber: QGraphicsLineItem | None = None
        self._from: NodeItem | None = None
        self._aim: NodeItem | None = None
        self._fitted = True
        self.map = MapScene(session, self)
        self.map.chosen.connect(self._speak)
        self.setScene(self.map)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptDrops(True)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.RubberBandDrag)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Map"))
        session.ink_changed.connect(lambda _ink: self._repaint())

    def show_map(self, shown: Map | None) -> None:
        """Show a map; another one is shown whole."""
        before = self.map.shown()
        self.map.show_map(shown)
        self.setAccessibleName(_("Map: {name}").format(name=shown.name) if shown else _("Map"))
        if not self.map.chosen_nodes() and not self.map.chosen_lines():
            self.setAccessibleDescription(map_words(shown) if shown else "")
        if shown is None or before is None or shown.id != before.id:
            self.fit()
        self._repaint()

    def _repaint(self) -> None:
        self.map.update()
        self.viewport().update()

    # --- what is chosen ---------------------------------------------------------------------------

    def choose_node(self, node_id: int) -> None:
        """Choose one box and bring it into view."""
        item = self.map.item(node_id)
        if item is not None:
            self.map.choose(item)
            self.ensureVisible(item, 40, 40)

    def choose_line(self, line_id: int) -> None:
        """Choose one line."""
        self.map.choose(self.map.line_item(line_id))

    def next_line(self) -> None:
        """From a box to its first line, from line to line, and back to the first."""
        shown = self.map.shown()
        if shown is None:
            return
        nodes, lines = self.map.chosen_nodes(), self.map.chosen_lines()
        start = nodes[0].id if nodes else lines[0].from_id if lines else None
        ids = [line.id for line in (shown.lines if start is None else shown.lines_of(start))]
        if ids:
            at = ids.index(lines[0].id) + 1 if lines and lines[0].id in ids else 0
            self.choose_line(ids[at % len(ids)])

    def _speak(self, one: Node | Line | None) -> None:
        shown = self.map.shown()
        if shown is None or one is None:
            return
        words = node_words(shown, one) if isinstance(one, Node) else line_words(shown, one)
        self.setAccessibleDescription(words)
        if QAccessible.isActive() and self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _enter(self, *, forward: bool) -> None:
        """Who comes by Tab finds something chosen."""
        shown = self.map.shown()
        if shown and shown.nodes and not self.map.chosen_nodes() and not self.map.chosen_lines():
            self.choose_node(in_reading_order(shown.nodes)[0 if forward else -1].id)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from box to box, and after the last one on to the next part of the window."""
        shown = self.map.shown()
        ids = [node.id for node in in_reading_order(shown.nodes)] if shown else []
        chosen = self.map.chosen_nodes()
        at = ids.index(chosen[0].id) + (1 if forward else -1) if chosen else 0 if forward else len(ids) - 1
        if 0 <= at < len(ids):
            self.choose_node(ids[at])
            return True
        return super().focusNextPrevChild(forward)

    # --- keys -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move what is chosen; Enter opens it."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self.map.chosen_nodes() and self.map.may_write():
            self._nudge(step, far=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.map.chosen_nodes():
            self.opened.emit(self.map.chosen_nodes()[0])
        elif event.key() == Qt.Key.Key_Escape and (self.map.chosen_nodes() or self.map.chosen_lines()):
            self._end_relating()
            self.map.choose(None)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """An arrow that is let go ends one move."""
        if Qt.Key(event.key()) in _STEPS and not event.isAutoRepeat():
            self._end_move()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A move ends where the keyboard leaves."""
        self._end_move()
        super().focusOutEvent(event)
        self.map.at_hand = False
        self._repaint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring around what is chosen shows that the keys are here."""
        super().focusInEvent(event)
        self.map.at_hand = True
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._enter(forward=event.reason() == Qt.FocusReason.TabFocusReason)
        self._repaint()

    def _nudge(self, step: tuple[int, int], *, far: bool) -> None:
        self.map.dragging = True
        by = GRID * (_FAR if far else _NEAR)
        for node in self.map.chosen_nodes():
            item = self.map.item(node.id)
            if item is not None:
                item.moveBy(step[0] * by, step[1] * by)
                self.ensureVisible(item, 20, 20)

    def _end_move(self) -> None:
        if self.map.dragging:
            self.map.dragging = False
            places = self.map.moves()
            if places:
                self.moved.emit(places)

    # --- mouse ------------------------------------------------------------------------------------

    def _node_at(self, at: QPoint) -> NodeItem | None:
        return next((item for item in self.items(at) if isinstance(item, NodeItem)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """With Shift a line is drawn from a box; without, boxes are chosen and moved."""
        node = self._node_at(event.position().toPoint())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.button() == Qt.MouseButton.LeftButton and node is not None and shift and self.map.may_write():
            self._begin_relating(node)
            event.accept()
            return
        self.map.dragging = node is not None and event.button() == Qt.MouseButton.LeftButton
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The line that is being drawn follows."""
        if self._from is None:
            super().mouseMoveEvent(event)
            return
        at = event.position().toPoint()
        self._aim_at(self._node_at(at))
        if self._rubber is not None:
            line = self._rubber.line()
            line.setP2(self.mapToScene(at))
            self._rubber.setLine(line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The move ends, or the line has found its other box."""
        if self._from is None:
            super().mouseReleaseEvent(event)
            self._end_move()
            return
        start, end = self._from, self._node_at(event.position().toPoint())
        self._end_relating()
        if end is not None and end is not start:
            self.related.emit(start.node.id, end.node.id, event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens."""
        node = self._node_at(event.position().toPoint())
        if node is not None:
            self.opened.emit(node.node)
        else:
            super().mouseDoubleClickEvent(event)

    def _begin_relating(self, node: NodeItem) -> None:
        self._from = node
        centre = node.mapToScene(QPointF(node.node.w / 2, node.height / 2))
        self._rubber = self.map.addLine(centre.x(), centre.y(), centre.x(), centre.y())
        pen = QPen(qcolor(self._session.ink.accent), 1.6)
        pen.setDashPattern([_RUBBER, _RUBBER])
        self._rubber.setPen(pen)
        self._rubber.setZValue(0.5)

    def _end_relating(self) -> None:
        self._aim_at(None)
        self._from = None
        if self._rubber is not None:
            self.map.removeItem(self._rubber)
            self._rubber = None

    def _aim_at(self, node: NodeItem | None) -> None:
        node = None if node is self._from else node
        for item in (self._aim, node):
            if item is not None:
                item.aimed = item is node
                item.update()
        self._aim = node

    # --- drops ------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Codes may be dropped."""
        if event.mimeData().hasFormat(CODES) and self.map.shown() is not None and self.map.may_write():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Everywhere."""
        if event.mimeData().hasFormat(CODES):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell where which codes were dropped."""
        at = self.mapToScene(event.position().toPoint())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        codes = dropped_codes(event)
        if codes:
            self.dropped.emit(codes, (at.x(), at.y()))

    # --- nearer and farther -----------------------------------------------------------------------

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

    def fit(self) -> None:
        """Show the whole map."""
        self._fitted = True
        self._let_scroll(False)
        rect = self.map.outline().adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)
        view = self.viewport().size()
        scale = min(view.width() / rect.width(), view.height() / rect.height(), _FIT_MOST)
        scale = max(_LEAST, scale)
        self.resetTransform()
        self.scale(scale, scale)
        self.centerOn(rect.center())

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A map that was shown whole stays whole."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paper."""
        painter.fillRect(rect, qcolor(self._session.ink.paper))
