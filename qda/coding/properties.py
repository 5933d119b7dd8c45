"""Properties of categories, their dimensions between two named poles, and the segments that are evidence for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from qda.coding import codes
from qda.errors import NotFound, QdaError
from qda.i18n import N_, _, ngettext
from qda.names import clean, name_key
from qda.project.project import Project, by_count, now
from qda.store import journal
from qda.store.models import Code, Dimension, Evidence, Property, Segment, Source, Speaker, TextVersion
from qda.store.rows import chunks
from qda.text import line_of


class PropertyNameTaken(QdaError):
    """A category has a property of one name once."""

    hint = N_("Choose another name, or add a dimension to the property that is there.")

    def __init__(self, name: str) -> None:
        super().__init__(_("This category has a property called “{name}” already.").format(name=name))


class PropertyNameMissing(QdaError):
    """A property can't be blank."""

    hint = N_("Say in a word or two what characterises the category.")

    def __init__(self) -> None:
        super().__init__(_("A property needs a name."))


class PoleMissing(QdaError):
    """A dimension lies between two named poles."""

    hint = N_("Name both ends of the range, for example “closed” and “open”.")

    def __init__(self) -> None:
        super().__init__(_("A dimension needs two poles."))


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """A property's range between two named poles."""

    id: int
    property_id: int
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class PropertyRow:
    """A property of a category with its dimensions, in order."""

    id: int
    code_id: int
    name: str
    description: str
    ranges: tuple[DimensionRow, ...] = ()

    @property
    def dimensions(self) -> tuple[tuple[str, str], ...]:
        """The poles of each dimension: low, high."""
        return tuple((row.low, row.high) for row in self.ranges)


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment that is evidence: for which property, on which dimension, and where on it (0 low pole, 1 high pole)."""

    id: int
    property_id: int
    dimension_id: int | None
    segment_id: int
    place: float | None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence with its words and where they stand; `line` counts from 1."""

    id: int
    property_id: int
    dimension_id: int | None
    place: float | None
    segment_id: int
    source_id: int
    source: str
    start: int
    end: int
    quote: str
    speaker: str
    line: int


# --- properties -----------------------------------------------------------------------------------------------------


def add_property(
    project: Project, code_id: int, name: str, *, description: str = "", dimensions: Sequence[tuple[str, str]] = ()
) -> int:
    """Give a category a property, with the poles of its dimensions; gives its id.

    Raises PropertyNameTaken, PropertyNameMissing, PoleMissing, NotFound.
    """
    codes.name_of(project, code_id)
    with project.command("categories.property", N_("Add property “{name}”"), name=clean(name)) as session:
        _refuse_taken(session, code_id, name)
        row = Property(
            code_id=code_id,
            name=clean(name),
            name_key=name_key(name),
            position=_next(session, code_id),
            description=description.strip(),
        )
        session.add(row)
        session.flush()
        for low, high in dimensions:
            add_dimension(project, row.id, low, high)
        return row.id


def rename_property(project: Project, property_id: int, name: str) -> None:
    """Give a property another name. Raises PropertyNameTaken, PropertyNameMissing, NotFound."""
    with project.command("categories.rename_property", N_("Rename property to “{name}”"), name=clean(name)) as session:
        row = _property(session, property_id)
        _refuse_taken(session, row.code_id, name, but=property_id)
        row.name, row.name_key = clean(name), name_key(name)


def describe_property(project: Project, property_id: int, description: str) -> None:
    """Say what a property is about. Raises NotFound."""
    text = N_("Describe property “{name}”")
    with project.command("categories.describe_property", text, name=property_name(project, property_id)) as session:
        _property(session, property_id).description = description.strip()


def move_property(project: Project, property_id: int, *, before: int | None = None) -> None:
    """Put a property in front of another of its category, or at the end. Raises NotFound."""
    text = N_("Move property “{name}”")
    with project.command("categories.move_property", text, name=property_name(project, property_id)) as session:
        code_id = _property(session, property_id).code_id
        query = select(Property.id).where(Property.code_id == code_id).order_by(Property.position, Property.id)
        others = [each for each in session.execute(query).scalars() if each != property_id]
        at = others.index(before) if before in others else len(others)
        order = [*others[:at], property_id, *others[at:]]
        journal.of(session).update_each(Property, {each: {"position": i} for i, each in enumerate(order)})


def delete_property(project: Project, property_id: int) -> None:
    """Delete a property with its dimensions and evidence; the segments stay. Raises NotFound."""
    text = N_("Delete property “{name}”")
    with project.command("categories.delete_property", text, name=property_name(project, property_id)) as session:
        journal.of(session).delete_with_dependents(Property, [property_id])


def property_name(project: Project, property_id: int) -> str:
    """A property's name, for sentences. Raises NotFound."""
    with project.read() as session:
        return _property(session, property_id).name


# --- dimensions -----------------------------------------------------------------------------------------------------


def add_dimension(project: Project, property_id: int, low: str, high: str) -> int:
    """Give a property a range between two poles; gives its id. The first one takes up what evidence there is.

    Raises PoleMissing, NotFound.
    """
    low, high = _poles(low, high)
    with project.command("categories.dimension", N_("Add dimension “{low} – {high}”"), low=low, high=high) as session:
        _property(session, property_id)
        there = list(session.execute(select(Dimension.position).where(Dimension.property_id == property_id)).scalars())
        row = Dimension(property_id=property_id, low=low, high=high, position=max(there, default=-1) + 1)
        session.add(row)
        session.flush()
        if not there:
            journal.of(session).update_where(Evidence, Evidence.property_id == property_id, {"dimension_id": row.id})
        return row.id


def set_poles(project: Project, dimension_id: int, low: str, high: str) -> None:
    """Name the ends of a dimension anew. Raises PoleMissing, NotFound."""
    low, high = _poles(low, high)
    with project.command("categories.poles", N_("Name poles “{low} – {high}”"), low=low, high=high) as session:
        row = _dimension(session, dimension_id)
        row.low, row.high = low, high


def turn_round(project: Project, dimension_id: int) -> None:
    """Let the low pole be the high one; what is placed on the dimension keeps its meaning. Raises NotFound."""
    with project.command("categories.turn_round", N_("Turn a dimension round")) as session:
        row = _dimension(session, dimension_id)
        row.low, row.high = row.high, row.low
        session.flush()
        query = select(Evidence.id, Evidence.place).where(Evidence.dimension_id == dimension_id)
        places = {each: place for each, place in session.execute(query) if place is not None}
        journal.of(session).update_each(Evidence, {each: {"place": 1 - place} for each, place in places.items()})


def delete_dimension(project: Project, dimension_id: int) -> None:
    """Delete a dimension; its evidence stays with the property, unplaced. Raises NotFound."""
    with project.command("categories.delete_dimension", N_("Delete a dimension")) as session:
        property_id = _dimension(session, dimension_id).property_id
        log = journal.of(session)
        here = select(Evidence.segment_id).where(Evidence.property_id == property_id)
        elsewhere = set(session.execute(here.where(Evidence.dimension_id.is_distinct_from(dimension_id))).scalars())
        mine = Evidence.dimension_id == dimension_id
        rows = session.execute(select(Evidence.id, Evidence.segment_id).where(mine)).all()
        log.delete_with_dependents(Evidence, [each for each, segment in rows if segment in elsewhere])
        log.update_where(Evidence, mine, {"dimension_id": None, "place": None})
        log.delete_with_dependents(Dimension, [dimension_id])


# --- evidence -------------------------------------------------------------------------------------------------------


def attach(
    project: Project,
    property_id: int,
    segment_ids: Sequence[int],
    *,
    dimension_id: int | None = None,
    place: float | None = None,
) -> int:
    """Say that segments show a property, on one of its dimensions (its only one unless told); gives how many are new.

    What is evidence for the property without a dimension takes up the dimension. Raises NotFound.
    """
    ids = list(dict.fromkeys(segment_ids))
    one, many = N_("Evidence for “{name}”"), N_("{count} segments as evidence for “{name}”")
    text, name = by_count(len(ids), one, many), property_name(project, property_id)
    with project.command("categories.attach", text, name=name, count=len(ids)) as session:
        _refuse_gone(session, ids)
        dimension_id = dimension_id if dimension_id is not None else _only_dimension(session, property_id)
        query = select(Evidence.segment_id, Evidence.dimension_id, Evidence.id)
        query = query.where(Evidence.property_id == property_id, Evidence.segment_id.in_(ids))
        there = {(segment, dimension): row for segment, dimension, row in session.execute(query)}
        loose = [there[each, None] for each in ids if (each, None) in there and (each, dimension_id) not in there]
        new = [each for each in ids if (each, None) not in there and (each, dimension_id) not in there]
        log = journal.of(session)
        log.update_each(Evidence, {row: {"dimension_id": dimension_id, "place": place} for row in loose})
        values = {"property_id": property_id, "dimension_id": dimension_id, "place": place, "created_at": now()}
        log.insert_many(Evidence, [{**values, "segment_id": each} for each in new])
        return len(new)


def place(project: Project, evidence_id: int, at: float | None) -> None:
    """Say where on its dimension a segment lies (0 low pole, 1 high pole), or that this is open. Raises NotFound."""
    text = N_("Leave the place open on “{low} – {high}”") if at is None else N_("Place at {at} on “{low} – {high}”")
    with project.command("categories.place", text, at=0 if at is None else round(100 * at), low="", high="") as session:
        row = _evidence(session, evidence_id)
        if row.dimension_id is None:
            raise NotFound(_("This evidence is on no dimension."))
        poles = _dimension(session, row.dimension_id)
        project.tell(low=poles.low, high=poles.high)
        row.place = None if at is None else min(1.0, max(0.0, at))


def detach(project: Project, evidence_ids: Sequence[int]) -> None:
    """Let segments be no evidence any longer; they stay as they are."""
    text = by_count(len(evidence_ids), N_("Take evidence off"), N_("Take {count} pieces of evidence off"))
    with project.command("categories.detach", text, count=len(evidence_ids)) as session:
        journal.of(session).delete_with_dependents(Evidence, list(evidence_ids))


# --- reading --------------------------------------------------------------------------------------------------------


def properties(project: Project, code_id: int | None = None) -> list[PropertyRow]:
    """The properties of one category, or of all, each with its dimensions."""
    query = select(Property.id, Property.code_id, Property.name, Property.description)
    query = query.order_by(Property.code_id, Property.position, Property.id)
    dimensions = select(Dimension.id, Dimension.property_id, Dimension.low, Dimension.high)
    if code_id is not None:
        query = query.where(Property.code_id == code_id)
        dimensions = dimensions.join(Property, Property.id == Dimension.property_id).where(Property.code_id == code_id)
    with project.read() as session:
        ranges: dict[int, list[DimensionRow]] = defaultdict(list)
        for row in session.execute(dimensions.order_by(Dimension.position, Dimension.id)):
            ranges[row.property_id].append(DimensionRow(*row))
        return [PropertyRow(*row, tuple(ranges[row.id])) for row in session.execute(query)]


def placed(project: Project, code_id: int | None = None) -> list[Placed]:
    """All evidence for the properties of a category, or of all; segments whose words are gone are left out."""
    query = (
        select(Evidence.id, Evidence.property_id, Evidence.dimension_id, Evidence.segment_id, Evidence.place)
        .join(Segment, Segment.id == Evidence.segment_id)
        .where(~Segment.detached)
        .order_by(Evidence.id)
    )
    if code_id is not None:
        query = query.join(Property, Property.id == Evidence.property_id).where(Property.code_id == code_id)
    with project.read() as session:
        return [Placed(*row) for row in session.execute(query)]


def evidence(project: Project, evidence_ids: Iterable[int]) -> list[EvidenceRow]:
    """These pieces of evidence with their words, in the order of sources and places."""
    with project.read() as session:
        found = []
        for some in chunks(list(evidence_ids)):
            for position, *values, units_sha in session.execute(_rows().where(Evidence.id.in_(some))):
                values.append(line_of(project.texts.units(session, units_sha), values[_START]))
                found.append((position, EvidenceRow(*values)))
    found.sort(key=lambda row: (row[0], row[1].start, row[1].end, row[1].id))
    return [row for _position, row in found]


_START = 7  # of the values of an EvidenceRow


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Source.position,
            Evidence.id,
            Evidence.property_id,
            Evidence.dimension_id,
            Evidence.place,
            Evidence.segment_id,
            Segment.source_id,
            Source.name,
            Segment.start,
            Segment.end,
            Segment.quote,
            func.coalesce(Speaker.label, ""),
            TextVersion.units_sha,
        )
        .join(Segment, Segment.id == Evidence.segment_id)
        .join(Source, Source.id == Segment.source_id)
        .join(TextVersion, TextVersion.id == Segment.version_id)
        .outerjoin(Speaker, Speaker.id == Segment.speaker_id)
        .where(~Segment.detached)
    )


def evidence_words(count: int) -> str:
    """“1 piece of evidence”, “3 pieces of evidence”."""
    return ngettext("{count} piece of evidence", "{count} pieces of evidence", count).format(count=count)


# --- guards ---------------------------------------------------------------------------------------------------------


def _property(session: Session, property_id: int) -> Property:
    row = session.get(Property, property_id)
    if row is None:
        raise NotFound(_("This property is no longer there."))
    return row


def _dimension(session: Session, dimension_id: int) -> Dimension:
    row = session.get(Dimension, dimension_id)
    if row is None:
        raise NotFound(_("This dimension is no longer there."))
    return row


def _evidence(session: Session, evidence_id: int) -> Evidence:
    row = session.get(Evidence, evidence_id)
    if row is None:
        raise NotFound(_("This evidence is no longer there."))
    return row


def _refuse_gone(session: Session, segment_ids: Sequence[int]) -> None:
    query = select(Segment.id).where(Segment.id.in_(segment_ids), ~Segment.detached)
    if len(set(session.execute(query).scalars())) < len(segment_ids):
        raise NotFound(_("A segment is no longer there."))


def _refuse_taken(session: Session, code_id: int, name: str, but: int | None = None) -> None:
    key = name_key(name)
    if not key:
        raise PropertyNameMissing
    query = select(Property.id).where(Property.code_id == code_id, Property.name_key == key)
    found = session.execute(query).scalar()
    if found is not None and found != but:
        raise PropertyNameTaken(clean(name))


def _poles(low: str, high: str) -> tuple[str, str]:
    low, high = clean(low), clean(high)
    if not low or not high:
        raise PoleMissing
    return low, high


def _next(session: Session, code_id: int) -> int:
    query = select(func.coalesce(func.max(Property.position), -1)).where(Property.code_id == code_id)
    return int(session.execute(query).scalar_one()) + 1


def _only_dimension(session: Session, property_id: int) -> int | None:
    ids = list(session.execute(select(Dimension.id).where(Dimension.property_id == property_id)).scalars())
    return ids[0] if len(ids) == 1 else None


def category_of(project: Project, property_id: int) -> tuple[int, str]:
    """The category that has a property: its id and name. Raises NotFound."""
    with project.read() as session:
        row = _property(session, property_id)
        return row.code_id, session.get_one(Code, row.code_id).name
