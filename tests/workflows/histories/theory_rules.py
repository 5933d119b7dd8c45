"""Categories with properties and relations, saturation and sampling, memos on the sorting table, maps."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from qda.coding import categories, judgements, map_refusals, maps, properties, relations, sampling, saved_queries
from qda.memos import arrangements, tags
from qda.memos import service as memos
from qda.memos.service import Target
from qda.store.models import (
    Arrangement,
    ArrangementCard,
    CategoryMap,
    Dimension,
    Evidence,
    MapEdge,
    MapNode,
    Memo,
    Property,
    Relation,
    RelationType,
    Sampling,
    SaturationJudgement,
    SavedQuery,
    Segment,
)
from tests.workflows.histories.machine import Machine, names, picks, points

shares = st.one_of(st.none(), st.floats(0, 1))


class CategoryRules(Machine):
    """What a category is made of and how it relates."""

    @rule(pick=picks, other=picks, level=st.sampled_from(["category", "theme"]))
    def raise_code(self, pick: int, other: int, level: str) -> None:
        self.act(categories.raise_to, [self.code(pick)], level, under=self.code(other) if other % 2 else None)

    @rule(pick=picks, level=st.sampled_from(["focused", "category"]))
    def lower_code(self, pick: int, level: str) -> None:
        self.act(categories.lower, [self.code(pick)], level)

    @rule(pick=picks)
    def choose_the_core(self, pick: int) -> None:
        self.act(categories.set_core, self.code(pick))
        if pick % 4 == 0:
            self.act(categories.set_core, None)

    @rule(pick=picks, other=picks, name=names)
    def gather_under_theme(self, pick: int, other: int, name: str) -> None:
        self.act(categories.gather_under, [self.code(pick)], name if other % 2 else self.code(other))

    @rule(pick=picks, name=names)
    def add_property(self, pick: int, name: str) -> None:
        self.act(properties.add_property, self.code(pick), name, dimensions=[("little", "much")][: pick % 2])

    @rule(pick=picks, other=picks, name=names)
    def change_property(self, pick: int, other: int, name: str) -> None:
        held = self.one(Property, pick)
        self.act(properties.rename_property, held, name)
        self.act(properties.describe_property, held, name)
        self.act(properties.move_property, held, before=self.one(Property, other) if other % 2 else None)
        self.act(properties.add_dimension, held, "none", name)
        if pick % 5 == 0:
            self.act(properties.delete_property, self.one(Property, other))

    @rule(pick=picks, name=names)
    def change_dimension(self, pick: int, name: str) -> None:
        dimension = self.one(Dimension, pick)
        self.act(properties.set_poles, dimension, name, "much")
        self.act(properties.turn_round, dimension)
        if pick % 5 == 0:
            self.act(properties.delete_dimension, dimension)

    @rule(pick=picks, other=picks, share=shares)
    def give_evidence(self, pick: int, other: int, share: float | None) -> None:
        dimension = self.one(Dimension, other) if other % 2 else None
        self.act(properties.attach, self.one(Property, pick), self.some(Segment, other), dimension_id=dimension)
        self.act(properties.place, self.one(Evidence, other), share)
        if pick % 4 == 0:
            self.act(properties.detach, self.some(Evidence, pick))

    @rule(pick=picks, other=picks, kind=st.sampled_from(["leads to", "contradicts", "mends"]))
    def relate(self, pick: int, other: int, kind: str) -> None:
        self.act(relations.relate, self.code(pick), kind, self.code(other), note=kind)

    @rule(pick=picks, name=names, kind=st.sampled_from(["leads to", "contradicts", "mends"]))
    def change_relation(self, pick: int, name: str, kind: str) -> None:
        relation = self.one(Relation, pick)
        self.act(relations.annotate, relation, name)
        self.act(relations.retype, relation, kind, turned=bool(pick % 2))
        self.act(maps.change_relation, relation, kind=kind, turned=bool(pick % 3))
        if pick % 4 == 0:
            self.act(relations.unrelate, relation)

    @rule(pick=picks, name=names)
    def change_types(self, pick: int, name: str) -> None:
        self.act(relations.add_relation_type, name, symmetric=bool(pick % 2))
        kind = self.one(RelationType, pick)
        self.act(relations.rename_type, kind, name)
        self.act(relations.set_symmetric, kind, bool(pick % 3))
        if pick % 3 == 0:
            self.act(relations.delete_type, kind)

    @rule(pick=picks, name=names)
    def judge_saturation(self, pick: int, name: str) -> None:
        self.act(judgements.record, self.code(pick), name)
        held = self.one(SaturationJudgement, pick)
        self.act(judgements.change, held, f"{name}, still")
        if pick % 4 == 0:
            self.act(judgements.withdraw, held)

    @rule(pick=picks, other=picks, name=names, part=st.sampled_from(sampling.PARTS))
    def sample(self, pick: int, other: int, name: str, part: str) -> None:
        self.act(sampling.add, name, code_id=self.code(pick), question=name)
        step = self.one(Sampling, pick)
        self.act(sampling.write, step, part, name)
        self.act(sampling.relate, step, property_id=self.one(Property, other))
        self.act(sampling.collect, step, [self.source(other)][: other % 2])
        self.act(sampling.set_memo, step, self.one(Memo, other) if other % 2 else None)
        self.act(sampling.reorder, self.ids(Sampling)[::-1])
        if pick % 4 == 0:
            self.act(sampling.remove, step)


class MemoRules(Machine):
    """Writing, and laying out what was written."""

    def target(self, pick: int) -> Target:
        kinds = {"segment": self.ids(Segment), "relation": self.ids(Relation), "memo": self.ids(Memo), "study": [1]}
        kind = list(kinds)[pick % len(kinds)]
        return Target(kind, kinds[kind][pick % len(kinds[kind])]) if kinds[kind] else Target("code", self.code(pick))

    @rule(pick=picks, text=st.sampled_from(["a thought", "# another\n\n*so*"]), kind=st.sampled_from(memos.KINDS))
    def write_memo(self, pick: int, text: str, kind: str) -> None:
        self.act(memos.begin, text, kind=kind, targets=[self.target(pick)])

    @rule(pick=picks, other=picks, name=names, stage=st.sampled_from(memos.STAGES))
    def change_memo(self, pick: int, other: int, name: str, stage: str) -> None:
        memo = self.one(Memo, pick)
        self.act(memos.write, memo, f"{name} {pick}", title=name)
        self.act(memos.describe, memo, stage=stage)
        self.act(memos.tag, memo, [name, "doubt"][: other % 3])
        target = self.target(other)
        self.act(memos.attach, memo, target)
        if other % 3 == 0:
            self.act(memos.detach, memo, target)

    @rule(pick=picks, name=names, other=names)
    def change_tags(self, pick: int, name: str, other: str) -> None:
        self.act(tags.add, self.some(Memo, pick), name)
        self.act(tags.rename, name, other)
        self.act(tags.take_off, self.some(Memo, pick), other)
        if pick % 4 == 0:
            self.act(tags.remove, name)

    @rule(pick=picks)
    def restore_memo(self, pick: int) -> None:
        self.act(memos.restore, self.one(Memo, pick), 1)

    @rule(pick=picks)
    def delete_memo(self, pick: int) -> None:
        self.act(memos.delete, self.one(Memo, pick))

    @rule(pick=picks, name=names, point=points)
    def lay_out(self, pick: int, name: str, point: tuple[float, float]) -> None:
        self.act(arrangements.create, name)
        table = self.one(Arrangement, pick)
        self.act(arrangements.lay, table, dict.fromkeys(self.some(Memo, pick), point))
        self.act(arrangements.add_heading, table, name, point)

    @rule(pick=picks, name=names, point=points)
    def change_layout(self, pick: int, name: str, point: tuple[float, float]) -> None:
        table = self.one(Arrangement, pick)
        self.act(arrangements.rename, table, name)
        self.act(arrangements.duplicate, table, f"{name} again")
        self.act(arrangements.retitle, self.one(ArrangementCard, pick), name)
        self.act(arrangements.move, dict.fromkeys(self.some(ArrangementCard, pick), point))
        if self.ids(Arrangement):
            entries = arrangements.entries(arrangements.cards(self.project, table))
            self.act(arrangements.order, table, entries[::-1])
        self.act(arrangements.take_off, table, self.some(ArrangementCard, pick))
        if pick % 4 == 0:
            self.act(arrangements.delete, table)


class MapRules(Machine):
    """Boxes, lines and groups."""

    @rule(pick=picks, name=names, point=points)
    def draw(self, pick: int, name: str, point: tuple[float, float]) -> None:
        self.act(maps.create, name, description=name)
        drawing, box = self.one(CategoryMap, pick), (*point, 120.0, 40.0)
        if self.ids(CategoryMap):
            self.act(maps.place, drawing, "code", self.code(pick), box)
            self.act(maps.place, drawing, "note", None, box, text=name)

    @rule(pick=picks, other=picks, point=points)
    def change_boxes(self, pick: int, other: int, point: tuple[float, float]) -> None:
        nodes = self.some(MapNode, pick)
        self.act(maps.move_nodes, dict.fromkeys(nodes, point))
        self.act(maps.arrange, dict.fromkeys(nodes, point[::-1]))
        self.act(maps.color_nodes, nodes, "#cc9966" if pick % 2 else "")
        self.act(maps.set_text, self.one(MapNode, other), f"note {pick}")
        if pick % 4 == 0:
            self.act(maps.remove_nodes, nodes)

    @rule(pick=picks, other=picks, name=names)
    def draw_lines(self, pick: int, other: int, name: str) -> None:
        if self.ids(MapNode):
            node = self.one(MapNode, pick)
            drawing = dict(zip(self.ids(MapNode), self.column(MapNode, "map_id"), strict=True))
            beside = [each for each, there in drawing.items() if there == drawing[node] or other % 5 == 0]
            self.act(maps.join, drawing[node], node, beside[other % len(beside)], label=name)
        self.act(maps.change_line, self.one(MapEdge, pick), label=name, turned=bool(other % 2))
        if other % 4 == 0:
            self.act(maps.remove_lines, self.some(MapEdge, other))

    @rule(pick=picks, other=picks, name=names)
    def group_boxes(self, pick: int, other: int, name: str) -> None:
        if self.ids(CategoryMap):
            self.act(maps.group, self.one(CategoryMap, pick), name, self.some(MapNode, pick))
        self.act(maps.add_to_group, self.one(MapNode, other), self.some(MapNode, pick))
        self.act(maps.take_out, self.some(MapNode, other))
        if other % 3 == 0:
            self.act(maps.ungroup, self.some(MapNode, other))

    @rule(pick=picks, other=picks)
    def set_aside(self, pick: int, other: int) -> None:
        drawing = self.one(CategoryMap, pick)
        if self.code(pick) != self.code(other):
            self.act(map_refusals.refuse, drawing, self.code(pick), self.code(other))
        if pick % 4 == 0:
            self.act(map_refusals.readmit, drawing)

    @rule(pick=picks, name=names)
    def keep_queries(self, pick: int, name: str) -> None:
        self.act(saved_queries.save, name, '{"of": "all"}')
        kept = self.one(SavedQuery, pick)
        self.act(saved_queries.rename, kept, f"{name} {pick}")
        self.act(saved_queries.replace, kept, "{}")
        self.act(saved_queries.duplicate, kept)
        if pick % 4 == 0 and self.ids(SavedQuery):
            self.act(saved_queries.delete, self.some(SavedQuery, pick))

    @rule(pick=picks, name=names)
    def change_map(self, pick: int, name: str) -> None:
        drawing = self.one(CategoryMap, pick)
        self.act(maps.rename, drawing, name)
        self.act(maps.describe, drawing, name)
        self.act(maps.show_by, drawing, size_by=maps.COUNTS[pick % 3], color_by="")
        self.act(maps.duplicate, drawing, f"{name} again")
        if pick % 4 == 0:
            self.act(maps.delete, drawing)
