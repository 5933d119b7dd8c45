"""The surface of a map under the mouse and the keys: choosing, moving, joining, dropping, zooming. It only tells."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QLineF, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPen,
)
from PySide6.QtWidgets import QGraphicsLineItem, QWidget

from qda.i18n import _
from qda.ui.analysis.maps.align import GRID
from qda.ui.analysis.maps.drag import Drag
from qda.ui.analysis.maps.drops import Dropped, carries, dropped
from qda.ui.analysis.maps.frames import FrameItem
from qda.ui.analysis.maps.items import NodeItem
from qda.ui.analysis.maps.reading import (
    Frame,
    Line,
    Map,
    Node,
    frame_words,
    in_reading_order,
    line_words,
    map_words,
    node_words,
)
from qda.ui.analysis.maps.sheet import MapSheet
from qda.ui.analysis.maps.walk import walk
from qda.ui.session import Session
from qda.ui.theme import qcolor

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_NEAR, _FAR = 2, 10  # steps of the grid that an arrow moves by, and with Ctrl
_RUBBER = 3.0
_ON_TOP = 3.0


class MapView(MapSheet):
    """Shows one map. Moves, drops and joins are told; the page does them and shows the map anew."""

    moved = Signal(object, object)  # {node id: (x, y)}, and the group they were dropped in or None
    related = Signal(int, int, QPoint)  # from a node to a node, at a place of the view
    dropped = Signal(object, object)  # Dropped, and the place on the map
    opened = Signal(object)  # Node, Line or Frame: Enter or a double click
    menu_wanted = Signal(QPoint)  # on the screen

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._rubber: QGraphicsLineItem | None = None
        self._from: NodeItem | None = None
        self._aim: NodeItem | None = None
        self._drag: Drag | None = None
        self._space = False
        self.map.chosen.connect(self._speak)
        self._guides = [self._guide(), self._guide()]
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Map"))
        session.ink_changed.connect(lambda _ink: self._repaint())

    def _guide(self) -> QGraphicsLineItem:
        item = QGraphicsLineItem()
        item.setZValue(_ON_TOP)
        item.setVisible(False)
        self.map.addItem(item)
        return item

    def show_map(self, shown: Map | None) -> None:
        """Show a map; another one is shown whole."""
        before = self.map.shown()
        self.map.show_map(shown)
        self.setAccessibleName(_("Map: {name}").format(name=shown.name) if shown else _("Map"))
        if not self.map.chosen_nodes() and not self.map.chosen_lines():
            self.setAccessibleDescription(map_words(shown) if shown else "")
        other = shown is None or before is None or shown.id != before.id
        if other or (self._fitted and not self._is_whole()):
            self.fit()
        self.viewport().update()

    def renew(self, shown: Map, node_ids: Collection[int]) -> None:
        """Of the map that is shown these boxes are others, or elsewhere; nothing else is painted anew."""
        self.map.renew(shown, node_ids)
        if self._fitted and not self._sees(node_ids):
            self.fit()

    def _repaint(self) -> None:
        self.map.repaint()
        self.viewport().update()

    # --- what is chosen ---------------------------------------------------------------------------

    def choose_node(self, node_id: int) -> None:
        """Choose one box and bring it into view."""
        item = self.map.item(node_id)
        if item is not None:
            self.map.choose(item)
            self.ensureVisible(item, 40, 40)

    def choose_nodes(self, node_ids: Sequence[int]) -> None:
        """Choose these boxes and nothing else."""
        self.map.choose_nodes(node_ids)

    def choose_frame(self, frame_id: int) -> None:
        """Choose one group and bring it into view."""
        item = self.map.frame_item(frame_id)
        if item is not None:
            self.map.choose(item)
            self.ensureVisible(item.rect(), 20, 20)

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
        ids = [line.id for line in (shown.every_line if start is None else shown.lines_of(start))]
        if ids:
            at = ids.index(lines[0].id) + 1 if lines and lines[0].id in ids else 0
            self.choose_line(ids[at % len(ids)])

    def walk(self, step: tuple[int, int]) -> bool:
        """Go along a line to the box that lies most in that direction; False where no line leads there."""
        shown, chosen = self.map.shown(), self.map.chosen_nodes()
        found = walk(shown, chosen[0], step) if shown and chosen else None
        if found is not None:
            self.choose_node(found)
        return found is not None

    def _speak(self, one: Node | Line | Frame | None) -> None:
        shown = self.map.shown()
        if shown is None or one is None:
            return
        if isinstance(one, Node):
            words = node_words(shown, one)
        else:
            words = frame_words(shown, one) if isinstance(one, Frame) else line_words(shown, one)
            words = f"{words}. {one.note}" if isinstance(one, Line) and one.note else words
        self.setAccessibleDescription(words)
        if QAccessible.isActive() and self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _enter(self, *, forward: bool) -> None:
        """Who comes by Tab finds something chosen."""
        shown = self.map.shown()
        if shown and shown.nodes and not self.map.chosen_nodes() and not self.map.chosen_lines():
            self.choose_node(in_reading_order(shown.nodes)[0 if forward else -1].id)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from box to box, then through the groups, and after the last one to the next part of the window."""
        shown = self.map.shown()
        ids = [node.id for node in in_reading_order(shown.nodes)] if shown else []
        ids += [frame.id for frame in shown.frames] if shown else []
        chosen = [node.id for node in self.map.chosen_nodes()] + [frame.id for frame in self.map.chosen_frames()]
        at = ids.index(chosen[0]) + (1 if forward else -1) if chosen else 0 if forward else len(ids) - 1
        if 0 <= at < len(ids):
            self.choose_frame(ids[at])
            self.choose_node(ids[at])
            return True
        return super().focusNextPrevChild(forward)

    # --- keys -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move what is chosen, with Alt they walk along lines; Enter opens; Space lets the mouse pan."""
        step = _STEPS.get(Qt.Key(event.key()))
        held = event.modifiers()
        movable = bool(self.map.chosen_nodes() or self.map.chosen_frames()) and self.map.may_write()
        if step is not None and held & Qt.KeyboardModifier.AltModifier:
            self.walk(step)
        elif step is not None and movable:
            self._nudge(step, far=bool(held & Qt.KeyboardModifier.ControlModifier))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen() is not None:
            self.opened.emit(self.chosen())
        elif event.key() == Qt.Key.Key_Escape and self.chosen() is not None:
            self._end_relating()
            self.map.choose(None)
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            super().keyPressEvent(event)

    def chosen(self) -> Node | Line | Frame | None:
        """The one thing that is chosen; the first of several boxes."""
        for some in (self.map.chosen_nodes(), self.map.chosen_lines(), self.map.chosen_frames()):
            if some:
                return some[0]
        return None

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """An arrow that is let go ends one move."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.viewport().unsetCursor()
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
        by = GRID * (_FAR if far else _NEAR)
        self.map.dragging = True
        for key, (x, y) in self.map.begin_move().items():
            self.map.put(key, x + step[0] * by, y + step[1] * by)
            item = self.map.item(key)
            if item is not None:
                self.ensureVisible(item, 20, 20)

    def _end_move(self) -> None:
        drag, self._drag = self._drag, None
        if self.map.dragging:
            self.map.dragging = False
            self._show_guides(())
            places = self.map.moves()
            if places:
                self.moved.emit(places, drag.into if drag else None)
            else:
                self.map.unsettled.emit()
            self.map.end_move()

    def _show_guides(self, guides: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> None:
        """The lines along which a dragged box lies in line with others."""
        for number, item in enumerate(self._guides):
            item.setVisible(number < len(guides))
            if number < len(guides):
                (x0, y0), (x1, y1) = guides[number]
                item.setLine(QLineF(x0, y0, x1, y1))
                pen = QPen(qcolor(self._session.ink.hint), 0)
                pen.setStyle(Qt.PenStyle.DashLine)
                item.setPen(pen)

    # --- mouse ------------------------------------------------------------------------------------

    def _node_at(self, at: QPoint) -> NodeItem | None:
        return next((item for item in self.items(at) if isinstance(item, NodeItem)), None)

    def _holds(self, at: QPoint) -> NodeItem | FrameItem | None:
        return next((item for item in self.items(at) if isinstance(item, NodeItem | FrameItem)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """With Shift a line is drawn from a box; without, boxes are chosen and moved. The middle button pans."""
        at = event.position().toPoint()
        node = self._node_at(at)
        left = event.button() == Qt.MouseButton.LeftButton
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._space):
            self._begin_pan(at)
            event.accept()
            return
        if left and node is not None and shift and self.map.may_write():
            self._begin_relating(node)
            event.accept()
            return
        super().mousePressEvent(event)
        held = self._holds(at)
        if left and held is not None and held.isSelected() and self.map.may_write():
            self._drag = Drag(self.map, self.mapToScene(at), self.transform().m11())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What is dragged follows, or the line that is being drawn."""
        at = event.position().toPoint()
        if self._pan is not None:
            self._pan_to(at)
            return
        if self._drag is not None:
            self._drag.move(self.mapToScene(at), freely=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
            self._show_guides(self._drag.guides)
            return
        if self._from is None:
            super().mouseMoveEvent(event)
            return
        self._aim_at(self._node_at(at))
        if self._rubber is not None:
            line = self._rubber.line()
            line.setP2(self.mapToScene(at))
            self._rubber.setLine(line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The move ends, or the line has found its other box."""
        if self._pan is not None:
            self._pan = None
            self.viewport().unsetCursor()
            return
        if self._from is None:
            if self._drag is not None and self._drag.began:
                # Qt would take a release at the place of the press for a click.
                self.map.blockSignals(True)
                kept = [node.id for node in self.map.chosen_nodes()]
                frames = self.map.chosen_frames()
                super().mouseReleaseEvent(event)
                if kept and not frames:
                    self.map.choose_nodes(kept)
                self.map.blockSignals(False)
                self._end_move()
                return
            self._drag = None
            super().mouseReleaseEvent(event)
            self._end_move()
            return
        start, end = self._from, self._node_at(event.position().toPoint())
        self._end_relating()
        if end is not None and end is not start:
            self.related.emit(start.node.id, end.node.id, event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens."""
        held = self._holds(event.position().toPoint())
        if held is not None:
            self.opened.emit(held.node if isinstance(held, NodeItem) else held.frame)
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with what is under the mouse, or chosen."""
        self._drag = None
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            held = self._holds(event.pos())
            if held is not None and not held.isSelected():
                self.map.choose(held)
            self.menu_wanted.emit(event.globalPos())
        else:
            nodes = self.map.chosen_nodes()
            at = self.place_in_view(nodes[0].id) if nodes else self.viewport().rect().center()
            self.menu_wanted.emit(self.viewport().mapToGlobal(at))
        event.accept()

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
        """Codes, memos and cases may be dropped."""
        if carries(event.mimeData()) and self.map.shown() is not None and self.map.may_write():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Everywhere."""
        if carries(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell where what was dropped."""
        at = self.mapToScene(event.position().toPoint())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        things: list[Dropped] = dropped(event.mimeData())
        if things:
            self.dropped.emit(things, (at.x(), at.y()))
