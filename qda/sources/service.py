"""Sources: adding them, where they hang, who speaks in them, and what they are called."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.names import clean, free_name, name_key
from qda.project.project import Project, now
from qda.project.texts import keep_all, keep_bytes, keep_units
from qda.sources.transcripts import guess_interviewer
from qda.store import journal
from qda.store.models import Participant, Passage, PassedLine, Segment, Source, SourceParticipant, Speaker, TextVersion
from qda.text import UNIT_ALGORITHM, Mark, Span, UnitKind, count_words, turns, unit_starts

KINDS = ("interview", "field note", "case record", "document", "diary", "literature", "other")
NOBODY = 0
"""Stands for no participant where None is the interviewer."""


class SourceNameTaken(QdaError):
    """Names of sources are unique in the study."""

    hint = N_("Choose another name.")

    def __init__(self, name: str) -> None:
        super().__init__(_("There is already a source called “{name}”.").format(name=name))


class SourceHasCodings(QdaError):
    """Line units are frozen once reports can cite them."""

    hint = N_("Line numbers never move once a source has been coded or a line passed over. Import the text again.")

    def __init__(self, name: str) -> None:
        super().__init__(_("The lines of “{name}” can't be renumbered.").format(name=name))


class NoSuchDate(QdaError):
    """A date must be one."""

    hint = N_("Write it as 2010-07-07, or as 2010-07 when the day is not known.")

    def __init__(self, words: str) -> None:
        super().__init__(_("“{text}” is no date.").format(text=words))


@dataclass(frozen=True, slots=True)
class NewSource:
    """A text ready to be added; `original` are the bytes of the file it came from, None to leave them out."""

    name: str
    text: str
    marks: tuple[Mark, ...] = ()
    kind: str = ""
    perspective: str = ""
    date: str | None = None
    unit_id: int | None = None
    case_id: int | None = None
    participant_ids: tuple[int, ...] = ()
    speakers: Mapping[str, int | None] = field(default_factory=dict)  # label -> participant, None: interviewer, NOBODY
    line_units: UnitKind = "80"
    description: str = ""
    original_name: str = ""
    original_sha: str = ""
    original: bytes | None = None
    encoding: str = ""


def cut(text: str, marks: Sequence[Mark], kind: UnitKind) -> array[int]:
    """Where the line units of a text start."""
    spoken = turns(marks, len(text)) if kind == "turn" else []
    return unit_starts(text, kind, [turn.start for turn in spoken], [turn.end for turn in spoken])


@dataclass(frozen=True, slots=True)
class Measured:
    """Where the line units of a text start, and how many words it has."""

    starts: array[int]
    words: int


def measure(text: str, marks: Sequence[Mark], kind: UnitKind) -> Measured:
    """Cut a text into units and count its words, which for a long one takes most of a second."""
    return Measured(cut(text, marks, kind), count_words(text))


def add(project: Project, new: NewSource, measured: Measured | None = None) -> int:
    """Add a source with its text; a taken name gets “ (2)”. Gives the source's id.

    Inside a command give what was `measured` before it, so that nobody waits for that.
    """
    known = measured or measure(new.text, new.marks, new.line_units)
    with project.command("sources.import", N_("Import “{name}”"), name=new.name) as session:
        wanted = clean(new.name) or _("Untitled")
        name = free_name(wanted, _taken(session, wanted))
        if new.original is not None:
            keep_bytes(session, "original", new.original)
        # By Core: with two hundred files, mapped objects would take as long as all the rest of writing them.
        log = journal.of(session)
        version_id = log.next_id(TextVersion)
        source_id = log.insert(Source, {**_row(session, name, new), "version_id": version_id})
        version = _first_version(session, source_id, new, known)
        log.insert(TextVersion, {"id": version_id, **version})
        people = dict.fromkeys(new.participant_ids)
        log.insert_many(SourceParticipant, [{"source_id": source_id, "participant_id": each} for each in people])
        log.insert_many(Speaker, _speakers(source_id, new))
        return source_id


def _row(session: Session, name: str, new: NewSource) -> dict[str, Any]:
    last = session.execute(select(func.coalesce(func.max(Source.position), -1))).scalar_one()
    return {
        "name": name,
        "name_key": name_key(name),
        "kind": new.kind,
        "perspective": new.perspective,
        "date": new.date,
        "unit_id": None if new.case_id is not None else new.unit_id,
        "case_id": new.case_id,
        "position": int(last) + 1,
        "description": new.description,
        "original_name": new.original_name,
        "original_sha": new.original_sha,
        "original_kept": new.original is not None,
        "encoding": new.encoding,
        "imported_at": now(),
    }


def _first_version(session: Session, source_id: int, new: NewSource, known: Measured) -> dict[str, Any]:
    text_sha, marks_sha, units_sha = keep_all(session, new.text, new.marks, known.starts)
    return {
        "source_id": source_id,
        "number": 1,
        "text_sha": text_sha,
        "marks_sha": marks_sha,
        "unit_kind": new.line_units,
        "unit_algorithm": UNIT_ALGORITHM,
        "units_sha": units_sha,
        "unit_count": len(known.starts),
        "length": len(new.text),
        "words": known.words,
        "created_at": now(),
    }


def _speakers(source_id: int, new: NewSource) -> list[dict[str, Any]]:
    labels = dict.fromkeys(mark.value for mark in new.marks if mark.kind == "speaker")
    interviewers = {name_key(label) for label in guess_interviewer(list(labels))}
    known = {name_key(label): person for label, person in new.speakers.items()}
    found: dict[str, dict[str, Any]] = {}
    for label in labels:
        key = name_key(label)
        said = key in known
        asks = known[key] is None if said else key in interviewers
        found.setdefault(
            key,
            {
                "source_id": source_id,
                "label": label,
                "label_key": key,
                "interviewer": asks,
                "participant_id": known[key] or None if said else None,
            },
        )
    return list(found.values())


def _taken(session: Session, name: str) -> set[str]:
    """The keys that begin as the name does: no others can be in its way."""
    same = Source.name_key.startswith(name_key(name), autoescape=True)
    return set(session.execute(select(Source.name_key).where(same)).scalars())


# --- where a source hangs, and what it is ----------------------------------------------------------


def rename(project: Project, source_id: int, name: str) -> None:
    """Give a source another name. Raises SourceNameTaken."""
    with project.command("sources.rename", N_("Rename source to “{name}”"), name=clean(name)) as session:
        key = name_key(name)
        taken = session.execute(select(Source.id).where(Source.name_key == key, Source.id != source_id)).first()
        if taken or not key:
            raise SourceNameTaken(clean(name))
        row = session.get_one(Source, source_id)
        row.name, row.name_key = clean(name), key


def move(
    project: Project, source_ids: Sequence[int], *, unit_id: int | None = None, case_id: int | None = None
) -> None:
    """Give sources another home: a case, or a unit directly, or none."""
    home = {"case_id": case_id, "unit_id": None if case_id is not None else unit_id}
    _set(project, source_ids, home, "sources.move", N_("Move {what}"))


def describe(project: Project, source_ids: Sequence[int], **values: str | None) -> None:
    """Set kind, perspective, date or description of sources, one act for all."""
    unknown = values.keys() - {"kind", "perspective", "date", "description"}
    if unknown:
        raise TypeError(f"not told by describe: {sorted(unknown)}")
    _set(project, source_ids, dict(values), "sources.describe", N_("Describe {what}"))


def mark_coded(project: Project, source_id: int, coded: bool) -> None:
    """Say that a source is coded to the end, or that it is not; curves count over coded sources only."""
    text = N_("Mark {what} as coded") if coded else N_("Mark {what} as not coded to the end")
    _set(project, [source_id], {"coded": coded}, "sources.coded", text)


def place(project: Project, source_id: int, day: str | None) -> None:
    """Say where a source without a date stands in the order of collection: an ISO date, or None. Raises NoSuchDate."""
    text = N_("Place {what} in the order of collection") if day else N_("Take {what} out of the order of collection")
    _set(project, [source_id], {"placed_on": iso_date(day) if day else None}, "sources.place", text)


def iso_date(words: str) -> str:
    """A date as it is stored: 2010-07-07, or 2010-07 or 2010 where no more is known. Raises NoSuchDate."""
    for form, length in (("%Y-%m-%d", 10), ("%Y-%m", 7), ("%Y", 4)):
        if len(words.strip()) == length:
            try:
                return datetime.strptime(words.strip(), form).replace(tzinfo=UTC).strftime(form)
            except ValueError:
                break
    raise NoSuchDate(words)


def _set(project: Project, source_ids: Sequence[int], values: dict[str, Any], key: str, text: str) -> None:
    with project.read() as session:
        names = list(session.execute(select(Source.name).where(Source.id.in_(source_ids))).scalars())
    what = f"“{names[0]}”" if len(names) == 1 else _("{count} sources").format(count=len(names))
    with project.command(key, text, what=what) as session:
        journal.of(session).update_where(Source, Source.id.in_(source_ids), values)


def reorder(project: Project, source_ids: Sequence[int]) -> None:
    """Put these sources in this order, in the places they hold together."""
    with project.command("sources.reorder", N_("Change the order of sources")) as session:
        held = session.execute(select(Source.position).where(Source.id.in_(source_ids)).order_by(Source.position))
        places = list(held.scalars())
        rows = {row_id: {"position": place} for row_id, place in zip(source_ids, places, strict=True)}
        journal.of(session).update_each(Source, rows)


def delete(project: Project, source_id: int) -> None:
    """Delete a source with its segments, codings and lines; undo brings all of it back."""
    with project.read() as session:
        name = session.get_one(Source, source_id).name
    with project.command("sources.delete", N_("Delete source “{name}”"), name=name) as session:
        journal.of(session).delete_with_dependents(Source, [source_id])


def set_line_units(project: Project, source_id: int, kind: UnitKind) -> None:
    """Cut a text into other line units, before anything cites them. Raises SourceHasCodings."""
    text = N_("Number lines of 80 characters") if kind == "80" else N_("Number lines by {kind}")
    with project.command("sources.units", text, kind=kind) as session:
        source = session.get_one(Source, source_id)
        for table in (Segment, PassedLine):
            if session.execute(select(table.id).where(table.source_id == source_id)).first():
                raise SourceHasCodings(source.name)
        version = session.get_one(TextVersion, source.version_id)
        text = project.texts.text(session, version.text_sha)
        marks = project.texts.marks(session, version.marks_sha)
        starts = cut(text, marks, kind)
        version.unit_kind, version.unit_algorithm = kind, UNIT_ALGORITHM
        version.units_sha, version.unit_count = keep_units(session, starts), len(starts)


# --- who speaks, and of whom ---------------------------------------------------------------------------


def set_participants(project: Project, source_id: int, participant_ids: Sequence[int]) -> None:
    """Say who speaks or is written about in a source."""
    with project.read() as session:
        name = session.get_one(Source, source_id).name
    with project.command("sources.participants", N_("Set the participants of “{name}”"), name=name) as session:
        links = session.execute(select(SourceParticipant).where(SourceParticipant.source_id == source_id)).scalars()
        present = {link.participant_id: link for link in links}
        for gone in present.keys() - set(participant_ids):
            session.delete(present[gone])
        for new in sorted(set(participant_ids) - present.keys()):
            session.add(SourceParticipant(source_id=source_id, participant_id=new))


def assign_speaker(
    project: Project, source_id: int, label: str, *, participant_id: int | None = None, interviewer: bool = False
) -> None:
    """Say whom a speaker label stands for: a participant, the interviewer, or nobody known."""
    with project.command("sources.speaker", N_("Assign speaker “{label}”"), label=label) as session:
        query = select(Speaker).where(Speaker.source_id == source_id, Speaker.label_key == name_key(label))
        speaker = session.execute(query).scalar()
        if speaker is None:
            raise NotFound(_("No speaker in this source is called “{label}”.").format(label=label))
        speaker.participant_id = None if interviewer else participant_id
        speaker.interviewer = interviewer
        if participant_id is not None and not interviewer:
            _let_take_part(session, source_id, participant_id)


def _let_take_part(session: Session, source_id: int, participant_id: int) -> None:
    link = (SourceParticipant.source_id == source_id, SourceParticipant.participant_id == participant_id)
    if session.execute(select(SourceParticipant.id).where(*link)).first() is None:
        session.get_one(Participant, participant_id)
        session.add(SourceParticipant(source_id=source_id, participant_id=participant_id))


def assign_passage(project: Project, source_id: int, span: Span, case_ids: Sequence[int]) -> None:
    """Say that a passage speaks of other cases; no cases takes the assignment off."""
    with project.command("sources.passage", N_("Assign a passage to cases")) as session:
        source = session.get_one(Source, source_id)
        here = (Passage.version_id == source.version_id, Passage.start == span.start, Passage.end == span.end)
        present = {row.case_id: row for row in session.execute(select(Passage).where(*here)).scalars()}
        for gone in present.keys() - set(case_ids):
            session.delete(present[gone])
        for new in sorted(set(case_ids) - present.keys()):
            session.add(
                Passage(source_id=source_id, version_id=source.version_id, start=span.start, end=span.end, case_id=new)
            )
