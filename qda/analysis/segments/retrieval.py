"""What every count rests on: each coding with its segment, source, participants, cases and units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from qda.analysis.segments.belonging import Belonging
from qda.coding import tree
from qda.coding.codes import ROOT
from qda.project.project import Project
from qda.store.models import (
    Code,
    Coding,
    Segment,
)


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
        context = Belonging.load(session)
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
