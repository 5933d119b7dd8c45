"""What the pen drew, painted by the renderers of matplotlib: as pixels, or as a figure that goes into SVG and PDF.

The renderers are told of boxes, lines and words themselves. As artists on axes, the usual way, a heat map of a thousand
counts took three times as long: each `Text` reads some twenty settings when it is made and is laid out anew however
often the same words stand beside it, and a program that paints its first figure must load axes, scales, legends and
what draws in three dimensions before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import cos, radians, sin
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple, cast

from qda.export.figures.pen import Box, Disc, Label, Plot, Stroke
from qda.export.maps.fonts import Fonts
from qda.export.maps.geometry import Rect
from qda.export.maps.paint import PAPER

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.backend_bases import GraphicsContextBase, RendererBase
    from matplotlib.figure import Figure
    from matplotlib.path import Path
    from matplotlib.text import Text
    from matplotlib.transforms import Affine2D

_SIDE: dict[str, Literal["left", "center", "right"]] = {"start": "left", "middle": "center", "end": "right"}
_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""Which part of its width a line of words stands before its anchor."""


def figure(plot: Plot) -> Figure:
    """The plot as a figure of its size, for the formats in which words stay words."""
    from matplotlib.figure import Figure

    made = Figure(figsize=(plot.width / 72, plot.height / 72), dpi=72, frameon=False)  # the paper is painted as well
    made.add_artist(_drawing()(plot))
    return made


def save_pixels(plot: Plot, stream: BinaryIO, dpi: int, words: dict[str, str]) -> None:
    """Write the plot as .png, with words beside it."""
    from matplotlib.backends.backend_agg import RendererAgg
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    scale = dpi / 72
    renderer = RendererAgg(plot.width * scale, plot.height * scale, dpi)  # type: ignore[no-untyped-call]  # matplotlib
    paint(plot, renderer)
    pixels = renderer.buffer_rgba()  # type: ignore[no-untyped-call]
    beside = PngInfo()
    for name, text in words.items():
        beside.add_text(name, text)
    # Not by matplotlib's own `imsave`: it loads what figures are made of, which takes a fifth of a first painting.
    image = Image.frombuffer("RGBA", (pixels.shape[1], pixels.shape[0]), pixels, "raw", "RGBA", 0, 1)
    # Nothing can be seen through: without that column, and packed less hard, it is done sooner and a tenth smaller.
    image.convert("RGB").save(stream, format="png", pnginfo=beside, dpi=(dpi, dpi), compress_level=4)


@cache
def _drawing() -> Callable[[Plot], Artist]:
    """What stands on a figure and paints all of a plot; made when first asked for, since it is of matplotlib's kind."""
    from matplotlib.artist import Artist

    class Drawing(Artist):
        def __init__(self, plot: Plot) -> None:
            super().__init__()
            self._plot = plot

        def draw(self, renderer: RendererBase) -> None:
            paint(self._plot, renderer)

    return Drawing


def paint(plot: Plot, renderer: RendererBase) -> None:
    """Paint a plot on white; the renderer's sheet is as large as it."""
    from matplotlib.transforms import Affine2D

    scale = cast("float", renderer.points_to_pixels(1.0))
    place = Affine2D().scale(scale, -scale).translate(0.0, renderer.get_canvas_width_height()[1])
    brush = _Brush(renderer, place, Fonts(item.text for item in plot.items if isinstance(item, Label)))
    brush.shape(Box(Rect(0.0, 0.0, plot.width, plot.height), PAPER))
    for item in plot.items:
        if isinstance(item, Label):
            brush.words(item)
        else:
            brush.shape(item)
    brush.lay_down()


class _Letters(NamedTuple):
    """What all words of one look share: a text that stands for each of them, what it is painted with, widths known."""

    text: Text
    pen: GraphicsContextBase
    widths: dict[str, float]


class _Brush:
    """Paints one item after the other, with one graphics context for all of a look."""

    def __init__(self, renderer: RendererBase, place: Affine2D, fonts: Fonts) -> None:
        self._renderer = renderer
        self._place = place
        self._high = renderer.get_canvas_width_height()[1]
        self._fonts = fonts
        self._pens: dict[tuple[object, ...], GraphicsContextBase] = {}
        self._letters: dict[tuple[object, ...], _Letters] = {}

    def lay_down(self) -> None:
        """Give back what it painted with."""
        for pen in self._pens.values():
            pen.restore()

    # --- shapes -----------------------------------------------------------------------------------

    def shape(self, item: Box | Stroke | Disc) -> None:
        """Paint a shape: what fills it, and its edge on top."""
        from matplotlib.colors import to_rgba

        fill = None if isinstance(item, Stroke) else item.fill
        path = _path(item)
        self._renderer.draw_path(self._edge(item), path, self._place, None if fill is None else to_rgba(fill))

    def _edge(self, item: Box | Stroke | Disc) -> GraphicsContextBase:
        """What the edge of a shape, or a line, is painted with."""
        if isinstance(item, Disc):
            return self._pen(item.edge, 0.5)
        if isinstance(item, Stroke):
            return self._pen(item.ink, item.width, item.dash)
        # Corners of plain boxes are round: many thin ones side by side would have spikes.
        join: Literal["miter", "round"] = "miter" if item.hatch else "round"
        return self._pen(item.edge, item.width if item.edge else 0.0, None, join, item.hatch)

    def _pen(
        self,
        ink: str | None,
        width: float,
        dash: tuple[float, float] | None = None,
        join: Literal["miter", "round"] = "miter",
        hatch: str = "",
    ) -> GraphicsContextBase:
        from matplotlib.colors import to_rgba

        look = (ink, width, dash, join, hatch)
        if look not in self._pens:
            colour = to_rgba(ink or "none")
            pen = self._pens[look] = self._renderer.new_gc()
            pen.set_foreground(colour, isRGBA=True)
            pen.set_linewidth(width)
            pen.set_joinstyle(join)
            pen.set_dashes(0, dash)
            if hatch:
                pen.set_hatch(hatch)
                pen.set_hatch_color(colour)
                pen.set_hatch_linewidth(0.5)
        return self._pens[look]

    # --- words ------------------------------------------------------------------------------------

    def words(self, label: Label) -> None:
        """Paint one line of words."""
        words = self._fonts.drawable(label.text)
        if not words:
            return
        renderer, (text, pen, widths) = self._renderer, self._letters_of(label)
        font, turn = text.get_fontproperties(), text.get_rotation()
        x, y = self._place.transform((label.x, label.y))
        if before := _BEFORE[label.anchor]:
            if words not in widths:
                widths[words] = renderer.get_text_width_height_descent(words, font, ismath=False)[0]
            x -= before * widths[words] * cos(radians(turn))
            y -= before * widths[words] * sin(radians(turn))
        text.set_position((label.x, label.y))  # SVG takes the place from here, and leaves the width to who shows it
        renderer.draw_text(pen, x, self._high - y if renderer.flipy() else y, words, font, turn, mtext=text)

    def _letters_of(self, label: Label) -> _Letters:
        """The letters that a label is written in."""
        look = (label.size, label.ink, label.bold, label.italic, label.anchor, label.turn)
        if look not in self._letters:
            text = _text(label, self._fonts)
            text.set_transform(self._place)
            self._letters[look] = _Letters(text, self._pen(label.ink, 1.0), {})
        return self._letters[look]


def _text(label: Label, fonts: Fonts) -> Text:
    from matplotlib.text import Text

    return Text(
        fontsize=label.size,
        color=label.ink,
        family=fonts.families(serif=False),
        weight="bold" if label.bold else "normal",
        style="italic" if label.italic else "normal",
        ha=_SIDE[label.anchor],
        va="baseline",
        rotation=label.turn,
        rotation_mode="anchor",
        parse_math=False,
    )


def _path(item: Box | Stroke | Disc) -> Path:
    """The outline of a shape, or a line."""
    from matplotlib.path import Path

    if isinstance(item, Disc):
        return Path.circle((item.x, item.y), item.radius)
    if isinstance(item, Box):
        corners = item.rect.corners()
        return Path([*corners, corners[0]], closed=True)
    codes = [Path.MOVETO, *([Path.CURVE3, Path.CURVE3] if item.curved else [Path.LINETO] * (len(item.points) - 1))]
    return Path(list(item.points), codes)
