"""Painting: words, boxes and lines come out as matplotlib's own artists would paint them, and in every format."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path
from numpy import array_equal, asarray, uint8
from numpy.typing import NDArray

from qda.export.figures import painting
from qda.export.figures.pen import INK, Anchor, Box, Disc, Item, Label, Plot, Stroke
from qda.export.maps.fonts import Fonts
from qda.export.maps.geometry import Rect

WIDE, HIGH, DPI = 120.0, 80.0, 144
SIDES = {"start": "left", "middle": "center", "end": "right"}


def painted(*items: Item) -> NDArray[uint8]:
    """The pixels of a sheet with these."""
    renderer = RendererAgg(2 * WIDE, 2 * HIGH, DPI)  # type: ignore[no-untyped-call]  # matplotlib
    painting.paint(Plot(WIDE, HIGH, list(items)), renderer)
    return asarray(renderer.buffer_rgba())  # type: ignore[no-untyped-call]


@pytest.fixture
def sheet() -> Figure:
    """A figure on which lengths are points from the upper left, as matplotlib would have it."""
    made = Figure(figsize=(WIDE / 72, HIGH / 72), dpi=DPI, facecolor="#FFFFFF")
    axes = made.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, WIDE)
    axes.set_ylim(HIGH, 0)
    axes.axis("off")
    return made


def pixels(sheet: Figure) -> NDArray[uint8]:
    canvas = FigureCanvasAgg(sheet)
    canvas.draw()  # type: ignore[no-untyped-call]
    return asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("turn", [0.0, 90.0, -15.0])
@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_words_stand_where_a_text_of_matplotlib_would(sheet: Figure, anchor: Anchor, turn: float) -> None:
    sheet.axes[0].text(
        60, 40, "waiting", fontsize=9, color=INK, family=Fonts(["waiting"]).families(serif=False), weight="bold",
        ha=SIDES[anchor], va="baseline", rotation=turn, rotation_mode="anchor", parse_math=False,
    )  # fmt: skip

    assert array_equal(painted(Label(60, 40, "waiting", 9, bold=True, anchor=anchor, turn=turn)), pixels(sheet))


def test_the_same_words_twice_stand_in_both_places(sheet: Figure) -> None:
    family = Fonts(["7"]).families(serif=False)
    for x, y in ((20, 20), (90.4, 60.3)):
        sheet.axes[0].text(x, y, "17", fontsize=8, color=INK, family=family, ha="center", va="baseline")

    twice = [Label(x, y, "17", anchor="middle") for x, y in ((20, 20), (90.4, 60.3))]
    assert array_equal(painted(*twice), pixels(sheet))


def test_boxes_lines_and_discs_are_those_of_matplotlib(sheet: Figure) -> None:
    axes = sheet.axes[0]
    box = Rect(10.2, 10.7, 30, 20)
    artists = (
        PolyCollection([box.corners()], facecolors=["#C9D8E8"], edgecolors=[INK], linewidths=[0.5]),
        PathPatch(Path([(50, 10), (90, 33)]), facecolor="none", edgecolor=INK, linewidth=0.8, linestyle=(0, (2.5, 5)),
                  capstyle="butt"),
        PathPatch(Path([(50, 50), (70, 20), (90, 50)], [Path.MOVETO, Path.CURVE3, Path.CURVE3]), facecolor="none",
                  edgecolor=INK, linewidth=1.2, capstyle="butt"),
        Circle((30, 60), 7, facecolor="#44AA99", edgecolor=INK, linewidth=0.5),
    )  # fmt: skip
    for order, artist in enumerate(artists):
        artist.set_zorder(order)
        axes.add_artist(artist)

    drawn = painted(
        Box(box, "#C9D8E8", INK),
        Stroke(((50, 10), (90, 33)), INK, 0.8, dash=(2.0, 4.0)),
        Stroke(((50, 50), (70, 20), (90, 50)), INK, 1.2, curved=True),
        Disc(30, 60, 7, "#44AA99"),
    )
    assert array_equal(drawn, pixels(sheet))


def test_what_is_added_later_lies_on_top() -> None:
    over = painted(
        Box(Rect(0, 0, WIDE, HIGH), "#332288"), Label(10, 40, "hidden"), Box(Rect(0, 0, WIDE, HIGH), "#DDCC77")
    )

    assert {tuple(each) for each in over.reshape(-1, 4).tolist()} == {(0xDD, 0xCC, 0x77, 255)}


def test_hatches_are_strokes_in_the_ink_of_the_edge() -> None:
    plain, hatched = (painted(Box(Rect(20, 20, 60, 40), "#FFFFFF", "#882255", hatch=each)) for each in ("", "////"))

    counts = [(each[..., 1] < 200).sum() for each in (plain, hatched)]
    assert counts[1] > 3 * counts[0] > 0


def test_a_png_carries_its_words_and_a_figure_its_paper() -> None:
    plot = Plot(WIDE, HIGH, [Label(10, 20, "waiting")])
    png, svg = io.BytesIO(), io.BytesIO()
    painting.save_pixels(plot, png, DPI, {"Words": "waiting"})
    painting.figure(plot).savefig(svg, format="svg", metadata={"Date": None})

    assert b"Words\x00waiting" in png.getvalue()
    png.seek(0)
    assert imread(png, format="png").shape[:2] == (2 * HIGH, 2 * WIDE)
    first = next(ET.fromstring(svg.getvalue()).iter("{http://www.w3.org/2000/svg}path"))
    assert "#ffffff" in (first.get("style") or "")
