"""Whose a stretch of a text is: its participants, cases and units, by the rules that every count goes by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.store.models import Case, ParticipantCase, Passage, Source, SourceParticipant, Speaker
from qda.store.rows import bare


@dataclass(frozen=True, slots=True)
class Belonging:
    """Who speaks, takes part and lives where: read once, then asked of stretches of any source."""

    homes: dict[int, tuple[int | None, int | None]]  # source -> (unit, case)
    unit_of: dict[int, int]
    stands_for: dict[int, tuple[int | None, bool]]  # speaker -> (participant, is the interviewer)
    cases_of: dict[int, frozenset[int]]  # participant -> cases
    taking_part: dict[int, frozenset[int]]  # source -> participants
    labelled: frozenset[int]  # sources with speaker labels
    passages: dict[int, list[tuple[int, int, int]]]

    @classmethod
    def load(cls, session: Session) -> Belonging:
        """As the study has it now."""
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
        """Who says what this speaker says; nobody where the interviewer does, or where it could be one of several."""
        person, asks = self.stands_for.get(speaker, (None, False)) if speaker is not None else (None, False)
        if person is not None:
            return frozenset((person,))
        if asks or source in self.labelled:
            return frozenset()
        here = self.taking_part.get(source, frozenset())
        return here if len(here) == 1 else frozenset()

    def cases(self, source: int, speaker: int | None, place: tuple[int, int]) -> frozenset[int]:
        """The cases of the passages that a place (code points) touches, else of who speaks, else of the source."""
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
        """The units of these cases, else of the source."""
        if cases:
            return frozenset(self.unit_of[case] for case in cases)
        unit = self.homes[source][0]
        return frozenset() if unit is None else frozenset((unit,))


def _sets(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    gathered: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        gathered[key].add(value)
    return {key: frozenset(values) for key, values in gathered.items()}
