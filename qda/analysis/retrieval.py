"""What every count rests on: each coding with its segment, source, participants, cases and units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.coding import tree
from qda.coding.codes import ROOT
from qda.project.project import Project
from qda.store.models import (
    Case,
    Code,
    Coding,
    ParticipantCase,
    Passage,
    Segment,
    Source,
    SourceParticipant,
    Speaker,
)
from qda.store.rows import bare


@dataclass(frozen=True, slots=True)
class Fact:
    """One coding and all it counts for. `participants` is empty where the interviewer speaks."""

    coding: int
    segment: int
    code: int
    first_code: int
    coder: int
    source: int
    participants: frozenset[int]
    cases: frozenset[int]
    units: frozenset[int]


@dataclass(slots=True)
class Counts:
    """Distinct things that codings stand in; never summed from parts."""

    codings: set[int] = field(default_factory=set)
    segments: set[int] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)
    participants: set[int] = field(default_factory=set)
    cases: set[int] = field(default_factory=set)
    units: set[int] = field(default_factory=set)

    def take(self, fact: Fact) -> None:
        """Count one coding in."""
        self.codings.add(fact.coding)
        self.segments.add(fact.segment)
        self.sources.add(fact.source)
        self.participants |= fact.participants
        self.cases |= fact.cases
        self.units |= fact.units


def count(facts: Iterable[Fact]) -> dict[int, Counts]:
    """The own counts of each code."""
    counts: dict[int, Counts] = defaultdict(Counts)
    for fact in facts:
        counts[fact.code].take(fact)
    return counts


def count_subtrees(facts: Iterable[Fact], parent_of: Mapping[int, int | None]) -> dict[int, Counts]:
    """The counts of each code with all that live under it, distinct at every level."""
    above = _ancestors(parent_of)
    counts: dict[int, Counts] = defaultdict(Counts)
    for fact in facts:
        for code in above.get(fact.code, ()):
            counts[code].take(fact)
    return counts


def _ancestors(parent_of: Mapping[int, int | None]) -> dict[int, list[int]]:
    below = tree.subtrees(parent_of)
    above: dict[int, list[int]] = defaultdict(list)
    for code, members in below.items():
        for member in members:
            above[member].append(code)
    return above


def parents(project: Project) -> dict[int, int | None]:
    """Where each living code lives, the root left out."""
    with project.read() as session:
        rows = session.execute(select(Code.id, Code.parent_id).where(~Code.retired, Code.id != ROOT))
        return {code: (None if parent == ROOT else parent) for code, parent in rows}


def facts(project: Project, source_ids: Collection[int] | None = None) -> list[Fact]:
    """Every coding of a current text, or of these sources' texts.

    A coding's cases are those of the passages its segment touches, else of its speaker's participant, else of its
    source's home. Its participant is the one its speaker stands for; in a source without speaker labels, the one who
    takes part in it: of several, nobody could say whose words a field note's are.
    """
    with project.read() as session:
        context = _Context.load(session)
        query = (
            select(
                Coding.id,
                Coding.segment_id,
                Coding.code_id,
                Coding.first_code_id,
                Coding.coder_id,
                Segment.source_id,
                Segment.start,
                Segment.end,
                Segment.speaker_id,
            )
            .join(Segment, Segment.id == Coding.segment_id)
            .where(~Segment.detached)
        )
        if source_ids is not None:
            query = query.where(Segment.source_id.in_(source_ids))
        found = []
        for coding, segment, code, first, coder, source, start, end, speaker in session.execute(query):
            people = context.participants(source, speaker)
            cases = context.cases(source, speaker, (start, end))
            units = context.units(source, cases)
            found.append(Fact(coding, segment, code, first, coder, source, people, cases, units))
        return found


@dataclass(frozen=True, slots=True)
class _Context:
    homes: dict[int, tuple[int | None, int | None]]  # source -> (unit, case)
    unit_of: dict[int, int]
    stands_for: dict[int, tuple[int | None, bool]]  # speaker -> (participant, is the interviewer)
    cases_of: dict[int, frozenset[int]]  # participant -> cases
    taking_part: dict[int, frozenset[int]]  # source -> participants
    labelled: frozenset[int]  # sources with speaker labels
    passages: dict[int, list[tuple[int, int, int]]]

    @classmethod
    def load(cls, session: Session) -> _Context:
        passages: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        here = select(Passage.source_id, Passage.start, Passage.end, Passage.case_id)
        for source, start, end, case in bare(session, here.join(Source, Source.version_id == Passage.version_id)):
            passages[source].append((start, end, case))
        speakers = bare(session, select(Speaker.id, Speaker.source_id, Speaker.participant_id, Speaker.interviewer))
        homes = bare(session, select(Source.id, Source.unit_id, Source.case_id))
        return cls(
            {source: (unit, case) for source, unit, case in homes},
            dict(session.execute(select(Case.id, Case.unit_id)).all()),
            {speaker: (person, asks) for speaker, _source, person, asks in speakers},
            _sets(session.execute(select(ParticipantCase.participant_id, ParticipantCase.case_id))),
            _sets(session.execute(select(SourceParticipant.source_id, SourceParticipant.participant_id))),
            frozenset(source for _speaker, source, _person, _asks in speakers),
            passages,
        )

    def participants(self, source: int, speaker: int | None) -> frozenset[int]:
        person, asks = self.stands_for.get(speaker, (None, False)) if speaker is not None else (None, False)
        if person is not None:
            return frozenset((person,))
        if asks or source in self.labelled:
            return frozenset()
        here = self.taking_part.get(source, frozenset())
        return here if len(here) == 1 else frozenset()

    def cases(self, source: int, speaker: int | None, place: tuple[int, int]) -> frozenset[int]:
        touched = frozenset(
            case for start, end, case in self.passages.get(source, ()) if start < place[1] and place[0] < end
        )
        if touched:
            return touched
        person = self.stands_for.get(speaker, (None, False))[0] if speaker is not None else None
        theirs = self.cases_of.get(person, frozenset()) if person is not None else frozenset()
        if theirs:
            return theirs
        case = self.homes[source][1]
        return frozenset() if case is None else frozenset((case,))

    def units(self, source: int, cases: frozenset[int]) -> frozenset[int]:
        if cases:
            return frozenset(self.unit_of[case] for case in cases)
        unit = self.homes[source][0]
        return frozenset() if unit is None else frozenset((unit,))


def _sets(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    gathered: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        gathered[key].add(value)
    return {key: frozenset(values) for key, values in gathered.items()}
