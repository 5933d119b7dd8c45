"""Moving boxes with the mouse: they snap to the edges and centres of others, and are dropped into groups."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from qda.ui.analysis.maps.align import Snap, snapped
from qda.ui.analysis.maps.lines import Box, Point
from qda.ui.analysis.maps.scene import MapScene

_BEGIN = 4.0  # pixels before a click becomes a drag
_REACH = 7.0  # pixels within which boxes snap


class Drag:
    """One move of what is chosen, from the press of the button on; `scale` is pixels to the map unit."""

    def __init__(self, scene: MapScene, start: QPointF, scale: float) -> None:
        self._scene = scene
        self._start = start
        self._scale = scale
        self._places: dict[int, Point] = {}
        self._others: list[Box] = []
        self._whole: Box | None = None
        self.guides: tuple[tuple[Point, Point], ...] = ()
        self.into: int | None = None
        self.began = False

    def move(self, at: QPointF, *, freely: bool = False) -> None:
        """The mouse is there; `freely` snaps to nothing."""
        dx, dy = at.x() - self._start.x(), at.y() - self._start.y()
        if not self.began:
            if max(abs(dx), abs(dy)) * self._scale < _BEGIN:
                return
            self._begin()
        if self._whole is None:
            return
        x, y, width, height = self._whole
        snap = Snap(0.0, 0.0) if freely else snapped((x + dx, y + dy, width, height), self._others, self._reach())
        self.guides = snap.guides
        for key, (left, top) in self._places.items():
            self._scene.put(key, left + dx + snap.dx, top + dy + snap.dy)
        self._aim()

    def _begin(self) -> None:
        self.began = True
        self._scene.dragging = True
        self._scene.disturbed.emit()
        self._places = self._scene.begin_move()
        boxes = self._scene.boxes()
        held = [boxes[key] for key in self._places if key in boxes]
        held += [(*place, 0.0, 0.0) for key, place in self._places.items() if key not in boxes]
        self._others = [box for key, box in boxes.items() if key not in self._places]
        if held:
            left, top = min(box[0] for box in held), min(box[1] for box in held)
            right, bottom = max(box[0] + box[2] for box in held), max(box[1] + box[3] for box in held)
            self._whole = (left, top, right - left, bottom - top)

    def _reach(self) -> float:
        return _REACH / self._scale

    def _aim(self) -> None:
        """The group that the boxes are over; whole groups go into none."""
        self.into = None
        if not self._scene.chosen_frames():
            chosen = [item for key in self._places if (item := self._scene.item(key)) is not None]
            homes = {item.node.group_id for item in chosen}
            x, y, width, height = chosen[0].box() if chosen else (0.0, 0.0, 0.0, 0.0)
            under = self._scene.frame_under(x + width / 2, y + height / 2, frozenset(self._places))
            self.into = None if homes == {under} else under
        self._scene.aim(self.into)
