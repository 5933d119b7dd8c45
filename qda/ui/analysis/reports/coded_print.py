"""A coded text as printed pages: numbered lines, coloured words, stripes with their names in the margin, a legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from qda.export.leaving.files import replacing
from qda.export.profiles import Profile
from qda.export.texts.coded_text import CodedText, Finder, Stripe, mixed
from qda.i18n import N_, _
from qda.progress import Progress
from qda.ui.offsets import units
from qda.ui.theme import first_installed

_DPI = 144
_NUMBER, _GAP, _LANE, _BAR = 48, 16, 9, 6
_MARGIN = 270.0  # for stripes and their names
_LANES = 14
_SERIF = ("Times New Roman", "Liberation Serif", "Tinos", "TeX Gyre Termes", "Noto Serif")
_INK, _SOFT = QColor("#1C1C1C"), QColor("#6B6B6B")


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    layout: QTextLayout
    height: float
    over: tuple[Stripe, ...]
    names: QTextLayout | None
    """Which codes begin here."""


def write_pdf(path: Path, coded: CodedText, profile: Profile, progress: Progress) -> None:
    """Print a coded text into a .pdf. Raises CannotWrite, Cancelled."""
    with replacing(path) as draft:
        writer = QPdfWriter(str(draft))
        writer.setCreator("Gerund")
        writer.setTitle(coded.name)
        writer.setResolution(_DPI)
        size = QPageSize.PageSizeId.A4 if profile.paper == "A4" else QPageSize.PageSizeId.Letter
        margins = QMarginsF(18, 18, 14, 18)
        writer.setPageLayout(
            QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
        )
        painter = QPainter()
        if not painter.begin(writer):
            raise OSError(0, "QPdfWriter")
        try:
            _Print(writer, painter, coded, profile).run(progress)
        finally:
            painter.end()


class _Print:
    """Lays one line after the other on pages."""

    def __init__(self, writer: QPdfWriter, painter: QPainter, coded: CodedText, profile: Profile) -> None:
        self._writer, self._painter, self._coded, self._profile = writer, painter, coded, profile
        page = QRectF(writer.pageLayout().paintRectPixels(_DPI))
        self._width, self._height = page.width(), page.height() - 2 * _DPI / 6
        self._text_width = self._width - _NUMBER - _GAP - _MARGIN
        self._family = first_installed(_SERIF) or "serif"
        lanes = min(coded.lanes, _LANES) * _LANE
        self._names_left = _NUMBER + _GAP + self._text_width + _GAP + lanes + 4
        self._page, self._y = 1, 0.0
        self._named = 0.0  # how far down names stand in the margin

    def _font(self, points: float, *, bold: bool = False, italic: bool = False) -> QFont:
        font = QFont(self._family)
        font.setPixelSize(round(points * _DPI / 72))
        font.setBold(bold)
        font.setItalic(italic)
        return font

    def run(self, progress: Progress) -> None:
        self._words(self._coded.name, self._font(17, bold=True), 10)
        if self._coded.about:
            self._words(self._coded.about, self._font(10, italic=True), 16)
        total = len(self._coded.starts)
        for line in self._lines():
            if line.number % 100 == 1:
                progress.step(line.number - 1, total, _("Printing"))
            names = _tall(line.names)
            self._room_for(max(line.height, max(0.0, self._named - self._y) + names if names else 0.0))
            self._draw(line)
            self._y += line.height
        self._legend()
        self._foot()

    def _words(self, text: str, font: QFont, after: float) -> None:
        layout = self._broken(text, font, self._width)
        height = layout.boundingRect().height()
        self._room_for(height)
        self._painter.setPen(_INK)
        layout.draw(self._painter, QPointF(0, self._y))
        self._y += height + after

    def _room_for(self, height: float) -> None:
        if self._y and self._y + height > self._height:
            self._foot()
            self._writer.newPage()
            self._page, self._y, self._named = self._page + 1, 0.0, 0.0

    def _foot(self) -> None:
        self._painter.setFont(self._font(9))
        self._painter.setPen(_SOFT)
        place = QRectF(0, self._height + _DPI / 12, self._width, _DPI / 4)
        self._painter.drawText(place, int(Qt.AlignmentFlag.AlignHCenter), str(self._page))

    def _broken(
        self, text: str, font: QFont, width: float, formats: Sequence[QTextLayout.FormatRange] = ()
    ) -> QTextLayout:
        layout = QTextLayout(text, font, self._writer)
        layout.setFormats(list(formats))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        return layout

    def _lines(self) -> Iterator[_Line]:
        finder, font = Finder(self._coded), self._font(9.5)
        leading = QFontMetricsF(font, self._writer).height() * 0.25
        for number, (start, stop) in enumerate(self._coded.lines(), start=1):
            text = self._coded.text[start:stop]
            layout = self._broken(text, font, self._text_width, list(self._formats(finder, start, stop)))
            over = finder.over(start, max(stop, start + 1))
            first = ", ".join(dict.fromkeys(stripe.code for stripe in over if stripe.start >= start))
            names = self._broken(first, self._font(7.5), self._width - self._names_left) if first else None
            height = max(layout.boundingRect().height(), QFontMetricsF(font, self._writer).height()) + leading
            yield _Line(number, layout, height, tuple(over), names)

    def _formats(self, finder: Finder, start: int, stop: int) -> Iterator[QTextLayout.FormatRange]:
        for stretch in finder.cut(start, stop):
            if stretch.over:
                made = QTextLayout.FormatRange()
                made.start = units(self._coded.text[start : stretch.start])
                made.length = units(self._coded.text[stretch.start : stretch.end])
                face = QTextCharFormat()
                face.setBackground(QColor(mixed([stripe.color for stripe in stretch.over])))
                made.format = face
                yield made

    def _draw(self, line: _Line) -> None:
        painter = self._painter
        painter.setFont(self._font(7.5))
        painter.setPen(_SOFT)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        painter.drawText(QRectF(0, self._y + 5, _NUMBER, line.height), right, str(line.number))
        painter.setPen(_INK)
        line.layout.draw(painter, QPointF(_NUMBER + _GAP, self._y))
        left = _NUMBER + _GAP + self._text_width + _GAP
        for stripe in line.over:
            if stripe.lane < _LANES:
                bar = QRectF(left + stripe.lane * _LANE, self._y, _BAR, line.height)
                painter.fillRect(bar, QColor(stripe.color))
        if line.names is not None:
            # All of them, beneath those of the line before where they are many.
            top = max(self._y + 5, self._named)
            line.names.draw(painter, QPointF(self._names_left, top))
            self._named = top + _tall(line.names)

    def _legend(self) -> None:
        legend = self._coded.legend
        if not legend:
            return
        self._y += 24
        self._words(self._profile.say(N_("Codes")), self._font(13, bold=True), 8)
        font = self._font(9.5)
        line = QFontMetricsF(font, self._writer).height() * 1.25
        for path, color, count in legend:
            told = f"{path} ({self._profile.number_of(count, N_('{n} coding'), N_('{n} codings'))})"
            words = self._broken(told, font, self._width - line)
            height = _tall(words) + 0.25 * line / 1.25
            self._room_for(height)
            self._painter.fillRect(QRectF(0, self._y + 4, line * 0.7, line * 0.7), QColor(color))
            self._painter.setPen(_INK)
            words.draw(self._painter, QPointF(line, self._y))
            self._y += height


def _tall(words: QTextLayout | None) -> float:
    return 0.0 if words is None else words.boundingRect().height()
