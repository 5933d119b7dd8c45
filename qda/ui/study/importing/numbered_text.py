"""A text to look at before it is stored: its lines as they will be numbered, its structure as it was seen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from qda.text import Mark, units
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor, reading_font

if TYPE_CHECKING:
    from qda.text import UnitKind


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the screen: where it lies in the text, and its number; 0 for a line without one."""

    start: int
    end: int
    number: int


def lines_of(text: str, starts: Sequence[int]) -> Iterator[Line]:
    """The lines of a text with these units: a unit begins a line, and so does what follows a line end in the text."""
    at = 0
    for number, (start, end) in enumerate(units(text, starts), start=1):
        yield from _plain(text, at, start)
        first = text.find("\n", start, end)
        yield Line(start, end if first < 0 else first, number)
        if first >= 0:
            yield from _plain(text, first + 1, end, last=True)
        at = end
    yield from _plain(text, at, len(text))


def _plain(text: str, at: int, end: int, *, last: bool = False) -> Iterator[Line]:
    """Lines without a number between two places; the rest behind the last line end belongs to what follows."""
    # The line that is left is ended by the first line end, so what lies before that is no line of its own.
    if not last:
        found = text.find("\n", at, end)
        if found < 0:
            return
        at = found + 1
    while (found := text.find("\n", at, end)) >= 0:
        yield Line(at, found, 0)
        at = found + 1
    if last and at < end:
        yield Line(at, end, 0)


class _Structure(QSyntaxHighlighter):
    """Headings, speakers and times as they were seen; Qt asks line by line."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.formats: dict[int, list[tuple[int, int, QTextCharFormat]]] = {}

    def highlightBlock(self, text: str) -> None:
        """Put on the formats of one line."""
        for start, length, form in self.formats.get(self.currentBlock().blockNumber(), ()):
            self.setFormat(start, length, form)


class _Numbers(QWidget):
    def __init__(self, text: NumberedText) -> None:
        super().__init__(text)
        self._text = text

    def paintEvent(self, event: QPaintEvent) -> None:
        self._text.paint_numbers(QPainter(self), event.rect())


class NumberedText(QPlainTextEdit):
    """Lines with their numbers in the margin; only to be read."""

    def __init__(self, session: Session, name: str) -> None:
        super().__init__()
        self._session = session
        self._lines: list[Line] = []
        self._marks: tuple[Mark, ...] = ()
        self._text = ""
        self._structure = _Structure(self.document())
        self._margin = _Numbers(self)
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setFont(reading_font())
        self.setTabChangesFocus(True)
        self.updateRequest.connect(lambda _box, _moved: self._margin.update())
        session.ink_changed.connect(lambda _ink: self._dress())

    def show_text(self, text: str, marks: tuple[Mark, ...], kind: UnitKind) -> None:
        """Show a text as it will be numbered."""
        from qda.sources.service import cut

        self._lines, self._marks = list(lines_of(text, cut(text, marks, kind))), marks
        self._structure.formats = {}
        # A tab or a sign for a line end inside a line would break the count of lines.
        self.setPlainText("\n".join(_shown(text[line.start : line.end]) for line in self._lines))
        self._text = text
        self._dress()
        width = self.fontMetrics().horizontalAdvance("0") * len(str(max(1, len(self._lines)))) + STEP * 5
        self.setViewportMargins(width, 0, 0, 0)
        self._place_margin()

    def clear_text(self) -> None:
        """Show nothing."""
        self._lines, self._marks, self._text = [], (), ""
        self._structure.formats = {}
        self.clear()

    def numbers(self) -> list[int]:
        """The number of each line; 0 for a line without one."""
        return [line.number for line in self._lines]

    def _dress(self) -> None:
        self._structure.formats = self._formats()
        self._structure.rehighlight()

    def _formats(self) -> dict[int, list[tuple[int, int, QTextCharFormat]]]:
        looks = self._looks()
        starts = [line.start for line in self._lines]
        found: dict[int, list[tuple[int, int, QTextCharFormat]]] = {}
        for mark in self._marks:
            if mark.kind not in looks:
                continue
            number = max(0, bisect_right(starts, mark.start) - 1)
            while number < len(self._lines) and self._lines[number].start < mark.end:
                line = self._lines[number]
                start, end = max(mark.start, line.start), min(mark.end, line.end)
                if start < end:
                    before = _utf16(self._text[line.start : start])
                    length = _utf16(self._text[start:end])
                    found.setdefault(number, []).append((before, length, looks[mark.kind]))
                number += 1
        return found

    def _looks(self) -> dict[str, QTextCharFormat]:
        ink = self._session.ink
        heading, bold, italic, speaker, time = (QTextCharFormat() for _look in range(5))
        heading.setFontWeight(QFont.Weight.Bold)
        bold.setFontWeight(QFont.Weight.DemiBold)
        italic.setFontItalic(True)
        speaker.setFontWeight(QFont.Weight.DemiBold)
        speaker.setForeground(qcolor(ink.accent))
        time.setForeground(qcolor(ink.soft))
        return {"heading": heading, "bold": bold, "italic": italic, "speaker": speaker, "timestamp": time}

    # --- numbers -------------------------------------------------------------------------------------------------

    def _place_margin(self) -> None:
        box = self.contentsRect()
        self._margin.setGeometry(QRect(box.left(), box.top(), self.viewportMargins().left(), box.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers beside the lines."""
        super().resizeEvent(event)
        self._place_margin()

    def paint_numbers(self, painter: QPainter, area: QRect) -> None:
        """Draw the numbers of the lines that are in view."""
        painter.setPen(qcolor(self._session.ink.faint))
        painter.setFont(small_font())
        block = self.firstVisibleBlock()
        width = self._margin.width() - STEP * 3
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > area.bottom():
                return
            number = self._lines[block.blockNumber()].number if block.blockNumber() < len(self._lines) else 0
            if number:
                line = QRect(0, round(box.top()), width, self.fontMetrics().height())
                painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(number))
            block = block.next()


def _shown(words: str) -> str:
    return words.replace("\u2028", " ").replace("\u2029", " ")


def _utf16(words: str) -> int:
    """Qt counts in UTF-16."""
    return len(words) + sum(letter > "\uffff" for letter in words)
