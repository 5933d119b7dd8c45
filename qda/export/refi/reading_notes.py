"""Notes: the memos, and what the standard has no place for but in a note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from qda.export.refi.guids import derived
from qda.export.refi.headed import told
from qda.export.refi.known import Known, in_its_text
from qda.export.refi.values import CodingValue, NoteValue, SelectionValue
from qda.i18n import _
from qda.memos.service import first_words
from qda.store.models import (
    CategoryMap,
    Code,
    Coding,
    Dimension,
    Memo,
    Property,
    Relation,
    RelationType,
    Segment,
    Source,
)


def described(code: Code) -> str:
    """What a code says and when it applies, in one description."""
    return told(
        code.definition,
        [
            ("Include when:", code.include_when),
            ("Exclude when:", code.exclude_when),
            ("Example:", code.example),
        ],
    )


def notes(known: Known) -> Iterator[NoteValue]:
    """All notes of a project, the memos first."""
    yield from _memos(known)
    yield from _properties(known)
    yield from _first_codes(known)
    yield from _detached(known)
    yield from _on_relations(known)
    yield from _on_maps(known)


def _memos(known: Known) -> Iterator[NoteValue]:
    columns = (Memo.id, Memo.title, Memo.text, Memo.coder_id, Memo.created_at, Memo.modified_at)
    for memo_id, title, text, coder, at, changed in known.session.execute(select(*columns).order_by(Memo.id)):
        yield NoteValue(
            known.memos[memo_id],
            title or first_words(text),
            text,
            user=known.coders.get(coder),
            at=at,
            changed=changed,
            notes=known.notes("memo", memo_id),
        )


def _properties(known: Known) -> Iterator[NoteValue]:
    ranges: defaultdict[int, list[str]] = defaultdict(list)
    query = select(Dimension.property_id, Dimension.low, Dimension.high).order_by(Dimension.position, Dimension.id)
    for owner, low, high in known.session.execute(query):
        ranges[owner].append(f"{low} … {high}")
    columns = (Property.id, Property.code_id, Property.name, Property.description)
    for row_id, code, name, description in known.session.execute(select(*columns).order_by(Property.id)):
        rest = [("Of the category:", known.code_names[code]), ("Dimensions:", "\n".join(ranges[row_id]))]
        yield NoteValue(known.properties[row_id], name, told(description, rest), notes=known.notes("property", row_id))


def _first_codes(known: Known) -> Iterator[NoteValue]:
    if not known.firsts:
        return
    for code in known.session.execute(select(Code).order_by(Code.id)).scalars():
        guid = known.firsts.get(code.id)
        if guid is not None:
            into = known.code_names.get(code.merged_into_id or 0, "")
            hung = known.notes("code", code.id) if code.retired else ()
            text = told(described(code), [("Level:", code.level), ("Merged into:", into)])
            yield NoteValue(guid, code.name, text, notes=hung)


# --- segments whose words are gone ------------------------------------------------------------------------------


def codings_of(known: Known, where: Any) -> dict[int, list[CodingValue]]:
    """The codings of segments, by segment."""
    found: defaultdict[int, list[CodingValue]] = defaultdict(list)
    query = (
        select(
            *(Coding.segment_id, Coding.guid, Coding.code_id, Coding.first_code_id),
            *(Coding.coder_id, Coding.created_at),
        )
        .join(Segment, Segment.id == Coding.segment_id)
        .where(where)
        .order_by(Coding.id)
    )
    for segment, guid, code, first, coder, at in known.session.execute(query):
        if code in known.codes:
            own = known.guids.free("coding", guid)
            made = CodingValue(own, known.codes[code], known.coders.get(coder), at, known.first(code, first))
            found[segment].append(made)
    return found


def detached_notes(known: Known) -> defaultdict[int, list[str]]:
    """By source: the notes that hold segments whose words are gone from its text."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    query = select(Segment.source_id, Segment.guid).join(Source, Source.id == Segment.source_id).where(~in_its_text())
    for source, guid in known.session.execute(query.order_by(Segment.id)):
        found[source].append(_note_guid(guid))
    return found


def _note_guid(segment: str) -> str:
    return derived("detached", segment)


def _detached(known: Known) -> Iterator[NoteValue]:
    query = (
        select(Segment.id, Segment.guid, Segment.quote, Source.name)
        .join(Source, Source.id == Segment.source_id)
        .where(~in_its_text())
        .order_by(Segment.id)
    )
    rows = known.session.execute(query).all()
    if not rows:
        return
    gone = select(Segment.id).join(Source, Source.id == Segment.source_id).where(~in_its_text())
    codings = codings_of(known, Segment.id.in_(gone))
    for segment_id, guid, quote, source in rows:
        hung = known.notes("segment", segment_id)
        held = SelectionValue(known.segment(guid), 0, len(quote), quote, tuple(codings.get(segment_id, ())), hung)
        name = _("Words gone from “{source}”").format(source=source)
        yield NoteValue(_note_guid(guid), name, quote, selections=(held,))


# --- relations and maps -----------------------------------------------------------------------------------------


def relation_note(guid: str) -> str:
    """The guid of the note that holds what was written on a relation."""
    return derived("relation note", guid)


def map_note(guid: str) -> str:
    """The guid of the note that holds the description of a map."""
    return derived("map note", guid)


def _on_relations(known: Known) -> Iterator[NoteValue]:
    columns = (Relation.id, Relation.from_id, Relation.to_id, Relation.note, RelationType.name)
    query = select(*columns).join(RelationType, RelationType.id == Relation.type_id).where(Relation.note != "")
    for row_id, one, other, text, kind in known.session.execute(query.order_by(Relation.id)):
        if one in known.codes and other in known.codes:
            name = f"{known.code_names[one]} – {kind} – {known.code_names[other]}"
            yield NoteValue(relation_note(known.relations[row_id]), name, text)


def _on_maps(known: Known) -> Iterator[NoteValue]:
    columns = (CategoryMap.id, CategoryMap.name, CategoryMap.description)
    query = select(*columns).where(CategoryMap.description != "").order_by(CategoryMap.id)
    for row_id, name, text in known.session.execute(query):
        yield NoteValue(map_note(known.maps[row_id]), name, text)
