"""One block laid out: its visual lines, and both ways between code points and places on them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from qda.ui.documents.laying.face import Face
from qda.ui.offsets import Offsets

_Trailing = QTextLine.Edge.Trailing
_On = QTextLine.CursorPosition.CursorOnCharacter
_BREAK = "\u2028"


@dataclass(slots=True)
class VisualLine:
    """A line as it is seen: start..end in code points, `top` in pixels from the block's top, its frozen number."""

    start: int
    end: int
    top: int
    right: float
    number: str = ""
    ticks: tuple[float, ...] = ()
    shape: QTextLine | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one visual line: its line, and from x to x in pixels from the column's left edge."""

    line: int
    left: float
    right: float


@dataclass(slots=True)
class Laid:
    """A block of the text with its lines; offsets are those of the whole text. What begins before `stop` is its own."""

    start: int
    end: int
    stop: int
    gap: int
    height: int
    face: Face
    lines: list[VisualLine]
    layout: QTextLayout
    offsets: Offsets
    bidi: bool
    leftward: bool
    _base: int = field(init=False)
    _cells: dict[int, dict[int, tuple[float, float]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._base = self.offsets.to_qt(self.start)

    def to_layout(self, offset: int) -> int:
        """The place of a code point in the layout's own counting."""
        return self.offsets.to_qt(min(max(offset, self.start), self.end)) - self._base

    def to_offset(self, position: int) -> int:
        """The code point at a place of the layout."""
        return self.offsets.to_text(position + self._base)

    def line_at(self, offset: int) -> int:
        """The visual line that a caret at `offset` stands on."""
        return max(0, bisect_right(self.lines, offset, key=lambda line: line.start) - 1)

    def line_under(self, y: float) -> int:
        """The visual line at height `y` of the block."""
        return min(max(0, int(y - self.gap) // max(1, self.face.pitch)), len(self.lines) - 1)

    def x(self, offset: int) -> float:
        """Where a caret at `offset` stands, from the column's left edge."""
        shape = self.lines[self.line_at(offset)].shape
        return _x(shape, self.to_layout(offset)) if shape else 0.0

    def offset_at(self, line: int, x: float) -> int:
        """The caret's place on a visual line that is nearest to `x`."""
        shape = self.lines[line].shape
        if shape is None:
            return self.start
        return min(self.to_offset(shape.xToCursor(x)), self.line_end(line))

    def line_end(self, line: int) -> int:
        """The last place of the caret on a visual line, before the space where it breaks."""
        if line == len(self.lines) - 1:
            return self.end
        return self.previous(self.lines[line].end)

    def next(self, offset: int) -> int:
        """The caret's next place in reading order: past a whole character as people see it."""
        return self.to_offset(self.layout.nextCursorPosition(self.to_layout(offset)))

    def previous(self, offset: int) -> int:
        """The caret's place before."""
        return self.to_offset(self.layout.previousCursorPosition(self.to_layout(offset)))

    def left(self, offset: int) -> int:
        """The caret's place to the left as seen; in right-to-left words that is onwards."""
        return self.to_offset(self.layout.leftCursorPosition(self.to_layout(offset)))

    def right(self, offset: int) -> int:
        """The caret's place to the right as seen."""
        return self.to_offset(self.layout.rightCursorPosition(self.to_layout(offset)))

    def pieces(self, start: int, end: int) -> list[Piece]:
        """What start..end covers on each visual line; several pieces on one where directions mix."""
        found: list[Piece] = []
        start, end = max(start, self.start), min(end, self.end)
        if start >= end:
            return found
        first = self.line_at(start)
        last = bisect_left(self.lines, end, key=lambda line: line.start)
        for index in range(first, last):
            line = self.lines[index]
            if line.shape is not None:
                found += self._on_line(index, line, max(start, line.start), min(end, line.end))
        return found

    def _on_line(self, index: int, line: VisualLine, start: int, end: int) -> list[Piece]:
        shape = line.shape
        if shape is None:
            return []
        first, last = self.to_layout(start), self.to_layout(end)
        if self.bidi:
            cells = self._cells_of(index, shape)
            return [Piece(index, *run) for run in _joined([cells[at] for at in range(first, last) if at in cells])]
        left = _x(shape, first)
        right = line.right if end >= line.end else _x(shape, last)
        return [Piece(index, left, min(right, line.right))] if left < line.right else []

    def _cells_of(self, index: int, shape: QTextLine) -> dict[int, tuple[float, float]]:
        if index not in self._cells:
            self._cells[index] = _cells(self.layout, shape)
        return self._cells[index]


def _x(line: QTextLine, position: int) -> float:
    found: tuple[float, int] = line.cursorToX(position)  # type: ignore[assignment]
    return found[0]


def _cells(layout: QTextLayout, line: QTextLine) -> dict[int, tuple[float, float]]:
    """Left and right edge of every character of a line in which directions mix, by its place in the layout.

    Qt places a caret between two directions by the character before it, so the first character of each run has no
    width between its edges: that one is found by feeling along the line.
    """
    cells: dict[int, tuple[float, float]] = {}
    at, end = line.textStart(), line.textStart() + line.textLength()
    hidden = []
    while at < end:
        edges: tuple[float, int] = line.cursorToX(at, _Trailing)  # type: ignore[assignment]
        left, right = sorted((_x(line, at), edges[0]))
        if right - left < 0.5:
            hidden.append(at)
        else:
            cells[at] = left, right
        at = max(at + 1, layout.nextCursorPosition(at))
    if hidden:
        felt = _felt(line)
        cells |= {at: felt[at] for at in hidden if at in felt}
    return cells


def _felt(line: QTextLine) -> dict[int, tuple[float, float]]:
    natural, found = line.naturalTextRect(), dict[int, tuple[float, float]]()
    for pixel in range(int(natural.left()), int(natural.right()) + 1):
        at = line.xToCursor(pixel + 0.5, _On)
        left, _ = found.get(at, (float(pixel), 0.0))
        found[at] = left, float(pixel + 1)
    return found


def _joined(cells: list[tuple[float, float]]) -> list[tuple[float, float]]:
    runs: list[tuple[float, float]] = []
    for left, right in sorted(cells):
        if runs and left - runs[-1][1] < 1:
            runs[-1] = (runs[-1][0], max(right, runs[-1][1]))
        else:
            runs.append((left, right))
    return runs


def rightward(text: str) -> bool:
    """True if a paragraph runs from left to right: its first letter with a direction says so."""
    return next((kind == "L" for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), True)


def has_bidi(text: str) -> bool:
    """True if any letter runs from right to left."""
    if text.isascii():
        return False
    return any(
        char >= "\u0590" and unicodedata.bidirectional(char) in ("R", "AL", "RLE", "RLO", "RLI") for char in text
    )


def shape(
    words: str,
    breaks: list[int],
    face: Face,
    width: float,
    formats: list[QTextLayout.FormatRange],
    stops: list[float],
) -> QTextLayout:
    """Lay out a block `width` pixels wide; before each of `breaks` (in `words`) the line is broken for good."""
    for at in breaks:
        # The space before a unit becomes a line separator of the same length: a break that bidi understands.
        words = f"{words[: at - 1]}{_BREAK}{words[at:]}"
    layout = QTextLayout(words, face.reading)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LeftToRight if rightward(words) else Qt.LayoutDirection.RightToLeft)
    option.setAlignment(Qt.AlignmentFlag.AlignLeft if rightward(words) else Qt.AlignmentFlag.AlignRight)
    option.setTabStopDistance(face.char * 8)
    option.setTabs([QTextOption.Tab(stop, QTextOption.TabType.LeftTab) for stop in stops])
    layout.setTextOption(option)
    layout.setFormats(formats)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
    layout.endLayout()
    return layout


def visual_lines(layout: QTextLayout, start: int, gap: int, face: Face) -> list[VisualLine]:
    """The lines of a layout on an even pitch; glyphs of other fonts (CJK, emoji) don't push them apart."""
    text = layout.text()
    offsets = Offsets(text)
    lines = []
    for index in range(layout.lineCount()):
        line = layout.lineAt(index)
        top = gap + index * face.pitch
        line.setPosition(QPointF(0, top + face.baseline - line.ascent()))
        first, last = line.textStart(), line.textStart() + line.textLength()
        right = line.naturalTextRect().right()
        lines.append(VisualLine(start + offsets.to_text(first), start + offsets.to_text(last), top, right, shape=line))
    return lines or [VisualLine(start, start, gap, 0.0)]
