"""A stored map as the screen shows it: what each box says, and what each line means. No Qt here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from qda import days
from qda.i18n import _, ngettext

if TYPE_CHECKING:
    from qda.analysis.figures.map_counts import MapCounts
    from qda.analysis.figures.map_proposals import Proposal
    from qda.coding.categories import RelationRow
    from qda.coding.maps import EdgeRow, MapRow, NodeRow
    from qda.export.maps.looks import LegendRow
    from qda.project.project import Project
    from qda.ui.analysis.known_codes import KnownCode

Arrow = Literal["none", "end"]

WIDTH, HEIGHT = 210.0, 52.0
"""The size of a new box, in map units (1/96 inch)."""


@dataclass(frozen=True, slots=True)
class Node:
    """A box: `target` and `target_id` say what it stands for, `kind` how it looks; its place is its upper left corner.

    `kind` is theme, category, focused, initial, memo, case or note.
    """

    id: int
    target: str
    target_id: int | None
    kind: str
    title: str
    subtitle: str
    color: str
    x: float
    y: float
    w: float = WIDTH
    h: float = HEIGHT
    fill: str = ""
    """A colour chosen by hand; "" for none."""
    depth: float | None = None
    """How deep the box is coloured for a count, 0 to 1; None where colours tell none."""
    placed: bool = True
    group_id: int | None = None

    @property
    def is_code(self) -> bool:
        """True if it stands for a code that is still there."""
        return self.target == "code" and self.kind != "note"


@dataclass(frozen=True, slots=True)
class Frame:
    """A group: a title, a colour or "", and where it lies while it holds no box."""

    id: int
    title: str
    color: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two boxes: a relation of the study, or without one a line of this map alone, drawn dotted.

    `proposed` is more than 0 for a line that only the data suggest: so many segments its codes share.
    """

    id: int
    from_id: int
    to_id: int
    relation_id: int | None
    label: str
    arrow: Arrow = "end"
    proposed: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    """One map with all that stands on it; `proposals` are lines that the data suggest."""

    id: int
    name: str
    nodes: tuple[Node, ...] = ()
    lines: tuple[Line, ...] = ()
    frames: tuple[Frame, ...] = ()
    description: str = ""
    size_by: str = ""
    color_by: str = ""
    legend: tuple[LegendRow, ...] = ()
    proposals: tuple[Line, ...] = ()

    @property
    def every_line(self) -> tuple[Line, ...]:
        """The lines, then the proposals."""
        return (*self.lines, *self.proposals)

    def node(self, node_id: int) -> Node | None:
        """A box by its id."""
        return next((node for node in self.nodes if node.id == node_id), None)

    def line(self, line_id: int) -> Line | None:
        """A line by its id, a proposal too."""
        return next((line for line in self.every_line if line.id == line_id), None)

    def frame(self, frame_id: int) -> Frame | None:
        """A group by its id."""
        return next((frame for frame in self.frames if frame.id == frame_id), None)

    def members(self, frame_id: int) -> list[Node]:
        """The boxes of a group."""
        return [node for node in self.nodes if node.group_id == frame_id]

    def lines_of(self, node_id: int) -> list[Line]:
        """The lines that begin or end at a box."""
        return [line for line in self.every_line if node_id in (line.from_id, line.to_id)]


@dataclass(slots=True)
class Faces:
    """What boxes say, kept between readings; `counts` are those of codes with all beneath them, None until counted."""

    codes: dict[int, KnownCode] = field(default_factory=dict)
    memos: dict[int, tuple[str, str]] = field(default_factory=dict)
    cases: dict[int, str] = field(default_factory=dict)
    counts: MapCounts | None = None

    def forget(self, tables: Iterable[str]) -> None:
        """What a change touched is read again."""
        touched = set(tables)
        if touched & {"code"}:
            self.codes.clear()
        if touched & {"memo", "memo_version"}:
            self.memos.clear()
        if touched & {"case"}:
            self.cases.clear()

    def learn(self, project: Project, rows: Iterable[NodeRow]) -> None:
        """Read what these boxes need and is not known."""
        wanted = [(row.target, row.target_id) for row in rows if row.target_id is not None]
        if not self.codes and any(target == "code" for target, _id in wanted):
            from qda.ui.analysis.known_codes import known_codes

            self.codes = {code.id: code for code in known_codes(project)}
        if not self.cases and any(target == "case" for target, _id in wanted):
            from qda.study import queries as study

            self.cases = {case.id: case.name for unit in study.units(project) for case in unit.cases}
        for target, memo_id in wanted:
            if target == "memo" and memo_id not in self.memos:
                self._learn_memo(project, memo_id)

    def _learn_memo(self, project: Project, memo_id: int) -> None:
        from qda.memos import queries

        memo = queries.memo(project, memo_id)
        if memo is not None:
            self.memos[memo_id] = (memo.shown_title, memo_words(memo.created_at))

    def most(self, rows: Iterable[NodeRow | Node]) -> dict[str, int]:
        """The highest count of each kind among the codes of a map."""
        from qda.export.maps.looks import most_of

        shown = [row.target_id for row in rows if row.target == "code" and row.target_id in self.codes]
        known = self.counts.of if self.counts else {}
        return {kind: most_of(of.get(code, 0) for code in shown if code) for kind, of in known.items()}

    def node(self, row: NodeRow, head: MapRow, most: Mapping[str, int]) -> Node:
        """A box as it looks today; what it stood for may be gone."""
        from qda.export.maps.looks import depth, grown

        kind, title, subtitle, color = self._words(row, head)
        size, deep = 1.0, None
        if row.target == "code" and kind != "note" and self.counts is not None:
            code = row.target_id or 0
            if head.size_by:
                size = grown(self.counts.of[head.size_by].get(code, 0), most[head.size_by])
            if head.color_by:
                deep = depth(self.counts.of[head.color_by].get(code, 0), most[head.color_by])
        return Node(
            row.id, row.target, row.target_id, kind, title, subtitle, color, row.x, row.y,
            row.width * size, row.height * size, row.color, deep, row.placed, row.group_id,
        )  # fmt: skip

    def _words(self, row: NodeRow, head: MapRow) -> tuple[str, str, str, str]:
        number = row.target_id if row.target_id is not None else 0
        if row.target == "code" and number in self.codes:
            code = self.codes[number]
            return code.level, code.name, self._under(code, head), code.color
        if row.target == "memo" and number in self.memos:
            return "memo", *self.memos[number], ""
        if row.target == "case" and number in self.cases:
            return "case", self.cases[number], _("case"), ""
        return "note", row.text or _("(gone)"), "", ""

    def _under(self, code: KnownCode, head: MapRow) -> str:
        from qda.export.maps.looks import code_words, counted

        if self.counts is None:
            return code_words(code.level, [])
        kinds = counted(head.size_by, head.color_by)
        return code_words(code.level, [(kind, self.counts.of[kind].get(code.id, 0)) for kind in kinds])


def memo_words(created_at: int) -> str:
    """What stands under a memo's title: “memo, 15 January 2011”; from milliseconds UTC."""
    day = days.here(created_at)
    return _("memo, {day} {month:%B %Y}").format(day=day.day, month=day)


def read(project: Project, map_id: int, faces: Faces) -> Map:
    """A map as it stands now. Raises NotFound."""
    from qda.coding import maps
    from qda.coding import relations as related
    from qda.export.maps.looks import legend

    head = maps.head(project, map_id)
    rows, edges = maps.drawn(project, map_id)
    faces.learn(project, rows)
    relations = {row.id: row for row in related.on_map(project, map_id)}
    boxes = [row for row in rows if row.target != "group"]
    most = faces.most(boxes)
    told = legend(head.size_by, head.color_by, most, faces.counts.base) if faces.counts else []
    return Map(
        map_id,
        head.name,
        tuple(faces.node(row, head, most) for row in boxes),
        tuple(_line(edge, relations) for edge in edges),
        tuple(_frame(row) for row in rows if row.target == "group"),
        head.description,
        head.size_by,
        head.color_by,
        tuple(told),
    )


def renewed(project: Project, shown: Map, node_ids: Collection[int], faces: Faces) -> Map | None:
    """The map with some of its boxes as they stand now, the rest as it is; None where it has to be read whole."""
    from qda.coding import maps

    known = {node.id for node in shown.nodes}
    rows = {row.id: row for row in maps.boxes(project, node_ids)} if known.issuperset(node_ids) else {}
    if rows.keys() != set(node_ids):
        return None  # one came or went, or it is a group, which is drawn around its boxes
    head = maps.MapRow(shown.id, shown.name, shown.description, shown.size_by, shown.color_by)
    most = faces.most(shown.nodes)
    nodes = (faces.node(rows[node.id], head, most) if node.id in rows else node for node in shown.nodes)
    return replace(shown, nodes=tuple(nodes))


def _frame(row: NodeRow) -> Frame:
    return Frame(row.id, row.text, row.color, (row.x, row.y, row.width, row.height))


def with_proposals(shown: Map, found: Iterable[Proposal]) -> Map:
    """The map with lines that the data suggest, between codes that nothing joins on it yet."""
    from qda.export.maps.looks import legend

    box_of = {node.target_id: node.id for node in shown.nodes if node.is_code}
    joined = {frozenset((line.from_id, line.to_id)) for line in shown.lines}
    lines = tuple(
        Line(-((each.one << 32) | each.other), box_of[each.one], box_of[each.other], None, f"{each.count:,}", "none",
             each.count)
        for each in found
        if each.one in box_of and each.other in box_of
        and frozenset((box_of[each.one], box_of[each.other])) not in joined
    )  # fmt: skip
    told = [row for row in shown.legend if row.role != "proposed"] + legend("", "", {}, {}, len(lines))
    return replace(shown, proposals=lines, legend=tuple(told))


def _line(edge: EdgeRow, relations: Mapping[int, RelationRow]) -> Line:
    relation = relations.get(edge.relation_id) if edge.relation_id is not None else None
    if relation is None:
        return Line(edge.id, edge.from_id, edge.to_id, None, edge.label)
    arrow: Arrow = "none" if relation.symmetric else "end"
    return Line(edge.id, edge.from_id, edge.to_id, relation.id, relation.type, arrow, note=relation.note)


def in_reading_order(nodes: Iterable[Node]) -> list[Node]:
    """Boxes as one reads them: row by row from above, each from the left. Boxes half beside one another are one row."""
    rows: list[list[Node]] = []
    for node in sorted(nodes, key=lambda each: (each.y, each.x)):
        if rows and node.y < rows[-1][0].y + rows[-1][0].h / 2:
            rows[-1].append(node)
        else:
            rows.append([node])
    return [node for row in rows for node in sorted(row, key=lambda each: each.x)]


def node_words(shown: Map, node: Node) -> str:
    """A box as it is read aloud, with its lines."""
    frame = shown.frame(node.group_id) if node.group_id is not None else None
    said = [node.title, node.subtitle, _("in the group {title}").format(title=frame.title) if frame else ""]
    said += [line_words(shown, line) for line in shown.lines_of(node.id)]
    return ". ".join(part for part in said if part)


def line_words(shown: Map, line: Line) -> str:
    """A line as it is read aloud: “aligning serves demonstrating collaboration”."""
    ends = (shown.node(line.from_id), shown.node(line.to_id))
    first, last = (end.title if end else "" for end in ends)
    if line.proposed:
        return proposal_words(first, last, line.proposed)
    return f"{first} {line.label or '–'} {last}"


def proposal_words(one: str, other: str, count: int) -> str:
    """A proposal as it is read aloud: how often two codes meet."""
    told = ngettext("{one} and {other} share {count} segment", "{one} and {other} share {count} segments", count)
    return told.format(one=one, other=other, count=f"{count:,}")


def frame_words(shown: Map, frame: Frame) -> str:
    """A group as it is read aloud, with what it holds."""
    held = ", ".join(node.title for node in in_reading_order(shown.members(frame.id)))
    return _("Group {title}: {held}").format(title=frame.title, held=held or _("empty"))


def map_words(shown: Map) -> str:
    """How much stands on a map."""
    nodes = ngettext("{count} node", "{count} nodes", len(shown.nodes)).format(count=len(shown.nodes))
    lines = ngettext("{count} relation", "{count} relations", len(shown.lines)).format(count=len(shown.lines))
    return f"{nodes}, {lines}"
