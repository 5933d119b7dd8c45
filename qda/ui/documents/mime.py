"""What is dragged between the text and the codes: a span out of the text, codes onto it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from qda.text import Span
from qda.ui.theme import CORNER, Ink, qcolor

CODES = "application/x-gerund-codes"
"""A JSON list of code ids."""

SPAN = "application/x-gerund-span"
"""A JSON object with "start" and "end", code points of the text that is shown."""

_WIDEST = 280


def span_mime(words: str, span: Span) -> QMimeData:
    """A piece of text as it leaves the view: its place, and the words for everybody else."""
    data = QMimeData()
    data.setText(words)
    data.setData(SPAN, json.dumps({"start": span.start, "end": span.end}).encode())
    return data


def span_of(data: QMimeData) -> Span | None:
    """The span in a drag that came from a text view."""
    if not data.hasFormat(SPAN):
        return None
    place = json.loads(bytes(data.data(SPAN).data()))
    return Span(place["start"], place["end"])


def codes_mime(codes: Sequence[int]) -> QMimeData:
    """Codes as they are dragged onto a text."""
    data = QMimeData()
    data.setData(CODES, json.dumps(list(codes)).encode())
    return data


def codes_of(data: QMimeData) -> list[int]:
    """The ids of the codes in a drag; none if it carries no codes."""
    return [int(code) for code in json.loads(bytes(data.data(CODES).data()))] if data.hasFormat(CODES) else []


def chip(words: str, ink: Ink, ratio: float) -> QPixmap:
    """The picture that follows the mouse while text is dragged."""
    metrics = QFontMetrics(QApplication.font())
    line = metrics.elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, _WIDEST)
    box = QRect(0, 0, metrics.horizontalAdvance(line) + 16, metrics.height() + 8)
    pixmap = QPixmap(box.size() * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(qcolor(ink.rule))
    painter.setBrush(qcolor(ink.panel))
    painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), CORNER, CORNER)
    painter.setPen(qcolor(ink.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line)
    painter.end()
    return pixmap
