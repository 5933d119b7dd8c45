"""A project as plain values in the words of the standard; what is long is read while it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda import __version__
from qda.export.refi import reading_cases, reading_maps, reading_notes, reading_sets
from qda.export.refi.codebook import nested
from qda.export.refi.headed import told
from qda.export.refi.known import ROOT, Known, in_its_text
from qda.export.refi.positions import LAYOUTS, Layout
from qda.export.refi.reading_notes import codings_of
from qda.export.refi.values import CodeValue, Held, SelectionValue, SetValue, SourceValue, StudyValue, UserValue
from qda.store.models import (
    AuditCommand,
    Code,
    Coder,
    Content,
    Passage,
    Property,
    ResearchQuestion,
    Segment,
    Source,
    Study,
    TextVersion,
)

ORIGIN = f"Gerund {__version__}"


def origin(layout: Layout) -> str:
    """Who wrote a file, and for whom, which tells a reader how places are counted."""
    return ORIGIN if layout is LAYOUTS[0] else f"{ORIGIN} for {layout.name}"


def study(session: Session, known: Known, layout: Layout = LAYOUTS[0]) -> StudyValue:
    """Everything that the standard can hold. Its iterables read from the session: they must be used while it lives."""
    row = session.get_one(Study, 1)
    questions = session.execute(select(ResearchQuestion.text).order_by(ResearchQuestion.position, ResearchQuestion.id))
    asked = "\n".join(" ".join(question.split()) for question in questions.scalars())
    began = select(AuditCommand.coder_id).where(AuditCommand.coder_id.is_not(None)).order_by(AuditCommand.id).limit(1)
    variables, values = reading_cases.variables(known)
    tree = codes(known)
    return StudyValue(
        name=row.title,
        origin=origin(layout),
        description=told(row.description, [("Context:", row.context), ("Research questions:", asked)]),
        user=known.coders.get(session.execute(began).scalar() or 0),
        at=row.created_at,
        changed=session.execute(select(func.max(AuditCommand.at))).scalar(),
        users=_users(known),
        codes=tree,
        variables=variables,
        cases=reading_cases.cases(known, values),
        sources=sources(known, values),
        own_notes=reading_notes.notes(known),
        links=reading_maps.links(known),
        sets=(*reading_sets.of_codes(known, tree), *reading_sets.of_notes(known)),
        graphs=reading_maps.graphs(known),
        notes=known.notes("study", 1),
    )


def code_book(known: Known) -> tuple[tuple[CodeValue, ...], tuple[SetValue, ...]]:
    """The codes and the sets of codes, for a .qdc."""
    tree = codes(known)
    return tree, tuple(reading_sets.of_codes(known, tree))


def _users(known: Known) -> tuple[UserValue, ...]:
    rows = known.session.execute(select(Coder.id, Coder.name).order_by(Coder.id))
    return tuple(UserValue(known.coders[coder_id], name) for coder_id, name in rows)


def codes(known: Known) -> tuple[CodeValue, ...]:
    """The code tree from the top down, each code followed by what lives under it, siblings in their order."""
    properties: defaultdict[int, list[str]] = defaultdict(list)
    owned = select(Property.id, Property.code_id).order_by(Property.position, Property.id)
    for property_id, code_id in known.session.execute(owned):
        properties[code_id].append(known.properties[property_id])
    query = select(Code).where(~Code.retired, Code.id != ROOT).order_by(Code.position, Code.id)
    found = [
        CodeValue(
            guid=known.codes[code.id],
            parent=known.codes.get(code.parent_id or 0),
            name=code.name,
            color=code.color,
            description=reading_notes.described(code),
            notes=known.notes("code", code.id, properties[code.id]),
        )
        for code in known.session.execute(query).scalars()
    ]
    return tuple(code for code in nested(found) if code is not None)


# --- sources --------------------------------------------------------------------------------------------------


def sources(known: Known, values: dict[tuple[str, int], tuple[Held, ...]]) -> Iterator[SourceValue]:
    """The sources in their order, each with its segments read when it is its turn."""
    gone = reading_notes.detached_notes(known)
    query = (
        select(Source.id, Source.name, Source.description, Source.imported_at, TextVersion.id, TextVersion.text_sha)
        .join(TextVersion, TextVersion.id == Source.version_id)
        .order_by(Source.position, Source.id)
    )
    for source_id, name, description, at, version, sha in known.session.execute(query).all():
        text = partial(text_of, known.session, sha)
        yield SourceValue(
            guid=known.sources[source_id],
            name=name,
            text=text,
            selections=_selections(known, source_id, version, sha),
            description=description,
            at=at,
            notes=known.notes("source", source_id, gone[source_id]),
            values=values.get(("source", source_id), ()),
        )


def text_of(session: Session, sha: str) -> str:
    """A stored text; not kept, because each is read once or twice."""
    return session.execute(select(Content.text).where(Content.sha256 == sha)).scalar_one() or ""


def _selections(known: Known, source_id: int, version: int, sha: str) -> Iterator[SelectionValue]:
    query = (
        select(Segment.id, Segment.guid, Segment.start, Segment.end, Segment.quote)
        .join(Source, Source.id == Segment.source_id)
        .where(Segment.source_id == source_id, in_its_text())
        .order_by(Segment.start, Segment.end, Segment.id)
    )
    codings = codings_of(known, Segment.source_id == source_id)
    for segment_id, guid, start, end, quote in known.session.execute(query):
        notes = known.notes("segment", segment_id)
        yield SelectionValue(known.segment(guid), start, end, quote, tuple(codings.get(segment_id, ())), notes)
    passages = known.session.execute(
        select(Passage.guid, Passage.start, Passage.end).where(Passage.version_id == version).order_by(Passage.id)
    ).all()
    text = text_of(known.session, sha) if passages else ""
    for guid, start, end in passages:
        yield SelectionValue(known.guids.free("passage", guid), start, end, text[start:end])
