"""What codings add to one laid-out block, worked out once: washes, underlines, stripes and places of labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.text import Span
from qda.ui.documents.coded_text import CodedText, Highlight
from qda.ui.documents.laying.labels import Slot, place
from qda.ui.documents.laying.laid import Laid
from qda.ui.documents.laying.shading import UNDERLINES, outermost_first, shades
from qda.ui.theme import Ink, lifted, mixed, tint

_INSET = 2  # a stripe keeps off the next one in its lane
Box = tuple[int, int, int, int, str]


@dataclass(frozen=True, slots=True)
class Stripe:
    """A coding's stripe in one block: its lane, and from height to height in the block."""

    highlight: Highlight
    lane: int
    top: int
    bottom: int
    color: str


@dataclass(frozen=True, slots=True)
class Decor:
    """Boxes are x, y, width, height and colour, from the block's top and the column's left edge."""

    washes: list[Box]
    underlines: list[Box]
    stripes: list[Stripe]
    slots: list[Slot]


def decorate(laid: Laid, highlights: Sequence[Highlight], text: CodedText, ink: Ink, current: int | None) -> Decor:
    """The decor of a block under these codings (all that touch it); `current` is the coding at hand.

    Stripes and labels go by the words of a coding: spaces and blank lines at its ends take no room in the margin.
    """
    washes: list[Box] = []
    underlines: list[Box] = []
    for shade in shades(highlights, laid.start, laid.end):
        ground = tint(shade.colors[0], ink)
        if len(shade.colors) > 1:  # half a wash over a whole one: the words must stay readable
            ground = mixed(tint(shade.colors[1], ink), ground, 0.5)
        for box in wash(laid, shade.start, shade.end):
            washes.append((*box, ground))
            foot = box[1] + box[3] - 3
            for depth, color in enumerate(shade.colors[1 : 1 + UNDERLINES]):
                underlines.append((box[0], foot + 3 * depth, box[2], 2, lifted(color, ink)))
    stripes, beginning = [], []
    for item in sorted(highlights, key=outermost_first):
        words = text.trimmed(item.start, item.end) or item.span
        if words.start < laid.stop and words.end > laid.start:
            stripes.append(_stripe(laid, item, words, text.lanes[item.id], ink))
            if words.start >= laid.start:
                beginning.append((laid.line_at(words.start), item))
    return Decor(washes, underlines, stripes, place(beginning, len(laid.lines), current))


def wash(laid: Laid, start: int, end: int) -> list[tuple[int, int, int, int]]:
    """The boxes behind the words of start..end: as high as the type, so that lines stay apart."""
    face = laid.face
    above, height = round(face.baseline - face.ascent * 0.94), round(face.ascent * 0.94 + face.descent) + 1
    return [
        (round(piece.left), laid.lines[piece.line].top + above, round(piece.right) - round(piece.left), height)
        for piece in laid.pieces(start, end)
    ]


def band(laid: Laid, start: int, end: int) -> list[tuple[int, int, int, int]]:
    """The boxes of a selection: as high as the lines, without gaps between them."""
    return [
        (round(piece.left), laid.lines[piece.line].top, round(piece.right) - round(piece.left), laid.face.pitch)
        for piece in laid.pieces(start, end)
    ]


def _stripe(laid: Laid, highlight: Highlight, words: Span, lane: int, ink: Ink) -> Stripe:
    top = 0
    if words.start >= laid.start:
        top = laid.lines[laid.line_at(words.start)].top + _INSET
    bottom = laid.height
    if words.end <= laid.stop:
        last = laid.lines[laid.line_at(max(laid.start, min(words.end, laid.end) - 1))]
        bottom = min(laid.height, last.top + laid.face.pitch) - _INSET
    return Stripe(highlight, lane, top, max(bottom, top + 2), lifted(highlight.color, ink))
