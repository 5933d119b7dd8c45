"""A stored map as the screen shows it: what each box says, and what each line means. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from qda.i18n import _, ngettext

if TYPE_CHECKING:
    from qda.coding.categories import RelationRow
    from qda.coding.maps import EdgeRow, NodeRow
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

    @property
    def is_code(self) -> bool:
        """True if it stands for a code that is still there."""
        return self.target == "code" and self.kind != "note"


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two boxes: a relation of the study, or without one a line of this map alone, drawn dotted."""

    id: int
    from_id: int
    to_id: int
    relation_id: int | None
    label: str
    arrow: Arrow = "end"


@dataclass(frozen=True, slots=True)
class Map:
    """One map with all that stands on it."""

    id: int
    name: str
    nodes: tuple[Node, ...] = ()
    lines: tuple[Line, ...] = ()

    def node(self, node_id: int) -> Node | None:
        """A box by its id."""
        return next((node for node in self.nodes if node.id == node_id), None)

    def line(self, line_id: int) -> Line | None:
        """A line by its id."""
        return next((line for line in self.lines if line.id == line_id), None)

    def lines_of(self, node_id: int) -> list[Line]:
        """The lines that begin or end at a box."""
        return [line for line in self.lines if node_id in (line.from_id, line.to_id)]


@dataclass(slots=True)
class Faces:
    """What boxes say, kept between readings; `counts` are distinct segments of codes with all beneath them."""

    codes: dict[int, KnownCode] = field(default_factory=dict)
    memos: dict[int, tuple[str, str]] = field(default_factory=dict)
    cases: dict[int, str] = field(default_factory=dict)
    counts: Mapping[int, int] = field(default_factory=dict)

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

    def node(self, row: NodeRow) -> Node:
        """A box as it looks today; what it stood for may be gone."""
        kind, title, subtitle, color = "note", row.text or _("(gone)"), "", ""
        number = row.target_id if row.target_id is not None else 0
        if row.target == "code" and number in self.codes:
            code = self.codes[number]
            kind, title, color = code.level, code.name, code.color
            subtitle = code_words(code.level, self.counts.get(number))
        elif row.target == "memo" and number in self.memos:
            kind, (title, subtitle) = "memo", self.memos[number]
        elif row.target == "case" and number in self.cases:
            kind, title, subtitle = "case", self.cases[number], _("case")
        return Node(
            row.id, row.target, row.target_id, kind, title, subtitle, color, row.x, row.y, row.width, row.height
        )


def code_words(level: str, segments: int | None) -> str:
    """What stands under a code's name: “focused · 31 segments”; the level alone until they are counted."""
    if segments is None:
        return _(level)
    count = ngettext("{count} segment", "{count} segments", segments).format(count=f"{segments:,}")
    return _("{level} · {count}").format(level=_(level), count=count)


def memo_words(created_at: int) -> str:
    """What stands under a memo's title: “memo, 15 January 2011”; from milliseconds UTC."""
    day = datetime.fromtimestamp(created_at / 1000, UTC)
    return _("memo, {day} {month:%B %Y}").format(day=day.day, month=day)


def read(project: Project, map_id: int, faces: Faces) -> Map:
    """A map as it stands now. Raises NotFound."""
    from qda.coding import categories, maps

    rows, edges = maps.drawn(project, map_id)
    faces.learn(project, rows)
    relations = {row.id: row for row in categories.relations(project)}
    name = dict(maps.named(project))[map_id]
    nodes = tuple(faces.node(row) for row in rows)
    return Map(map_id, name, nodes, tuple(_line(edge, relations) for edge in edges))


def _line(edge: EdgeRow, relations: Mapping[int, RelationRow]) -> Line:
    relation = relations.get(edge.relation_id) if edge.relation_id is not None else None
    if relation is None:
        return Line(edge.id, edge.from_id, edge.to_id, None, edge.label)
    arrow: Arrow = "none" if relation.symmetric else "end"
    return Line(edge.id, edge.from_id, edge.to_id, relation.id, relation.type, arrow)


def count_segments(project: Project) -> dict[int, int]:
    """Distinct segments of every code with all beneath it; takes its time where much is coded."""
    from qda.analysis import retrieval

    counts = retrieval.count_subtrees(retrieval.facts(project), retrieval.parents(project))
    known = dict.fromkeys(retrieval.parents(project), 0)
    return known | {code: len(each.segments) for code, each in counts.items()}


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
    said = [node.title, node.subtitle]
    said += [line_words(shown, line) for line in shown.lines_of(node.id)]
    return ". ".join(part for part in said if part)


def line_words(shown: Map, line: Line) -> str:
    """A line as it is read aloud: “aligning serves demonstrating collaboration”."""
    ends = (shown.node(line.from_id), shown.node(line.to_id))
    first, last = (end.title if end else "" for end in ends)
    return f"{first} {line.label or '–'} {last}"


def map_words(shown: Map) -> str:
    """How much stands on a map."""
    nodes = ngettext("{count} node", "{count} nodes", len(shown.nodes)).format(count=len(shown.nodes))
    lines = ngettext("{count} relation", "{count} relations", len(shown.lines)).format(count=len(shown.lines))
    return f"{nodes}, {lines}"
