"""Painting a block: washes, selection, words, numbers, caret. Everything is handed in; nothing is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from qda.text import Span
from qda.ui.documents.coded_text import Highlight
from qda.ui.documents.laying.columns import Columns
from qda.ui.documents.laying.decor import Decor, band, wash
from qda.ui.documents.laying.face import Face
from qda.ui.documents.laying.laid import Laid
from qda.ui.theme import Ink, lifted, qcolor, tint

CARET = 2
"""Pixels."""

KNOB = 4
"""The radius of the knob on a handle, in pixels."""

_SELECTED = 0.86  # how much of what lies beneath a selection covers


@dataclass(slots=True)
class Look:
    """What is painted besides the text: places in code points, None where there is none."""

    ink: Ink
    face: Face
    columns: Columns
    selection: Span | None = None
    caret: int | None = None
    current: Highlight | None = None
    hovered: Highlight | None = None
    target: Span | None = None
    found: Sequence[Span] = field(default=())

    def at_hand(self, highlight: Highlight) -> bool:
        """True for the current coding, also while it is being resized."""
        return self.current is not None and highlight.id == self.current.id

    def strong(self, highlight: Highlight) -> bool:
        """True for the coding at hand and the one under the mouse."""
        return self.at_hand(highlight) or (self.hovered is not None and highlight.id == self.hovered.id)


def paint_words(painter: QPainter, laid: Laid, decor: Decor, top: int, look: Look, clip: QRect) -> None:
    """A block's words with all that lies behind them; `top` is the block's top in the viewport."""
    left = look.columns.text_left
    painter.translate(left, top)
    _fill(painter, decor.washes)
    for highlight in (look.hovered, look.current):
        if highlight is not None:
            color = qcolor(tint(highlight.color, look.ink, strong=True))
            for box in wash(laid, highlight.start, highlight.end):
                painter.fillRect(*box, color)
    _selection(painter, laid, look)
    _fill(painter, decor.underlines)
    painter.setPen(qcolor(look.ink.ink))
    inside = QRectF(clip.translated(-left, -top))
    laid.layout.draw(painter, QPointF(0, 0), [], inside)
    _outlines(painter, laid, look)
    _ticks(painter, laid, look)
    _caret(painter, laid, look)
    painter.translate(-left, -top)


def _fill(painter: QPainter, boxes: Sequence[tuple[int, int, int, int, str]]) -> None:
    for x, y, width, height, color in boxes:
        painter.fillRect(x, y, width, height, qcolor(color))


def _selection(painter: QPainter, laid: Laid, look: Look) -> None:
    if look.selection is None or (look.current is not None and look.current.span == look.selection):
        return  # the coding at hand shows itself
    color = qcolor(look.ink.selection)
    painter.setOpacity(_SELECTED)
    for box in band(laid, look.selection.start, look.selection.end):
        painter.fillRect(*box, color)
    painter.setOpacity(1)


def _outlines(painter: QPainter, laid: Laid, look: Look) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(qcolor(look.ink.hint))
    for span in look.found:
        for x, y, width, height in wash(laid, span.start, span.end):
            painter.drawRect(x - 1, y - 1, width + 1, height + 1)
    if look.target is not None:
        painter.setPen(QPen(qcolor(look.ink.accent), 2))
        for x, y, width, height in wash(laid, look.target.start, look.target.end):
            painter.drawRect(x - 2, y - 1, width + 4, height + 2)


def _ticks(painter: QPainter, laid: Laid, look: Look) -> None:
    """Where a unit begins within a line, a small stroke says so: its number stands at the side."""
    color = qcolor(look.ink.faint)
    foot = laid.face.baseline + round(laid.face.descent)
    for line in laid.lines:
        for x in line.ticks:
            painter.fillRect(round(x) - 2, line.top + foot - 3, 1, 5, color)


def _caret(painter: QPainter, laid: Laid, look: Look) -> None:
    if look.caret is not None and laid.start <= look.caret < laid.stop:
        painter.fillRect(caret_box(laid, look.caret), qcolor(look.ink.ink))


def caret_box(laid: Laid, offset: int) -> QRect:
    """The caret in a block, from the block's top and the column's left edge."""
    face, top = laid.face, laid.lines[laid.line_at(offset)].top
    above = face.baseline - round(face.ascent)
    height = round(face.ascent + face.descent)
    if laid.height < face.pitch:  # a blank line is half as high
        above, height = 0, laid.height
    return QRect(round(laid.x(offset)) - CARET // 2, top + above, CARET, height)


def paint_numbers(painter: QPainter, laid: Laid, top: int, look: Look) -> None:
    """The frozen numbers beside a block's lines, on the baseline of the text."""
    small = look.face.plain
    painter.setFont(small.font)
    painter.setPen(qcolor(look.ink.faint))
    foot = laid.face.baseline - small.ascent
    for line in laid.lines:
        if line.number:
            box = QRect(0, top + line.top + foot, look.columns.numbers_right, small.height)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, line.number)


def paint_handles(painter: QPainter, boxes: Sequence[QRect], look: Look) -> None:
    """The two handles of the coding at hand, `boxes` being their bars: a knob above the start and below the end."""
    if look.current is None:
        return
    color = qcolor(lifted(look.current.color, look.ink))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(qcolor(look.ink.paper), 1))
    painter.setBrush(color)
    for index, box in enumerate(boxes):
        painter.fillRect(box, color)
        middle = QPointF(box.left() + box.width() / 2, box.top() if index == 0 else box.bottom() + 1)
        painter.drawEllipse(middle, KNOB, KNOB)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
