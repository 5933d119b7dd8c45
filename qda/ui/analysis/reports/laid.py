"""What a typesetter has made: words, rules and pictures in their places, and how they are drawn. All in twips."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QTextLayout


@dataclass(frozen=True, slots=True)
class Words:
    """A short line that needs no breaking, at the left end of its baseline."""

    at: QPointF
    text: str
    font: QFont


@dataclass(slots=True)
class Picture:
    """An image in its place. It is made smaller once, well: a painter would leave out whole lines of thin letters."""

    place: QRectF
    image: QImage
    _small: QImage | None = None

    def draw(self, painter: QPainter, top: float) -> None:
        """Draw on white, at a height."""
        place = self.place.translated(0, top)
        ratio = painter.device().devicePixelRatioF()
        seen = painter.combinedTransform().mapRect(place)
        size = QSize(max(1, round(seen.width() * ratio)), max(1, round(seen.height() * ratio)))
        if size.width() >= self.image.width():
            self._small = self.image
        elif self._small is None or self._small.size() != size:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._small = self.image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(place, Qt.GlobalColor.white)
        painter.drawImage(place, self._small)


@dataclass(slots=True)
class Laid:
    """One item with its words in their places, to be drawn with its upper left corner at the origin."""

    height: float = 0.0
    words: list[Words] = field(default_factory=list)
    blocks: list[tuple[QPointF, QTextLayout]] = field(default_factory=list)
    turned: list[tuple[QPointF, QTextLayout]] = field(default_factory=list)
    rules: list[QRectF] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def draw(self, painter: QPainter, top: float, thinnest: float) -> None:
        """Draw at a height; the painter's pen is the ink, rules are at least `thinnest` high."""
        colour = painter.pen().color()
        for rule in self.rules:
            height = max(rule.height(), thinnest)
            painter.fillRect(QRectF(rule.x(), rule.y() + top, rule.width(), height), colour)
        for picture in self.pictures:
            picture.draw(painter, top)
        for words in self.words:
            painter.setFont(words.font)
            painter.drawText(words.at + QPointF(0, top), words.text)
        for at, block in self.blocks:
            block.draw(painter, at + QPointF(0, top))
        for at, block in self.turned:
            painter.save()
            painter.translate(at + QPointF(0, top))
            painter.rotate(-90)
            block.draw(painter, QPointF(0, 0))
            painter.restore()
