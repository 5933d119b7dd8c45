"""One case with everything the study holds of it: its words, sources, people, codes, memos, maps, claims, passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from qda.analysis.segments import coverage, retrieval
from qda.analysis.segments.coverage import Coverage
from qda.analysis.segments.retrieval import Fact
from qda.analysis.study import attribute_view
from qda.analysis.study.attribute_view import AttributeTable
from qda.coding import categories
from qda.coding import queries as coding
from qda.coding.codes import LEVELS
from qda.coding.queries import CodeRow
from qda.errors import NotFound
from qda.i18n import _
from qda.memos import queries as memos
from qda.memos.queries import MemoRow
from qda.memos.service import Target
from qda.project.project import Project
from qda.store.models import (
    Case,
    CategoryMap,
    Claim,
    ClaimLink,
    Content,
    MapNode,
    Matrix,
    MatrixCell,
    MatrixLine,
    Participant,
    ParticipantCase,
    Passage,
    PatternMatch,
    Source,
    Speaker,
    TextVersion,
    Unit,
)
from qda.study import consent
from qda.text import excerpt


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute's value; `origin` names the unit that it is inherited from, "" where it is the case's own."""

    id: int
    name: str
    words: str
    origin: str


@dataclass(frozen=True, slots=True)
class CaseSource:
    """A source with its home in the case, or one that speaks of it elsewhere (`home` false).

    `segments` are those of this case; `minutes` None where nobody said how long it took.
    """

    id: int
    name: str
    kind: str
    perspective: str
    date: str | None
    words: int
    minutes: int | None
    coverage: Coverage | None
    segments: int
    home: bool


@dataclass(frozen=True, slots=True)
class Person:
    """A participant of the case; `consent` is what their askings come to: yes, no, withdrawn, open, or "" unasked."""

    id: int
    name: str
    role: str
    description: str
    consent: str


@dataclass(frozen=True, slots=True)
class CodeCount:
    """A code with the distinct segments and sources of the case that it, or what it gathers, stands in."""

    id: int
    name: str
    path: str
    level: str
    color: str
    segments: int
    sources: int


@dataclass(frozen=True, slots=True)
class Saying:
    """Something elsewhere that is about the case: a map, claim or matrix, with a word on how."""

    kind: str
    id: int
    name: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage of another source that speaks of the case; offsets are code points of that source's text."""

    source_id: int
    source: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case and all that is about it; `segments` and `coded_sources` are the bases of its counts."""

    id: int
    name: str
    unit_id: int
    unit: str
    description: str
    summary: str
    attributes: tuple[Attribute, ...]
    sources: tuple[CaseSource, ...]
    people: tuple[Person, ...]
    codes: tuple[CodeCount, ...]
    segments: int
    coded_sources: int
    memos: tuple[MemoRow, ...]
    maps: tuple[Saying, ...]
    claims: tuple[Saying, ...]
    matrices: tuple[Saying, ...]
    passages: tuple[PassageRow, ...]

    def of_level(self, level: str) -> tuple[CodeCount, ...]:
        """The codes of a level, those with the most segments first."""
        return tuple(code for code in self.codes if code.level == level)


@dataclass(frozen=True, slots=True)
class Known:
    """What is the same for every case, read once where several are told; `facts` by case."""

    facts: Mapping[int, Sequence[Fact]]
    register: consent.Register
    attributes: AttributeTable
    codes: Sequence[CodeRow]
    families: Mapping[int, frozenset[int]]

    @classmethod
    def of(cls, project: Project, facts: Mapping[int, Sequence[Fact]]) -> Known:
        """As it is now."""
        return cls(
            facts,
            consent.register(project),
            attribute_view.table(project, "case"),
            coding.code_rows(project),
            categories.families(project, levels=LEVELS[1:]),
        )


def of_case(project: Project, case_id: int, known: Known | None = None) -> CaseView:
    """All about one case; `known` where several are told one after the other. Raises NotFound."""
    with project.read() as session:
        case = session.get(Case, case_id)
        if case is None:
            raise NotFound(_("This case is no longer there."))
        unit = session.get_one(Unit, case.unit_id)
        head = (case.id, case.name, unit.id, unit.name, case.description, case.summary)
        candidates = _candidates(session, case_id) if known is None else []
        passages = _passages(session, case_id)
        sayings = _maps(session, case_id), _claims(session, case_id), _matrices(session, case_id)
    if known is None:
        mine = [fact for fact in retrieval.facts(project, candidates) if case_id in fact.cases]
        known = Known.of(project, {case_id: mine})
    facts = known.facts.get(case_id, ())
    return CaseView(
        *head,
        _attributes(known.attributes, case_id),
        _sources(project, case_id, facts),
        _people(project, known.register, case_id),
        _codes(known, facts),
        len({fact.segment for fact in facts}),
        len({fact.source for fact in facts}),
        tuple(memos.on(project, Target("case", case_id))),
        *sayings,
        passages,
    )


def segments_of(project: Project, case_id: int, code_ids: Collection[int] | None = None) -> dict[int, set[int]]:
    """The codes of each segment of a case, by segment; only of segments with one of these codes, if any are given."""
    with project.read() as session:
        candidates = _candidates(session, case_id)
    found: dict[int, set[int]] = defaultdict(set)
    for fact in retrieval.facts(project, candidates):
        if case_id in fact.cases:
            found[fact.segment].add(fact.code)
    if code_ids is None:
        return found
    wanted = set(code_ids)
    return {segment: codes for segment, codes in found.items() if codes & wanted}


def sources_of(project: Project, case_id: int) -> list[int]:
    """The sources in which segments of a case may lie; there may be others' in them."""
    with project.read() as session:
        return _candidates(session, case_id)


def coverages(project: Project) -> dict[int, Coverage]:
    """How much of each case's own sources has been looked at, summed over their lines; cases without sources left out.

    It opens every text that has codings: for a big study that is work for a job.
    """
    with project.read() as session:
        homes = dict(session.execute(select(Source.id, Source.case_id).where(Source.case_id.is_not(None))).all())
    held: dict[int, list[Coverage]] = defaultdict(list)
    for source, found in coverage.of_sources(project, list(homes)).items():
        case = homes[source]
        if case is not None:
            held[case].append(found)
    return {case: _summed(rows) for case, rows in held.items()}


def _summed(rows: Sequence[Coverage]) -> Coverage:
    return Coverage(
        sum(row.lines for row in rows),
        sum(row.coded for row in rows),
        sum(row.passed for row in rows),
        sum(row.all_lines for row in rows),
    )


def _candidates(session: Session, case_id: int) -> list[int]:
    """Sources whose codings may be this case's: by home, by passage, or by a speaker who belongs to it."""
    passages = select(Passage.source_id).where(Passage.case_id == case_id)
    people = select(ParticipantCase.participant_id).where(ParticipantCase.case_id == case_id)
    speaking = select(Speaker.source_id).where(Speaker.participant_id.in_(people))
    wanted = or_(Source.case_id == case_id, Source.id.in_(passages), Source.id.in_(speaking))
    return list(session.execute(select(Source.id).where(wanted)).scalars())


def _attributes(table: AttributeTable, case_id: int) -> tuple[Attribute, ...]:
    row = next((row for row in table.rows if row.id == case_id), None)
    if row is None:
        return ()
    return tuple(
        Attribute(each.id, each.name, value.words, value.name if value.inherited else "")
        for each in table.attributes
        if (value := row.values.get(each.id)) is not None
    )


def _sources(project: Project, case_id: int, facts: Iterable[Fact]) -> tuple[CaseSource, ...]:
    segments: dict[int, set[int]] = defaultdict(set)
    for fact in facts:
        segments[fact.source].add(fact.segment)
    query = (
        select(Source, TextVersion.words)
        .join(TextVersion, TextVersion.id == Source.version_id)
        .where(or_(Source.case_id == case_id, Source.id.in_(segments)))
        .order_by(Source.date.is_(None), Source.date, Source.position, Source.id)
    )
    with project.read() as session:
        held = [(row, words) for row, words in session.execute(query)]
        looked = coverage.of_sources(project, [row.id for row, _words in held])
        return tuple(
            CaseSource(
                row.id,
                row.name,
                row.kind,
                row.perspective,
                row.date,
                words,
                row.minutes,
                looked.get(row.id),
                len(segments[row.id]),
                row.case_id == case_id,
            )
            for row, words in held
        )


def _people(project: Project, register: consent.Register, case_id: int) -> tuple[Person, ...]:
    query = (
        select(Participant)
        .join(ParticipantCase, ParticipantCase.participant_id == Participant.id)
        .where(ParticipantCase.case_id == case_id)
        .order_by(Participant.position, Participant.id)
    )
    held = {person.id: person for person in register.people}
    with project.read() as session:
        return tuple(
            Person(row.id, row.name, row.role, row.description, sign(held.get(row.id)))
            for row in session.execute(query).scalars()
        )


def sign(person: consent.PersonRow | None) -> str:
    """What somebody's askings come to: a withdrawal or refusal of any kind first, then what waits for an answer."""
    if person is None or not person.consents:
        return ""
    if person.withdrawn:
        return "withdrawn"
    if any(person.refusal(kind) is not None for kind in person.consents):
        return "no"
    return "open" if person.open else "yes"


def _codes(known: Known, facts: Sequence[Fact]) -> tuple[CodeCount, ...]:
    """Each code counts what stands in it or in what it gathers, once; initial codes count their own."""
    by_code: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_code[fact.code].append(fact)
    found = []
    for row in known.codes:
        family = known.families.get(row.id, frozenset((row.id,)))
        here = [fact for code in family for fact in by_code.get(code, ())]
        if here:
            segments, sources = {fact.segment for fact in here}, {fact.source for fact in here}
            found.append(CodeCount(row.id, row.name, row.path, row.level, row.shown_color, len(segments), len(sources)))
    found.sort(key=lambda code: (-LEVELS.index(code.level), -code.segments, code.name.casefold()))
    return tuple(found)


def _maps(session: Session, case_id: int) -> tuple[Saying, ...]:
    query = (
        select(CategoryMap.id, CategoryMap.name)
        .join(MapNode, MapNode.map_id == CategoryMap.id)
        .where(MapNode.target == "case", MapNode.target_id == case_id)
        .distinct()
        .order_by(CategoryMap.id)
    )
    return tuple(Saying("category_map", number, name) for number, name in session.execute(query))


def _claims(session: Session, case_id: int) -> tuple[Saying, ...]:
    """Claims that are linked to the case, and propositions that were held against it."""
    linked = (
        select(Claim.id, Claim.text, ClaimLink.role)
        .join(ClaimLink, ClaimLink.claim_id == Claim.id)
        .where(ClaimLink.target == "case", ClaimLink.target_id == case_id)
        .order_by(Claim.position, Claim.id)
    )
    judged = (
        select(Claim.id, Claim.text, PatternMatch.match)
        .join(PatternMatch, PatternMatch.claim_id == Claim.id)
        .where(PatternMatch.case_id == case_id)
        .order_by(Claim.position, Claim.id)
    )
    found = [Saying("claim", number, text, role) for number, text, role in session.execute(linked)]
    return (*found, *(Saying("claim", number, text, match) for number, text, match in session.execute(judged)))


def _matrices(session: Session, case_id: int) -> tuple[Saying, ...]:
    """Matrices of the case, and those in which it is a row or a column, with what was written in their cells."""
    own = select(Matrix.id, Matrix.name).where(Matrix.case_id == case_id).order_by(Matrix.position, Matrix.id)
    found = [Saying("matrix", number, name) for number, name in session.execute(own)]
    lines = (
        select(Matrix.id, Matrix.name, MatrixCell.judgement, MatrixCell.text)
        .join(MatrixLine, MatrixLine.matrix_id == Matrix.id)
        .outerjoin(MatrixCell, or_(MatrixCell.row_id == MatrixLine.id, MatrixCell.column_id == MatrixLine.id))
        .where(MatrixLine.target == "case", MatrixLine.target_id == case_id)
        .order_by(Matrix.position, Matrix.id, MatrixCell.id)
    )
    told: dict[tuple[int, str], list[str]] = defaultdict(list)
    for number, name, judgement, text in session.execute(lines):
        said = ": ".join(part for part in (judgement, excerpt(text or "", 80)) if part)
        told[number, name] += [said] if said else []
    return (*found, *(Saying("matrix", number, name, "; ".join(said)) for (number, name), said in told.items()))


def _passages(session: Session, case_id: int) -> tuple[PassageRow, ...]:
    query = (
        select(Passage.source_id, Source.name, Passage.start, Passage.end, Content.text)
        .join(Source, Source.version_id == Passage.version_id)
        .join(TextVersion, TextVersion.id == Passage.version_id)
        .join(Content, Content.sha256 == TextVersion.text_sha)
        .where(Passage.case_id == case_id, or_(Source.case_id.is_(None), Source.case_id != case_id))
        .order_by(Source.position, Passage.start)
    )
    return tuple(
        PassageRow(source, name, start, end, excerpt((text or "")[start:end], 160))
        for source, name, start, end, text in session.execute(query)
    )
