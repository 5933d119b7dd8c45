"""What the chain of evidence is read from: claims, links, codes with what is below them, segments and whose they are.

All of it in a dozen queries, however many claims there are; only codings of codes that a claim leads to are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.analysis.segments.belonging import Belonging
from qda.coding import focused
from qda.coding.codes import ROOT
from qda.project.project import Project
from qda.store.models import (
    Case,
    Code,
    Coding,
    Evidence,
    MatrixCell,
    MatrixEvidence,
    MemoLink,
    NegativeCase,
    Participant,
    PatternEvidence,
    Property,
    Relation,
    Segment,
    Source,
    Unit,
    VerdictSegment,
    Withdrawal,
)
from qda.store.rows import bare, chunks
from qda.synthesis import claims, targets
from qda.synthesis.claims import ClaimRow, LinkRow
from qda.synthesis.targets import Target

_FEW = 400  # codes; for more, reading all codings is no dearer than naming them


class Whose(NamedTuple):
    """What a segment counts for."""

    source: int
    participants: frozenset[int]
    cases: frozenset[int]
    units: frozenset[int]


class Base(NamedTuple):
    """What counts are out of, in distinct things: whatever is coded, and what claims rest on beside it.

    A source, a participant or a case of which nothing is coded could bear nothing out, and is not in it.
    """

    segments: int
    sources: int
    participants: int
    cases: int


class Told(NamedTuple):
    """What is known of a source."""

    name: str
    kind: str
    perspective: str
    coded: bool
    position: int


@dataclass(frozen=True)
class Ground:
    """Plain tables of the chain; ids throughout."""

    claims: tuple[ClaimRow, ...]
    links: Mapping[int, Sequence[LinkRow]]
    labels: Mapping[Target, str]
    names: Mapping[int, str]
    """Of codes, retired ones among them."""
    levels: Mapping[int, str]
    """Of living codes."""
    was: Mapping[int, str]
    became: Mapping[int, int]
    below: Mapping[int, Sequence[int]]
    above: Mapping[int, Sequence[int]]
    by_code: Mapping[int, Mapping[int, frozenset[int]]]
    """Code, then the code that the coding began with, then segments."""
    relations: Mapping[int, tuple[int, int]]
    owners: Mapping[int, int]
    """Of properties: their categories."""
    loose: Mapping[Target, frozenset[int]]
    """Segments that were put to linked things other than codes."""
    places: Mapping[int, tuple[int, int, int]]
    """Of segments: the source's position, the start, the number of whose they are."""
    groups: Sequence[Whose]
    sources: Mapping[int, Told]
    participants: Mapping[int, str]
    cases: Mapping[int, str]
    units: Mapping[int, str]
    judged: Mapping[int, Sequence[tuple[int, str, str]]]
    """By claim: (segment, answer, outcome)."""
    lost: Mapping[int, frozenset[int]]
    """By code: segments whose words are gone."""
    lost_segments: frozenset[int]
    withdrawn: frozenset[int]
    base: Base

    def family(self, code: int) -> frozenset[int]:
        """The code and all that is gathered under it or lives there."""
        found, ahead = {code}, [code]
        while ahead:
            new = set(self.below.get(ahead.pop(), ())) - found
            found |= new
            ahead += new
        return frozenset(found)

    def of_code(self, code: int) -> frozenset[int]:
        """The segments that a code leads to; of a retired one, those that began with it."""
        found: set[int] = set()
        if code not in self.levels:
            now = self.became.get(code)
            return self.by_code.get(now, {}).get(code, frozenset()) if now is not None else frozenset()
        for each in self.family(code):
            found.update(*self.by_code.get(each, {}).values())
        return frozenset(found)

    def codes_on(self, segment: int, top: int) -> list[int]:
        """The codes of a family that a segment carries."""
        if top not in self.levels:
            return [top]
        family = sorted(self.family(top), key=lambda code: code == top)
        return [code for code in family if any(segment in ids for ids in self.by_code.get(code, {}).values())]

    def whose(self, segment: int) -> Whose:
        """What a segment counts for."""
        return self.groups[self.places[segment][2]]

    def held(self, segments: Iterable[int]) -> list[Whose]:
        """What these segments count for, each kind of place once."""
        places = self.places
        return [self.groups[at] for at in {places[each][2] for each in segments}]

    def in_order(self, segments: Iterable[int]) -> tuple[int, ...]:
        """Segments in the order of the study."""
        return tuple(sorted(segments, key=lambda each: (*self.places[each][:2], each)))


def load(project: Project) -> Ground:
    """Read it all."""
    rows = tuple(claims.rows(project))
    links: dict[int, list[LinkRow]] = defaultdict(list)
    for link in claims.links(project):
        links[link.claim_id].append(link)
    wanted = list(dict.fromkeys(link.target for own in links.values() for link in own))
    clusters = focused.clusters(project)
    below, above = _ways(clusters)
    with project.read() as session:
        ends = bare(session, select(Relation.id, Relation.from_id, Relation.to_id))
        relations = {relation: (one, other) for relation, one, other in ends}
        owners = dict(map(tuple, bare(session, select(Property.id, Property.code_id))))
        seeds = {target.id for target in wanted if target.kind == "code"}
        for target in wanted:
            seeds |= set(relations.get(target.id, ())) if target.kind == "relation" else set()
        needed = _families(seeds | {clusters.became[code] for code in seeds if code in clusters.became}, below)
        loose = _loose(session, wanted)
        codings = _codings(session, needed)
        judged = _judged(session)
        extra = set().union(*loose.values()) | {segment for own in judged.values() for segment, _a, _o in own}
        sources = _sources(session)
        context = Belonging.load(session)
        reader = _Reader(context, sources)
        by_code, lost = reader.take(codings), _lost(session, needed)
        gone = reader.take_loose(session, extra)
        return Ground(
            claims=rows,
            links=links,
            labels=targets.labels(project, wanted),
            names=dict(map(tuple, bare(session, select(Code.id, Code.name).where(Code.id != ROOT)))),
            levels=clusters.levels,
            was=clusters.was,
            became=clusters.became,
            below=below,
            above=above,
            by_code=by_code,
            relations=relations,
            owners=owners,
            loose={target: frozenset(ids - gone) for target, ids in loose.items()},
            places=reader.places,
            groups=reader.groups,
            sources=sources,
            participants=dict(map(tuple, bare(session, select(Participant.id, Participant.name)))),
            cases=dict(map(tuple, bare(session, select(Case.id, Case.name)))),
            units=dict(map(tuple, bare(session, select(Unit.id, Unit.name)))),
            judged=judged,
            lost=lost,
            lost_segments=frozenset(gone),
            withdrawn=frozenset(session.execute(select(Withdrawal.participant_id)).scalars()),
            base=_base(session, context, [reader.groups[reader.places[each][2]] for each in extra - gone]),
        )


def _base(session: Session, context: Belonging, linked: Iterable[Whose]) -> Base:
    """What is coded, by source and speaker: place by place only where passages are given to other cases."""
    coded = ~Segment.detached & Segment.id.in_(select(Coding.segment_id))
    query = select(Segment.source_id, Segment.speaker_id, func.count(Segment.id)).where(coded)
    groups = bare(session, query.group_by(Segment.source_id, Segment.speaker_id))
    segments = sum(count for _source, _speaker, count in groups)
    people = set[int]().union(*(context.participants(source, speaker) for source, speaker, _count in groups))
    places = [(source, speaker, (0, 0)) for source, speaker, _count in groups if source not in context.passages]
    cut = select(Segment.source_id, Segment.speaker_id, Segment.start, Segment.end).where(coded)
    for some in chunks(sorted(context.passages)):
        found = bare(session, cut.where(Segment.source_id.in_(some)))
        places += [(source, speaker, (start, end)) for source, speaker, start, end in found]
    cases = set[int]().union(*(context.cases(*place) for place in places))
    sources = {source for source, _speaker, _count in groups}
    for whose in linked:
        sources.add(whose.source)
        people |= whose.participants
        cases |= whose.cases
    return Base(segments, len(sources), len(people), len(cases))


def _ways(clusters: focused.Clusters) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """What lies directly below and above each living code, gathered or living there; as `categories.families`."""
    below: dict[int, dict[int, None]] = defaultdict(dict)
    for member, groups in clusters.groups.items():
        for group in groups:
            below[group][member] = None
    for code, parent in clusters.parents.items():
        if parent is not None and code in clusters.levels and parent in clusters.levels:
            below[parent][code] = None
    above: dict[int, list[int]] = defaultdict(list)
    for group, members in below.items():
        for member in members:
            above[member].append(group)
    return {group: list(members) for group, members in below.items()}, above


def _families(seeds: Iterable[int], below: Mapping[int, Sequence[int]]) -> set[int]:
    found, ahead = set(seeds), list(seeds)
    while ahead:
        new = set(below.get(ahead.pop(), ())) - found
        found |= new
        ahead += new
    return found


_Coded = tuple[int, int, int, int, int, int, int | None]


def _codings(session: Session, codes: set[int]) -> Sequence[_Coded]:
    """Codings of segments that have their words. What is detached is asked for apart: it would be read for each."""
    query = select(
        Coding.code_id, Coding.first_code_id, Segment.id, Segment.source_id, Segment.start, Segment.end,
        Segment.speaker_id,
    ).join(Segment, Segment.id == Coding.segment_id).where(~Segment.detached)  # fmt: skip
    if len(codes) > _FEW:
        return [row for row in bare(session, query) if row[0] in codes]
    return [row for some in chunks(sorted(codes)) for row in bare(session, query.where(Coding.code_id.in_(some)))]


def _lost(session: Session, codes: set[int]) -> dict[int, frozenset[int]]:
    """By code, segments whose words are gone."""
    query = select(Coding.code_id, Segment.id).join(Segment, Segment.id == Coding.segment_id).where(Segment.detached)
    found: dict[int, set[int]] = defaultdict(set)
    for code, segment in bare(session, query):
        if code in codes:
            found[code].add(segment)
    return {code: frozenset(segments) for code, segments in found.items()}


def _loose(session: Session, wanted: Iterable[Target]) -> dict[Target, set[int]]:
    """The segments that were put to linked things, by the table that holds them."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    found: dict[Target, set[int]] = defaultdict(set)
    for target in wanted:
        by_kind[target.kind].append(target.id)
        if target.kind == "segment":
            found[target].add(target.id)
    queries = {
        "property": (select(Evidence.property_id, Evidence.segment_id), Evidence.property_id),
        "memo": (
            select(MemoLink.memo_id, MemoLink.target_id).where(MemoLink.target == "segment"),
            MemoLink.memo_id,
        ),
        "verdict": (select(VerdictSegment.verdict_id, VerdictSegment.segment_id), VerdictSegment.verdict_id),
        "matrix_cell": (select(MatrixEvidence.cell_id, MatrixEvidence.segment_id), MatrixEvidence.cell_id),
        "matrix": (
            select(MatrixCell.matrix_id, MatrixEvidence.segment_id).join(
                MatrixCell, MatrixCell.id == MatrixEvidence.cell_id
            ),
            MatrixCell.matrix_id,
        ),
        "pattern_match": (select(PatternEvidence.match_id, PatternEvidence.segment_id), PatternEvidence.match_id),
        "negative_case": (select(NegativeCase.id, NegativeCase.segment_id), NegativeCase.id),
    }
    for kind, (query, column) in queries.items():
        for some in chunks(by_kind.get(kind, ())):
            for owner, segment in bare(session, query.where(column.in_(some))):
                found[Target(kind, owner)].add(segment)
    return found


def _judged(session: Session) -> dict[int, list[tuple[int, str, str]]]:
    found: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    query = select(NegativeCase.claim_id, NegativeCase.segment_id, NegativeCase.answer, NegativeCase.outcome)
    for claim, segment, answer, outcome in bare(session, query.order_by(NegativeCase.id)):
        found[claim].append((segment, answer, outcome or "open"))
    return found


def _sources(session: Session) -> dict[int, Told]:
    query = select(Source.id, Source.name, Source.kind, Source.perspective, Source.coded)
    rows = bare(session, query.order_by(Source.position, Source.id))
    return {row[0]: Told(row[1], row[2], row[3], row[4], at) for at, row in enumerate(rows)}


class _Reader:
    """Resolves whose segments are, once for each source and speaker."""

    def __init__(self, context: Belonging, sources: Mapping[int, Told]) -> None:
        self._context = context
        self._sources = sources
        self._known: dict[tuple[int, int | None], int] = {}
        self.places: dict[int, tuple[int, int, int]] = {}
        self.groups: list[Whose] = []

    def take(self, codings: Iterable[_Coded]) -> dict[int, dict[int, frozenset[int]]]:
        """Segments by code and first code."""
        found: dict[tuple[int, int], set[int]] = defaultdict(set)
        places, place = self.places, self._place
        for code, first, segment, source, start, end, speaker in codings:
            if segment not in places:
                place(segment, source, start, end, speaker)
            found[code, first].add(segment)
        by_code: dict[int, dict[int, frozenset[int]]] = defaultdict(dict)
        for (code, first), segments in found.items():
            by_code[code][first] = frozenset(segments)
        return by_code

    def take_loose(self, session: Session, segments: Iterable[int]) -> set[int]:
        """Place segments that were linked one by one; gives those whose words are gone."""
        gone: set[int] = set()
        query = select(Segment.id, Segment.source_id, Segment.start, Segment.end, Segment.speaker_id, Segment.detached)
        for some in chunks(sorted(set(segments) - self.places.keys())):
            for segment, source, start, end, speaker, detached in bare(session, query.where(Segment.id.in_(some))):
                if detached:
                    gone.add(segment)
                else:
                    self._place(segment, source, start, end, speaker)
        return gone

    def _place(self, segment: int, source: int, start: int, end: int, speaker: int | None) -> None:
        number = self._known.get((source, speaker))
        if number is None:
            context = self._context
            cases = context.cases(source, speaker, (start, end))
            number = len(self.groups)
            self.groups.append(
                Whose(source, context.participants(source, speaker), cases, context.units(source, cases))
            )
            if not context.passages.get(source):  # else it depends on the place
                self._known[source, speaker] = number
        self.places[segment] = (self._sources[source].position, start, number)
