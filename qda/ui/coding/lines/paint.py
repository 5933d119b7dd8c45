"""Painting one row of the grid: numbers, words, bars of codings that go on, labels with their squares."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat

from qda.i18n import _
from qda.text import Span
from qda.ui import icons
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.rows import SQUARE
from qda.ui.coding.lines.layout import BAR, LANE, SIGN, Columns, Layouts, Type
from qda.ui.coding.lines.model import LinesModel
from qda.ui.coding.lines.text import Label
from qda.ui.theme import STEP, Ink, lifted, mixed, qcolor, tint

_LABEL_LINES = 3
_CURRENT = 0.11  # of the accent, washed over the paper
DASH = "–"


@dataclass(slots=True)
class Look:
    """What is at hand: the current row, the part of its words, the chosen coding, labels begun on other rows."""

    current: int = -1
    part: Span | None = None
    coding: int | None = None
    drafts: dict[int, str] = field(default_factory=dict)  # by unit


class Lettering:
    """Short words in one font: how wide they are is asked for at every paint and measured once."""

    def __init__(self, font: QFont) -> None:
        self._metrics = QFontMetrics(font)
        self.height = self._metrics.height()
        self.width = lru_cache(4096)(self._metrics.horizontalAdvance)
        self.wrapped = lru_cache(4096)(self._wrapped)

    def _wrapped(self, words: str, width: int) -> tuple[str, ...]:
        """The words on lines of this width, three at most; what is more ends in an ellipsis."""
        if self.width(words) <= width:
            return (words,)
        lines = [""]
        for word in words.split():
            longer = f"{lines[-1]} {word}".strip()
            if not lines[-1] or self._metrics.horizontalAdvance(longer) <= width or len(lines) == _LABEL_LINES:
                lines[-1] = longer
            else:
                lines.append(word)
        return tuple(self._cut(line, width) for line in lines)

    def _cut(self, words: str, width: int) -> str:
        if self._metrics.horizontalAdvance(words) <= width:
            return words
        return self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


def current_ground(ink: Ink) -> str:
    """The colour of the row that is worked on."""
    return mixed(ink.accent, ink.paper, _CURRENT + (0.03 if ink.dark else 0.0))


class RowPainter:
    """Paints rows of a model; knows its columns and how high each row must be."""

    def __init__(self, model: LinesModel, book: CodeBook, look: Look) -> None:
        self._model = model
        self._book = book
        self.look = look
        self._lanes: dict[int, int] = {}
        self.field_height = self.editor_height = 30  # pixels of the field, and with what stands under it

    def set_up(self, ink: Ink, face: Type, cols: Columns) -> None:
        """Paint in this ink, type and columns from now on; the words are laid out anew."""
        self.ink = ink
        self.face = face
        self.cols = cols
        self._labels = Lettering(face.label)
        self._numbers = Lettering(face.small)
        self.new_text()

    def new_text(self) -> None:
        """Another text, or its units wrapped anew."""
        self.layouts = Layouts(self._model.lines, self.face, self.cols.text_width, qcolor(self.ink.soft))
        self._lanes.clear()

    def new_labels(self) -> None:
        """Codings came or went."""
        self._lanes.clear()

    # --- measuring ----------------------------------------------------------------------------------

    def height(self, row: int, *, editing: bool = False) -> int:
        """Pixels of a row with the rule under it; higher while the field is open in it."""
        words = self._words_height(row)
        beside = self._labels_height(row)
        if not beside and (not self.cols.stacked or self._is_marked(row)):
            beside = self.face.label_pitch
        if editing:
            beside = self.field_top(row) - self.face.air + self.editor_height
        elif self.cols.stacked:
            beside += words
        return max(words, beside) + 2 * self.face.air + 1

    def _words_height(self, row: int) -> int:
        return sum(self.layouts.of(unit).height for unit in self._model.lines.units(row))

    def _labels_height(self, row: int) -> int:
        return sum(self._label_height(label) for label in self._model.lines.row_labels(row))

    def _label_height(self, label: Label) -> int:
        return self.face.label_pitch + (len(self._label_lines(label)) - 1) * self._labels.height

    def _label_lines(self, label: Label) -> tuple[str, ...]:
        return self._labels.wrapped(self._written(label), self.cols.label_width - SQUARE - 4 * STEP)

    def field_top(self, row: int) -> int:
        """From the top of a row to the field in it: under its labels, or beside the first line of its words."""
        labels = self._labels_height(row)
        if labels or self.cols.stacked:
            words = self._words_height(row) if self.cols.stacked else 0
            return self.face.air + words + labels + 3
        return max(2, self.face.air + (self.face.pitch - self.field_height) // 2)

    def labels_top(self, row: int, top: int) -> int:
        """Where the first label begins in a row at `top`: on the line of the first words, or under the last."""
        if self.cols.stacked:
            return top + self.face.air + self._words_height(row)
        return top + self.face.air + (self.face.pitch - self.face.label_pitch) // 2

    def label_rects(self, row: int, top: int) -> list[tuple[Label, QRect]]:
        """The labels of a row and where they stand."""
        x, y = self.cols.label_left - STEP, self.labels_top(row, top)
        found = []
        for label in self._model.lines.row_labels(row):
            wide = max(map(self._labels.width, self._label_lines(label))) + SQUARE + 4 * STEP
            found.append((label, QRect(x, y, min(wide, self.cols.label_width), self._label_height(label))))
            y += self._label_height(label)
        return found

    def _written(self, label: Label) -> str:
        name = self._model.label_name(label)
        return name if self._model.is_mine(label) else _("{code} · {coder}").format(code=name, coder=label.coder)

    # --- painting -----------------------------------------------------------------------------------

    def paint(self, painter: QPainter, row: int, top: int, height: int, width: int) -> None:
        """Paint a row that begins at `top`."""
        ink, current = self.ink, row == self.look.current
        ground = current_ground(ink) if current else ink.paper
        painter.fillRect(0, top, width, height, qcolor(ground))
        painter.fillRect(0, top + height - 1, width, 1, qcolor(ink.rule))
        lines = self._model.lines
        units = lines.units(row)
        touching = lines.row_touching(row)
        quiet = not touching and all(lines.is_passed(unit) or lines.is_asked(unit) for unit in units)
        marked = self._marked(touching, current)
        y = top + self.face.air
        for unit in units:
            self._paint_number(painter, unit, y, current)
            painter.setPen(qcolor(ink.soft if quiet else ink.ink))
            laid = self.layouts.of(unit)
            laid.draw(painter, self.cols.text_left, y, marked)
            y += laid.height
        self._paint_bars(painter, touching, row, top, height)
        if any(unit in self._model.remarked for unit in units):
            sign = icons.pixmap("memo", ink.soft, SIGN, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(2 * STEP, top + self.face.air + (self.face.pitch - SIGN) / 2), sign)
        self._paint_labels(painter, row, top, current)

    def _marked(self, touching: list[Label], current: bool) -> list[tuple[Span, QTextCharFormat]]:
        """The stretches of a row's words that stand out: codings of a part of it, and the part that is chosen."""
        lines = self._model.lines
        marked = []
        for label in touching:
            if lines.is_part(label) or label.id == self.look.coding:
                colour = self._book.color(label.code)
                style = QTextCharFormat()
                style.setBackground(qcolor(tint(colour, self.ink, strong=label.id == self.look.coding)))
                marked.append((label.span, style))
        if current and self.look.part is not None:
            style = QTextCharFormat()
            style.setBackground(qcolor(mixed(self.ink.accent, self.ink.paper, 0.38)))
            style.setForeground(qcolor(self.ink.ink))
            marked.append((self.look.part, style))
        return marked

    def _paint_number(self, painter: QPainter, unit: int, y: int, current: bool) -> None:
        painter.setFont(self.face.small)
        painter.setPen(qcolor(self.ink.soft if current else self.ink.faint))
        words = str(unit + 1)
        x = self.cols.number_right - self._numbers.width(words)
        painter.drawText(QPointF(x, y + self.face.baseline), words)

    def _paint_bars(self, painter: QPainter, touching: list[Label], row: int, top: int, height: int) -> None:
        """A bar beside every row that a coding of several rows lies on."""
        lines = self._model.lines
        for label in touching:
            first, last = lines.row_of(label.first), lines.row_of(label.last)
            if first == last:
                continue
            lane = self._lane(label)
            y = top + (self.face.air if row == first else 0)
            bottom = top + height - (self.face.air if row == last else 0)
            x = self.cols.bars_right - BAR - lane * LANE
            painter.fillRect(x, y, BAR, bottom - y, qcolor(lifted(self._book.color(label.code), self.ink)))

    def _lane(self, label: Label) -> int:
        """A lane that no coding shown beside it has; it stays the same while the codings do."""
        found = self._lanes.get(label.id)
        if found is None:
            taken = {
                lane
                for other, lane in self._lanes.items()
                if (seen := self._model.lines.label(other)) is not None
                and seen.first <= label.last
                and label.first <= seen.last
            }
            found = next(lane for lane in range(len(taken) + 1) if lane not in taken)
            self._lanes[label.id] = found
        return min(found, 3)

    def _paint_labels(self, painter: QPainter, row: int, top: int, current: bool) -> None:
        ink = self.ink
        placed = self.label_rects(row, top)
        painter.setFont(self.face.label)
        for label, box in placed:
            self._paint_label(painter, label, box)
        if placed or current:
            return
        y = self.labels_top(row, top)
        box = QRect(self.cols.label_left, y, self.cols.label_width - STEP, self.face.label_pitch)
        draft = self._draft(row)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if draft:
            painter.setFont(_slanted(self.face.label))
            painter.setPen(qcolor(ink.soft))
            words = _("{label} …").format(label=draft)
            painter.drawText(box, flags, self._labels.wrapped(words, box.width())[0])
        elif self._is_marked(row):
            painter.setPen(qcolor(ink.faint))
            painter.drawText(box, flags, DASH)

    def _draft(self, row: int) -> str:
        return self.look.drafts.get(self._model.lines.units(row)[0], "")

    def _is_marked(self, row: int) -> bool:
        """True if something stands where labels would: a dash, or a label begun."""
        lines = self._model.lines
        return bool(self._draft(row)) or all(lines.is_passed(unit) for unit in lines.units(row))

    def _paint_label(self, painter: QPainter, label: Label, box: QRect) -> None:
        ink = self.ink
        if label.id == self.look.coding:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(qcolor(ink.selection))
            painter.drawRoundedRect(QRectF(box), STEP, STEP)
            painter.restore()
        x, y = box.left() + STEP, box.top() + (self.face.label_pitch - self._labels.height) // 2
        square = QRect(x, y + (self._labels.height - SQUARE) // 2 + 1, SQUARE, SQUARE)
        painter.fillRect(square, qcolor(lifted(self._book.color(label.code), ink)))
        painter.setPen(qcolor(ink.ink))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        x += SQUARE + 2 * STEP
        for words in self._label_lines(label):
            painter.drawText(x, y, self.cols.label_width, self._labels.height, flags, words)
            y += self._labels.height


def _slanted(font: QFont) -> QFont:
    made = QFont(font)
    made.setItalic(True)
    return made
