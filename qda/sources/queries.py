"""Reading sources: the list, one text with its structure, the speakers."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from qda.errors import NotFound
from qda.i18n import _
from qda.names import name_key
from qda.project.project import Project
from qda.store.models import Case, Content, Participant, Passage, Source, SourceParticipant, Speaker, TextVersion, Unit
from qda.text import Mark


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source in the list; `unit` is its own or its case's."""

    id: int
    name: str
    kind: str
    perspective: str
    date: str | None
    unit_id: int | None
    unit: str
    case_id: int | None
    case: str
    participants: tuple[str, ...]
    words: int
    lines: int
    coded: bool
    sha256: str
    description: str


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker label of a source and whom it stands for."""

    id: int
    label: str
    interviewer: bool
    participant_id: int | None


@dataclass(frozen=True, slots=True)
class SourceText:
    """One source opened: its current text, structure, line units (starts in code points) and passages."""

    id: int
    version_id: int
    name: str
    text: str
    marks: tuple[Mark, ...]
    unit_kind: str
    unit_starts: array[int]
    interviewers: frozenset[str]
    passages: tuple[tuple[int, int, int], ...]


def rows(project: Project) -> list[SourceRow]:
    """All sources in order."""
    query = (
        select(Source, TextVersion.words, TextVersion.unit_count, Case.name, Unit.id, Unit.name)
        .join(TextVersion, TextVersion.id == Source.version_id)
        .outerjoin(Case, Case.id == Source.case_id)
        .outerjoin(Unit, (Unit.id == Source.unit_id) | (Unit.id == Case.unit_id))
        .order_by(Source.position, Source.id)
    )
    with project.read() as session:
        people = _participants(session)
        return [
            SourceRow(
                source.id,
                source.name,
                source.kind,
                source.perspective,
                source.date,
                unit_id,
                unit or "",
                source.case_id,
                case or "",
                tuple(people[source.id]),
                words,
                lines,
                source.coded,
                source.original_sha,
                source.description,
            )
            for source, words, lines, case, unit_id, unit in session.execute(query)
        ]


def brief(project: Project, source_ids: Sequence[int]) -> list[tuple[str, int]]:
    """Name and number of words of these sources, in their order."""
    query = (
        select(Source.id, Source.name, TextVersion.words)
        .join(TextVersion, TextVersion.id == Source.version_id)
        .where(Source.id.in_(source_ids))
    )
    with project.read() as session:
        found = {row_id: (name, words) for row_id, name, words in session.execute(query)}
    return [found[row_id] for row_id in source_ids]


def _participants(session: Session) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    query = select(SourceParticipant.source_id, Participant.name).join(
        Participant, Participant.id == SourceParticipant.participant_id
    )
    for source_id, name in session.execute(query.order_by(Participant.position)):
        names[source_id].append(name)
    return names


def find(project: Project, name: str) -> int:
    """The id of the source of this name. Raises NotFound with names that come near."""
    with project.read() as session:
        found = session.execute(select(Source.id).where(Source.name_key == name_key(name))).scalar()
        if found is not None:
            return found
        known = list(session.execute(select(Source.name).order_by(Source.position)).scalars())
    raise NotFound(_("There is no source called “{name}”.").format(name=name), tuple(get_close_matches(name, known)))


def opened(project: Project, source_id: int) -> SourceText:
    """A source's current text with all that the coding view shows beside codings."""
    with project.read() as session:
        source = session.get_one(Source, source_id)
        version = session.get_one(TextVersion, source.version_id)
        asking = select(Speaker.label).where(Speaker.source_id == source_id, Speaker.interviewer)
        passages = select(Passage.start, Passage.end, Passage.case_id).where(Passage.version_id == version.id)
        return SourceText(
            source_id,
            version.id,
            source.name,
            project.texts.text(session, version.text_sha),
            project.texts.marks(session, version.marks_sha),
            version.unit_kind,
            project.texts.units(session, version.units_sha),
            frozenset(session.execute(asking).scalars()),
            tuple((start, end, case) for start, end, case in session.execute(passages)),
        )


def speakers(project: Project, source_id: int) -> list[SpeakerRow]:
    """The speaker labels of a source, in the order they were found."""
    query = select(Speaker).where(Speaker.source_id == source_id).order_by(Speaker.id)
    with project.read() as session:
        return [SpeakerRow(s.id, s.label, s.interviewer, s.participant_id) for s in session.execute(query).scalars()]


def labels(project: Project) -> dict[int, list[str]]:
    """As whom each participant speaks, by id: the labels of transcripts, each once."""
    query = select(Speaker.participant_id, Speaker.label).where(Speaker.participant_id.is_not(None))
    found: dict[int, dict[str, None]] = defaultdict(dict)
    with project.read() as session:
        for person, label in session.execute(query.order_by(Speaker.id)):
            if person is not None:
                found[person][label] = None
    return {person: list(held) for person, held in found.items()}


def with_original(project: Project, sha256: str) -> list[str]:
    """Names of sources that came from the same bytes."""
    with project.read() as session:
        return list(session.execute(_WITH_ORIGINAL, {"sha": sha256}).scalars())


# Asked of every file of an import, and so put together once.
_WITH_ORIGINAL = select(Source.name).where(Source.original_sha == bindparam("sha"))


def original(project: Project, source_id: int) -> tuple[str, bytes] | None:
    """The file a source came from: its name and its bytes; None where they were left out."""
    query = select(Source.original_name, Content.data).join(Content, Content.sha256 == Source.original_sha)
    with project.read() as session:
        found = session.execute(query.where(Source.id == source_id)).first()
        return None if found is None or found[1] is None else (found[0], found[1])
