"""The lineage of a study as a picture: initial codes, focused codes, categories and themes, with the segments between.

Bands are as wide as the number of distinct segments. Always dark on white: it goes on paper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qda.analysis.coding import lineage
from qda.analysis.coding.lineage import Lineage, Stage
from qda.coding import queries
from qda.coding.codes import LEVELS
from qda.export.leaving import gate
from qda.export.leaving.files import replacing
from qda.export.maps.category_map import UnknownPictureFormat
from qda.export.maps.geometry import Rect
from qda.export.maps.paint import Drawing, Group, Shape, Words, save_picture, svg
from qda.export.measure import text_width
from qda.i18n import _, ngettext
from qda.project.project import Project
from qda.study import queries as study

HEAP = 0
"""Stands for the codes that are gathered nowhere."""

_INK, _SOFT, _RULE, _PAPER, _PLAIN = "#22262B", "#5C6168", "#C9C4B8", "#FFFFFF", "#8A9099"
_HUES = ("#332288", "#44AA99", "#CC6677", "#117733", "#882255", "#999933", "#6B4A2B", "#AA4499", "#88CCEE", "#DDCC77")
_MARGIN, _GAP, _HEADER = 32.0, 10.0, 104.0
_LISTED, _BOX, _BETWEEN = 320.0, 218.0, 84.0
"""Widths: the list of initial codes, a box, and what lies between two columns."""
_INDENT = 18.0
_ROW = 36.0
_WIDEST = 30.0  # the band of the focused code with the most segments, where the numbers allow
_TITLE, _NAME, _SMALL = 20.0, 13.0, 11.0
_NOTE = 18.0  # the line beneath, about codes that were merged
_KAPPA = 0.5


@dataclass(frozen=True, slots=True)
class LineageNode:
    """A focused code, category or theme; `segments` are distinct, `began` those that come by way of initial codes.

    `initial` are the labels of its own initial codes, most segments first; `groups` are what it is gathered under.
    """

    id: int
    level: str
    name: str
    color: str
    segments: int
    began: int
    initial: tuple[str, ...]
    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LineagePicture:
    """What is drawn. The node with id HEAP, if there is one, stands for initial codes gathered nowhere."""

    title: str
    stages: tuple[Stage, ...]
    nodes: tuple[LineageNode, ...]
    language: str = "en"


# -- reading


def picture(project: Project) -> LineagePicture:
    """The lineage of a study as it stands."""
    traced = lineage.of_study(project)
    rows = {row.id: row for row in queries.code_rows(project)}
    names = {code: row.name for code, row in rows.items()}
    members: dict[int, list[int]] = defaultdict(list)
    for code, groups in traced.groups.items():
        if traced.levels[code] == "initial":
            for group in groups or (HEAP,):
                members[group].append(code)
    nodes = []
    for code, row in rows.items():
        if row.level != "initial":
            own = members.get(code, [])
            nodes.append(_node(code, row.level, row.name, row.shown_color, traced, own, names))
    if members[HEAP]:
        nodes.append(_node(HEAP, "", _("not gathered"), "", traced, members[HEAP], names))
    title = _("From initial codes to themes: {study}").format(study=study.study(project).title)
    return LineagePicture(title, traced.stages, tuple(nodes))


def _node(
    code: int, level: str, name: str, color: str, traced: Lineage, own: Sequence[int], names: Mapping[int, str]
) -> LineageNode:
    none: frozenset[int] = frozenset()
    ordered = sorted(own, key=lambda each: (-len(traced.segments.get(each, none)), names[each]))
    began = none.union(*(traced.segments.get(each, none) for each in own))
    segments = traced.segments.get(code, none) if code != HEAP else began
    labels = tuple(names[each] for each in ordered)
    return LineageNode(code, level, name, color, len(segments), len(began), labels, tuple(traced.groups.get(code, ())))


# -- words


def stage_words(stage: Stage) -> str:
    """“625 initial codes”."""
    words = {
        "initial": ngettext("{count} initial code", "{count} initial codes", stage.codes),
        "focused": ngettext("{count} focused code", "{count} focused codes", stage.codes),
        "category": ngettext("{count} category", "{count} categories", stage.codes),
        "theme": ngettext("{count} theme", "{count} themes", stage.codes),
    }
    return words[stage.level].format(count=f"{stage.codes:,}")


def segment_words(count: int) -> str:
    """“31 segments”."""
    return ngettext("{count} segment", "{count} segments", count).format(count=f"{count:,}")


def merged_words(stages: Iterable[Stage]) -> str:
    """“200 of the 800 initial codes have been merged into others since.”; empty if none was."""
    for stage in stages:
        if stage.merged:
            words = ngettext(
                "{count} of the {all} initial codes has been merged into another since.",
                "{count} of the {all} initial codes have been merged into others since.",
                stage.merged,
            )
            return words.format(count=f"{stage.merged:,}", all=f"{stage.codes:,}")
    return ""


def describe(drawn: LineagePicture) -> str:
    """The picture in words, for those who hear it."""
    stages = "; ".join(f"{stage_words(stage)}, {segment_words(stage.segments)}" for stage in drawn.stages)
    lines = [f"{stages}.", merged_words(drawn.stages)]
    names = {node.id: node.name for node in drawn.nodes}
    for node in drawn.nodes:
        above = ", ".join(names[group] for group in node.groups if group in names)
        words = _("{name}: {codes}, {segments}").format(
            name=node.name, codes=_initial_words(len(node.initial)), segments=segment_words(node.segments)
        )
        lines.append(f"{words} – {above}." if above else f"{words}.")
    return " ".join(line for line in lines if line)


def _initial_words(count: int) -> str:
    return ngettext("{count} initial code", "{count} initial codes", count).format(count=f"{count:,}")


# -- laying out


_NOWHERE = Rect(0, 0, 0, 0)


@dataclass(slots=True)
class _Placed:
    node: LineageNode
    column: int
    depth: int
    box: Rect = _NOWHERE
    listed: Rect | None = None
    hue: str = _PLAIN
    used: float = 0.0  # of the left edge, by bands that have arrived


class _Layout:
    """Rows from top to bottom, each focused code beside the others of its category; boxes above them in the middle."""

    def __init__(self, drawn: LineagePicture) -> None:
        self.columns = [level for level in LEVELS[1:] if any(node.level == level for node in drawn.nodes)]
        self.nodes = {node.id: node for node in drawn.nodes}
        self.below: dict[int, list[int]] = defaultdict(list)
        for node in drawn.nodes:
            home = next((group for group in node.groups if group in self.nodes and group != node.id), None)
            if home is not None:
                self.below[home].append(node.id)
        most = max((node.began for node in drawn.nodes), default=1) or 1
        self.scale = min(4.0, _WIDEST / most)
        self.placed: dict[int, _Placed] = {}
        self.y = _HEADER
        self._hue = 0
        self._run()

    def _run(self) -> None:
        tops = [node for node in self.nodes.values() if node.id and not self._home(node)]
        for node in sorted(tops, key=lambda each: -LEVELS.index(each.level)):
            self._place(node.id, 0, None)
        # Codes that are gathered in a circle have no top: each is placed where it is met.
        for node in self.nodes.values():
            if node.id and node.id not in self.placed:
                self._place(node.id, 0, None)
        if HEAP in self.nodes:
            self.y += _GAP
            heap = self.placed[HEAP] = _Placed(self.nodes[HEAP], -1, 0)
            heap.listed = self._row(heap)

    def _home(self, node: LineageNode) -> bool:
        return any(group in self.nodes and group != node.id for group in node.groups)

    def _place(self, code: int, depth: int, hue: str | None) -> list[float]:
        """Place a code with all beneath it; gives the middles of its rows."""
        node = self.nodes[code]
        made = self.placed[code] = _Placed(node, self.columns.index(node.level), depth)
        made.hue = node.color or hue or self._next_hue()
        rows: list[float] = []
        flat = node.level == "focused"
        if flat or node.initial:
            rows.append(self._own_row(made))
        for below in self.below[code]:
            if below not in self.placed:
                inner = depth + 1 if self.nodes[below].level == node.level else 0
                rows += self._place(below, inner, made.hue if node.level != "theme" else None)
        if not flat:
            if not rows:
                rows.append(self._own_row(made))
            high = max(_ROW - 2, self.scale * self._arriving(node) + 8)
            middle = (min(rows) + max(rows)) / 2
            made.box = Rect(self.x(made.column), middle - high / 2, _BOX, high)
            self.y = max(self.y, made.box.bottom + _GAP)
        return rows

    def _arriving(self, node: LineageNode) -> float:
        below = sum(self.nodes[each].segments for each in self.below[node.id])
        return below + node.began

    def _own_row(self, made: _Placed) -> float:
        high = max(_ROW, self.scale * made.node.began + 6)
        top = self.y
        if made.node.initial:
            made.listed = Rect(_MARGIN, top, _LISTED, high)
        if made.node.level == "focused":
            shift = _INDENT * min(made.depth, 3)
            made.box = Rect(self.x(made.column) + shift, top, _BOX - shift, high)
        self.y += high + _GAP
        return top + high / 2

    def _row(self, made: _Placed) -> Rect:
        box = Rect(_MARGIN, self.y, _LISTED, max(_ROW, self.scale * made.node.began + 6))
        self.y += box.h + _GAP
        return box

    def _next_hue(self) -> str:
        self._hue += 1
        return _HUES[(self._hue - 1) % len(_HUES)]

    def x(self, column: int) -> float:
        """The left edge of a column of boxes."""
        return _MARGIN + _LISTED + _BETWEEN + column * (_BOX + _BETWEEN)


# -- drawing


def draw(drawn: LineagePicture) -> Drawing:
    """The sheet with columns, bands and boxes."""
    layout = _Layout(drawn)
    right = layout.x(len(layout.columns) - 1) + _BOX if layout.columns else _MARGIN + _LISTED
    note = merged_words(drawn.stages)
    sheet = Rect(0, 0, right + _MARGIN, layout.y + _MARGIN + (_NOTE if note else 0))
    groups = [
        Group("", tuple(_heads(drawn, layout))),
        *(Group("", (band,)) for band in _bands(layout)),
        *(_box(placed) for placed in layout.placed.values()),
    ]
    if note:
        shown = _cut(note, right - _MARGIN, _SMALL)
        groups.append(Group("", (Words(_MARGIN, layout.y + _NOTE, shown, _SMALL, _SOFT),)))
    return Drawing(sheet, tuple(groups), drawn.title, describe(drawn), drawn.language)


def _heads(drawn: LineagePicture, layout: _Layout) -> Iterator[Words]:
    yield Words(
        _MARGIN,
        _MARGIN + 12,
        _cut(drawn.title, layout.x(len(layout.columns) - 1) + _BOX - _MARGIN, _TITLE, bold=True),
        _TITLE,
        _INK,
        bold=True,
    )
    for stage in drawn.stages:
        if stage.level != "initial" and stage.level not in layout.columns:
            continue
        x = _MARGIN if stage.level == "initial" else layout.x(layout.columns.index(stage.level))
        yield Words(x, _HEADER - 34, stage_words(stage), _NAME + 1, _INK, bold=True)
        yield Words(x, _HEADER - 17, segment_words(stage.segments), _SMALL, _SOFT)


def _bands(layout: _Layout) -> Iterator[Shape]:
    for placed in layout.placed.values():
        if placed.listed is not None and placed.node.id != HEAP and placed.node.began:
            yield _band(layout, placed.listed, placed.node.began, placed, placed.hue)
    for placed in layout.placed.values():
        for group in placed.node.groups:
            above = layout.placed.get(group)
            if above is None or above is placed:
                continue
            if above.column == placed.column:
                yield _bracket(above.box, placed.box)
            elif above.column > placed.column and placed.node.segments:
                yield _band(layout, placed.box, placed.node.segments, above, placed.hue)


def _band(layout: _Layout, start: Rect, count: int, goal: _Placed, hue: str) -> Shape:
    """A band of the width of so many segments, from the right of a box to the left of another."""
    wide = max(1.0, layout.scale * count)
    x0, x1 = start.right, goal.box.x
    y0 = start.centre[1] - wide / 2
    arriving = layout.scale * layout._arriving(goal.node) if goal.node.level != "focused" else wide
    y1 = goal.box.centre[1] - arriving / 2 + goal.used
    if goal.node.level != "focused":
        goal.used += wide
    bend = (x1 - x0) * _KAPPA
    return Shape(
        (
            ("M", x0, y0),
            ("C", x0 + bend, y0, x1 - bend, y1, x1, y1),
            ("L", x1, y1 + wide),
            ("C", x1 - bend, y1 + wide, x0 + bend, y0 + wide, x0, y0 + wide),
            ("Z",),
        ),
        fill=_mixed(hue, 0.28),
    )


def _bracket(above: Rect, below: Rect) -> Shape:
    """A focused code under another: a line from the one down to the other."""
    x, y = above.x + 8, below.centre[1]
    return Shape((("M", x, above.bottom), ("L", x, y), ("L", below.x, y)), stroke=_RULE, width=1.2)


def _box(placed: _Placed) -> Group:
    node, items = placed.node, list[Shape | Words]()
    if placed.listed is not None:
        items += _listed(placed, placed.listed)
    if node.id != HEAP:
        items += _named(placed)
    name = f"{node.name}: {_initial_words(len(node.initial))}, {segment_words(node.segments)}"
    return Group(name, tuple(items))


def _listed(placed: _Placed, box: Rect) -> Iterator[Shape | Words]:
    """The initial codes: how many, and as many labels as there is room for."""
    node, hue = placed.node, placed.hue if placed.node.id != HEAP else _PLAIN
    high = max(3.0, min(box.h, box.h - 6))
    yield Shape(_rect(Rect(box.right - 4, box.centre[1] - high / 2, 4, high)), fill=hue)
    count = _initial_words(len(node.initial))
    if node.id == HEAP:
        count = _("{codes} not gathered").format(codes=count)
    middle, room = box.centre[1], box.w - 14
    yield Words(box.x, middle - 3, f"{count} · {segment_words(node.began)}", _SMALL, _INK)
    yield Words(box.x, middle + 12, _cut(_some(node.initial, room), room, _SMALL), _SMALL, _SOFT)


def _some(labels: Sequence[str], room: float) -> str:
    """Labels with dots between, as many as fit, and how many more there are."""
    shown = ""
    for place, label in enumerate(labels):
        longer = f"{shown} · {label}" if shown else label
        more = len(labels) - place - 1
        tail = _(" and {count} more").format(count=more) if more else ""
        if shown and text_width(longer + tail, _SMALL, face="sans") > room:
            return shown + _(" and {count} more").format(count=more + 1)
        shown = longer
    return shown


def _named(placed: _Placed) -> Iterator[Shape | Words]:
    box, node = placed.box, placed.node
    yield Shape(_rect(box), fill=_PAPER, stroke=_RULE, width=1.0)
    yield Shape(_rect(Rect(box.x, box.y, 4, box.h)), fill=placed.hue)
    middle, room = box.centre[1], box.w - 20
    yield Words(box.x + 12, middle - 2, _cut(node.name, room, _NAME, bold=True), _NAME, _INK, bold=True)
    yield Words(box.x + 12, middle + 13, segment_words(node.segments), _SMALL, _SOFT)


def _rect(box: Rect) -> tuple[tuple[str | float, ...], ...]:
    (x0, y0), *others = box.corners()
    return (("M", x0, y0), *(("L", x, y) for x, y in others), ("Z",))


def _cut(words: str, room: float, size: float, *, bold: bool = False) -> str:
    """Words on one line, cut off with an ellipsis where they have no room."""
    if text_width(words, size, face="sans", bold=bold) <= room:
        return words
    while words and text_width(words + "…", size, face="sans", bold=bold) > room:
        words = words[:-1]
    return words.rstrip() + "…"


def _mixed(hue: str, share: float) -> str:
    """`share` of a colour on white."""
    parts: Iterable[int] = (int(hue[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


# -- writing


def save(path: Path, drawn: LineagePicture) -> None:
    """Write the picture in the format of the name's ending; raises UnknownPictureFormat, CannotWrite."""
    ending = path.suffix.lower()
    if ending not in (".svg", ".png", ".pdf"):
        raise UnknownPictureFormat(path)
    gate.look(drawn)
    drawing = draw(drawn)
    with replacing(path) as draft:
        if ending == ".svg":
            draft.write_text(svg(drawing), "utf-8", newline="\n")
        else:
            save_picture(drawing, draft, "png" if ending == ".png" else "pdf")
