"""The right margin: stripes in their lanes, labels, the sign for a memo, and what lies under the mouse there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from qda.ui.documents.coded_text import Highlight
from qda.ui.documents.laying.columns import STRIPE, Columns
from qda.ui.documents.laying.decor import Decor
from qda.ui.documents.laying.face import Lettering
from qda.ui.documents.laying.laid import Laid
from qda.ui.documents.painting import Look
from qda.ui.theme import lifted, qcolor

_SQUARE = 6
_LINES = 3  # on which one label may stand, where nothing else does
_AFTER = 12  # between two labels on one line
_SIGN = 9  # the width of the memo sign
_HIT = 3  # pixels beside a stripe that still count as it


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it stands in the viewport, line by line; without a highlight it is the count of those in `hidden`."""

    box: QRect
    lines: tuple[str, ...]
    highlight: Highlight | None
    hidden: tuple[Highlight, ...] = ()


def paint_stripes(painter: QPainter, decor: Decor, top: int, look: Look) -> None:
    """A block's stripes; the coding at hand and the one under the mouse are wider."""
    for stripe in decor.stripes:
        wide = look.strong(stripe.highlight)
        x = look.columns.lane_x(stripe.lane) - wide
        painter.fillRect(x, top + stripe.top, STRIPE + 2 * wide, stripe.bottom - stripe.top, qcolor(stripe.color))


def paint_labels(painter: QPainter, laid: Laid, decor: Decor, top: int, look: Look) -> None:
    """A block's labels, on the baseline of their lines, and memo signs where a memo hangs."""
    if not look.columns.labels_width:
        for stripe in decor.stripes:
            if stripe.highlight.memo and stripe.highlight.start >= laid.start:
                _memo_sign(painter, look.columns.lane_x(look.columns.lanes) + 2, top + stripe.top + 2, look)
        return
    for label in labels(laid, decor, top, look):
        _paint_label(painter, label, look)


def _paint_label(painter: QPainter, label: Label, look: Look) -> None:
    box, highlight = label.box, label.highlight
    strong = highlight is not None and look.strong(highlight)
    lettering = _lettering(highlight, look) if highlight is not None else look.face.plain
    painter.setFont(lettering.font)
    painter.setPen(qcolor(look.ink.ink if strong else look.ink.soft))
    left = box.left()
    if highlight is not None:
        color = qcolor(lifted(highlight.color, look.ink))
        painter.fillRect(left, box.top() + (lettering.height - _SQUARE) // 2 + 1, _SQUARE, _SQUARE, color)
        left += _SQUARE + 6
    for number, line in enumerate(label.lines):
        words = QRect(left, box.top() + number * lettering.height, box.right() - left + 1, lettering.height)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, line)
    if highlight is not None and highlight.memo:
        _memo_sign(painter, box.right() - _SIGN, box.top() + 3, look)


def _memo_sign(painter: QPainter, x: int, y: int, look: Look) -> None:
    """A small sheet with a folded corner."""
    sheet = [(0, 0), (5, 0), (8, 3), (8, 10), (0, 10)]
    painter.setPen(QPen(qcolor(look.ink.accent), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in sheet]))
    painter.drawLine(x + 2, y + 5, x + 6, y + 5)
    painter.drawLine(x + 2, y + 7, x + 6, y + 7)


def labels(laid: Laid, decor: Decor, top: int, look: Look) -> Iterator[Label]:
    """The labels of a block where they stand in the viewport."""
    columns, height = look.columns, look.face.plain.height
    foot = laid.face.baseline - look.face.plain.ascent
    taken = {slot.line for slot in decor.slots}
    for slot in decor.slots if columns.labels_width else ():
        y = top + laid.lines[slot.line].top + foot
        room_below = (1 + _free(slot.line, len(laid.lines), taken)) * laid.face.pitch // height
        left, limit = columns.labels_left, columns.labels_left + columns.labels_width
        for index, highlight in enumerate(slot.labels):
            rest = tuple(slot.labels[index:])
            room = limit - left - (_count_width(look) if len(rest) > 1 else 0)
            wanted = _label_width(highlight, look)
            if index and wanted > room:
                yield Label(QRect(left, y, _count_width(look), height), (f"+{len(rest)}",), None, rest)
                break
            width = min(wanted, room)
            lines = _cut(highlight, look, width, min(_LINES, room_below) if len(slot.labels) == 1 else 1)
            yield Label(QRect(left, y, width, height * len(lines)), lines, highlight)
            left += width + _AFTER


def _free(line: int, lines: int, taken: set[int]) -> int:
    """How many lines of a block are free beneath this one, as far as they matter."""
    below = range(line + 1, min(lines, line + _LINES))
    return next((number for number, each in enumerate(below) if each in taken), len(below))


def _around(highlight: Highlight) -> int:
    return _SQUARE + 6 + (_SIGN + 6 if highlight.memo else 0)


def _lettering(highlight: Highlight, look: Look) -> Lettering:
    return look.face.bold if look.at_hand(highlight) else look.face.plain


def _label_width(highlight: Highlight, look: Look) -> int:
    return _lettering(highlight, look).width(highlight.caption) + _around(highlight)


def _count_width(look: Look) -> int:
    return look.face.plain.width("+000")


def _cut(highlight: Highlight, look: Look, width: int, lines: int) -> tuple[str, ...]:
    return _lettering(highlight, look).cut(highlight.caption, width - _around(highlight), lines)


def stripe_at(decor: Decor, top: int, columns: Columns, point: QPoint) -> list[Highlight]:
    """The codings whose stripes lie under a point of the viewport; several where lanes had to be shared."""
    y = point.y() - top
    return [
        stripe.highlight
        for stripe in decor.stripes
        if stripe.top <= y <= stripe.bottom and abs(point.x() - columns.lane_x(stripe.lane) - STRIPE / 2) <= _HIT + 1
    ]


def label_at(laid: Laid, decor: Decor, top: int, look: Look, point: QPoint) -> Label | None:
    """The label under a point of the viewport."""
    reach = QRectF(point.x() - 1, point.y() - 4, 2, 8).toRect()
    return next((label for label in labels(laid, decor, top, look) if label.box.intersects(reach)), None)
