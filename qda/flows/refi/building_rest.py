"""What hangs on the codes and texts of a gathered study: properties, relations, memos, maps."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from qda.coding import relations
from qda.flows.refi.carried import MapIn, MemoIn, NodeIn
from qda.flows.refi.rows import Numbers, Rows
from qda.i18n import _
from qda.memos.service import KINDS, STAGES, TARGETS
from qda.names import clean, name_key
from qda.project.project import now
from qda.store.models import (
    CategoryMap,
    Dimension,
    Evidence,
    MapEdge,
    MapNode,
    Memo,
    MemoLink,
    MemoTag,
    MemoVersion,
    Property,
    Relation,
    RelationType,
)
from qda.store.rows import Values


class Rest:
    """Writes it in the order in which rows refer to one another; `coder` gives the id of a coder of the file."""

    def __init__(self, rows: Rows, coder: Callable[[str | None], int]) -> None:
        self._of = rows
        self._coder = coder

    def write(self) -> None:
        """All of it."""
        self._properties()
        self._relations()
        self._memos()
        self._maps()

    # --- properties ---------------------------------------------------------------------------------------------------

    def _properties(self) -> None:
        of, study = self._of, self._of.study
        there = {
            (code, key): row_id
            for code, key, row_id in of.session.execute(select(Property.code_id, Property.name_key, Property.id))
        }
        taken = set(of.by_guid(Property, (each.key for each in study.properties)))
        poles: dict[tuple[str, tuple[str, str]], int] = {}
        for each in study.properties:
            code, name = of.ids["code", each.code], clean(each.name) or _("Property without a name")
            known = there.get((code, name_key(name)))
            if known is not None:
                of.ids["property", each.key] = known
                of.report.mended(_("A property that was there is used; its dimensions stay."), name)
                continue
            row = {"guid": of.guid(each.key, taken), "code_id": code, "name": name, "name_key": name_key(name)}
            position = sum(at == code for at, _key in there)
            made = of.log.insert(Property, {**row, "position": position, "description": each.description})
            there[code, name_key(name)] = of.ids["property", each.key] = made
            for number, (low, high) in enumerate(each.dimensions):
                told = {"property_id": made, "low": low, "high": high, "position": number}
                poles[each.key, (low, high)] = of.log.insert(Dimension, told)
        self._evidence(poles)

    def _evidence(self, poles: dict[tuple[str, tuple[str, str]], int]) -> None:
        of = self._of
        taken = set(of.by_guid(Evidence, (each.key for each in of.study.evidence)))
        known = set(taken)
        rows: list[Values] = []
        for each in of.study.evidence:
            segment = of.ids.get(("segment", each.segment))
            if each.key in known or segment is None:
                continue
            dimension = poles.get((each.property, each.dimension)) if each.dimension is not None else None
            told = {"property_id": of.ids["property", each.property], "segment_id": segment, "created_at": now()}
            placed = {"dimension_id": dimension, "place": each.place}
            rows.append({"guid": of.guid(each.key, taken), **told, **placed})
        of.insert(Evidence, rows, _("Writing evidence"))

    # --- relations ----------------------------------------------------------------------------------------------------

    def _relations(self) -> None:
        of = self._of
        types = dict(of.session.execute(select(RelationType.name_key, RelationType.id)).all())
        query = select(Relation.from_id, Relation.to_id, Relation.type_id, Relation.id)
        there = {(one, other, kind): row_id for one, other, kind, row_id in of.session.execute(query)}
        taken = set(of.by_guid(Relation, (each.key for each in of.study.relations)))
        new = 0
        for each in of.study.relations:
            key = name_key(each.type)
            if key not in types:
                types[key] = relations.add_relation_type(of.project, each.type, symmetric=each.symmetric)
            ends = of.ids["code", each.origin], of.ids["code", each.target], types[key]
            if ends in there or ends[0] == ends[1]:
                if ends in there:
                    of.ids["relation", each.key] = there[ends]
                continue
            named = dict(zip(("from_id", "to_id", "type_id"), ends, strict=True))
            row = {"guid": of.guid(each.key, taken), **named, "note": each.note, "created_at": now()}
            there[ends] = of.ids["relation", each.key] = of.log.insert(Relation, row)
            new += 1
        of.report.count("relations", new, len(of.study.relations) - new)

    # --- memos --------------------------------------------------------------------------------------------------------

    def _memos(self) -> None:
        of = self._of
        same = of.by_guid(Memo, (memo.key for memo in of.study.memos))
        taken = set(same)
        texts = {guid: text for guid, text in of.session.execute(select(Memo.guid, Memo.text)) if guid in taken}
        known = [memo for memo in of.study.memos if texts.get(memo.key) == memo.text]
        fresh = [memo for memo in of.study.memos if texts.get(memo.key) != memo.text]
        of.ids |= {("memo", memo.key): same[memo.key] for memo in known}
        rows = [self._memo(memo, taken) for memo in fresh]
        ids = of.insert(Memo, rows, _("Writing memos"))
        of.ids |= {("memo", memo.key): row_id for memo, row_id in zip(fresh, ids, strict=True)}
        versions = [
            {
                "memo_id": row_id,
                "number": 1,
                "title": row["title"],
                "text": row["text"],
                "coder_id": row["coder_id"],
                "created_at": row["modified_at"],
            }
            for row, row_id in zip(rows, ids, strict=True)
        ]
        of.insert(MemoVersion, versions, _("Writing memos"))
        self._tags(fresh)
        of.report.count("memos", len(fresh), len(known))

    def _memo(self, memo: MemoIn, taken: set[str]) -> Values:
        at = memo.at if memo.at is not None else now()
        return {
            "guid": self._of.guid(memo.key, taken),
            "kind": memo.kind if memo.kind in KINDS else "initial",
            "stage": memo.stage if memo.stage in STAGES else "early",
            "title": clean(memo.title),
            "text": memo.text,
            "coder_id": self._coder(memo.coder),
            "created_at": at,
            "modified_at": memo.changed if memo.changed is not None else at,
        }

    def _tags(self, fresh: list[MemoIn]) -> None:
        rows: list[Values] = []
        for memo in fresh:
            named = {name_key(tag): clean(tag) for tag in memo.tags if clean(tag)}
            on = self._of.ids["memo", memo.key]
            rows += [{"memo_id": on, "name": name, "name_key": key} for key, name in named.items()]
        self._of.insert(MemoTag, rows, _("Writing memos"))

    def _memo_links(self) -> None:
        of = self._of
        columns = (MemoLink.memo_id, MemoLink.target, MemoLink.target_id)
        there: set[tuple[int, str, int]] = set(of.session.execute(select(*columns)))
        rows: list[Values] = []
        for memo in of.study.memos:
            for kind, key in memo.targets:
                on = of.ids.get((kind, key))
                if on is None or kind not in TARGETS:
                    of.report.lost(_("A memo hangs on what was not imported."), memo.title)
                    continue
                link = of.ids["memo", memo.key], kind, on
                if link not in there:
                    there.add(link)
                    rows.append({"memo_id": link[0], "target": kind, "target_id": on})
        of.insert(MemoLink, rows, _("Writing memos"))

    # --- maps ---------------------------------------------------------------------------------------------------------

    def _maps(self) -> None:
        of = self._of
        same = of.by_guid(CategoryMap, (each.key for each in of.study.maps))
        taken = set(same)
        names, numbers = set(of.session.execute(select(CategoryMap.name_key)).scalars()), Numbers()
        new = 0
        for each in of.study.maps:
            if each.key in same:
                of.ids["category_map", each.key] = same[each.key]
                of.report.mended(_("A map that was there stays as it is."), each.name)
                continue
            name = numbers.free(clean(each.name) or _("Map"), names)
            names.add(name_key(name))
            row = {"guid": of.guid(each.key, taken), "name": name, "name_key": name_key(name), "created_at": now()}
            made = of.log.insert(CategoryMap, {**row, "description": each.description})
            of.ids["category_map", each.key] = made
            self._draw(each, made)
            new += 1
        of.report.count("maps", new, len(of.study.maps) - new)
        self._memo_links()

    def _draw(self, drawn: MapIn, map_id: int) -> None:
        of = self._of
        taken = set(of.by_guid(MapNode, (node.key for node in drawn.nodes)))
        rows = [{"guid": of.guid(node.key, taken), "map_id": map_id, **self._node(node)} for node in drawn.nodes]
        ids = dict(zip((node.key for node in drawn.nodes), of.log.insert_many(MapNode, rows), strict=True))
        taken = set(of.by_guid(MapEdge, (edge.key for edge in drawn.edges)))
        edges: list[Values] = [
            {
                "guid": of.guid(edge.key, taken),
                "map_id": map_id,
                "from_id": ids[edge.origin],
                "to_id": ids[edge.target],
                "relation_id": of.ids.get(("relation", edge.relation or "")),
                "label": edge.label,
            }
            for edge in drawn.edges
        ]
        of.log.insert_many(MapEdge, edges)

    def _node(self, node: NodeIn) -> Values:
        kind, target = node.target[0], self._of.ids.get(node.target)
        if target is None and kind not in ("note", "group"):
            kind = "note"
        x, y, width, height = node.box
        place = {"x": x, "y": y, "width": width, "height": height}
        return {"target": kind, "target_id": target, "text": node.text, **place, "color": node.color}
