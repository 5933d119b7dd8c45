"""Category maps: categories, codes, memos and the relations between them, as a drawing and as files.

Nodes stay where the researcher put them. Always dark on white: it goes on paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qda.errors import QdaError
from qda.export.leaving.files import replacing
from qda.export.maps.geometry import (
    Point,
    Rect,
    around,
    box_of,
    frame_around,
    shortened,
)
from qda.export.maps.layout import auto_place
from qda.export.maps.looks import SHADES, LegendRow, is_dark, mixed
from qda.export.maps.paint import PAPER, Command, Drawing, Group, Shape, Words, save_picture, svg
from qda.export.maps.routes import Link, place_labels, routes
from qda.export.maps.shapes import ARROW, arrow, bent, left_edge, rounded
from qda.export.measure import text_width, wrapped
from qda.export.profiles import PROFILES, Profile
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

_INK, _SOFT, _RULE, _ACCENT, _LINE, _PALE = "#22262B", "#5C6168", "#C9C4B8", "#2F5D8A", "#6A6F76", "#9AA0A6"
_DEEPEST = 0.45
"""How much of the accent a box takes for the highest count."""
_WASH, _FRAME_WASH = 0.24, 0.10
"""How much of a colour chosen by hand a box takes, and a group's frame."""
_WIDTH, _HEIGHT = 210.0, 52.0
_PAD = 12.0
_HEADLINE, _TITLE, _SUBTITLE, _LABEL = 20.0, 14.0, 12.0, 12.5
_TITLE_STEP, _SUBTITLE_STEP, _LABEL_STEP = 18.0, 16.0, 15.0
_GAP = 2.0
_RADIUS = 6.0
_SHEET_MARGIN = 32.0


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
    fill: str = ""
    """Chosen by hand for the whole box, as #RRGGBB; "" for none."""
    depth: float | None = None
    """How deep the box is coloured for a count, 0 to 1; None where colours tell none."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no kind of node: {self.kind}")


@dataclass(frozen=True, slots=True)
class MapEdge:
    """A relation from one node to another, by their ids, with what it says."""

    from_id: int
    to_id: int
    label: str = ""
    style: Literal["solid", "dotted", "proposed"] = "solid"
    arrow: Literal["none", "end", "both"] = "end"


_NOWHERE = Rect(0.0, 0.0, 240.0, 120.0)


@dataclass(frozen=True, slots=True)
class MapGroup:
    """A frame with a title around the nodes of these ids; `box` is where it lies while it holds none."""

    title: str
    members: tuple[int, ...] = ()
    box: Rect = _NOWHERE
    color: str = ""


@dataclass(frozen=True, slots=True)
class MapPicture:
    """A map as it is to be drawn; `description` is the user's own, for a caption."""

    title: str
    nodes: Sequence[MapNode] = ()
    edges: Sequence[MapEdge] = ()
    language: str = ""
    """BCP 47: of the profile whose words stand in legend and description; those of the window where it is empty."""
    groups: Sequence[MapGroup] = ()
    legend: Sequence[LegendRow] = ()
    description: str = ""

    def say(self, text: str) -> str:
        """The text in the map's language."""
        profile = _profile(self)
        return _(text) if profile is None else profile.translated(text)

    def __post_init__(self) -> None:
        ids = [node.id for node in self.nodes]
        if len(set(ids)) != len(ids):
            raise ValueError("two nodes with one id")
        if not {end for edge in self.edges for end in (edge.from_id, edge.to_id)} <= set(ids):
            raise ValueError("a relation to a node that is not there")
        if not {member for group in self.groups for member in group.members} <= set(ids):
            raise ValueError("a group with a node that is not there")


class UnknownPictureFormat(QdaError):
    """A map was asked for in a format that is not written."""

    hint = N_("Choose a name that ends in .svg, .png or .pdf.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("A map cannot be written as “{name}”.").format(name=path.name))


def save(
    path: Path,
    picture: MapPicture,
    *,
    with_title: bool = True,
    dpi: float = 192,
    progress: Progress | None = None,
) -> None:
    """Write .svg, .png (`dpi` dots to the inch) or .pdf by the name's ending.

    Raises UnknownPictureFormat, CannotWrite, Cancelled.
    """
    ending = path.suffix.lower()
    if ending not in (".svg", ".png", ".pdf"):
        raise UnknownPictureFormat(path)
    drawing = draw(picture, with_title=with_title, progress=progress)
    with replacing(path) as draft:
        if ending == ".svg":
            draft.write_text(svg(drawing), "utf-8", newline="\n")
        else:
            save_picture(drawing, draft, "png" if ending == ".png" else "pdf", scale=dpi / 96)


def describe(picture: MapPicture) -> str:
    """The map in words, for those who hear it: how much there is, the groups, then each relation."""
    names = {node.id: node.title for node in picture.nodes}
    relations = [edge for edge in picture.edges if edge.style != "proposed"]
    nodes = _so_many(picture, len(picture.nodes), N_("{n} node"), N_("{n} nodes"))
    edges = _so_many(picture, len(relations), N_("{n} relation"), N_("{n} relations"))
    groups = "".join(f"{group.title}: {', '.join(names[each] for each in group.members)}. " for group in picture.groups)
    told = "".join(f"{_spoken(edge, names)}. " for edge in relations)
    return f"{nodes}, {edges}. {groups}{told}".rstrip()


def _profile(picture: MapPicture) -> Profile | None:
    """By its language and not kept whole: gates look through every word of a picture."""
    return next((each for each in PROFILES.values() if each.language == picture.language), None)


def _so_many(picture: MapPicture, count: int, one: str, many: str) -> str:
    words = ngettext(one, many, count) if _profile(picture) is None else picture.say(one if count == 1 else many)
    return words.format(n=count)


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
    """The map as shapes and words: frames undermost, lines, boxes over them, labels on top, the legend beneath."""
    boxes = _boxes(picture)
    rects = {box.node.id: box.rect for box in boxes}
    links = [Link(edge.from_id, edge.to_id) for edge in picture.edges]
    lines = [_shown(line) for line in routes(rects, links, progress)]
    folds = [_label_folds(edge.label) for edge in picture.edges]
    labels = place_labels(lines, [[_label_size(fold) for fold in choices] for choices in folds], rects.values())
    names = {node.id: node.title for node in picture.nodes}
    frames = [_group_rect(group, rects) for group in picture.groups]
    groups = [_group(group, frame) for group, frame in zip(picture.groups, frames, strict=True)]
    groups += [_line(edge, line, names) for edge, line in zip(picture.edges, lines, strict=True)]
    groups += [_node(box) for box in boxes]
    groups += [_label(choices[label[0]], label[1]) for choices, label in zip(folds, labels, strict=True) if label]
    drawn = [*rects.values(), *frames, *(label[1] for label in labels if label), *map(box_of, lines)]
    taken = around(drawn or [_EMPTY])
    for more in (_headline(picture.title, taken) if with_title else None, _legend(picture, taken)):
        if more:
            groups.append(more[0])
            taken = around([taken, more[1]])
    return Drawing(
        taken.grown(_SHEET_MARGIN), tuple(groups), picture.title, describe(picture), picture.language or "en"
    )


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


# -- groups and the legend


def _group_rect(group: MapGroup, rects: Mapping[int, Rect]) -> Rect:
    frame = frame_around(rects[member] for member in group.members) if group.members else group.box
    # A title that is longer than its boxes are wide is still read to its end.
    return Rect(frame.x, frame.y, max(frame.w, text_width(group.title, _TITLE, face="sans", bold=True) + 28), frame.h)


def _group(group: MapGroup, rect: Rect) -> Group:
    colour = group.color or _PALE
    fill = mixed(group.color, PAPER, _FRAME_WASH) if group.color else "#FAF9F6"
    frame = Shape(rounded(rect, 10.0), fill=fill, stroke=mixed(colour, PAPER, 0.7), width=1.2)
    title = Words(rect.x + 14, rect.y + 21, group.title, _TITLE, _SOFT, bold=True)
    return Group(group.title, (frame, title))


def _legend(picture: MapPicture, under: Rect) -> tuple[Group, Rect] | None:
    if not picture.legend:
        return None
    items: list[Shape | Words] = []
    y, widest = under.bottom + 30, 0.0
    for row in picture.legend:
        items += [*_legend_marks(row, under.x, y), Words(under.x + 104, y + 12, row.words, _SUBTITLE, _SOFT)]
        widest = max(widest, 104 + text_width(row.words, _SUBTITLE, face="sans"))
        y += 24
    return Group(picture.say(N_("Legend")), tuple(items)), Rect(under.x, under.bottom, widest, y - under.bottom)


def _legend_marks(row: LegendRow, x: float, y: float) -> list[Shape]:
    if row.role == "size":
        sizes = ((x, 26.0, 8.0), (x + 36, 44.0, 14.0))
        return [
            Shape(rounded(Rect(at, y + 8 - h / 2, w, h), 3.0), fill=PAPER, stroke=_LINE, width=1.1)
            for at, w, h in sizes
        ]
    if row.role == "color":
        shares = [at / (SHADES - 1) for at in range(SHADES)]
        return [
            Shape(rounded(Rect(x + 18 * at, y, 16, 16), 3.0), fill=_shaded(share), stroke=_RULE)
            for at, share in enumerate(shares)
        ]
    return [Shape((("M", x, y + 8), ("L", x + 80, y + 8)), stroke=_PALE, width=1.6, dash=(0.5, 4.5))]


def _shaded(share: float) -> str:
    return mixed(_ACCENT, PAPER, _DEEPEST * share)


# -- relations


def _line(edge: MapEdge, line: list[Point], names: Mapping[int, str]) -> Group:
    heads: list[Shape] = []
    arrow = "none" if edge.style == "proposed" else edge.arrow
    if arrow == "both":
        heads.append(_head(line[1], line[0]))
    if arrow in ("end", "both"):
        heads.append(_head(line[-2], line[-1]))
    # The line ends inside its arrow head, or its round end would show past the tip.
    at_start = ARROW * 0.7 if arrow == "both" else 0.0
    at_end = ARROW * 0.7 if arrow != "none" else 0.0
    shown = shortened(line, at_start, at_end)
    if edge.style == "proposed":
        return Group(_spoken(edge, names), (Shape(bent(shown), stroke=_PALE, width=1.6, dash=(0.5, 4.5)),))
    dash = (1.5, 5.0) if edge.style == "dotted" else None
    return Group(_spoken(edge, names), (Shape(bent(shown), stroke=_LINE, width=1.4, dash=dash), *heads))


def _head(before: Point, tip: Point) -> Shape:
    return Shape(arrow(before, tip), fill=_LINE)


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
    patch = Shape(rounded(rect, 3.0), fill=PAPER)
    words = (
        Words(rect.centre[0], rect.y + _LABEL_STEP * (at + 0.78) + 1, line, _LABEL, _SOFT, italic=True, anchor="middle")
        for at, line in enumerate(lines)
    )
    return Group("", (patch, *words))


# -- nodes


def _node(box: _Box) -> Group:
    kind = box.node.kind
    frame = _frame(box)
    dark = is_dark(frame[0].fill or PAPER)
    ink, soft = ("#FFFFFF", "#DCE6F0") if dark else (_INK, _INK if (box.node.depth or 0) > 0.5 else _SOFT)
    height = len(box.title) * _TITLE_STEP + len(box.subtitle) * _SUBTITLE_STEP
    x, y = box.rect.x + _PAD, box.rect.y + (box.rect.h - height) / 2
    words = [
        Words(x, y + _TITLE_STEP * (at + 0.75), line, _TITLE, ink, bold=_bold(kind), italic=kind == "note")
        for at, line in enumerate(box.title)
    ]
    y += len(box.title) * _TITLE_STEP
    words += [Words(x, y + _SUBTITLE_STEP * (at + 0.75), line, _SUBTITLE, soft) for at, line in enumerate(box.subtitle)]
    spoken = ". ".join(part for part in (box.node.title, box.node.subtitle) if part)
    return Group(spoken, (*frame, *words))


def _frame(box: _Box) -> tuple[Shape, ...]:
    """Each kind by its form too, so that a map printed without colours still reads."""
    outline = rounded(box.rect, _RADIUS)
    node = box.node
    own = mixed(node.fill, PAPER, _WASH) if node.fill else ""
    match node.kind:
        case "theme" | "category":
            return (_solid(node, outline, own),)
        case "memo":
            return (Shape(outline, fill=own or "#FBF3DC", stroke=node.fill or "#9A6B00", width=1.1, dash=(4.0, 3.0)),)
        case "case":
            pill = rounded(box.rect, box.rect.h / 2)
            return (Shape(pill, fill=own or "#F4F2EC", stroke=node.fill or _LINE, width=1.1),)
        case "note":
            return (Shape(outline, fill=own or "#F4F2EC"),)
        case _:
            return _striped(box, outline, own)


def _solid(node: MapNode, outline: tuple[Command, ...], own: str) -> Shape:
    """A theme stands out filled, or by a strong border where the ground tells a count."""
    edge = node.fill or _ACCENT
    if node.depth is not None:
        return Shape(outline, fill=_shaded(node.depth), stroke=edge, width=3.0 if node.kind == "theme" else 1.5)
    if node.kind == "theme":
        return Shape(outline, fill=edge)
    return Shape(outline, fill=own or PAPER, stroke=edge, width=1.5)


def _striped(box: _Box, outline: tuple[Command, ...], own: str) -> tuple[Shape, ...]:
    focused = box.node.kind == "focused"
    paper = own or (PAPER if focused else "#F9F8F5") if box.node.depth is None else _shaded(box.node.depth)
    frame = Shape(outline, fill=paper, stroke=_RULE, width=1.1, dash=None if focused else (2.0, 2.5))
    colour = box.node.fill or box.node.color or "#44AA99"
    return frame, Shape(left_edge(box.rect, 4.0 if focused else 2.5, _RADIUS), fill=colour)
