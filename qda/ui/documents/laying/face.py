"""The faces of a text: fonts with the measures that layout and painting go by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QFontMetricsF

LINE_HEIGHT = 1.65
"""Of the size of the type."""

_HEADINGS = {1: 1.42, 2: 1.22, 3: 1.08}
_PROSE = (
    "She puts the phone down and says nothing for a while; then, without turning round, that it was not what they had "
    "agreed. Two of the others look up. “I thought you knew,” one of them says, and goes on typing."
)


class Lettering:
    """A font for short words in the margin; how wide they are is asked at every paint and measured once."""

    _MOST = 8_192

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetrics(font)
        self.height = self._metrics.height()
        self.ascent = self._metrics.ascent()
        self._widths: dict[str, int] = {}
        self._cut: dict[tuple[str, int, int], tuple[str, ...]] = {}

    def width(self, words: str) -> int:
        """Pixels from end to end."""
        found = self._widths.get(words)
        if found is None:
            found = self._widths[words] = self._metrics.horizontalAdvance(words) + 1
            if len(self._widths) > self._MOST:
                self._widths.clear()
        return found

    def cut(self, words: str, width: int, lines: int = 1) -> tuple[str, ...]:
        """The words on at most so many lines, the last shortened by an ellipsis if they are longer.

        Labels are told apart by their beginnings, which say what is happening: so the end gives way.
        """
        found = self._cut.get((words, width, lines))
        if found is None:
            found = self._cut[words, width, lines] = tuple(self._lines(words, width, lines))
            if len(self._cut) > self._MOST:
                self._cut.clear()
        return found

    def _lines(self, words: str, width: int, lines: int) -> Iterator[str]:
        rest = words
        for _line in range(lines - 1):
            if self.width(rest) <= width:
                break
            fitting = 0
            for space in (at for at, char in enumerate(rest) if char == " "):
                if self.width(rest[:space]) > width:
                    break
                fitting = space
            if not fitting:
                break  # a single long word
            yield rest[:fitting]
            rest = rest[fitting + 1 :]
        yield self._metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)


@dataclass(frozen=True, slots=True)
class Face:
    """Fonts for text and margin, in logical pixels: `pitch` from line to line, `char` a character's mean width."""

    reading: QFont
    plain: Lettering
    bold: Lettering
    pitch: int
    ascent: float
    descent: float
    char: float

    @property
    def baseline(self) -> int:
        """From the top of a line to its baseline: what is over is shared above and below."""
        return round((self.pitch - self.ascent - self.descent) / 2 + self.ascent)


def face(reading: QFont, interface: QFont, zoom: float = 1.0) -> Face:
    """The face for a reading font and the window's font; `zoom` enlarges the text, and half as much the margin."""
    small = QFont(interface)
    small.setPointSizeF(interface.pointSizeF() * 0.92 * (1 + (zoom - 1) / 2))
    strong = QFont(small)
    strong.setWeight(QFont.Weight.DemiBold)
    body = QFont(reading)
    body.setPointSizeF(reading.pointSizeF() * zoom)
    return _face(body, Lettering(small), Lettering(strong), LINE_HEIGHT)


def heading(body: Face, level: int) -> Face:
    """The same face for a heading: bold, and larger for the first three levels."""
    scale = _HEADINGS.get(level, 1.0)
    font = QFont(body.reading)
    font.setPointSizeF(body.reading.pointSizeF() * scale)
    font.setWeight(QFont.Weight.Bold)
    return _face(font, body.plain, body.bold, LINE_HEIGHT if scale == 1 else 1.4)


def _face(font: QFont, plain: Lettering, bold: Lettering, line_height: float) -> Face:
    metrics = QFontMetricsF(font)
    return Face(
        reading=font,
        plain=plain,
        bold=bold,
        pitch=round(_pixels(font) * line_height),
        ascent=metrics.ascent(),
        descent=metrics.descent(),
        char=metrics.horizontalAdvance(_PROSE) / len(_PROSE),
    )


def _pixels(font: QFont) -> float:
    return QFontInfo(font).pixelSize()
