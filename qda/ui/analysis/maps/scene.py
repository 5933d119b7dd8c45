"""All that stands on a map, kept in step with what is stored: boxes and lines by their ids, and what is chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtWidgets import QGraphicsScene

from qda.ui.analysis.maps.frames import FrameItem
from qda.ui.analysis.maps.items import LineItem, NodeItem, folds
from qda.ui.analysis.maps.lines import Box, Fold, Run, frame_box, sketch
from qda.ui.analysis.maps.reading import Frame, Line, Map, Node, in_reading_order
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.ui.theme import Ink

_ROOM = 400.0  # map units that one can scroll beyond the outermost box


class MapScene(QGraphicsScene):
    """The items of one map. While `dragging`, boxes lie where the hand has them and lines follow straight."""

    chosen = Signal(object)  # Node, Line, Frame or None
    disturbed = Signal()  # something is dragged: where lines run need not be found now
    unsettled = Signal()  # boxes or lines are others: where lines run is to be found anew

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._map: Map | None = None
        self._nodes: dict[int, NodeItem] = {}
        self._lines: dict[int, LineItem] = {}
        self._frames: dict[int, FrameItem] = {}
        self._moving: frozenset[int] = frozenset()
        self._folds: dict[int, tuple[Fold, ...]] = {}
        self._touched: set[int] = set()
        self._marked: frozenset[int] = frozenset()
        self._outline: QRectF | None = None
        self.dragging = False
        self.at_hand = False  # the keys are here
        self.legible = True  # near enough to be read
        # A map is small, and an index by place would lag behind the mouse.
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.selectionChanged.connect(self._on_selection)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._sketch_touched)

    def ink(self) -> Ink:
        """The colours in use."""
        return self._session.ink

    def set_legible(self, legible: bool) -> None:
        """Write on the lines what they say; where nobody could read it, leave it out and say it under the mouse."""
        if legible == self.legible:
            return
        self.legible = legible
        for node in self._nodes.values():
            node.tell()
        for line in self._lines.values():
            line.label.appear()
            line.tell()

    def repaint(self) -> None:
        """Paint everything anew, what is kept as a picture too."""
        for item in self.items():
            item.update()

    # --- what is shown ----------------------------------------------------------------------------

    def shown(self) -> Map | None:
        """The map that is shown."""
        return self._map

    def show_map(self, shown: Map | None) -> None:
        """Show a map; of the same map only what is different changes, and what is chosen stays so."""
        self._map = shown
        self._later.stop()
        self._touched.clear()
        self.outgrow()
        self._show_nodes({} if shown is None else {node.id: node for node in shown.nodes})
        self._show_lines({} if shown is None else {line.id: line for line in shown.every_line})
        self._show_frames({} if shown is None else {frame.id: frame for frame in shown.frames})
        self.setSceneRect(self._area())
        self.unsettled.emit()
        self.update()

    def renew(self, shown: Map, node_ids: Collection[int]) -> None:
        """Of the map that is shown these boxes are others, or elsewhere; lines and groups follow them by themselves."""
        self._map = shown
        area = self.sceneRect()
        for node in shown.nodes:
            if node.id in node_ids:
                item = self._nodes[node.id]
                item.show_node(node)
                area = area.united(item.sceneBoundingRect().adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM))
        self.setSceneRect(area)  # it is measured anew when the lines have been laid
        self.unsettled.emit()

    def _show_nodes(self, nodes: Mapping[int, Node]) -> None:
        for node_id in [known for known in self._nodes if known not in nodes]:
            self.removeItem(self._nodes.pop(node_id))
        for node in nodes.values():
            if node.id in self._nodes:
                self._nodes[node.id].show_node(node)
            else:
                item = self._nodes[node.id] = NodeItem(self, node)
                self.addItem(item)

    def _show_lines(self, lines: Mapping[int, Line]) -> None:
        for line_id in [known for known, item in self._lines.items() if lines.get(known) != item.line]:
            item = self._lines.pop(line_id)
            self.removeItem(item.label)
            self.removeItem(item)
        self._folds = {line.id: folds(line.label) for line in lines.values()}
        new = [line for line in lines.values() if line.id not in self._lines]
        runs = sketch(self.boxes(), new, self._folds)
        for line in new:
            item = self._lines[line.id] = LineItem(self, line)
            if line.id in runs:
                item.show_run(runs[line.id])  # first: what stands on the map already, it would have to be told
            self.addItem(item)
            self.addItem(item.label)

    def _show_frames(self, frames: Mapping[int, Frame]) -> None:
        for frame_id in [known for known in self._frames if known not in frames]:
            self.removeItem(self._frames.pop(frame_id))
        for frame in frames.values():
            if frame.id not in self._frames:
                self._frames[frame.id] = FrameItem(self, frame)
                self.addItem(self._frames[frame.id])
            item = self._frames[frame.id]
            item.setPos(0, 0)
            item.show_frame(frame, self._around(frame.id))

    def _around(self, frame_id: int, *, but: frozenset[int] = frozenset()) -> Box | None:
        """The room that a group's boxes take now, some left out; None where it holds no other."""
        held = [item.box() for key, item in self._nodes.items() if item.node.group_id == frame_id and key not in but]
        return frame_box(held) if held else None

    def may_write(self) -> bool:
        """True if the map can be changed."""
        return self._session.is_open and self._session.project.writable

    # --- boxes and lines --------------------------------------------------------------------------

    def boxes(self) -> dict[int, Box]:
        """Where the boxes lie now."""
        return {node_id: item.box() for node_id, item in self._nodes.items()}

    def overlap(self) -> bool:
        """True if boxes lie on one another."""
        placed = [QRectF(*box) for box in self.boxes().values()]
        placed.sort(key=QRectF.left)
        for number, one in enumerate(placed):
            for other in placed[number + 1 :]:
                if other.left() >= one.right():
                    break
                if one.intersects(other):
                    return True
        return False

    def lines(self) -> list[Line]:
        """All lines."""
        return [item.line for item in self._lines.values()]

    def labels(self) -> dict[int, tuple[Fold, ...]]:
        """How the label of each line can be folded."""
        return self._folds

    def item(self, node_id: int) -> NodeItem | None:
        """The box of this id."""
        return self._nodes.get(node_id)

    def frame_item(self, frame_id: int) -> FrameItem | None:
        """The frame of this id."""
        return self._frames.get(frame_id)

    def holds(self, frame_id: int) -> bool:
        """True if a group has boxes."""
        return any(item.node.group_id == frame_id for item in self._nodes.values())

    def frame_under(self, x: float, y: float, but: frozenset[int]) -> int | None:
        """The group whose frame lies there, as it is without some boxes: those that are about to be dropped."""
        for frame_id, item in self._frames.items():
            box = self._around(frame_id, but=but) or item.frame.box
            if box[0] <= x <= box[0] + box[2] and box[1] <= y <= box[1] + box[3]:
                return frame_id
        return None

    def aim(self, frame_id: int | None) -> None:
        """Show which group would take in what is dragged."""
        for key, item in self._frames.items():
            if item.aimed is not (key == frame_id):
                item.aimed = key == frame_id
                item.update()

    def line_item(self, line_id: int) -> LineItem | None:
        """The line of this id."""
        return self._lines.get(line_id)

    def set_runs(self, runs: Mapping[int, Run]) -> None:
        """Let the lines run here; not while boxes are being moved."""
        if not self.dragging:
            self._show_runs(runs)
            self.setSceneRect(self._area())

    def _show_runs(self, runs: Mapping[int, Run]) -> None:
        for line_id, run in runs.items():
            if line_id in self._lines:
                self._lines[line_id].show_run(run)

    def node_moved(self, node_id: int) -> None:
        """A box lies elsewhere: its lines follow at once, straight."""
        self.outgrow()
        self._touched.add(node_id)
        self._later.start()

    def _sketch_touched(self) -> None:
        touched, self._touched = self._touched, set()
        lines = [line for line in self.lines() if line.from_id in touched or line.to_id in touched]
        ends = {end for line in lines for end in (line.from_id, line.to_id)}
        boxes = {key: self._nodes[key].box() for key in ends if key in self._nodes}
        self._show_runs(sketch(boxes, lines, self._folds))
        for frame_id in {self._nodes[key].node.group_id for key in touched if key in self._nodes} - {None}:
            if frame_id in self._frames:
                self._frames[frame_id].show_frame(self._frames[frame_id].frame, self._around(frame_id))

    # --- moving -----------------------------------------------------------------------------------

    def begin_move(self) -> dict[int, tuple[float, float]]:
        """What is chosen is about to be moved, groups with their boxes; gives their places by id."""
        frames = {frame.id for frame in self.chosen_frames()}
        nodes = {
            key: (item.x(), item.y())
            for key, item in self._nodes.items()
            if item.isSelected() or item.node.group_id in frames
        }
        empty = {key: self._frames[key].frame.box[:2] for key in frames if not self.holds(key)}
        self._moving = frozenset({*nodes, *empty})
        return {**nodes, **empty}

    def is_moving(self, key: int) -> bool:
        """True if a box is in the hand."""
        return key in self._moving

    def put(self, key: int, x: float, y: float) -> None:
        """Let a box, or the frame of an empty group, lie there."""
        if key in self._nodes:
            self._nodes[key].lie(x, y)
        elif key in self._frames:
            item = self._frames[key]
            item.setPos(x - item.frame.box[0], y - item.frame.box[1])

    def end_move(self) -> None:
        """Nothing is in the hand any more."""
        self._moving = frozenset()
        self.aim(None)

    def moves(self) -> dict[int, tuple[float, float]]:
        """The boxes that lie elsewhere than is stored, with their places; frames of empty groups too."""
        frames = {
            key: (item.frame.box[0] + item.x(), item.frame.box[1] + item.y())
            for key, item in self._frames.items()
            if item.x() or item.y()
        }
        nodes = {
            node_id: (item.x(), item.y())
            for node_id, item in self._nodes.items()
            if (item.x(), item.y()) != (item.node.x, item.node.y)
        }
        return nodes | frames

    def outline(self) -> QRectF:
        """The smallest rectangle that holds everything; of some size where there is nothing."""
        if self._outline is None:
            rect = QRectF()
            for node in self._nodes.values():
                rect = rect.united(node.boundingRect().translated(node.pos()))
            for item in (*self._lines.values(), *self._frames.values()):
                rect = rect.united(item.boundingRect())
            self._outline = rect if not rect.isEmpty() else QRectF(0, 0, 800, 500)
        return QRectF(self._outline)

    def outgrow(self) -> None:
        """Something lies elsewhere or is of another size: the outline is measured anew when it is asked for.

        A map that is opened asks four times, as its view gets its size; its six hundred things are measured once.
        """
        self._outline = None

    def _area(self) -> QRectF:
        return self.outline().adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM)

    # --- what is chosen ---------------------------------------------------------------------------

    def chosen_nodes(self) -> list[Node]:
        """The boxes that are chosen, as one reads them."""
        return in_reading_order(item.node for item in self._nodes.values() if item.isSelected())

    def chosen_lines(self) -> list[Line]:
        """The lines that are chosen."""
        return [item.line for item in self._lines.values() if item.isSelected()]

    def chosen_frames(self) -> list[Frame]:
        """The groups that are chosen."""
        return [item.frame for item in self._frames.values() if item.isSelected()]

    def choose(self, item: NodeItem | LineItem | FrameItem | None) -> None:
        """Choose one thing, or nothing."""
        self._choose([item] if item is not None else [])

    def choose_nodes(self, node_ids: Iterable[int]) -> None:
        """Choose these boxes and nothing else."""
        self._choose([self._nodes[key] for key in node_ids if key in self._nodes])

    def choose_everything(self) -> None:
        """All boxes."""
        self._choose(list(self._nodes.values()))

    def _choose(self, items: Sequence[NodeItem | LineItem | FrameItem]) -> None:
        self.blockSignals(True)
        self.clearSelection()
        for item in items:
            item.setSelected(True)
        self.blockSignals(False)
        self._on_selection()

    def _on_selection(self) -> None:
        nodes, lines, frames = self.chosen_nodes(), self.chosen_lines(), self.chosen_frames()
        before, self._marked = self._marked, frozenset(line.id for line in lines)
        for line_id in before ^ self._marked:
            if line_id in self._lines:
                self._lines[line_id].label.update()
        self.chosen.emit(nodes[0] if nodes else lines[0] if lines else frames[0] if frames else None)
