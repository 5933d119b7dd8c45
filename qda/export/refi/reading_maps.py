"""Links and graphs: relations, evidence, who belongs where, memos on what holds no note, and the maps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import select

from qda.export.refi.guids import derived
from qda.export.refi.known import Known
from qda.export.refi.reading_notes import map_note, relation_note
from qda.export.refi.values import Direction, EdgeValue, GraphValue, LinkValue, VertexValue
from qda.memos.service import first_words
from qda.store.models import (
    Case,
    CategoryMap,
    Code,
    Dimension,
    Evidence,
    MapEdge,
    MapNode,
    Memo,
    MemoLink,
    ParticipantCase,
    Relation,
    RelationType,
    Segment,
)

_SHAPES = {"case": "Person", "memo": "Note", "note": "Note", "group": "Rectangle"}


def links(known: Known) -> Iterator[LinkValue]:
    """Everything that joins two objects."""
    yield from _relations(known)
    yield from _belonging(known)
    yield from _evidence(known)
    yield from _memos(known)


def _direction(symmetric: bool) -> Direction:
    return "Associative" if symmetric else "OneWay"


def _relations(known: Known) -> Iterator[LinkValue]:
    columns = (Relation.id, Relation.from_id, Relation.to_id, Relation.note, RelationType.name, RelationType.symmetric)
    query = select(*columns).join(RelationType, RelationType.id == Relation.type_id).order_by(Relation.id)
    for row_id, one, other, note, name, symmetric in known.session.execute(query):
        if one in known.codes and other in known.codes:
            guid = known.relations[row_id]
            notes = known.notes("relation", row_id, [relation_note(guid)] if note else ())
            yield LinkValue(guid, name, known.codes[one], known.codes[other], _direction(symmetric), notes)


def _belonging(known: Known) -> Iterator[LinkValue]:
    columns = (ParticipantCase.guid, ParticipantCase.participant_id, ParticipantCase.case_id)
    for guid, who, case in known.session.execute(select(*columns).order_by(ParticipantCase.id)):
        own = known.guids.free("belongs", guid)
        yield LinkValue(own, "belongs to", known.participants[who], known.cases[case])


def _evidence(known: Known) -> Iterator[LinkValue]:
    query = (
        select(
            *(Evidence.guid, Evidence.property_id, Evidence.place, Evidence.dimension_id),
            *(Dimension.low, Dimension.high, Segment.guid),
        )
        .join(Segment, Segment.id == Evidence.segment_id)
        .outerjoin(Dimension, Dimension.id == Evidence.dimension_id)
        .order_by(Evidence.id)
    )
    for guid, owner, place, dimension, low, high, segment in known.session.execute(query):
        words = ["shows"]
        words += [repr(place)] if place is not None else []
        words += [f"from {low} to {high}"] if dimension is not None else []
        own = known.guids.free("evidence", guid)
        yield LinkValue(own, " ".join(words), known.segment(segment), known.properties[owner])


def _memos(known: Known) -> Iterator[LinkValue]:
    """Memos on what can hold no note: cases of all kinds, and maps."""
    held = {"unit": known.units, "case": known.cases, "participant": known.participants, "category_map": known.maps}
    columns = (MemoLink.memo_id, MemoLink.target, MemoLink.target_id)
    query = select(*columns).where(MemoLink.target.in_(held)).order_by(MemoLink.id)
    for memo_id, target, target_id in known.session.execute(query):
        memo, on = known.memos[memo_id], held[target][target_id]
        # Where a note can hang there is no link, so the guid of our row would not come back.
        yield LinkValue(derived("memo link", memo, on), "memo", memo, on)
    told = select(CategoryMap.id).where(CategoryMap.description != "").order_by(CategoryMap.id)
    for map_id in known.session.execute(told).scalars():
        drawn = known.maps[map_id]
        yield LinkValue(derived("map note link", drawn), "description", map_note(drawn), drawn)


# --- graphs -----------------------------------------------------------------------------------------------------


def graphs(known: Known) -> Iterator[GraphValue]:
    """The maps, boxes where the hand or a layout put them."""
    maps = known.session.execute(select(CategoryMap.id, CategoryMap.name).order_by(CategoryMap.id)).all()
    if not maps:
        return
    nodes = {
        row_id: known.guids.free("vertex", guid)
        for row_id, guid in known.session.execute(select(MapNode.id, MapNode.guid).order_by(MapNode.id))
    }
    vertices, edges = _vertices(known, nodes), _edges(known, nodes)
    for map_id, name in maps:
        yield GraphValue(known.maps[map_id], name, tuple(vertices[map_id]), tuple(edges[map_id]))


def _vertices(known: Known, nodes: dict[int, str]) -> defaultdict[int, list[VertexValue]]:
    found: defaultdict[int, list[VertexValue]] = defaultdict(list)
    faces = _faces(known)
    for node in known.session.execute(select(MapNode).order_by(MapNode.id)).scalars():
        guid, name, color = faces.get((node.target, node.target_id or 0), (None, node.text, ""))
        box = (node.x, node.y, node.x + node.width, node.y + node.height)
        left, top, right, bottom = (round(corner) for corner in box)
        shape = _SHAPES.get(node.target, "RoundedRectangle")
        vertex = VertexValue(nodes[node.id], name, guid, (left, top, right, bottom), shape, node.color or color)
        found[node.map_id].append(vertex)
    return found


def _faces(known: Known) -> dict[tuple[str, int], tuple[str | None, str, str]]:
    """What a box may stand for: its guid, name and colour."""
    faces: dict[tuple[str, int], tuple[str | None, str, str]] = {}
    for row_id, name, color in known.session.execute(select(Code.id, Code.name, Code.color)):
        faces["code", row_id] = known.codes.get(row_id), name, color
    for row_id, title, text in known.session.execute(select(Memo.id, Memo.title, Memo.text)):
        faces["memo", row_id] = known.memos[row_id], title or first_words(text), ""
    for row_id, name in known.session.execute(select(Case.id, Case.name)):
        faces["case", row_id] = known.cases[row_id], name, ""
    return faces


def _edges(known: Known, nodes: dict[int, str]) -> defaultdict[int, list[EdgeValue]]:
    found: defaultdict[int, list[EdgeValue]] = defaultdict(list)
    query = (
        select(
            *(MapEdge.guid, MapEdge.map_id, MapEdge.from_id, MapEdge.to_id, MapEdge.relation_id, MapEdge.label),
            *(RelationType.name, RelationType.symmetric),
        )
        .outerjoin(Relation, Relation.id == MapEdge.relation_id)
        .outerjoin(RelationType, RelationType.id == Relation.type_id)
        .order_by(MapEdge.id)
    )
    for guid, map_id, one, other, relation, label, kind, symmetric in known.session.execute(query):
        found[map_id].append(
            EdgeValue(
                known.guids.free("edge", guid),
                kind or label,
                known.relations[relation] if relation else None,
                nodes[one],
                nodes[other],
                _direction(bool(symmetric)),
                "solid" if relation else "dotted",
            )
        )
    return found
