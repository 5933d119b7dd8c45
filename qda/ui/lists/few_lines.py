"""Words painted on a few lines, the last one cut off where there are more of them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from qda.ui.offsets import Offsets

_LEAST = 160  # letters that are laid out, in however narrow a box


def paint_lines(painter: QPainter, box: QRect, words: str, font: QFont, most: int) -> None:
    """Paint words at the top of a box on up to `most` lines, the last with an ellipsis where words are left over."""
    metrics = QFontMetrics(font)
    painter.setFont(font)
    y = float(box.top() + metrics.ascent())
    for line in few_lines(words, metrics, font, box.width(), most):
        painter.drawText(QPointF(box.left(), y), line)
        y += metrics.lineSpacing()


def few_lines(words: str, metrics: QFontMetrics, font: QFont, width: int, most: int) -> list[str]:
    """The words as they stand on up to `most` lines of this width in pixels."""
    words = words[: max(_LEAST, width)]  # more can't be seen, and costs
    offsets = Offsets(words)
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, end = offsets.to_text(line.textStart()), offsets.to_text(line.textStart() + line.textLength())
        last = len(lines) == most - 1 and end < len(words)
        elided = metrics.elidedText(words[start:], Qt.TextElideMode.ElideRight, width) if last else words[start:end]
        lines.append(elided)
    layout.endLayout()
    return lines
