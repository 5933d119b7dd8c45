"""All that stands on a map, kept in step with what is stored: boxes and lines by their ids, and what is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtWidgets import QGraphicsScene

from qda.ui.analysis.map_items import LineItem, NodeItem, folds
from qda.ui.analysis.map_lines import Box, Fold, Run, sketch
from qda.ui.analysis.map_reading import Line, Map, Node, in_reading_order
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.ui.theme import Ink

_ROOM = 400.0  # map units that one can scroll beyond the outermost box


class MapScene(QGraphicsScene):
    """The items of one map. While `dragging`, boxes lie where the hand has them and lines follow straight."""

    chosen = Signal(object)  # Node, Line or None
    unsettled = Signal()  # boxes or lines are others: where lines run is to be found anew

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._map: Map | None = None
        self._nodes: dict[int, NodeItem] = {}
        self._lines: dict[int, LineItem] = {}
        self._folds: dict[int, tuple[Fold, ...]] = {}
        self._touched: set[int] = set()
        self.dragging = False
        self.at_hand = False  # the keys are here
        # A map is small, and an index by place would lag behind the mouse.
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.selectionChanged.connect(self._on_selection)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._sketch_touched)

    def ink(self) -> Ink:
        """The colours in use."""
        return self._session.ink

    # --- what is shown ----------------------------------------------------------------------------

    def shown(self) -> Map | None:
        """The map that is shown."""
        return self._map

    def show_map(self, shown: Map | None) -> None:
        """Show a map; of the same map only what is different changes, and what is chosen stays so."""
        self._map = shown
        self._later.stop()
        self._touched.clear()
        self._show_nodes({} if shown is None else {node.id: node for node in shown.nodes})
        self._show_lines({} if shown is None else {line.id: line for line in shown.lines})
        self.setSceneRect(self._area())
        self.unsettled.emit()
        self.update()

    def _show_nodes(self, nodes: Mapping[int, Node]) -> None:
        for node_id in [known for known in self._nodes if known not in nodes]:
            self.removeItem(self._nodes.pop(node_id))
        for node in nodes.values():
            if node.id in self._nodes:
                self._nodes[node.id].show_node(node)
            else:
                item = self._nodes[node.id] = NodeItem(self, node)
                item.setFlag(NodeItem.GraphicsItemFlag.ItemIsMovable, self.may_write())
                self.addItem(item)

    def _show_lines(self, lines: Mapping[int, Line]) -> None:
        for line_id in [known for known, item in self._lines.items() if lines.get(known) != item.line]:
            item = self._lines.pop(line_id)
            self.removeItem(item.label)
            self.removeItem(item)
        self._folds = {line.id: folds(line.label) for line in lines.values()}
        new = [line for line in lines.values() if line.id not in self._lines]
        for line in new:
            item = self._lines[line.id] = LineItem(self, line)
            self.addItem(item)
            self.addItem(item.label)
        self._show_runs(sketch(self.boxes(), new, self._folds))

    def may_write(self) -> bool:
        """True if the map can be changed."""
        return self._session.is_open and self._session.project.writable

    # --- boxes and lines --------------------------------------------------------------------------

    def boxes(self) -> dict[int, Box]:
        """Where the boxes lie now."""
        return {node_id: item.box() for node_id, item in self._nodes.items()}

    def lines(self) -> list[Line]:
        """All lines."""
        return [item.line for item in self._lines.values()]

    def labels(self) -> dict[int, tuple[Fold, ...]]:
        """How the label of each line can be folded."""
        return self._folds

    def item(self, node_id: int) -> NodeItem | None:
        """The box of this id."""
        return self._nodes.get(node_id)

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
        self._touched.add(node_id)
        self._later.start()

    def _sketch_touched(self) -> None:
        touched, self._touched = self._touched, set()
        lines = [line for line in self.lines() if {line.from_id, line.to_id} & touched]
        self._show_runs(sketch(self.boxes(), lines, self._folds))

    def moves(self) -> dict[int, tuple[float, float]]:
        """The boxes that lie elsewhere than is stored, with their places."""
        return {
            node_id: (item.x(), item.y())
            for node_id, item in self._nodes.items()
            if (item.x(), item.y()) != (item.node.x, item.node.y)
        }

    def outline(self) -> QRectF:
        """The smallest rectangle that holds everything; of some size where there is nothing."""
        rect = QRectF()
        for item in (*self._nodes.values(), *self._lines.values()):
            rect = rect.united(item.mapRectToScene(item.boundingRect()))
        return rect if not rect.isEmpty() else QRectF(0, 0, 800, 500)

    def _area(self) -> QRectF:
        return self.outline().adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM)

    # --- what is chosen ---------------------------------------------------------------------------

    def chosen_nodes(self) -> list[Node]:
        """The boxes that are chosen, as one reads them."""
        return in_reading_order(item.node for item in self._nodes.values() if item.isSelected())

    def chosen_lines(self) -> list[Line]:
        """The lines that are chosen."""
        return [item.line for item in self._lines.values() if item.isSelected()]

    def choose(self, item: NodeItem | LineItem | None) -> None:
        """Choose one thing, or nothing."""
        self.blockSignals(True)
        self.clearSelection()
        if item is not None:
            item.setSelected(True)
        self.blockSignals(False)
        self.update()
        self._on_selection()

    def _on_selection(self) -> None:
        nodes, lines = self.chosen_nodes(), self.chosen_lines()
        self.chosen.emit(nodes[0] if nodes else lines[0] if lines else None)
