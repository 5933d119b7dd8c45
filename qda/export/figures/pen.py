"""The house style of figures and the pen that draws them: lengths in points, from the upper left, dark on white.

What is drawn is kept as plain values; `painting` makes a `matplotlib.figure.Figure` of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from qda.export.maps.fonts import SANS
from qda.export.maps.geometry import Rect
from qda.export.maps.paint import PAPER
from qda.export.measure import text_width

if TYPE_CHECKING:
    from qda.analysis.queries.query import Query

MM = 72 / 25.4
"""Points to the millimetre."""
COLUMN, PAGE, ACROSS, LYING = 160 * MM, 205 * MM, 247 * MM, 124 * MM
"""How wide and how high a figure is on an upright sheet with margins, then on one that lies, beside its caption."""

INK, SOFT, RULE, GROUND = "#22262B", "#555B62", "#D5D1C7", "#F4F2EC"
NAME, SMALL, TINY = 8.0, 7.0, 6.0
CAPTION, NOTE = 10.0, 8.0

HUES = (
    "#332288", "#88CCEE", "#44AA99", "#117733", "#999933", "#DDCC77", "#CC6677", "#882255", "#AA4499", "#8188D8",
    "#A3C2AC", "#6B4A2B",
)  # fmt: skip
"""The hues of codes, told apart by colour-blind eyes (Paul Tol's muted set and three more)."""
FILLS = ("#2F5D8A", "#C9D8E8", "#7C8B5A", "#E5DCC0", "#8C4A5E", "#E3C4CC", "#4F7F7A", "#CFE3DF")
HATCHES = ("", "////", "", "....", "", "\\\\\\\\", "xxxx", "----")
"""What bars of one figure are filled with, in turn: dark and light, with strokes, so that grey print keeps them."""
PLAIN = "#8A9099"

Anchor = Literal["start", "middle", "end"]
_STRETCH: Mapping[str, float] = {"DejaVu Sans": 1.17, "Segoe UI": 1.02}
"""How much wider than Arial a family runs."""
_BOLDER = 1.02  # for letters that bold widens more than most


@dataclass(frozen=True, slots=True)
class Box:
    """A filled or framed box; a hatch is drawn in the colour of its edge."""

    rect: Rect
    fill: str | None = None
    edge: str | None = None
    width: float = 0.5
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; curved: a quadratic curve by its second point."""

    points: tuple[tuple[float, float], ...]
    ink: str = INK
    width: float = 0.6
    dash: tuple[float, float] | None = None
    curved: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle."""

    x: float
    y: float
    radius: float
    fill: str
    edge: str = INK


@dataclass(frozen=True, slots=True)
class Label:
    """One line of words; `y` is its baseline, `turn` in degrees against the clock about its anchor."""

    x: float
    y: float
    text: str
    size: float = NAME
    ink: str = INK
    bold: bool = False
    italic: bool = False
    anchor: Anchor = "start"
    turn: float = 0.0

    def box(self) -> Rect:
        """Where it stands, as far as an upright or level one goes."""
        wide = width(self.text, self.size, bold=self.bold)
        left = {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        if self.turn == 90:
            return Rect(self.x - 0.8 * self.size, self.y - wide + left, self.size, wide)
        return Rect(self.x - left, self.y - 0.8 * self.size, wide, self.size)


Item = Box | Stroke | Disc | Label


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a figure that says something by itself: in words, and the query that reads its quotes, if any."""

    rect: Rect
    words: str
    query: Query | None = None


@dataclass(slots=True)
class Plot:
    """What is being drawn: its size, its items, the later ones on top, and its spots."""

    width: float = COLUMN
    height: float = 0.0
    items: list[Item] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)

    def add(self, *items: Item) -> None:
        """Draw these on top."""
        self.items += items

    def spot(self, rect: Rect, words: str, query: Query | None = None) -> None:
        """Say what stands somewhere."""
        self.spots.append(Spot(rect, words, query))

    def paragraph(
        self, x: float, y: float, lines: Sequence[str], size: float, ink: str = INK, *, italic: bool = False
    ) -> float:
        """Lines below one another, the first baseline at `y`; gives where the next would stand."""
        for line in lines:
            self.add(Label(x, y, line, size, ink, italic=italic))
            y += 1.3 * size
        return y

    def moved(self, x: float, y: float) -> Plot:
        """The same elsewhere on the sheet."""
        spots = [Spot(_shifted(spot.rect, x, y), spot.words, spot.query) for spot in self.spots]
        return Plot(self.width, self.height, [_moved(item, x, y) for item in self.items], spots)


def _shifted(rect: Rect, x: float, y: float) -> Rect:
    return Rect(rect.x + x, rect.y + y, rect.w, rect.h)


def _moved(item: Item, x: float, y: float) -> Item:
    if isinstance(item, Box):
        return Box(_shifted(item.rect, x, y), item.fill, item.edge, item.width, item.hatch)
    if isinstance(item, Stroke):
        points = tuple((one + x, other + y) for one, other in item.points)
        return Stroke(points, item.ink, item.width, item.dash, item.curved)
    if isinstance(item, Disc):
        return Disc(item.x + x, item.y + y, item.radius, item.fill, item.edge)
    return Label(item.x + x, item.y + y, item.text, item.size, item.ink, item.bold, item.italic, item.anchor, item.turn)


# --- measuring ------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _family_stretch() -> float:
    from matplotlib.font_manager import fontManager

    there = {entry.name for entry in fontManager.ttflist}
    family = next((name for name in SANS if name in there), "DejaVu Sans")
    return _STRETCH.get(family, 1.0)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide one line will be, in points."""
    return text_width(text, size, face="sans", bold=bold) * _family_stretch() * (_BOLDER if bold else 1.0)


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text on one line, cut with “…” where it is wider than the room."""
    text = " ".join(text.split())
    if width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + "…", size, bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def lines_of(text: str, room: float, size: float, most: int = 0) -> list[str]:
    """The text in lines that fit the room; with `most`, the last one is cut with “…”."""
    from qda.export.measure import wrapped

    lines = wrapped(" ".join(text.split()), room / _family_stretch(), size, face="sans")
    if most and len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        lines = [*lines[: most - 1], fitted(rest, room, size)]
        if not lines[-1].endswith("…"):
            lines[-1] = fitted(lines[-1] + " …", room, size)
    return lines


def shade(share: float) -> str:
    """Paper to dark blue by a share from 0 to 1: each step darker, so that grey print keeps the order."""
    stops = ((255, 255, 255), (205, 219, 234), (111, 152, 192), (31, 67, 110))
    place = max(0.0, min(1.0, share)) * (len(stops) - 1)
    at = min(int(place), len(stops) - 2)
    part = place - at
    mixed = (round(one + (other - one) * part) for one, other in zip(stops[at], stops[at + 1], strict=True))
    return "#" + "".join(f"{value:02X}" for value in mixed)


def lightness(colour: str) -> float:
    """How light "#RRGGBB" is, 0 to 1, as grey print shows it."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def on(fill: str) -> str:
    """The ink that can be read on a fill."""
    return INK if lightness(fill) > 0.55 else PAPER
