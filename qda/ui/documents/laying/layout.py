"""A text laid out where it is looked at: block by block when needed, heights guessed until then."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from itertools import pairwise, repeat
from math import ceil

from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout

from qda.text import Mark
from qda.ui.documents.coded_text import CodedText
from qda.ui.documents.laying import blocks as cutting
from qda.ui.documents.laying.face import Face, heading
from qda.ui.documents.laying.heights import Heights
from qda.ui.documents.laying.laid import Laid, has_bidi, rightward, shape, visual_lines
from qda.ui.offsets import Offsets
from qda.ui.theme import Ink, qcolor

KEPT = 160
"""Blocks kept laid out; a window shows some twenty."""

_BLANK = 0.5  # the heights of what is no line, in lines
_TURN = 0.45
_PARAGRAPH = 0.3
_HEADING = 0.75
_TABLE = 60  # rows looked at on either side for the widths of a table's columns


class Layouts:
    """The blocks of one text at one width, with their heights in whole pixels."""

    def __init__(self, text: CodedText, face: Face, width: int, ink: Ink) -> None:
        self.text = text
        self.face = face
        self.width = width
        self._ink = ink
        self._headings = {level: heading(face, level) for level in range(1, 7)}
        self._blocks = cutting.cut(text)
        self.offsets = Offsets(text.text)
        self._laid: dict[int, Laid] = {}
        self.heights = Heights(self._guesses())

    def __len__(self) -> int:
        return len(self._blocks)

    def reset(self, face: Face, width: int, ink: Ink) -> None:
        """Begin again at another width, size or colour."""
        if face is not self.face:
            self._headings = {level: heading(face, level) for level in range(1, 7)}
        self.face, self.width, self._ink = face, width, ink
        self._laid.clear()
        self.heights = Heights(self._guesses())

    def block_at(self, offset: int) -> int:
        """The block in which a caret at `offset` stands."""
        return self._blocks.at(offset)

    def laid(self, block: int) -> Laid:
        """The block, laid out; its true height takes the place of the guess."""
        found = self._laid.pop(block, None)
        if found is None:
            found = self._lay(block)
            self.heights[block] = found.height
            if len(self._laid) >= KEPT:
                del self._laid[next(iter(self._laid))]  # the one asked for longest ago
        self._laid[block] = found
        return found

    def is_laid(self, block: int) -> bool:
        """True if the block's height is no guess."""
        return block in self._laid

    def span(self, block: int) -> tuple[int, int]:
        """Start and end of a block in code points."""
        return self._blocks.starts[block], self._blocks.ends[block]

    def _stop(self, block: int) -> int:
        return self._blocks.starts[block + 1] if block + 1 < len(self._blocks) else len(self.text) + 1

    def _face(self, block: int) -> Face:
        level = self._blocks.headings.get(block)
        return self._headings.get(level, self.face) if level else self.face

    def _gap(self, block: int) -> int:
        blocks = self._blocks
        if not block or block in blocks.joined or blocks.blank(block):
            return 0
        airy = blocks.blank(block - 1)
        if block in blocks.headings:
            return round(self.face.pitch * (_HEADING - (_BLANK if airy else 0)))
        if airy or (block in blocks.cells and block - 1 in blocks.cells):
            return 0
        share = _TURN if block in blocks.turns else _PARAGRAPH if blocks.airless else 0
        return round(self.face.pitch * share)

    def _guesses(self) -> list[int]:
        blocks, pitch, width = self._blocks, self.face.pitch, max(1.0, self.width / self.face.char)
        blank = round(pitch * _BLANK)
        guesses = [
            -int((start - end) // width) * pitch if end > start else blank
            for start, end in zip(blocks.starts, blocks.ends, strict=True)
        ]
        if self.text.breaks:
            self._guess_by_units(guesses, width)
        for block, level in blocks.headings.items():
            lines = max(1, guesses[block] // pitch)
            guesses[block] = lines * self._headings.get(level, self.face).pitch
        gapped = range(len(guesses)) if blocks.airless else blocks.headings.keys() | self._spaced_turns()
        for block in gapped:
            guesses[block] += self._gap(block)
        return guesses

    def _spaced_turns(self) -> set[int]:
        """The turns that no blank line keeps apart from what is before them."""
        starts, ends = self._blocks.starts, self._blocks.ends
        return {block for block in self._blocks.turns if block and starts[block - 1] != ends[block - 1]}

    def _guess_by_units(self, guesses: list[int], width: float) -> None:
        """Where units break the lines they can be counted; those wider than the column go on below."""
        units, blocks, pitch = self.text.units, self._blocks, self.face.pitch
        firsts = [*map(bisect_left, repeat(units), blocks.starts), len(units)]
        for block, (first, last) in enumerate(pairwise(firsts)):
            if last - first > 1:
                guesses[block] = (last - first) * pitch
        if width < 80:
            ends = array("q", (*units[1:], len(self.text)))
            for unit, end in zip(units, ends, strict=True):
                if end - unit > width + 2:
                    block = bisect_right(blocks.starts, unit) - 1
                    guesses[block] += (ceil((end - unit - 1) / width) - 1) * pitch

    def _lay(self, block: int) -> Laid:
        start, end = self.span(block)
        face, gap = self._face(block), self._gap(block)
        words = self.text.text[start:end]
        bidi = has_bidi(words)
        layout = shape(words, self._breaks(start, end), face, self.width, self._formats(start, end), self._stops(block))
        lines = visual_lines(layout, start, gap, face)
        height = gap + len(lines) * face.pitch if end > start else round(face.pitch * _BLANK)
        laid = Laid(
            start,
            end,
            self._stop(block),
            gap,
            height,
            face,
            lines,
            layout,
            self.offsets,
            bidi,
            bidi and not rightward(words),
        )
        self._number(laid)
        return laid

    def _breaks(self, start: int, end: int) -> list[int]:
        if not self.text.breaks:
            return []
        units = self.text.units
        return [unit - start for unit in units[bisect_right(units, start) : bisect_left(units, end)]]

    def _number(self, laid: Laid) -> None:
        """Write to each line the numbers of the units that begin on it; they come from the stored starts alone."""
        units = self.text.units
        for line in laid.lines:
            first = bisect_left(units, line.start)
            last = bisect_left(units, line.end if line is not laid.lines[-1] else laid.end)
            if first < last:
                line.number = _numbers(first + 1, last)
                line.ticks = tuple(laid.x(unit) for unit in units[first:last] if unit > line.start)

    def _formats(self, start: int, end: int) -> list[QTextLayout.FormatRange]:
        base = self.offsets.to_qt(start)
        ranges = []
        for mark in self.text.marks.overlapping(start, end):
            if mark.kind not in ("heading", "cell"):
                made = QTextLayout.FormatRange()
                made.start = self.offsets.to_qt(max(start, mark.start)) - base
                made.length = self.offsets.to_qt(min(end, mark.end)) - base - made.start
                made.format = self._format(mark)
                ranges.append(made)
        return ranges

    def _format(self, mark: Mark) -> QTextCharFormat:
        made = QTextCharFormat()
        if mark.kind == "bold":
            made.setFontWeight(QFont.Weight.Bold)
        elif mark.kind == "italic":
            made.setFontItalic(True)
        else:
            made.setFont((self.face.bold if mark.kind == "speaker" else self.face.plain).font)
            made.setForeground(qcolor(self._ink.accent if mark.kind == "speaker" else self._ink.soft))
        return made

    def _stops(self, block: int) -> list[float]:
        """Where the columns of a table begin: as wide as their longest cells, all within the width of the text."""
        if block not in self._blocks.cells:
            return []
        widths: list[float] = []
        for row in self._table(block):
            start, end = self.span(row)
            for column, cell in enumerate(self.text.text[start:end].split("\t")):
                if column == len(widths):
                    widths.append(0)
                widths[column] = max(widths[column], (len(cell) + 2) * self.face.char)
        scale = min(1.0, self.width / max(1.0, sum(widths)))
        stops, at = [], 0.0
        for width in widths[:-1]:
            at += width * scale
            stops.append(at)
        return stops

    def _table(self, block: int) -> range:
        cells = self._blocks.cells
        first = last = block
        while first - 1 in cells and block - first < _TABLE:
            first -= 1
        while last + 1 in cells and last - block < _TABLE:
            last += 1
        return range(first, last + 1)


def _numbers(first: int, last: int) -> str:
    """ "17", or "17–19" where several units begin on one line."""
    return str(first) if first == last else f"{first}–{last}"
