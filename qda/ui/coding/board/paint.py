"""How cards and clusters look: paper with a stripe, a count at the right, one line of data where it was asked for."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QRegion

from qda.i18n import _
from qda.ui.coding.board.layout import EDGE, PAD, BoardLayout, CardBox, PanelBox, counts
from qda.ui.coding.board.model import HEAD, Key
from qda.ui.theme import CORNER, STEP, Ink, lifted, mixed, qcolor

_LEFT, _MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
_NONE = Qt.BrushStyle.NoBrush


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked: where the keyboard is, what is chosen, cut, and aimed at by a drag (-1 for a new cluster)."""

    current: Key | None = None
    focused: bool = False
    chosen: AbstractSet[Key] = frozenset()
    cut: AbstractSet[Key] = frozenset()
    target: int | None = None


class BoardPainter:
    """Paints what lies in an area; made once to a paint event."""

    def __init__(self, painter: QPainter, layout: BoardLayout, ink: Ink, marks: Marks) -> None:
        self._painter = painter
        self._layout = layout
        self._fonts = layout.fonts
        self._ink = ink
        self._marks = marks
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint(self, area: QRegion) -> None:
        """All that lies in an area, in the coordinates of the layout."""
        for panel in self._layout.seen(area):
            if not panel.head.isNull():
                self._panel(panel)
            for card in panel.cards:
                if area.intersects(card.box):
                    self._card(card)
        new = self._layout.new
        if not new.isNull() and area.intersects(new):
            self._new(new)

    # --- clusters ---------------------------------------------------------------------------------

    def _panel(self, panel: PanelBox) -> None:
        ink, painter = self._ink, self._painter
        aimed = self._marks.target == panel.panel.id
        painter.setPen(QPen(qcolor(ink.accent if aimed else ink.rule), 2 if aimed else 1))
        painter.setBrush(qcolor(mixed(ink.panel, ink.paper, 0.55)))
        painter.drawRoundedRect(QRectF(panel.box).adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
        stripe = QRect(panel.box.left(), panel.box.top() + 3, EDGE, panel.head.height() - 4)
        painter.fillRect(stripe, qcolor(lifted(panel.panel.color, ink)))
        key = (panel.panel.id, HEAD)
        if key in self._marks.chosen or (key == self._marks.current and self._marks.focused):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(qcolor(ink.selection))
            painter.drawRoundedRect(QRectF(panel.head).adjusted(1, 1, -1, -1), CORNER - 1, CORNER - 1)
        self._head(panel)
        if key == self._marks.current and self._marks.focused:
            self._ring(panel.head.adjusted(1, 1, -1, -1))
        self._names(panel)

    def _head(self, panel: PanelBox) -> None:
        ink, painter, fonts = self._ink, self._painter, self._fonts
        room = panel.head.adjusted(PAD, STEP, -PAD, -STEP)
        title, small = QFontMetrics(fonts.title), QFontMetrics(fonts.small)
        line = QRect(room.left(), room.top(), room.width(), title.height())
        self._triangle(QPoint(line.left() + 4, line.center().y()), is_open=panel.panel.open)
        line.setLeft(line.left() + 4 * STEP)
        size = str(panel.panel.size)
        painter.setFont(fonts.small)
        painter.setPen(qcolor(ink.soft))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | _MIDDLE), size)
        line.setRight(line.right() - small.horizontalAdvance(size) - 2 * STEP)
        painter.setFont(fonts.title)
        painter.setPen(qcolor(ink.ink))
        name = title.elidedText(panel.panel.name, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(_LEFT | _MIDDLE), name)
        line = QRect(room.left() + 4 * STEP, line.bottom() + 1, room.width() - 4 * STEP, small.height())
        painter.setFont(fonts.small)
        painter.setPen(qcolor(ink.soft))
        painter.drawText(
            line, int(_LEFT | _MIDDLE), small.elidedText(panel.panel.base, Qt.TextElideMode.ElideRight, line.width())
        )
        for told, colour in ((panel.panel.meaning, ink.ink), (panel.panel.tests, ink.soft)):
            if told:
                line.translate(0, small.height() + 2)
                painter.setPen(qcolor(colour))
                words = small.elidedText(told, Qt.TextElideMode.ElideRight, line.width())
                painter.drawText(line, int(_LEFT | _MIDDLE), words)

    def _triangle(self, at: QPoint, *, is_open: bool) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(qcolor(self._ink.soft))
        x, y = at.x(), at.y()
        corners = ((-4, -2), (4, -2), (0, 3)) if is_open else ((-2, -4), (3, 0), (-2, 4))
        self._painter.drawPolygon([QPointF(x + dx, y + dy) for dx, dy in corners])

    def _names(self, panel: PanelBox) -> None:
        small = QFontMetrics(self._fonts.small)
        self._painter.setFont(self._fonts.small)
        self._painter.setPen(qcolor(self._ink.soft))
        line = QRect(panel.box.left() + PAD + 4 * STEP, panel.head.bottom(), panel.box.width(), small.height())
        for words in panel.names:
            self._painter.drawText(line, int(_LEFT | _MIDDLE), words)
            line.translate(0, small.height())

    def _new(self, box: QRect) -> None:
        ink, painter = self._ink, self._painter
        aimed = self._marks.target == -1
        painter.setPen(QPen(qcolor(ink.accent if aimed else mixed(ink.faint, ink.paper, 0.6)), 1, Qt.PenStyle.DashLine))
        painter.setBrush(_NONE)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
        painter.setFont(self._fonts.small)
        painter.setPen(qcolor(ink.accent if aimed else ink.soft))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), _("Drop codes here for a new cluster"))

    # --- cards ------------------------------------------------------------------------------------

    def _card(self, made: CardBox) -> None:
        ink, painter, card, box = self._ink, self._painter, made.card, made.box
        chosen, cut = card.key in self._marks.chosen, card.key in self._marks.cut
        paper = ink.selection if chosen else mixed(ink.faint, ink.paper, 0.08) if ink.dark else "#FFFFFF"
        pen = QPen(qcolor(mixed(ink.faint, ink.paper, 0.5) if chosen else ink.rule), 1)
        if cut:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(qcolor(paper))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.fillRect(box.left(), box.top() + 2, EDGE, box.height() - 4, qcolor(lifted(card.color, ink)))
        if card.key == self._marks.current and self._marks.focused:
            self._ring(box)
        self._label(made, cut=cut)
        if made.quote:
            self._quote(made)

    def _label(self, made: CardBox, *, cut: bool) -> None:
        ink, painter, fonts = self._ink, self._painter, self._fonts
        room = made.box.adjusted(EDGE + PAD, STEP + 1, -PAD, 0)
        line = QRect(room.left(), room.top(), room.width(), fonts.line)
        painter.setFont(fonts.small)
        painter.setPen(qcolor(ink.soft))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | _MIDDLE), counts(made.card))
        painter.setFont(fonts.plain)
        painter.setPen(qcolor(ink.soft if cut else ink.ink))
        for words in made.lines:
            painter.drawText(line, int(_LEFT | _MIDDLE), words)
            line.translate(0, fonts.line)

    def _quote(self, made: CardBox) -> None:
        ink, painter, fonts = self._ink, self._painter, self._fonts
        high = QFontMetrics(fonts.quote).height()
        top = made.box.top() + STEP + 1 + fonts.line * len(made.lines)
        line = QRect(made.box.left() + EDGE + PAD, top, made.box.width() - EDGE - 2 * PAD, high)
        painter.setFont(fonts.quote)
        painter.setPen(qcolor(ink.ink))
        for words in made.quote:
            painter.drawText(line, int(_LEFT | _MIDDLE), words)
            line.translate(0, high)
        painter.setFont(fonts.small)
        painter.setPen(qcolor(ink.soft))
        place = QFontMetrics(fonts.small).elidedText(made.place, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(_LEFT | _MIDDLE), place)

    def _ring(self, box: QRect) -> None:
        self._painter.setPen(QPen(qcolor(self._ink.accent), 2))
        self._painter.setBrush(_NONE)
        self._painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)
