"""Category maps: categories, codes, memos and the relations between them, as SVG, PNG or PDF.

Nodes stay where the researcher put them. Always dark on white: it goes on paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qda.errors import QdaError
from qda.export.files import replacing
from qda.export.map_geometry import Point, Polyline, Rect, around, bends, box_of, distance, shortened, towards
from qda.export.map_layout import auto_place
from qda.export.map_paint import PAPER, Command, Drawing, Group, Shape, Words, save_picture, svg
from qda.export.map_routes import Link, place_labels, routes
from qda.export.measure import text_width, wrapped
from qda.i18n import N_, _, ngettext
from qda.progress import Progress

KINDS: Mapping[str, int] = {
    "theme": 0,
    "category": 1,
    "focused": 2,
    "initial": 3,
    "case": 3,
    "memo": 4,
    "note": 4,
}
"""Kinds of nodes and the layer where a node of that kind is put when nobody has placed it."""

_INK, _SOFT, _RULE, _ACCENT, _LINE = "#22262B", "#5C6168", "#C9C4B8", "#2F5D8A", "#6A6F76"
_WIDTH, _HEIGHT = 210.0, 52.0
_PAD = 12.0
_HEADLINE, _TITLE, _SUBTITLE, _LABEL = 20.0, 14.0, 12.0, 12.5
_TITLE_STEP, _SUBTITLE_STEP, _LABEL_STEP = 18.0, 16.0, 15.0
_ARROW, _ARROW_HALF = 10.0, 4.2
_GAP = 2.0
_RADIUS = 6.0
_SHEET_MARGIN = 32.0
_KAPPA = 0.5523
"""How far the handles of a cubic curve reach so that it draws a quarter of a circle."""


@dataclass(frozen=True, slots=True)
class MapNode:
    """A box: `x` and `y` are its upper left corner; None lets the program choose. A box grows to hold its words."""

    id: int
    title: str
    kind: str = "focused"
    """One of KINDS."""
    x: float | None = None
    y: float | None = None
    w: float = _WIDTH
    h: float = _HEIGHT
    subtitle: str = ""
    color: str = ""
    """Of the stripe, as #RRGGBB."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no kind of node: {self.kind}")


@dataclass(frozen=True, slots=True)
class MapEdge:
    """A relation from one node to another, by their ids, with what it says."""

    from_id: int
    to_id: int
    label: str = ""
    style: Literal["solid", "dotted"] = "solid"
    arrow: Literal["none", "end", "both"] = "end"


@dataclass(frozen=True, slots=True)
class MapPicture:
    """A map as it is to be drawn."""

    title: str
    nodes: Sequence[MapNode] = ()
    edges: Sequence[MapEdge] = ()
    language: str = "en"

    def __post_init__(self) -> None:
        ids = [node.id for node in self.nodes]
        if len(set(ids)) != len(ids):
            raise ValueError("two nodes with one id")
        if not {end for edge in self.edges for end in (edge.from_id, edge.to_id)} <= set(ids):
            raise ValueError("a relation to a node that is not there")


class UnknownPictureFormat(QdaError):
    """A map was asked for in a format that is not written."""

    hint = N_("Choose a name that ends in .svg, .png or .pdf.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("A map cannot be written as “{name}”.").format(name=path.name))


def save(path: Path, picture: MapPicture, *, with_title: bool = True, progress: Progress | None = None) -> None:
    """Write the map in the format of the name's ending; raises UnknownPictureFormat, CannotWrite, Cancelled."""
    ending = path.suffix.lower()
    if ending not in (".svg", ".png", ".pdf"):
        raise UnknownPictureFormat(path)
    drawing = draw(picture, with_title=with_title, progress=progress)
    with replacing(path) as draft:
        if ending == ".svg":
            draft.write_text(svg(drawing), "utf-8", newline="\n")
        else:
            save_picture(drawing, draft, "png" if ending == ".png" else "pdf")


def describe(picture: MapPicture) -> str:
    """The map in words, for those who hear it: how much there is, then each relation."""
    names = {node.id: node.title for node in picture.nodes}
    nodes = ngettext("{n} node", "{n} nodes", len(picture.nodes)).format(n=len(picture.nodes))
    edges = ngettext("{n} relation", "{n} relations", len(picture.edges)).format(n=len(picture.edges))
    relations = "".join(f"{_spoken(edge, names)}. " for edge in picture.edges)
    return f"{nodes}, {edges}. {relations}".rstrip()


def _spoken(edge: MapEdge, names: Mapping[int, str]) -> str:
    return " – ".join(part for part in (names[edge.from_id], edge.label, names[edge.to_id]) if part)


# -- from nodes to boxes


@dataclass(frozen=True, slots=True)
class _Box:
    node: MapNode
    rect: Rect
    title: tuple[str, ...]
    subtitle: tuple[str, ...]


def placed(picture: MapPicture) -> dict[int, Rect]:
    """Where each box lies and how large it is, stored positions kept."""
    return {box.node.id: box.rect for box in _boxes(picture)}


def _boxes(picture: MapPicture) -> list[_Box]:
    folded = {node.id: _folded(node) for node in picture.nodes}
    sizes = {node.id: (node.w, _height(node, *folded[node.id])) for node in picture.nodes}
    fixed = {node.id: (node.x, node.y) for node in picture.nodes if node.x is not None and node.y is not None}
    at: dict[int, Point] = dict(fixed)
    if len(fixed) < len(picture.nodes):
        ranks = {node.id: KINDS[node.kind] for node in picture.nodes}
        at = auto_place(sizes, ranks, [(edge.from_id, edge.to_id) for edge in picture.edges], fixed)
    return [_Box(node, Rect(*at[node.id], *sizes[node.id]), *folded[node.id]) for node in picture.nodes]


def _folded(node: MapNode) -> tuple[tuple[str, ...], tuple[str, ...]]:
    width = max(node.w - 2 * _PAD, 40.0)
    title = wrapped(node.title, width, _TITLE, face="sans", bold=_bold(node.kind))
    subtitle = wrapped(node.subtitle, width, _SUBTITLE, face="sans") if node.subtitle else []
    return tuple(title), tuple(subtitle)


def _height(node: MapNode, title: Sequence[str], subtitle: Sequence[str]) -> float:
    return max(node.h, 18.0 + len(title) * _TITLE_STEP + len(subtitle) * _SUBTITLE_STEP)


def _bold(kind: str) -> bool:
    return kind in ("theme", "category")


# -- from boxes to a drawing


def draw(picture: MapPicture, *, with_title: bool = True, progress: Progress | None = None) -> Drawing:
    """The map as shapes and words: lines undermost, boxes over them, labels on top."""
    boxes = _boxes(picture)
    rects = {box.node.id: box.rect for box in boxes}
    links = [Link(edge.from_id, edge.to_id) for edge in picture.edges]
    lines = [_shown(line) for line in routes(rects, links, progress)]
    folds = [_label_folds(edge.label) for edge in picture.edges]
    labels = place_labels(lines, [[_label_size(fold) for fold in choices] for choices in folds], rects.values())
    names = {node.id: node.title for node in picture.nodes}
    groups = [_line(edge, line, names) for edge, line in zip(picture.edges, lines, strict=True)]
    groups += [_node(box) for box in boxes]
    groups += [_label(choices[label[0]], label[1]) for choices, label in zip(folds, labels, strict=True) if label]
    taken = around([*rects.values(), *(label[1] for label in labels if label), *map(box_of, lines)] or [_EMPTY])
    head = _headline(picture.title, taken) if with_title else None
    if head:
        groups.append(head[0])
        taken = around([taken, head[1]])
    return Drawing(taken.grown(_SHEET_MARGIN), tuple(groups), picture.title, describe(picture), picture.language)


_EMPTY = Rect(0.0, 0.0, 2 * _WIDTH, _HEIGHT)


def _shown(line: Sequence[Point]) -> list[Point]:
    return shortened(line, _GAP, _GAP)


def _headline(title: str, over: Rect) -> tuple[Group, Rect] | None:
    lines = wrapped(title, max(over.w, 2 * _WIDTH), _HEADLINE, bold=True) if title.strip() else []
    if not lines:
        return None
    step = _HEADLINE * 1.3
    top = over.y - 30 - step * len(lines)
    words = tuple(
        Words(over.x, top + step * (at + 0.8), line, _HEADLINE, _INK, bold=True, serif=True)
        for at, line in enumerate(lines)
    )
    widest = max(text_width(line, _HEADLINE, bold=True) for line in lines)
    return Group("", words), Rect(over.x, top, widest, step * len(lines))


# -- relations


def _line(edge: MapEdge, line: list[Point], names: Mapping[int, str]) -> Group:
    heads: list[Shape] = []
    if edge.arrow == "both":
        heads.append(_arrow(line[1], line[0]))
    if edge.arrow in ("end", "both"):
        heads.append(_arrow(line[-2], line[-1]))
    # The line ends inside its arrow head, or its round end would show past the tip.
    at_start = _ARROW * 0.7 if edge.arrow == "both" else 0.0
    at_end = _ARROW * 0.7 if edge.arrow != "none" else 0.0
    dash = (1.5, 5.0) if edge.style == "dotted" else None
    shown = shortened(line, at_start, at_end)
    return Group(_spoken(edge, names), (Shape(_bent(shown), stroke=_LINE, width=1.4, dash=dash), *heads))


def _bent(line: Polyline) -> tuple[Command, ...]:
    """The line with its corners rounded."""
    commands: list[Command] = [("M", *line[0])]
    for begin, corner, end in bends(line, 16.0):
        first = towards(begin, corner, distance(begin, corner) * _KAPPA)
        second = towards(end, corner, distance(end, corner) * _KAPPA)
        commands += [("L", *begin), ("C", *first, *second, *end)]
    return (*commands, ("L", *line[-1]))


def _arrow(before: Point, tip: Point) -> Shape:
    back = towards(tip, before, _ARROW) if before != tip else (tip[0], tip[1] - _ARROW)
    dx, dy = (tip[0] - back[0]) / _ARROW, (tip[1] - back[1]) / _ARROW
    left = (back[0] - dy * _ARROW_HALF, back[1] + dx * _ARROW_HALF)
    right = (back[0] + dy * _ARROW_HALF, back[1] - dx * _ARROW_HALF)
    return Shape((("M", *tip), ("L", *left), ("L", *right), ("Z",)), fill=_LINE)


def _label_folds(label: str) -> list[list[str]]:
    """The label in lines as it reads best, and halved for tight places."""
    if not label.strip():
        return []
    one = wrapped(label, 190.0, _LABEL, face="sans")
    return [one] if len(one) > 1 else [one, *_halved(one[0])]


def _halved(line: str) -> list[list[str]]:
    """The line in two as even halves as its words allow; nothing for a single word."""
    words = line.split(" ")
    folds = [[" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words))]
    return sorted(folds, key=lambda fold: _label_size(fold)[0])[:1]


def _label_size(lines: Sequence[str]) -> Point:
    return max(text_width(line, _LABEL, face="sans") for line in lines) + 8, len(lines) * _LABEL_STEP + 2


def _label(lines: Sequence[str], rect: Rect) -> Group:
    """The words on a patch of paper, so that the line behind them gives way in every viewer."""
    patch = Shape(_rounded(rect, 3.0), fill=PAPER)
    words = (
        Words(rect.centre[0], rect.y + _LABEL_STEP * (at + 0.78) + 1, line, _LABEL, _SOFT, italic=True, anchor="middle")
        for at, line in enumerate(lines)
    )
    return Group("", (patch, *words))


# -- nodes


def _node(box: _Box) -> Group:
    kind = box.node.kind
    ink, soft = ("#FFFFFF", "#DCE6F0") if kind == "theme" else (_INK, _SOFT)
    height = len(box.title) * _TITLE_STEP + len(box.subtitle) * _SUBTITLE_STEP
    x, y = box.rect.x + _PAD, box.rect.y + (box.rect.h - height) / 2
    words = [
        Words(x, y + _TITLE_STEP * (at + 0.75), line, _TITLE, ink, bold=_bold(kind), italic=kind == "note")
        for at, line in enumerate(box.title)
    ]
    y += len(box.title) * _TITLE_STEP
    words += [Words(x, y + _SUBTITLE_STEP * (at + 0.75), line, _SUBTITLE, soft) for at, line in enumerate(box.subtitle)]
    spoken = ". ".join(part for part in (box.node.title, box.node.subtitle) if part)
    return Group(spoken, (*_frame(box), *words))


def _frame(box: _Box) -> tuple[Shape, ...]:
    """Each kind by its form too, so that a map printed without colours still reads."""
    outline = _rounded(box.rect, _RADIUS)
    match box.node.kind:
        case "theme":
            return (Shape(outline, fill=_ACCENT),)
        case "category":
            return (Shape(outline, fill="#FFFFFF", stroke=_ACCENT, width=1.5),)
        case "memo":
            return (Shape(outline, fill="#FBF3DC", stroke="#9A6B00", width=1.1, dash=(4.0, 3.0)),)
        case "case":
            return (Shape(_rounded(box.rect, box.rect.h / 2), fill="#F4F2EC", stroke=_LINE, width=1.1),)
        case "note":
            return (Shape(outline, fill="#F4F2EC"),)
        case _:
            return _striped(box, outline)


def _striped(box: _Box, outline: tuple[Command, ...]) -> tuple[Shape, ...]:
    focused = box.node.kind == "focused"
    paper = "#FFFFFF" if focused else "#F9F8F5"
    frame = Shape(outline, fill=paper, stroke=_RULE, width=1.1, dash=None if focused else (2.0, 2.5))
    colour = box.node.color or "#44AA99"
    return frame, Shape(_left_edge(box.rect, 4.0 if focused else 2.5), fill=colour)


def _rounded(rect: Rect, radius: float) -> tuple[Command, ...]:
    r = min(radius, rect.w / 2, rect.h / 2)
    k = r * (1 - _KAPPA)
    x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    return (
        ("M", x + r, y),
        ("L", right - r, y),
        ("C", right - k, y, right, y + k, right, y + r),
        ("L", right, bottom - r),
        ("C", right, bottom - k, right - k, bottom, right - r, bottom),
        ("L", x + r, bottom),
        ("C", x + k, bottom, x, bottom - k, x, bottom - r),
        ("L", x, y + r),
        ("C", x, y + k, x + k, y, x + r, y),
        ("Z",),
    )


def _left_edge(rect: Rect, width: float) -> tuple[Command, ...]:
    """A stripe along the left edge that follows its rounded corners."""
    r = min(_RADIUS, rect.h / 2)
    k = r * (1 - _KAPPA)
    x, y, bottom = rect.x, rect.y, rect.bottom
    inner = x + width
    return (
        ("M", x + r, y),
        ("C", x + k, y, x, y + k, x, y + r),
        ("L", x, bottom - r),
        ("C", x, bottom - k, x + k, bottom, x + r, bottom),
        ("C", inner, bottom - k, inner, bottom - r, inner, bottom - r - width),
        ("L", inner, y + r + width),
        ("C", inner, y + r, inner, y + k, x + r, y),
        ("Z",),
    )
