"""What stands on the surface of a map: boxes, lines with arrows, and the labels on them, drawn in the window's ink."""

from __future__ import annotations

from functools import cache, lru_cache
from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsItem,
    QGraphicsSceneMouseEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from qda.export.maps.geometry import bends, shortened
from qda.ui.analysis.maps.lines import Fold, Run
from qda.ui.analysis.maps.reading import Line, Node
from qda.ui.theme import CORNER, PLAIN_CODE, Ink, contrast, lifted, mixed, qcolor

if TYPE_CHECKING:
    from qda.ui.analysis.maps.scene import MapScene

_PAD = 12.0
_TITLE, _SUBTITLE, LABEL = 14, 12, 12  # what is written in a box and on a line, in map units
_TITLE_STEP, _SUBTITLE_STEP, _LABEL_STEP = 18.0, 16.0, 15.0
_RING = 3.0
_ARROW, _ARROW_HALF = 10.0, 4.2
_BEND = 16.0
_WIDEST_LABEL = 190.0
_CARD = "#E8B33F"  # the hint's hue; the hint itself is too dark for a wash
_ON_LINES, _ON_NODES, _ON_LABELS = 0.0, 1.0, 2.0
_WASH = 0.24  # how much of a colour chosen by hand a box takes


@cache
def sans(size: int, family: str, *, bold: bool = False, italic: bool = False) -> QFont:
    """The font of a map, `size` in map units."""
    font = QFont(family)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setItalic(italic)
    # The map is zoomed: hinted letters would jump.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _family() -> str:
    return QApplication.font().family()


def _is_bold(kind: str) -> bool:
    return kind in ("theme", "category")


def folds(label: str) -> tuple[Fold, ...]:
    """A label on one line, and halved for tight places; a long one in as many lines as it needs."""
    return _folds(label, _family())


@lru_cache(maxsize=2048)
def _folds(label: str, family: str) -> tuple[Fold, ...]:
    words = label.split()
    if not words:
        return ()
    metrics = QFontMetricsF(sans(LABEL, family, italic=True))
    lines = [words[0]]
    for word in words[1:]:
        joined = f"{lines[-1]} {word}"
        if metrics.horizontalAdvance(joined) <= _WIDEST_LABEL:
            lines[-1] = joined
        else:
            lines.append(word)
    choices = [lines]
    if len(lines) == 1 and len(words) > 1:
        halves = [[" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words))]
        choices.append(min(halves, key=lambda half: max(map(metrics.horizontalAdvance, half))))
    return tuple(
        Fold(tuple(each), (max(map(metrics.horizontalAdvance, each)) + 8, len(each) * _LABEL_STEP + 2))
        for each in choices
    )


class NodeItem(QGraphicsItem):
    """A box; it grows to hold its words."""

    def __init__(self, scene: MapScene, node: Node) -> None:
        super().__init__()
        self._map = scene
        self.setZValue(_ON_NODES)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        # Painted once and then copied: three hundred boxes are too many to be painted anew for every step of a drag.
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.aimed = False
        self._bounds = QRectF()
        self.node = node
        self._lay_out(node)
        self.setPos(node.x, node.y)

    def show_node(self, node: Node) -> None:
        """Show this; the place is taken over unless the box is just being moved."""
        if node == self.node and (node.x, node.y) == (self.x(), self.y()):
            return
        self.prepareGeometryChange()
        if (node.title, node.subtitle, node.kind, node.w, node.h) != self._words:
            self._lay_out(node)
            self._map.outgrow()
        self.node = node
        moving = self._map.dragging and self._map.is_moving(node.id)
        if not moving:
            self.lie(node.x, node.y)
        self.update()

    def lie(self, x: float, y: float) -> None:
        """Lie there; the lines and the group follow.

        Qt would tell of it as well, and of some ten changes more of each box that is made.
        """
        if (x, y) != (self.x(), self.y()):
            self.setPos(x, y)
            self._map.node_moved(self.node.id)

    def _lay_out(self, node: Node) -> None:
        """Break the words into lines, and grow to hold them."""
        self._words = (node.title, node.subtitle, node.kind, node.w, node.h)
        title = sans(_TITLE, _family(), bold=_is_bold(node.kind), italic=node.kind == "note")
        self._title = _wrapped(node.title, node.w - 2 * _PAD, title, _TITLE_STEP)
        self._under = _wrapped_under(node.subtitle, node.w - 2 * _PAD, _family())
        under = self._under.lineCount() if node.subtitle else 0
        rows = self._title.lineCount() * _TITLE_STEP + under * _SUBTITLE_STEP
        self.height = max(node.h, rows + 18.0)
        self._rows = rows
        self._bounds = QRectF(0, 0, node.w, self.height).adjusted(-6, -6, 6, 6)
        self.tell()

    def tell(self) -> None:
        """From afar, say under the mouse what stands in the box."""
        self.setToolTip("" if self._map.legible else self._words[0])

    def box(self) -> tuple[float, float, float, float]:
        """Where it lies and how large it is."""
        return self.x(), self.y(), self.node.w, self.height

    def boundingRect(self) -> QRectF:
        """The box with room for the ring of the focus."""
        return self._bounds

    def shape(self) -> QPainterPath:
        """The box."""
        path = QPainterPath()
        path.addRect(QRectF(0, 0, self.node.w, self.height))
        return path

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Each kind by its form and its ink."""
        ink = self._map.ink()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(0, 0, self.node.w, self.height)
        if self.isSelected() or self.aimed:
            self._paint_ring(painter, rect, ink)
        _paint_frame(painter, rect, self.node, ink)
        words, under = _inks(ground(self.node, ink), ink)
        y = (self.height - self._rows) / 2
        painter.setPen(qcolor(words))
        self._title.draw(painter, QPointF(_PAD, y))
        if self.node.subtitle:
            painter.setPen(qcolor(under))
            self._under.draw(painter, QPointF(_PAD, y + self._title.lineCount() * _TITLE_STEP))

    def _paint_ring(self, painter: QPainter, rect: QRectF, ink: Ink) -> None:
        colour = ink.hint if self.aimed else ink.accent
        at_hand = self._map.at_hand or self.aimed
        painter.setPen(QPen(qcolor(colour if at_hand else ink.faint), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = rect.adjusted(-_RING, -_RING, _RING, _RING)
        radius = ring.height() / 2 if self.node.kind == "case" else CORNER + _RING
        painter.drawRoundedRect(ring, radius, radius)


def _wrapped(words: str, width: float, font: QFont, step: float) -> QTextLayout:
    block = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    block.setTextOption(option)
    block.setCacheEnabled(True)
    block.beginLayout()
    number = 0
    while (line := block.createLine()).isValid():
        line.setLineWidth(max(40.0, width))
        line.setPosition(QPointF(0, number * step))
        number += 1
    block.endLayout()
    return block


@lru_cache(maxsize=256)
def _wrapped_under(words: str, width: float, family: str) -> QTextLayout:
    """What stands under titles; it is the same under many."""
    return _wrapped(words, width, sans(_SUBTITLE, family), _SUBTITLE_STEP)


def ground(node: Node, ink: Ink) -> str:
    """What a box is filled with: a count before a colour chosen by hand, and that before the ink of its kind."""
    plain = "#FFFFFF" if not ink.dark else mixed(ink.panel, ink.paper, 0.6)
    if node.depth is not None:
        return shade(node.depth, ink)
    if node.fill and node.kind == "theme":
        return lifted(node.fill, ink)
    if node.fill:
        return mixed(lifted(node.fill, ink), plain, _WASH)
    grounds = {
        "theme": ink.accent,
        "memo": mixed(_CARD, ink.paper, 0.15),
        "case": ink.panel,
        "note": ink.panel,
        "initial": mixed(ink.panel, ink.paper, 0.5),
    }
    return grounds.get(node.kind, plain)


def shade(share: float, ink: Ink) -> str:
    """The ground of a box for its share (0 to 1) of the highest count."""
    plain = "#FFFFFF" if not ink.dark else mixed(ink.panel, ink.paper, 0.6)
    return mixed(ink.accent, plain, (0.38 if ink.dark else 0.45) * share)


@lru_cache(maxsize=512)
def _inks(paper: str, ink: Ink) -> tuple[str, str]:
    """What the title and the words under it are written with on a ground, each with 4.5:1 where it can be."""
    words = max((ink.ink, ink.paper), key=lambda colour: contrast(colour, paper))
    softer = mixed(words, paper, 0.82) if words == ink.paper else ink.soft
    return words, softer if contrast(softer, paper) >= 4.5 else words


def _paint_frame(painter: QPainter, rect: QRectF, node: Node, ink: Ink) -> None:
    own = lifted(node.fill, ink) if node.fill else ""
    painter.setPen(_border(node.kind, own, node.depth is not None, ink))
    painter.setBrush(qcolor(ground(node, ink)))
    radius = rect.height() / 2 if node.kind == "case" else float(CORNER)
    painter.drawRoundedRect(rect, radius, radius)
    if node.kind in ("focused", "initial"):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(own or lifted(node.color or PLAIN_CODE, ink)))
        painter.drawPath(_stripe(rect.width(), rect.height(), 4.0 if node.kind == "focused" else 2.5))


@lru_cache(maxsize=256)
def _border(kind: str, own: str, counted: bool, ink: Ink) -> QPen:
    """The border of a kind of box; `own` is the colour that was chosen by hand, or "". Most boxes have the same."""
    none = QPen(Qt.PenStyle.NoPen)
    pens = {
        "theme": QPen(qcolor(own or ink.accent), 3) if counted else none,
        "category": QPen(qcolor(own or ink.accent), 1.5),
        "memo": _dashed(own or ink.hint, 1.1, 4, 3),
        "case": QPen(qcolor(own or ink.soft), 1.1),
        "note": none,
        "initial": _dashed(mixed(ink.faint, ink.paper, 0.6), 1.1, 2, 2.5),
    }
    return pens.get(kind) or QPen(qcolor(mixed(ink.faint, ink.paper, 0.45)), 1.1)


@lru_cache(maxsize=256)
def _stripe(width: float, height: float, wide: float) -> QPainterPath:
    """The colour at the left of a box of this size, inside its round corners. Most boxes have the same size."""
    box, edge = QPainterPath(), QPainterPath()
    box.addRoundedRect(QRectF(0, 0, width, height), CORNER, CORNER)
    edge.addRect(QRectF(0, 0, wide, height))
    return box.intersected(edge)


def _dashed(colour: str, width: float, drawn: float, empty: float) -> QPen:
    pen = QPen(qcolor(colour), width)
    # Qt counts dashes in widths of the pen.
    pen.setDashPattern([drawn / width, empty / width])
    return pen


class LineItem(QGraphicsItem):
    """A line with its arrow; its label is an item of its own, for it lies over the boxes and the line under them."""

    def __init__(self, scene: MapScene, line: Line) -> None:
        super().__init__()
        self._map = scene
        self.line = line
        self._path = QPainterPath()
        self._arrow = QPolygonF()
        self._bounds = QRectF()
        self.label = LabelItem(scene, self)
        self.label.setToolTip(line.note)
        self.tell()
        self.setZValue(_ON_LINES)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)

    def tell(self) -> None:
        """Say under the mouse what stands in the note, and from afar what the line says."""
        words = (self.line.note,) if self._map.legible else (self.line.label, self.line.note)
        self.setToolTip("\n".join(filter(None, words)))

    def show_run(self, run: Run) -> None:
        """Run here."""
        self.prepareGeometryChange()
        points = list(run.points)
        self._arrow = QPolygonF() if self.line.arrow == "none" else _arrow(points)
        # The line ends inside its arrow head, or its round end would show past the tip.
        self._path = _bent(_cut(points, 0.0 if self._arrow.isEmpty() else _ARROW * 0.7))
        self._bounds = self._path.boundingRect().united(self._arrow.boundingRect()).adjusted(-8, -8, 8, 8)
        self.label.show_label(run)
        self._map.outgrow()
        self.update()

    def boundingRect(self) -> QRectF:
        """The line with its arrow, and room to hit it."""
        return self._bounds

    def shape(self) -> QPainterPath:
        """A band around the line that the mouse can hit."""
        stroker = QPainterPathStroker()
        stroker.setWidth(12)
        return stroker.createStroke(self._path)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Solid for a relation of the study, dotted for a line of this map alone, pale dots for a proposal."""
        ink = self._map.ink()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = qcolor(ink.accent if self.isSelected() else ink.faint if self.line.proposed else ink.soft)
        width = 2.2 if self.isSelected() else 1.4
        pen = QPen(colour, width, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        if self.line.relation_id is None:
            pen.setDashPattern([0.5 / width, 4.5 / width] if self.line.proposed else [1.5 / width, 5.0 / width])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(self._arrow)


class LabelItem(QGraphicsItem):
    """What a line says, on a patch of paper; a click on it chooses the line."""

    def __init__(self, scene: MapScene, owner: LineItem) -> None:
        super().__init__()
        self._map = scene
        self._owner = owner
        self._lines: tuple[str, ...] = ()
        self._rect = QRectF()
        self._bounds = QRectF()
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.setZValue(_ON_LABELS)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_label(self, run: Run) -> None:
        """Stand here, or nowhere."""
        self.prepareGeometryChange()
        self._lines = run.fold.lines if run.fold else ()
        self._rect = QRectF(*run.label) if run.label else QRectF()
        self._bounds = self._rect.adjusted(-1, -1, 1, 1)
        self.appear()
        self.update()

    def appear(self) -> None:
        """Be seen where there are words, and they can be read."""
        self.setVisible(bool(self._lines) and self._map.legible)

    def boundingRect(self) -> QRectF:
        """The patch."""
        return self._bounds

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Choose the line."""
        self._map.choose(self._owner)
        event.accept()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """The words over a patch that hides the line behind them."""
        ink = self._map.ink()
        chosen = self._owner.isSelected()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(ink.selection if chosen else ink.paper))
        painter.drawRoundedRect(self._rect, 3, 3)
        painter.setFont(sans(LABEL, _family(), italic=True))
        painter.setPen(qcolor(ink.accent if chosen else ink.soft))
        for number, words in enumerate(self._lines):
            row = QRectF(self._rect.x(), self._rect.y() + 1 + number * _LABEL_STEP, self._rect.width(), _LABEL_STEP)
            painter.drawText(row, int(Qt.AlignmentFlag.AlignCenter), words)


# --- the shape of a line --------------------------------------------------------------------------


def _cut(points: list[tuple[float, float]], by: float) -> list[tuple[float, float]]:
    return shortened(points, 0.0, by) if by else points


def _bent(points: list[tuple[float, float]]) -> QPainterPath:
    """The line with its corners rounded."""
    path = QPainterPath(QPointF(*points[0]))
    for begin, corner, end in bends(points, _BEND):
        path.lineTo(QPointF(*begin))
        path.quadTo(QPointF(*corner), QPointF(*end))
    path.lineTo(QPointF(*points[-1]))
    return path


def _arrow(points: list[tuple[float, float]]) -> QPolygonF:
    (x0, y0), (x1, y1) = points[-2], points[-1]
    length = hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (x1 - x0) / length, (y1 - y0) / length
    back = (x1 - dx * _ARROW, y1 - dy * _ARROW)
    left = QPointF(back[0] - dy * _ARROW_HALF, back[1] + dx * _ARROW_HALF)
    right = QPointF(back[0] + dy * _ARROW_HALF, back[1] - dx * _ARROW_HALF)
    return QPolygonF([QPointF(x1, y1), left, right])
