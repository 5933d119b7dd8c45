"""How the grid of lines is set: its fonts, its columns, and the words of a unit laid out when they come into view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtGui import QTextCharFormat as Format

from qda.text import Span
from qda.ui.offsets import Offsets
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.ui.coding.lines.text import Lines

LANE = 5
"""From bar to bar, in pixels; a bar shows that a coding from above goes on."""

MEASURE = 80
"""Characters in a line of text."""

BAR = 3
SIGN = 12  # pixels of the memo sign, left of the numbers
_LANES = 4
_GAP = 3 * STEP + _LANES * LANE  # between text and labels
_EDGES = _GAP + 4 * STEP  # beside what text and labels share
_LABELS = 45 * STEP  # labels have so much before the text has all that it wants
_ROOMY = 60 * STEP  # most labels stand on one line
_SMALLEST = 0.91  # smaller is not the size that the reader has chosen
_A_LITTLE = 0.01
_READABLE = 32  # characters: a narrower column is a strip of single words
_LINE_HEIGHT = 1.65  # of the size of the type
_SLACK = 1.05  # lines of as many characters differ in width: this holds nearly all in English prose
_PROSE = (
    "She puts the phone down and says nothing for a while; then, without turning round, that it was not what they had "
    "agreed. Two of the others look up. “I thought you knew,” one of them says, and goes on typing."
)
_KEPT = 600  # units whose layout is remembered, some fifteen pages of them


@dataclass(frozen=True, slots=True)
class Type:
    """The fonts of the grid with the measures that it goes by, in pixels."""

    reading: QFont
    label: QFont
    small: QFont
    pitch: int
    baseline: float
    char: float
    label_pitch: int

    @property
    def air(self) -> int:
        """Above and below the words of a row."""
        return STEP + 1


def type_of(reading: QFont, interface: QFont, zoom: float = 1.0, fit: float = 1.0) -> Type:
    """The type for a reading font and the window's font; `zoom` enlarges the text, and the labels half as much.

    `fit` makes the text alone smaller.
    """
    body, label, small = QFont(reading), QFont(interface), QFont(interface)
    body.setPointSizeF(reading.pointSizeF() * zoom * fit)
    label.setPointSizeF(interface.pointSizeF() * (1 + (zoom - 1) / 2))
    small.setPointSizeF(label.pointSizeF() * 0.92)
    metrics = QFontMetricsF(body)
    pitch = round(QFontInfo(body).pixelSize() * _LINE_HEIGHT)
    return Type(
        body,
        label,
        small,
        pitch,
        (pitch - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent(),
        metrics.horizontalAdvance(_PROSE) / len(_PROSE),
        QFontMetrics(label).height() + STEP,
    )


def fitted(width: int, reading: QFont, interface: QFont, zoom: float, digits: int) -> tuple[Type, Columns]:
    """Type and columns for a width: where lines of 80 characters would just not fit, the text is a little smaller.

    A line that wraps for one word's sake costs a row and the rhythm of reading; half a point does not.
    """
    face = type_of(reading, interface, zoom)
    room = _rest(width, face, digits) - _LABELS
    fit = room / (face.char * MEASURE * _SLACK)
    smaller = face
    while _SMALLEST <= fit < 1 and smaller.char * MEASURE * _SLACK > room:
        smaller = type_of(reading, interface, zoom, fit)
        fit -= _A_LITTLE  # type does not shrink evenly: it is set on whole pixels
    fits = smaller.char * MEASURE * _SLACK <= room
    return (smaller, columns(width, smaller, digits)) if fits else (face, columns(width, face, digits))


def wished(reading: QFont, interface: QFont, zoom: float, digits: int) -> tuple[int, int]:
    """The least width in which no line of 80 characters wraps, and one in which labels have room too."""
    face = type_of(reading, interface, zoom)
    beside, text = _numbers(face, digits) + _EDGES + 1, face.char * MEASURE * _SLACK
    return beside + ceil(text * (_SMALLEST + 3 * _A_LITTLE)) + _LABELS, beside + ceil(text) + _ROOMY


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of the grid stand, in pixels from its left edge; `stacked`: labels stand under the words."""

    number_right: int
    text_left: int
    text_width: int
    bars_right: int
    label_left: int
    label_width: int
    stacked: bool = False


def columns(width: int, face: Type, digits: int) -> Columns:
    """Share out a width: 80 characters of text if there is room for them, else two thirds for the text.

    Where that would be too narrow to read in, labels stand under the words.
    """
    number, rest = _numbers(face, digits), _rest(width, face, digits)
    text = round(face.char * MEASURE * _SLACK)
    if rest - text < _LABELS - 1:
        text = rest - min(max(rest * 32 // 100, 40 * STEP), 75 * STEP)
    if text < face.char * _READABLE:
        return Columns(number - 4 * STEP, number, rest, number + rest + _GAP - STEP, number, rest, stacked=True)
    left = number + text + _GAP
    return Columns(number - 4 * STEP, number, text, left - 2 * STEP, left, rest - text)


def _numbers(face: Type, digits: int) -> int:
    return SIGN + QFontMetrics(face.small).horizontalAdvance("0" * max(2, digits)) + 7 * STEP


def _rest(width: int, face: Type, digits: int) -> int:
    """What text and labels share."""
    return max(40 * STEP, width - _numbers(face, digits) - _EDGES)


class Laid:
    """The words of one unit, wrapped; offsets are those of the whole text."""

    __slots__ = ("_layout", "_offsets", "end", "height", "start")

    def __init__(self, words: str, start: int, face: Type, width: int, formats: list[QTextLayout.FormatRange]) -> None:
        self.start, self.end = start, start + len(words)
        self._offsets = Offsets(words)
        layout = QTextLayout(words.replace("\n", "\u2028"), face.reading)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setTabStopDistance(face.char * 8)
        layout.setTextOption(option)
        layout.setFormats(formats)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            # An even pitch: letters from other fonts (CJK, emoji) don't push the lines apart.
            line.setPosition(QPointF(0, count * face.pitch + face.baseline - line.ascent()))
            count += 1
        layout.endLayout()
        self._layout = layout
        self.height = max(1, count) * face.pitch

    def draw(self, painter: QPainter, x: float, y: float, marked: Iterable[tuple[Span, Format]] = ()) -> None:
        """Paint the words in the painter's pen, stretches of them in a format of their own."""
        ranges = []
        for span, style in marked:
            first, last = max(span.start, self.start) - self.start, min(span.end, self.end) - self.start
            if first < last:
                ranges.append(_range(self._offsets.to_qt(first), self._offsets.to_qt(last), style))
        self._layout.draw(painter, QPointF(x, y), ranges)

    def offset_at(self, x: float, y: float) -> int:
        """The place between two characters that is nearest to a point."""
        count = self._layout.lineCount()
        pitch = self.height / max(1, count)
        line = self._layout.lineAt(min(max(0, int(y // pitch)), count - 1))
        return self.start + self._offsets.to_text(line.xToCursor(x))


class Layouts:
    """The units of a text laid out for one width; the last few hundred are kept."""

    def __init__(self, lines: Lines, face: Type, width: int, soft: QColor) -> None:
        self._lines = lines
        self._face = face
        self._width = width
        self._soft = Format()
        self._soft.setForeground(soft)
        self._strong = Format()
        self._strong.setFontWeight(QFont.Weight.DemiBold)
        self._kept: dict[int, Laid] = {}

    def of(self, unit: int) -> Laid:
        """A unit, laid out now if it was not in view lately."""
        found = self._kept.get(unit)
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            found = self._kept[unit] = self._lay_out(unit)
        return found

    def _lay_out(self, unit: int) -> Laid:
        lines = self._lines
        start, end = lines.starts[unit], lines.end(unit)
        words = lines.text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.lstrip()
        formats = []
        if lines.is_heading(unit):
            formats.append(_range(0, Offsets(words).to_qt(len(words)), self._strong))
        said = lines.body(unit) - start
        if said > 0:
            formats.append(_range(0, Offsets(words).to_qt(said), self._soft))
        return Laid(words, start, self._face, self._width, formats)


def _range(first: int, last: int, style: Format) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = first, last - first, style
    return made
