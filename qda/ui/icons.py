"""Icons: SVG files drawn in one colour, tinted when they are painted."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from qda import resources

KINDS = frozenset({"interview", "field note", "case record", "document", "diary", "literature"})
"""Kinds of source that have an icon of their own; all others share “other”."""

SIZE = 16
"""The size icons are drawn for, in logical pixels."""


def for_kind(kind: str) -> str:
    """The name of the icon of a kind of source."""
    return kind.replace(" ", "-") if kind in KINDS else "other"


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """An icon in a colour ("#RRGGBB"), `size` logical pixels square, for a screen of this device pixel ratio.

    The same object each time, so never paint on it. Raises FileNotFoundError.
    """
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _renderer(name, colour).render(painter, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def icon(name: str, colour: str) -> QIcon:
    """The icon for a button or a menu, sharp at 100 and 200 %."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, colour, SIZE, ratio))
    return made


def program() -> QIcon:
    """The sign of the program, in its own colours."""
    return QIcon(str(resources.path("icons", "gerund.svg")))


@lru_cache(maxsize=64)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    # Qt knows currentColor only as black, so the colour is written in.
    drawing = resources.path("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))
