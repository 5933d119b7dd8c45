"""One drawing, two painters: shapes and words on a sheet, as SVG with real text, or by matplotlib as PNG and PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape, quoteattr

import qda
from qda.export.characters import legal
from qda.export.maps.fonts import SANS, SERIF, Fonts
from qda.export.maps.geometry import Rect

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import PathPatch

PAPER = "#FFFFFF"
POINTS = 0.75
"""Points to the pixel at 96 to the inch."""

Command = tuple[str | float, ...]
"""("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",)."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Lines and curves; lengths in pixels, a dash as its drawn and its empty part."""

    commands: tuple[Command, ...]
    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    dash: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: float
    ink: str
    bold: bool = False
    italic: bool = False
    serif: bool = False
    anchor: Literal["start", "middle"] = "start"


@dataclass(frozen=True, slots=True)
class Group:
    """What belongs together, and what it is called when read aloud."""

    name: str
    items: tuple[Shape | Words, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet with groups, the later ones on top."""

    sheet: Rect
    groups: tuple[Group, ...]
    title: str
    description: str = ""
    language: str = "en"


# -- SVG


def svg(drawing: Drawing) -> str:
    """The drawing as an SVG that scales, can be searched and read aloud."""
    sheet = drawing.sheet
    view = " ".join(_n(value) for value in (sheet.x, sheet.y, sheet.w, sheet.h))
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(sheet.w)}" height="{_n(sheet.h)}" viewBox="{view}" '
        f'role="img" aria-labelledby="title description" xml:lang={quoteattr(drawing.language)} '
        f"font-family={quoteattr(_family(SANS, 'sans-serif'))}>",
        f'<title id="title">{_text(drawing.title)}</title>',
        f'<desc id="description">{_text(drawing.description)}</desc>',
        f'<rect x="{_n(sheet.x)}" y="{_n(sheet.y)}" width="{_n(sheet.w)}" height="{_n(sheet.h)}" fill="{PAPER}"/>',
        *(line for group in drawing.groups for line in _svg_group(group)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _svg_group(group: Group) -> Iterator[str]:
    yield "<g>"
    if group.name:
        yield f"<title>{_text(group.name)}</title>"
    for item in group.items:
        yield _svg_shape(item) if isinstance(item, Shape) else _svg_words(item)
    yield "</g>"


def _svg_shape(shape: Shape) -> str:
    path = " ".join(part if isinstance(part, str) else _n(part) for command in shape.commands for part in command)
    stroke = ""
    if shape.stroke:
        stroke = f' stroke="{shape.stroke}" stroke-width="{_n(shape.width)}" stroke-linecap="round"'
        stroke += ' stroke-linejoin="round"'
    if shape.dash:
        stroke += f' stroke-dasharray="{_n(shape.dash[0])} {_n(shape.dash[1])}"'
    return f'<path d="{path}" fill="{shape.fill or "none"}"{stroke}/>'


def _svg_words(words: Words) -> str:
    face = ' font-weight="bold"' if words.bold else ""
    face += ' font-style="italic"' if words.italic else ""
    face += f" font-family={quoteattr(_family(SERIF, 'serif'))}" if words.serif else ""
    face += ' text-anchor="middle"' if words.anchor == "middle" else ""
    place = f'x="{_n(words.x)}" y="{_n(words.y)}" font-size="{_n(words.size)}"'
    return f'<text {place} fill="{words.ink}"{face}>{_text(words.text)}</text>'


def _family(names: Sequence[str], generic: str) -> str:
    return ", ".join([*(f"'{name}'" if " " in name else name for name in names), generic])


def _text(text: str) -> str:
    return escape(legal(text))


def _n(value: float) -> str:
    """A number without needless digits."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


# -- matplotlib


def save_picture(drawing: Drawing, path: Path, kind: Literal["png", "pdf"], *, scale: float = 2.0) -> None:
    """Write PNG (at `scale` pixels to the unit) or PDF (text stays text, its fonts embedded)."""
    import matplotlib as mpl

    fonts = Fonts(item.text for group in drawing.groups for item in group.items if isinstance(item, Words))
    made = _figure(drawing, fonts)
    program = f"Gerund {qda.__version__}"
    title = legal(drawing.title)
    if kind == "png":
        # The words of the picture go beside its pixels, where they can be searched for names that are to be hidden.
        words = "\n".join(item.text for group in drawing.groups for item in group.items if isinstance(item, Words))
        told = {"Title": title, "Software": program, "Words": legal(words)}
        made.savefig(path, format="png", dpi=96 * scale, metadata=told)
        return
    # 42 embeds TrueType whole; fonts with PostScript outlines (most CJK) go in as drawn glyphs, or the PDF is damaged.
    with mpl.rc_context({"pdf.fonttype": 42 if fonts.truetype else 3}):
        made.savefig(path, format="pdf", metadata={"Title": title, "Creator": program, "CreationDate": None})


def _figure(drawing: Drawing, fonts: Fonts) -> Figure:
    """The drawing as a figure, one unit to the 96th of an inch."""
    from matplotlib.figure import Figure

    sheet = drawing.sheet
    made = Figure(figsize=(sheet.w / 96, sheet.h / 96), dpi=96, facecolor=PAPER)
    axes = made.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(sheet.x, sheet.right)
    axes.set_ylim(sheet.bottom, sheet.y)
    axes.axis("off")
    for order, item in enumerate(item for group in drawing.groups for item in group.items):
        if isinstance(item, Shape):
            axes.add_patch(_patch(item, order))
        else:
            _write(axes, item, fonts, order)
    return made


def _patch(shape: Shape, order: int) -> PathPatch:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    codes, points = [], []
    kinds = {"M": Outline.MOVETO, "L": Outline.LINETO, "C": Outline.CURVE4, "Z": Outline.CLOSEPOLY}
    for name, *values in shape.commands:
        pairs = [(float(x), float(y)) for x, y in zip(values[::2], values[1::2], strict=True)] or [(0.0, 0.0)]
        points += pairs
        codes += [kinds[str(name)]] * len(pairs)
    return PathPatch(
        Outline(points, codes),
        facecolor=shape.fill or "none",
        edgecolor=shape.stroke or "none",
        linewidth=shape.width * POINTS if shape.stroke else 0,
        # matplotlib counts dashes in widths of the line.
        linestyle=(0, tuple(part / shape.width for part in shape.dash)) if shape.dash else "solid",
        capstyle="round",
        joinstyle="round",
        zorder=order,
    )


def _write(axes: Axes, words: Words, fonts: Fonts, order: int) -> None:
    axes.text(
        words.x,
        words.y,
        fonts.drawable(words.text),
        fontsize=words.size * POINTS,
        color=words.ink,
        family=fonts.families(serif=words.serif),
        weight="bold" if words.bold else "normal",
        style="italic" if words.italic else "normal",
        ha="left" if words.anchor == "start" else "center",
        va="baseline",
        parse_math=False,
        zorder=order,
    )
